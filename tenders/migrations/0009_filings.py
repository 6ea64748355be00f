"""A call says whether it asks for the annual report of its bidders, and takes branches of foreign ones."""

from django.db import migrations, models


def in_2005_nobody_owed_a_report(apps, schema_editor):
    apps.get_model("tenders", "Profile").objects.filter(code="REPLAY").update(requires_annual_report=False)


class Migration(migrations.Migration):
    dependencies = [
        ("tenders", "0008_words_of_the_admin"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="allows_foreign_branches",
            field=models.BooleanField(default=True, verbose_name="branches of foreign organisations may apply"),
        ),
        migrations.AddField(
            model_name="profile",
            name="requires_annual_report",
            field=models.BooleanField(
                default=True, verbose_name="only organisations that filed the last annual report due may apply"
            ),
        ),
        migrations.RunPython(in_2005_nobody_owed_a_report, migrations.RunPython.noop),
    ]
