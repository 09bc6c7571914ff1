"""Basins of attraction: which part of the plane drains into which valley along -grad f.

A line may leave the domain and come back: it is followed beyond, through a part of the plane `REACH` times as large.
"""

from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from contourpy import FillType, contour_generator
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gradanim.fields.scalar import ScalarField
from gradanim.flows.ensemble import Ensemble

Array = NDArray[np.float64]
Ints = NDArray[np.int_]
Polygon = list[Array]
"""Closed rings of shape (n, 2): the outer one, then its holes, which run the other way round."""

RESTING = ("flat", "no gain")  # ends at which something stays
REACH = 3.0  # domains: how far lines are followed
# The label of what comes to a valley outside the domain, goes out of reach, falls into a hole or a pole, or never ends.
NOWHERE = -1
TOLERANCE = 1e-5  # of the error of a step, in diagonals
NEAR = 0.02  # ends this near to each other, in diagonals, are at one valley
ALONG = 2.5  # cells of the grid: stops in a crease, on which lines arrive as far apart as they began, are in one
RISE = 0.1  # of the slope, kept up over the way from one to the other: in a crease that bends, the ground rises less
BISECTIONS = 5  # halvings of an edge of the grid between two basins
ASIDE = (0.0137, 0.0071)  # of a cell: the grid keeps off round places, where symmetric fields have their borders


@dataclass(frozen=True, eq=False)
class Valley:
    """Where lines of -grad f end, inside the domain: a point, or a whole line of them as on the floor of a trough.

    Attributes:
        ends: where they ended, shape (n, 2), n >= 1.
        point: the lowest of them in the domain.
        height: f there.
        long: whether they are further apart than a point's width.
        sharp: whether f has no gradient there, as in a crease or at the tip of a cone.
    """

    ends: Array
    point: tuple[float, float]
    height: float
    long: bool
    sharp: bool


@dataclass(frozen=True, eq=False)
class Basins:
    """The valleys of a field, and the part of the domain that drains into each.

    Attributes:
        f: the field.
        x, y: the columns and rows of a grid over its domain.
        valleys: the largest basin first.
        labels: shape (len(y), len(x)): the index of the valley that a line from there comes to, or `NOWHERE`.
    """

    f: ScalarField
    x: Array
    y: Array
    valleys: tuple[Valley, ...]
    labels: Ints

    @cached_property
    def regions(self) -> tuple[list[Polygon], ...]:
        """For each valley the polygons that fill its basin, their borders found to a few hundredths of a cell."""
        borders = _Borders(self)
        return tuple(borders.polygons(k) for k in range(len(self.valleys)))

    @property
    def neighbours(self) -> set[tuple[int, int]]:
        """The pairs of valleys, lower index first, whose basins share a border."""
        rows = [(self.labels[:, 1:], self.labels[:, :-1]), (self.labels[1:], self.labels[:-1])]
        rows += [(self.labels[1:, 1:], self.labels[:-1, :-1]), (self.labels[1:, :-1], self.labels[:-1, 1:])]
        pairs = np.concatenate([np.stack([a.ravel(), b.ravel()], axis=1) for a, b in rows])
        pairs = np.unique(np.sort(pairs[(pairs[:, 0] != pairs[:, 1]) & (pairs.min(axis=1) > NOWHERE)], axis=1), axis=0)
        return {(int(a), int(b)) for a, b in pairs}

    @property
    def colouring(self) -> list[int]:
        """A number for each valley, from 0 on and few of them, no two neighbours having the same: a greedy colouring.

        The valley with the fewest neighbours is put aside, again and again, and they are coloured in the opposite
        order (smallest last; Matula and Beck 1983): six colours are enough where no four basins meet in a point,
        since some country of any map has at most five neighbours.
        """
        graph = nx.Graph(self.neighbours)
        graph.add_nodes_from(range(len(self.valleys)))
        numbers = nx.greedy_color(graph, strategy="smallest_last")
        return [numbers[k] for k in range(len(self.valleys))]

    def of(self, ends: ArrayLike) -> Ints:
        """The valleys at which lines ended that end there, shape (n,); NOWHERE if at none."""
        return _nearest(self.f, self.valleys, np.asarray(ends, float).reshape(-1, 2))


