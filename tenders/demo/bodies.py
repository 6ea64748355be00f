"""Bodies of the demonstration: members of the Civil Alliance, what the Experts Chamber advised, a restricted party."""

from datetime import date, datetime, timedelta

from accounts.models import User
from registry.bodies import actions
from registry.bodies.models import Body, Membership, Opinion, RestrictedParty
from registry.organisations.models import Organisation
from tenders.calls.models import Call

MEMBERS = 9
LEFT = 4


def everything(ngos: list[Organisation], officer: User, now: datetime) -> None:
    """What an officer would have entered over the year."""
    _members(Body.objects.get(code="civil-alliance"), ngos[:MEMBERS], officer, now)
    _advise(Body.objects.get(code="experts-chamber"), Call.objects.open(now).earliest("pk"), officer, now)
    _restrict(ngos[-1], officer, now)


def _members(alliance: Body, ngos: list[Organisation], officer: User, now: datetime) -> None:
    reason = "Альянстың мүшелер тізімі. / Список членов альянса."
    for number, ngo in enumerate(ngos):
        member = Membership(body=alliance, organisation=ngo, since=date(2015 + number, 3, 1))
        actions.enter(member, because=reason, by=officer, at=now)
        if number == LEFT:
            why = "Өз өтініші бойынша шықты. / Вышла по своему заявлению."
            actions.end(member, until=date(2024, 12, 31), because=why, by=officer, at=now)


def _advise(chamber: Body, call: Call, officer: User, now: datetime) -> None:
    facts = {"body": chamber, "about": call, "kind": Opinion.Kind.CONCLUSION}
    first = Opinion(
        **facts, stance=Opinion.Stance.OPPOSES, given_on=(now - timedelta(days=6)).date(),
        text_kk="Нысаналы топтың саны негізделмеген. Аудан әкімдігінің деректерін көрсету ұсынылады.",
        text_ru="Численность целевой группы не обоснована. Предлагается привести данные акимата района.",
    )  # fmt: skip
    actions.publish_opinion(first, because="№ 14 хат. / Письмо № 14.", by=officer, at=now)
    second = Opinion(
        **facts, stance=Opinion.Stance.SUPPORTS, given_on=(now - timedelta(days=1)).date(), supersedes=first,
        text_kk="Деректер көрсетілді. Палата конкурсты қолдайды.",
        text_ru="Данные приведены. Палата поддерживает конкурс.",
    )  # fmt: skip
    actions.publish_opinion(second, because="№ 17 хат. / Письмо № 17.", by=officer, at=now)


def _restrict(ngo: Organisation, officer: User, now: datetime) -> None:
    """An NGO whose contract was ended by a court; it takes part in nothing."""
    party = RestrictedParty(
        bin=ngo.bin or "", name_kk=ngo.name_kk, name_ru=ngo.name_ru, since=(now - timedelta(days=90)).date(),
        ground_kk="Шарт бойынша міндеттемелер орындалмады.", ground_ru="Обязательства по договору не исполнены.",
        court_act="Астана қаласының МАЭС, № 7119-25-00-2/415 / СМЭС города Астаны, № 7119-25-00-2/415",
    )  # fmt: skip
    actions.enter(party, because="Сот актісі күшіне енді. / Судебный акт вступил в силу.", by=officer, at=now)
