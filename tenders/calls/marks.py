"""What each mark of a criterion means, on a page: one box for a mark, from 0 upwards."""

from typing import Any

from django import forms


class MarksInput(forms.MultiWidget):
    """A box for each mark, under its number."""

    template_name = "tenders/calls/_marks.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None, count: int = 6):
        super().__init__([forms.Textarea(attrs={"rows": 2}) for _mark in range(count)], attrs)

    def decompress(self, value: Any) -> list[str]:
        """The texts in the order of the marks; an empty box for a mark that has none."""
        told = list(value or [])
        return [*told, *[""] * (len(self.widgets) - len(told))][: len(self.widgets)]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was typed into each box."""
        return [text or "" for text in super().value_from_datadict(data, files, name)]


class AnchorsField(forms.Field):
    """A text for each mark. An untouched row has none; a mark without a text is found by the linter."""

    widget: Any = MarksInput

    def of_marks(self, count: int) -> None:
        """Show a box for each of so many marks."""
        self.widget = MarksInput(count=count)

    def to_python(self, value: Any) -> list[str]:
        """The texts, each on one line."""
        return [" ".join(text.split()) for text in value or []]

    def validate(self, value: list[str]) -> None:
        """Some mark must mean something."""
        super().validate([text for text in value if text])

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether any text differs."""
        told, was = self.to_python(data), list(initial or [])
        return told != [*was, *[""] * (len(told) - len(was))]
