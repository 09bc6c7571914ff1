"""Where the gradient is zero, complete by construction: boxes are halved until each is proved empty or to hold one.

A box is empty where an enclosure of a partial derivative leaves out zero. It holds exactly one zero where Krawczyk's
operator maps it into itself (R. Krawczyk, 1969; A. Neumaier, Interval Methods for Systems of Equations, 1990). What
stays undecided however small boxes become is a zero where the Hessian is singular, a whole curve of zeros, or a place
where f or its gradient is not defined. Resultants would do the same for polynomials alone; a grid proves nothing.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gradanim.calculus.intervals import Interval, bounds, plus, times
from gradanim.fields.typed import Field

Array = NDArray[np.float64]

START = 16  # boxes along the longer side, to begin with
ENOUGH, LEVELS = 6, 11  # halvings: boxes are then a thousandth, and a thirty-thousandth, of the longer side
DEEPEST = 22  # halvings while only few are left
FEW = 400  # boxes that are halved further
MOST = 20_000  # boxes at once: more, and the search is given up
CURVED = 3_000  # boxes from which on, once they are a thousandth of a side, they show a curve well enough
WIDER = 0.2  # by which share of its half side a box is widened, so that a zero on the edge of one is inside a neighbour


@dataclass(frozen=True)
class Zeros:
    """The zeros of a gradient in a rectangle.

    Attributes:
        points: those proved to be there, each the only one around, shape (n, 2).
        clusters: the middles of the undecided boxes, for each group of such as touch; shape (n, 2) each.
        half: half the sides of these boxes, shape (2,).
        flat: there is level ground over whole areas.
        complete: there is none outside of points, clusters and level ground.
    """

    points: Array
    clusters: tuple[Array, ...]
    half: Array
    flat: bool
    complete: bool


def isolated_zeros(f: Field) -> Zeros:
    """The zeros of grad f in the domain, borders included."""
    d = f.domain
    boxes = max(d.width, d.height) / START
    columns, rows = max(1, round(d.width / boxes)), max(1, round(d.height / boxes))
    half = np.array([d.width / columns, d.height / rows]) / 2
    x, y = np.meshgrid(d.x0 + half[0] * (2 * np.arange(columns) + 1), d.y0 + half[1] * (2 * np.arange(rows) + 1))
    centres, found, flat = np.stack([x.ravel(), y.ravel()]), np.empty((2, 0)), False
    for halvings in range(DEEPEST):
        centres, zeros, plain = _sifted(f, centres, half)
        flat = flat or plain
        found = _without_doubles(np.hstack([found, zeros]), half)
        most = CURVED if halvings >= ENOUGH else MOST
        if not centres.size or centres.shape[1] > (FEW if halvings >= LEVELS else most):
            break
        if halvings == DEEPEST - 1:
            break
        half = half / 2
        steps = half[:, None] * [[-1, 1, -1, 1], [-1, -1, 1, 1]]
        centres = (centres[:, :, None] + steps[:, None]).reshape(2, -1)
    if halvings < ENOUGH and centres.shape[1] > MOST:
        return Zeros(_inside(f, found), (), half, flat, complete=False)
    return Zeros(_inside(f, found), _clusters(centres, half), half, flat, complete=True)


def _sifted(f: Field, centres: Array, half: Array) -> tuple[Array, Array, bool]:
    """The boxes that are still undecided, the zeros that are proved, and whether a box is level all over."""
    edge = half[:, None] * (1 + 1e-9)  # a zero on the border of the domain is not to be lost by rounding
    height, *derivatives = bounds(f, centres - edge, centres + edge)
    # what a box gains from side to side is less than the rounding of the height there: no float can tell it from level
    size = np.max(np.abs(height), axis=0)
    level = 4 * np.finfo(float).eps * np.where(np.isfinite(size), size, 0.0) / half.max() + np.finfo(float).tiny
    flat = np.all([(np.abs(low) <= level) & (np.abs(high) <= level) for low, high in derivatives[:2]], axis=0)
    centres = centres[:, _may_be_zero(derivatives[0]) & _may_be_zero(derivatives[1]) & ~flat]
    if not centres.size:
        return centres, centres, bool(flat.any())
    wide = (half * (1 + WIDER))[:, None]
    _, _, _, *second = bounds(f, centres - wide, centres + wide)
    _, *first = bounds(f, centres, centres)
    g, h = first[:2], [[second[0], second[1]], [second[1], second[2]]]
    reach = [(-side * np.ones(centres.shape[1]), side * np.ones(centres.shape[1])) for side in wide[:, 0]]
    possible = np.ones(centres.shape[1], bool)
    for i in range(2):  # the mean value form
        change = plus(times(h[i][0], reach[0]), times(h[i][1], reach[1]))
        possible &= _may_be_zero(plus(g[i], change))
    inside, outside = _krawczyk(g, h, wide[:, 0])
    undecided, proved = possible & ~inside & ~outside, possible & inside
    return centres[:, undecided], _refined(f, centres[:, proved]), bool(flat.any())


def _may_be_zero(values: Interval) -> NDArray[np.bool_]:
    low, high = values
    return np.asarray((low <= 0) & (high >= 0))  # nan, where there is no value, is not


def _krawczyk(g: list[Interval], h: list[list[Interval]], side: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which boxes hold exactly one zero, and which none: by -Y g + (I - Y H)(box - centre), Y the inverse of mid H."""
    with np.errstate(all="ignore"):
        middle = np.array([[(low + high) / 2 for low, high in row] for row in h])
        inverse = _inverse(middle)
        known = np.isfinite(inverse).all(axis=(0, 1))
        inverse = np.where(known, inverse, 0.0)
        inside, outside = known.copy(), np.zeros_like(known)
        for i in range(2):
            rows = [(inverse[i, k], inverse[i, k]) for k in range(2)]
            moved = plus(times(rows[0], g[0]), times(rows[1], g[1]))
            total: Interval = (-moved[1], -moved[0])
            for j in range(2):
                product = plus(times(rows[0], h[0][j]), times(rows[1], h[1][j]))
                rest = (float(i == j) - product[1], float(i == j) - product[0])
                total = plus(total, times(rest, (np.array(-side[j]), np.array(side[j]))))
            inside &= (total[0] > -side[i]) & (total[1] < side[i])
            outside |= known & ((total[0] > side[i]) | (total[1] < -side[i]))
    return np.asarray(inside), np.asarray(outside)


