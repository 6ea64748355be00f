"""A new database has the dictionaries and the archive."""

from django.db import migrations

from registry.archive import loading as archive
from registry.reference import loading as reference


def load(apps, schema_editor):
    names = ("Region", "Sphere", "LegalForm", "NgoClass")
    reference.load_first({name: apps.get_model("registry", name) for name in names})
    archive.load(apps.get_model("registry", "ArchiveTender"))


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
