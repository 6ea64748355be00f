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
    """Whether a motion is carried: more than half of those present, or the chair's vote (R-055).

    Who abstains is present. When as many vote for as against, the side of the chair wins; a chair
    who abstains or is recused (None) carries nothing.
    """
    if yes == no:
        return chair_vote is True
    return yes > no + abstained
