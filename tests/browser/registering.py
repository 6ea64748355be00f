"""What an NGO does before it may bid, step by step in a browser: it files itself, and files its annual report."""

from django.utils import timezone
from playwright.sync_api import expect

from registry.reference.models import Duty, LegalForm, Region, Sphere
from tests.browser.walking import Walker
from ui import words

BIN = "940140000385"
NAME = "«Мейірім» қоғамдық қоры"
COUNTS = ("staff_count", "staff_women_count", "volunteer_count", "volunteer_women_count", "member_count")
REPORT = {
    "People": dict.fromkeys(COUNTS, "0") | {"staff_count": "4", "staff_women_count": "3"},
    "Income by source": {"rows-0-amount": "500 000", "rows-5-amount": "250 000", "rows-5-donor": "UNDP",
                         "income_total_amount": "750 000"},
    "Spending by purpose": {"rows-0-amount": "700 000", "spending_total_amount": "700 000"},
    "Property": {},
    "Projects": {},
}  # fmt: skip


def finds_no_organisation(person: Walker) -> None:
    """Is on the page of finding, and hears that the register does not know the number."""
    person.comes_to("Find your organisation")
    person.writes("BIN or name", BIN)
    person.presses("Find the organisation")
    expect(person.page.get_by_role("heading", level=2, name=person.words("Not found"), exact=True)).to_be_visible()
    person.looks()


def files_it_anew(person: Walker) -> None:
    """Goes on with the number that was not found, which stands in its field."""
    person.comes_to("Register an organisation")
    expect(person.page.locator("[name=bin]")).to_have_value(BIN)
    person.writes("Name in Kazakh", NAME)
    person.writes("Name in Russian", "Общественный фонд «Мейирим»")
    person.chooses("Legal form", str(LegalForm.objects.get(code="public_foundation").pk))
    person.writes("Date of state registration", "1994-01-20")
    person.chooses("Region", str(Region.objects.get(code="23").pk))
    person.writes("Address in Kazakh", "Атырау қаласы, Азаттық даңғылы, 1")
    person.writes("Address in Russian", "город Атырау, проспект Азаттык, 1")
    person.page.get_by_label(words.spoken(Sphere.objects.get(number=6), "name", person.language)[1]).check()
    person.writes("Head of the organisation", "Айгүл Сейітқали")
    person.writes("Telephone", "8 701 234 56 78")
    person.presses("File the organisation")
    person.comes_to(NAME)
    person.reads("Your organisation is filed. A registry officer will check it.")


def files_the_annual_report(person: Walker) -> None:
    """From the page that names what keeps the organisation from bidding, section by section, and back to it."""
    year = Duty.report_year(timezone.localdate())
    person.follows("Open the annual reports")
    person.comes_to("Annual reports")
    person.presses("Begin the report for %(year)s", year=year)
    person.comes_to("Annual report for %(year)s", year=year)
    for section, cells in REPORT.items():
        person.follows(section)
        person.comes_to(section)
        for name, value in cells.items():
            person.page.locator(f"[name={name}]").fill(value)
        person.presses("Save and continue")
        person.comes_to("Annual report for %(year)s", year=year)
    person.follows("Check and file")
    person.comes_to("Check the report")
    person.presses("File the report")
    person.comes_to("Annual report for %(year)s", year=year)
    person.reads("The report is filed.")
    person.page.get_by_role("link", name=NAME).first.click()
    person.comes_to(NAME)
