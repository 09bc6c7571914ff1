"""What a film says, measured on what it draws.

A claim reads the points of drawn mobjects back from the scene and compares them with something worked out by another
road: a right angle, a difference quotient, another drawn line. It never looks at the numbers that drew them, so that a
wrong picture makes it false.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from manim import Mobject, Scene

from gradanim.records.clip import Finding

Comparison = Literal["equal", "at least", "at most"]


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
        if not all(any(part in on_screen for part in m.get_family()) for m in claim.drawn):
            measured = np.nan
        holds = bool(claim.missed(expected, measured) <= claim.tolerance)
        return Finding(claim.name, expected, measured, claim.tolerance, claim.unit, holds, claim.comparison)
