"""The yearly reports of NGOs, and the duty to file them with its days."""

import re
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from registry.reference import loading


def load(apps, schema_editor):
    loading.load_duties(apps.get_model("registry", "Duty"))


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_bodies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("name_kk", models.CharField(max_length=200, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(max_length=200, verbose_name="name in Russian")),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "opens_month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="reports are taken from, month of the next year",
                    ),
                ),
                (
                    "opens_day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="reports are taken from, day",
                    ),
                ),
                (
                    "due_month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="reports are due by, month of the next year",
                    ),
                ),
                (
                    "due_day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="reports are due by, day",
                    ),
                ),
                (
                    "remind_before",
                    models.CharField(
                        blank=True,
                        help_text="Numbers with commas between them: 30,7,1",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^\\d+(?:,\\d+)*\\Z"),
                                code="invalid",
                                message="Enter only digits separated by commas.",
                            )
                        ],
                        verbose_name="reminders, days before the last day",
                    ),
                ),
                (
                    "remind_after",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                re.compile("^\\d+(?:,\\d+)*\\Z"),
                                code="invalid",
                                message="Enter only digits separated by commas.",
                            )
                        ],
                        verbose_name="reminders, days after the last day",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="confirmed by an official text")),
            ],
            options={
                "verbose_name": "duty to report",
                "verbose_name_plural": "duties to report",
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnnualReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("filed", "filed, in force"),
                            ("superseded", "replaced by a correction"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="begun")),
                ("filed_at", models.DateTimeField(blank=True, null=True, verbose_name="filed")),
                ("is_late", models.BooleanField(blank=True, null=True, verbose_name="filed late")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of the correction"),
                ),
                (
                    "carried",
                    models.JSONField(blank=True, default=list, verbose_name="sections taken over from last year"),
                ),
                ("saved", models.JSONField(blank=True, default=list, verbose_name="sections that were saved")),
                ("staff_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="staff")),
                (
                    "staff_women_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="women among the staff"),
                ),
                ("volunteer_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="volunteers")),
                (
                    "volunteer_women_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="women among the volunteers"),
                ),
                ("member_count", models.PositiveIntegerField(blank=True, null=True, verbose_name="members")),
                (
                    "income_total_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="income in all"
                    ),
                ),
                (
                    "spending_total_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="spending in all"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filed by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_reports",
                        to="registry.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
            ],
            options={
                "verbose_name": "annual report",
                "verbose_name_plural": "annual reports",
                "ordering": ["-year", "-version", "pk"],
            },
        ),
        migrations.CreateModel(
            name="IncomeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="sum in tenge"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "own activity"),
                            ("fees", "membership fees"),
                            ("state_order", "state social order"),
                            ("state_grant", "state grants"),
                            ("private", "private donations in Kazakhstan"),
                            ("foreign", "foreign sources"),
                            ("other", "other sources"),
                        ],
                        max_length=12,
                        verbose_name="source",
                    ),
                ),
                ("donor", models.CharField(blank=True, max_length=200, verbose_name="who gave it")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="income",
                        to="registry.annualreport",
                        verbose_name="annual report",
                    ),
                ),
            ],
            options={
                "verbose_name": "income of a report",
                "verbose_name_plural": "income of reports",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="sum in tenge"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=250, verbose_name="name")),
                ("people_served", models.PositiveIntegerField(blank=True, null=True, verbose_name="people served")),
                ("funder", models.CharField(blank=True, max_length=200, verbose_name="who paid for it")),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="registry.annualreport",
                        verbose_name="annual report",
                    ),
                ),
                (
                    "sphere",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.sphere",
                        verbose_name="sphere",
                    ),
                ),
            ],
            options={
                "verbose_name": "project of a report",
                "verbose_name_plural": "projects of reports",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PropertyLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="sum in tenge"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("building", "buildings and land"),
                            ("vehicle", "vehicles"),
                            ("equipment", "equipment and furniture"),
                            ("money", "money on accounts"),
                            ("other", "other property"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="what it is")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="property",
                        to="registry.annualreport",
                        verbose_name="annual report",
                    ),
                ),
            ],
            options={
                "verbose_name": "property of a report",
                "verbose_name_plural": "property of reports",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpendingLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="sum in tenge"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("pay", "pay"),
                            ("taxes", "taxes and social payments"),
                            ("programmes", "programmes and projects"),
                            ("rent", "rent and upkeep"),
                            ("administration", "administration"),
                            ("other", "other purposes"),
                        ],
                        max_length=14,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spending",
                        to="registry.annualreport",
                        verbose_name="annual report",
                    ),
                ),
            ],
            options={
                "verbose_name": "spending of a report",
                "verbose_name_plural": "spending of reports",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="annualreport",
            index=models.Index(fields=["year", "status"], name="registry_an_year_a19c54_idx"),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.UniqueConstraint(fields=("organisation", "year", "version"), name="report_version_once"),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")), fields=("organisation", "year"), name="one_draft_of_a_report"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "filed")), fields=("organisation", "year"), name="one_filed_report_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("filed_at__isnull", True), ("is_late__isnull", True), ("status", "draft")),
                    models.Q(
                        models.Q(("status", "draft"), _negated=True),
                        ("filed_at__isnull", False),
                        ("income_total_amount__isnull", False),
                        ("is_late__isnull", False),
                        ("member_count__isnull", False),
                        ("spending_total_amount__isnull", False),
                        ("staff_count__isnull", False),
                        ("staff_women_count__isnull", False),
                        ("volunteer_count__isnull", False),
                        ("volunteer_women_count__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_filed_with_its_facts",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction_reason", ""), ("version", 1)),
                    models.Q(models.Q(("version__gt", 1)), models.Q(("correction_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="report_corrected_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("income_total_amount__isnull", True), ("income_total_amount__gte", 0), _connector="OR"),
                    models.Q(
                        ("spending_total_amount__isnull", True), ("spending_total_amount__gte", 0), _connector="OR"
                    ),
                ),
                name="report_totals_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", Decimal("0")), _connector="OR"),
                name="income_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", Decimal("0")), _connector="OR"),
                name="project_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="propertyline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", Decimal("0")), _connector="OR"),
                name="property_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="spendingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", Decimal("0")), _connector="OR"),
                name="spending_not_negative",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
