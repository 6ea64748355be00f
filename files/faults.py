"""Why a file is not taken. Pure: the sentences stand in `wording`."""

from enum import StrEnum


class Fault(StrEnum):
    """One reason each, so that a person knows what to do."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    LYING_NAME = "lying_name"
    PROGRAM = "program"
    WEB_PAGE = "web_page"
    OLD_OFFICE = "old_office"
    TWO_KINDS = "two_kinds"
    DAMAGED = "damaged"
    TOO_COMPLEX = "too_complex"
    # Archives, as every office document is one.
    UNPACKS = "unpacks"
    TOO_MANY_PARTS = "too_many_parts"
    NESTED = "nested"
    LINK = "link"
    OUTSIDE = "outside"
    MACRO = "macro"
    ENTITY = "entity"
    FETCHES = "fetches"
    EMBEDDED = "embedded"
    PASSWORD = "password"
    SCRIPT = "script"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    # Names.
    NAME_EMPTY = "name_empty"
    NAME_LONG = "name_long"
    NAME_INVISIBLE = "name_invisible"
    NAME_TURNED = "name_turned"
    NAME_PATH = "name_path"
    # The scanner.
    INFECTED = "infected"
    UNSCANNED = "unscanned"


class Unfit(Exception):
    """A file that is not taken, by its fault."""

    def __init__(self, fault: Fault):
        super().__init__(fault.value)
        self.fault = fault
