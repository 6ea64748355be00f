"""What was written and submitted is taken from the open into cipher; what is submitted is sealed (Q53).

A database keeps for a while what was deleted from it: docs/operations.md says what to run after this.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

import lifecycle.boxes
import lifecycle.encrypted
from lifecycle import boxes, chain
from lifecycle.fences import Fence, lower_fence, raise_fence
from tenders.applications import seal

TEXTS = ("language", "title", "summary", "problem", "goal", "method", "sustainability")
PARTS = {
    "target_groups": "TargetGroup",
    "work_items": "WorkItem",
    "indicators": "Indicator",
    "budget_lines": "BudgetLine",
}
WRITTEN_ONCE = ("sealed", "opened", "openingincident")
BATCH = 200


def lower(_apps, editor):
    # SQLite rebuilds the table of receipts below, and its fence would fall with the old one.
    lower_fence(editor.connection, "tenders_receipt")


def raise_again(_apps, editor):
    raise_fence(editor.connection, "tenders_receipt")


def into_cipher(apps, editor):
    _shut_working_copies(apps)
    _seal_receipts(apps)
    if editor.connection.vendor == "postgresql":
        # What is checked at the end of a transaction stands in the way of altering a table within it.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _shut_working_copies(apps):
    Application, WorkingCopy = apps.get_model("tenders", "Application"), apps.get_model("tenders", "WorkingCopy")
    for application in Application.objects.order_by("pk").iterator(BATCH):
        facts = {name: getattr(application, name) for name in TEXTS}
        for part, name in PARTS.items():
            model = apps.get_model("tenders", name)
            own = model.objects.filter(application=application.pk).order_by("pk")
            facts[part] = [_plain_row(row) for row in own]
        copy = WorkingCopy(application_id=application.pk)
        copy.box = boxes.shut(copy.key.whole, chain.canonical(facts), application.number)
        copy.save(force_insert=True)


def _plain_row(row):
    fields = [field for field in row._meta.concrete_fields if field.name not in ("id", "application")]
    return {field.name: _plain(field, getattr(row, field.name)) for field in fields}


def _plain(field, value):
    if value is None or value == "":
        return "" if isinstance(field, models.CharField | models.TextField) else None
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value):.{field.decimal_places}f}"
    return value.isoformat() if isinstance(value, date) else value


def _seal_receipts(apps):
    Receipt, Sealed, Opened = (apps.get_model("tenders", name) for name in ("Receipt", "Sealed", "Opened"))
    keys = {}
    received = Receipt.objects.select_related("application__lot__call")
    for receipt in received.order_by("pk").iterator(BATCH):
        application, call = receipt.application, receipt.application.lot.call
        if call.pk not in keys:
            keys[call.pk] = _key_of(apps, call)
        own = apps.get_model("tenders", "WorkingCopy").objects.get(pk=application.pk).key.whole
        binding = seal.Binding(call.number, application.number, receipt.number, receipt.sha256)
        document = seal.seal(keys[call.pk], receipt.content, to=binding)
        box = boxes.shut(own, receipt.content, receipt.number)
        Sealed.objects.create(receipt_id=receipt.pk, document=document, own_copy=box)
        if application.opened_at and application.receipt_id == receipt.pk:
            requested = json.loads(receipt.content)["requested_amount"]
            Opened.objects.create(receipt_id=receipt.pk, box=box, requested_amount=requested)


def _key_of(apps, call):
    pair = seal.pair()
    if call.status == "cancelled" and not call.opened_at:
        # What was cancelled while it was sealed stays sealed for ever.
        pair |= {"private": "", "destroyed_at": datetime.now(UTC)}
    moments = {"made_at": call.published_at, "released_at": call.opened_at}
    return apps.get_model("tenders", "CallKey").objects.create(call_id=call.pk, **pair, **moments)


class Migration(migrations.Migration):
    dependencies = [("tenders", "0013_attachments")]

    operations = [
        migrations.RunPython(lower, raise_again),
        migrations.CreateModel(
            name="Opened",
            fields=[
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="opened",
                        serialize=False,
                        to="tenders.receipt",
                    ),
                ),
                ("box", models.BinaryField()),
                ("requested_amount", models.DecimalField(decimal_places=2, max_digits=16)),
            ],
            options={
                "verbose_name": "opened document",
                "verbose_name_plural": "opened documents",
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                (
                    "receipt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sealed",
                        serialize=False,
                        to="tenders.receipt",
                    ),
                ),
                ("document", models.BinaryField()),
                ("own_copy", models.BinaryField()),
            ],
            options={
                "verbose_name": "sealed document",
                "verbose_name_plural": "sealed documents",
            },
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="working_copy",
                        serialize=False,
                        to="tenders.application",
                    ),
                ),
                ("key", lifecycle.encrypted.EncryptedField(default=lifecycle.boxes.new_key)),
                ("box", models.BinaryField()),
            ],
            options={
                "verbose_name": "working copy",
                "verbose_name_plural": "working copies",
            },
        ),
        migrations.CreateModel(
            name="CallKey",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal_key",
                        serialize=False,
                        to="tenders.call",
                    ),
                ),
                ("public", models.CharField(max_length=44)),
                ("private", lifecycle.encrypted.EncryptedField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "key of a call",
                "verbose_name_plural": "keys of calls",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("destroyed_at__isnull", True), ("released_at__isnull", True), _connector="OR"
                        ),
                        name="call_key_destroyed_or_released",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningIncident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_at", models.DateTimeField()),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident",
                        to="tenders.application",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="incidents", to="tenders.call"
                    ),
                ),
            ],
            options={
                "verbose_name": "incident of an opening",
                "verbose_name_plural": "incidents of openings",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("application__isnull", True)), fields=("call",), name="one_lost_key_a_call"
                    )
                ],
            },
        ),
        migrations.RunPython(into_cipher, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="application",
            name="goal",
        ),
        migrations.RemoveField(
            model_name="application",
            name="language",
        ),
        migrations.RemoveField(
            model_name="application",
            name="method",
        ),
        migrations.RemoveField(
            model_name="application",
            name="problem",
        ),
        migrations.RemoveField(
            model_name="application",
            name="summary",
        ),
        migrations.RemoveField(
            model_name="application",
            name="sustainability",
        ),
        migrations.RemoveField(
            model_name="application",
            name="title",
        ),
        migrations.RemoveField(
            model_name="receipt",
            name="content",
        ),
        migrations.RemoveField(
            model_name="receipt",
            name="requested_amount",
        ),
        migrations.DeleteModel("TargetGroup"),
        # A shape without a table.
        migrations.CreateModel(
            name="TargetGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
            ],
            options={
                "verbose_name": "target group",
                "verbose_name_plural": "target groups",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.DeleteModel("WorkItem"),
        # A shape without a table.
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
            ],
            options={
                "verbose_name": "activity",
                "verbose_name_plural": "workplan",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.DeleteModel("Indicator"),
        # A shape without a table.
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.DeleteModel("BudgetLine"),
        # A shape without a table.
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("kk", "Kazakh"), ("ru", "Russian")],
                        default="kk",
                        max_length=2,
                        verbose_name="language of the application",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=250, verbose_name="title of the project")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("problem", models.TextField(blank=True, verbose_name="problem")),
                ("goal", models.TextField(blank=True, verbose_name="goal")),
                ("method", models.TextField(blank=True, verbose_name="method")),
                ("sustainability", models.TextField(blank=True, verbose_name="what remains when the project ends")),
            ],
            options={
                "verbose_name": "project in words",
                "verbose_name_plural": "projects in words",
                "abstract": False,
                "managed": False,
            },
        ),
        migrations.RunPython(raise_again, lower),
        *(Fence(f"tenders_{table}") for table in WRITTEN_ONCE),
    ]
