"""A call of an earlier year is copied: everything but its dates, and each part waits to be looked at again."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls import actions, checks, conditions, forms
from tenders.calls.models import Call
from tenders.procedure.deadlines import ALMATY
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, DocumentFactory
from tests.tenders.calls.rows import posted

pytestmark = pytest.mark.django_db

NOW = datetime(2031, 3, 3, 10, tzinfo=ALMATY)


@pytest.fixture
def old(body, officer):
    call = CallFactory(customer=body, drafted_by=officer, published=True, lots=2)
    DocumentFactory(call=call)
    return call


def copied(old, officer, at=NOW):
    return actions.copy(old, forms.standard_dates(old.profile, at), by=officer, at=at)


def timeless(call):
    told = conditions.of(call)
    lots = [
        {name: value for name, value in lot.items() if name not in ("starts_on", "ends_on")} for lot in told["lots"]
    ]
    return {name: value for name, value in told.items() if name not in ("number", "deadline_at", "opening_at")} | {
        "lots": lots
    }


def test_a_copy_says_the_same_but_for_its_dates(old, officer):
    new = copied(old, officer)

    assert (new.number, new.status, new.copied_from, new.drafted_by) == ("MKI-2031-001", "draft", old, officer)
    assert timeless(new) == timeless(old)
    assert (new.publish_on, new.deadline_at > NOW) == (date(2031, 3, 3), True)
    assert (new.published_at, new.conditions_hash, new.approved_by) == (None, "", None)
    assert [(line.verb, line.because) for line in new.trail()] == [("copied", old.number)]


def test_the_original_is_left_as_it_was(old, officer):
    before = conditions.of(old)

    copied(old, officer)

    assert conditions.of(Call.objects.get(pk=old.pk)) == before


def test_the_work_of_a_lot_moves_by_whole_years_behind_the_new_deadline(old, officer):
    old.lots.filter(number=1).update(starts_on=date(2028, 2, 29), ends_on=date(2028, 12, 20))

    new = copied(old, officer)

    lot = new.lots.get(number=1)
    assert (lot.starts_on, lot.ends_on) == (date(2032, 3, 1), date(2032, 12, 20))


def test_only_the_marks_stop_the_approval_of_a_copy_and_each_goes_when_its_part_is_saved(client, old, officer):
    new = copied(old, officer, at=timezone.now())
    pages = [(gap.page, gap.lot) for gap in checks.gaps(new)]
    assert {gap.rule for gap in checks.gaps(new)} == {"5.1"}
    assert set(pages) == {
        *((page, 0) for page in ("topic", "why", "dates", "requirements", "criteria", "documents")),
        ("lots", 1),
        ("lots", 2),
    }
    client.force_login(officer)

    for part in ("topic", "why", "dates"):
        url = reverse("calls:part", args=[new.number, part])
        form = client.get(url).context["form"]
        client.post(url, {name: form[name].value() or "" for name in form.fields})
    for page in ("requirements", "criteria", "documents"):
        url = reverse(f"calls:{page}", args=[new.number])
        client.post(url, posted(client.get(url).context["formset"]))
    for lot in new.lots.all():
        actions.save_lot(new, lot, lot.regions.all(), by=officer, at=timezone.now())

    fresh = Call.objects.get(pk=new.pk)
    assert (fresh.unread_parts, checks.gaps(fresh)) == ([], [])


def test_the_list_of_parts_says_what_to_look_at_again(client, old, officer):
    new = copied(old, officer)
    client.force_login(officer)

    page = client.get(reverse("calls:manage", args=[new.number]))

    labels = {step.title: (step.status, step.label) for step in page.context["steps"]}
    assert labels["Topic"] == ("doing", "Look at it again")
    assert "Lot 2: This part was copied from an earlier call" in page.text


def test_an_officer_copies_from_the_first_page_of_a_new_call(client, old, officer):
    client.force_login(officer)
    url = reverse("calls:copy", args=[old.number])
    assert f'action="{url}"' in client.get(reverse("calls:create")).text

    response = client.post(url)

    new = Call.objects.get(copied_from=old)
    assert response.url == reverse("calls:manage", args=[new.number])


def test_a_copy_is_a_draft_like_any_other(old, officer, approver):
    new = copied(old, officer)

    with pytest.raises(Refused, match="look at it again"):
        actions.approve(new, by=approver, at=NOW)


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_nobody_but_a_call_officer_copies(client, body, old, role):
    client.force_login(_with(role, body))

    assert client.post(reverse("calls:copy", args=[old.number])).status_code == 403
    assert not Call.objects.filter(copied_from=old).exists()


def _with(role, body):
    return UserFactory(role=role, body=body if role == "approver" else None)
