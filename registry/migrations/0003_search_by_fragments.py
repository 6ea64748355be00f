"""A fragment of a name is found without reading every name."""

from django.db import migrations

from lifecycle.fragments import FragmentIndex


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_dictionaries")]
    operations = [FragmentIndex("registry_organisation", "search_text")]
