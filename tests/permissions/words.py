"""The words that an application says in the world of these tests, one for each text and column."""

WORDS = [
    "title",
    "summary",
    "problem",
    "goal",
    "method",
    "innovation",
    "sustainability",
    "objective",
    "risk",
    "answer",
    "person",
    "role",
    "partner",
    "contribution",
    "project",
    "funder",
    "result",
    "evidence",
    "found",
    "disaggregation",
    "group",
    "entry",
    "reliance",
    "activity",
    "place",
    "responsible",
    "output",
    "indicator",
    "unit",
    "proof",
    "cost",
    "grounds",
    "file",
]


def canary(word: str) -> str:
    """A word that stands in no page but by the application it was written into."""
    return f"канарейка-{word}"
