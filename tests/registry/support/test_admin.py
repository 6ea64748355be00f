"""Support in the admin: what waits first, each verb a button and a page, the same actions."""

import pytest
from django.urls import reverse

from lifecycle.models import Entry
from registry.reference.models import SupportForm
from registry.support.models import Consultation, Guide, News, SupportMeasure
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory
from tests.factories.support import PDF, ConsultationFactory, GuideFactory, NewsFactory, SupportMeasureFactory
from tests.registry.bad_input import file

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer")
    client.force_login(person)
    return person


def verb(record, name):
    return reverse(f"admin:registry_{record._meta.model_name}_verb", args=[record.pk, name])


def page(record, name="change"):
    return reverse(f"admin:registry_{record._meta.model_name}_{name}", args=[record.pk])


def labels(answer):
    return [str(label) for _url, label in answer.context["verbs"]]


def test_u30_questions_that_wait_stand_on_the_first_page_with_the_number_of_their_list(client, officer):
    ConsultationFactory.create_batch(2)
    ConsultationFactory(answered=True)

    index = client.get(reverse("admin:index"))

    [waiting] = [one for one in index.context["awaiting"] if str(one.label) == "Questions waiting for an answer"]
    assert waiting.count == 2
    assert client.get(waiting.url).context["cl"].result_count == 2


def test_an_officer_answers_and_then_lets_everybody_read_it(client, officer):
    question = ConsultationFactory()

    offered = labels(client.get(page(question)))
    client.post(verb(question, "answer"), {"answer": "Сюда."})
    public = {"question_kk": "Қайда?", "question_ru": "Куда?", "answer_kk": "Осында.", "answer_ru": "Сюда."}
    client.post(verb(question, "publish"), public)

    question.refresh_from_db()
    assert offered == ["Answer the question"]
    assert (question.status, question.answered_by, question.question_ru) == ("published", officer, "Куда?")
    assert labels(client.get(page(question))) == ["Keep the answer private"]


def test_a_verb_that_no_longer_fits_is_answered_with_words(client, officer):
    question = ConsultationFactory(answered=True)

    answer = client.post(verb(question, "answer"), {"answer": "Ещё раз."}, follow=True)

    question.refresh_from_db()
    assert "somebody was faster" in answer.text
    assert (question.answer, Entry.objects.count()) == ("По адресу Вашего акимата.", 0)


def test_a_verb_that_nobody_has_is_not_there(client, officer):
    assert client.get(verb(ConsultationFactory(), "burn")).status_code == 404


def test_a_system_administrator_reads_no_question(client):
    question = ConsultationFactory()
    client.force_login(UserFactory(administrator=True))

    answers = [client.get(address).status_code for address in (page(question), verb(question, "answer"))]

    assert answers == [403, 403]
    assert client.get(page(question, "history")).status_code == 403


def test_news_is_drafted_changed_published_and_withdrawn(client, officer):
    facts = {"title_kk": "Байқау", "title_ru": "Конкурс", "text_kk": "Мәтін.", "text_ru": "Текст."}
    client.post(reverse("admin:registry_news_add"), facts)
    news = News.objects.get()
    client.post(page(news), facts | {"title_ru": "Тендер"})

    client.post(verb(news, "publish"))
    changed = client.post(page(news), facts)
    client.post(verb(news, "withdraw"), {"because": "Ошибка."})

    news.refresh_from_db()
    assert (news.title_ru, news.status, news.withdrawal_reason) == ("Тендер", "withdrawn", "Ошибка.")
    assert changed.status_code == 403
    assert [line.verb for line in Entry.objects.of(news)] == [
        "drafted", "revised", "draft → published", "published → withdrawn",
    ]  # fmt: skip
    assert "Ошибка." in client.get(page(news, "history")).text


def test_a_measure_is_recorded_by_the_bin_corrected_and_ended(client, officer):
    ngo, body = OrganisationFactory(), StateBodyFactory()
    facts = {
        "form": SupportForm.objects.get(code="organisational").pk,
        "organisation": ngo.bin,
        "given_by": body.pk,
        "given_on": "2025-03-01",
        "what_kk": "Зал",
        "what_ru": "Зал",
        "cost_amount": "90 000,50",
    }
    client.post(reverse("admin:registry_supportmeasure_add"), facts)
    measure = SupportMeasure.objects.get()

    asked = client.get(verb(measure, "correct")).context["form"]
    answer = client.post(verb(measure, "correct"), facts | {"what_ru": "Малый зал", "because": "Уточнение."})
    corrected = SupportMeasure.objects.current().get()
    client.post(verb(corrected, "end"), {"until": "2025-06-01", "because": "Срок."})

    assert asked["organisation"].value() == ngo.bin
    assert answer.url == page(corrected)
    assert (str(measure.cost_amount), measure.recorded_by, measure.organisation) == ("90000.50", officer, ngo)
    assert [row.because for row in SupportMeasure.objects.order_by("pk")] == ["", "Уточнение.", "Срок."]
    assert labels(client.get(page(measure))) == []
    assert client.post(page(measure), facts).status_code == 403


def test_a_guide_gets_its_files_and_is_published(client, officer):
    facts = {"code": "report", "title_kk": "Е", "title_ru": "О", "about_kk": "Ү", "about_ru": "О"}
    client.post(reverse("admin:registry_guide_add"), facts)
    guide = Guide.objects.get()

    client.post(verb(guide, "publish"))
    guide.refresh_from_db()
    too_early = guide.status
    client.post(verb(guide, "attach"), {"language": "kk", "file": file("report.pdf", PDF)})
    client.post(verb(guide, "publish"))

    guide.refresh_from_db()
    assert (too_early, guide.status) == ("draft", "published")
    assert [bytes(edition.content) for edition in guide.editions.all()] == [PDF]
    shown = client.get(page(guide))
    assert (guide.editions.get().sha256 in shown.text, "code" in shown.context["adminform"].form.fields) == (
        True,
        False,
    )


@pytest.mark.parametrize("make", [SupportMeasureFactory, NewsFactory, GuideFactory])
def test_a_system_administrator_reads_and_changes_nothing(client, make):
    record = make()
    client.force_login(UserFactory(administrator=True))

    seen = client.get(page(record))

    assert (seen.status_code, labels(seen)) == (200, [])
    verbs = {"SupportMeasure": "end", "News": "publish", "Guide": "publish"}
    assert client.post(verb(record, verbs[type(record).__name__])).status_code == 403


def test_lists_of_questions_are_read_by_officers_alone(client):
    client.force_login(UserFactory(administrator=True))

    assert client.get(reverse("admin:registry_consultation_changelist")).status_code == 403
    assert Consultation.objects.count() == 0
