"""What a film says, measured on what it draws.

A claim reads the points of drawn mobjects back from the scene and compares them with something worked out by another
road: a right angle, a difference quotient, another drawn line. It never looks at the numbers that drew them, so that a
wrong picture makes it false.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from manim import Mobject, Scene, VMobject
from numpy.typing import NDArray

from gradanim.paint import Bulk
from gradanim.read import SYMBOLS
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.view import View
from gradanim.studio.clip import Finding

Points = NDArray[np.float64]

CORNER = 0.3  # radians; drawn contours turn by less from piece to piece, unless f itself has a kink there


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
class Watch:
    """A claim being measured while its beat plays; it keeps the worst pair of expected and measured."""

    claim: Claim
    worst: tuple[float, float] | None = field(default=None)

    def look(self) -> None:
        """Measure now, and keep it if it is further off than anything before."""
        measured = float(self.claim.measure())
        expected = float(self.claim.expected()) if callable(self.claim.expected) else self.claim.expected
        if np.isnan(measured) or np.isnan(expected):
            return
        if self.worst is None or abs(measured - expected) > abs(self.worst[1] - self.worst[0]):
            self.worst = (expected, measured)

    def finding(self, scene: Scene) -> Finding:
        """The verdict at the end of the beat."""
        self.look()
        on_screen = set(scene.get_mobject_family_members())
        expected, measured = self.worst or (np.nan, np.nan)
        seen = all(any(part in on_screen for part in m.get_family()) for m in self.claim.drawn)
        holds = seen and abs(measured - expected) <= self.claim.tolerance
        return Finding(self.claim.name, expected, measured, self.claim.tolerance, self.claim.unit, bool(holds))


def perpendicular(arrow: AnyArrow, curve: VMobject, *, throughout: bool = False, tolerance: float = 1.5) -> Claim:
    """The arrow meets the curve at a right angle, on the screen, where its tail lies on the curve (degrees)."""

    def measure() -> float:
        along = arrow.along
        tangent = tangent_at(_corners(curve), arrow.tail)
        if not np.linalg.norm(along) > 0.15:  # too short to have an angle that could be seen
            return np.nan
        cosine = along @ tangent / np.linalg.norm(along)
        return float(np.degrees(np.arccos(np.clip(abs(cosine), 0, 1))))

    return Claim(
        "the gradient meets the contour at a right angle",
        (arrow, curve),
        measure,
        90.0,
        tolerance,
        "degrees",
        throughout,
    )


def fastest(trace: VMobject, arrow: AnyArrow) -> Claim:
    """No slope is longer than the gradient: the longest chord of the trace from the arrow's tail is the arrow."""

    def measure() -> float:
        return float(np.max(np.linalg.norm(_corners(trace) - arrow.tail, axis=1)) / np.linalg.norm(arrow.along))

    return Claim("no direction climbs faster than the gradient", (trace, arrow), measure, 1.0, 0.01, "of its length")


def diameter(trace: VMobject, arrow: AnyArrow) -> Claim:
    """The trace lies on the circle that has the arrow as its diameter (Thales): its furthest point off, in radii."""

    def measure() -> float:
        centre, radius = arrow.tail + arrow.along / 2, np.linalg.norm(arrow.along) / 2
        return float(1 + np.max(np.abs(np.linalg.norm(_corners(trace) - centre, axis=1) - radius)) / radius)

    return Claim("the slopes draw a circle with the gradient as diameter", (trace, arrow), measure, 1.0, 0.02, "radii")


def slope_by_steps(view: View, arrow: AnyArrow) -> Claim:
    """The arrow is as long as the slope its own drawn direction has by a small step there and back (relative)."""

    def measure() -> float:
        length = float(np.hypot(*arrow.along[:2]))  # over the plane, also of an arrow on a hillside
        if not length > 0.15:
            return np.nan
        (x, y), (u, v) = view.where(arrow.tail), arrow.along[:2] / length
        h = 1e-5 * view.field.domain.diagonal * np.array([-1, 0, 1])
        behind, ahead = np.diff(view.field(x + h * u, y + h * v)) / h[2]
        if abs(ahead - behind) > 0.1 * max(abs(ahead), abs(behind)):  # across a kink or a jump there is no slope
            return np.nan
        return length / (view.reach * float(ahead + behind) / 2)

    return Claim(
        "the arrow is as long as the slope in its direction", (arrow,), measure, 1.0, 0.02, "of the slope", True
    )


def never_falls(view: View, line: VMobject) -> Claim:
    """Along the drawn line, from its first point to its last, the height never drops (share of the whole climb)."""

    def measure() -> float:
        heights = view.height_of(_corners(line))
        if len(heights) < 2:
            return np.nan
        climb = float(np.ptp(heights))
        return float(np.max(-np.diff(heights), initial=0.0) / climb) if climb > 0 else 0.0

    return Claim("the path never loses height", (line,), measure, 0.0, 1e-3, "of the climb")


def same_height(view: View, curve: VMobject) -> Claim:
    """All points of the drawn curve have one height: their spread, as a share of the heights of the picture."""

    def measure() -> float:
        heights = view.height_of(_corners(curve))
        return float(np.ptp(heights) / view.height_scale) if len(heights) else np.nan

    return Claim("along the contour the height stays the same", (curve,), measure, 0.0, 2e-3, "of all heights")


