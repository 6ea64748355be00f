"""Cases from the article's figures that the register itself answers for (domain, section 9)."""

import pytest
from django.utils import translation

from registry.organisations.bin import Fault, fault_of
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass
from tests.factories.registry import OrganisationFactory
from tests.registry.filing import typed

REFUSED = ["political_party", "trade_union", "religious_association", "state_institution", "commercial_company"]


def refusal(code, language="en"):
    with translation.override(language):
        form = OrganisationForm(typed(legal_form=LegalForm.objects.get(code=code).pk))
        return [str(error) for error in form.errors.get("legal_form", [])]


@pytest.mark.django_db
def test_a10_a_trade_union_is_refused_with_its_own_reason():
    assert refusal("trade_union") == [
        "A trade union defends the interests of people of one profession, "
        "so it cannot take part in the state social order."
    ]


@pytest.mark.django_db
def test_a10_a_party_is_refused_with_its_own_reason():
    assert refusal("political_party") == [
        "A political party seeks power, so it cannot take part in the state social order."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a10_each_refused_form_has_a_reason_of_its_own_in_each_language(language):
    reasons = [refusal(code, language) for code in REFUSED]

    assert {len(reason) for reason in reasons} == {1}
    assert len({reason[0] for reason in reasons}) == len(REFUSED)
    assert {*LegalForm.objects.filter(is_ngo=False).values_list("code", flat=True)} == {*REFUSED}


@pytest.mark.django_db
def test_a11_an_organisation_of_two_classes_keeps_both_and_is_counted_once():
    both = OrganisationFactory()
    both.classes.set(NgoClass.objects.filter(code__in=["youth", "gender"]))

    assert {*both.classes.values_list("code", flat=True)} == {"youth", "gender"}
    assert Organisation.objects.filter(classes__code__in=["youth", "gender"]).distinct().count() == 1
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "part", "sentence"),
    [
        ("940140000384", Fault.CHECK_DIGIT, "The last digit does not fit the others. Check the number for a slip."),
        (
            "940160000384",
            Fault.ENTREPRENEUR,
            "Digit 5 says that this number belongs to an entrepreneur, not to an NGO.",
        ),
        ("949940000389", Fault.MONTH, "Digits 3 and 4 of a BIN are the month of registration, from 01 to 12."),
    ],
)
@pytest.mark.django_db
def test_e9_each_of_three_numbers_is_refused_for_the_part_that_is_wrong(number, part, sentence):
    form = OrganisationForm(typed(bin=number))

    assert fault_of(number) is part
    assert [str(error) for error in form.errors["bin"]] == [sentence]
