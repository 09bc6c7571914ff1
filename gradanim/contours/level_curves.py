"""Level curves: where f has one height."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.contours.crossings import Branch, branches_of, connected, crossings_on
from gradanim.contours.marching import Contouring
from gradanim.contours.refining import rounded, shortest_piece, spread_out
from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField

Array = NDArray[np.float64]

CLOSER = 3  # times that a piece which the grid misses is looked for closer to its point, each time in a twelfth
SMALL = 4  # cells across: of a smaller piece the corners show, and one of them may be missing


@dataclass(frozen=True, eq=False)
class LevelCurve:
    """One connected piece of a level curve, or the branch of it between crossings.

    Attributes:
        points: shape (n, 2). A closed curve ends exactly on its first point; a branch, on crossings.
        height: f along it.
        closed: whether it returns to where it began, and there is no crossing.
        at: index in `points` of the place it was asked to go through; 0 on a closed curve.
        crossings: the ends of `points` where the gradient is zero, shape (k, 2): other branches go on from there.
        branches: the other branches of the whole piece, of shape (n, 2) each.
    """

    points: Array
    height: float
    closed: bool
    at: int
    crossings: Array = field(default_factory=lambda: np.empty((0, 2)))
    branches: tuple[Array, ...] = ()

    @property
    def whole(self) -> Array:
        """All of the piece as one line, shape (n, 2), interrupted by nan between branches."""
        gap = np.full((1, 2), np.nan)
        return np.concatenate([self.points, *(part for branch in self.branches for part in (gap, branch))])

    @property
    def crosses_itself(self) -> bool:
        """Whether more than two branches meet at a crossing that it ends on: at two, the curve just goes on."""
        ends = np.array([line[k] for line in (self.points, *self.branches) for k in (0, -1)])
        return any(np.count_nonzero((ends == crossing).all(axis=1)) > 2 for crossing in self.crossings)


@lru_cache(maxsize=4)
def _contouring(f: ScalarField, samples: int) -> Contouring:
    """Sampled once: a film asks for the curves of one field in every frame."""
    return Contouring(f, samples)


def level_curves(f: ScalarField, values: Iterable[float], samples: int = 200) -> list[list[Array]]:
    """The curves f = value inside f.domain, as far as f is defined.

    Vertices are on the level to rounding, and no line runs along a pole or a jump.

    Args:
        f: the field.
        values: heights.
        samples: along the longer side of the domain. Features smaller than a cell are missed.

    Returns:
        For each value its polylines, each of shape (n, 2), n >= 2, no vertex twice in a row. Closed ones end exactly
        on their first point.
    """
    return _contouring(f, samples).curves(values)


def level_curve_through(f: ScalarField, point: ArrayLike, samples: int = 400) -> LevelCurve:
    """The one piece of a level curve that goes through a point.

    Where the gradient is zero on it, as at a saddle, it crosses itself: then it is the branch through the point, and
    the other branches besides. Which crossings it meets is told to a hundredth of a cell.

    Args:
        f: the field.
        point: (x, y), in the domain; it is a vertex of the result, and the first and last of a closed one.
        samples: as in `level_curves`; where the piece is too small for the grid, a closer look is taken.

    Returns:
        The piece. Where f has no level curve, as on a summit, its only point is the point.

    Raises:
        DomainError: the point is outside the domain, or f is undefined there.
    """
    p = np.asarray(point, float)
    if p not in f.domain:
        raise DomainError(f"({p[0]:g}, {p[1]:g}) is outside {f.domain}")
    height = float(f(*p))
    if not np.isfinite(height):
        raise DomainError(f"f is undefined at ({p[0]:g}, {p[1]:g}): no level curve goes through it")
    for window, n in _looks(f.domain, p, samples):
        if found := _piece_at(f.on(window), n, p, height):
            piece, cell, pieces = found
            if np.ptp(piece, axis=0).max() < SMALL * cell and (closer := _around(piece, cell, f.domain)):
                piece, cell, pieces = _piece_at(f.on(closer), samples, p, height) or found
            crossings = crossings_on(f, pieces, height, cell)
            if len(crossings):
                return _branched(f, branches_of(f, pieces, height, crossings, cell), crossings, p, height, cell)
            shortest = min(shortest_piece(f, piece, height), cell)
            if np.hypot(*np.diff(piece, axis=0).T).min() < shortest:
                piece = spread_out(piece, shortest)
            piece = rounded(f, piece, height)
            _, k = _nearest(piece, p)
            return _through(piece, k, p, height, max(1e-6 * cell, shortest))
    return LevelCurve(p[None], height, False, 0)


def _branched(
    f: ScalarField, branches: list[Branch], crossings: Array, p: Array, height: float, cell: float
) -> LevelCurve:
    """The branch nearest to a point, and those that are connected with it."""
    first = min(range(len(branches)), key=lambda k: _nearest(branches[k].points, p)[0])
    line = rounded(f, branches[first].points, height)
    others = tuple(rounded(f, branch.points, height) for branch in connected(branches, first))
    ends = branches[first].crossings
    curve = _through(line, _nearest(line, p)[1], p, height, 1e-6 * cell, cut=bool(ends))
    return replace(curve, crossings=crossings[sorted(set(ends))], branches=others)


def _looks(domain: Domain, p: Array, samples: int) -> Iterable[tuple[Domain, int]]:
    """The whole domain, the same with more samples, then ever closer to the point."""
    yield domain, samples
    yield domain, 3 * samples
    for k in range(1, CLOSER + 1):
        w, h = domain.width / 12**k, domain.height / 12**k
        x0, x1 = max(p[0] - w, domain.x0), min(p[0] + w, domain.x1)
        y0, y1 = max(p[1] - h, domain.y0), min(p[1] + h, domain.y1)
        yield Domain(x0, x1, y0, y1), samples


def _piece_at(f: ScalarField, samples: int, p: Array, height: float) -> tuple[Array, float, list[Array]] | None:
    """The piece of a level curve that passes the point within a cell, the cell, and all pieces; None if none does."""
    contouring = _contouring(f, samples)
    (pieces,) = contouring.curves([height])
    near = [(_nearest(piece, p)[0], piece) for piece in pieces]
    distance, piece = min(near, key=lambda found: found[0], default=(np.inf, np.empty((0, 2))))
    return (piece, contouring.cell, pieces) if distance <= contouring.cell else None


def _around(piece: Array, cell: float, domain: Domain) -> Domain | None:
    """The part of the domain with the piece in it, for a closer look; None if it is too small to be looked at."""
    (x0, y0), (x1, y1) = piece.min(axis=0) - cell, piece.max(axis=0) + cell
    if x1 - x0 < domain.width / 12**CLOSER or y1 - y0 < domain.height / 12**CLOSER:
        return None
    return Domain(max(x0, domain.x0), min(x1, domain.x1), max(y0, domain.y0), min(y1, domain.y1))


def _nearest(line: Array, p: Array) -> tuple[float, int]:
    """The distance of a point from a polyline, and the index of the nearest segment."""
    a, d = line[:-1], np.diff(line, axis=0)
    t = np.clip(np.sum((p - a) * d, axis=1) / np.sum(d * d, axis=1), 0, 1)
    distance = np.hypot(*(a + t[:, None] * d - p).T)
    k = int(np.argmin(distance))
    return float(distance[k]), k


def _through(line: Array, k: int, p: Array, height: float, same: float, *, cut: bool = False) -> LevelCurve:
    """The polyline with the point put into its segment k, in place of a vertex that is as good as the same.

    Args:
        cut: it ends on crossings, even where it ends on its first point.
    """
    closed = not cut and bool(np.array_equal(line[0], line[-1]))
    before, after = line[: k + 1], line[k + 1 :]
    before = before[: k + (np.hypot(*(before[-1] - p)) > same)]
    after = after[int(np.hypot(*(after[0] - p)) <= same) :]
    if not closed:
        return LevelCurve(np.concatenate([before, p[None], after]), height, False, len(before))
    seam = after[:-1] if len(after) and len(before) else after
    return LevelCurve(np.concatenate([p[None], seam, before, p[None]]), height, True, 0)
