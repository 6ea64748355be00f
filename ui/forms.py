"""How forms look, and the fields that the whole site shares."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Every field of the site through one template: label, hint, error, control."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock; the time is Astana time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class LongText(forms.CharField):
    """Text of several lines with a limit in characters, counted as the page counts it: a new line is one."""

    widget = forms.Textarea(attrs={"rows": 6})

    def widget_attrs(self, widget: forms.Widget) -> dict:
        """No limit for the browser to cut pasted text at (U8)."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: str | None) -> str:
        """The text with each new line written in one way."""
        return super().to_python(value.replace("\r\n", "\n").replace("\r", "\n") if value else value)


# Marks that turn the direction of writing: a name with one reads otherwise than it is written.
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PLAIN_CONTROLS = frozenset("\n\r\t")


def legible(text: object) -> None:
    """Refuse a text with a character that nobody sees: a control, a NUL, a mark that turns the line round."""
    if any(letter in TURNING or unicodedata.category(letter) == "Cc" for letter in set(str(text)) - PLAIN_CONTROLS):
        raise ValidationError(_("The text has a character that cannot be seen. Delete the text and type it anew."))


class Legible(forms.BaseForm):
    """A form whose every text is legible; whoever typed what nobody sees hears of that alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators = [_legible_and(field.validators)]


def _legible_and(others: list) -> Callable[[object], None]:
    theirs = [one for one in others if not isinstance(one, ProhibitNullCharactersValidator)]

    def check(value: object) -> None:
        for one in (legible, *theirs):
            one(value)

    return check


class MoneyField(forms.DecimalField):
    """A sum in tenge as people write it: “1 194 000”, “1194000,50”."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    suffix = "₸"
    default_error_messages = {"invalid": _("Enter a sum in tenge, for example 1 194 000.")}

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 16, "decimal_places": 2, "min_value": 0} | kwargs)

    def to_python(self, value: str | Decimal | None) -> Decimal | None:
        """The sum without the spaces, with a point for the comma."""
        if isinstance(value, str):
            value = "".join(value.split()).removesuffix("₸").replace(",", ".")
        return super().to_python(value)
