"""Measures, news, questions and guides.

`NewsFactory(published=True)`, `ConsultationFactory(answered=True)`, `ConsultationFactory(public=True)`,
`GuideFactory(published=True)` stand where the actions would have brought them.
"""

import hashlib
import io
import zipfile
from datetime import date
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.reference.models import QuestionTopic, SupportForm
from registry.support.models import Consultation, Edition, Guide, News, Subscription, SupportMeasure
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory

PDF = b"%PDF-1.7\n%%EOF\n"


def archive(**parts: str) -> bytes:
    """A zip with these parts; in a name, `__` stands for a slash."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return kept.getvalue()


def office(kind: str, **more: str) -> bytes:
    """A small DOCX or XLSX."""
    mark = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet"}[kind]
    listed = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{mark}.main+xml"/></Types>'
    return archive(**{"[Content_Types].xml": listed}, **more)


class SupportMeasureFactory(DjangoModelFactory):
    class Meta:
        model = SupportMeasure

    form = factory.LazyFunction(lambda: SupportForm.objects.get(code="organisational"))
    organisation = factory.SubFactory(OrganisationFactory)
    region = factory.LazyAttribute(lambda measure: measure.organisation.region if measure.organisation else None)
    given_by = factory.SubFactory(StateBodyFactory)
    given_on = date(2025, 3, 1)
    what_kk = factory.Sequence(lambda number: f"Кеңсе үй-жайы {number}")
    what_ru = factory.Sequence(lambda number: f"Помещение для офиса {number}")
    cost_amount = 1_200_000
    recorded_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory)


class NewsFactory(DjangoModelFactory):
    class Meta:
        model = News

    class Params:
        published = factory.Trait(status="published", published_at=factory.LazyFunction(timezone.now))

    title_kk = factory.Sequence(lambda number: f"Жаңалық {number}")
    title_ru = factory.Sequence(lambda number: f"Новость {number}")
    text_kk = "Бірінші абзац.\n\nЕкінші абзац."
    text_ru = "Первый абзац.\n\nВторой абзац."
    drafted_by = factory.SubFactory(UserFactory)


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = Subscription

    user = factory.SubFactory(UserFactory)
    since_at = factory.LazyFunction(timezone.now)


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    class Params:
        answered = factory.Trait(
            status="answered",
            answer="По адресу Вашего акимата.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(UserFactory),
        )
        public = factory.Trait(
            answered=True,
            status="published",
            published_at=factory.LazyFunction(timezone.now),
            question_kk="Есепті қайда тапсырамыз?",
            question_ru="Куда сдавать отчёт?",
            answer_kk="Осы сайтта тапсырасыз.",
            answer_ru="Вы сдаёте его на этом сайте.",
        )

    code = factory.Sequence(lambda number: f"Q{number:07d}")
    asked_by = factory.SubFactory(UserFactory)
    asked_at = factory.LazyFunction(timezone.now)
    topic = factory.LazyFunction(lambda: QuestionTopic.objects.get(code="reporting"))
    text = "Я, Асель из фонда, спрашиваю: куда сдавать отчёт?"


class GuideFactory(DjangoModelFactory):
    """A guide with one PDF in Kazakh; `files=()` has none."""

    class Meta:
        model = Guide
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(status="published", published_at=factory.LazyFunction(timezone.now))

    code = factory.Sequence(lambda number: f"guide-{number}")
    title_kk = factory.Sequence(lambda number: f"{number}-құрал")
    title_ru = factory.Sequence(lambda number: f"Пособие {number}")
    about_kk = "Есепті толтыру жолы."
    about_ru = "Как заполнить отчёт."
    form = factory.LazyFunction(lambda: SupportForm.objects.get(code="methodological"))

    @classmethod
    def _create(cls, model_class: type[Guide], *args: Any, **kwargs: Any) -> Guide:
        files = kwargs.pop("files", (PDF,))
        guide = super()._create(model_class, *args, **kwargs)
        for version, content in enumerate(files, start=1):
            EditionFactory(guide=guide, version=version, content=content)
        return guide


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    guide = factory.SubFactory(GuideFactory, files=())
    language = "kk"
    version = 1
    kind = "pdf"
    content = PDF
    size = factory.LazyAttribute(lambda edition: len(edition.content))
    sha256 = factory.LazyAttribute(lambda edition: hashlib.sha256(edition.content).hexdigest())
    added_at = factory.LazyFunction(timezone.now)
    added_by = factory.SubFactory(UserFactory)