def basins(f: ScalarField, *, samples: int = 61) -> Basins:
    """The basins of f over its domain.

    Args:
        f: the landscape.
        samples: along the longer side of the domain. A basin smaller than a cell may be missed.
    """
    x, y = _lines(f.domain.grid(samples))
    ends, ended = _run(f, np.stack([c.ravel() for c in np.meshgrid(x, y)], axis=1))
    valleys = _valleys(f, ends, ended, ALONG * float(np.hypot(x[1] - x[0], y[1] - y[0])) / f.domain.diagonal)
    labels = _labels(f, valleys, ends, ended).reshape(y.size, x.size)
    sizes = [-np.count_nonzero(labels == k) for k in range(len(valleys))]
    order = np.argsort(sizes, kind="stable")
    valleys = tuple(valleys[k] for k in order)
    return Basins(f, x, y, valleys, np.append(np.argsort(order), NOWHERE)[labels])  # NOWHERE is the last


class _Borders:
    """The borders between labels of a grid, by bisection on each of its edges that lead from one to another."""

    def __init__(self, basins: Basins) -> None:
        d, x, y, labels = basins.f.domain, basins.x, basins.y, basins.labels
        self._labels, self._x, self._y = labels, np.array([d.x0, *x[1:-1], d.x1]), np.array([d.y0, *y[1:-1], d.y1])
        self._across, self._up = np.full(labels.shape, 0.5), np.full(labels.shape, 0.5)
        for shares, (down, right) in ((self._across, (0, 1)), (self._up, (1, 0))):
            ny, nx = labels.shape
            here, there = labels[: ny - down, : nx - right], labels[down:, right:]
            i, j = np.nonzero(here != there)
            a, b = np.stack([x[j], y[i]], axis=1), np.stack([x[j + right], y[i + down]], axis=1)
            shares[i, j] = _bisected(basins, a, b, here[i, j])

    def polygons(self, label: int) -> list[Polygon]:
        """The region of a label, every corner of which is a corner of the domain or lies on a border."""
        inside = (self._labels == label).astype(float)
        if min(inside.shape) < 2:
            return []
        generator = contour_generator(z=inside, fill_type=FillType.OuterOffset)  # in steps of the grid
        points, offsets = generator.filled(0.5, np.inf)[:2]
        both = zip(points, offsets, strict=True)
        return [np.split(self._moved(p), o[1:-1]) for p, o in both if p is not None and o is not None]

    def _moved(self, corners: Array) -> Array:
        """Corners at the middle of edges, moved to where the border crosses; in units of the plane."""
        low = np.floor(corners).astype(int)
        half = corners - low > 0.25
        j, i = np.minimum(low.T, np.array(self._labels.shape[::-1])[:, None] - 1)
        shares = np.stack([self._across[i, j], self._up[i, j]], axis=1)
        steps = low + np.where(half, shares, 0.0)
        lines = zip(steps.T, (self._x, self._y), strict=True)
        return np.stack([np.interp(step, np.arange(len(line)), line) for step, line in lines], axis=1)


def _lines(grid: Array) -> tuple[Array, Array]:
    """The columns and the rows of a grid, each a little off its place and the last ones still inside."""
    x, y = grid[0][0], grid[1][:, 0]
    for c, aside in zip((x, y), ASIDE, strict=True):
        off = aside * (c[1] - c[0])
        c[:-1] += off
        c[-1] -= off
    return x, y


def _run(f: ScalarField, starts: Array) -> tuple[Array, NDArray[np.str_]]:
    """Where lines end, shape (n, 2), and why."""
    ensemble = Ensemble(f, starts, TOLERANCE, REACH)
    ensemble.run()
    return ensemble.places(ensemble.q), ensemble.ended


