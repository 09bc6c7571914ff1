"""Claims about numbers: bounds, what stays as it was, and what a printed number says."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import Mobject

from gradanim.stage.claims.claim import Claim, insist_on_drawn
from gradanim.stage.claims.reading import number_shown

ROUNDED = 0.51  # of the last digit: rounding may take half of it


def at_least(
    measure: Callable[[], float], least: float | Callable[[], float], *, name: str, drawn: Sequence[Mobject],
    unit: str = "", tolerance: float = 0.0, throughout: bool = False,
) -> Claim:  # fmt: skip
    """What is measured on the drawn mobjects is never less than a bound, give or take `tolerance`."""
    return Claim(name, drawn, measure, least, tolerance, unit, throughout, "at least")


def at_most(
    measure: Callable[[], float], most: float | Callable[[], float], *, name: str, drawn: Sequence[Mobject],
    unit: str = "", tolerance: float = 0.0, throughout: bool = False,
) -> Claim:  # fmt: skip
    """What is measured on the drawn mobjects is never more than a bound, give or take `tolerance`."""
    return Claim(name, drawn, measure, most, tolerance, unit, throughout, "at most")


def stays(
    measure: Callable[[], float], *, name: str, drawn: Sequence[Mobject], tolerance: float, unit: str = ""
) -> Claim:
    """What is measured on the drawn mobjects is in every frame of the beat what it was in the first."""
    first = np.nan

    def begin() -> float:
        nonlocal first
        if np.isnan(first):
            first = float(measure())
        return first

    return Claim(name, drawn, measure, begin, tolerance, unit, throughout=True)


def reads(
    number: Mobject, value: float | Callable[[], float], *, drawn: Sequence[Mobject] = (),
    name: str = "the number says what is drawn", slack: float = 0.0, throughout: bool = False,
) -> Claim:  # fmt: skip
    """A readout, or the last number in a typeset text, says what the picture shows, rounded to its last digit.

    Args:
        value: what is read off the picture, or worked out by another road.
        drawn: the mobjects it is read off.
        slack: by which the value itself may be off.
    """
    insist_on_drawn(name, (number,))
    tolerance = ROUNDED * number_shown(number)[1] + slack
    return Claim(name, (number, *drawn), lambda: number_shown(number)[0], value, tolerance, "", throughout)
