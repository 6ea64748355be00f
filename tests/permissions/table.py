"""Who gets which answer at which address of a tender, at every stage of it: domain 7, R-025, R-040 to R-056, R-067.

A row is read from the left: the first group and stage that fit give the answer; whoever fits nowhere gets 404, and
whoever has not signed in is led to the sign-in, unless the page is open to all. It is written from the rules of the
process, never from what the pages do.
"""

from typing import Any, NamedTuple

from tests.permissions.world import OPENED, PREPARED, RESULTS, SEALED, SEATS, STAGES

# Answers that are no plain status: led to the sign-in; led to the gate of conflicts; led to a page that fits; may act.
LOGIN, GATE, MOVED, ACTS = "sign-in", "gate", "moved", "acts"

# --- stages ----------------------------------------------------------------------------------------------------------

ALWAYS = frozenset(STAGES)
PUBLIC = ALWAYS - set(PREPARED)
BIDS_READ = frozenset(OPENED)
WITH_BIDS = frozenset({*SEALED, *OPENED})
DISCLOSED = PUBLIC - set(SEALED)
PROTOCOLS = DISCLOSED | {"cancelled while sealed"}
ROUND_IS_OVER = frozenset({"deliberation", *RESULTS})
SHEETS = ROUND_IS_OVER | {"scoring", "cancelled after the opening"}
TAKES = frozenset({"published"})
# The world asks a question and proposes a later deadline wherever there is an application.
ASKED = PROPOSED = WITH_BIDS
PUBLISHED = frozenset(RESULTS)

# --- people ----------------------------------------------------------------------------------------------------------

BOTH = frozenset({"officer who acts for an NGO"})
OFFICER, APPROVER = frozenset({"call_officer"}) | BOTH, frozenset({"approver"})
ADMINISTRATOR, REGISTRAR, AUDITOR = (frozenset({name}) for name in ("administrator", "registry_officer", "auditor"))
CUSTOMER = OFFICER | APPROVER | AUDITOR
OF_OTHER_BODY = frozenset({"call_officer of another body", "approver of another body"})
HEAD = frozenset({"head of the bidder"})
SIGNERS = HEAD | {"signatory of the bidder"}
APPLICANT = SIGNERS | {"editor of the bidder", "member who acts for the bidder"}
# An accountant and a viewer read what the others write.
REPORTING = SIGNERS | {"accountant of the bidder"}
PEOPLE = APPLICANT | {"accountant of the bidder", "viewer of the bidder"}
ASKING = frozenset({"who asks to act for the bidder"})
DRAFTING, WITHDREW = frozenset({"head of an NGO with a draft"}) | BOTH, frozenset({"head of an NGO that withdrew"})
SUSPENDED = frozenset({"head of a suspended NGO"})
SEATED = frozenset(SEATS) - {"member who left"}
OBSERVER = frozenset({"observer"})
SILENT = frozenset({"member who never declared", "member who declared in part"})
READING = SEATED - OBSERVER
FREE = READING - SILENT - {"member with a conflict", "member who acts for the bidder"}
SECRETARY = frozenset({"secretary"})
CHAIR, LEADING = frozenset({"chair"}), frozenset({"chair", "deputy", "secretary"})
RULING = frozenset({"chair", "deputy"})
SCORERS = FREE - {"secretary"}
VOTERS = SCORERS - {"expert"}
KNOWING = SEATED | CUSTOMER
EVERYBODY = None
# One of each kind; whom the table treats alike, the pages do too.
EYES = (
    *("anonymous", "nobody", "call_officer", "approver", "auditor", "registry_officer", "administrator"),
    *("head of a rival on the lot", "head of an NGO with a draft", "who left the bidder", "head of a suspended NGO"),
    *("head of an NGO that does not take part", "head of a bidder of another call", "member of another commission"),
    *("chair", "secretary", "observer", "member with a conflict", "member who acts for the bidder"),
    "officer who acts for an NGO",
)

Answer = tuple[frozenset[str] | None, frozenset[str], int | str]


class Row(NamedTuple):
    """One address: its name, what it is about, and who gets which answer when."""

    name: str
    about: tuple[Any, ...]
    answers: tuple[Answer, ...]
    is_open: bool = False

    def answer(self, who: str, stage: str) -> int | str:
        """What this person gets at this stage."""
        if who == "anonymous" and not self.is_open:
            return LOGIN
        for whom, when, answer in self.answers:
            if (whom is EVERYBODY or who in whom) and stage in when:
                return answer
        return 404


