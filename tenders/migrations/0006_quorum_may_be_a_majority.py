from django.db import migrations, models


def a_simple_majority_is_more_than_half(apps, schema_editor):
    halves = apps.get_model("tenders", "Profile").objects.filter(quorum_numerator=1, quorum_denominator=2)
    halves.filter(code__in=["KZ-2016", "KZ-2025"]).update(quorum_is_more=True)


class Migration(migrations.Migration):
    dependencies = [
        ("tenders", "0005_one_default_profile"),
    ]

    operations = [
        migrations.AddField(
            model_name="profile",
            name="quorum_is_more",
            field=models.BooleanField(
                default=False, verbose_name="quorum is more than this share, not the share itself"
            ),
        ),
        migrations.RunPython(a_simple_majority_is_more_than_half, migrations.RunPython.noop),
    ]
