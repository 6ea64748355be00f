"""What an official does to compose a call, step by step: the journeys of officials stand on it."""

from playwright.sync_api import expect

from tenders.calls.models import Call

TITLES = {"title_kk": "Ауылдағы балаларға күндізгі орталық", "title_ru": "Дневной центр для сельских детей"}
PURPOSES = {"purpose_kk": "Балалар күндіз қауіпсіз жерде дамиды.", "purpose_ru": "Дети днём развиваются безопасно."}
REASONS = {
    "subsidiarity_kk": "Аудандарда мұндай қызмет жоқ, нарық оны ұсынбайды.",
    "subsidiarity_ru": "В районах такой услуги нет, рынок её не предлагает.",
}
LOT = {
    "title_kk": "Орталықтың жұмысы",
    "title_ru": "Работа центра",
    "description_kk": "Жұмыс күндері сағат 9-дан 18-ге дейін.",
    "description_ru": "По рабочим дням с 9 до 18 часов.",
    "target_group_kk": "Ауданда тұратын 3–12 жастағы 40 бала",
    "target_group_ru": "40 детей 3–12 лет, живущих в районе",
    "results_kk": "Кемінде 25 баланың дағдысы жақсарады.",
    "results_ru": "Не менее чем у 25 детей навыки улучшились.",
}
COSTS = (("Еңбекақы, ай", "Оплата труда, месяц", "10", "400 000"), ("Жалдау, ай", "Аренда, месяц", "10", "150 000"))
EXPERIENCE = "Опыт такой работы не менее трёх лет."


def fills(person, **texts):
    for name, text in texts.items():
        person.page.locator(f"[name='{name}']").fill(text)


def is_at_the_parts(person):
    person.comes_to(f"{Call.objects.get().number}: {Call.objects.get().title_kk}")


def begins(person, email):
    person.opens("/kk/office/calls/new/")
    person.signs_in(email)
    person.comes_to("Draft a call")
    person.presses("Begin the call")
    person.comes_to("Draft a call")
    expect(person.page.locator("error-summary")).to_be_focused()
    fills(person, **TITLES)
    person.page.locator("[name=sphere]").select_option(index=6)
    person.presses("Begin the call")
    is_at_the_parts(person)
    person.reads("Not started")


def writes_the_topic_and_the_reason(person):
    person.follows("Topic")
    person.comes_to("Topic")
    fills(person, **PURPOSES, contact_phone="+7 722 252 00 00")
    person.waits_until_saved()
    person.presses("Save and continue")
    is_at_the_parts(person)
    person.follows("Why the state does not do it itself")
    person.comes_to("Why the state does not do it itself")
    fills(person, **REASONS)
    person.presses("Save and continue")
    is_at_the_parts(person)


def adds_a_lot(person):
    person.follows("Add a lot")
    person.comes_to("Add a lot")
    starts = Call.objects.get().deadline_at.year + 1
    fills(person, **LOT, starts_on=f"{starts}-03-01", ends_on=f"{starts}-12-01")
    for number, (kazakh, russian, quantity, price) in enumerate(COSTS):
        costs = {"name_kk": kazakh, "name_ru": russian, "quantity": quantity, "unit_cost": price}
        grounds = {"ground_kk": "Ресми статистика", "ground_ru": "Официальная статистика"}
        fills(person, **{f"costs-{number}-{name}": text for name, text in (costs | grounds).items()})
    person.presses("Save and continue")
    is_at_the_parts(person)


def mends_what_the_linter_names(person):
    """Two cost lines are too few; the sentence leads to the empty third."""
    person.follows("Lot %(number)d: justify the budget with at least %(least)d cost lines.", number=1, least=3)
    person.comes_to("Lot %(number)s", number=1)
    texts = {"name_kk": "Жол, сапар", "name_ru": "Проезд, выезд", "quantity": "20", "unit_cost": "25 000"}
    texts |= {"ground_kk": "Өткен жылғы шарт", "ground_ru": "Договор прошлого года"}
    fills(person, budget_amount="", **{f"costs-2-{name}": text for name, text in texts.items()})
    person.presses("Save and continue")
    is_at_the_parts(person)


def weighs_the_criteria(person):
    person.follows("Criteria and weights")
    person.comes_to("Criteria and weights")
    fills(person, **{"criteria-0-weight": "14"})
    person.presses("Save the criteria")
    is_at_the_parts(person)
    person.follows("The weights add up to %(total)s; they must add up to 100.", total="99")
    person.comes_to("Criteria and weights")
    fills(person, **{"criteria-0-weight": "15"})
    person.presses("Save the criteria")
    is_at_the_parts(person)


def answers_a_warning(person):
    person.follows("Requirements")
    person.comes_to("Requirements")
    fills(person, **{"requirements-3-text_ru": EXPERIENCE})
    person.presses("Save the requirements")
    is_at_the_parts(person)
    person.follows("Answer each warning with a reason. Without an answer: %(count)d.", count=1)
    person.comes_to("Answers to warnings")
    person.page.locator("textarea").fill("Заң мүгедектігі бар балалармен жұмысқа тәжірибені талап етеді.")
    person.presses("Save the answers")
    is_at_the_parts(person)


def rehearses(person):
    person.follows("Rehearsal as an applicant")
    person.comes_to("Rehearsal: apply for lot %(number)s", number=1)
    person.follows("Target groups")
    person.reads("This is a rehearsal")
    person.looks()
    person.presses("Check as an applicant")
    expect(person.page.locator("main .notice--warning")).to_be_visible()
    person.looks()
    person.follows("Back to the sections")
    person.follows("End the rehearsal")
    is_at_the_parts(person)


def reads_both_languages(person):
    person.follows("Check what will be published")
    person.comes_to("Check what will be published")
    for text in (*TITLES.values(), *PURPOSES.values(), LOT["target_group_kk"], LOT["target_group_ru"]):
        expect(person.page.locator(".sides").get_by_text(text, exact=True).first).to_be_visible()
    person.follows("Back to the parts")
    is_at_the_parts(person)