def to_all(when: frozenset[str] = ALWAYS, answer: int | str = 200) -> tuple[Answer, ...]:
    """Everybody, from a stage on."""
    return ((EVERYBODY, when, answer),)


# Whoever may know that it is there, and not act, gets 403; for all others it is not there.
OF_A_PUBLIC_CALL = ((CUSTOMER, ALWAYS, 403), (EVERYBODY, PUBLIC, 403))
OF_THE_ROOM = ((KNOWING, ALWAYS, 403),)
GATED = ((SILENT, BIDS_READ, GATE),)
IN_THE_ROOM = (*GATED, (READING, ALWAYS, 200), *OF_THE_ROOM)
OFFICE_FORM = ((OFFICER, ALWAYS, 200), *OF_A_PUBLIC_CALL)
REHEARSAL = ((CUSTOMER, frozenset(PREPARED), 200), (CUSTOMER, PUBLIC, MOVED), (EVERYBODY, PUBLIC, 403))
APPROVERS_FORM = ((APPROVER, ALWAYS, 200), *OF_A_PUBLIC_CALL)
CHANGING = ((OFFICER | APPROVER, PUBLIC, 200), (EVERYBODY, PUBLIC, 403))
WHILE_IT_TAKES = ((APPLICANT, TAKES, 200), (PEOPLE, WITH_BIDS, MOVED))
RESTORED = ((APPLICANT, TAKES, 200), (APPLICANT, WITH_BIDS, MOVED), (PEOPLE, WITH_BIDS, 403))
TAKEN_BACK = ((SIGNERS, TAKES, 200), (SIGNERS, WITH_BIDS, MOVED), (PEOPLE, WITH_BIDS, 403))

# A problem that waits: its author, the approvers of the body and auditors know of it, its call officer acts.
OF_THE_PROBLEM = ((APPROVER | AUDITOR | frozenset({"nobody"}), ALWAYS, 403),)

# --- reading ---------------------------------------------------------------------------------------------------------

