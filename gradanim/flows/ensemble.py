"""An ensemble: many points going down at once, one implicit step for all, each as long as its own place allows.

Where f has kinks, a point that has come to a crease goes on along it, as `gradanim.flows.creases` says.

The equation is that of `gradanim.flows.scaling`. The method is ode23s, a Rosenbrock pair of orders 2 and 3: it takes
one Hessian and no iteration, and is stable in stiff valleys. L. F. Shampine and M. W. Reichelt, The MATLAB ODE Suite,
SIAM Journal on Scientific Computing 18 (1997), 1-22.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.fields.standing import RUNAWAY, flatness, runaway
from gradanim.flows.creases import FIRST, Creases, next_length
from gradanim.flows.scaling import LONGEST, SHORTEST, Scaling
from gradanim.optimize.ascent import StopReason

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]

D, E = 1 / (2 + np.sqrt(2)), 6 + np.sqrt(2)  # the constants of ode23s
ROUNDS = 3000  # most steps and attempts
SHORT, STUCK = 1e-4, 30  # so many steps in a row this short: it rattles along a crease
SLIDES = 20  # creases that one point may come to
LOOKS = np.array([0.25, 0.5, 0.75, 1.0])  # of a step: where it is looked over


@dataclass(frozen=True, eq=False)
class Trajectories:
    """All steps that were taken, those of one point after another, in the order of time.

    Attributes:
        owner: index of the point, shape (n,).
        begin, first, second: where a step began, and the two stages it is interpolated from, shape (n, 2).
        length: in time, shape (n,).
        until: the share of the step that was gone, shape (n,); 1 but for a last one.
        sliding: whether it went along a crease, shape (n,).
    """

    owner: NDArray[np.int_]
    begin: Array
    first: Array
    second: Array
    length: Array
    until: Array
    sliding: Bools

    def at(self, which: NDArray[np.int_], share: Array) -> Array:
        """Where steps were at these shares of them, shape (n, 2)."""
        return _dense(self.begin[which], self.first[which], self.second[which], self.length[which], share)


class Ensemble:
    """Points that go down over a field, in the coordinates q of `Scaling`.

    Args:
        f: the landscape.
        starts: shape (n, 2), inside the domain.
        tolerance: of the error of one step, in diagonals.
        reach: points end as soon as they leave a part of the plane so many times as large as the domain.

    Attributes:
        q: where the points are now, shape (n, 2), scaled.
        ended: why each has ended, shape (n,); empty while it is going.
        slides: how many creases each has gone along, shape (n,).
    """

    def __init__(self, f: ScalarField, starts: Array, tolerance: float, reach: float = 1.0) -> None:
        self._f, self._tolerance, self._reach = f, tolerance, reach
        self._flat, self._runaway = flatness(f), runaway(f)
        self._scaling = Scaling(f, self._flat, reach)
        self.q = self._scaling.to_scaled(starts)
        self.ended = np.full(len(starts), "", dtype="<U12")
        slope = np.hypot(*f.gradient(*starts.T))
        self.ended[slope <= self._flat] = "flat"
        self.ended[~np.isfinite(slope)] = "undefined"
        self._h = np.full(len(starts), LONGEST / 100)
        self._short = np.zeros(len(starts), int)
        self._creases, self._sliding = Creases(f, self._scaling), np.zeros(len(starts), bool)
        self.slides = np.zeros(len(starts), int)

    def run(self) -> Trajectories:
        """Go down until every point has ended."""
        taken: list[tuple[NDArray[Any], ...]] = []
        with np.errstate(all="ignore"):
            for _ in range(ROUNDS):
                going = np.flatnonzero(self.ended == "")
                if not going.size:
                    break
                sliding = self._sliding[going]
                taken += [self._flow(going[~sliding])] if not sliding.all() else []
                taken += [self._slide(going[sliding])] if sliding.any() else []
        self.ended[self.ended == ""] = "steps used"
        if not taken:
            none = np.empty((0, 2))
            return Trajectories(np.empty(0, int), none, none, none, np.empty(0), np.empty(0), np.empty(0, bool))
        owner, *rest = (np.concatenate(column) for column in zip(*taken, strict=True))
        order = np.argsort(owner, kind="stable")
        return Trajectories(owner[order].astype(int), *(column[order] for column in rest))

    def places(self, q: Array) -> Array:
        """The points of the plane, shape (n, 2), none of them out of reach."""
        d = self._f.domain
        if self._reach != 1:
            d = d.around(d.centre, self._reach * d.width)
        return np.clip(self._scaling.to_plane(q), (d.x0, d.y0), (d.x1, d.y1))

    def _flow(self, going: NDArray[np.int_]) -> tuple[NDArray[Any], ...]:
        """One attempt at a step where f is smooth; what came of it."""
        q, h = self.q[going], self._h[going]
        begin, k1, k2, error = self._attempt(q, h)
        looks = np.stack([_dense(q, k1, k2, h, np.full(len(h), share)) for share in LOOKS])
        heights = self._f(*self._plane(np.concatenate([q[None], looks])))
        slopes = np.hypot(*self._f.gradient(*self._plane(looks)))
        outside = self._scaling.outside(looks)
        seen = np.cumsum(outside, axis=0) <= 1  # beyond the border nothing is looked at
        doubt = 8 * np.finfo(float).eps * np.abs(heights[:-1]) + 1e-12 * self._scaling.spread
        climbs = (seen & (heights[1:] > heights[:-1] + doubt)).any(axis=0)
        lost = ~np.isfinite(begin + k1 + k2).all(axis=1) | (seen & ~np.isfinite(slopes)).any(axis=0)
        way = np.hypot(*(h[:, None] * k2).T)
        wrong = climbs | lost | ~(error <= self._tolerance)
        kept = ~wrong
        until, then = self._events(q, k1, k2, h, heights[1:], slopes, outside)
        self._end(going, kept & (then != ""), then)
        self.q[going[kept]] = _dense(q, k1, k2, h, until)[kept]
        self._short[going] = np.where(kept & (way > SHORT), 0, self._short[going] + kept)
        stuck = (wrong & ~(h > SHORTEST)) | (self._short[going] > STUCK)
        gone_wrong = climbs | lost | ~np.isfinite(error)
        better = 0.8 * np.cbrt(self._tolerance / np.maximum(np.nan_to_num(error), 1e-30))
        factor = np.where(gone_wrong, 0.2, np.clip(better, 0.1, 4.0))
        speed = np.maximum(np.hypot(*begin.T), 1e-6)
        self._h[going] = np.minimum(factor * h, LONGEST / np.where(np.isfinite(speed), speed, 1.0))
        self._stop(going[stuck], np.where(lost & wrong, "undefined", "no gain")[stuck])
        return tuple(part[kept] for part in (going, q, k1, k2, h, until, np.zeros(len(h), bool)))

    def _stop(self, going: NDArray[np.int_], why: NDArray[np.str_]) -> None:
        """End those that get no further, unless they are at a crease and the way down is along it, or beyond it."""
        going, why = going[self.ended[going] == ""], why[self.ended[going] == ""]
        if not going.size:
            return
        kinks, there = self._creases.ahead(self.q[going])
        on = np.isfinite(there.across).all(axis=1) & ~there.still & (self.slides[going] < SLIDES)
        self.q[going] = np.where((on | there.still)[:, None], kinks, self.q[going])
        self.ended[going[~on]] = np.where(there.still, "no gain", why)[~on]
        self.slides[going[on]] += 1
        self._short[going[on]], self._sliding[going[on]], self._h[going[on]] = 0, True, FIRST

    def _slide(self, going: NDArray[np.int_]) -> tuple[NDArray[Any], ...]:
        """One attempt at a step along a crease; what came of it."""
        q, h = self.q[going], self._h[going]
        kink = self._creases.around(q)
        level = kink.still | (np.hypot(*kink.least.T) <= self._flat)
        aside = ~level & ~kink.holds
        straight, back, good, bend = self._creases.step(q, kink, h)
        good &= ~level & ~aside
        self._end(going, level | (~good & ~aside & (h < SHORTEST / 8)), np.full(len(going), "no gain"))
        until = np.where(good, self._scaling.share_inside(q, q + straight + back), 1.0)
        self._end(going, until < 1, np.full(len(going), "left domain"))
        k1, k2 = ((straight + share * back) / h[:, None] for share in (2 * D, 1.0))  # a parabola along the crease
        self.q[going[good]] = _dense(q, k1, k2, h, until)[good]
        self._h[going] = next_length(h, good, bend)
        self._sliding[going[aside]], self._h[going[aside]] = False, LONGEST / 100
        self.q[going[aside]] = self._creases.beside(q, kink)[aside]
        return tuple(part[good] for part in (going, q, k1, k2, h, until, np.ones(len(h), bool)))

    def _attempt(self, q: Array, h: Array) -> tuple[Array, Array, Array, Array]:
        """The velocity at q, the two stages of a step, and the estimate of its error."""
        start, jacobian = self._velocity(q), self._jacobian(q)
        w = np.linalg.inv(_invertible(np.eye(2) - (h * D)[:, None, None] * jacobian)).astype(np.float64)
        k1 = _times(w, start)
        middle = self._velocity(q + 0.5 * h[:, None] * k1)
        k2 = _times(w, middle - k1) + k1
        end = self._velocity(q + h[:, None] * k2)
        k3 = _times(w, end - E * (k2 - middle) - 2 * (k1 - start))
        return start, k1, k2, np.hypot(*(h[:, None] / 6 * (k1 - 2 * k2 + k3)).T)

    def _events(
        self, q: Array, k1: Array, k2: Array, h: Array, heights: Array, slopes: Array, outside: Bools
    ) -> tuple[Array, NDArray[np.str_]]:
        """The share up to which each step is good, and what comes then."""
        runs = (np.abs(heights - self._scaling.middle) > RUNAWAY * self._scaling.spread) | (slopes > self._runaway)
        until, then = np.ones(len(h)), np.full(len(h), "", dtype="<U12")
        for k in reversed(range(len(LOOKS))):  # what comes first is written last
            for seen, name in ((runs[k], "undefined"), (slopes[k] <= self._flat, "flat"), (outside[k], "left domain")):
                until[seen], then[seen] = LOOKS[k], name
        left = then == "left domain"
        if left.any():
            until[left] = self._border(q[left], k1[left], k2[left], h[left], until[left])
        return until, then

    def _border(self, q: Array, k1: Array, k2: Array, h: Array, outside: Array) -> Array:
        """The share of each step at which it leaves the domain."""
        inside = outside - LOOKS[0]
        for _ in range(50):
            middle = (inside + outside) / 2
            beyond = self._scaling.outside(_dense(q, k1, k2, h, middle))
            inside, outside = np.where(beyond, inside, middle), np.where(beyond, middle, outside)
        return outside

    def _end(self, going: NDArray[np.int_], which: Bools, why: NDArray[np.str_]) -> None:
        first = which & (self.ended[going] == "")
        self.ended[going[first]] = why[first]

    def _plane(self, q: Array) -> Array:
        return np.moveaxis(self._scaling.to_plane(q), -1, 0)

    def _velocity(self, q: Array) -> Array:
        gradient = self._f.gradient(*self._plane(q))
        return -(gradient / np.hypot(np.hypot(*gradient), self._scaling.soft)).T

    def _jacobian(self, q: Array) -> Array:
        p = self._plane(q)
        u, pull = self._velocity(q), np.hypot(np.hypot(*self._f.gradient(*p)), self._scaling.soft)
        bend = np.nan_to_num(-np.moveaxis(self._f.hessian(*p) / pull, -1, 0), posinf=0.0, neginf=0.0)
        return self._scaling.diagonal * (bend - u[:, :, None] * np.einsum("ni,nij->nj", u, bend)[:, None, :])


def causes(ended: NDArray[np.str_]) -> tuple[StopReason, ...]:
    """Why each point ended, as `Path.ended` says it."""
    return tuple(ended.tolist())


def _dense(begin: Array, k1: Array, k2: Array, h: Array, share: Array) -> Array:
    """The quadratic that ode23s interpolates a step with."""
    a, b = share * (1 - share) / (1 - 2 * D), share * (share - 2 * D) / (1 - 2 * D)
    place: Array = begin + (h * a)[:, None] * k1 + (h * b)[:, None] * k2
    return place


def _times(matrices: Array, vectors: Array) -> Array:
    return np.einsum("nij,nj->ni", matrices, vectors)


def _invertible(matrices: Array) -> Array:
    """The matrices, and the identity for those that cannot be inverted: their steps are found wrong by their error."""
    good = np.isfinite(matrices).all(axis=(1, 2)) & (np.abs(np.linalg.det(np.nan_to_num(matrices))) > 1e-12)
    return np.where(good[:, None, None], matrices, np.eye(2))
