from django.conf import settings
from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """The table of CACHES: attempts to sign in are counted there, so it must be there before the first visitor."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    """Nothing in a cache is worth keeping."""
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(settings.CACHES['default']['LOCATION'])}")


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0002_trail_is_written_once")]

    operations = [migrations.RunPython(create, drop)]
