"""Plans of the demonstration: problems in every state, themes in every state, comments with and without an answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import User
from registry.bodies import actions as bodies
from registry.bodies.models import Body, Opinion, StateBody
from registry.organisations.models import Organisation
from registry.reference.models import Sphere
from tenders.demo.names import THEMES
from tenders.plans import actions
from tenders.plans.models import Problem, Theme
from tenders.procedure.models import Profile

# What is seen, its sphere, the sentence, the words, what shows it, and how far it has come.
PROBLEMS = (
    (
        6, "kk", "Ауылда жалғыз қарттарға күтім жасайтын адам жоқ",
        "Ауылымызда жалғыз тұратын 38 қарт бар. Дәрігерге баруға, отын жағуға көмектесетін ешкім жоқ.",
        "Ауылдық әкімдіктің тізімі, өткен қыс.", "published",
    ),
    (
        8, "ru", "Молодые люди с инвалидностью не могут найти работу",
        "После колледжа их не берут никуда: нет наставников, работодатели не знают о льготах.",
        "Из 46 выпускников прошлого года работают пятеро, данные центра занятости.", "published",
    ),
    (
        4, "ru", "Школьников травят в сети, и никто не знает, что делать",
        "В чатах классов выкладывают снимки и угрозы. Учителя узнают последними.",
        "Опрос 312 учеников трёх школ: с травлей столкнулся каждый четвёртый.", "published",
    ),
    (
        3, "kk", "Өзен жағасы қоқысқа толып кетті",
        "Жаз бойы демалушылар қалдырған қоқыс суға түседі, балық азайды.",
        "Мамырда екі шақырым жағадан 140 қап қоқыс жиналды.", "filed",
    ),
    (
        5, "ru", "Моя соседка должна мне деньги", "Помогите взыскать долг с соседки.", "Расписка.", "refused",
    ),
    (
        2, "ru", "В амбулатории нет врача", "Врач уехал полгода назад, ездим за сорок километров.",
        "Вакансия на сайте управления здравоохранения.", "taken_down",
    ),
)  # fmt: skip
REFUSED = {
    "because_kk": "Бұл жеке дау, оны сот шешеді.",
    "because_ru": "Это частный спор, его решает суд.",
}
TAKEN_DOWN = {
    "because_kk": "Дәрігер жұмысқа алынды, мәселе шешілді.",
    "because_ru": "Врача приняли на работу, проблема решена.",
}
DROPPED = {
    "because_kk": "Бұл жұмысқа келесі жылғы бюджетте ақша жоқ.",
    "because_ru": "На эту работу нет денег в бюджете следующего года.",
}
COMMENTS = (
    ("kk", "Ауылдарда медбике де керек, тек әлеуметтік қызметкер жеткіліксіз."),
    ("ru", "Прошу добавить обучение родственников: когда проект закончится, помогать будут они."),
)
ANSWER = {
    "answer_kk": "Келісеміз, конкурстың сипаттамасына енгіземіз.",
    "answer_ru": "Согласны, включим в описание конкурса.",
}
AGAIN = {
    "repeats_because_kk": "Өткен жылы тізімдегі 140 адамның 60-ы ғана көмек алды.",
    "repeats_because_ru": "В прошлом году помощь получили только 60 из 140 человек списка.",
}
# Themes that calls of the demonstration begin from, with the year before this one.
WITH_CALLS = 3
DAY = timedelta(days=1)


def everything(
    state_bodies: Sequence[StateBody], people: dict[str, User], others: Sequence[User], ngo: Organisation, now: datetime
) -> None:
    """Last year's plan, of which calls were made; the plan of next year, which is being discussed."""
    problems = _problems(state_bodies[0], people["officer"], [people["head"], *others], ngo, now)
    for number in range(WITH_CALLS):
        _approved(number, state_bodies[number % len(state_bodies)], people, others, problems, now - 395 * DAY)
    body, next_year = state_bodies[0], now.year + 1
    again = _theme(0, body, next_year, people["officer"], problems[:1], now - 4 * DAY, **AGAIN)
    _discuss(again, people["officer"], others, now - 3 * DAY)
    _advise(again, people["registry"], now)
    over = _theme(5, body, next_year, people["officer"], [], now - 40 * DAY)
    _discuss(over, people["officer"], others[:1], now - 39 * DAY)
    dropped = _theme(7, body, next_year, people["officer"], [], now - 45 * DAY)
    actions.open_discussion(dropped, by=people["officer"], at=now - 44 * DAY)
    actions.drop(dropped, **DROPPED, by=people["approver"], at=now - 10 * DAY)
    _theme(9, body, next_year, people["officer"], [], now - DAY)


