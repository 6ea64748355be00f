"""What people write about themselves."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProfileForm(forms.ModelForm):
    """Name and language of messages."""

    class Meta:
        model = User
        fields = ("name", "language")
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class SignupForm(allauth.SignupForm):
    """E-mail, name, language of messages, and the password once."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As it should stand in documents."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language of messages"), choices=User.Language.choices)
    field_order = ("email", "name", "language", "password1")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or User.Language.KAZAKH)[:2]
        self.fields["password1"].help_text = _("At least 12 characters. Spaces and any letters may be used.")

    def try_save(self, request: Any) -> tuple[User | None, Any]:
        """The new person; or, at the second press of the button, what somebody hears who has an account already."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