def _inverse(matrices: Array) -> Array:
    """The inverses of matrices, both of shape (2, 2, n), also of such whose determinant would not fit a float."""
    size = np.max(np.abs(matrices), axis=(0, 1))
    (a, b), (c, d) = matrices / size
    inverse: Array = np.array([[d, -b], [-c, a]]) / (a * d - b * c) / size
    return inverse


def _refined(f: Field, places: Array) -> Array:
    """Zeros to rounding, by Newton's method from the middle of their boxes."""
    for _ in range(30 if places.size else 0):
        with np.errstate(all="ignore"):
            step = np.einsum("ijn,jn->in", _inverse(f.hessian(*places)), f.gradient(*places))
        places = places - np.where(np.isfinite(step).all(axis=0), step, 0.0)
    return places


def _without_doubles(places: Array, half: Array) -> Array:
    """Neighbouring boxes, which overlap, may both hold one zero; two zeros are never as close as rounding."""
    kept: list[int] = []
    scaled = (places / half[:, None]).T
    tree = cKDTree(scaled) if len(scaled) else None
    taken = np.zeros(len(scaled), bool)
    for k in range(len(scaled)):
        if not taken[k]:
            kept.append(k)
            taken[tree.query_ball_point(scaled[k], 1e-5)] = True  # type: ignore[union-attr]
    return places[:, kept]


def _inside(f: Field, places: Array) -> Array:
    """Those in the domain, from row to row; one on its border is moved onto it where rounding has left it outside."""
    d = f.domain
    low, high = np.array([d.x0, d.y0]), np.array([d.x1, d.y1])
    slack = 1e-12 * np.maximum(np.abs(low), np.abs(high)) + 1e-12 * (high - low)
    points = places.T[((low - slack <= places.T) & (high + slack >= places.T)).all(axis=1)]
    points = np.clip(points, low, high)
    return points[np.lexsort((points[:, 0], np.round(points[:, 1] / d.height, 9)))]


def _clusters(centres: Array, half: Array) -> tuple[Array, ...]:
    """The middles of undecided boxes, in groups of such as touch each other."""
    if not centres.size:
        return ()
    scaled = (centres / half[:, None]).T
    touching = nx.Graph(map(tuple, cKDTree(scaled).query_pairs(2.5, p=np.inf)))
    touching.add_nodes_from(range(len(scaled)))
    return tuple(centres[:, list(group)].T for group in nx.connected_components(touching))
