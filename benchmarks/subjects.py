"""Each figure: the rows it needs, what is measured, and the bare page or transaction it is measured against."""

import os
from collections.abc import Callable
from functools import partial
from itertools import count

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from benchmarks import many, rows, tables
from benchmarks.measuring import Pair
from lifecycle import boxes
from tenders.admission import actions as admission
from tenders.applications.models import Opened, Receipt
from tenders.scoring import standings

# What tells the site that nobody pressed a button.
BY_ITSELF = {"x-auto-save": "1"}


def _bare(size: int, queries: int) -> Callable[[], HttpResponse]:
    """A bare page of this many bytes after this many queries."""
    client, asked = Client(), 1

    def page() -> HttpResponse:
        return client.get("/bare/page/", {"rows": asked, "queries": queries})

    # Rows differ in length, so that the first guess is mended by a second.
    row = len(page().content) / 4
    for _ in range(3):
        asked = max(1, asked + round((size - len(page().content)) / row))
        row = len(page().content) / asked
    return page


def _page(path: str, client: Client | None = None) -> Pair:
    """A page of ours against a bare one of the same size and the same number of queries."""
    client = client or Client()
    first = client.get(path)
    if first.status_code != 200:
        raise SystemExit(f"{path} answered {first.status_code}.")
    with rows.counted() as queries:
        client.get(path)
    return Pair(lambda: client.get(path), _bare(len(first.content), max(1, len(queries))))


def home(count: int) -> Pair:
    """The front door with ten of `count` open calls, and the latest results."""
    rows.calls(count)
    rows.decided(5)
    return _page(reverse("portal:home"))


def call_page() -> Pair:
    """The page of an open call of three lots."""
    [one] = rows.calls(1)
    return _page(reverse("calls:detail", args=[one.number]))


def application_page() -> Pair:
    """The page where an NGO writes the texts of its application."""
    [(client, address, _posted)] = rows.ready_to_submit(1)
    return _page(address.replace("/check/", "/summary/"), client)


def register(count: int) -> Pair:
    """The first page of a register of `count` NGOs, searched by a word that one in fifty of them bears."""
    rows.organisations(count)
    return _page(reverse("organisations:index") + "?words=мейірім")


def admin_changelist(count: int) -> Pair:
    """The first page of `count` NGOs as a registry officer works them in the admin, with every filter beside it."""
    rows.organisations(count)
    return _page(reverse("admin:registry_organisation_changelist"), rows.officer())


def register_search(count: int) -> Pair:
    """The first page of a register of `count` NGOs, searched by a fragment from the middle of a name."""
    if count > LARGE:
        many.organisations(count)
    else:
        rows.organisations(count)
    return _page(reverse("organisations:index") + "?words=ейірі")


def register_facets(count: int) -> Pair:
    """The first page of a whole register of `count` NGOs, with how many each filter would leave."""
    rows.organisations(count)
    return _page(reverse("organisations:index"))


def statistics(count: int) -> Pair:
    """The page of statistics that asks and draws most: a register of `count` NGOs by region, on a map and in bars."""
    rows.organisations(count)
    return _page(reverse("statistics:section", args=["regions"]))


def office_applications(count: int) -> Pair:
    """The applications of an opened call as its officer sees them."""
    one, officer = rows.opened_call(count)
    client = Client()
    client.force_login(officer)
    return _page(reverse("applications:office", args=[one.number]), client)


def submit(rounds: int, turns: int) -> Pair:
    """Handing an application in, against a form that inserts one row; each turn hands in another application."""
    ready = iter(rows.ready_to_submit(rounds * turns + 1))

    def ours() -> None:
        client, address, posted = next(ready)
        answer = client.post(address, posted)
        if answer.status_code != 303 or answer["Location"] != address.replace("/check/", "/receipt/"):
            raise SystemExit(f"Submitting answered {answer.status_code} and led to {answer.get('Location')}.")

    return Pair(ours, _bare_post("insert"), rounds, turns)


