"""Whether a target group has bounds (A15). Pure."""

# “Everyone” is no target group, in whatever language it is said.
EVERYONE = frozenset(
    ("everyone", "everybody", "all", "anyone", "everyone in need", "all people", "all citizens", "all residents")
    + ("все", "все желающие", "все нуждающиеся", "всё население", "все население", "все жители", "население")
    + ("бәрі", "барлығы", "барлық тұрғындар", "барлық азаматтар", "барлық мұқтаждар", "халық")
)


def is_everyone(description: str) -> bool:
    """Whether a target group has no bounds: the order serves a group with an entry test (domain 3.2)."""
    return " ".join(description.lower().strip(" .!").split()) in EVERYONE
