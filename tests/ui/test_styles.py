"""The style sheets: their size, their sizes, their contrast."""

import math
import re
from itertools import product
from pathlib import Path

import pytest

from ui.storage import bundled

STATIC = Path("static")
TOKENS = (STATIC / "css/tokens.css").read_text()
DARK = TOKENS.split("prefers-color-scheme: dark")[1].split("@media")[0]
LIGHT = TOKENS.split("@media")[0]
OKLCH = re.compile(r"--([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\);")


def as_sent() -> str:
    return bundled((STATIC / "css/app.css").read_text(), lambda name: (STATIC / "css" / name).read_text())


def test_the_styles_of_every_page_weigh_less_than_25_kilobytes():
    assert len(as_sent().encode()) < 25_000


def test_the_scripts_of_every_page_weigh_less_than_15_kilobytes():
    names = re.findall(r'"(js/[\w-]+\.js)"', Path("templates/layouts/base.html").read_text())

    assert sum(len((STATIC / name).read_bytes()) for name in names) < 15_000


def test_what_few_pages_need_is_small_and_keeps_to_its_layer():
    sheets, scripts = [*STATIC.glob("css/pages/*.css")], [*STATIC.glob("js/*.js")]

    assert [path.name for path in [*sheets, *scripts] if len(path.read_bytes()) > 5_000] == []
    assert [path.name for path in sheets if "\n@layer pages {" not in path.read_text()] == []


def test_a_script_is_named_by_the_element_it_defines():
    defined = {
        path.stem: f'customElements.define("{path.stem}",' in path.read_text() for path in STATIC.glob("js/*.js")
    }

    assert [name for name, is_there in defined.items() if not is_there] == []


def test_every_sheet_is_part_of_the_one_sheet_or_linked_by_the_pages_that_need_it():
    parts = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")}
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (STATIC / "css/app.css").read_text()))
    pages = "".join(page.read_text() for page in Path("templates").rglob("*.html"))
    linked = {f"pages/{name}.css" for name in re.findall(r'_sheet.html" with name="([\w-]+)"', pages)}
    linked |= set(re.findall(r'"css/([\w-]+\.css)"', pages))

    assert parts == imported | linked
    assert "@import" not in as_sent()


def test_sizes_in_pixels_stand_with_the_tokens():
    sheets = [path for path in (STATIC / "css").rglob("*.css") if path.name != "tokens.css"]

    assert [path.name for path in sheets if re.search(r"\dpx\b", path.read_text())] == []


def test_every_meaning_that_is_used_is_defined():
    sent = as_sent()
    for path in STATIC.glob("css/pages/*.css"):
        sent += path.read_text()
    defined = set(re.findall(r"(--[\w-]+):", sent))

    assert set(re.findall(r"var\((--[\w-]+)\)", sent)) - defined == set()


def palette(*blocks: str) -> dict[str, tuple[float, ...]]:
    found = {}
    for block in blocks:
        found |= {name: tuple(map(float, values)) for name, *values in OKLCH.findall(block)}
    for name, raw in re.findall(r"--([\w-]+): var\(--([\w-]+)\);", "".join(blocks)):
        if raw in found:
            found[name] = found[raw]
    return found


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG) of an oklch colour, by the matrices of CSS Color 4."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    light = lightness / 100
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return sum(share * min(1, max(0, part)) for share, part in ((0.2126, red), (0.7152, green), (0.0722, blue)))


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted([luminance(*one), luminance(*other)])
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("paper", "sunk", "accent-tint", "good-tint", "bad-tint", "wait-tint")
TEXTS = ("ink", "quiet", "accent", "accent-deep", "good", "bad", "wait")


@pytest.mark.parametrize("colours", [palette(LIGHT), palette(LIGHT, DARK)], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(colours):
    pairs = [*product(TEXTS, GROUNDS), ("on-accent", "accent"), ("on-accent", "accent-deep"), ("paper", "bad")]

    assert [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < 4.5] == []
    assert [(a, b) for a, b in product(["edge"], GROUNDS[:2]) if contrast(colours[a], colours[b]) < 3] == []
