"""A register too large to be written through models: made inside PostgreSQL, row for row what `rows` writes."""

from django.db import connection
from django.utils import timezone

from lifecycle.fragments import FragmentIndex
from registry.organisations import naming
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from tenders.demo.names import NGOS

INDEX = FragmentIndex("registry_organisation", "search_text")
# For each name and region what comes before the number and after it, as written, as searched and as sorted.
ROWS = """
INSERT INTO registry_organisation (code, bin, name_kk, name_ru, name_en, legal_form_id, region_id, registered_on,
    address_kk, address_ru, is_rural, head_name, phone, email, website, status, scale, filed_at, verified_at,
    return_reason, short_name_kk, short_name_ru, short_name_en, registration_number, registrar, search_text, sort_kk,
    sort_ru)
SELECT 'M' || to_char(g, 'FM0000000'), to_char(g, 'FM000000000000'), n.kk || ' № ' || g, n.ru || ' № ' || g, '',
    (%(forms)s::int[])[1 + g %% cardinality(%(forms)s::int[])], n.region, date '1990-01-01' + g %% 12000,
    'Абай көшесі', 'улица Абая', g %% 4 = 0, 'Айгүл Сейітқали', '+77012345678', 'ngo' || g || '@example.kz', '',
    CASE WHEN g %% 20 = 0 THEN 'suspended' ELSE 'active' END, 'local', %(at)s, %(at)s, '', '', '', '', '', '',
    n.folded_kk || ' ' || g || ' ' || n.folded_ru || ' ' || g || ' ' || to_char(g, 'FM000000000000'),
    n.key_kk || regexp_replace(g::text, '(\\d)', '1\\1', 'g'), n.key_ru || regexp_replace(g::text, '(\\d)', '1\\1', 'g')
FROM generate_series(1, %(count)s) g
JOIN unnest(%(name)s::int[], %(region)s::int[], %(kk)s::text[], %(ru)s::text[], %(folded_kk)s::text[],
    %(folded_ru)s::text[], %(key_kk)s::text[], %(key_ru)s::text[])
    AS n (name, region, kk, ru, folded_kk, folded_ru, key_kk, key_ru)
    ON n.name = g %% %(names)s AND n.region = (%(regions)s::int[])[1 + g / %(names)s %% cardinality(%(regions)s::int[])]
"""
THROUGH = """
INSERT INTO {table} (organisation_id, {column})
SELECT id, (%(ids)s::int[])[1 + id %% cardinality(%(ids)s::int[])] FROM registry_organisation
"""


def organisations(count: int) -> None:
    """So many verified NGOs of every region, form, class and sphere; one in forty bears each of forty names."""
    with connection.schema_editor() as editor:
        INDEX.database_backwards("registry", editor, None, None)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, _named() | {"count": count, "at": timezone.now(), "names": len(NGOS)})
        for dictionary, through, column in (
            (Sphere, Organisation.spheres.through, "sphere_id"),
            (NgoClass, Organisation.classes.through, "ngoclass_id"),
        ):
            ids = list(dictionary.objects.values_list("pk", flat=True))
            cursor.execute(THROUGH.format(table=through._meta.db_table, column=column), {"ids": ids})
    with connection.schema_editor() as editor:
        INDEX.database_forwards("registry", editor, None, None)


def _named() -> dict[str, list]:
    regions = list(Region.objects.on(timezone.localdate()))
    forms = list(LegalForm.objects.filter(is_ngo=True).values_list("pk", flat=True))
    pairs = [(number, name, region) for number, name in enumerate(NGOS) for region in regions]
    kk = [f"«{name.kk}» {region.name_kk}" for _number, name, region in pairs]
    ru = [f"Общественное объединение «{name.ru}», {region.name_ru}" for _number, name, region in pairs]
    return {
        "forms": forms, "regions": [region.pk for region in regions],
        "name": [number for number, _name, _region in pairs], "region": [region.pk for _number, _name, region in pairs],
        "kk": kk, "ru": ru, "folded_kk": [*map(naming.fold, kk)], "folded_ru": [*map(naming.fold, ru)],
        "key_kk": [naming.sort_key(f"{text} №") + "00" for text in kk],
        "key_ru": [naming.sort_key(f"{text} №") + "00" for text in ru],
    }  # fmt: skip
