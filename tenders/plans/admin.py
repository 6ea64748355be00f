"""Problems, themes and comments in the admin: read, never written, by the same rule as on the site."""

from django.contrib import admin

from lifecycle.admin import AsOnTheSite
from tenders.plans.models import Comment, Problem, Theme


@admin.register(Problem)
class ProblemAdmin(AsOnTheSite):
    """Problems that stand or stood on the board; officers of the state bodies moderate them in the office."""

    list_display = ["code", "public_title", "body", "sphere", "status", "published_at"]
    list_filter = ["status", "sphere", "region"]
    list_select_related = ["body", "sphere"]
    search_fields = ["code"]
    ordering = ["-pk"]
    # Nobody is named on the site either, and what was taken down is not read there.
    exclude = ("author", "title", "text", "evidence")


@admin.register(Theme)
class ThemeAdmin(AsOnTheSite):
    """Themes that are or were discussed; proposed, discussed and approved in the office."""

    list_display = ["number", "title_ru", "body", "year", "status", "budget_amount", "discussion_until"]
    list_filter = ["status", "year", "sphere"]
    list_select_related = ["body"]
    search_fields = ["number", "title_kk", "title_ru"]
    ordering = ["-pk"]
    raw_id_fields = ("problems",)


@admin.register(Comment)
class CommentAdmin(AsOnTheSite):
    """What was said of themes, and the answers."""

    list_display = ["theme", "said_at", "text", "answered_at"]
    list_filter = [("answered_at", admin.EmptyFieldListFilter)]
    list_select_related = ["theme"]
    search_fields = ["theme__number", "text"]
    ordering = ["-pk"]
    exclude = ("author",)
    view_on_site = False