def autosave() -> Pair:
    """Saving a page of an application by itself, one text changed, against a form that updates one row."""
    [(client, address, posted)] = rows.ready_to_submit(1)
    section = address.replace("/check/", "/summary/")
    words, turn = {"changed": "goal", "csrfmiddlewaretoken": posted["csrfmiddlewaretoken"]}, count(1)

    def ours() -> None:
        answer = client.post(section, {**words, "goal": f"A goal, thought of anew: {next(turn)}"}, headers=BY_ITSELF)
        if answer.status_code != 200:
            raise SystemExit(f"Saving answered {answer.status_code}.")

    return Pair(ours, _bare_post("update"))


def _bare_post(does: str) -> Callable[[], None]:
    """A bare form that inserts a row, or updates the one there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_line (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, text varchar(200))"
            if connection.vendor == "postgresql"
            else "CREATE TABLE bench_line (id integer PRIMARY KEY AUTOINCREMENT, text varchar(200))"
        )
        cursor.execute("INSERT INTO bench_line (text) VALUES ('The first line')")
    bare, path = Client(enforce_csrf_checks=True), f"/bare/{does}/"
    bare.get(path)
    token = bare.cookies["csrf"].value

    def theirs() -> None:
        answer = bare.post(path, {"text": "One line", "csrfmiddlewaretoken": token})
        if answer.status_code != 303:
            raise SystemExit(f"The bare form answered {answer.status_code}.")

    return theirs


def rank(bids: int) -> Pair:
    """Ranking applications by the sheets of 7 members on 8 criteria, against one SQL aggregate of all marks."""
    lot = rows.scored_lot(bids, members=7)

    def aggregate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.application_id, m.criterion_id, SUM(m.points), COUNT(*) FROM tenders_score m "
                "JOIN tenders_scoresheet s ON s.id = m.sheet_id JOIN tenders_application a ON a.id = s.application_id "
                "WHERE a.lot_id = %s AND s.status = 'locked' GROUP BY s.application_id, m.criterion_id",
                [lot.pk],
            )
            cursor.fetchall()

    return Pair(lambda: standings.of(lot), aggregate, rounds=9, turns=1)


def opening(count: int) -> Pair:
    """Opening so many sealed applications of one call, protocol and all, against writing down rows of the same size.

    Both are undone each time, so that the next turn finds the same.
    """
    call = rows.sealed_call(count)
    receipts = list(Receipt.objects.filter(standing_for__lot__call=call))

    @undone
    def ours() -> None:
        if admission.open_bids(call, at=call.opening_at) is None:
            raise SystemExit("The call was not opened.")

    @undone
    def theirs() -> None:
        box = os.urandom(boxes.LEAST)
        Opened.objects.bulk_create(Opened(receipt=one, box=box, requested_amount=1) for one in receipts)

    return Pair(ours, theirs, rounds=3, turns=1)


def undone(act: Callable[[], None]) -> Callable[[], None]:
    """The act, and then as if it had not been."""

    def once() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    return once


# Above it rows are made inside the database, which only PostgreSQL can.
LARGE = 100_000


def importing(count: int) -> Pair:
    """A file of so many NGOs, one row in fifty bad, checked, confirmed and written, against an insert of the good."""
    return Pair(tables.imported(count), tables.inserted(count), rounds=3, turns=1)


ALL: dict[str, Callable[[], Pair]] = {
    "home": partial(home, 40),
    "call_page": call_page,
    "application_page": application_page,
    "register_25k": partial(register, 25_000),
    "admin_changelist_50k": partial(admin_changelist, 50_000),
    "register_search_25k": partial(register_search, 25_000),
    "register_search_1m": partial(register_search, 1_000_000),
    "register_facets_25k": partial(register_facets, 25_000),
    "statistics_25k": partial(statistics, 25_000),
    "office_applications_234": partial(office_applications, 234),
    "office_applications_5000": partial(office_applications, 5_000),
    "submit": partial(submit, rounds=45, turns=2),
    "autosave": autosave,
    "rank_5000": partial(rank, 5_000),
    "open_1000": partial(opening, 1_000),
    "import_50k": partial(importing, 50_000),
}
if connection.vendor != "postgresql":
    del ALL["register_search_1m"]
