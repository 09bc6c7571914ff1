"""What a film says, measured on what it draws.

A claim reads the points of drawn mobjects back from the scene and compares them with something worked out by another
road: a right angle, a difference quotient, another drawn line. It never looks at the numbers that drew them, so that a
wrong picture makes it false.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject, Scene

from gradanim.records.clip import Finding


@dataclass(frozen=True)
class Claim:
    """One sentence about the picture that can be false.

    Attributes:
        name: the sentence.
        drawn: the mobjects it is about; a claim about something that is not on the screen is false.
        measure: reads the picture; nan where there is nothing to measure at this moment.
        expected: what the measure has to be, in `unit`, give or take `tolerance`.
        throughout: measured in every frame of the beat and not at its end only; the worst is recorded.
    """

    name: str
    drawn: Sequence[Mobject]
    measure: Callable[[], float]
    expected: float | Callable[[], float]
    tolerance: float
    unit: str = ""
    throughout: bool = False


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
        if self.worst is None or abs(measured - expected) > abs(self.worst[1] - self.worst[0]):
            self.worst = (expected, measured)

    def finding(self, scene: Scene) -> Finding:
        """The verdict at the end of the beat."""
        self.take()
        on_screen = set(scene.get_mobject_family_members())
        expected, measured = self.worst or (np.nan, np.nan)
        seen = all(any(part in on_screen for part in m.get_family()) for m in self.claim.drawn)
        holds = seen and abs(measured - expected) <= self.claim.tolerance
        return Finding(self.claim.name, expected, measured, self.claim.tolerance, self.claim.unit, bool(holds))
