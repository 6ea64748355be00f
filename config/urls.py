"""Where every address begins. What people see stands under its language; each stage writes its own whole paths."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config.health import live, notices, ready
from config.views import not_there, security_txt

# The second factor and the limits of the one sign-in page hold for the admin as well.
admin.site.login = secure_admin_login(admin.site.login)

operators = [
    path("health/live/", live, name="health_live"),
    path("health/ready/", ready, name="health_ready"),
    path("health/notices/", notices, name="health_notices"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
]

people = [
    path("", include("tenders.portal.urls")),
    path("", include("tenders.plans.urls")),
    path("", include("tenders.calls.urls")),
    path("", include("tenders.decisions.urls")),
    path("", include("tenders.changes.urls")),
    path("", include("tenders.questions.urls")),
    path("", include("tenders.following.urls")),
    # Before the sections of an application: its files are one, with pages of their own; so is what is said about it.
    path("", include("tenders.attachments.urls")),
    path("", include("tenders.versions.urls")),
    path("", include("tenders.messages.urls")),
    path("", include("tenders.explanations.urls")),
    path("", include("tenders.prompts.urls")),
    path("", include("tenders.applications.urls")),
    path("", include("tenders.rehearsals.urls")),
    path("", include("tenders.commission.urls")),
    path("", include("tenders.admission.urls")),
    path("", include("tenders.scoring.urls")),
    path("", include("tenders.protocols.urls")),
    path("", include("tenders.desk.urls")),
    # Before the page of an organisation, which takes any word after “register/” for its code.
    path("", include("registry.bodies.urls")),
    path("", include("registry.claims.urls")),
    # Before the pages of organisations, or “download” would be the code of one.
    path("", include("registry.imports.urls")),
    path("", include("registry.organisations.urls")),
    path("", include("registry.searches.urls")),
    path("", include("registry.persons.urls")),
    path("", include("registry.filings.urls")),
    path("", include("registry.eligibility.urls")),
    path("", include("registry.support.urls")),
    path("", include("registry.statistics.urls")),
    path("", include("notifications.urls")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    # Before the admin's own, which leads to any record by its number, a sealed one too.
    path("admin/r/<path:record>/", not_there),
    path("admin/", admin.site.urls),
]

if not settings.PRODUCTION:
    people.append(path("ui/", include("ui.urls")))

urlpatterns = [*operators, *i18n_patterns(*people, prefix_default_language=True)]

handler500 = "config.views.broken"
