"""What each row would do to the register, and every bad row with its sentence in three languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from registry.imports import actions, template
from registry.imports.models import Import
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.imports import checked, named, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


def verdicts(of):
    return [(one.number, one.verdict) for one in of.rows.order_by("number")]


def problem(of):
    [one] = of.rows.filter(verdict="error")
    return one.problems


def of_register(organisation, **changes):
    """A row that says of an organisation what the register says."""
    same = {
        "bin": organisation.bin, "name_kk": organisation.name_kk, "name_ru": organisation.name_ru,
        "legal_form": "public_foundation", "registered_on": "2015-01-15", "region": "Атырау облысы",
        "address_kk": organisation.address_kk, "address_ru": organisation.address_ru, "is_rural": "no",
        "spheres": "6", "classes": "", "scale": "local", "head_name": organisation.head_name,
        "phone": "+77012345678", "email": organisation.email, "website": "",
    }  # fmt: skip
    return same | changes


BAD = {
    "no name": ({"name_kk": ""}, "name_kk", "This field is required."),
    "no Russian name": ({"name_ru": " "}, "name_ru", "This field is required."),
    "no spheres": ({"spheres": ""}, "spheres", "This field is required."),
    "a long name": ({"name_kk": "Қ" * 301}, "name_kk", "Ensure this value has at most 300 characters (it has 301)."),
    "a short BIN": ({"bin": "1501400"}, "bin", "A BIN has 12 digits and nothing else."),
    "letters in the BIN": ({"bin": "15O140000002"}, "bin", "A BIN has 12 digits and nothing else."),
    "month 13": ({"bin": "151340000002"}, "bin",
                 "Digits 3 and 4 of a BIN are the month of registration, from 01 to 12."),
    "an entrepreneur": ({"bin": "150160000002"}, "bin",
                        "Digit 5 says that this number belongs to an entrepreneur, not to an NGO."),
    "a person": ({"bin": "150110000002"}, "bin", "Digit 5 of the BIN of an NGO is 4 or 5."),
    "a peasant farm": ({"bin": "150143000002"}, "bin",
                       "Digit 6 says that this number belongs to a peasant farm, not to an NGO."),
    "part 7": ({"bin": "150147000002"}, "bin", "Digit 6 of the BIN of an NGO is 0, 1 or 2."),
    "check digit": ({"bin": "150140000003"}, "bin",
                    "The last digit does not fit the others. Check the number for a slip."),
    "a rounded BIN": ({"bin": "1,5014E+11"}, "bin",
                      "The spreadsheet has rounded this number. Make the column text and write the number again."),
    "an unknown form": ({"legal_form": "guild"}, "legal_form",
                        "“guild” is not in the dictionary. Write a code or a name from the template."),
    "an unknown region": ({"region": "Атлантида"}, "region",
                          "“Атлантида” is not in the dictionary. Write a code or a name from the template."),
    "a region of the past": ({"region": "51"}, "region",
                             "“51” is not in the dictionary. Write a code or a name from the template."),
    "one unknown sphere": ({"spheres": "6; 99"}, "spheres",
                           "“99” is not in the dictionary. Write a code or a name from the template."),
    "an unknown class": ({"classes": "youth; elves"}, "classes",
                         "“elves” is not in the dictionary. Write a code or a name from the template."),
    "an unknown scale": ({"scale": "galaxy"}, "scale", "Write one of: republic-wide, regional, sectoral, local."),
    "perhaps": ({"is_rural": "maybe"}, "is_rural", "Write yes or no."),
    "no day": ({"registered_on": ""}, "registered_on", "This field is required."),
    "a day that is none": ({"registered_on": "31.02.2015"}, "registered_on",
                           "Write the date as 31.12.2020 or 2020-12-31."),
    "an American day": ({"registered_on": "Jan 15, 2015"}, "registered_on",
                        "Write the date as 31.12.2020 or 2020-12-31."),
    "the future": ({"registered_on": "01.01.2999"}, "registered_on", "The date of registration is in the future."),
    "a telephone": ({"phone": "12"}, "phone", "Enter a telephone number, for example +7 701 234 56 78."),
    "an e-mail": ({"email": "ngo.example.kz"}, "email", "Enter a valid email address."),
    "a website": ({"website": "not a site"}, "website", "Enter the address of a website, for example example.kz."),
    "an unknown code": ({"code": "ZZZZZZZZ"}, "code", "No organisation of the register has this code."),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "said"), BAD.values(), ids=BAD)
def test_a_bad_row_has_its_sentence_in_three_languages(changes, field, said):
    [one] = problem(checked(raw(row(**changes))))

    assert (one["field"], one["en"]) == (field, said)
    assert len({one["kk"], one["ru"], one["en"]}) == 3


def raw(one):
    """A file with just these signs in it, the silent ones too."""
    text = ";".join(one) + "\r\n" + ";".join(f'"{cell}"' for cell in one.values())
    file = named([["bin"]], "csv", "raw.csv")
    return type(file)("raw.csv", text.encode())


@pytest.mark.parametrize(
    "code", ["trade_union", "political_party", "religious_association", "state_institution", "commercial_company"]
)
def test_a10_a_form_that_is_no_ngo_is_refused_with_its_own_reason(code):
    form = LegalForm.objects.get(code=code)

    [one] = problem(checked(table(row(legal_form=code))))

    assert (one["kk"], one["ru"], one["en"]) == (form.refusal_kk, form.refusal_ru, form.refusal_en)


def test_every_fault_of_a_row_is_named_at_once():
    of = checked(table(row(name_kk="", email="x", scale="galaxy")))

    assert [one["field"] for one in problem(of)] == ["name_kk", "scale", "email"]


def test_a_row_is_new_changed_unchanged_or_an_error():
    same, other = OrganisationFactory(), OrganisationFactory()
    file = table(row(), of_register(same), of_register(other, head_name="Ерлан Ахметов"), row(2, email="x"))

    of = checked(file)

    assert verdicts(of) == [(2, "new"), (3, "unchanged"), (4, "changed"), (5, "error")]
    assert (of.status, of.new, of.unchanged, of.changed, of.errors) == ("checked", 1, 1, 1, 1)


def test_a_changed_row_keeps_old_and_new_of_each_field_alone():
    one = OrganisationFactory()

    [found] = checked(table(of_register(one, head_name="Ерлан Ахметов", spheres="1; 6"))).rows.all()

    assert found.before["head_name"] == "Айгүл Сейітқали"
    assert found.facts["head_name"] == "Ерлан Ахметов"
    assert sorted(found.facts) == sorted(found.before) == ["head_name", "spheres"]


def test_an_empty_cell_leaves_an_organisation_of_the_register_as_it_is():
    one = OrganisationFactory(website="https://own.kz")

    of = checked(table({"bin": one.bin, "website": "", "phone": ""}))

    assert verdicts(of) == [(2, "unchanged")]


def test_an_organisation_is_found_by_its_code_and_may_get_its_bin():
    one = OrganisationFactory(bin=None)

    of = checked(table({"code": one.code.lower(), "bin": row()["bin"]}))

    [found] = of.rows.all()
    assert (found.verdict, found.organisation, found.facts) == ("changed", one, {"bin": row()["bin"]})


def test_a_code_and_the_bin_of_another_do_not_go_together():
    one, other = OrganisationFactory(), OrganisationFactory()

    [said] = problem(checked(table({"code": one.code, "bin": other.bin})))

    assert said["en"] == "This BIN belongs to another organisation than the code."


def test_one_organisation_stands_in_a_file_once():
    of = checked(table(row(), row(2), row(1, name_ru="Другое имя")))

    assert verdicts(of) == [(2, "new"), (3, "new"), (4, "error")]
    assert problem(of)[0]["en"] == "This organisation stands in row 2 already."


def test_a_row_without_a_bin_is_new_unless_its_name_is_in_the_register():
    there = OrganisationFactory(bin=None)

    of = checked(table(row(1, bin=""), row(2, bin="", name_ru=there.name_ru)))

    assert verdicts(of) == [(2, "new"), (3, "error")]
    assert problem(of)[0]["en"] == "An organisation of this name is in the register. Write its code or its BIN."


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("liquidated", "This organisation is no more: it is liquidated or merged, and is not changed."),
        ("filed", "Its own people are still mending what they filed: verify it or return it first."),
    ],
)
def test_what_is_over_or_not_verified_is_not_changed_by_a_file(status, said):
    one = OrganisationFactory(status=status)

    assert problem(checked(table(of_register(one))))[0]["en"] == said


def test_what_its_people_are_mending_is_not_changed_by_a_file():
    one = OrganisationFactory(status="returned", head=UserFactory())

    [said] = problem(checked(table(of_register(one))))

    assert said["en"] == "Its own people are still mending what they filed: verify it or return it first."


def test_zeros_that_a_spreadsheet_dropped_are_put_back():
    whole = with_check_digit("05014000001")

    of = checked(table(row(bin=whole.removeprefix("0"))))

    assert of.rows.get().facts["bin"] == whole


def test_dictionaries_are_understood_by_name_in_any_language_and_case():
    names = {"region": "атырауская ОБЛАСТЬ", "legal_form": "Public foundation", "is_rural": "ИӘ", "scale": "жергілікті"}

    [found] = checked(table(row(**names))).rows.all()

    assert (found.verdict, found.facts["is_rural"], found.facts["scale"]) == ("new", True, "local")


def test_the_example_of_the_template_is_no_row():
    file = named([list(template.EXAMPLE), list(template.EXAMPLE.values())], "csv", "template.csv")

    assert (checked(file).status, Import.objects.get().rows_read) == ("checked", 0)


def test_a_file_that_breaks_in_the_middle_is_failed_with_its_reason(settings):
    settings.IMPORT_MOST_ROWS = 2

    of = checked(table(row(1), row(2), row(3)))

    assert (of.status, of.fault, of.fault_facts) == ("failed", "too_many_rows", {"most": 2})


def test_the_check_asks_no_more_for_many_rows_than_for_few():
    def asked(*places):
        actions.upload(table(*(row(place) for place in places)), by=by, at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            run_jobs()
        return len(queries)

    by = officer()
    asked(1)
    few = asked(1, 2, 3)
    many = asked(*range(1, 31))

    assert few == many


def test_nothing_is_written_to_the_register_by_a_check():
    checked(table(row()))

    assert Organisation.objects.count() == 0
