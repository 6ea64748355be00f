"""Short names and certificates; founders, posts and private data in cipher; what is twice, and merging it."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lifecycle.encrypted
from lifecycle.fragments import FragmentIndex

# SQLite rebuilds the table of organisations below, and the triggers that feed the index fall with the old one.
FRAGMENTS = FragmentIndex("registry_organisation", "search_text")


def lower(_apps: Any, editor: Any) -> None:
    FRAGMENTS.database_backwards("registry", editor, None, None)


def raise_again(_apps: Any, editor: Any) -> None:
    FRAGMENTS.database_forwards("registry", editor, None, None)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lower, raise_again),
        migrations.CreateModel(
            name="Founder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("entity", "legal entity"),
                            ("state", "state body"),
                            ("foreign", "foreign founder"),
                        ],
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="name")),
                ("country", models.CharField(default="KZ", max_length=2, verbose_name="country")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="share, %",
                    ),
                ),
                ("iin_bin", lifecycle.encrypted.EncryptedField(blank=True, verbose_name="IIN or BIN")),
                ("iin_bin_hash", lifecycle.encrypted.KeyedHashField(of="iin_bin", verbose_name="hash of IIN or BIN")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "founder",
                "verbose_name_plural": "founders",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grounds", models.CharField(blank=True, max_length=60, verbose_name="what they share")),
                ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "to be looked at"),
                            ("past", "no longer alike"),
                            ("apart", "two organisations"),
                            ("merged", "merged"),
                        ],
                        default="open",
                        editable=False,
                        max_length=6,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "likely duplicate",
                "verbose_name_plural": "likely duplicates",
                "ordering": ["-weight", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LikenessKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=9)),
                ("value", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="full name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "head"),
                            ("board", "member of the board"),
                            ("founder", "founder"),
                            ("staff", "member of the staff"),
                            ("volunteers", "leader of volunteers"),
                        ],
                        max_length=10,
                        verbose_name="post",
                    ),
                ),
                (
                    "iin_hash",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=64, verbose_name="hash of the IIN"
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "person with a post",
                "verbose_name_plural": "people with posts",
                "ordering": ["since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PrivateData",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bank_account", lifecycle.encrypted.EncryptedField(blank=True, verbose_name="bank account (IBAN)")),
                (
                    "bank_account_hash",
                    lifecycle.encrypted.KeyedHashField(of="bank_account", verbose_name="hash of the bank account"),
                ),
                ("bank_name", models.CharField(blank=True, max_length=200, verbose_name="bank")),
                ("bic", models.CharField(blank=True, max_length=11, verbose_name="BIC of the bank")),
                ("head_iin", lifecycle.encrypted.EncryptedField(blank=True, verbose_name="IIN of the head")),
                (
                    "head_iin_hash",
                    lifecycle.encrypted.KeyedHashField(of="head_iin", verbose_name="hash of the IIN of the head"),
                ),
                (
                    "head_phone",
                    lifecycle.encrypted.EncryptedField(blank=True, verbose_name="personal telephone of the head"),
                ),
                (
                    "head_phone_hash",
                    lifecycle.encrypted.KeyedHashField(
                        of="head_phone", verbose_name="hash of the telephone of the head"
                    ),
                ),
            ],
            options={
                "verbose_name": "private data of an organisation",
                "verbose_name_plural": "private data",
            },
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="organisation_verified_before_active",
        ),
        migrations.AddField(
            model_name="organisation",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="registry.organisation",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="registrar",
            field=models.CharField(blank=True, max_length=200, verbose_name="registered by"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="registration_number",
            field=models.CharField(blank=True, max_length=40, verbose_name="number of the certificate"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_en",
            field=models.CharField(blank=True, max_length=100, verbose_name="short name in English"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_kk",
            field=models.CharField(blank=True, max_length=100, verbose_name="short name in Kazakh"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="short_name_ru",
            field=models.CharField(blank=True, max_length=100, verbose_name="short name in Russian"),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="status",
            field=models.CharField(
                choices=[
                    ("filed", "awaiting verification"),
                    ("returned", "returned for correction"),
                    ("active", "active"),
                    ("suspended", "suspended"),
                    ("liquidating", "in liquidation"),
                    ("liquidated", "liquidated"),
                    ("merged", "merged into another"),
                ],
                default="filed",
                editable=False,
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["filed", "returned", "merged"]), ("verified_at__isnull", False), _connector="OR"
                ),
                name="organisation_verified_before_active",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="organisation_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="organisation_not_merged_into_itself",
            ),
        ),
        migrations.AddField(
            model_name="founder",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="founders",
                to="registry.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="likeness",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="likenesses",
                to="registry.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="likeness",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="likenesses_of_others",
                to="registry.organisation",
                verbose_name="similar to",
            ),
        ),
        migrations.AddField(
            model_name="likenesskey",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="likeness_keys", to="registry.organisation"
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="registry.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="privatedata",
            name="organisation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="private_data",
                to="registry.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="founder",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="founder_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="founder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("share__isnull", True), models.Q(("share__gte", 0), ("share__lte", 100)), _connector="OR"
                ),
                name="founder_share_is_a_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="one_likeness_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="likeness_in_one_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "past"]), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="likeness_decided_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="likenesskey",
            index=models.Index(fields=["value", "ground"], name="registry_li_value_c7bb0e_idx"),
        ),
        migrations.AddConstraint(
            model_name="likenesskey",
            constraint=models.UniqueConstraint(fields=("organisation", "ground", "value"), name="one_key_a_likeness"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="post_ends_after_it_begins",
            ),
        ),
        FRAGMENTS,
    ]
