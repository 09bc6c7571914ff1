"""The borders of a domain: typed, found to be some, and on their way to others."""

import math
from collections.abc import Sequence

from gradanim.errors import DomainError, ReadError

# Below this share of its coordinates' size, a side no longer has room for distinct floating-point samples.
NARROWEST = 1e-8


def check_side(name: str, low: float, high: float) -> None:
    """Insist that a side runs between two numbers that can be told apart at their distance from zero.

    Raises:
        DomainError: they are not finite, not in order, or too close together.
    """
    if not math.isfinite(high - low):
        raise DomainError(f"{name} must run between finite numbers, not from {low:g} to {high:g}")
    if not low < high:
        raise DomainError(f"{name} must run from a smaller to a larger number, not from {low:g} to {high:g}")
    if high - low < NARROWEST * max(abs(low), abs(high)):
        raise DomainError(f"{name} from {low!r} to {high!r} is too narrow so far from zero: widen it or move it closer")


def read_borders(text: str) -> list[float]:
    """The numbers in "-3:3,-2:2", in their order; none where it is not made of pairs.

    Raises:
        DomainError: a border that cannot be read.
    """
    from gradanim.formulas.read import read_numbers  # brings sympy along, and most uses of a Domain do without

    sides = [side.split(":") for side in text.split(",")]
    if any(len(side) != 2 for side in sides):
        return []
    try:
        return [read_numbers(border, 1, "a border of the domain")[0] for side in sides for border in side]
    except ReadError as why:
        raise DomainError(f"cannot read the domain {text!r}: {why}") from why


def between(here: Sequence[float], there: Sequence[float], alpha: float) -> tuple[float, float]:
    """One side of a domain on its way to another, log-linear in length."""
    growth = math.log((there[1] - there[0]) / (here[1] - here[0]))
    # The share of the way that the borders have moved; it tends to alpha itself where the size stays the same.
    moved = alpha if abs(growth) < 1e-9 else math.expm1(alpha * growth) / math.expm1(growth)
    return here[0] + moved * (there[0] - here[0]), here[1] + moved * (there[1] - here[1])
