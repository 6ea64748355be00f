from django.db import migrations

from lifecycle.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0001_initial")]

    operations = [Fence("lifecycle_entry")]
