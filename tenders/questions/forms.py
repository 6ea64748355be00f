"""What is typed to ask and to answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Legible, LongText


class QuestionForm(Legible, forms.Form):
    """One question, as everybody will read it."""

    text = LongText(
        label=_("Your question"),
        max_length=2000,
        help_text=_("Everybody will read it with the answer. Do not name yourself or your organisation."),
    )


class AnswerForm(Legible, forms.Form):
    """The answer in both languages."""

    answer_kk = LongText(label=_("Answer, in Kazakh"), max_length=4000)
    answer_ru = LongText(label=_("Answer, in Russian"), max_length=4000)
