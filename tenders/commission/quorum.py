"""Whether a commission may decide, and what it decided (R-054, R-055): pure."""


def needed(voting: int, *, numerator: int, denominator: int, minimum: int, is_more: bool = False) -> int:
    """How many must be present, of the voting members who are not recused (R-054).

    The share numerator/denominator of them, rounded up, and never fewer than the minimum. Where more than the
    share is asked for, as in a simple majority, half of an even number is not enough.
    """
    share = voting * numerator // denominator + 1 if is_more else -(-voting * numerator // denominator)
    return max(minimum, share)


def is_met(present: int, voting: int, *, numerator: int, denominator: int, minimum: int, is_more: bool = False) -> bool:
    """Whether enough of the voting members who are not recused are present (R-054).

    With fewer voting members than the minimum it can never be met.
    """
    least = needed(voting, numerator=numerator, denominator=denominator, minimum=minimum, is_more=is_more)
    return present >= least


def carried(yes: int, no: int, chair_vote: bool | None, *, abstained: int = 0) -> bool:
    """Whether a motion is carried: by more than half of those present (R-055).

    Who abstains is present. When exactly half are for it, the chair's own vote decides; a chair
    who abstains or is recused (None) carries nothing.
    """
    others = no + abstained
    return yes > others or (yes == others and chair_vote is True)
