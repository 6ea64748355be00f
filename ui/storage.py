"""Static files of production: hashed names, compressed, and the style sheet in one piece (U13)."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/app.css"
IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\) layer\((?P<layer>\w+)\)(?P<media>[^;]*);')


def bundled(sheet: str, read) -> str:
    """A style sheet with the sheets it imports in their places; `read` gives the text of one of them by its name."""

    def put(found: re.Match) -> str:
        layer = f"@layer {found['layer']}{{{read(found['file'])}}}"
        media = found["media"].strip()
        return f"@media {media}{{{layer}}}" if media else layer

    return tight(IMPORT.sub(put, sheet))


def tight(sheet: str) -> str:
    """A style sheet without comments and without the spaces that only people need."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    joined = re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", bare))
    return joined.replace(": ", ":").replace(";}", "}").strip()


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """One request for all styles instead of one for each component."""

    def post_process(self, paths: dict, dry_run: bool = False, **options) -> Iterator:
        """Put the style sheet together before the names of all files get their hashes."""
        if SHEET in paths and not dry_run:
            folder = PurePosixPath(SHEET).parent
            storage, path = paths[SHEET]
            text = bundled(self._text(storage, path), lambda name: self._text(storage, str(folder / name)))
            self.delete(SHEET)
            self.save(SHEET, ContentFile(text))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)

    def _text(self, storage, path: str) -> str:
        with storage.open(path) as file:
            return file.read().decode()
