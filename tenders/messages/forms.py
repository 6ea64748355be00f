"""What is typed to write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Legible, LongText


class MessageForm(Legible, forms.Form):
    """One message."""

    text = LongText(
        label=_("Your message"),
        max_length=4000,
        help_text=_("It stays as you send it. The commission does not read it when it scores."),
        error_messages={"required": _("Write the message.")},
    )