PAGES = (
    Row("calls:detail", ("call",), to_all(PUBLIC), is_open=True),
    Row("calls:manage", ("call",), ((CUSTOMER, ALWAYS, 200), (EVERYBODY, PUBLIC, 403))),
    *(Row("calls:part", ("call", part), OFFICE_FORM) for part in ("topic", "why", "dates")),
    Row("calls:lot_create", ("call",), OFFICE_FORM),
    Row("calls:lot_edit", ("call", 1), OFFICE_FORM),
    Row("calls:criteria", ("call",), OFFICE_FORM),
    Row("calls:requirements", ("call",), OFFICE_FORM),
    Row("calls:documents", ("call",), OFFICE_FORM),
    Row("calls:warnings", ("call",), OFFICE_FORM),
    Row("calls:check", ("call",), ((CUSTOMER, ALWAYS, 200), (EVERYBODY, PUBLIC, 403))),
    Row("rehearsals:detail", ("call", 1), REHEARSAL),
    Row("rehearsals:section", ("call", 1, "summary"), REHEARSAL),
    Row("calls:send_back", ("call",), APPROVERS_FORM),
    Row("calls:cancel", ("call",), APPROVERS_FORM),
    Row("calls:dates", ("call",), to_all(PUBLIC), is_open=True),
    Row("calls:document", ("call", "kk"), to_all(PUBLIC), is_open=True),
    Row("questions:index", ("call",), to_all(PUBLIC), is_open=True),
    # The people of the customer answer, they do not ask; what waits is there for them alone.
    Row("questions:ask", ("call",), ((OFFICER | APPROVER, PUBLIC, 403), (EVERYBODY, PUBLIC, 200))),
    Row("questions:answer", ("call", 1), ((OFFICER | APPROVER, ASKED, 200),)),
    Row("changes:amend", ("call",), CHANGING),
    Row("changes:amend_part", ("call", "lot-1"), CHANGING),
    Row("changes:extend", ("call",), CHANGING),
    # A proposal is read by the customer and the audit; in force it would be everybody's.
    Row("changes:detail", ("call", 1), ((CUSTOMER, PROPOSED, 200),), is_open=True),
    Row("changes:agree_directly", ("call",), ((APPROVER, PUBLIC, 200), (EVERYBODY, PUBLIC, 403))),
    Row("commission:detail", ("call",), ((KNOWING, ALWAYS, 200),)),
    Row("commission:conflicts", ("call",), ((READING, ALWAYS, 200), *OF_THE_ROOM)),
    Row("commission:appoint", ("call",), ((APPROVER, frozenset(PREPARED), 200), *OF_A_PUBLIC_CALL)),
    Row("admission:opening", ("call",), to_all(DISCLOSED), is_open=True),
    Row("admission:index", ("call",), IN_THE_ROOM),
    Row("admission:rule", ("call", "bid"), (*GATED, (FREE, BIDS_READ, 200))),
    Row("scoring:index", ("call",), IN_THE_ROOM),
    Row("scoring:sheet", ("call", "bid"), (*GATED, (SCORERS, SHEETS, 200))),
    Row("scoring:lock", ("call", "bid"), (*GATED, (SCORERS, SHEETS, 200))),
    Row("scoring:compare", ("call", "bid"), (*GATED, (FREE, ROUND_IS_OVER, 200), (FREE, BIDS_READ, 403))),
    Row("scoring:declare_late", ("call",), ((READING, DISCLOSED, 200), *OF_THE_ROOM)),
    Row("decisions:session", ("call",), (*GATED, (SEATED, ALWAYS, 200), *OF_THE_ROOM)),
    Row("decisions:convene", ("call",), (*GATED, (LEADING, ALWAYS, 200), *OF_THE_ROOM)),
    Row("decisions:vote", ("call", 1), (*GATED, (VOTERS, ROUND_IS_OVER, 200), *OF_THE_ROOM)),
    Row("decisions:ranking", ("call",), (*GATED, (READING, ROUND_IS_OVER, 200), *OF_THE_ROOM)),
    Row("decisions:results", ("call",), to_all(PUBLISHED), is_open=True),
    Row("decisions:decision", ("bid",), ((PEOPLE, PUBLISHED, 200),)),
    Row("applications:start", ("call", 1), to_all(PUBLIC), is_open=True),
    Row("applications:detail", ("bid",), ((PEOPLE, WITH_BIDS, 200), (FREE | AUDITOR, BIDS_READ, 200))),
    Row("applications:detail", ("draft",), ((DRAFTING, WITH_BIDS, 200),)),
    Row("applications:detail", ("gone",), ((WITHDREW, WITH_BIDS, 200),)),
    # Suspended, an NGO reads its draft as before.
    Row("applications:detail", ("halted",), ((SUSPENDED, WITH_BIDS, 200),)),
    Row("applications:check", ("bid",), WHILE_IT_TAKES),
    Row("applications:section", ("bid", "budget"), WHILE_IT_TAKES),
    Row("applications:recall", ("bid",), TAKEN_BACK),
    Row("applications:withdraw", ("bid",), TAKEN_BACK),
    Row("applications:receipt", ("bid",), ((PEOPLE, WITH_BIDS, 200),)),
    Row("applications:receipt", ("gone",), ((WITHDREW, WITH_BIDS, 200),)),
    Row("applications:receipt_pdf", ("bid",), ((PEOPLE, WITH_BIDS, 200),)),
    Row("versions:index", ("bid",), ((PEOPLE, WITH_BIDS, 200),)),
    Row("versions:index", ("draft",), ((DRAFTING, WITH_BIDS, 200),)),
    Row("versions:detail", ("bid", 1), ((PEOPLE, WITH_BIDS, 200),)),
    Row("versions:detail", ("gone", 1), ((WITHDREW, WITH_BIDS, 200),)),
    Row("versions:restore", ("bid", 1), RESTORED),
    Row("applications:standing", ("bid",), ((PEOPLE, WITH_BIDS, 200),)),
    Row("applications:standing", ("draft",), ((DRAFTING, WITH_BIDS, 200),)),
    Row("applications:document", ("bid", "kk"), ((PEOPLE, WITH_BIDS, 200), (FREE | AUDITOR, BIDS_READ, 200))),
    Row("attachments:export", ("bid",), ((PEOPLE, WITH_BIDS, 200),)),
    Row("messages:index", ("bid",), ((PEOPLE, WITH_BIDS, 200), (CUSTOMER | SECRETARY, BIDS_READ, 200))),
    Row("explanations:explain", ("bid",), ((PEOPLE, WITH_BIDS, 200), (FREE | AUDITOR, BIDS_READ, 200))),
    Row("prompts:submit", ("bid",), WHILE_IT_TAKES),
    Row("attachments:index", ("bid",), WHILE_IT_TAKES),
    Row("attachments:upload", ("bid", "upload"), ((HEAD, WITH_BIDS, 200),)),
    Row("attachments:download", ("bid", "file"), ((PEOPLE, WITH_BIDS, 200), (FREE | AUDITOR, BIDS_READ, 200))),
    # Until it is checked its own people have it; what was refused is destroyed and says why.
    Row("attachments:download", ("bid", "waiting file"), ((PEOPLE, WITH_BIDS, 200),)),
    Row("attachments:download", ("bid", "infected file"), ((PEOPLE, WITH_BIDS, 410),)),
    Row("applications:office", ("call",), ((KNOWING, PUBLIC, 200),)),
    Row("protocols:index", ("call",), to_all(PROTOCOLS), is_open=True),
    Row("protocols:detail", ("call", 1), to_all(PROTOCOLS), is_open=True),
    Row("protocols:pdf", ("call", 1, "kk"), to_all(PROTOCOLS), is_open=True),
)

