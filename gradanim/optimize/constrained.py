"""The constrained maximum: the highest place of a function on a level curve of another one, by Lagrange's rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from gradanim.contours.crossings import crossings_on
from gradanim.contours.level_curves import LevelCurve, level_curve_through, level_curves
from gradanim.errors import Refusal
from gradanim.fields.constraint import Constraint
from gradanim.fields.scalar import ScalarField

SAMPLES = 400  # along the longer side of the domain
SOLVED = 1e-8  # of the gradients: what is left of Lagrange's equations
REACH = 4.0  # cells from the highest corner of a curve to the maximum beside it
SAME = 0.02  # of a cell: solutions from both sides that are no further apart are one
CHANGES = 1e-3  # of f's spread: by less than this, f does not change along a curve so that it could be seen
SMALL = 0.05  # of the domain's diagonal: smaller curves, and shorter ways, cannot be followed with the eye
FOOT = 0.2  # of the height gained along the whole climb to a maximum is skipped: below it, f begins to rise slowly
APART = 0.1  # cells: between corners that are closer, rounding alone decides which is higher
AROUND = np.linspace(0, 2 * np.pi, 16)  # radians
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ConstrainedMaximum:
    """The highest place of f where g = c, by the rule grad f = lambda grad g.

    Attributes:
        at: the place (x, y).
        height: f there.
        multiplier: lambda; 0 where f itself is level.
        fence: all of g = c in the domain as one line, shape (n, 2), interrupted by nan between its pieces.
        climb: a way to it along that piece, shape (n, 2), on which f rises all the time.
    """

    at: tuple[float, float]
    height: float
    multiplier: float
    fence: Array
    climb: Array


def constrained_maximum(f: ScalarField, constraint: Constraint) -> ConstrainedMaximum:
    """The highest place of f in its domain where g = c, on all pieces of that curve, told to rounding.

    Raises:
        Refusal: there is none, or none that Lagrange's rule could find; with the reason and a cure.
    """
    said, cell = constraint.text, max(f.domain.width, f.domain.height) / SAMPLES
    curves = level_curves(constraint.g.on(f.domain), [constraint.value], SAMPLES)[0]
    pieces = [_spread_out(curve, APART * cell) for curve in curves]
    heights = [f(*piece.T) for piece in pieces]
    if not pieces:
        raise Refusal(f"{said} has no curve in {f.domain}: give a larger --domain, or another --constraint")
    for x, y in crossings_on(constraint.g, pieces, constraint.value, cell):
        raise Refusal(
            f"the curve {said} has no direction at ({x:.3g}, {y:.3g}), where the gradient of g is zero: "
            "give another value or function as --constraint, or a --domain without that point"
        )
    if not any(np.isfinite(some).any() for some in heights):
        raise Refusal(f"{f} is undefined all along {said} in {f.domain}: give another --domain or --constraint")
    best = int(np.argmax([np.nanmax(some, initial=-np.inf, where=np.isfinite(some)) for some in heights]))
    _insist_on_relief(f, said, pieces[best], heights[best])
    enough = np.nanmax(heights[best]) - CHANGES * float(np.ptp(heights[best][np.isfinite(heights[best])]))
    summits = [(piece, k) for piece, some in zip(pieces, heights, strict=True) for k in _summits(piece, some, enough)]
    _insist_on_summit(f, said, pieces[best][int(np.nanargmax(heights[best]))], summits, cell)
    at, multiplier = _highest(f, [_solved(f, constraint, piece, k, cell) for piece, k in summits])
    curve = level_curve_through(constraint.g.on(f.domain), at, SAMPLES)
    climb = _climb(f, curve)
    if np.linalg.norm(np.diff(climb, axis=0), axis=1).sum() < SMALL * f.domain.diagonal:
        raise Refusal(
            f"along {said}, {f} goes up and down within too short a way to be seen: "
            f"give a smaller --domain around ({at[0]:.3g}, {at[1]:.3g})"
        )
    return ConstrainedMaximum((float(at[0]), float(at[1])), float(f(*at)), multiplier, _joined(curves), climb)


def _joined(curves: Sequence[Array]) -> Array:
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for curve in curves for part in (gap, curve)][1:])


def _spread_out(curve: Array, apart: float) -> Array:
    """A curve without the corners that are too close to the one before; its last corner stays."""
    far = np.append(True, np.linalg.norm(np.diff(curve, axis=0), axis=1) > apart)
    far[-1] = True
    return curve[far]


def _insist_on_relief(f: ScalarField, said: str, piece: Array, heights: Array) -> None:
    """Refuse a curve that is too small to be seen, and one along which f is constant."""
    if np.linalg.norm(np.ptp(piece, axis=0)) < SMALL * f.domain.diagonal:
        raise Refusal(
            f"the curve {said} is too small in {f.domain} to be seen: "
            f"give a smaller --domain around ({piece[0, 0]:.3g}, {piece[0, 1]:.3g})"
        )
    ground = f(*f.domain.grid(41))
    spread = float(np.ptp(np.percentile(ground[np.isfinite(ground)], [4, 96])))
    if not np.ptp(heights[np.isfinite(heights)]) > CHANGES * spread:
        raise Refusal(f"{f} is as good as constant along {said}: no place on it is the best. Give another --constraint")


def _neighbours(piece: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The corners before and after each of a piece's, all around if it is closed; -1 where there is none."""
    k, last = np.arange(len(piece)), len(piece) - 1
    if np.array_equal(piece[0], piece[-1]):
        return (k - 1) % last, (k + 1) % last
    return k - 1, np.where(k < last, k + 1, -1)


