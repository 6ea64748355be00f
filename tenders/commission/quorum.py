"""Whether a commission may decide, and what it decided (R-054, R-055): pure."""


def needed(voting: int, *, numerator: int, denominator: int, minimum: int) -> int:
    """How many must be present, of the voting members who are not recused (R-054).

    The share numerator/denominator of them, rounded up, and never fewer than the minimum.
    """
    return max(minimum, -(-voting * numerator // denominator))


def is_met(present: int, voting: int, *, numerator: int, denominator: int, minimum: int) -> bool:
    """Whether enough of the voting members who are not recused are present (R-054).

    With fewer voting members than the minimum it can never be met.
    """
    return present >= needed(voting, numerator=numerator, denominator=denominator, minimum=minimum)


def carried(yes: int, no: int, chair_vote: bool | None, *, abstained: int = 0) -> bool:
    """Whether a motion is carried: by more than half of those present (R-055).

    Who abstains is present. When exactly half are for it, the chair's own vote decides; a chair
    who abstains or is recused (None) carries nothing.
    """
    others = no + abstained
    return yes > others or (yes == others and chair_vote is True)
