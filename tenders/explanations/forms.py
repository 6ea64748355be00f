"""What is typed to explain a low price."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Legible, LongText


class ExplanationForm(Legible, forms.Form):
    """Why the organisation can do the work for so little."""

    text = LongText(
        label=_("Your explanation"),
        max_length=4000,
        help_text=_("Say what makes the work cost less. It is sent once and stays as you send it."),
        error_messages={"required": _("Write the explanation.")},
    )
