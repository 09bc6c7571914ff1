"""A cloud of dust in a flow: where its edge and its grains are carried."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gradanim.errors import Refusal
from gradanim.fields.vector_calculus import VectorValued
from gradanim.fields.vector_standing import is_smooth_in, places_by_worth
from gradanim.flows.advection import carried, carried_outline
from gradanim.stage import View
from gradanim.stage.maps.strengths import numbers_of, signed_shares
from scenes.fields.shared.sight import in_sight, well_placed

Array = NDArray[np.float64]

RATE = 12  # times a second at which a cloud is computed; cubics lead from one to the next
GRAINS = 240
SIDE = 0.09  # scene units: the longest side of its edge
GROWS, SHRINKS = 0.6, 0.95  # scene units: the radius of a cloud that is to grow, and of others
SMALLER = (1.0, 0.6, 0.35)  # times that, where there is no room for more
SLOWER = (1.0, 0.65, 0.4, 0.2)  # times as fast, where it would leave the picture
QUICK, USUAL = 1.3, 2.0  # scene units a second at most: of the cloud, and at usual places
GROWTH, STRETCH = 1.9, 1.7  # logarithms of how many times its area, and its length, may become
EDGE = 0.2  # scene units that it stays off the edge of the picture
ROOM = 0.85  # the same at the end: for the arrows out through its edge
TRIED = 12  # places at which it may begin
LOOKS = (0, 0.3, 0.6, 1)  # shares of the time at which the field is looked at round the cloud
AWAY = 0.25  # of the way from the middle of the picture to its edges: where it begins best
GOLDEN = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, eq=False)
class Drift:
    """What becomes of a cloud, moment after moment.

    Attributes:
        pace: units of the field's time in a second.
        seconds: shape (m,), from 0 on.
        edge: shape (m, n, 2), its corners, counter-clockwise, the first one not repeated.
        grains: shape (m, k, 2).
    """

    pace: float
    seconds: Array
    edge: Array
    grains: Array

    def at(self, second: float) -> tuple[Array, Array]:
        """Its edge, shape (n, 2), and its grains, shape (k, 2)."""
        there = self._between(np.clip(second, 0, self.seconds[-1]))
        return there[: self.edge.shape[1]], there[self.edge.shape[1] :]

    @cached_property
    def _between(self) -> CubicSpline:
        return CubicSpline(self.seconds, np.concatenate([self.edge, self.grains], axis=1))


def best_drift(view: View, field: VectorValued, usual: float, seconds: float, start: tuple[float, ...] | None) -> Drift:
    """The drift of a cloud that stays in the picture, and changes its area if any does.

    Args:
        usual: units of the field's time in a second at which usual places move by a scene unit.
        start: where it has to begin, if that is said.

    Raises:
        Refusal: there is no room for a cloud.
    """
    for size in SMALLER:
        radius = size * SHRINKS / view.scale[0]
        if start is not None:
            begins = [np.asarray(start, float)] if is_smooth_in(field, start, radius) else []
        else:
            found = places_by_worth(field, lambda x, y: _worth(view, field, x, y), radius)
            begins = [place for place, _ in zip(found, range(TRIED), strict=False)]
        for drift in _tried(view, field, begins, size, usual, seconds):
            return drift
    where = "anywhere" if start is None else f"around ({', '.join(f'{c:g}' for c in start)})"
    raise Refusal(
        f"a cloud of dust has no room {where}: {field} breaks off, jumps or grows beyond all bounds near, or carries "
        "it out of the picture. Give a smaller or larger --domain, or another point with --at"
    )


def _tried(
    view: View, field: VectorValued, begins: list[Array], size: float, usual: float, seconds: float
) -> Iterator[Drift]:
    for slower in SLOWER:
        for begin in begins:
            drift = _drift(view, field, begin, size, usual, seconds, slower)
            if drift is not None:
                yield drift


def _worth(view: View, field: VectorValued, x: Array, y: Array) -> Array:
    """How much a cloud's area changes there, and whether the place lies well in the picture."""
    change = np.abs(signed_shares(numbers_of(field, "divergence")(x, y)))
    return (0.05 + change) * well_placed(view, x, y, away=AWAY)


def _drift(
    view: View, field: VectorValued, begin: Array, size: float, usual: float, seconds: float, slower: float
) -> Drift | None:
    """The drift from there, if the cloud stays in sight and the field is smooth wherever it is."""
    change, bend = float(field.divergence_at(*begin)), float(np.abs(field.jacobian_at(*begin)).max())
    speed = float(np.hypot(*field(*begin))) * view.scale[0]
    limits = [(USUAL * usual, 1.0), (QUICK, speed), (GROWTH / seconds, abs(change)), (STRETCH / seconds, bend)]
    pace = slower * min(most / by for most, by in limits if by > 0)
    radius = size * (GROWS if change > 1e-9 * bend else SHRINKS) / view.scale[0]
    moments = np.linspace(0, seconds, round(RATE * seconds) + 1)

    def circle(shares: Array) -> Array:
        turn = 2 * np.pi * shares
        return begin + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)

    rough = carried(field, circle(np.arange(12) / 12), pace * seconds * np.array(LOOKS))
    if not in_sight(view, rough, off=EDGE).all() or not all(
        is_smooth_in(field, p, radius / 3) for places in rough for p in places
    ):
        return None
    edge = carried_outline(field, circle, pace * moments, longest=SIDE / view.scale[0])
    # an even spread in a disc (H. Vogel, A better way to construct the sunflower head, 1979)
    k = np.arange(GRAINS) + 0.5
    out = 0.97 * radius * np.sqrt(k / GRAINS)
    grains = carried(
        field, begin + np.stack([out * np.cos(GOLDEN * k), out * np.sin(GOLDEN * k)], axis=1), pace * moments
    )
    if not in_sight(view, edge, off=EDGE).all() or not in_sight(view, edge[-1], off=ROOM).all():
        return None
    if not np.isfinite(grains).all():
        return None
    return Drift(pace, moments, edge, grains)
