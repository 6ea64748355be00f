"""What people type wrong, and the exact sentence they read beside the field.

A row is a form, a field, what is typed and the name of a sentence of `SAID`. More rows, and more forms in `PLACES`, are
simply added; a form is an address, a whole and faultless answer to it, and who fills it in.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from registry.reference.models import LegalForm, QuestionTopic, Region, SupportForm
from registry.support.filekinds import LARGEST
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory
from tests.factories.support import PDF, ConsultationFactory, GuideFactory, archive, office
from tests.registry.filing import typed


class Place(NamedTuple):
    """A form: where it is, a faultless answer to it, who fills it in."""

    url: str
    whole: dict[str, Any]
    person: User


class Bad(NamedTuple):
    """One fault: in which form and field, what is typed (or what makes it), and which sentence answers."""

    place: str
    field: str
    typed: Any
    said: str
    name: str = ""


def _filing() -> Place:
    return Place(reverse("organisations:create"), typed(), UserFactory())


def _inviting() -> Place:
    head = UserFactory()
    ngo = OrganisationFactory(head=head)
    whole = {"email": "person@example.kz", "role": "editor"}
    return Place(reverse("organisations:invite", args=[ngo.code]), whole, head)


def _asking() -> Place:
    topic = QuestionTopic.objects.get(code="budget")
    whole = {"topic": topic.pk, "text": "Сколько стоит час психолога?"}
    return Place(reverse("support:ask"), whole, UserFactory())


def _giving() -> Place:
    whole = {
        "form": SupportForm.objects.get(code="organisational").pk,
        "organisation": OrganisationFactory().bin,
        "given_by": StateBodyFactory().pk,
        "given_on": "2025-03-01",
        "what_kk": "Кеңсе",
        "what_ru": "Офис",
        "cost_amount": "1200000",
    }
    return Place(reverse("admin:registry_supportmeasure_add"), whole, UserFactory(role="registry_officer"))


def _adding_a_file() -> Place:
    url = reverse("admin:registry_guide_verb", args=[GuideFactory().pk, "attach"])
    return Place(url, {"language": "kk", "file": file("guide.pdf", PDF)}, UserFactory(role="registry_officer"))


def _publishing() -> Place:
    asker = UserFactory(name="Асель Омарова")
    question = ConsultationFactory(answered=True, asked_by=asker)
    url = reverse("admin:registry_consultation_verb", args=[question.pk, "publish"])
    whole = {"question_kk": "Қайда?", "question_ru": "Куда?", "answer_kk": "Осында.", "answer_ru": "Сюда."}
    return Place(url, whole, UserFactory(role="registry_officer"))


PLACES: dict[str, Callable[[], Place]] = {
    "filing": _filing,
    "inviting": _inviting,
    "asking": _asking,
    "giving": _giving,
    "file": _adding_a_file,
    "publishing": _publishing,
}


def file(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def refused_form(code: str) -> Callable[[], int]:
    """A legal form that is no NGO."""
    return lambda: LegalForm.objects.get(code=code).pk


def ended_region() -> int:
    """South Kazakhstan, which ended in 2018."""
    return Region.objects.get(code="51").pk


def tomorrow() -> str:
    """A day that has not come."""
    return str(localdate() + timedelta(days=1))


def taken_bin() -> str:
    """The BIN of another organisation."""
    return OrganisationFactory().bin


ROWS = (
    # BIN, part by part (R-001, E9)
    Bad("filing", "bin", "94014000038", "bin: length"),
    Bad("filing", "bin", "9401400003855", "bin: length"),
    Bad("filing", "bin", "94O140000385", "bin: length", "a letter for a zero"),
    Bad("filing", "bin", "９４０１４００００３８５", "bin: length", "digits of another script"),
    Bad("filing", "bin", "9401-4000-0385", "bin: length"),
    Bad("filing", "bin", "0" * 31, "31 of 30 characters", "31 digits"),
    Bad("filing", "bin", "940040000385", "bin: month"),
    Bad("filing", "bin", "949940000389", "bin: month"),
    Bad("filing", "bin", "940160000384", "bin: entrepreneur"),
    Bad("filing", "bin", "940110000385", "bin: type"),
    Bad("filing", "bin", "940143000385", "bin: farm"),
    Bad("filing", "bin", "940149000385", "bin: part"),
    Bad("filing", "bin", "940140000384", "bin: check"),
    Bad("filing", "bin", taken_bin, "bin: taken", "the BIN of another one"),
    Bad("filing", "bin", "9401\x0040000385", "unseen", "NUL in a BIN"),
    # names
    *(
        Bad("filing", field, "", "required")
        for field in ("name_kk", "name_ru", "address_kk", "address_ru", "head_name")
    ),
    Bad("filing", "name_kk", "   ", "required", "only spaces"),
    Bad("filing", "name_ru", "\u00a0\u2003", "required", "only spaces nobody sees"),
    Bad("filing", "name_kk", "Ә" * 301, "301 of 300 characters", "301 letters"),
    Bad("filing", "name_ru", "Ы" * 301, "301 of 300 characters", "301 letters"),
    Bad("filing", "head_name", "Ж" * 151, "151 of 150 characters", "151 letters"),
    Bad("filing", "name_kk", "«Мейірім\x00» қоры", "unseen", "NUL"),
    Bad("filing", "name_ru", "Фонд\x07 «Мейирим»", "unseen", "a bell"),
    Bad("filing", "name_ru", "Фонд \u202eмириеМ", "unseen", "a mark that turns the line"),
    Bad("filing", "name_en", "Fund \u2066Meirim\u2069", "unseen", "an isolate"),
    Bad("filing", "name_en", "Fund\x1b[31m", "unseen", "an escape"),
    Bad("filing", "address_kk", "Атырау\u200f, 1", "unseen", "a mark of direction"),
    # dates
    Bad("filing", "registered_on", "", "required"),
    Bad("filing", "registered_on", tomorrow, "future", "tomorrow"),
    Bad("filing", "registered_on", "9999-12-31", "future"),
    Bad("filing", "registered_on", "2005-02-31", "date"),
    Bad("filing", "registered_on", "31.02.2005", "date"),
    Bad("filing", "registered_on", "0001-01-01", "year"),
    Bad("filing", "registered_on", "0094-01-20", "year"),
    Bad("filing", "registered_on", "20/13/1994", "date"),
    Bad("filing", "registered_on", "позавчера", "date"),
    Bad("filing", "registered_on", "1994-01-20T10:00", "date"),
    # e-mails, telephones, websites
    Bad("filing", "email", "", "required"),
    Bad("filing", "email", "fund.example.kz", "email"),
    Bad("filing", "email", "fund@", "email"),
    Bad("filing", "email", "fund@example", "email"),
    Bad("filing", "email", "fund@example.kz, other@example.kz", "email"),
    Bad("filing", "email", "қор@мысал.қаз@", "email"),
    Bad("filing", "phone", "", "required"),
    Bad("filing", "phone", "12345", "phone"),
    Bad("filing", "phone", "нет телефона", "phone"),
    Bad("filing", "phone", "8 701 234 56 78 999", "phone"),
    Bad("filing", "website", "javascript:alert(1)", "url"),
    Bad("filing", "website", "data:text/html,hello", "url"),
    Bad("filing", "website", "example", "url"),
    Bad("filing", "website", "http://", "url"),
    # dictionaries
    Bad("filing", "region", "", "required"),
    Bad("filing", "region", ended_region, "one entry", "a region that ended"),
    Bad("filing", "region", "999999", "one entry"),
    Bad("filing", "region", "Атырау", "one entry"),
    Bad("filing", "region", "9" * 30, "one entry", "a huge number"),
    Bad("filing", "legal_form", "", "required"),
    *(
        Bad("filing", "legal_form", refused_form(code), f"form: {code}", code)
        for code in (
            "trade_union",
            "political_party",
            "religious_association",
            "state_institution",
            "commercial_company",
        )
    ),
    Bad("filing", "spheres", [], "required", "no sphere"),
    Bad("filing", "spheres", ["999999"], "entries"),
    Bad("filing", "spheres", ["молодёжь"], "entries"),
    Bad("filing", "classes", ["999999"], "entries"),
    Bad("filing", "scale", "galaxy", "one entry"),
    # people who are invited
    Bad("inviting", "email", "", "required"),
    Bad("inviting", "email", "person", "email"),
    Bad("inviting", "email", "a b@example.kz", "email"),
    Bad("inviting", "email", "person@example.kz\x00", "unseen", "NUL"),
    Bad("inviting", "role", "", "required"),
    Bad("inviting", "role", "owner", "one entry"),
    # questions
    Bad("asking", "topic", "", "required"),
    Bad("asking", "topic", "0", "one entry"),
    Bad("asking", "text", "", "required"),
    Bad("asking", "text", " \n\t ", "required", "only spaces"),
    Bad("asking", "text", "Қ" * 3001, "3001 of 3000 characters", "3001 letters"),
    Bad("asking", "text", "Сұрақ\x00", "unseen", "NUL"),
    Bad("asking", "text", "Вопрос \u202eсорпоВ", "unseen", "a mark that turns the line"),
    # measures, in the admin
    Bad("giving", "organisation", "000000000000", "no organisation"),
    Bad("giving", "organisation", "", "one receiver", "no receiver"),
    Bad("giving", "receiver_kk", "Кеңес", "two receivers"),
    Bad("giving", "given_on", tomorrow, "not come", "tomorrow"),
    Bad("giving", "given_on", "31.02.2025", "date"),
    Bad("giving", "until", "2025-02-28", "before"),
    Bad("giving", "what_kk", "", "required"),
    Bad("giving", "what_ru", "Офис\u202e", "unseen", "a mark that turns the line"),
    Bad("giving", "cost_amount", "-1", "not below zero"),
    Bad("giving", "cost_amount", "1" * 40, "16 digits", "a huge number"),
    Bad("giving", "cost_amount", "1e400", "16 digits"),
    Bad("giving", "cost_amount", "NaN", "number"),
    Bad("giving", "cost_amount", "дорого", "number"),
    # files
    Bad("file", "file", None, "required", "no file"),
    Bad("file", "file", lambda: file("guide.pdf", b""), "empty file", "empty"),
    Bad("file", "file", lambda: file("guide.exe", b"MZ\x90"), "kinds", "a program"),
    Bad("file", "file", lambda: file("guide.pdf", b"<html><script>"), "kinds", "a page named as a PDF"),
    Bad("file", "file", lambda: file("guide.docx", PDF), "ending", "a PDF named as a DOCX"),
    Bad("file", "file", lambda: file("guide", PDF), "ending", "no ending"),
    Bad("file", "file", lambda: file("guide.xlsx", office("docx")), "ending", "a DOCX named as an XLSX"),
    Bad("file", "file", lambda: file("guide.docx", office("docx", word__vbaProject="x")), "kinds", "macros"),
    Bad("file", "file", lambda: file("guide.docx", archive(readme="x")), "kinds", "a plain archive"),
    Bad("file", "file", lambda: file("guide.docx", b"PK\x03\x04broken"), "kinds", "a broken archive"),
    Bad("file", "file", lambda: file("guide.pdf", PDF + b" " * LARGEST), "too large", "too large"),
    Bad("file", "language", "de", "one entry"),
    # what everybody will read
    Bad("publishing", "answer_kk", "", "required"),
    Bad("publishing", "question_ru", "Куда сдавать, спрашивает Асель Омарова?", "named", "the asker's name"),
)
