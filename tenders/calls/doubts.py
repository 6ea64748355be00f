"""What in a call may fit one NGO, or shut others out without a reason: a warning to be answered, not a breach. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import chain
from tenders.calls.lint import LANGUAGES, LOT_TEXTS, TOPIC, Sheet

LETTERS = "А-ЯЁӘҒҚҢӨҰҮҺІ"
SMALL = "а-яёәғқңөұүһі"
COUNT_RU = r"(\d+|одного|двух|тр[её]х|четыр[её]х|пяти|десяти)(-?х|-?ти)?"
COUNT_KK = r"(\d+|бір|екі|үш|төрт|бес|он)"
YEARS_RU, PLACE_RU = r"(год\w*|лет(него|ний|няя)?)\b", r"(област|город|район|регион|астан|алмат|шымкент|\bсел[аео]\b)"
PLACE_KK = r"(облыс|қала|аудан|өңір|ауыл|астана|алматы|шымкент)"


def _any(*patterns: str) -> re.Pattern:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# Each kind: where it is looked for, its rule, and its words in Russian and Kazakh.
EXPERIENCE = _any(
    rf"\b(опыт|стаж)\w*\b[^.;]{{0,60}}\b{COUNT_RU}\s+{YEARS_RU}",
    rf"\b{COUNT_RU}\s+{YEARS_RU}[^.;]{{0,30}}\b(опыт|стаж)\w*",
    rf"\b{COUNT_KK}\s+жыл\w*[^.;]{{0,40}}\b(тәжірибе|өтіл)\w*",
    rf"\b(тәжірибе|өтіл)\w*[^.;]{{0,40}}\b{COUNT_KK}\s+жыл\w*",
)
CERTIFICATE = _any(r"\bсертификат\w*", r"\bаккредит\w*", r"\bлиценз\w*", r"\biso\b[ \d-]*", r"\bисо \d+")
REGION = _any(
    rf"\b(зарегистрир|регистрац|юридическ\w+ адрес|местонахожд|наход[ия]т|располож)\w*[^.;]{{0,60}}{PLACE_RU}\w*",
    r"\bместн\w+ (организац|нпо|объединен)\w*",
    rf"\b{PLACE_KK}\w*[^.;]{{0,60}}\b(тіркел|орналас|заңды мекенжай)\w*",
    r"\bжергілікті (ұйым|үеұ)\w*",
)
CLOSED = _any(
    r"\bчлен\w* [^.;]{0,20}(ассоциац|союз|альянс|палат|реестр)\w*",
    r"\b(қауымдастық|одақ|альянс|палата)\w*[^.;]{0,20}\bмүше\w*",
    r"\b(не менее|минимум|от) \d+ (штатн|сотрудник|работник|человек в штате)\w*",
    r"\bкемінде \d+ (штат|қызметкер)\w*",
    r"\b(годов\w+ )?оборот\w*",
    r"\bбанковск\w+ гарант\w*",
    r"\b(жылдық )?айналым\w*",
    r"\bбанк(тік)? кепілдігі\w*",
    r"\bранее (получ|выигр|исполн|сотруднич)\w*",
    r"\bбұрын[^.;]{0,30}\b(жеңген|алған|орындаған)\w*",
    rf"\b(созда|существу|действу)\w*[^.;]{{0,30}}\b{COUNT_RU}\s+{YEARS_RU}",
    rf"\b{COUNT_KK}\s+жыл\w*[^.;]{{0,30}}\b(құрылған|жұмыс істеп)\w*",
)
NAME = re.compile(
    rf"[«“„\"]\s*[{LETTERS}A-Z][^»”“\"]{{1,60}}[»”“\"]"
    rf"|\b[{LETTERS}]\.\s?[{LETTERS}]\.\s?[{LETTERS}][{SMALL}]+"
    rf"|\b[{LETTERS}][{SMALL}]+ [{LETTERS}]\.\s?[{LETTERS}]\."
    rf"|\b[{LETTERS}][{SMALL}]+(?:ович|евич|овна|евна|ұлы|қызы)\b"
    r"|\b[A-Z][a-z]+[A-Za-z]*\b"
)
AID = _any(
    r"\b(помощ|поддержк|развити)\w* (нпо|неправительственн|общественн\w+ (объединен|организац))\w*",
    r"\b(үеұ|үкіметтік емес ұйым)\w*(-\w+)?\s[^.;]{0,20}\b(көмек|қолда|дамыт)\w*",
)
KINDS = {"experience": EXPERIENCE, "certificate": CERTIFICATE, "region": REGION, "closed": CLOSED}
KINDS |= {"name": NAME, "aid": AID}
RULES = {"region": "R-016"}
SCOPES = {
    "requirements": ("experience", "certificate", "region", "closed", "name"),
    "criteria": ("experience", "certificate", "name"),
    "lots": ("name", "aid"),
    "topic": ("name", "aid"),
    "documents": ("name",),
}
SENTENCES = {
    "experience": gettext_lazy("%(where)s: years of experience may fit one NGO and shut out the others."),
    "certificate": gettext_lazy("%(where)s: a certificate or a licence may fit one NGO and shut out the others."),
    "region": gettext_lazy(
        "%(where)s: a place of registration is a filter; the call is open to any NGO of the country."
    ),
    "closed": gettext_lazy("%(where)s: this shuts out NGOs that can do the work."),
    "name": gettext_lazy("%(where)s: a name of a person, an organisation or a brand may fit one NGO."),
    "aid": gettext_lazy("%(where)s: the order buys services to people, not aid to an NGO."),
}


class Doubt(NamedTuple):
    """One warning: what was found, by which rule, the mark of the words, and where they stand."""

    key: str
    rule: str
    sentence: str
    found: str
    fingerprint: str
    page: str
    field: str
    lot: int = 0

    @property
    def language(self) -> str:
        """The language of the words that were found first."""
        return "kk" if "_kk" in self.field else "ru"


class Passage(NamedTuple):
    """Texts that are looked at together: those of one lot, one criterion, one requirement, one document."""

    page: str
    place: str
    where: str
    texts: dict[str, str]
    prefix: str = "id_"
    lot: int = 0


def of(sheet: Sheet) -> list[Doubt]:
    """Every warning about a call, in the order of its pages."""
    return [doubt for passage in _passages(sheet) for doubt in _doubts(passage)]


def _doubts(passage: Passage) -> Iterator[Doubt]:
    for kind in SCOPES[passage.page]:
        hits = {name: KINDS[kind].search(text) for name, text in passage.texts.items()}
        words = {name: hit.group().strip() for name, hit in hits.items() if hit}
        if words:
            yield Doubt(
                key=f"{kind}/{passage.page}/{passage.place}",
                rule=RULES.get(kind, "3.2"),
                sentence=str(SENTENCES[kind]) % {"where": passage.where},
                found="; ".join(dict.fromkeys(words.values()))[:250],
                fingerprint=chain.fingerprint(chain.canonical(passage.texts)),
                page=passage.page,
                field=passage.prefix + next(iter(words)),
                lot=passage.lot,
            )


def _passages(sheet: Sheet) -> Iterator[Passage]:
    yield Passage("topic", "", _("The call"), _pairs(sheet.call, TOPIC))
    for lot in sheet.lots:
        where = _("Lot %(number)d") % {"number": lot.number}
        yield Passage("lots", str(lot.number), where, _pairs(lot, LOT_TEXTS), lot=lot.number)
    for index, requirement in enumerate(sheet.requirements):
        where = _("Requirement %(code)s") % {"code": requirement.code}
        texts = _pairs(requirement, ("text", "proof"))
        yield Passage("requirements", requirement.code, where, texts, f"id_requirements-{index}-")
    for index, criterion in enumerate(sheet.criteria):
        where = _("Criterion %(number)d") % {"number": index + 1}
        texts = _pairs(criterion, ("name",)) | _anchors(criterion)
        yield Passage("criteria", criterion.code, where, texts, f"id_criteria-{index}-")
    for index, document in enumerate(sheet.documents):
        where = _("Document %(number)d") % {"number": index + 1}
        texts = _pairs(document, ("title", "text"))
        yield Passage("documents", str(index + 1), where, texts, f"id_documents-{index}-")


def _pairs(thing: Any, names: Iterable[str]) -> dict[str, str]:
    return {f"{name}_{code}": getattr(thing, f"{name}_{code}") for name in names for code in LANGUAGES}


def _anchors(criterion: Any) -> dict[str, str]:
    return {
        f"anchors_{code}_{mark}": anchor
        for code in LANGUAGES
        for mark, anchor in enumerate(getattr(criterion, f"anchors_{code}"))
    }
