"""Paths from one place to another through a vector field, and the work on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import Refusal
from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.vector_calculus import VectorValued
from gradanim.stage.frame.live import Point
from gradanim.stage.marks.routes import PlaneCurve

CORNERS = 241  # of a path
SEED = 7  # of the path that nobody planned
SIZES = (0.66, 0.5, 0.36, 0.26)  # of the domain's shorter and longer side: how far apart the ends are
TURNS = np.radians([8, -12, 38, -38, 90, 70])  # from the x axis: the paths from one end to the other
ROUND = 2 * np.pi * np.arange(16) / 16  # the same, where one end is given
SPREAD = (0.0, 0.15, -0.15, 0.3, -0.3)  # of the domain's sides: where between the ends the middle is tried
STEADY = 2e-3  # of what is done on a path: by how much finer pieces may change it
WIND = 10.0  # times what is left without it: a constant part that hides the rest
INSIDE = 0.03  # of the domain's sides: so far from its border
ENOUGH = 0.4  # of what is done: work, or its difference, that is no better if it is more
BACK = 0.2  # of its worth: what a path against the field loses, which is gone from its end
TELLS = 0.2  # the same: less is not looked for any closer
LEAST = 0.06  # of all that is done on two paths: by so much the work on them differs at least, where it is said to


@dataclass(frozen=True)
class Paths:
    """Three paths from A to B: to the left of the straight one, to the right of it, and one that nobody planned.

    Attributes:
        a, b: the ends.
        lines: the paths, each (n, 2), with corners at equal shares of their parameter.
        works: what the field does on each, up to each of its corners, shape (n,).
        sizes: what it does either way on each.
    """

    a: Point
    b: Point
    lines: tuple[PlaneCurve, ...]
    works: tuple[NDArray[np.float64], ...]
    sizes: tuple[float, ...]

    @property
    def difference(self) -> float:
        """By how much the work on the first two differs, as a share of all that is done on them."""
        return float(abs(self.works[0][-1] - self.works[1][-1]) / sum(self.sizes[:2]))

    def worth(self, *, differ: bool) -> float:
        """How well they show that the work differs, or that it is equal."""
        return self.difference if differ else self.gain

    @property
    def goes_back(self) -> bool:
        """The field pushes more against the first than along it."""
        return bool(self.works[0][-1] < 0)

    @property
    def gain(self) -> float:
        """The work on the first, as a share of all that is done on it."""
        return float(abs(self.works[0][-1]) / self.sizes[0])


def paths_between(a: ArrayLike, b: ArrayLike) -> tuple[PlaneCurve, ...]:
    """The three paths between two places, each of shape (n, 2)."""
    start, step = np.asarray(a, float), np.subtract(b, a)
    left, t = np.array([-step[1], step[0]]), np.linspace(0, 1, CORNERS)
    bulge = 0.36 * np.sin(np.pi * t)
    waves = np.sin(np.pi * np.outer(np.arange(1, 6), t))
    aside, ahead = np.random.default_rng(SEED).uniform(-0.16, 0.16, (2, 5)) @ waves
    shares = ((t, bulge), (t, -bulge), (t + ahead, aside))
    return tuple(start + np.outer(along, step) + np.outer(across, left) for along, across in shares)


def work_along(field: VectorValued, line: PlaneCurve) -> tuple[NDArray[np.float64], float]:
    """The work on a path up to each of its corners, and what is done on it either way; nan where it is not known.

    It is known where pieces half as long do the same.
    """
    halves = np.empty((2 * len(line) - 1, 2))
    halves[::2], halves[1::2] = line, (line[1:] + line[:-1]) / 2
    coarse, fine = pieces_of_work(field, line), pieces_of_work(field, halves)
    size = float(np.abs(fine).sum())
    if not abs(fine.sum() - coarse.sum()) <= STEADY * size:
        return np.full(len(line), np.nan), np.nan
    return np.append(0.0, np.cumsum(fine.reshape(-1, 2).sum(axis=1))), size


def pieces_of_work(field: VectorValued, line: PlaneCurve) -> NDArray[np.float64]:
    """The work on each piece of a line, by Simpson's rule."""
    begin, step = line[:-1], np.diff(line, axis=0)
    done = [np.sum(field(*(begin + share * step).T).T * step, axis=1) for share in (0.0, 0.5, 1.0)]
    return np.asarray((done[0] + 4 * done[1] + done[2]) / 6)


