"""The opened applications of a call are listed without reading their texts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenders", "0006_quorum_may_be_a_majority")]
    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["lot", "submitted_at", "id"],
                condition=models.Q(opened_at__isnull=False),
                name="application_opened",
            ),
        ),
    ]
