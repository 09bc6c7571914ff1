"""Where a level curve crosses itself: the gradient is zero there, and branches of the curve meet."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]

REACH = 3.0  # cells: how far around a crossing a grid's pieces are not trusted, but replaced by branches from it
OFF = 0.01  # of a cell: by less than this no picture tells a curve that misses a crossing from one that meets it
LEVEL = 1e-6  # of the slope a cell away: less is no slope
NEWTON, BISECTIONS, CIRCLES = 80, 32, 10
NARROWER = 0.6  # from circle to circle around a crossing
ANGLES = 0.1 + np.linspace(0, 2 * np.pi, 721)  # none of them along an axis or a diagonal


@dataclass(frozen=True, eq=False)
class Branch:
    """A part of a level curve between crossings, or between one and an end.

    Attributes:
        points: shape (n, 2); it begins and ends on its crossings.
        crossings: the indices of those at its ends; none of a branch that meets none.
    """

    points: Array
    crossings: tuple[int, ...]


def crossings_on(f: ScalarField, pieces: Sequence[Array], height: float, cell: float) -> Array:
    """The places on a level curve where the gradient is zero, shape (n, 2): its crossings, cusps and the like.

    Newton's method leads to them from where the slope along the curve is least.

    Args:
        pieces: polylines of the curve f = height, from a grid with cells of this size.
    """
    with np.errstate(all="ignore"):
        least = [piece[_is_least(np.hypot(*f.gradient(*piece.T)))] for piece in pieces]
        seeds = np.concatenate([np.empty((0, 2)), *least])
        aside = seeds[:, None] + cell * np.array([[0, 0], [1, 0], [0, 1], [-1, 0]])
        bend = np.max(np.nan_to_num(np.abs(f.hessian(aside[..., 0], aside[..., 1]))), axis=(0, 1, 3))
        close = np.hypot(*f.gradient(*seeds.T)) <= 2 * REACH * cell * bend
        seeds, bend = seeds[close], bend[close]
        places = _newton(f, seeds)
        known = np.hypot(*(places - seeds).T) <= REACH * cell
        known &= np.hypot(*f.gradient(*places.T)) <= LEVEL * bend * cell
        known &= np.abs(f(*places.T) - height) <= bend * (OFF * cell) ** 2 + 16 * np.finfo(float).eps * abs(height)
    crossings: list[Array] = []
    for place in places[known]:
        if place in f.domain and all(np.hypot(*(place - other)) > 0.1 * cell for other in crossings):
            crossings.append(place + 0.0)
    return np.array(crossings).reshape(-1, 2)


def branches_of(f: ScalarField, pieces: Sequence[Array], height: float, crossings: Array, cell: float) -> list[Branch]:
    """The same curve cut at its crossings, up to which each branch is followed on ever smaller circles around them."""
    apart = np.linalg.norm(crossings[:, None] - crossings, axis=2) + np.diag(np.full(len(crossings), np.inf))
    radii = np.minimum(REACH * cell, 0.4 * apart.min(axis=1))
    owners, ways = _ways_out(f, height, crossings, radii)

    def way_in(end: Array, crossing: int) -> Array:
        """From outside the circle to the crossing, on the branch that comes nearest."""
        own = ways[owners == crossing]
        middle = crossings[crossing][None]
        if not len(own):
            return middle
        way = own[np.argmin(np.hypot(*(own[:, 0] - end).T))]
        return np.vstack([way[np.isfinite(way).all(axis=1)], middle])

    found = []
    for piece in pieces:
        distances = np.linalg.norm(piece[:, None] - crossings, axis=2) / radii
        nearest, out = np.argmin(distances, axis=1), distances.min(axis=1) > 1
        if np.array_equal(piece[0], piece[-1]) and not out.all():  # a closed one begins in a circle
            turn = int(np.argmin(out))
            piece, nearest, out = (np.concatenate([a[turn:-1], a[: turn + 1]]) for a in (piece, nearest, out))
        edges = np.flatnonzero(np.diff(np.concatenate([[False], out, [False]]).astype(int)))
        for first, last in edges.reshape(-1, 2):
            line, ends = piece[first:last], []
            if first > 0:
                ends.append(int(nearest[first - 1]))
                line = np.vstack([way_in(line[0], ends[-1])[::-1], line])
            if last < len(piece):
                ends.append(int(nearest[last]))
                line = np.vstack([line, way_in(line[-1], ends[-1])])
            if len(line) > 1:
                found.append(Branch(line, tuple(ends)))
    return found


def connected(branches: Sequence[Branch], first: int) -> list[Branch]:
    """The other branches that can be reached from one of them over crossings."""
    reached, rest = set(branches[first].crossings), [b for k, b in enumerate(branches) if k != first]
    found: list[Branch] = []
    while new := [b for b in rest if reached.intersection(b.crossings)]:
        found += new
        rest = [b for b in rest if b not in new]
        reached.update(*(b.crossings for b in new))
    return found


def _is_least(slopes: Array) -> NDArray[np.bool_]:
    """Which corners of a line are no steeper than their neighbours."""
    around = np.concatenate([[np.inf], np.nan_to_num(slopes, nan=np.inf), [np.inf]])
    return np.isfinite(slopes) & (slopes <= around[:-2]) & (slopes <= around[2:])


def _newton(f: ScalarField, places: Array) -> Array:
    """Where the gradient is zero, near places of shape (n, 2), also where the Hessian is singular there."""
    for _ in range(NEWTON if len(places) else 0):
        (a, b), (_, d) = f.hessian(*places.T)
        u, v = f.gradient(*places.T)
        damped = 1e-14 * (a * a + 2 * b * b + d * d)
        # the damped least squares solution of H step = gradient
        p, q, r = a * a + b * b + damped, b * (a + d), b * b + d * d + damped
        s, t = a * u + b * v, b * u + d * v
        step = np.stack([r * s - q * t, p * t - q * s], axis=1) / (p * r - q * q)[:, None]
        step = np.where(np.isfinite(step).all(axis=1, keepdims=True), step, 0.0)
        places, before = places - step, places
        if np.array_equal(places, before):
            break
    return places


def _ways_out(f: ScalarField, height: float, crossings: Array, radii: Array) -> tuple[NDArray[np.intp], Array]:
    """The branches around each crossing, where they meet circles around it, from the widest one inwards.

    Returns:
        The crossing of each branch, shape (m,), and its places, shape (m, circles, 2); nan from where it is lost.
    """

    def excess(owner: NDArray[np.intp], radius: Array, angle: Array) -> Array:
        x, y = crossings[owner].T
        return f(x + radius * np.cos(angle), y + radius * np.sin(angle)) - height

    with np.errstate(all="ignore"):
        every, angles = np.repeat(np.arange(len(crossings)), len(ANGLES)), np.tile(ANGLES, len(crossings))
        above = np.sign(excess(every, radii[every], angles)).reshape(len(crossings), -1)
        owner, k = np.nonzero(above[:, :-1] * above[:, 1:] < 0)
        low, high = ANGLES[k], ANGLES[k + 1]
        rings = []
        for circle in range(CIRCLES):
            radius = radii[owner] * NARROWER**circle
            begin = np.sign(excess(owner, radius, low))
            bracketed = begin * np.sign(excess(owner, radius, high)) < 0
            for _ in range(BISECTIONS):
                middle = (low + high) / 2
                same = np.sign(excess(owner, radius, middle)) == begin
                low, high = np.where(same, middle, low), np.where(same, high, middle)
            angle = np.where(bracketed, (low + high) / 2, np.nan)
            if circle == 0:
                window = np.minimum(0.3, 0.45 * _gaps(owner, angle))
            rings.append(crossings[owner].T + radius * np.array([np.cos(angle), np.sin(angle)]))
            low, high = angle - window, angle + window
    return owner, np.moveaxis(np.array(rings), [0, 1, 2], [1, 2, 0])


def _gaps(owner: NDArray[np.intp], angle: Array) -> Array:
    """The angle from each branch to the nearest other one of its crossing; a full turn where there is none."""
    off = np.abs((angle[:, None] - angle + np.pi) % (2 * np.pi) - np.pi)
    off[(owner[:, None] != owner) | np.eye(len(owner), dtype=bool)] = 2 * np.pi
    return off.min(axis=1, initial=2 * np.pi)