def chosen_paths(field: VectorValued, room: Domain, at: Point | None, *, differ: bool) -> Paths:
    """The best paths through a field, as far apart as it lets them be.

    Args:
        room: where they may lie, a part of the field's domain; from a given place anywhere in it, if they have to.
        at: where they begin; anywhere if None.
        differ: choose them by how much the work on them differs, not by how much it is. If not, paths along the field
            are better than those against it.

    Raises:
        Refusal: there are none on which the field is smooth; or the work on them differs by too little to be seen.
    """
    best: Paths | None = None
    for size, part in product(SIZES, (room,) if at is None else (room, field.domain)):
        found = [paths for ends in _ends(part, at, size) if (paths := _paths(field, part, *ends)) is not None]
        found = found if differ else [paths for paths in found if _are_joined(field, paths)]
        worth = [min(paths.worth(differ=differ), ENOUGH) * (differ or 1 - BACK * paths.goes_back) for paths in found]
        if worth and (best is None or max(worth) > 2 * best.worth(differ=differ)):
            best = found[int(np.argmax(worth))]
        if best is not None and best.worth(differ=differ) > TELLS:
            break
    if best is None:
        raise Refusal(
            f"{field} has no two places in {field.domain} with paths between them on which it is smooth: "
            "give another part of the plane with --domain" + ("" if at is None else ", or another place with --at")
        )
    if differ and best.difference < LEAST:
        raise Refusal(
            f"{field} is not conservative on {field.domain}, but the work on two paths differs too little to be seen: "
            f"give a --domain around a place where its curl is large{_constant_part(field)}"
        )
    return best


def _constant_part(field: VectorValued) -> str:
    """What more can be done where most of a field is the same vector everywhere, which does equal work on all paths."""
    vectors = field(*(c.ravel() for c in field.domain.grid(21)))
    vectors = vectors[:, np.isfinite(vectors).all(axis=0)]
    middle = np.median(vectors, axis=1)
    if np.hypot(*middle) < WIND * np.median(np.hypot(*(vectors - middle[:, None]))):
        return ""
    return f"; or leave out ({middle[0]:.3g}, {middle[1]:.3g}), which does equal work on all paths"


def _are_joined(field: VectorValued, paths: Paths) -> bool:
    """Whether the ends of paths lie in one piece of a conservative field's domain, so that one potential has both.

    Jumps cut a domain in pieces, as those of floor(x): work is known across them, and a formula for it is not.
    """
    try:
        return bool(np.isfinite(field.work(paths.a, paths.b)))
    except DomainError:
        return False


def _ends(room: Domain, at: Point | None, size: float) -> Iterator[tuple[Point, Point]]:
    sides = np.array([room.width, room.height])
    for turn in TURNS if at is None else ROUND:
        heading = np.array([np.cos(turn), np.sin(turn)])
        step = size * heading / np.max(np.abs(heading) / sides)
        if at is not None:
            yield at, tuple(np.add(at, step).tolist())
            continue
        for shift in product(SPREAD, repeat=2):
            middle = np.array(room.centre) + shift * sides
            one, other = (tuple((middle + half * step).tolist()) for half in (-0.5, 0.5))
            yield from ((one, other), (other, one))


def _paths(field: VectorValued, room: Domain, a: Point, b: Point) -> Paths | None:
    """The paths between two places, if there is room for them and the work on all of them is known."""
    lines = paths_between(a, b)
    places, spare = np.vstack(lines), INSIDE * np.array([room.width, room.height])
    if (places < room.low + spare).any() or (places > room.high - spare).any():
        return None
    return measured(field, a, b, lines)


def between(field: VectorValued, a: Point, b: Point) -> Paths:
    """The paths between two places, on which the work is known."""
    found = measured(field, a, b, paths_between(a, b))
    if found is None:
        raise ValueError(f"the work of {field} is not known on every path from {a} to {b}")
    return found


def measured(field: VectorValued, a: Point, b: Point, lines: Sequence[PlaneCurve]) -> Paths | None:
    """The work of a field on paths; None where it is not known on all of them."""
    works, sizes = zip(*(work_along(field, line) for line in lines), strict=True)
    return Paths(a, b, tuple(lines), works, sizes) if np.isfinite(sizes).all() and min(sizes) > 0 else None
