"""What a person types to register an organisation, as a browser sends it."""

from registry.reference.models import LegalForm, NgoClass, Region, Sphere

BIN = "940140000385"


def typed(**changes) -> dict:
    """A whole form without a fault; a change of None leaves a field out."""
    facts = {
        "bin": BIN,
        "name_kk": "«Мейірім» қоғамдық қоры",
        "name_ru": "Общественный фонд «Мейирим»",
        "name_en": "",
        "legal_form": LegalForm.objects.get(code="public_foundation").pk,
        "registered_on": "1994-01-20",
        "region": Region.objects.get(code="23").pk,
        "address_kk": "Атырау қаласы, Азаттық даңғылы, 1",
        "address_ru": "город Атырау, проспект Азаттык, 1",
        "spheres": [Sphere.objects.get(number=6).pk],
        "classes": [NgoClass.objects.get(code="youth").pk, NgoClass.objects.get(code="gender").pk],
        "scale": "local",
        "head_name": "Айгүл Сейітқали",
        "phone": "8 701 234 56 78",
        "email": "fund@example.kz",
        "website": "example.kz",
    }
    return {name: value for name, value in (facts | changes).items() if value is not None}


def cleaned(**changes) -> dict:
    """The same facts as the form hands them to the action."""
    facts = typed() | {
        "registered_on": "1994-01-20",
        "legal_form": LegalForm.objects.get(code="public_foundation"),
        "region": Region.objects.get(code="23"),
        "phone": "+77012345678",
        "website": "https://example.kz",
    }
    return facts | changes