# --- acting: a POST ------------------------------------------------------------------------------------------------

# These know no page: a GET answers 405 to whoever is not led away first, at every stage.
DEEDS = (
    Row("calls:approve", ("call",), ((APPROVER, ALWAYS, ACTS), *OF_A_PUBLIC_CALL)),
    Row("calls:publish", ("call",), ((APPROVER, ALWAYS, ACTS), *OF_A_PUBLIC_CALL)),
    Row("changes:confirm", ("call", 1), ((APPROVER, PROPOSED, ACTS), (CUSTOMER, PROPOSED, 403))),
    Row("changes:drop", ("call", 1), ((OFFICER | APPROVER, PROPOSED, ACTS), (CUSTOMER, PROPOSED, 403))),
    Row("following:follow", ("call",), to_all(PUBLIC, ACTS)),
    Row("following:unfollow", ("call",), to_all(PUBLIC, ACTS)),
    Row("following:keep", (), to_all(answer=ACTS)),
    # A search is its owner's alone, and nobody here has one.
    Row("following:forget", (1,), ()),
    Row("applications:reconfirm", ("bid",), ((SIGNERS, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403))),
    Row("applications:reuse", ("bid",), ((APPLICANT, WITH_BIDS, 404), (PEOPLE, WITH_BIDS, 403))),
    Row("applications:take_known", ("bid",), ((APPLICANT, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403))),
    # Whoever may submit at once asks nobody to.
    Row("prompts:ask", ("bid",), ((APPLICANT - SIGNERS, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403))),
    Row("calls:lot_remove", ("call", 1), ((OFFICER, ALWAYS, ACTS), *OF_A_PUBLIC_CALL)),
    Row("calls:copy", ("call",), ((OFFICER, ALWAYS, ACTS), *OF_A_PUBLIC_CALL)),
    Row("attachments:begin", ("bid",), ((APPLICANT, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403))),
    Row("attachments:detach", ("bid", "file"), ((APPLICANT, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403))),
    Row("admission:begin", ("call",), ((LEADING, ALWAYS, ACTS), *OF_THE_ROOM)),
    Row("admission:admit", ("call",), (*GATED, (CHAIR, ALWAYS, ACTS), *OF_THE_ROOM)),
    Row("admission:finish", ("call",), (*GATED, (LEADING, ALWAYS, ACTS), *OF_THE_ROOM)),
    Row("scoring:begin", ("call",), ((RULING, ALWAYS, ACTS), *OF_THE_ROOM)),
    Row("decisions:publish", ("call",), (*GATED, (RULING, ALWAYS, ACTS), *OF_THE_ROOM)),
    Row("searches:save", (), ((ADMINISTRATOR | REGISTRAR, ALWAYS, ACTS), *to_all(answer=403))),
    # What stands on the board everybody supports; whoever named it is refused in words.
    Row("plans:support", ("problem",), to_all(answer=ACTS)),
    Row("plans:publish_problem", ("waiting",), ((OFFICER, ALWAYS, ACTS), *OF_THE_PROBLEM)),
    Row("plans:approve", ("theme",), ((APPROVER, ALWAYS, ACTS), *to_all(answer=403))),
    # A search is its owner's alone, and nobody here has one.
    Row("searches:remove", (1,), ()),
)
# Pages that more people read than act on.
NARROWER = {
    "admission:rule": (*GATED, (CHAIR, BIDS_READ, ACTS), (FREE, BIDS_READ, 403)),
    "applications:check": ((SIGNERS, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403)),
    "attachments:index": ((APPLICANT, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403)),
    "prompts:submit": ((SIGNERS, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403)),
    "messages:index": (
        (APPLICANT, WITH_BIDS, ACTS),
        (PEOPLE, WITH_BIDS, 403),
        (OFFICER | APPROVER | SECRETARY, BIDS_READ, ACTS),
        (AUDITOR, BIDS_READ, 403),
    ),
    "explanations:explain": (
        (APPLICANT, WITH_BIDS, ACTS),
        (PEOPLE, WITH_BIDS, 403),
        (FREE | AUDITOR, BIDS_READ, 403),
    ),
    "applications:section": ((APPLICANT, WITH_BIDS, ACTS), (PEOPLE, WITH_BIDS, 403)),
    # Everybody reads the page, and whoever begins names an organisation of their own.
    "applications:start": ((frozenset({"anonymous"}), PUBLIC, LOGIN),),
}
# Pages that only show.
SHOWN = {
    *("calls:dates", "calls:document", "questions:index", "changes:amend", "changes:detail"),
    *("calls:detail", "calls:manage", "commission:detail", "admission:opening", "admission:index", "scoring:index"),
    *("scoring:compare", "decisions:session", "decisions:ranking", "decisions:results", "decisions:decision"),
    *("applications:detail", "applications:receipt", "applications:receipt_pdf", "applications:office"),
    "attachments:download",
    *("versions:index", "versions:detail"),
    *("applications:standing", "applications:document", "attachments:export"),
    *("protocols:index", "protocols:detail", "protocols:pdf"),
}


