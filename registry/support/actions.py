"""Give, correct and end measures; publish news; ask and answer; publish guides."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lifecycle.models import Entry, Refused
from registry.reference.models import SupportForm
from registry.support import filekinds, names, notices
from registry.support.models import Consultation, Edition, Guide, News, Subscription, SupportMeasure

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
# So many questions of one person may wait at once; above it nobody would read them.
WAITING_AT_ONCE = 10
COLUMNS = (
    *("form", "organisation", "receiver_kk", "receiver_ru", "region", "given_by", "given_on", "until"),
    *("what_kk", "what_ru", "cost_amount"),
)

# --- measures ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def give(facts: Mapping[str, Any], *, by: Any, at: datetime) -> SupportMeasure:
    """Record what was given to an organisation or a body. Refused for both receivers, for none, or a wrong end."""
    return _recorded({name: facts.get(name) for name in COLUMNS}, "given", by=by, at=at)


@transaction.atomic
def correct(
    measure: SupportMeasure, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> SupportMeasure:
    """Put a corrected row in the place of this one, for a reason that everybody reads; the old row stays."""
    measure = _standing(measure, because)
    told = {name: facts.get(name) for name in COLUMNS}
    return _recorded(told, "corrected", by=by, at=at, supersedes=measure, because=because.strip())


@transaction.atomic
def end(measure: SupportMeasure, *, until: date, because: str, by: Any, at: datetime) -> SupportMeasure:
    """Say until which day the measure was given, by a row in its place. Refused for a day before it began."""
    measure = _standing(measure, because)
    told = {name: getattr(measure, name) for name in COLUMNS} | {"until": until}
    return _recorded(told, "ended", by=by, at=at, supersedes=measure, because=because.strip())


# --- news -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_news(facts: Mapping[str, Any], *, by: Any, at: datetime) -> News:
    """Write a piece of news that nobody reads yet."""
    news = News.objects.create(drafted_by=by, **facts)
    news.note("drafted", by=by, at=at)
    return news


@transaction.atomic
def revise_news(news: News, facts: Mapping[str, Any], *, by: Any, at: datetime) -> News:
    """Change a draft. Refused once it was published: it is withdrawn then, and written anew."""
    news = news.locked()
    if news.status != News.Status.DRAFT:
        raise Refused(_("What was published is not changed. Withdraw it with a reason and write it anew."))
    return _revised(news, facts, by, at)


@transaction.atomic
def publish_news(news: News, *, by: Any, at: datetime) -> News:
    """Let everybody read it from now on; whoever subscribed gets a mail."""
    news = news.locked()
    news.move_to(News.Status.PUBLISHED, by=by, at=at, published_at=at)
    notices.published(news, at=at)
    return news


@transaction.atomic
def withdraw_news(news: News, *, because: str, by: Any, at: datetime) -> News:
    """Take published news back; in its place everybody reads the reason."""
    news, because = news.locked(), _reason(because)
    news.move_to(News.Status.WITHDRAWN, by=by, at=at, because=because, withdrawal_reason=because)
    return news


@transaction.atomic
def subscribe(*, by: Any, at: datetime) -> Subscription:
    """Send this person the news by mail from now on. Refused for one who gets them already."""
    try:
        with transaction.atomic():
            return Subscription.objects.create(user=by, since_at=at)
    except IntegrityError as twice:
        raise Refused(_("You get the news by mail already.")) from twice


@transaction.atomic
def unsubscribe(subscription: Subscription, *, at: datetime) -> Subscription:
    """Send no more news; by the person, or by whoever holds the link from the mail. Refused when it has ended."""
    found = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if found.until_at is not None:
        raise Refused(_("You get no news by mail any more."))
    found.until_at = at
    found.save(update_fields=["until_at"])
    return found


# --- the consultation desk --------------------------------------------------------------------------------------------


@transaction.atomic
def ask(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Consultation:
    """Ask the desk; the registry officers are told. Refused while ten questions of this person wait."""
    waiting = Consultation.objects.filter(asked_by=by, status=Consultation.Status.ASKED).count()
    if waiting >= WAITING_AT_ONCE:
        raise Refused(_("Ten of your questions wait for an answer already. Ask again when one is answered."))
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    question = Consultation.objects.create(code=code, asked_by=by, asked_at=at, **facts)
    question.note("asked", by=by, at=at)
    notices.asked(question, at=at)
    return question


@transaction.atomic
def withdraw(question: Consultation, *, by: Any, at: datetime) -> Consultation:
    """Take one's own question back. Refused once it is answered."""
    question = question.locked()
    question.move_to(Consultation.Status.WITHDRAWN, by=by, at=at)
    return question


@transaction.atomic
def answer(question: Consultation, *, answer: str, by: Any, at: datetime) -> Consultation:
    """Answer the asker, who is told. Refused for an empty answer, and for what is answered or taken back."""
    question = question.locked()
    if not answer.strip():
        raise Refused(_("Write the answer."))
    facts = {"answer": answer, "answered_at": at, "answered_by": by}
    question.move_to(Consultation.Status.ANSWERED, by=by, at=at, **facts)
    notices.answered(question, at=at)
    return question


