"""A new database knows the profiles and the holidays, and refuses to change what is written once."""

from django.db import migrations

from lifecycle.fences import Fence
from tenders.procedure import loading

WRITTEN_ONCE = ("receipt", "lateattempt", "protocol", "ruling", "vote", "result", "declaration")


def load(apps, schema_editor):
    loading.load({name: apps.get_model("tenders", name) for name in ("Profile", "Holiday", "MciRate")})


class Migration(migrations.Migration):
    dependencies = [("tenders", "0001_initial")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        *(Fence(f"tenders_{table}") for table in WRITTEN_ONCE),
    ]
