"""Problems, themes and comments.

`ProblemFactory()` awaits moderation; `published=True`, `refused=True`, `taken_down=True` stand where the actions would
have brought it. `ThemeFactory()` is a draft; `discussion=True` takes comments now, `over=True` no more, `approved=True`
and `dropped=True` are decided. `CommentFactory(answered=True)` has its answer.
"""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.reference.models import Sphere
from tenders.plans.models import Comment, Problem, Support, Theme
from tests.factories.accounts import UserFactory
from tests.factories.calls import default_profile
from tests.factories.registry import StateBodyFactory

DAY = timedelta(days=1)


class ProblemFactory(DjangoModelFactory):
    class Meta:
        model = Problem

    class Params:
        decided = factory.Trait(
            moderated_at=factory.LazyAttribute(lambda problem: problem.filed_at + DAY),
            moderated_by=factory.SubFactory(UserFactory),
        )
        published = factory.Trait(decided=True, status="published", published_at=factory.SelfAttribute("moderated_at"))
        refused = factory.Trait(
            decided=True, status="refused", because_kk="Адамның аты аталған.", because_ru="Назван человек."
        )
        taken_down = factory.Trait(
            published=True, status="taken_down", because_kk="Қайталанған.", because_ru="Повтор другой проблемы."
        )

    code = factory.Sequence(lambda number: f"P-{number:08d}")
    author = factory.SubFactory(UserFactory)
    body = factory.SubFactory(StateBodyFactory)
    sphere = factory.LazyFunction(lambda: Sphere.objects.get(number=6))
    language = "ru"
    title = factory.Sequence(lambda number: f"Пожилым в селе {number} не к кому обратиться за помощью")
    text = factory.Sequence(lambda number: f"В селе {number} живут сорок одиноких пожилых людей.")
    evidence = "Список акимата за прошлый год."
    filed_at = factory.LazyFunction(lambda: timezone.now() - 10 * DAY)


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support

    problem = factory.SubFactory(ProblemFactory, published=True)
    user = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        skip_postgeneration_save = True

    class Params:
        discussion = factory.Trait(
            status="discussion",
            discussed_at=factory.LazyAttribute(lambda theme: theme.drafted_at + DAY),
            discussion_until=factory.LazyFunction(lambda: timezone.now() + 7 * DAY),
        )
        over = factory.Trait(
            discussion=True, discussion_until=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
        )
        decided = factory.Trait(
            over=True,
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
        )
        approved = factory.Trait(decided=True, status="approved")
        dropped = factory.Trait(
            decided=True, status="dropped", dropped_because_kk="Бюджет жоқ.", dropped_because_ru="Нет бюджета."
        )

    body = factory.SubFactory(StateBodyFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year + 1)
    number = factory.LazyAttributeSequence(lambda theme, n: f"{theme.body.code}-{theme.year}-T{n + 1:02}".upper())
    profile = factory.LazyFunction(default_profile)
    sphere = factory.LazyFunction(lambda: Sphere.objects.get(number=6))
    title_kk = factory.Sequence(lambda n: f"Үйде көмек көрсету {n}")
    title_ru = factory.Sequence(lambda n: f"Помощь на дому {n}")
    need_kk = "Ауданда көмекке мұқтаж 140 адам бар."
    need_ru = "В районе 140 человек, которым нужна помощь."
    target_group_kk = "65 жастан асқан жалғыз тұратын азаматтар"
    target_group_ru = "Одинокие граждане старше 65 лет"
    budget_amount = 12_000_000
    drafted_by = factory.SubFactory(UserFactory)
    drafted_at = factory.LazyFunction(lambda: timezone.now() - 30 * DAY)

    @factory.post_generation
    def problems(theme, create, chosen, **_):
        if create and chosen:
            theme.problems.set(chosen)


class CommentFactory(DjangoModelFactory):
    class Meta:
        model = Comment

    class Params:
        answered = factory.Trait(
            answer_kk="Ескерілді.",
            answer_ru="Учтено.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(UserFactory),
        )

    theme = factory.SubFactory(ThemeFactory, discussion=True)
    author = factory.SubFactory(UserFactory)
    language = "ru"
    text = factory.Sequence(lambda n: f"Нужен и медик, {n}.")
    said_at = factory.LazyFunction(timezone.now)