def posts() -> list[Row]:
    """Every address that acts, with who may; what a form answers to a GET of others, it answers to their POST."""
    forms = [row for row in PAGES if row.name not in SHOWN]
    return [*DEEDS, *(row._replace(answers=NARROWER.get(row.name, _acting(row))) for row in forms)]


def _acting(row: Row) -> tuple[Answer, ...]:
    return tuple((whom, when, ACTS if answer in (200, MOVED) else answer) for whom, when, answer in row.answers)


# --- what no stage changes -------------------------------------------------------------------------------------------

AT_ANY_STAGE = (
    *(Row(f"portal:{name}", (), to_all(), is_open=True) for name in ("home", "history", "help", "protection")),
    Row("portal:accessibility", (), to_all(), is_open=True),
    Row("portal:verify", (), to_all(), is_open=True),
    Row("calls:index", (), to_all(), is_open=True),
    Row("calls:feed", (), to_all(), is_open=True),
    Row("following:index", (), to_all()),
    Row("changes:incidents", (), to_all(), is_open=True),
    Row("changes:declare", (), ((ADMINISTRATOR, ALWAYS, 200), *to_all(answer=403))),
    Row("calls:office_door", (), to_all(answer=MOVED), is_open=True),
    Row(
        "calls:office",
        (),
        (
            (CUSTOMER | OF_OTHER_BODY, ALWAYS, 200),
            *to_all(answer=403),
        ),
    ),
    Row("calls:create", (), ((OFFICER | {"call_officer of another body"}, ALWAYS, 200), *to_all(answer=403))),
    Row("applications:index", (), to_all()),
    Row("applications:budget_template", (), to_all()),
    Row("desk:index", (), to_all()),
    Row("notifications:index", (), to_all()),
    Row("notifications:read", (), to_all(answer=405), is_open=True),
    Row("accounts:profile", (), to_all()),
    # Without a form that was laid aside it leads to the desk.
    Row("accounts:kept", (), to_all(answer=MOVED)),
    Row("accounts:invitation", ("token",), to_all(), is_open=True),
    Row("portal:participation", (), to_all(), is_open=True),
    Row("portal:record", ("ngo",), to_all(), is_open=True),
    Row("bodies:index", (), to_all(), is_open=True),
    Row("bodies:detail", ("experts-chamber",), to_all(), is_open=True),
    Row("bodies:restricted", (), to_all(), is_open=True),
    Row("organisations:index", (), to_all(), is_open=True),
    Row("imports:download", (), to_all(), is_open=True),
    Row("organisations:detail", ("ngo",), to_all(), is_open=True),
    Row("statistics:index", (), to_all(), is_open=True),
    *(Row("statistics:section", (slug,), to_all(), is_open=True) for slug in ("regions", "filings", "money")),
    *(Row("statistics:table", (slug,), to_all(), is_open=True) for slug in ("regions", "filings", "money")),
    Row("organisations:mine", (), to_all()),
    Row("organisations:create", (), to_all()),
    Row("organisations:join", ("seat",), to_all(), is_open=True),
    Row("eligibility:passport", ("ngo",), ((PEOPLE, ALWAYS, 200),)),
    Row("filings:public", ("ngo",), to_all(), is_open=True),
    Row("filings:index", ("ngo",), ((PEOPLE, ALWAYS, 200),)),
    # The report of this year is filed: there is no draft of it, and the head or a signatory corrects it.
    Row("filings:detail", ("ngo", "report"), ((PEOPLE, ALWAYS, 200),)),
    Row("filings:section", ("ngo", "report", "income"), ()),
    Row("filings:check", ("ngo", "report"), ()),
    Row("filings:start", ("ngo", "report"), to_all(answer=405)),
    Row("filings:correct", ("ngo", "report"), ((REPORTING, ALWAYS, 200), (PEOPLE, ALWAYS, 403))),
    # Verified data are changed by an officer.
    Row("organisations:edit", ("ngo",), ((PEOPLE, ALWAYS, 403),)),
    Row("organisations:refile", ("ngo",), to_all(answer=405)),
    Row("organisations:invite", ("ngo",), ((HEAD, ALWAYS, 200), (PEOPLE, ALWAYS, 403))),
    Row("organisations:remove", ("ngo", 1), to_all(answer=405)),
    # Its people read who stands behind it; once it is verified, an officer changes that in the admin.
    Row("persons:founders", ("ngo",), ((PEOPLE, ALWAYS, 200),)),
    Row("persons:add_founder", ("ngo",), ((PEOPLE, ALWAYS, 403),)),
    Row("persons:end_founder", ("ngo", 1), ((PEOPLE, ALWAYS, 403),)),
    Row("persons:add_post", ("ngo",), ((PEOPLE, ALWAYS, 403),)),
    Row("persons:end_post", ("ngo", 1), ((PEOPLE, ALWAYS, 403),)),
    Row("persons:private", ("ngo",), ((PEOPLE, ALWAYS, 200),)),
    Row("claims:find", (), to_all(), is_open=True),
    # Whoever has asked is led to what they asked; officials of the register ask for nothing.
    Row("claims:claim", ("ngo",), ((ASKING, ALWAYS, MOVED), (ADMINISTRATOR | REGISTRAR, ALWAYS, 403), *to_all())),
    Row("claims:detail", ("claim",), ((ASKING | HEAD | REGISTRAR, ALWAYS, 200),)),
    Row("claims:document", ("claim",), ((HEAD | REGISTRAR, ALWAYS, 200), (ASKING, ALWAYS, 403))),
    Row("claims:refuse", ("claim",), ((HEAD | REGISTRAR, ALWAYS, 200), (ASKING, ALWAYS, 403))),
    *(Row(f"claims:{verb}", ("claim",), to_all(answer=405)) for verb in ("withdraw", "accept")),
    Row("claims:hand_over", ("ngo",), ((HEAD, ALWAYS, 200), (PEOPLE, ALWAYS, 403))),
    Row("claims:take_over", ("offer",), ((ASKING, ALWAYS, 200),)),
    Row("claims:take_back", ("offer",), to_all(answer=405)),
    Row("claims:empower", ("ngo", "signer"), ((HEAD, ALWAYS, 200), (PEOPLE, ALWAYS, 403))),
    *(Row(f"support:{name}", (), to_all(), is_open=True) for name in ("index", "news", "feed", "questions", "guides")),
    Row("support:measure", ("registry_supportmeasure",), to_all(), is_open=True),
    Row("support:news_item", ("registry_news",), to_all(), is_open=True),
    Row("support:subscribe", (), to_all(answer=405)),
    Row("support:unsubscribe", (), to_all(answer=405)),
    Row("support:unsubscribe_by_mail", ("a-ticket-that-nobody-wrote",), to_all(answer=404), is_open=True),
    Row("support:ask", (), to_all()),
    Row("support:mine", (), to_all()),
    # Whose it is, the officers, the auditors: for nobody else it is there.
    Row("support:question", ("asked",), ((frozenset({"nobody"}) | REGISTRAR | AUDITOR, ALWAYS, 200),)),
    Row("support:withdraw", ("asked",), to_all(answer=405)),
    Row("support:guide", ("guide",), to_all(), is_open=True),
    Row("support:edition", ("guide", "kk", 1), to_all(), is_open=True),
    *(Row(name, (), to_all(), is_open=True) for name in ("health_live", "health_ready", "health_notices")),
    Row("security_txt", (), to_all(), is_open=True),
    Row("ui:gallery", (), to_all(), is_open=True),
)

# --- the admin -------------------------------------------------------------------------------------------------------
