"""Streams: many particles going down along -grad f together, sampled in time, at a pace that is good to look at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import flatness
from gradanim.flows.basins import REACH
from gradanim.flows.ensemble import Ensemble, Trajectories, causes
from gradanim.optimize.ascent import StopReason

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Streams:
    """Where particles are that go down together.

    Attributes:
        places: shape (times, n, 2), at equally spaced times from the start until all have ended. A particle that
            has come as near to a valley as it will stays there; one that has left the domain for good, or has come to
            where f is undefined, is nan.
        ends: shape (n, 2), where each has ended, within reach: inside the domain or beyond it.
        ended: why, as `Path.ended` says it; "left domain" is out of reach.
        within: which of them have ended inside the domain, shape (n,).
        lengths: the ways gone, shape (n,), in units of the plane.
        edges: from which of the times on each goes along a crease, shape (n,); the number of times, if it never does.
    """

    places: Array
    ends: Array
    ended: tuple[StopReason, ...]
    within: NDArray[np.bool_]
    lengths: Array
    edges: NDArray[np.int_]

    @property
    def resting(self) -> NDArray[np.bool_]:
        """Which of them are still there at the end, in the domain, shape (n,)."""
        return np.isfinite(self.places[-1]).all(axis=1) & self.within


SLOWEST = 0.3  # the pace where it is nearly level, as a share of the pace where it is steepest
EVEN = 0.5  # how far long and short ways are made to take the same time: 0 not at all, 1 altogether
FINE = 8  # samples a step: the pace is summed up over them
TOLERANCE = 1e-6  # of the error of a step, in diagonals of the domain


def streams(f: ScalarField, starts: ArrayLike, *, samples: int = 400) -> Streams:
    """Let particles go down, each along the line of -grad f through its start.

    The lines are those of dp/dt = -grad f, also where they leave the domain, as far as `basins` follows them; along a
    crease, of steepest descent as it is there. The pace is not: a particle is the faster the steeper it is, but only by
    where its slope stands among all slopes in the domain, from `SLOWEST` to 1, and one with a long way to go is faster
    than one with a short way. So every field moves, heights of 1e-9 as well as those of 1e9, and every line has a last
    moment.

    Args:
        f: the landscape.
        starts: shape (n, 2), inside the domain.
        samples: how many times, at least 2.

    Raises:
        DomainError: a start is outside the domain.
    """
    points = np.asarray(starts, float).reshape(-1, 2)
    for p in points:
        if p not in f.domain:
            raise DomainError(f"the start ({p[0]:g}, {p[1]:g}) is outside {f.domain}: move it, or widen the domain")
    ensemble = Ensemble(f, points, TOLERANCE, REACH)
    taken = ensemble.run()
    first = np.searchsorted(taken.owner, np.arange(len(points) + 1))
    ends = ensemble.places(ensemble.q)
    within = np.array([end in f.domain for end in ends], bool)
    timed = [_times(f, ensemble, taken, np.arange(first[k], first[k + 1]), within[k]) for k in range(len(points))]
    last = max((gone for _, gone, _ in timed), default=0.0)
    moments = np.linspace(0.0, last * samples / (samples - 1), samples)  # at the last one, all are where they ended
    places, edges = np.empty((samples, len(points), 2)), np.full(len(points), samples)
    for k, (times, gone, _) in enumerate(timed):
        stretch = (last / max(gone, 1e-3 * last)) ** EVEN if last > 0 else 1.0
        times *= stretch
        places[:, k] = _sampled(ensemble, taken, first[k], times, moments, points[k])
        if ensemble.slides[k] and (sliding := taken.sliding[first[k] : first[k + 1]]).any():
            edges[k] = np.searchsorted(moments, times[FINE * int(np.argmax(sliding))])
        if not within[k] or ensemble.ended[k] == "undefined":
            places[moments > stretch * gone, k] = np.nan
    lengths = np.array([way for *_, way in timed])
    return Streams(_never_up(f, places), ends, causes(ensemble.ended), within, lengths, edges)


def quasirandom_points(f: ScalarField, count: int) -> Array:
    """Points spread evenly over where f slopes, shape (n, 2), n <= count: good starts for particles.

    They are the first of an additive recurrence in the plane (Roberts 2018), which leaves no gaps and has no rows.
    """
    d, k = f.domain, np.arange(1, 200 * count + 1)[:, None]
    plastic = 1.32471795724474602596  # the real root of x^3 = x + 1
    share = (0.5 + k / np.array([plastic, plastic**2])) % 1
    kept = np.empty((0, 2))
    for part in np.array_split(share, 20):
        points = (d.x0, d.y0) + part * (d.width, d.height)
        kept = np.vstack([kept, points[np.hypot(*f.gradient(*points.T)) > flatness(f)]])
        if len(kept) >= count:
            break
    return kept[:count]


def _times(
    f: ScalarField, ensemble: Ensemble, taken: Trajectories, mine: NDArray[np.int_], within: bool
) -> tuple[Array, float, float]:
    """The times at which a particle has gone each `FINE`-th of each of its steps, when it is gone, and how far it went.

    Args:
        within: whether it ends in the domain; else it is gone when it leaves it for the last time.
    """
    if not mine.size:
        return np.zeros(1), 0.0, 0.0
    shares = np.tile(np.arange(1, FINE + 1) / FINE, mine.size) * np.repeat(taken.until[mine], FINE)
    q = np.vstack([taken.begin[mine[:1]], taken.at(np.repeat(mine, FINE), shares)])
    ways = np.hypot(*np.diff(q, axis=0).T)
    slopes = np.hypot(*f.gradient(*ensemble.places((q[1:] + q[:-1]) / 2).T))
    falls = -np.diff(f(*ensemble.places(q).T)) / np.maximum(ways * f.domain.diagonal, np.finfo(float).tiny)
    slopes = np.where(np.repeat(taken.sliding[mine], FINE), falls, slopes)  # along a crease there is no gradient
    times = np.append(0.0, np.cumsum(ways / _pace(f, slopes)))
    gone = times[-1] if within else np.interp(_leaves(f, ensemble.places(q)), np.arange(len(times)), times)
    return times, float(gone), float(ways.sum()) * f.domain.diagonal


def _leaves(f: ScalarField, places: Array) -> float:
    """At which of the places on a way, shape (n, 2), or how far behind one, it leaves the domain for the last time."""
    beyond = np.abs(places - f.domain.centre) - np.array(f.domain.sides) / 2  # negative inside
    last = int(np.flatnonzero((beyond <= 0).all(axis=1)).max(initial=0))
    if last + 1 == len(places):
        return float(last)
    crossing = beyond[last + 1] > 0
    before, after = beyond[last, crossing], beyond[last + 1, crossing]
    return last + float(np.min(before / (before - after)))


def _pace(f: ScalarField, slopes: Array) -> Array:
    """How fast to go at these slopes, SLOWEST to 1: by the share of the domain that is less steep."""
    others = np.hypot(*f.gradient(*f.domain.grid(41)))
    others = np.sort(others[others > flatness(f)])
    rank = np.searchsorted(others, np.nan_to_num(slopes)) / max(others.size, 1)
    return SLOWEST + (1 - SLOWEST) * rank


def _sampled(ensemble: Ensemble, taken: Trajectories, first: int, times: Array, moments: Array, start: Array) -> Array:
    """Where a particle is at these moments, shape (n, 2)."""
    if len(times) == 1:
        return np.broadcast_to(start, (len(moments), 2))
    gone = np.interp(moments, times, np.arange(len(times)) / FINE)  # steps and a share of the next
    which = np.minimum(gone.astype(int), (len(times) - 1) // FINE - 1)
    places = ensemble.places(taken.at(first + which, (gone - which) * taken.until[first + which]))
    places[moments == 0] = start
    return places


def _never_up(f: ScalarField, places: Array) -> Array:
    """The same, but where rounding would lift a particle, it waits."""
    heights = f(*np.moveaxis(places, -1, 0))
    lowest = np.fmin.accumulate(heights, axis=0)
    up = np.vstack([np.zeros((1, heights.shape[1]), bool), heights[1:] > lowest[:-1]])
    kept = np.maximum.accumulate(np.where(up, 0, np.arange(len(heights))[:, None]), axis=0)
    waiting = np.take_along_axis(places, kept[..., None], axis=0)
    return np.where(np.isnan(places), np.nan, waiting)
