"""The map of personal data names every column that tells of a person, and no other (S47)."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from lifecycle.encrypted import EncryptedField, KeyedHashField

MAP = Path(settings.BASE_DIR) / "docs" / "personal-data.md"
COLUMNS = 7

OF_A_KIND = (
    EncryptedField,
    KeyedHashField,
    PhoneNumberField,
    models.EmailField,
    models.GenericIPAddressField,
    models.FileField,
)
WRITTEN = (models.CharField, models.TextField, models.GenericIPAddressField, models.FileField, models.JSONField)
OF_A_NAME = re.compile(
    r"(^|_)(iin|email|phone|telephone|mobile|birth\w*|passport|remote_addr)(_|$)"
    r"|^(name|full_name|first_name|last_name|address)$"
    r"|(head|contact|person|signer|member|author|asker|speaker|donor)_(name|address)(_|$)"
    r"|^(donor|funder|statement|refusal|proxy_number|cells)$"
)
# What is named and is no person.
THINGS = {
    "auth.Group.name",
    "auth.Permission.name",
    "django_celery_beat.PeriodicTask.name",
    "registry.Import.name",
    "registry.ProjectLine.name",
    "registry.PropertyLine.name",
    "registry.SavedSearch.name",
    "tenders.BudgetLine.name",
    "tenders.CallKey.private",
    "tenders.Experience.name",
    "tenders.Indicator.name",
    "tenders.Objective.name",
    "tenders.Partner.name",
    "tenders.Risk.name",
    "tenders.WorkItem.name",
    "tenders.WorkingCopy.key",
}


def personal_columns():
    """Every column of every model that holds, by its kind or by its name, something of a person."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if not field.is_relation
        and isinstance(field, WRITTEN)
        and (isinstance(field, OF_A_KIND) or OF_A_NAME.search(field.name))
    }


def lines():
    """The rows of the table: a field, and what is said of it."""
    rows = [line.strip().strip("|").split("|") for line in MAP.read_text().splitlines() if line.startswith("| `")]
    return {cells[0].strip().strip("`"): [cell.strip() for cell in cells[1:]] for cells in rows}


def test_s47_every_personal_column_is_in_the_map():
    assert sorted(personal_columns() - THINGS - lines().keys()) == []


def test_s47_the_map_names_no_column_that_is_not_there():
    there = {
        f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.concrete_fields
    }

    assert sorted(lines().keys() - there) == []
    assert sorted(THINGS - there) == []


def test_s47_each_line_says_everything_about_its_column():
    assert [field for field, said in lines().items() if len(said) != COLUMNS - 1 or not all(said)] == []


def test_s47_no_number_of_a_person_is_said_to_be_published():
    published = {field for field, said in lines().items() if said[3] != "no"}

    assert [field for field in published if re.search(r"iin|bank|head_phone", field)] == []


def test_s47_whatever_is_in_cipher_is_seen_by_officers_for_a_purpose_alone():
    hidden = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedField)
    }

    assert {field for field in hidden - THINGS if "for a written purpose" not in lines()[field][2]} == set()
    assert len(hidden) >= 4
