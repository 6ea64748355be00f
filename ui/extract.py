"""How Babel finds the texts of a template (see `./dev messages`)."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import IO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def templates(file: IO[bytes], keywords: Mapping, comment_tags: Sequence[str], options: Mapping) -> Iterator[tuple]:
    """The texts of one template, as Babel wants them: line, function, text, comments."""
    # Django rewrites the template as Python; inside brackets its indentation means nothing.
    source = f"({templatize(file.read().decode())})"
    return extract_python(BytesIO(source.encode()), keywords, comment_tags, options)
