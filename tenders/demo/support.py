"""The support of the demonstration: measures, news, questions in every state, two guides."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import User
from registry.bodies.models import StateBody
from registry.organisations.models import Organisation
from registry.reference.models import QuestionTopic, SupportForm
from registry.support import actions
from tenders.demo import guides

MEASURES = (
    ("organisational", "Аптасына екі рет жиын залы", "Зал для собраний дважды в неделю", 180_000),
    ("organisational", "Он компьютер уақытша пайдалануға", "Десять компьютеров во временное пользование", 2_400_000),
    ("consultative", "Заңгердің он сағат кеңесі", "Десять часов консультаций юриста", 60_000),
    ("methodological", "Әлеуметтік жобалау семинары", "Семинар по социальному проектированию", 350_000),
    ("informational", "Облыстық газетте айдар", "Рубрика в областной газете", 120_000),
    ("organisational", "Іс-шараға көлік", "Транспорт для мероприятия", 95_000),
)
NEWS = (
    (
        "Жыл сайынғы мәліметтер 31 наурызға дейін қабылданады", "Ежегодные сведения принимаются до 31 марта",
        "Өткен жыл туралы мәліметтерді осы сайтта тапсыруға болады.\n\nТолтыру жолы «Құралдар мен үлгілер» бөлімінде.",
        "Сведения за прошлый год можно сдать на этом сайте.\n\nКак заполнить, сказано в разделе «Пособия и образцы».",
    ),
    (
        "Смета бойынша тегін вебинар өтеді", "Пройдёт бесплатный вебинар по сметам",
        "Вебинарда өзіндік құнды есептеу талданады. Қатысу тегін, екі тілде өтеді.",
        "На вебинаре разберут расчёт себестоимости. Участие бесплатное, на двух языках.",
    ),
    (
        "Консультация енді сайтта", "Консультация теперь на сайте",
        "Сұрақты кез келген уақытта жазуға болады. Жауап пошта арқылы хабарланады.",
        "Вопрос можно написать в любое время. Об ответе сообщат по почте.",
    ),
)  # fmt: skip
PUBLIC = (
    (
        "reporting",
        "Былтыр ақша түспесе, мәлімет тапсыру керек пе?",
        "Нужно ли сдавать сведения, если в прошлом году денег не было?",
        "Иә. Түсім мен шығыс жолдарына нөл жазыңыз, қызметкерлер мен еріктілердің санын көрсетіңіз.",
        "Да. В строках поступлений и расходов поставьте ноль и укажите число работников и волонтёров.",
    ),
    (
        "budget",
        "Бухгалтердің жалақысын сметаға қосуға бола ма?", "Можно ли включить в смету зарплату бухгалтера?",
        "Болады, бірақ жобаға кететін уақыты ғана. Сағат саны мен бір сағаттың бағасын негіздеңіз.",
        "Можно, но только за время работы на проект. Обоснуйте число часов и цену часа.",
    ),
)  # fmt: skip
ASKED = "Может ли филиал подать заявку вместо головной организации?"


def everything(
    bodies: Sequence[StateBody], people: dict[str, User], ngos: Sequence[Organisation], now: datetime
) -> None:
    """A year of support, ending a moment ago."""
    officer = people["registry"]
    _measures(bodies, ngos, officer, now)
    for number, (title_kk, title_ru, text_kk, text_ru) in enumerate(NEWS):
        at = now - timedelta(days=60 - 20 * number)
        facts = {"title_kk": title_kk, "title_ru": title_ru, "text_kk": text_kk, "text_ru": text_ru}
        actions.publish_news(actions.draft_news(facts, by=officer, at=at), by=officer, at=at)
    _questions(people["head"], officer, now)
    for code, (guide, about_kk, about_ru) in guides.ALL.items():
        _guide(code, guide, about_kk, about_ru, officer, now - timedelta(days=90))


def _measures(bodies: Sequence[StateBody], ngos: Sequence[Organisation], officer: User, now: datetime) -> None:
    forms = {form.code: form for form in SupportForm.objects.all()}
    verified = [one for one in ngos if one.verified_at]
    for number in range(18):
        form, what_kk, what_ru, cost = MEASURES[number % len(MEASURES)]
        at = now - timedelta(days=20 * number + 5)
        facts = {
            "form": forms[form],
            "organisation": verified[number * 5 % len(verified)],
            "given_by": bodies[number % len(bodies)],
            "given_on": at.date(),
            "what_kk": what_kk,
            "what_ru": what_ru,
            "cost_amount": Decimal(cost + 10_000 * (number % 4)),
        }
        measure = actions.give(facts, by=officer, at=at)
    because = "Шарт мерзімі аяқталды. / Закончился срок договора."
    actions.end(measure, until=now.date(), because=because, by=officer, at=now)


def _questions(asker: User, officer: User, now: datetime) -> None:
    topics = {topic.code: topic for topic in QuestionTopic.objects.all()}
    for number, (topic, question_kk, question_ru, answer_kk, answer_ru) in enumerate(PUBLIC):
        at = now - timedelta(days=30 - 10 * number)
        texts = {
            "question_kk": question_kk, "question_ru": question_ru, "answer_kk": answer_kk, "answer_ru": answer_ru
        }  # fmt: skip
        question = actions.ask({"topic": topics[topic], "text": question_ru}, by=asker, at=at)
        question = actions.answer(question, answer=answer_ru, by=officer, at=at)
        actions.publish_answer(question, texts, by=officer, at=at)
    actions.ask({"topic": topics["application"], "text": ASKED}, by=asker, at=now - timedelta(hours=3))


def _guide(code: str, words: dict, about_kk: str, about_ru: str, officer: User, at: datetime) -> None:
    facts = {
        "code": code,
        "title_kk": words["kk"]["title"],
        "title_ru": words["ru"]["title"],
        "about_kk": about_kk,
        "about_ru": about_ru,
    }
    guide = actions.draft_guide(facts, by=officer, at=at)
    for language in ("kk", "ru"):
        content = guides.as_pdf(words, language)
        actions.add_edition(guide, language=language, name=f"{code}.pdf", content=content, by=officer, at=at)
    actions.publish_guide(guide, by=officer, at=at)