@transaction.atomic
def publish_answer(question: Consultation, texts: Mapping[str, str], *, by: Any, at: datetime) -> Consultation:
    """Let everybody read question and answer as the officer wrote them anew; nothing the asker wrote is copied.

    Refused without both texts in both languages, and while a text names the asker or the organisation.
    """
    question = question.locked()
    told = {name: texts.get(name, "").strip() for name in ("question_kk", "question_ru", "answer_kk", "answer_ru")}
    if not all(told.values()):
        raise Refused(_("Write the question and the answer in Kazakh and in Russian."))
    if named := names.found_in(question, told.values()):
        raise Refused(_("The text names “%(name)s”. Write it without anybody's name.") % {"name": named})
    question.move_to(Consultation.Status.PUBLISHED, by=by, at=at, published_at=at, **told)
    notices.made_public(question, at=at)
    return question


@transaction.atomic
def close(question: Consultation, *, because: str, by: Any, at: datetime) -> Consultation:
    """Keep the answer between asker and desk for good, for a reason; what was public is public no more."""
    question, because = question.locked(), _reason(because)
    question.move_to(Consultation.Status.CLOSED, by=by, at=at, because=because)
    return question


# --- guides -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_guide(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Guide:
    """Begin a guide, which has no file yet and which nobody sees."""
    guide = Guide.objects.create(form=SupportForm.objects.get(code="methodological"), **facts)
    guide.note("drafted", by=by, at=at)
    return guide


@transaction.atomic
def revise_guide(guide: Guide, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Guide:
    """Change what is said of a guide, not its files. Refused once it is withdrawn."""
    guide = guide.locked()
    if guide.status == Guide.Status.WITHDRAWN:
        raise Refused(_("A withdrawn guide is changed no more."))
    return _revised(guide, facts, by, at)


@transaction.atomic
def add_edition(guide: Guide, *, language: str, name: str, content: bytes, by: Any, at: datetime) -> Edition:
    """Add a file, which becomes the newest version in its language; those before it stay.

    Refused for what is no PDF, DOCX, XLSX, ODT or ODS by its contents, for an empty file and one over 10 MB.
    """
    guide = guide.locked()
    kind, fault = filekinds.judged(name, content)
    if fault or guide.status == Guide.Status.WITHDRAWN:
        raise Refused(_("This file cannot be added to this guide."))
    last = guide.editions.filter(language=language).order_by("-version").values_list("version", flat=True).first()
    edition = Edition.objects.create(
        guide=guide,
        language=language,
        version=(last or 0) + 1,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=at,
        added_by=by,
    )
    guide.note("file added", by=by, at=at)
    return edition


@transaction.atomic
def publish_guide(guide: Guide, *, by: Any, at: datetime) -> Guide:
    """Let everybody download it. Refused without a file."""
    guide = guide.locked()
    if not guide.editions.exists():
        raise Refused(_("Add a file first."))
    guide.move_to(Guide.Status.PUBLISHED, by=by, at=at, published_at=at)
    return guide


@transaction.atomic
def withdraw_guide(guide: Guide, *, because: str, by: Any, at: datetime) -> Guide:
    """Advise nobody to use it any more; its page says why, and its files stay for whoever used them."""
    guide, because = guide.locked(), _reason(because)
    guide.move_to(Guide.Status.WITHDRAWN, by=by, at=at, because=because, withdrawal_reason=because)
    return guide


# --- what they share --------------------------------------------------------------------------------------------------


def _reason(because: str) -> str:
    if not because.strip():
        raise Refused(_("Write the reason."))
    return because.strip()


def _revised(record: Any, facts: Mapping[str, Any], by: Any, at: datetime) -> Any:
    for name, value in facts.items():
        setattr(record, name, value)
    record.save(update_fields=list(facts))
    record.note("revised", by=by, at=at)
    return record


def _standing(measure: SupportMeasure, because: str) -> SupportMeasure:
    _reason(because)
    held: SupportMeasure = SupportMeasure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if SupportMeasure.objects.filter(supersedes=held).exists():
        raise Refused(_("Another row has taken the place of this one already. Open that one."))
    return held


def _recorded(told: dict[str, Any], verb: str, *, by: Any, at: datetime, **change: Any) -> SupportMeasure:
    told |= {name: told[name] or "" for name in ("receiver_kk", "receiver_ru")}
    names = [told["receiver_kk"], told["receiver_ru"]]
    if any(names) if told["organisation"] else not all(names):
        raise Refused(_("Choose an organisation, or write who received it in Kazakh and in Russian: one of the two."))
    if told["until"] and told["until"] < told["given_on"]:
        raise Refused(_("The last day is before the first."))
    if told["organisation"] and not told["region"]:
        told["region"] = told["organisation"].region
    measure = SupportMeasure.objects.create(recorded_at=at, recorded_by=by, **told, **change)
    Entry.objects.append(measure, verb, by=by, at=at, because=change.get("because", ""))
    return measure
