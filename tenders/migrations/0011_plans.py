"""Problems, themes and what is said of them; a call may begin from a theme; how alike themes may be."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def themes_are_compared_over_three_years(apps, schema_editor):
    apps.get_model("tenders", "Profile").objects.update(theme_likeness_percent=Decimal(80), theme_likeness_years=3)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0013_seams"),
        ("tenders", "0010_life_of_a_call"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="theme_likeness_percent",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("100")),
                ],
                verbose_name="a theme that shares more words than this with an earlier one says why",
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="theme_likeness_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="years back to which a theme is compared"
            ),
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="code")),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of the text",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="the problem in a sentence")),
                ("text", models.TextField(max_length=4000, verbose_name="what is wrong, and for whom")),
                ("evidence", models.TextField(max_length=2000, verbose_name="what shows it")),
                ("filed_at", models.DateTimeField(editable=False, verbose_name="named")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "awaiting moderation"),
                            ("published", "on the board"),
                            ("refused", "not put on the board"),
                            ("taken_down", "taken down from the board"),
                        ],
                        default="filed",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                ("moderated_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="moderated")),
                ("because_kk", models.TextField(blank=True, editable=False, verbose_name="reason, in Kazakh")),
                ("because_ru", models.TextField(blank=True, editable=False, verbose_name="reason, in Russian")),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="named by",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="registry.statebody",
                        verbose_name="addressed to",
                    ),
                ),
                (
                    "moderated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="moderated by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="registry.organisation",
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="registry.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="registry.sphere",
                        verbose_name="sphere",
                    ),
                ),
            ],
            options={
                "verbose_name": "social problem",
                "verbose_name_plural": "social problems",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supports", to="tenders.problem"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "support of a problem",
                "verbose_name_plural": "supports of problems",
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(editable=False, max_length=30, unique=True, verbose_name="number")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2003),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year of the plan",
                    ),
                ),
                ("title_kk", models.CharField(max_length=250, verbose_name="title in Kazakh")),
                ("title_ru", models.CharField(max_length=250, verbose_name="title in Russian")),
                ("need_kk", models.TextField(max_length=4000, verbose_name="the need and what shows it, in Kazakh")),
                ("need_ru", models.TextField(max_length=4000, verbose_name="the need and what shows it, in Russian")),
                ("target_group_kk", models.TextField(max_length=1000, verbose_name="target group in Kazakh")),
                ("target_group_ru", models.TextField(max_length=1000, verbose_name="target group in Russian")),
                (
                    "budget_amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=16,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="budget, tenge",
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="years of the work",
                    ),
                ),
                (
                    "repeats_because_kk",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is ordered again, in Kazakh"),
                ),
                (
                    "repeats_because_ru",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is ordered again, in Russian"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("discussion", "in public discussion"),
                            ("approved", "approved"),
                            ("dropped", "not taken into the plan"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("drafted_at", models.DateTimeField(editable=False, verbose_name="drafted")),
                (
                    "discussed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="discussion began"),
                ),
                (
                    "discussion_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="discussion until"),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided")),
                ("dropped_because_kk", models.TextField(blank=True, editable=False)),
                ("dropped_because_ru", models.TextField(blank=True, editable=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="registry.statebody",
                        verbose_name="state body",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "problems",
                    models.ManyToManyField(
                        blank=True, related_name="themes", to="tenders.problem", verbose_name="problems"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="tenders.profile",
                        verbose_name="procedure profile",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="registry.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="registry.sphere",
                        verbose_name="sphere",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of a plan",
                "verbose_name_plural": "themes of plans",
                "ordering": ["-year", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language of the text",
                    ),
                ),
                ("text", models.TextField(max_length=3000, verbose_name="your comment")),
                ("said_at", models.DateTimeField(editable=False, verbose_name="said")),
                ("answer_kk", models.TextField(blank=True, max_length=3000, verbose_name="answer in Kazakh")),
                ("answer_ru", models.TextField(blank=True, max_length=3000, verbose_name="answer in Russian")),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_comments",
                        to="registry.organisation",
                        verbose_name="on behalf of",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="tenders.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a theme",
                "verbose_name_plural": "comments on themes",
                "ordering": ["said_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="theme",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="tenders.theme",
                verbose_name="theme of the plan",
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["status", "-published_at", "-id"], name="problem_in_order"),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "filed"),
                    models.Q(("moderated_at__isnull", False), ("moderated_by__isnull", False)),
                    _connector="OR",
                ),
                name="problem_moderated_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["published", "taken_down"]), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="problem_published_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["refused", "taken_down"]), _negated=True),
                    models.Q(("because_kk", ""), ("because_ru", ""), _connector="OR", _negated=True),
                    _connector="OR",
                ),
                name="problem_kept_off_the_board_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("problem", "user"), name="one_support_a_person"),
        ),
        migrations.AddIndex(
            model_name="theme",
            index=models.Index(fields=["body", "year"], name="theme_of_a_plan"),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(condition=models.Q(("budget_amount__gt", 0)), name="theme_has_a_budget"),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("years__gte", 1)), name="theme_lasts_a_year_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    models.Q(
                        ("discussed_at__isnull", False),
                        ("discussion_until__gt", models.F("discussed_at")),
                        ("discussion_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="theme_discussed_between_two_moments",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["approved", "dropped"]), _negated=True),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="theme_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("decided_at__gt", models.F("discussion_until")),
                    _connector="OR",
                ),
                name="theme_approved_after_its_discussion",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="theme_decided_by_another_than_its_drafter",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "dropped"), _negated=True),
                    models.Q(("dropped_because_kk", ""), ("dropped_because_ru", ""), _connector="OR", _negated=True),
                    _connector="OR",
                ),
                name="theme_dropped_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer_kk", ""),
                        ("answer_ru", ""),
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer_kk", ""), ("answer_ru", ""), _connector="OR", _negated=True),
                    ),
                    _connector="OR",
                ),
                name="comment_answered_in_both_languages",
            ),
        ),
        migrations.RunPython(themes_are_compared_over_three_years, migrations.RunPython.noop),
    ]
