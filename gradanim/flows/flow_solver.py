"""One line of the gradient flow of any field, integrated with an eye on what the field does on the way.

The equation is that of `gradanim.flows.scaling`. The method is implicit, for curved valleys, which are stiff: Radau IIA
of order 5 (E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, section IV.8), as scipy has it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import DenseOutput, OdeSolution, Radau

from gradanim.fields.standing import RUNAWAY, runaway
from gradanim.flows.scaling import LONGEST, SHORTEST, Scaling
from gradanim.optimize.ascent import StopReason
from gradanim.optimize.rules import Hill

Array = NDArray[np.float64]

STEPS, WAY = 500, 20.0  # bounds on the work: steps of the solver, and the way to go in diagonals of the domain
LOOKS = 16  # at the field during a step
RATTLING, SHORT = 50, 1e-4  # so many last steps that are this short, in diagonals: it rattles along a crease
AROUND = 1e-6  # diagonals: how far from a place without a gradient the field is looked at, to tell a crease from a hole


class _OffTheMapError(Exception):
    """The solver asked for the gradient at a place where there is none."""


@dataclass(frozen=True)
class _Look:
    """What was seen along one step: the time up to which all is well, and what comes then."""

    until: float
    then: StopReason | None


class FlowSolver:
    """Follows single lines of the flow of a hill, in the coordinates q of `Scaling`.

    Args:
        hill: where up is.
        flat: the slope that ends it.
    """

    def __init__(self, hill: Hill, flat: float) -> None:
        self._hill, self._flat, self._scaling = hill, flat, Scaling(hill.f, flat)
        self._middle = hill.sense * self._scaling.middle

    def follow(self, start: Array) -> tuple[OdeSolution | None, StopReason]:
        """The line from a point, None if it has no length, and why it ended."""
        q, t, limit = self._scaling.to_scaled(start), 0.0, LONGEST
        times, pieces, ways = [t], [], [0.0]
        solver, ended = None, None
        with np.errstate(all="ignore"):
            for _ in range(STEPS):
                if solver is None:
                    first = limit / 100 / self._speed(q)
                    solver = Radau(
                        self._velocity, t, q, 1e30, jac=self._jacobian, rtol=1e-8, atol=1e-10, first_step=first
                    )
                solver.max_step = limit / self._speed(q)
                look, dense, length = self._step(solver)
                if look.then in ("undefined", "no gain") and length > SHORTEST and limit > SHORTEST:
                    # It may be the step that is at fault and not the field: go carefully.
                    solver, limit = None, min(length, limit) / 8
                    continue
                if dense is not None and look.until > t:
                    pieces.append(dense)
                    times.append(look.until)
                    ways.append(length)
                    t, q = look.until, dense(look.until)
                ended = look.then or ("steps used" if sum(ways) > WAY else None)
                if ended is not None:
                    break
                limit = min(4 * limit, LONGEST)
        if ended == "no gain" and self._slope(q) > runaway(self._hill.f):
            ended = "undefined"
        elif (ended == "undefined" and self._in_a_crease(q)) or (ended is None and max(ways[-RATTLING:]) < SHORT):
            ended = "no gain"
        return (OdeSolution(times, pieces) if pieces else None), ended or "steps used"

    def _step(self, solver: Radau) -> tuple[_Look, DenseOutput | None, float]:
        """One step of the solver, looked over, and its length in diagonals."""
        t = solver.t
        try:
            solver.step()
        except _OffTheMapError:
            return _Look(t, "undefined"), None, np.inf
        if solver.status == "failed":
            return _Look(t, "no gain"), None, 0.0
        dense = solver.dense_output()
        look = self._look(dense, np.linspace(t, solver.t, LOOKS + 1))
        return look, dense, float(np.hypot(*(dense(solver.t) - dense(t))))

    def _look(self, dense: DenseOutput, times: Array) -> _Look:
        """What happens first along a step."""
        q = dense(times)
        p = self._at(q)
        heights, slopes = self._hill.sense * self._hill.f(*p), np.hypot(*self._hill.f.gradient(*p))
        outgrown = np.abs(heights[1:] - self._middle) > RUNAWAY * self._scaling.spread
        doubt = 8 * np.finfo(float).eps * np.abs(heights[:-1]) + 1e-10 * self._scaling.spread
        events: list[tuple[StopReason, NDArray[np.bool_]]] = [
            ("left domain", self._outside(q[:, 1:])),
            ("flat", slopes[1:] <= self._flat),
            ("undefined", np.isnan(heights[1:]) | outgrown),
            ("no gain", heights[1:] < heights[:-1] - doubt),
        ]
        found = [(int(np.argmax(seen)), rank, then) for rank, (then, seen) in enumerate(events) if seen.any()]
        if not found:
            return _Look(times[-1], None)
        k, _, then = min(found)
        if then == "left domain":
            return _Look(self._border(dense, times[k], times[k + 1]), then)
        return _Look(times[k + 1] if then == "flat" else times[k], then)

    def _in_a_crease(self, q: Array) -> bool:
        """Whether all around a place heights and slopes are known, and the height there fits to them."""
        f, turns = self._hill.f, np.arange(12) * np.pi / 6 + 0.1
        around = self._at(q[:, None] + AROUND * np.stack([np.cos(turns), np.sin(turns)]))
        slopes, rises = np.hypot(*f.gradient(*around)), f(*around) - f(*self._at(q))
        known = np.isfinite(slopes).all() and slopes.max() <= runaway(f)
        return bool(known and np.abs(rises).max() <= 2 * AROUND * self._scaling.diagonal * slopes.max())

    def _border(self, dense: DenseOutput, inside: float, outside: float) -> float:
        """The time at which a step leaves the domain."""
        for _ in range(60):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if self._outside(dense(middle)) else (middle, outside)
        return outside

    def _outside(self, q: Array) -> NDArray[np.bool_]:
        return self._scaling.outside(q.T)

    def _at(self, q: Array) -> Array:
        return self._scaling.to_plane(q.T).T

    def _slope(self, q: Array) -> float:
        return float(np.hypot(*self._hill.gradient(self._at(q))))

    def _speed(self, q: Array) -> float:
        slope = self._slope(q)
        return max(1e-6, slope / float(np.hypot(slope, self._scaling.soft)))

    def _velocity(self, _: float, q: Array) -> Array:
        gradient = self._hill.gradient(self._at(q))
        if not np.isfinite(gradient).all():
            raise _OffTheMapError
        velocity: Array = gradient / np.hypot(np.hypot(*gradient), self._scaling.soft)
        return velocity

    def _jacobian(self, _: float, q: Array) -> Array:
        u, p = self._velocity(0, q), self._at(q)
        pull = np.hypot(np.hypot(*self._hill.gradient(p)), self._scaling.soft)
        bend = np.nan_to_num(self._hill.hessian(p) / pull, posinf=0.0, neginf=0.0)
        jacobian: Array = self._scaling.diagonal * (bend - np.outer(u, u @ bend))
        return jacobian
