"""What the state gives NGOs: measures, news, answers, guides; the dictionaries of support."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lifecycle.fences import Fence
from registry.reference import loading


def load(apps, schema_editor):
    loading.load_of_support({name: apps.get_model("registry", name) for name in ("SupportForm", "QuestionTopic")})


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0009_filings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("name_kk", models.CharField(max_length=200, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(max_length=200, verbose_name="name in Russian")),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="number")),
            ],
            options={
                "verbose_name": "topic of questions",
                "verbose_name_plural": "topics of questions",
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupportForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("name_kk", models.CharField(max_length=200, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(max_length=200, verbose_name="name in Russian")),
                ("name_en", models.CharField(max_length=200, verbose_name="name in English")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="number")),
                ("gives_kk", models.CharField(max_length=300, verbose_name="what it gives, in Kazakh")),
                ("gives_ru", models.CharField(max_length=300, verbose_name="what it gives, in Russian")),
                ("gives_en", models.CharField(max_length=300, verbose_name="what it gives, in English")),
            ],
            options={
                "verbose_name": "form of support",
                "verbose_name_plural": "forms of support",
                "ordering": ["number"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Guide",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="Stands in its address.", max_length=40, unique=True, verbose_name="short code"
                    ),
                ),
                ("title_kk", models.CharField(max_length=200, verbose_name="title in Kazakh")),
                ("title_ru", models.CharField(max_length=200, verbose_name="title in Russian")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("about_kk", models.CharField(max_length=500, verbose_name="what it is for, in Kazakh")),
                ("about_ru", models.CharField(max_length=500, verbose_name="what it is for, in Russian")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason of withdrawal"),
                ),
                (
                    "form",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guides",
                        to="registry.supportform",
                        verbose_name="form of support",
                    ),
                ),
            ],
            options={
                "verbose_name": "guide",
                "verbose_name_plural": "guides",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SupportMeasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "receiver_kk",
                    models.CharField(blank=True, max_length=300, verbose_name="who received it, in Kazakh"),
                ),
                (
                    "receiver_ru",
                    models.CharField(blank=True, max_length=300, verbose_name="who received it, in Russian"),
                ),
                ("given_on", models.DateField(verbose_name="given on")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                ("what_kk", models.CharField(max_length=500, verbose_name="what was given, in Kazakh")),
                ("what_ru", models.CharField(max_length=500, verbose_name="what was given, in Russian")),
                (
                    "cost_amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="cost, in tenge"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="recorded")),
                ("because", models.TextField(blank=True, editable=False, verbose_name="reason of the change")),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="registry.supportform",
                        verbose_name="form of support",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="registry.statebody",
                        verbose_name="given by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="registry.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        help_text="By itself that of the organisation; empty for the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="registry.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="registry.supportmeasure",
                        verbose_name="takes the place of",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure of support",
                "verbose_name_plural": "measures of support",
                "ordering": ["-given_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("kind", models.CharField(max_length=4, verbose_name="kind of file")),
                ("size", models.PositiveIntegerField(verbose_name="size, in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash of the file (SHA-256)")),
                ("content", models.BinaryField()),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="registry.guide",
                        verbose_name="guide",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a guide",
                "verbose_name_plural": "files of guides",
                "ordering": ["language", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("guide", "language", "version"), name="edition_has_a_version_of_its_own"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title_kk", models.CharField(max_length=200, verbose_name="title in Kazakh")),
                ("title_ru", models.CharField(max_length=200, verbose_name="title in Russian")),
                ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                ("text_kk", models.TextField(max_length=8000, verbose_name="text in Kazakh")),
                ("text_ru", models.TextField(max_length=8000, verbose_name="text in Russian")),
                ("text_en", models.TextField(blank=True, max_length=8000, verbose_name="text in English")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, editable=False, verbose_name="reason of withdrawal"),
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
            ],
            options={
                "verbose_name": "piece of news",
                "verbose_name_plural": "news",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["status", "-published_at", "-id"], name="news_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["published", "withdrawn"]), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="news_published_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="news_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="code")),
                ("asked_at", models.DateTimeField(editable=False, verbose_name="asked")),
                ("text", models.TextField(max_length=3000, verbose_name="question")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "waiting for an answer"),
                            ("answered", "answered"),
                            ("published", "answered and public"),
                            ("closed", "closed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=6000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered")),
                (
                    "question_kk",
                    models.TextField(blank=True, max_length=2000, verbose_name="question for everybody, in Kazakh"),
                ),
                (
                    "question_ru",
                    models.TextField(blank=True, max_length=2000, verbose_name="question for everybody, in Russian"),
                ),
                (
                    "answer_kk",
                    models.TextField(blank=True, max_length=6000, verbose_name="answer for everybody, in Kazakh"),
                ),
                (
                    "answer_ru",
                    models.TextField(blank=True, max_length=6000, verbose_name="answer for everybody, in Russian"),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="published")),
                ("search_text", models.TextField(blank=True, editable=False)),
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
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="registry.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="registry.questiontopic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "question to the desk",
                "verbose_name_plural": "questions to the desk",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["status", "-published_at", "-id"], name="consultation_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["answered", "published", "closed"]), _negated=True),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="consultation_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                models.Q(
                                    ("question_kk", ""),
                                    ("question_ru", ""),
                                    ("answer_kk", ""),
                                    ("answer_ru", ""),
                                    _connector="OR",
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="consultation_public_in_both_languages",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "subscription to the news",
                "verbose_name_plural": "subscriptions to the news",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_at__isnull", True)),
                        fields=("user",),
                        name="one_open_subscription_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True), ("until_at__gte", models.F("since_at")), _connector="OR"
                        ),
                        name="subscription_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="guide",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["published", "withdrawn"]), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="guide_published_at_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="guide",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "withdrawn"), _negated=True),
                    models.Q(("withdrawal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="guide_withdrawn_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="supportmeasure",
            index=models.Index(fields=["-given_on", "-id"], name="measure_in_order"),
        ),
        migrations.AddConstraint(
            model_name="supportmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation__isnull", False), ("receiver_kk", ""), ("receiver_ru", "")),
                    models.Q(
                        ("organisation__isnull", True),
                        models.Q(("receiver_kk", ""), _negated=True),
                        models.Q(("receiver_ru", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="measure_has_one_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("given_on")), _connector="OR"),
                name="measure_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost_amount__isnull", True), ("cost_amount__gte", 0), _connector="OR"),
                name="measure_costs_nothing_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("because", ""), ("supersedes__isnull", True)),
                    models.Q(("supersedes__isnull", False), models.Q(("because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="measure_superseded_with_reason",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        # A measure and a file are written once; another row takes their place.
        Fence("registry_supportmeasure"),
        Fence("registry_edition"),
    ]
