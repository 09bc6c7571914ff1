"""What a film says, measured on what it draws.

A claim reads the points of drawn mobjects back from the scene and compares them with something worked out by another
road: a right angle, a difference quotient, another drawn line. It never looks at the numbers that drew them, so that a
wrong picture makes it false.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from manim import Mobject, Scene

from gradanim.errors import SceneError
from gradanim.records.clip import Finding

Comparison = Literal["equal", "at least", "at most"]
OFF = "{} is not in the picture when the beat ends: show it in this beat, or claim it in one that does"
NOTHING = "there was nothing to measure: show what it is about longer or larger, or leave the claim out"


@dataclass(frozen=True)
class Claim:
    """One sentence about the picture that can be false.

    Attributes:
        name: the sentence.
        drawn: the mobjects it is about; a claim about something that is not on the screen is false.
        measure: reads the picture; nan where there is nothing to measure at this moment.
        expected: what the measure has to be, in `unit`, give or take `tolerance`.
        throughout: measured in every frame of the beat and not at its end only; the worst is recorded.
        comparison: what the measure has to be beside what is expected; a bound may be missed by `tolerance`.
    """

    name: str
    drawn: Sequence[Mobject]
    measure: Callable[[], float]
    expected: float | Callable[[], float]
    tolerance: float
    unit: str = ""
    throughout: bool = False
    comparison: Comparison = "equal"

    def __post_init__(self) -> None:
        """See that what it is about is drawn.

        Raises:
            SceneError: something is no mobject.
        """
        insist_on_drawn(self.name, self.drawn)

    def missed(self, expected: float, measured: float) -> float:
        """By how much a measured number misses the expected one; negative where a bound is kept with room to spare."""
        if self.comparison == "equal":
            return abs(measured - expected)
        return expected - measured if self.comparison == "at least" else measured - expected


@dataclass
class Measurement:
    """A claim being measured while its beat plays; it keeps the worst pair of expected and measured."""

    claim: Claim
    worst: tuple[float, float] | None = field(default=None)

    def take(self) -> None:
        """Measure now, and keep it if it is further off than anything before."""
        measured = float(self.claim.measure())
        expected = float(self.claim.expected()) if callable(self.claim.expected) else self.claim.expected
        if np.isnan(measured) or np.isnan(expected):
            return
        if self.worst is None or self.claim.missed(expected, measured) > self.claim.missed(*self.worst):
            self.worst = (expected, measured)

    def finding(self, scene: Scene) -> Finding:
        """The verdict at the end of the beat; of what is not on the screen, nothing counts as measured."""
        self.take()
        claim, on_screen = self.claim, set(scene.get_mobject_family_members())
        expected, measured = self.worst or (np.nan if callable(claim.expected) else claim.expected, np.nan)
        remark = NOTHING if np.isnan(measured) else ""
        gone = [m for m in claim.drawn if not any(part in on_screen for part in m.get_family())]
        if gone:
            measured, remark = np.nan, OFF.format(" and ".join(dict.fromkeys(type(m).__name__ for m in gone)))
        holds = bool(claim.missed(expected, measured) <= claim.tolerance)
        return Finding(claim.name, expected, measured, claim.tolerance, claim.unit, holds, claim.comparison, remark)


def insist_on_drawn(claim: str, given: Iterable[object]) -> None:
    """See that a claim measures what is drawn, and not the numbers that it is drawn from.

    Args:
        claim: its name.

    Raises:
        SceneError: something is no mobject.
    """
    for each in given:
        if isinstance(each, Mobject):
            continue
        if isinstance(each, np.ndarray | list | tuple):
            due, was = "a drawn line, such as marks.trail(view, ...)", "a list of numbers"
        else:
            due, was = "a mobject, something that is drawn", f"{_short(each)}, of type {type(each).__name__}"
        raise SceneError(f'the claim "{claim}" needs {due}, and was given {was}')


def insist_on_claims(given: object) -> list[Claim]:
    """What a beat is given as its claim or claims, as a list.

    Raises:
        SceneError: something in it is no Claim.
    """
    claims = []
    for each in given if isinstance(given, Iterable) and not isinstance(given, str) else [given]:
        if not isinstance(each, Claim):
            cure = "call it" if callable(each) else "give one of gradanim.stage.claims, such as claims.orthogonal(...)"
            raise SceneError(f"the claim {_short(each)} is no Claim but of type {type(each).__name__}: {cure}")
        claims.append(each)
    return claims


def _short(given: object) -> str:
    return getattr(given, "__name__", None) or repr(given)[:40]
