"""Jobs with their rows, and searches that people save."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0004_words_of_the_admin"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="kind of work")),
                ("because", models.TextField(blank=True, verbose_name="reason")),
                ("parameters", models.JSONField(default=dict, verbose_name="settings of the work")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "waiting its turn"),
                            ("running", "running"),
                            ("finished", "finished"),
                            ("failed", "stopped by a fault"),
                            ("cancelled", "cancelled"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="rows in all")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                ("skipped", models.PositiveIntegerField(default=0, verbose_name="rows left as they are")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="rows refused")),
                ("position", models.PositiveBigIntegerField(default=0, verbose_name="how far it got")),
                ("queued_at", models.DateTimeField(verbose_name="when it was started")),
                ("began_at", models.DateTimeField(null=True, verbose_name="when a worker took it")),
                ("heartbeat_at", models.DateTimeField(null=True, verbose_name="last sign of life")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="when it ended")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries of the present batch")),
                ("leased_until", models.DateTimeField(null=True, verbose_name="held until")),
                ("lease_token", models.UUIDField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="why it stopped")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "job",
                "verbose_name_plural": "jobs",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="JobItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.PositiveBigIntegerField(verbose_name="number of the record")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "its turn is still to come"),
                            ("done", "done"),
                            ("skipped", "left as it is"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="what became of it",
                    ),
                ),
                ("sentence", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(null=True, verbose_name="when")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="registry.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a job",
                "verbose_name_plural": "rows of jobs",
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.CharField(max_length=80, verbose_name="list")),
                ("name", models.CharField(max_length=80, verbose_name="name of the search")),
                ("query", models.CharField(max_length=1000, verbose_name="filters")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved search",
                "verbose_name_plural": "saved searches",
            },
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("status__in", ["queued", "running"])), fields=["id"], name="job_queue"
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("status__in", ["queued", "running"])),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("leased_until__isnull", True),
                        ("status__in", ["finished", "failed", "cancelled"]),
                    ),
                    _connector="OR",
                ),
                name="job_ends_at_a_moment_and_is_let_go",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["running", "finished"]), _negated=True),
                    ("began_at__isnull", False),
                    _connector="OR",
                ),
                name="job_runs_since_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "failed"), _negated=True),
                    models.Q(("last_error", ""), _negated=True),
                    _connector="OR",
                ),
                name="job_failed_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="jobitem",
            index=models.Index(fields=["job", "outcome", "record"], name="job_item_turns"),
        ),
        migrations.AddIndex(
            model_name="jobitem",
            index=models.Index(fields=["record", "at"], name="job_item_of_a_record"),
        ),
        migrations.AddConstraint(
            model_name="jobitem",
            constraint=models.UniqueConstraint(fields=("job", "record"), name="job_takes_a_record_once"),
        ),
        migrations.AddConstraint(
            model_name="jobitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at__isnull", True), ("outcome", "waiting")),
                    models.Q(models.Q(("outcome", "waiting"), _negated=True), ("at__isnull", False)),
                    _connector="OR",
                ),
                name="job_item_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["skipped", "refused"]), _negated=True),
                    models.Q(("sentence", ""), _negated=True),
                    _connector="OR",
                ),
                name="job_item_not_done_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(fields=("user", "page", "name"), name="saved_search_named_once"),
        ),
    ]