def _valleys(f: ScalarField, ends: Array, ended: NDArray[np.str_], along: float) -> tuple[Valley, ...]:
    """The ends, gathered where they are near to each other, as far as one of them is inside the domain.

    Args:
        along: how near, in diagonals, stops in creases have to be.
    """
    resting = np.isin(ended, RESTING)
    if not resting.any():
        return ()
    ends, ended = ends[resting], ended[resting]
    scaled = (ends - f.domain.centre) / f.domain.diagonal
    cells, first, which = np.unique(np.round(scaled / (NEAR / 8)), axis=0, return_index=True, return_inverse=True)
    tree = cKDTree(cells * (NEAR / 8))
    pairs = np.vstack([
        tree.query_pairs(NEAR, output_type="ndarray"),
        _along_a_crease(f, ends[first], tree.query_pairs(along, output_type="ndarray"), ended[first] == "no gain"),
    ])  # fmt: skip
    graph = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(cells), len(cells)))
    count, group = connected_components(graph, directed=False)
    groups = group[which.ravel()]
    seen = _inside(f, ends)
    return tuple(_valley(f, ends[groups == k], ended[groups == k]) for k in range(count) if seen[groups == k].any())


def _along_a_crease(f: ScalarField, ends: Array, pairs: Ints, stopped: NDArray[np.bool_]) -> Ints:
    """Those of the pairs, shape (n, 2), that stopped in the same crease: between them the ground hardly rises."""
    pairs = pairs[stopped[pairs].all(axis=1)]
    a, b = ends[pairs[:, 0]], ends[pairs[:, 1]]
    middle = ((a + b) / 2).T
    rise = f(*middle) - np.maximum(f(*a.T), f(*b.T))
    steep = np.nan_to_num(np.hypot(*f.gradient(*middle)))  # in a straight crease there is no gradient, and no rise
    return pairs[rise <= RISE * np.hypot(*(a - b).T) * steep + 1e-9 * np.abs(f(*a.T))]


def _valley(f: ScalarField, ends: Array, ended: NDArray[np.str_]) -> Valley:
    heights = np.where(_inside(f, ends), f(*ends.T), np.nan)
    lowest = int(np.nanargmin(heights)) if np.isfinite(heights).any() else 0
    x, y = ends[lowest].tolist()
    long = float(np.hypot(*np.ptp(ends, axis=0))) > 2 * NEAR * f.domain.diagonal
    return Valley(ends, (x, y), float(heights[lowest]), long, bool(np.mean(ended == "no gain") > 0.5))


def _labels(f: ScalarField, valleys: tuple[Valley, ...], ends: Array, ended: NDArray[np.str_]) -> Ints:
    return np.where(np.isin(ended, RESTING), _nearest(f, valleys, ends), NOWHERE)


def _nearest(f: ScalarField, valleys: tuple[Valley, ...], ends: Array) -> Ints:
    """The valley nearest to each place; NOWHERE for places outside the domain that are not at one."""
    if not valleys:
        return np.full(len(ends), NOWHERE)
    owners = np.repeat(np.arange(len(valleys)), [len(v.ends) for v in valleys])
    off, which = cKDTree(np.vstack([v.ends for v in valleys])).query(np.nan_to_num(ends))
    return np.where(_inside(f, ends) | (off < NEAR * f.domain.diagonal), owners[which], NOWHERE)


def _inside(f: ScalarField, places: Array) -> NDArray[np.bool_]:
    """Whether places, shape (n, 2), lie in the domain, give or take rounding."""
    d = f.domain
    return np.asarray(np.all(np.abs(places - d.centre) <= np.array(d.sides) / 2 * (1 + 1e-9), axis=1))


def _bisected(basins: Basins, a: Array, b: Array, label: Ints) -> Array:
    """The shares of the ways from a to b, shape (n, 2), up to which lines end where those from a do."""
    low, high = np.zeros(len(a)), np.ones(len(a))
    for _ in range(BISECTIONS if len(a) else 0):
        middle = (low + high) / 2
        same = _labels(basins.f, basins.valleys, *_run(basins.f, a + middle[:, None] * (b - a))) == label
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return (low + high) / 2
