"""Files of applications, which requirements ask for them, and how many a call takes."""

import json
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lifecycle.encrypted

FILE = Path(__file__).parent.parent / "procedure" / "data" / "profiles.json"
NUMBERS = ("attachments_max", "attachment_megabytes", "attachments_megabytes")


def numbers_from_their_table(apps, schema_editor):
    known = apps.get_model("tenders", "Profile").objects
    for facts in json.loads(FILE.read_text(encoding="utf-8"))["profiles"]:
        known.filter(code=facts["code"]).update(**{name: facts.get(name) for name in NUMBERS})


class Migration(migrations.Migration):
    dependencies = [
        ("tenders", "0012_call_authoring"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="attachment_megabytes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="size of a file at most, MB"),
        ),
        migrations.AddField(
            model_name="profile",
            name="attachments_max",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="files of an application at most"
            ),
        ),
        migrations.AddField(
            model_name="profile",
            name="attachments_megabytes",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="size of all files of an application at most, MB"
            ),
        ),
        migrations.AddField(
            model_name="requirement",
            name="proof_kind",
            field=models.CharField(
                choices=[
                    ("record", "the register, or the application itself"),
                    ("document", "a document that the applicant attaches"),
                ],
                default="record",
                max_length=8,
                verbose_name="what proves it",
            ),
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=24, unique=True)),
                ("name", lifecycle.encrypted.CipherField()),
                ("size", models.PositiveIntegerField()),
                ("offset", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="tenders.application"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField()),
                ("place", models.CharField(max_length=100)),
                ("key", lifecycle.encrypted.CipherField()),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="tenders.upload"
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, unique=True)),
                ("name", lifecycle.encrypted.CipherField(verbose_name="name of the file")),
                ("kind", models.CharField(max_length=4, verbose_name="kind of file")),
                ("size", models.PositiveIntegerField(verbose_name="size, in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash of the file (SHA-256)")),
                ("place", models.CharField(blank=True, max_length=100)),
                ("key", lifecycle.encrypted.CipherField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "received, being checked"),
                            ("checked", "checked"),
                            ("refused", "refused"),
                        ],
                        default="received",
                        editable=False,
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=20)),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_with", models.CharField(blank=True, max_length=120)),
                ("attached_at", models.DateTimeField(verbose_name="attached")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="tenders.application",
                    ),
                ),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("receipts", models.ManyToManyField(related_name="attachments", to="tenders.receipt")),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="tenders.requirement",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tenders.attachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of an application",
                "verbose_name_plural": "files of applications",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "received")), fields=["attached_at"], name="attachment_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("status", "received")),
                            models.Q(models.Q(("status", "received"), _negated=True), ("checked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="attachment_checked_at_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "refused"), models.Q(("fault", ""), _negated=True)),
                            models.Q(models.Q(("status", "refused"), _negated=True), ("fault", "")),
                            _connector="OR",
                        ),
                        name="attachment_refused_for_a_fault",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="attachment_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(("offset__lte", models.F("size"))), name="upload_within_its_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="uploadpart",
            constraint=models.UniqueConstraint(fields=("upload", "start"), name="upload_part_once"),
        ),
        migrations.RunPython(numbers_from_their_table, migrations.RunPython.noop),
    ]
