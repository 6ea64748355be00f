"""What a call is warned of: words that may fit one NGO or shut others out (domain 3.2, R-016), and what is no such."""

import pytest

from tenders.calls import checks, standard
from tests.factories.calls import CallFactory, DocumentFactory

pytestmark = pytest.mark.django_db


def warned(call):
    return [(one.doubt.rule, one.doubt.key, one.doubt.found) for one in checks.warnings(call)]


def with_requirement(**texts):
    call = CallFactory()
    call.requirements.filter(code="E-4").update(**texts)
    return call


FITS_ONE = [
    ("experience", "3.2", "Опыт такой работы не менее трёх лет.", "Опыт такой работы не менее трёх лет"),
    ("experience", "3.2", "Не менее 5 лет опыта в сфере.", "5 лет опыта"),
    ("experience", "3.2", "Ұйымның осы салада кемінде 3 жыл тәжірибесі бар.", "3 жыл тәжірибесі"),
    ("experience", "3.2", "Стаж руководителя – 10 лет.", "Стаж руководителя – 10 лет"),
    ("certificate", "3.2", "Есть сертификат качества.", "сертификат"),
    ("certificate", "3.2", "ISO 9001 бойынша жұмыс істейді.", "ISO 9001"),
    ("certificate", "3.2", "Аккредитация Академии.", "Аккредитация"),
    ("region", "R-016", "Организация зарегистрирована в Абайской области.", "зарегистрирована в Абайской области"),
    ("region", "R-016", "Ұйым Астана қаласында тіркелген.", "Астана қаласында тіркелген"),
    ("region", "R-016", "Только местная организация.", "местная организация"),
    ("closed", "3.2", "Член Гражданского альянса.", "Член Гражданского альянса"),
    ("closed", "3.2", "Не менее 10 штатных работников.", "Не менее 10 штатных"),
    ("closed", "3.2", "Годовой оборот подтверждён.", "Годовой оборот"),
    ("closed", "3.2", "Ранее исполняла договоры заказчика.", "Ранее исполняла"),
    ("closed", "3.2", "Организация создана более 3 лет назад.", "создана более 3 лет"),
    ("name", "3.2", "Партнёр фонда «Надежда».", "«Надежда»"),
    ("name", "3.2", "Рекомендация Иванова И. И.", "Иванова И. И."),
    ("name", "3.2", "Сәуле Ахметқызы жетекшілік етеді.", "Ахметқызы"),
    ("name", "3.2", "Учёт ведётся в программе Microsoft.", "Microsoft"),
]


@pytest.mark.parametrize(("kind", "rule", "text", "found"), FITS_ONE)
@pytest.mark.parametrize("field", ["text_kk", "text_ru"])
def test_a_requirement_that_may_fit_one_is_named_with_its_words(field, kind, rule, text, found):
    assert warned(with_requirement(**{field: text})) == [(rule, f"{kind}/requirements/E-4", found)]


@pytest.mark.parametrize(
    "text",
    [
        "Устав и сферы деятельности в реестре.",
        "Организация не ликвидируется и не банкрот.",
        "Заявка подана в срок, на казахском или русском языке.",
        "Проект длится не более 3 лет.",
        "Ұйым тізілімде бар және соңғы мәліметтерді тапсырған.",
        "Жоба 2 жылға созылады.",
        "Группа – «все нуждающиеся» – не подходит.",
        "Центр открыт с 9 до 18 часов, № 36-III.",
    ],
)
def test_what_shuts_nobody_out_is_not_warned_of(text):
    assert warned(with_requirement(text_kk=text, text_ru=text)) == []


@pytest.mark.parametrize("instrument", ["social_order", "grant", "partnership"])
def test_the_templates_warn_of_nothing(instrument):
    template = standard.of(instrument)

    assert warned(CallFactory(criteria=template.criteria, requirements=template.requirements)) == []


def test_an_anchor_is_looked_at_mark_by_mark():
    call = CallFactory()
    first = call.criteria.first()
    first.anchors_ru[5] = "Опыт не менее 7 лет."
    first.save()

    [one] = checks.warnings(call)

    assert (one.doubt.key, one.doubt.page, one.doubt.field) == (
        "experience/criteria/need",
        "criteria",
        "id_criteria-0-anchors_ru_5",
    )


def test_aid_to_an_ngo_and_a_name_in_a_lot_are_warned_of_but_its_place_is_not():
    call = CallFactory()
    call.lots.update(
        description_ru="Поддержка НПО области.",
        description_kk="Орталық Аягөз қаласында орналасқан.",
        results_ru="Работает центр «Үміт».",
    )

    assert warned(call) == [("3.2", "name/lots/1", "«Үміт»"), ("3.2", "aid/lots/1", "Поддержка НПО")]


def test_a_document_and_the_title_of_a_call_are_looked_at_too():
    call = CallFactory(title_ru="Проект центра «Жанұя»")
    DocumentFactory(call=call, text_ru="Учёт в Microsoft.")

    assert warned(call) == [("3.2", "name/topic/", "«Жанұя»"), ("3.2", "name/documents/1", "Microsoft")]
