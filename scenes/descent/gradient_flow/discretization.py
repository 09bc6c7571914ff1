"""Gradient flow over a span of time, and its discretization: gradient descents, which are Euler's method."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.integrate import solve_ivp

from gradanim import Domain, Refusal, gradient_flow, kind
from gradanim.fields.scalar import ScalarField
from gradanim.stage.frame.live import Point

Array = NDArray[np.float64]
SAMPLES = 601  # of a flow, evenly spaced in time: divisible by most numbers of steps
EXACT = 1e-6  # a gap below this share of the way is none
WIDEST = 0.3  # a gap is at most this share


@dataclass(frozen=True, eq=False)
class Discretization:
    """A flow over a span of time, and descents whose steps last ever shorter parts of it: Euler's method, ever finer.

    Attributes:
        f: the landscape.
        span: how long, in the time of dp/dt = -grad f.
        flow: places at SAMPLES equally spaced times, shape (SAMPLES, 2).
        runs: of each descent its places after 0, 1, 2 ... steps, shape (steps + 1, 2); each has twice the steps of the
            one before.
    """

    f: ScalarField
    span: float
    flow: Array
    runs: tuple[Array, ...]

    @property
    def rates(self) -> tuple[float, ...]:
        """How long a step of each descent lasts: its learning rate."""
        return tuple(self.span / (len(run) - 1) for run in self.runs)

    @cached_property
    def gaps(self) -> tuple[Array, ...]:
        """For each descent, how far it is from the flow at the SAMPLES times, in units of the plane."""
        return tuple(gap(self.flow, run) for run in self.runs)

    @property
    def largest_gaps(self) -> tuple[float, ...]:
        """The largest of these, for each descent."""
        return tuple(float(np.max(gaps)) for gaps in self.gaps)

    @property
    def length(self) -> float:
        """How far the flow goes."""
        return float(np.sum(np.hypot(*np.diff(self.flow, axis=0).T)))

    @cached_property
    def valley(self) -> tuple[float, float] | None:
        """Where the flow leads, if it is followed to the end and that is a valley in the window; else None."""
        path = gradient_flow(self.f, self.flow[0], uphill=False)
        place = (float(path.points[-1][0]), float(path.points[-1][1]))
        known = path.ended == "flat" and place in self.window() and kind(self.f, place) == "valley"
        return place if known else None

    @property
    def exact(self) -> bool:
        """Whether steps of any length stay on the flow, as where the gradient does not change along it."""
        return self.largest_gaps[0] < EXACT * self.length

    @property
    def first_order(self) -> bool:
        """Whether the error is of order one: each gap about half the one before, none so wide that steps stray."""
        if not min(self.largest_gaps) > 0:
            return False
        first, *others = (wider / narrower for wider, narrower in pairwise(self.largest_gaps))
        halved = 1.65 < first < 2.45 and all(1.7 < other < 2.35 for other in others)
        return halved and self.largest_gaps[0] < WIDEST * self.length

    def window(self, share: float = 0.45) -> Domain:
        """The part of the domain to look at: all of it, unless the flow and its steps take up less than this share."""
        d = self.f.domain
        points = np.vstack([self.flow, *self.runs])
        low, high = points.min(axis=0), points.max(axis=0)
        size = max((high - low) / (d.width, d.height)) / share
        if size > 0.8:
            return d
        w, h = size * d.width, size * d.height
        x0, y0 = np.clip((low + high) / 2 - (w / 2, h / 2), (d.x0, d.y0), (d.x1 - w, d.y1 - h))
        return Domain(float(x0), float(x0) + w, float(y0), float(y0) + h)


def shown_discretization(field: ScalarField, start: Point) -> Discretization:
    """The flow from a point and the steps beside it, or a refusal where there is no room for steps."""
    found = discretize(field, start)
    if found is None:
        raise Refusal(
            f"{field} leaves no room for steps downhill from ({start[0]:g}, {start[1]:g}): "
            "choose another point with --at, or another part of the plane with --domain"
        )
    return found


SPANS = tuple(0.7**k for k in range(14))  # shares of the time that may be shown
# How many of the longest steps may be shown, and how wide the gap has to be, as a share of the way: few and plain to
# see if possible.
FEW, MANY = ((5, 6, 8, 10, 12), 0.08), ((5, 6, 8, 10, 12, 15, 20, 24, 30, 40), 0.02)
HALVINGS, FINER = (1, 2, 4), (8, 16)  # how many steps there are for one of the longest: the first are tried, all kept


def discretize(f: ScalarField, start: ArrayLike) -> Discretization | None:
    """A span of the flow from a point, and descents beside it that can be told from it, until they are too fine.

    The span ends where the flow is as good as at rest. Where the field is so stiff that this would take too many
    steps, it ends earlier.

    Returns:
        The longest span that has descents of few steps that stay in the domain, each about half as far from the flow
        as the one before; None where there is none, as on a crease.
    """
    span = _time_span(f, start)
    if not span > 0:
        return None
    flows = [(share * span, flow_in_time(f, start, share * span)) for share in SPANS]
    others: list[Discretization] = []
    for counts, least in (FEW, MANY):
        for part, flow in flows:
            if not np.isfinite(flow).all():
                continue
            for count in counts:
                found = Discretization(f, part, flow, _descents(f, start, part, count, HALVINGS))
                if not _inside(found) or not (found.exact or found.first_order):
                    continue
                others.append(found)
                if found.exact or found.largest_gaps[0] > least * found.length:
                    whole = _with_finer(found)
                    if whole.exact or whole.first_order:
                        return whole
    return next((whole for whole in map(_with_finer, reversed(others)) if whole.first_order), None)


def gap(flow: ArrayLike, run: ArrayLike) -> Array:
    """The error of a discretization: how far apart two walks are at the same times of one span.

    Args:
        flow: places at equally spaced times, shape (n, 2).
        run: the same, at fewer; between them it goes straight and evenly.
    """
    places, stops = np.asarray(flow, float), np.asarray(run, float)
    times = np.linspace(0, len(stops) - 1, len(places))
    there = np.stack([np.interp(times, np.arange(len(stops)), c) for c in stops.T], axis=1)
    apart: Array = np.hypot(*(there - places).T)
    return apart


def flow_in_time(f: ScalarField, start: ArrayLike, span: float, samples: int = SAMPLES) -> Array:
    """Places of dp/dt = -grad f at even times up to `span`, shape (samples, 2); nan where it breaks off."""
    p, scale, centre = np.asarray(start, float), f.domain.diagonal, np.array(f.domain.centre)
    times, places = np.linspace(0, 1, samples), np.full((samples, 2), np.nan)
    with np.errstate(all="ignore"):
        found = solve_ivp(
            lambda _, q: -span / scale * f.gradient(*(centre + scale * q)),
            (0, 1),
            (p - centre) / scale,
            method="Radau",
            jac=lambda _, q: -span * f.hessian(*(centre + scale * q)),
            t_eval=times,
            rtol=1e-9,
            atol=1e-12,
        )
    places[: found.y.shape[1]] = centre + scale * found.y.T
    return places


def descent(f: ScalarField, start: ArrayLike, rate: float, steps: int) -> Array:
    """Places after 0, 1 ... steps of new = old - rate * grad f, shape (steps + 1, 2), wherever they lead."""
    places = [np.asarray(start, float)]
    for _ in range(steps):
        places.append(places[-1] - rate * f.gradient(*places[-1]))
    return np.array(places)


def _descents(f: ScalarField, start: ArrayLike, span: float, count: int, factors: tuple[int, ...]) -> tuple[Array, ...]:
    return tuple(descent(f, start, span / (k * count), k * count) for k in factors)


def _with_finer(found: Discretization) -> Discretization:
    """The same with the descents in FINER steps added."""
    first = found.runs[0]
    finer = _descents(found.f, first[0], found.span, len(first) - 1, FINER)
    return replace(found, runs=(*found.runs, *finer))


SLOW = 0.03  # of the steepest slope so far: where the flow is as good as at rest
NEARLY = 0.9  # of the way to where the flow leaves or breaks off: so far it is followed


def _time_span(f: ScalarField, start: ArrayLike) -> float:
    """The time in which the flow comes as good as to rest, or nearly to where it leaves or breaks off."""
    path = gradient_flow(f, start, uphill=False, samples=600)
    if len(path.points) < 3:
        return 0.0
    ways = np.hypot(*np.diff(path.points, axis=0).T)
    slopes = np.hypot(*f.gradient(*path.points.T))
    with np.errstate(all="ignore"):
        times = np.append(0.0, np.cumsum(ways * 2 / (slopes[1:] + slopes[:-1])))
    slow = np.flatnonzero(slopes < SLOW * np.maximum.accumulate(slopes))
    nearly = int(np.searchsorted(np.cumsum(ways), NEARLY * ways.sum()))
    if slow.size and (slow[0] <= nearly or path.ended == "flat"):
        return float(times[slow[0]])
    return float(times[nearly])


def _inside(found: Discretization) -> bool:
    d = found.f.domain
    points = np.vstack(found.runs)
    return bool(((points >= (d.x0, d.y0)) & (points <= (d.x1, d.y1))).all())
