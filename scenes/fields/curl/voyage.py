"""A wheel in a flow: where it is carried, and how it turns, by the circulation round its rim."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicSpline

from gradanim.errors import Refusal
from gradanim.fields.vector_calculus import VectorValued
from gradanim.fields.vector_standing import is_smooth_in, places_by_worth
from gradanim.flows.advection import carried
from gradanim.stage import View
from gradanim.stage.maps.strengths import numbers_of, signed_shares
from scenes.fields.shared.sight import in_sight, well_placed

Array = NDArray[np.float64]

RIM = 64  # places on a rim: on a circle, the rectangle rule is exact for all waves but the shortest
RATE = 15  # times a second at which a voyage is computed; cubics lead from one to the next
RADIUS = 0.85  # scene units: the wheel that floats
SMALLER = (1.0, 0.6, 0.35)  # times that, where there is no room for more
SLOWER = (1.0, 0.6, 0.35)  # times as fast, where it would leave the picture
EDGE = 0.25  # scene units that a rim stays off the edge of the picture
QUICK, TURNING, ROUND = 1.5, 0.75, 5.6  # scene units and radians a second at most, and radians in all
USUAL = 2.3  # scene units a second at most at usual places
TRIED = 12  # places at which a voyage may begin
LOOKS = 15  # moments of a voyage at which the field is looked at round the wheel
AWAY = 0.42  # of the way from the middle of the picture to its edges: where a voyage begins best


@dataclass(frozen=True)
class Voyage:
    """What becomes of a wheel, moment after moment.

    Attributes:
        radius: of the wheel, in units of the plane.
        pace: units of the field's time in a second.
        seconds: shape (n,), from 0 on.
        places: shape (n, 2), of its axle.
        angles: shape (n,), how far it has turned, radians, counter-clockwise.
        held: it is held in its place.
    """

    radius: float
    pace: float
    seconds: Array
    places: Array
    angles: Array
    held: bool

    def at(self, second: float) -> tuple[Array, float]:
        """Where its axle is, and how far it has turned."""
        x, y, angle = self._between(np.clip(second, 0, self.seconds[-1]))
        return np.array([x, y]), float(angle)

    @cached_property
    def _between(self) -> CubicSpline:
        return CubicSpline(self.seconds, np.column_stack([self.places, self.angles]))


def turning(field: VectorValued, places: ArrayLike, radius: float) -> Array:
    """How fast wheels turn at places (n, 2), radians in a unit of time: circulation round the rim by twice the area.

    So much is the mean speed of the flow along the rim, by the radius.
    """
    turn = 2 * np.pi * (np.arange(RIM) + 0.5) / RIM
    out = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    rims = np.asarray(places, float)[:, None] + radius * out
    u, v = field(*np.moveaxis(rims, -1, 0))
    return np.asarray((v * out[:, 0] - u * out[:, 1]).mean(axis=1) / radius)


def best_voyage(
    view: View, field: VectorValued, usual: float, seconds: float, start: tuple[float, ...] | None
) -> Voyage:
    """The voyage of a wheel that stays in the picture, and turns if any does.

    Where it cannot float without leaving the picture, or meeting a place where the field breaks, it is held.

    Args:
        usual: units of the field's time in a second at which usual places move by a scene unit.
        start: where it has to begin, if that is said.

    Raises:
        Refusal: there is no room for a wheel.
    """
    for size in SMALLER:
        radius = size * RADIUS / view.scale[0]
        if start is not None:
            begins = [np.asarray(start, float)] if is_smooth_in(field, start, radius) else []
        else:
            found = places_by_worth(field, lambda x, y: _worth(view, field, x, y), radius)
            begins = [place for place, _ in zip(found, range(TRIED), strict=False)]
        for slower, begin in product(SLOWER, begins):
            floats = _voyage(view, field, begin, radius, usual, seconds, slower)
            if floats is not None:
                return floats
        if begins:
            return held(view, field, begins[0], radius, usual, seconds)
    where = "anywhere" if start is None else f"around ({', '.join(f'{c:g}' for c in start)})"
    raise Refusal(
        f"a wheel has no room {where}: {field} breaks off, jumps or grows beyond all bounds everywhere near. "
        "Give a smaller --domain, or another point with --at"
    )


def _worth(view: View, field: VectorValued, x: Array, y: Array) -> Array:
    """How much it turns there, and whether it lies well in the picture: neither in the middle nor at the edge."""
    curl = np.abs(signed_shares(numbers_of(field, "curl")(x, y)))
    return (0.05 + curl) * well_placed(view, x, y, away=AWAY)


def _pace(view: View, field: VectorValued, place: Array, rate: float, usual: float) -> float:
    speed = float(np.hypot(*field(*place))) * view.scale[0]
    limits = [USUAL * usual, QUICK / speed if speed > 0 else np.inf, TURNING / abs(rate) if rate else np.inf]
    return float(min(limits))


def _voyage(
    view: View, field: VectorValued, begin: Array, radius: float, usual: float, seconds: float, slower: float
) -> Voyage | None:
    """It floats from there, if it can for so long."""
    pace = slower * _pace(view, field, begin, float(turning(field, [begin], radius)[0]), usual)
    looks = carried(field, [begin], pace * np.linspace(0, seconds, LOOKS))[:, 0]
    off = radius * view.scale[0] + EDGE
    if not in_sight(view, looks, off=off).all() or not all(is_smooth_in(field, place, radius) for place in looks):
        return None
    moments = np.linspace(0, seconds, round(RATE * seconds) + 1)
    places = carried(field, [begin], pace * moments)[:, 0]
    if not in_sight(view, places, off=off).all():
        return None
    angles = _summed(turning(field, places, radius), pace * moments)
    if np.abs(angles).max() > ROUND:
        return None
    return Voyage(radius, pace, moments, places, angles, held=False)


def held(view: View, field: VectorValued, place: Array, radius: float, usual: float, seconds: float) -> Voyage:
    """The voyage of a wheel that is held at a place, and turns there."""
    rate = float(turning(field, [place], radius)[0])
    pace, moments = _pace(view, field, place, rate, usual), np.linspace(0, seconds, round(RATE * seconds) + 1)
    return Voyage(radius, pace, moments, np.tile(place, (len(moments), 1)), rate * pace * moments, held=True)


def _summed(rates: Array, times: Array) -> Array:
    """The integral from the first time on, shape (n,)."""
    return np.asarray(CubicSpline(times, rates).antiderivative()(times))