def of_call(number: int, body: StateBody) -> Theme | None:
    """The approved theme that a call of the demonstration begins from, if there is one."""
    return Theme.objects.approved().filter(title_ru=THEMES[number].title_ru, body=body).first()


def _problems(body: StateBody, officer: User, people: list[User], ngo: Organisation, now: datetime) -> list[Problem]:
    named = []
    for place, (sphere, language, title, text, evidence, state) in enumerate(PROBLEMS):
        at, author = now - (398 - place * 20) * DAY if state == "published" else now - 5 * DAY, people[place]
        facts = {
            "body": body, "sphere": Sphere.objects.get(number=sphere), "region": body.region, "language": language,
            "title": title, "text": text, "evidence": evidence, "organisation": ngo if place == 0 else None,
        }  # fmt: skip
        problem = actions.name_problem(facts, by=author, at=at)
        if state == "refused":
            problem = actions.refuse_problem(problem, **REFUSED, by=officer, at=at + DAY)
        elif state != "filed":
            problem = actions.publish_problem(problem, by=officer, at=at + DAY)
        if state == "taken_down":
            problem = actions.take_down_problem(problem, **TAKEN_DOWN, by=officer, at=at + 2 * DAY)
        for supporter in people[place + 1 :] if state == "published" else []:
            actions.support_problem(problem, by=supporter, at=at + 2 * DAY)
        named.append(problem)
    return [problem for problem in named if problem.status == Problem.Status.PUBLISHED]


def _theme(
    number: int, body: StateBody, year: int, by: User, problems: Sequence[Problem], at: datetime, **more: str
) -> Theme:
    told = THEMES[number]
    facts = {
        "body": body, "profile": Profile.objects.get(is_default=True), "year": year, "region": body.region,
        "sphere": Sphere.objects.get(number=told.sphere), "title_kk": told.title_kk, "title_ru": told.title_ru,
        "target_group_kk": told.group_kk, "target_group_ru": told.group_ru,
        "need_kk": f"Әкімдік тізімі бойынша 140 адам көмекке мұқтаж, қызмет 35 адамға ғана жетеді. {told.results_kk}.",
        "need_ru": f"По списку акимата помощь нужна 140 людям, получают её 35. {told.results_ru}.",
        "budget_amount": Decimal(9_000_000 + number * 1_500_000), "years": 1, **more,
    }  # fmt: skip
    return actions.propose(facts, problems, by=by, at=at)


def _approved(
    number: int, body: StateBody, people: dict[str, User], others: Sequence[User], problems: list[Problem], at: datetime
) -> None:
    own = [problems[number]] if number < len(problems) and problems[number].body_id == body.pk else []
    theme = _theme(number, body, (at + 395 * DAY).year, people["officer"], own, at)
    _discuss(theme, people["officer"], others, at, waits=False)
    actions.approve(theme, by=people["approver"], at=at + 30 * DAY)


def _discuss(theme: Theme, officer: User, others: Sequence[User], at: datetime, *, waits: bool = True) -> None:
    actions.open_discussion(theme, by=officer, at=at)
    for place, ((language, text), person) in enumerate(zip(COMMENTS, others, strict=False)):
        said = actions.comment(theme, {"text": text, "language": language}, by=person, at=at + DAY)
        if not waits or place == 0:
            actions.answer(said, **ANSWER, by=officer, at=at + 2 * DAY)


def _advise(theme: Theme, officer: User, now: datetime) -> None:
    opinion = Opinion(
        body=Body.objects.get(code="experts-chamber"), about=theme, kind=Opinion.Kind.PROPOSAL,
        stance=Opinion.Stance.NEUTRAL, given_on=(now - DAY).date(),
        text_kk="Өткен жылғы нәтижелерді тақырыппен бірге жариялау ұсынылады.",
        text_ru="Предлагается опубликовать вместе с темой результаты прошлого года.",
    )  # fmt: skip
    bodies.publish_opinion(opinion, because="№ 21 хат. / Письмо № 21.", by=officer, at=now)
