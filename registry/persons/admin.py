"""Founders, posts and private data as registry officers work them: read, and changed by verbs with a reason."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle import clock, encrypted
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from registry.persons import actions, rules
from registry.persons.forms import EndForm, FounderForm, PostForm, PrivateForm
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.admin import OfTheRegister
from ui.guards import require


class Because(forms.Form):
    """Why an officer does it."""

    because = forms.CharField(label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("It is kept."))


class OfficersFounderForm(FounderForm, Because):
    """A founder, and why an officer writes it."""


class OfficersPostForm(PostForm, Because):
    """A person with a post, and why an officer writes it."""


class OfficersEndForm(EndForm, Because):
    """The last day, and why an officer writes it."""


class OfficersPrivateForm(PrivateForm, Because):
    """Private data, and why an officer writes them."""


class PurposeForm(forms.Form):
    """What an officer needs hidden data for."""

    because = forms.CharField(
        label=gettext_lazy("What do you need the data for?"),
        max_length=300,
        help_text=gettext_lazy("It stands in the history of the organisation, with your name."),
    )


class OfPersons(OfTheRegister):
    """Rows that change by verbs alone. Each verb is a page with a form; the same actions as on the site."""

    change_form_template = "admin/registry/persons/change_form.html"
    list_select_related = ["organisation"]
    show_full_result_count = False
    search_fields = ["organisation__code", "organisation__bin"]
    search_help_text = gettext_lazy("Code or BIN of the organisation.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody may here: the page of the organisation leads to the form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody may here: verbs do it."""
        return False

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """With the verbs that an officer can use on this row."""
        obj = kwargs.get("obj")
        may = obj is not None and rules.is_officer(request.user)
        context["verbs"] = [(self.address(verb, obj.pk), label) for verb, label in self.verbs(obj)] if may else []
        return super().render_change_form(request, context, *args, **kwargs)

    def verbs(self, row: Any) -> list[tuple[str, Any]]:
        """What can be done to a row: a name of its page, and the words on the button."""
        return []

    def address(self, verb: str, key: int) -> str:
        """Where the page of a verb stands."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{verb}", args=[key])

    def page_at(self, route: str, verb: str, view: Callable[..., HttpResponse]) -> Any:
        """The page of a verb, for those who may enter the admin."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_{verb}"
        return path(route, self.admin_site.admin_view(view), name=name)

    def asked(self, request: HttpRequest, form: forms.Form, title: Any, **more: Any) -> HttpResponse:
        """A page with one form and one button; nobody else keeps a copy of it."""
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "form": form, **more}
        response = TemplateResponse(request, "admin/registry/persons/ask.html", context)
        add_never_cache_headers(response)
        return response

    def is_done(self, request: HttpRequest, form: Any, act: Callable[..., Any], subject: Any, **facts: Any) -> bool:
        """Carry a verb out with the reason from the form; a refusal stands on the form."""
        try:
            act(subject, because=form.cleaned_data["because"], by=request.user, at=clock.now(), **facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, _("It is written down."), messages.SUCCESS)
        return True

    def begun(
        self, request: HttpRequest, organisation: int, form_class: type[forms.Form], act: Callable, title: Any
    ) -> HttpResponse:
        """The page by which a row of an organisation begins."""
        require(rules.is_officer(request.user))
        ngo = get_object_or_404(Organisation, pk=organisation)
        form = form_class(request.POST or None)
        if request.method == "POST" and form.is_valid():
            facts = {name: value for name, value in form.cleaned_data.items() if name != "because"}
            if self.is_done(request, form, act, ngo, facts=facts):
                return redirect("admin:registry_organisation_change", ngo.pk)
        return self.asked(request, form, title, about=ngo)

    def ended(self, request: HttpRequest, pk: int, act: Callable) -> HttpResponse:
        """The page by which a row is given its last day."""
        require(rules.is_officer(request.user))
        row = get_object_or_404(self.get_queryset(request).select_related("organisation"), pk=pk)
        form = OfficersEndForm(request.POST or None)
        if (
            request.method == "POST"
            and form.is_valid()
            and self.is_done(request, form, act, row, until=form.cleaned_data["until"])
        ):
            return redirect(f"admin:registry_{self.opts.model_name}_change", row.pk)
        return self.asked(request, form, _("Write the last day down"), about=row)

    def shown(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is hidden in a row, in full, after an officer has written what for (S48)."""
        require(rules.can_show_in_full(request.user))
        row = get_object_or_404(self.get_queryset(request).select_related("organisation"), pk=pk)
        form, values = PurposeForm(request.POST or None), []
        if request.method == "POST" and form.is_valid() and self.is_done(request, form, actions.show_in_full, row):
            values = [(field.verbose_name, getattr(row, field.name).whole) for field in encrypted.fields_of(self.model)]
        return self.asked(request, form, _("Show in full"), about=row, values=values)


@admin.register(Founder)
class FounderAdmin(OfPersons):
    """Founders of organisations, those who left too."""

    list_display = ["name", "organisation", "kind", "share", "since", "until"]
    list_filter = ["kind"]
    search_fields = ["name", *OfPersons.search_fields]
    search_help_text = gettext_lazy("Name of the founder; code or BIN of the organisation.")
    fields = ["organisation", "kind", "name", "country", "share", "iin_bin", "since", "until"]

    def verbs(self, row: Founder) -> list[tuple[str, Any]]:
        """A last day for who has none; the number in full where there is one."""
        ends = [] if row.until or row.organisation.is_over else [("end", _("Write the last day down"))]
        return ends + ([("show", _("Show in full"))] if row.iin_bin else [])

    def get_urls(self) -> list:
        """With a page for each verb."""
        return [
            self.page_at("for/<int:organisation>/", "for", self.name_view),
            self.page_at("<int:pk>/end/", "end", self.end_view),
            self.page_at("<int:pk>/show/", "show", self.shown),
            *super().get_urls(),
        ]

    def name_view(self, request: HttpRequest, organisation: int) -> HttpResponse:
        """Name a founder."""
        return self.begun(request, organisation, OfficersFounderForm, _named(actions.add_founder), _("Add a founder"))

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A founder left."""
        return self.ended(request, pk, actions.end_founder)


@admin.register(Post)
class PostAdmin(OfPersons):
    """People who hold posts in organisations, and who held them."""

    list_display = ["name", "role", "organisation", "since", "until"]
    list_filter = ["role"]
    search_fields = ["name", *OfPersons.search_fields]
    search_help_text = gettext_lazy("Name of the person; code or BIN of the organisation.")
    fields = ["organisation", "name", "role", "since", "until"]

    def verbs(self, row: Post) -> list[tuple[str, Any]]:
        """A last day for who has none."""
        return [] if row.until or row.organisation.is_over else [("end", _("Write the last day down"))]

    def get_urls(self) -> list:
        """With a page for each verb."""
        return [
            self.page_at("for/<int:organisation>/", "for", self.name_view),
            self.page_at("<int:pk>/end/", "end", self.end_view),
            *super().get_urls(),
        ]

    def name_view(self, request: HttpRequest, organisation: int) -> HttpResponse:
        """Name a person with a post."""
        title = _("Add a person with a post")
        return self.begun(request, organisation, OfficersPostForm, _named(actions.add_post), title)

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A person left a post."""
        return self.ended(request, pk, actions.end_post)


@admin.register(PrivateData)
class PrivateDataAdmin(OfPersons):
    """Bank accounts, IINs and telephones: dots and four characters, until an officer writes what for."""

    list_display = ["organisation", "bank_name", "bank_account", "head_iin"]
    fields = ["organisation", "bank_account", "bank_name", "bic", "head_iin", "head_phone"]

    def verbs(self, row: PrivateData) -> list[tuple[str, Any]]:
        """In full for a purpose; emptied for a reason."""
        return [("show", _("Show in full")), ("erase", _("Erase for good"))]

    def get_urls(self) -> list:
        """With a page for each verb."""
        return [
            self.page_at("for/<int:organisation>/", "for", self.write_view),
            self.page_at("<int:pk>/show/", "show", self.shown),
            self.page_at("<int:pk>/erase/", "erase", self.erase_view),
            *super().get_urls(),
        ]

    def write_view(self, request: HttpRequest, organisation: int) -> HttpResponse:
        """Write private data; what is left empty stays."""
        title = _("Write private data")
        return self.begun(request, organisation, OfficersPrivateForm, _named(actions.write_private), title)

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Empty private data for good."""
        require(rules.is_officer(request.user))
        row = get_object_or_404(PrivateData.objects.select_related("organisation"), pk=pk)
        form = Because(request.POST or None)
        if request.method == "POST" and form.is_valid() and self.is_done(request, form, actions.erase_private, row):
            return redirect("admin:registry_privatedata_change", row.pk)
        return self.asked(request, form, _("Erase for good"), about=row)


def _named(act: Callable[..., Any]) -> Callable[..., Any]:
    def with_facts(organisation: Organisation, *, facts: dict, **what: Any) -> Any:
        return act(organisation, facts, **what)

    return with_facts
