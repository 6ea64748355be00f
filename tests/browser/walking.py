"""A person on their way through the site: every page they come to is looked at before they go on.

SCREENSHOTS names a folder where each page is kept as pictures: on a phone and on a desk, in light and in dark.
"""

import gzip
import os
import re
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from notifications import tasks
from tests.browsing import arrived, is_saved
from tests.factories.accounts import PASSWORD

# Bytes of a first visit, compressed: the HTML as it came, the styles and scripts as production sends them (U13).
HEAVIEST = 100_000
PARTS = """
[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => [entry.entryType, new URL(entry.name).pathname, entry.encodedBodySize])
"""
# What is said in the language of the page: texts and names of things, but no code and nothing marked as another tongue.
SAID = """
(language) => {
  const own = (element) =>
    element.closest("[lang]").lang === language && !element.closest("script, style, code, kbd, textarea")
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const said = []
  while (texts.nextNode()) if (own(texts.currentNode.parentElement)) said.push(texts.currentNode.data)
  for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"])
    for (const one of document.querySelectorAll(`[${name}]`)) if (own(one)) said.push(one.getAttribute(name))
  return [document.title, ...said].map((text) => text.trim()).filter(Boolean)
}
"""
# Hashes, addresses, files, numbers of things and names that every language writes in Latin letters.
LATIN = re.compile(
    r"\b[0-9a-f]{64}\b|\S+@\S+|https?://\S+|\S+\.(?:csv|xlsx)\b|\b[A-Z]+\d*(?:-[A-Z\d]+)+\b|\b[A-Z\d]{2,}\b"
)
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# Words that no Kazakh sentence has.
RUSSIAN = re.compile(r"\b(и|в|на|с|для|или|что|как|вы|это|если|нет|при|ваш|ваша|заявка|заявки|подать)\b", re.IGNORECASE)
SIZES = {360: 740, 1280: 900}


class Walker:
    """A person at a screen, who reads one language and sees what every page does to everybody."""

    def __init__(self, page: Page, site: str, axe: Callable[[Page], None], *, language: str, width: int):
        self.page, self.site, self.axe = page, site, axe
        self.language, self.width = language, width
        self.steps = count(1)
        page.set_viewport_size({"width": width, "height": SIZES[width]})

    def words(self, text: str, **facts: Any) -> str:
        """What the site says for an English text."""
        with translation.override(self.language):
            said = translation.gettext(text)
        return said % facts if facts else said

    def opens(self, path: str) -> None:
        """Types an address, or clicks a link outside the site."""
        self.page.goto(self.site + path)

    def comes_to(self, heading: str, **facts: Any) -> None:
        """Is on the page with this heading, and looks at it."""
        arrived(self.page, self.words(heading, **facts))
        self.looks()

    def follows(self, text: str, **facts: Any) -> None:
        """Clicks the first link with these words."""
        self.page.get_by_role("main").get_by_role("link", name=self.words(text, **facts), exact=True).first.click()

    def presses(self, text: str, **facts: Any) -> None:
        """Clicks the button with these words."""
        self.page.get_by_role("main").get_by_role("button", name=self.words(text, **facts), exact=True).click()

    def field(self, label: str) -> Locator:
        """The field with this label, which may add in brackets that it can be left empty."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(self.words(label))}(\s*\(.*\))?\s*$"))

    def writes(self, label: str, text: str) -> None:
        """Fills in the field with this label."""
        self.field(label).fill(text)

    def chooses(self, label: str, value: str) -> None:
        """Chooses an entry of the list with this label."""
        self.field(label).select_option(value)

    def reads(self, text: str, **facts: Any) -> None:
        """Sees these words."""
        expect(self.page.get_by_text(self.words(text, **facts)).first).to_be_visible()

    def waits_until_saved(self) -> None:
        """Sees that nothing is unsaved."""
        is_saved(self.page)

    def goes_in_the_menu(self, text: str) -> None:
        """Unfolds the menu of a phone and follows its link."""
        self.page.locator(".bar__menu summary").click()
        self.page.locator(".bar__menu").get_by_role("link", name=self.words(text), exact=True).click()

    def signs_in(self, email: str) -> None:
        """Fills in the page of signing in, which is there already."""
        self.comes_to("Sign in")
        self.page.locator("[name=login]").fill(email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.presses("Sign in")

    def looks(self) -> None:
        """Every page is in the person's language, fits the screen, is light, and can be used by everybody."""
        self.page.wait_for_load_state()
        where = self.page.url.removeprefix(self.site)
        assert (where, self.page.locator("html").get_attribute("lang")) == (where, self.language)
        assert (where, self.page.evaluate("document.documentElement.scrollWidth")) == (where, self.width)
        assert (where, foreign(self.page.evaluate(SAID, self.language), self.language)) == (where, [])
        weight = sum(weigh(*part) for part in self.page.evaluate(PARTS))
        assert 0 < weight < HEAVIEST, f"{where} weighs {weight}"
        self.axe(self.page)
        if folder := os.environ.get("SCREENSHOTS"):
            self._draw(Path(folder), where)

    def _draw(self, folder: Path, where: str) -> None:
        name = f"{self.language}-{next(self.steps):02}-{re.sub(r'[^a-zа-я0-9]+', '-', where.lower()).strip('-')}"
        for width, height in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                self.page.emulate_media(color_scheme=scheme)
                self.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": self.width, "height": SIZES[self.width]})


@cache
def compressed(path: str) -> int:
    """How many bytes a static file is when it is compressed."""
    return len(gzip.compress(Path(finders.find(path)).read_bytes()))


def weigh(kind: str, path: str, size: int) -> int:
    """How many bytes a part of a page adds to a first visit; what a script asked for later adds what it was."""
    is_static = kind == "resource" and path.startswith(settings.STATIC_URL)
    return compressed(path.removeprefix(settings.STATIC_URL)) if is_static else size


def foreign(said: list[str], language: str) -> list[str]:
    """The texts that hold words of another language than that of the page."""
    texts = [(text, LATIN.sub("", text)) for text in said]
    strange = [ENGLISH, *([RUSSIAN] if language == "kk" else [])]
    return [text for text, bare in texts if any(pattern.search(bare) for pattern in strange)]


def letter_to(email: str) -> EmailMessage:
    """The last letter that really left to this address, when everything owed has been sent."""
    tasks.deliver_notices()
    return [letter for letter in mail.outbox if letter.to == [email]][-1]


def link_in(letter: EmailMessage) -> str:
    """The path that a letter leads to."""
    [path] = re.findall(r"^https?://[^/\s]+(/\S*)$", letter.body, re.MULTILINE)
    return path
