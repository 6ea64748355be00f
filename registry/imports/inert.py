"""Texts that a spreadsheet could take for a formula, written so that it shows them and never runs them (S30). Pure."""

import re

# What makes a spreadsheet calculate: the four signs, their full-width twins, and what some programs skip before them.
_RUNS = re.compile(r"'*[\s\ufeff\u200b\xa0]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_SILENT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def inert(text: str) -> str:
    """The text as it is written into a table: a formula gets an apostrophe before it, a number stays a number."""
    shown = _SILENT.sub("", text)
    return f"'{shown}" if _RUNS.match(shown) and not _NUMBER.fullmatch(shown) else shown


def plain(text: str) -> str:
    """The text as it was before `inert` wrote it."""
    return text[1:] if text.startswith("'") and _RUNS.match(text[1:]) else text
