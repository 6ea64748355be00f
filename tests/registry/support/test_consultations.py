"""The consultation desk: asked, answered, made public without anybody's name; read by nobody else."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.reference.models import QuestionTopic
from registry.support import actions
from registry.support.models import Consultation
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory
from tests.factories.support import ConsultationFactory

pytestmark = pytest.mark.django_db

NEXT = {
    ("asked", "answered"), ("asked", "withdrawn"), ("answered", "published"), ("answered", "closed"),
    ("published", "closed"),
}  # fmt: skip
PUBLIC = {"question_kk": "Қайда?", "question_ru": "Куда?", "answer_kk": "Осында.", "answer_ru": "Сюда."}


def asked(**changes):
    return {"topic": QuestionTopic.objects.get(code="budget"), "text": "Сколько стоит час?"} | changes


@pytest.mark.parametrize("was", Consultation.Status.values)
@pytest.mark.parametrize("then", Consultation.Status.values)
def test_a_question_moves_along_its_map_and_nowhere_else(was, then):
    assert Consultation(status=was).may_move_to(then) == ((was, then) in NEXT)


def test_a_person_asks_for_an_organisation_and_the_officers_are_told(client):
    person, officer = UserFactory(), UserFactory(role="registry_officer")
    ngo = OrganisationFactory(head=person)
    client.force_login(person)
    topic = QuestionTopic.objects.get(code="budget")

    answer = client.post(
        reverse("support:ask"), {"topic": topic.pk, "organisation": ngo.pk, "text": "Сколько стоит час?"}
    )

    question = Consultation.objects.get()
    assert answer.url == f"/en/support/questions/{question.code}/"
    assert (question.asked_by, question.organisation, question.topic) == (person, ngo, topic)
    assert [(line.verb, line.by) for line in Entry.objects.of(question)] == [("asked", person)]
    notice = Notice.objects.get()
    assert (notice.kind, notice.to) == ("support/asked", officer)
    assert "Сколько" not in str(notice.facts)


def test_nobody_asks_for_an_organisation_of_others(client):
    client.force_login(UserFactory())
    stranger = OrganisationFactory()

    client.post(reverse("support:ask"), asked(topic=asked()["topic"].pk, organisation=stranger.pk))

    assert Consultation.objects.get().organisation is None


def test_the_eleventh_question_waits_until_one_is_answered():
    person = UserFactory()
    ConsultationFactory.create_batch(10, asked_by=person)

    with pytest.raises(Refused, match="Ten of your questions wait"):
        actions.ask(asked(), by=person, at=clock.now())

    assert Consultation.objects.count() == 10


def test_an_answer_reaches_the_asker_alone(client):
    question, officer, now = ConsultationFactory(), UserFactory(), clock.now()

    actions.answer(question, answer="Две тысячи.", by=officer, at=now)

    question.refresh_from_db()
    assert (question.status, question.answer, question.answered_by) == ("answered", "Две тысячи.", officer)
    assert [(n.kind, n.to) for n in Notice.objects.all()] == [("support/answered", question.asked_by)]
    client.force_login(question.asked_by)
    assert "Две тысячи." in client.get(question.get_absolute_url()).text
    assert client.get(reverse("support:questions")).context["page"].rows == []


def test_an_empty_answer_is_refused_and_leaves_nothing():
    question = ConsultationFactory()

    with pytest.raises(Refused, match="Write the answer"):
        actions.answer(question, answer=" \n", by=UserFactory(), at=clock.now())

    question.refresh_from_db()
    assert (question.status, Entry.objects.count(), Notice.objects.count()) == ("asked", 0, 0)


def test_what_everybody_reads_is_the_officers_text_and_never_the_original(client):
    asker = UserFactory(name="Асель Омарова")
    ngo = OrganisationFactory(name_ru="Фонд «Надежда»")
    question = ConsultationFactory(answered=True, asked_by=asker, organisation=ngo, text="Я, Асель, из «Надежды»")

    actions.publish_answer(question, PUBLIC, by=UserFactory(), at=clock.now())

    page = client.get(reverse("support:questions")).text
    assert ("Куда?" in page, "Сюда." in page) == (True, True)
    secrets = ["Асель", "Надежд", asker.email, question.code, "адресу Вашего акимата", f"/{question.pk}/"]
    assert [secret for secret in secrets if secret in page] == []
    assert [(n.kind, n.to) for n in Notice.objects.all()] == [("support/public", asker)]


@pytest.mark.parametrize(
    "names", ["Спрашивает Асель Омарова", "асель омарова", "фонд «Надежда»", "БИН 150140000015", "asel@example.kz"]
)
def test_a_text_that_names_the_asker_or_the_organisation_is_not_published(names):
    asker = UserFactory(name="Асель Омарова", email="asel@example.kz")
    ngo = OrganisationFactory(name_ru="Фонд «Надежда»", bin="150140000015")
    question = ConsultationFactory(answered=True, asked_by=asker, organisation=ngo)

    with pytest.raises(Refused, match="The text names"):
        actions.publish_answer(question, PUBLIC | {"answer_ru": names}, by=UserFactory(), at=clock.now())

    question.refresh_from_db()
    assert (question.status, question.answer_ru, Notice.objects.count()) == ("answered", "", 0)


@pytest.mark.parametrize("missing", PUBLIC)
def test_nothing_is_public_in_one_language_alone(missing):
    question = ConsultationFactory(answered=True)

    with pytest.raises(Refused, match="in Kazakh and in Russian"):
        actions.publish_answer(question, PUBLIC | {missing: "  "}, by=UserFactory(), at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationFactory(public=True, **{missing: ""})

    question.refresh_from_db()
    assert question.status == "answered"


def test_what_was_public_is_taken_back_for_a_reason(client):
    question = ConsultationFactory(public=True)

    actions.close(question, because="Устарело.", by=UserFactory(), at=clock.now())

    assert client.get(reverse("support:questions")).context["page"].rows == []
    assert [line.because for line in Entry.objects.of(question)] == ["Устарело."]
    with pytest.raises(Refused, match="Write the reason"):
        actions.close(ConsultationFactory(answered=True), because="", by=UserFactory(), at=clock.now())


def test_the_asker_takes_a_question_back_until_it_is_answered(client):
    person = UserFactory()
    client.force_login(person)
    mine, late = ConsultationFactory(asked_by=person), ConsultationFactory(asked_by=person, answered=True)

    for question in (mine, late):
        client.post(reverse("support:withdraw", args=[question.code]))

    assert [Consultation.objects.get(pk=q.pk).status for q in (mine, late)] == ["withdrawn", "answered"]
    with pytest.raises(Refused, match="is already answered"):
        actions.withdraw(late, by=person, at=clock.now())


@pytest.mark.parametrize(
    ("role", "reads"), [("", 404), ("registry_officer", 200), ("auditor", 200), ("call_officer", 404), ("admin", 404)]
)
@pytest.mark.parametrize("trait", [{}, {"answered": True}, {"public": True}])
def test_a_question_is_read_by_its_asker_the_officers_and_the_auditors(client, role, reads, trait):
    question = ConsultationFactory(**trait)
    reader = (
        UserFactory(administrator=True) if role == "admin" else UserFactory(role="" if role == "call_officer" else role)
    )
    client.force_login(reader)

    assert client.get(question.get_absolute_url()).status_code == reads
    withdrawn = client.post(reverse("support:withdraw", args=[question.code])).status_code
    assert withdrawn == (403 if reads == 200 else 404)
    assert client.get(reverse("support:mine")).context["page"].rows == []


@pytest.mark.parametrize("words", ["ЕСЕПТІ", "есепти", "отчет сайте", "осы сайтта"])
def test_answers_are_found_by_words_in_any_alphabet(client, words):
    found = ConsultationFactory(public=True)
    ConsultationFactory(answered=True, text="Есепті отчёт сайте осы сайтта")

    page = client.get(reverse("support:questions"), {"words": words})

    assert page.context["page"].rows == [found]


def test_what_the_asker_wrote_is_not_what_the_search_reads(client):
    ConsultationFactory(public=True, text="Тайна")

    assert client.get(reverse("support:questions"), {"words": "тайна"}).context["page"].rows == []


@pytest.mark.parametrize("name", ["questions", "mine"])
def test_the_lists_ask_as_much_for_three_rows_as_for_one(client, name):
    person = UserFactory()
    client.force_login(person)

    def queries():
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse(f"support:{name}"))
        return len(counted)

    ConsultationFactory(public=True, asked_by=person)
    one = queries()
    ConsultationFactory.create_batch(2, public=True, asked_by=person)

    assert queries() == one
