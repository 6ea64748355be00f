"""Bodies of NGOs with members, events and opinions; restricted parties; what the article of 2006 tells of them."""

import django.db.models.deletion
from django.db import migrations, models

from lifecycle.fences import Fence
from registry.bodies import loading


def load(apps, schema_editor):
    loading.load({name: apps.get_model("registry", name) for name in loading.MODELS})


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("registry", "0004_words_of_the_admin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="The end of its address on the site.", max_length=40, unique=True, verbose_name="code"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resource_centre", "resource centre"),
                            ("association", "association"),
                            ("network", "network"),
                            ("alliance", "alliance"),
                            ("council", "council"),
                            ("chamber", "chamber"),
                            ("forum", "forum"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("central", "central"),
                            ("sectoral", "sectoral"),
                            ("regional", "regional"),
                            ("district", "of a district"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("name_kk", models.CharField(max_length=300, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(max_length=300, verbose_name="name in Russian")),
                ("name_en", models.CharField(max_length=300, verbose_name="name in English")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
                (
                    "founded_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        max_length=5,
                        verbose_name="founded, known to the",
                    ),
                ),
                (
                    "tasks_kk",
                    models.TextField(blank=True, help_text="One task a line.", verbose_name="tasks in Kazakh"),
                ),
                (
                    "tasks_ru",
                    models.TextField(blank=True, help_text="One task a line.", verbose_name="tasks in Russian"),
                ),
                (
                    "tasks_en",
                    models.TextField(blank=True, help_text="One task a line.", verbose_name="tasks in English"),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                ("search_text", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "body of NGOs",
                "verbose_name_plural": "bodies of NGOs",
                "ordering": ["name_ru", "pk"],
            },
        ),
        migrations.CreateModel(
            name="BodyEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="when")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day, if it took several")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "day"), ("month", "month"), ("year", "year")],
                        default="day",
                        max_length=5,
                        verbose_name="known to the",
                    ),
                ),
                ("what_kk", models.CharField(max_length=300, verbose_name="what happened, in Kazakh")),
                ("what_ru", models.CharField(max_length=300, verbose_name="what happened, in Russian")),
                ("what_en", models.CharField(max_length=300, verbose_name="what happened, in English")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
            ],
            options={
                "verbose_name": "event of the sector",
                "verbose_name_plural": "events of the sector",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name_kk",
                    models.CharField(blank=True, max_length=300, verbose_name="name in Kazakh, if not in the register"),
                ),
                (
                    "name_ru",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name in Russian, if not in the register"
                    ),
                ),
                ("is_founding", models.BooleanField(default=False, verbose_name="founding member")),
                ("since", models.DateField(verbose_name="first day")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["body", "since", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("conclusion", "conclusion"), ("proposal", "proposal"), ("statement", "statement")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("for", "supports it"),
                            ("against", "opposes it"),
                            ("neutral", "neither for nor against"),
                        ],
                        max_length=7,
                        verbose_name="stance",
                    ),
                ),
                ("text_kk", models.TextField(verbose_name="text in Kazakh")),
                ("text_ru", models.TextField(verbose_name="text in Russian")),
                ("given_on", models.DateField(verbose_name="given")),
                ("about_id", models.PositiveBigIntegerField(editable=False)),
                ("published_at", models.DateTimeField(editable=False, verbose_name="published")),
            ],
            options={
                "verbose_name": "opinion of a body",
                "verbose_name_plural": "opinions of bodies",
                "ordering": ["-given_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="RestrictedParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bin", models.CharField(db_index=True, max_length=12, verbose_name="BIN")),
                ("name_kk", models.CharField(max_length=300, verbose_name="name in Kazakh")),
                ("name_ru", models.CharField(max_length=300, verbose_name="name in Russian")),
                ("ground_kk", models.CharField(max_length=500, verbose_name="ground in Kazakh")),
                ("ground_ru", models.CharField(max_length=500, verbose_name="ground in Russian")),
                (
                    "court_act",
                    models.CharField(
                        help_text="The court, the number and the date.", max_length=200, verbose_name="court act"
                    ),
                ),
                ("since", models.DateField(verbose_name="first day")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="Empty while the end is not known.", null=True, verbose_name="last day"
                    ),
                ),
                ("search_text", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "restricted party",
                "verbose_name_plural": "restricted parties",
                "ordering": ["-since", "-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="statebody",
            name="state_body_regional_has_region",
        ),
        migrations.AlterField(
            model_name="statebody",
            name="level",
            field=models.CharField(
                choices=[
                    ("central", "central"),
                    ("sectoral", "sectoral"),
                    ("regional", "regional"),
                    ("district", "of a district"),
                    ("city", "of a city"),
                ],
                max_length=10,
                verbose_name="level",
            ),
        ),
        migrations.AddConstraint(
            model_name="statebody",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level__in", ["regional", "district", "city"]), _negated=True),
                    ("region__isnull", False),
                    _connector="OR",
                ),
                name="state_body_below_the_centre_has_region",
                violation_error_message="A body of this level belongs to a region: choose it.",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="registry.region",
                verbose_name="region",
            ),
        ),
        migrations.AddField(
            model_name="bodyevent",
            name="body",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="registry.body",
                verbose_name="body",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="registry.body",
                verbose_name="body",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="registry.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="about_type",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="registry.body",
                verbose_name="body",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="registry.opinion",
                verbose_name="supersedes",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="restriction_ends_after_it_begins",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictedparty",
            constraint=models.UniqueConstraint(
                fields=("bin", "court_act"),
                name="one_entry_a_court_act",
                violation_error_message="This court act is entered for this BIN already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("level__in", ["regional", "district"]), _negated=True),
                    ("region__isnull", False),
                    _connector="OR",
                ),
                name="body_below_the_centre_has_region",
                violation_error_message="A body of this level belongs to a region: choose it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("founded_on__isnull", True), ("founded_precision", "")),
                    models.Q(("founded_on__isnull", False), models.Q(("founded_precision", ""), _negated=True)),
                    _connector="OR",
                ),
                name="body_founded_as_far_as_known",
                violation_error_message="Say how exactly the day of its founding is known, or leave both empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True),
                    models.Q(("precision", "day"), ("until__gte", models.F("on"))),
                    _connector="OR",
                ),
                name="event_lasts_from_day_to_day",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyevent",
            constraint=models.UniqueConstraint(
                fields=("on", "what_en"), name="event_once", violation_error_message="This event is entered already."
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="membership_ends_after_it_begins",
                violation_error_message="The last day is before the first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", True), models.Q(("name_kk", ""), ("name_ru", "")), _connector="OR"
                ),
                name="membership_named_once",
                violation_error_message="An organisation of the register has its name there: leave the names empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False),
                    models.Q(("name_ru", ""), _negated=True),
                    ("is_founding", True),
                    _connector="OR",
                ),
                name="membership_of_somebody",
                violation_error_message="Only a founding member may be without a BIN and a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("body", "organisation"),
                name="one_open_membership_a_body",
                violation_error_message="This organisation is a member already.",
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(fields=["about_type", "about_id"], name="registry_op_about_t_7a40a1_idx"),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_kk", ""), ("text_ru", ""), _connector="OR", _negated=True),
                name="opinion_in_both_languages",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        # What a body said is superseded, never changed.
        Fence("registry_opinion"),
    ]
