"""Whose name stands in a text that everybody would read. Pure: a question and texts in, a name out."""

from collections.abc import Iterable

from registry.support.models import Consultation


def found_in(question: Consultation, texts: Iterable[str]) -> str:
    """The first name in these texts of those whom a question concerns, the asker or the organisation; or nothing."""
    concerned = [question.asked_by.name, question.asked_by.email]
    if its := question.organisation:
        concerned += [its.name_kk, its.name_ru, its.name_en, its.bin or "", its.head_name]
    whole = "\n".join(texts).casefold()
    return next((name for name in concerned if name.strip() and name.casefold() in whole), "")