def _summits(piece: Array, heights: Array, enough: float) -> NDArray[np.intp]:
    """The corners of a piece that are no lower than those on both sides, and high enough."""
    before, after = (np.where(side < 0, np.nan, heights[side]) for side in _neighbours(piece))
    return np.flatnonzero((heights[:-1] >= enough) & (heights >= before)[:-1] & (heights >= after)[:-1])


def _insist_on_summit(
    f: ScalarField, said: str, best: Array, summits: Sequence[tuple[Array, int]], cell: float
) -> None:
    """Refuse a curve on whose highest corner it ends, at a border or at a kink, or f along it does."""
    if not any(np.array_equal(piece[k], best) for piece, k in summits):
        around = best + 2 * cell * np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)
        if np.isfinite(f(*around.T)).all() and all(place in f.domain for place in around):
            raise _kink(f, said, best, cell)
        raise Refusal(
            f"along {said}, {f} is largest at {_rounded(best)}, where the curve leaves the picture or f ends, and may "
            "be larger beyond: give a --domain with a best place inside, or another --constraint"
        )


def _solved(f: ScalarField, constraint: Constraint, piece: Array, k: int, cell: float) -> tuple[Array, float]:
    """The place and the multiplier at which Lagrange's equations hold, found from both sides of a corner."""
    starts = [piece[side[k]] for side in _neighbours(piece)]
    (one, _), (other, multiplier) = (_lagrange(f, constraint, start, cell) for start in starts)
    near = np.hypot(*(one - other)) <= SAME * cell and np.hypot(*(other - piece[k])) <= REACH * cell
    if not (near and other in f.domain):
        raise _kink(f, constraint.text, piece[k], cell)
    return other, multiplier


def _kink(f: ScalarField, said: str, place: Array, cell: float) -> Refusal:
    return Refusal(
        f"along {said}, {f} is largest near {_rounded(place, cell)}, where f or the curve has a kink, a jump or a "
        "pole, and no gradients to compare: give another function, --constraint or --domain"
    )


def _highest(f: ScalarField, found: Sequence[tuple[Array, float]]) -> tuple[Array, float]:
    """The highest of some places with their multipliers; of equally high ones, that at the upper right."""
    heights = np.array([f(*at) for at, _ in found])
    tied = heights >= heights.max() - 1e-12 * np.abs(heights).max()
    return max((one for one, top in zip(found, tied, strict=True) if top), key=lambda one: float(one[0].sum()))


def _rounded(at: Array, finest: float = 0.0) -> str:
    """A place in a message, to so fine a grid."""
    x, y = np.round(at / finest) * finest + 0.0 if finest else at
    return f"({x:.3g}, {y:.3g})"


def _lagrange(f: ScalarField, constraint: Constraint, start: Array, cell: float) -> tuple[Array, float]:
    """The solution (x, y), lambda of grad f = lambda grad g, g = c near a start; nan if it leads to none.

    Newton's steps are those of scipy (MINPACK's hybrid method), on unknowns of about the same size.
    """
    g = constraint.g
    steep_f, steep_g = (float(np.max(np.abs(field.gradient(*start)))) for field in (f, g))
    if not (0 < steep_g < np.inf and np.isfinite(steep_f)):
        return np.full(2, np.nan), np.nan
    steep_f = steep_f or 1.0
    unit = steep_f / steep_g

    def left(unknown: Array) -> Array:
        place, many = start + cell * unknown[:2], unknown[2]
        slopes = f.gradient(*place) / steep_f - many * g.gradient(*place) / steep_g
        return np.append(slopes, (g(*place) - constraint.value) / (cell * steep_g))

    def derivative(unknown: Array) -> Array:
        place, many = start + cell * unknown[:2], unknown[2]
        across = g.gradient(*place) / steep_g
        bends = cell * (f.hessian(*place) / steep_f - many * g.hessian(*place) / steep_g)
        return np.block([[bends, -across[:, None]], [across, np.zeros(1)]])

    gradient, across = f.gradient(*start), g.gradient(*start)
    guess = float(gradient / steep_f @ across / steep_g / (across / steep_g @ across / steep_g))
    with np.errstate(all="ignore"):
        found = root(left, [0.0, 0.0, guess], jac=derivative, tol=1e-13)
    if not np.max(np.abs(found.fun)) <= SOLVED:
        return np.full(2, np.nan), np.nan
    return start + cell * found.x[:2], float(unit * found.x[2])


def _climb(f: ScalarField, curve: LevelCurve) -> Array:
    """The longer of the two ways to a curve's place along which f rises all the time, without its foot."""
    ways = [curve.points[curve.at :], curve.points[curve.at :: -1]]
    if curve.closed:
        ways[1] = curve.points[::-1]
    return max((_rising(f, way) for way in ways), key=lambda way: np.linalg.norm(np.diff(way, axis=0), axis=1).sum())


def _rising(f: ScalarField, way: Array) -> Array:
    """The beginning of a way on which f falls all the time, turned round and without its foot."""
    heights = f(*way.T)
    slack = 1e-9 * float(np.nanmax(heights) - np.nanmin(heights))  # next to a maximum, rounding decides
    falls = np.append(True, np.diff(heights) < slack)
    end = len(way) if falls.all() else int(np.argmin(falls))
    low = heights[0] - (1 - FOOT) * (heights[0] - heights[end - 1])
    return way[: int(np.argmax(heights[:end] <= low)) + 1][::-1]
