"""What is typed to keep a search."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SearchForm(forms.Form):
    """The name a person gives to the filters of a list."""

    name = forms.CharField(
        label=gettext_lazy("Name of the search"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the search a name.")},
    )
    page = forms.CharField(max_length=80)
    query = forms.CharField(
        max_length=1_000, error_messages={"required": gettext_lazy("Choose a filter first, then save the search.")}
    )

    def clean_page(self) -> str:
        """A list of the register."""
        page: str = self.cleaned_data["page"]
        lists = {model._meta.label_lower for model in apps.get_app_config("registry").get_models()}
        if page not in lists:
            raise forms.ValidationError(_("There is no such list."))
        return page

    def kept(self) -> dict[str, str]:
        """Where the person was: the list and its filters, as far as they are in order."""
        return {name: self.cleaned_data.get(name, "") for name in ("page", "query")}

    def said(self) -> str:
        """Every fault, in sentences."""
        faults: list[Any] = [fault for of_field in self.errors.values() for fault in of_field]
        return " ".join(map(str, faults))