def gains_most(view: View, step: VMobject) -> Claim:
    """No straight step of the same length from the same place gains more than the drawn one, in any direction."""

    def measure() -> float:
        corners = _corners(step)
        start, end = view.where(corners[0]), view.where(corners[-1])
        turn = 2 * np.pi * np.arange(720) / 720
        ends = start[:, None] + np.hypot(*(end - start)) * np.stack([np.cos(turn), np.sin(turn)])
        return float((np.nanmax(view.field(*ends)) - view.field(*start)) / (view.field(*end) - view.field(*start)))

    return Claim("no step of this length gains more", (step,), measure, 1.0, 0.02, "of its gain")


def parallel(curves: Sequence[VMobject], *, tolerance: float = 8.0) -> Claim:
    """The drawn curves run the same way: the largest angle between any two, from end to end (degrees)."""

    def measure() -> float:
        chords = np.array([c[-1] - c[0] for c in map(_corners, curves) if len(c) > 1])
        chords /= np.linalg.norm(chords, axis=1, keepdims=True)
        return float(np.degrees(np.arccos(np.clip(np.abs(chords @ chords.T), 0, 1)).max()))

    return Claim("up close the contours are parallel", tuple(curves), measure, 0.0, tolerance, "degrees")


def gap_is_steepness(view: View, contours: ContourMap, arrow: AnyArrow) -> Claim:
    """Where the line of the arrow crosses the drawn contours, their heights rise by the arrow's length (relative)."""

    def measure() -> float:
        along = arrow.along / np.linalg.norm(arrow.along)
        side = np.array([-along[1], along[0], 0.0])
        places, heights = [], []
        for height, curves in zip(contours.levels.values, contours.curves, strict=True):
            for corners in map(_corners, curves):
                across, ahead = (corners - arrow.tail) @ side, (corners - arrow.tail) @ along
                for k in np.flatnonzero(across[:-1] * across[1:] < 0):
                    share = across[k] / (across[k] - across[k + 1])
                    places.append(ahead[k] + share * (ahead[k + 1] - ahead[k]))
                    heights.append(height)
        if len(places) < 2:
            return np.nan
        rise = np.polyfit(places, heights, 1)[0] * np.mean(view.scale)  # height per plane unit
        return float(rise / (np.linalg.norm(arrow.along) / view.reach))

    return Claim(
        "the arrow is as long as the contours are close", (arrow, contours), measure, 1.0, 0.05, "of its length"
    )


def tangent_at(corners: Points, point: Points) -> Points:
    """The unit tangent, shape (3,), of a broken line at its place nearest to the point.

    Between two corners it turns evenly from the tangent of one to that of the other, each the derivative of the
    parabola through three neighbouring corners, so that unequal distances between them do not tilt it. Next to a
    corner sharper than CORNER there is none: nan.
    """
    steps = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    corners = corners[np.append(True, steps > 1e-9)[: len(corners)]]  # around a summit a contour can be that small
    if len(corners) < 2:
        return np.full(3, np.nan)
    pieces = np.diff(corners, axis=0)
    shares = np.clip(np.sum((point - corners[:-1]) * pieces, axis=1) / np.sum(pieces**2, axis=1), 0, 1)
    k = int(np.argmin(np.linalg.norm(corners[:-1] + shares[:, None] * pieces - point, axis=1)))
    closed = len(corners) > 3 and np.allclose(corners[0], corners[-1])
    before, after = (_corner_tangent(pieces, corner, closed) for corner in (k, k + 1))
    tangent = (1 - shares[k]) * before + shares[k] * after
    return tangent / np.linalg.norm(tangent)


def _corner_tangent(pieces: Points, corner: int, closed: bool) -> Points:
    """The tangent at a corner of a broken line of these pieces, about as long as 1."""
    count = len(pieces)
    if count == 1:
        return pieces[0] / np.linalg.norm(pieces[0])
    middle = corner if closed or 0 < corner < count else 1 if corner == 0 else count - 1
    before, after = pieces[middle - 1], pieces[middle % count]
    a, b = np.linalg.norm(before), np.linalg.norm(after)
    if before @ after < np.cos(CORNER) * a * b:
        return np.full(3, np.nan)
    bend = (after / b - before / a) / (a + b)
    return before / a + bend * (a if corner == middle else -a if corner == 0 else a + 2 * b)


def _corners(line: Mobject) -> Points:
    """The corners of a drawn broken line, shape (n, 3): the anchors of its Bezier pieces."""
    if not len(line.points):
        return np.empty((0, 3))
    if isinstance(line, Bulk):
        return np.asarray(line.points)
    return np.vstack([line.points[0::4], line.points[-1:]])


def on_the_surface(view: SpaceView, line: Mobject, *, name: str = "the curve lies on the surface") -> Claim:
    """A dozen of the drawn points have the heights that the formula itself gives over their places on the floor.

    Args:
        line: one line, or a group of them.
    """

    def measure() -> float:
        corners = np.vstack([_corners(part) for part in line.get_family()])
        corners = corners[np.isfinite(corners).all(axis=1)]
        if not len(corners):
            return np.nan
        some = corners[np.linspace(0, len(corners) - 1, 12).astype(int)]
        heights = [exact(view, *place) for place in view.floor.where(some).tolist()]
        return float(np.max(np.abs(view.height_of(some) - heights)) / (view.high - view.low))

    return Claim(name, (line,), measure, 0.0, 0.02, "of all heights")


def exact(view: View, x: float, y: float) -> float:
    """f by sympy's own arithmetic, not by the compiled function that drew the picture."""
    value = view.field.expr.subs({SYMBOLS["x"]: x, SYMBOLS["y"]: y}).evalf()
    return float(value) if value.is_real else np.nan
