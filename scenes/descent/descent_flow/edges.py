"""What is claimed where the gradient jumps, by heights alone: the lowest place on a circle is the steepest way down."""

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.paint.dots import Particles
from gradanim.paint.lines import Polylines
from gradanim.stage import Claim, View
from gradanim.stage.claims.reading import largest

from .particles import corner_times
from .streams import Streams

Points = NDArray[np.float64]

AROUND = 2 * np.pi * np.arange(720) / 720
NEAR = 1e-3  # diagonals: the circle on which a way down is looked for
FAR, NEARER = 0.004, 1e-5  # diagonals: the steps of a walk, at first and at last
STEPS = 1000
AT_ONCE = 1000  # circles
DEEP = 1e-4  # of the heights of the picture: on a shorter fall nothing is measured


def before_edges(found: Streams) -> NDArray[np.bool_]:
    """Which corners of all streamlines come before the particle is on an edge, shape (n,)."""
    return np.asarray(corner_times(found) < found.edges[:, None]).ravel()


def no_way_down(view: View, moving: Particles, which: NDArray[np.bool_]) -> Claim:
    """Around the drawn places of these particles nothing is lower: the steepest way down, as a slope.

    A slope is compared with the one that climbs the heights of the picture over its width.
    """

    def measure() -> float:
        places, radius = view.where(moving.places()[which]), NEAR * view.field.domain.diagonal
        falls = view.field(*places.T) - lowest_around(view.field, places, np.full(len(places), radius))[1]
        return max(largest(falls / radius), 0.0) / view.slope_scale

    return Claim("where they stopped, no way leads down", (moving,), measure, 0.0, 0.02, "of a typical slope")


def down_the_edges(view: View, lines: Polylines, found: Streams) -> list[Claim]:
    """Along edges the drawn lines run the steepest way down: what nine in ten miss of the fall there could be.

    The end of each piece is compared with the lowest place as far from its beginning.
    """
    slid = np.flatnonzero(found.edges < len(found.places))
    if not slid.size:
        return []
    times = corner_times(found)

    def measure() -> float:
        drawn = lines.points.reshape(len(found.ends), -1, 3)
        lined = [(p[:-1], p[1:]) for p in (drawn[k][times >= found.edges[k]] for k in slid)]
        begin, end = (view.where(np.concatenate(column)) for column in zip(*lined, strict=True))
        begin, end = (p[np.isfinite(begin + end).all(axis=1)] for p in (begin, end))
        start, stop = view.field(*begin.T), view.field(*end.T)
        fall = start - lowest_around(view.field, begin, np.hypot(*(end - begin).T))[1]
        seen = fall > DEEP * view.height_scale
        return float(np.percentile(1 - (start - stop)[seen] / fall[seen], 90)) if seen.any() else np.nan

    return [Claim("along edges they run the steepest way", (lines,), measure, 0.0, 0.05, "of the fall")]


def walked_down(f: ScalarField, place: Points, reach: Domain | None = None) -> Points | None:
    """Where a walk from place to lower place ends, shape (2,), in steps as long as they find one; None if it leaves.

    Args:
        reach: what it may not leave; the domain, if not given.
    """
    radius = FAR * f.domain.diagonal
    for _ in range(STEPS):
        (there,), (height,) = lowest_around(f, place[None], np.array([radius]))
        if height < float(f(*place)):
            if there not in (reach or f.domain):
                return None
            place = there
        elif radius < NEARER * f.domain.diagonal:
            break
        else:
            radius /= 2
    return place


def lowest_around(f: ScalarField, places: Points, radii: Points) -> tuple[Points, Points]:
    """The lowest places on circles around places, both of shape (n, 2), and the heights there, shape (n,)."""
    found, lowest = np.empty_like(places), np.empty(len(places))
    for part in np.array_split(np.arange(len(places)), len(places) // AT_ONCE + 1):
        circles = places[part, None] + radii[part, None, None] * np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)
        heights = np.nan_to_num(f(*np.moveaxis(circles, -1, 0)), nan=np.inf)
        best = np.argmin(heights, axis=1)
        found[part], lowest[part] = (values[np.arange(len(part)), best] for values in (circles, heights))
    return found, lowest
