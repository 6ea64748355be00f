"""Where the budget of an invented lot comes from: three public lines that make it (R-023)."""

from decimal import Decimal

from tenders.calls.grounds import CostLine

# What, how many of it, its share of the budget in hundredths, and where the price is from.
LINES = (
    (
        ("Мамандардың еңбекақысы, адам-ай", "Оплата труда специалистов, человеко-месяц"), 50, 60,
        ("Облыстағы орташа жалақы, ресми статистика", "Средняя зарплата в области, официальная статистика"),
    ),
    (
        ("Үй-жайды жалға алу, ай", "Аренда помещения, месяц"), 10, 25,
        ("Үш жалға берушінің баға ұсынысы", "Ценовые предложения трёх арендодателей"),
    ),
    (
        ("Жол және материалдар, сапар", "Проезд и материалы, выезд"), 100, 15,
        ("Өткен жылғы шарттар", "Договоры прошлого года"),
    ),
)  # fmt: skip


def of(budget: Decimal) -> list[CostLine]:
    """The three lines of a budget in whole tens of thousands of tenge."""
    return [
        CostLine(
            name_kk=name[0],
            name_ru=name[1],
            quantity=quantity,
            unit_cost=budget * share / 100 / quantity,
            ground_kk=ground[0],
            ground_ru=ground[1],
        )
        for name, quantity, share, ground in LINES
    ]
