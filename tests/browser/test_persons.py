"""In Kazakh: an NGO writes on a phone who stands behind it; an officer shows a number for a purpose and merges."""

import pytest
from playwright.sync_api import expect

from lifecycle import clock
from registry.organisations import actions as organisations
from tests.browser.walking import Walker
from tests.factories.accounts import UserFactory
from tests.factories.persons import (
    ACCOUNT,
    FounderFactory,
    LikenessFactory,
    PostFactory,
    PrivateDataFactory,
    valid_iin,
)
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walks(page, live_server, sign_in, axe):
    def begin(user, width):
        sign_in(user)
        return Walker(page, live_server.url, axe, language="kk", width=width)

    return begin


def test_an_ngo_writes_founders_posts_and_private_data_on_a_phone(walks):
    head = UserFactory(name="Әсел Қанатқызы")
    organisation = OrganisationFactory(status="filed", head=head, bin=None)
    asel = walks(head, 360)

    asel.opens(f"/kk/organisations/{organisation.code}/")
    asel.comes_to(organisation.name_kk)
    asel.follows("Founders and people")
    asel.comes_to("Founders and people")
    asel.follows("Add a founder")
    asel.comes_to("Add a founder")
    asel.page.get_by_label(asel.words("person"), exact=True).check()
    asel.writes("Name of the founder", "Дәурен Әлиев")
    asel.writes("IIN or BIN", "800308")
    asel.writes("Since", "2016-01-01")
    asel.presses("Write the founder down")
    asel.comes_to("Add a founder")
    asel.reads("An IIN has 12 digits and nothing else.")
    asel.writes("IIN or BIN", valid_iin())
    asel.presses("Write the founder down")
    asel.comes_to("Founders and people")
    asel.reads("The founder is written down.")
    asel.follows("Add a person with a post")
    asel.comes_to("Add a person with a post")
    asel.writes("Full name", "Дәурен Әлиев")
    asel.page.get_by_label(asel.words("member of the board"), exact=True).check()
    asel.writes("Since", "2016-01-01")
    asel.presses("Write the person down")
    asel.comes_to("Founders and people")

    asel.opens(f"/kk/organisations/{organisation.code}/private/")
    asel.comes_to("Private data")
    asel.writes("Bank account (IBAN)", ACCOUNT)
    asel.writes("IIN of the head", valid_iin())
    asel.presses("Save the private data")
    asel.comes_to("Private data")
    expect(asel.page.get_by_text(f"••••••••{ACCOUNT[-4:]}")).to_be_visible()

    assert (organisation.founders.count(), organisation.posts.count()) == (1, 1)


def test_an_ngo_writes_a_last_day_at_a_desk(walks):
    editor = UserFactory()
    founder = FounderFactory(organisation=OrganisationFactory(status="filed", editor=editor))
    asel = walks(editor, 1280)

    asel.opens(f"/kk/organisations/{founder.organisation.code}/founders/")
    asel.comes_to("Founders and people")
    asel.page.locator(f"a[href$='/founders/{founder.pk}/end/']").click()
    asel.comes_to("%(name)s left", name=founder.name)
    asel.writes("Last day", "2024-03-01")
    asel.presses("Write the last day down")
    asel.comes_to("Founders and people")
    asel.reads("2024 жылғы 1 наурыз")


def test_who_files_a_second_time_is_told_on_a_phone(walks):
    head = UserFactory(name="Әсел Қанатқызы")
    organisation = OrganisationFactory(status="filed", head=head, name_ru="Алма", name_kk="Алма")
    organisations.compare([organisation, OrganisationFactory(name_ru="Алма", name_kk="Алма")], at=clock.now())
    asel = walks(head, 360)

    asel.opens(f"/kk/organisations/{organisation.code}/")
    asel.comes_to("Алма")
    asel.reads("It may be in the register already")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_officer_looks_at_both_and_merges_and_everybody_can(page, live_server, sign_in, axe, width, kazakh):
    one, other = OrganisationFactory(bin=None), OrganisationFactory()
    LikenessFactory(one=one, other=other)
    private, post, founder = PrivateDataFactory(), PostFactory(), FounderFactory()
    sign_in(UserFactory(role="registry_officer"))
    page.set_viewport_size({"width": width, "height": 800})
    admin = f"{live_server.url}/kk/admin/registry/"
    compare = f"{admin}likeness/compare/{one.pk}/{other.pk}/"

    for address in (
        *(f"{admin}{kind}/" for kind in ("likeness", "founder", "post", "privatedata")),
        *(f"{admin}{kind}/for/{one.pk}/" for kind in ("founder", "post", "privatedata")),
        f"{admin}founder/{founder.pk}/change/",
        f"{admin}post/{post.pk}/end/",
        f"{admin}privatedata/{private.pk}/show/",
        f"{admin}organisation/{one.pk}/change/",
        f"{admin}likeness/compare/{one.pk}/",
        compare,
    ):
        page.goto(address)
        axe(page)
        assert (address, page.evaluate("document.documentElement.scrollWidth")) == (address, width)
    page.locator("[name=verdict][value=right]").check()
    page.locator("[name=because]").fill("Бір куәлік екі рет берілген.")
    page.locator("button.default").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.goto(f"{admin}privatedata/{private.pk}/show/")
    page.locator("[name=because]").fill("7-төлем тапсырмасы.")
    page.locator("button.default").click()
    expect(page.get_by_text(private.head_iin.whole)).to_be_visible()
    axe(page)
    one.refresh_from_db()
    assert one.merged_into == other
