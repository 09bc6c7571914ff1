"""Conservative vector fields: whether work depends on where a way begins and ends only, and the potential if so.

A field is conservative on a domain if its circulation round every closed curve in it is zero. Zero curl is not enough:
(-y, x)/(x^2 + y^2) has none, and turns round the hole in its plane. So circulations are looked at, all at once: on a
grid of ways, a potential is summed up along a spanning tree, and every way that is not in the tree closes a loop.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import generate_binary_structure, label
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint

from gradanim.fields.domain import Domain
from gradanim.fields.quadrature import WEIGHTS, places_on

if TYPE_CHECKING:
    from gradanim.fields.vector_calculus import VectorValued

Array = NDArray[np.float64]

WAYS = {2: 64, 3: 16}  # of a grid of ways, from side to side
STEADY = 1e-8  # of what a field does on a way: by how much its integral may change when the way is halved
TURNS = 1e-5  # of what a field does round a loop: more than that is not rounding
TELLS = 0.5  # of the ways have to be integrated, or a loop round a hole may have been missed
CURLS = 1e-7  # of the largest derivative: more than that is a curl


@dataclass(frozen=True)
class Verdict:
    """Whether a vector field is conservative on a domain, and why; true if it is.

    Attributes:
        holds: its circulation round every closed curve of the domain is zero.
        reason: a sentence.
        domain: where; a field can be conservative on a part of the plane only.
        told: whether it is known; if not, it does not hold as far as anybody can say.
        holes: the field is undefined, or not smooth, at places of the domain.
    """

    holds: bool
    reason: str
    domain: Domain
    told: bool = True
    holes: bool = False

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        return self.reason


def verdict_on(field: "VectorValued", ways: "Ways") -> Verdict:
    """Whether a vector field is conservative on its domain.

    By its curl at plain points first, which gives the plainest reason; then by its circulation round all loops of a
    grid, so round every hole that is no finer than that. Loops are looked at to five digits.
    """
    domain = field.domain
    if (found := _curl_somewhere(field)) is not None:
        place, curl = found
        return Verdict(False, f"no potential: the curl at {_tuple(place)} is {_said(curl)}", domain)
    if ways.share < TELLS:
        return Verdict(
            False, f"on {domain}, the field changes too fast to tell: give a smaller domain", domain, told=False
        )
    if around := ways.worst_loop():
        return Verdict(False, f"no potential: the curl is zero, but {around}", domain)
    holes = ", also round where it is undefined" if ways.has_holes else ""
    reason = f"the circulation round every closed curve in {domain} is zero{holes}"
    return Verdict(True, reason, domain, holes=ways.has_holes)


def antiderivatives(components: tuple[sp.Expr, ...], symbols: tuple[sp.Symbol, ...]) -> Iterator[sp.Expr]:
    """Formulas whose gradient has these components, found by integrating one after the other, in either order.

    They are checked by differentiating them. One may jump where the field does not, as the angle of a point does, and
    a logarithm is tried with and without the sign of what it is taken of.
    """
    for order in (range(len(symbols)), reversed(range(len(symbols)))):
        found = _integrated(components, symbols, list(order))
        if found is not None:
            yield found
            yield found.replace(sp.log, lambda inside: sp.log(sp.Abs(inside)))


def _integrated(components: tuple[sp.Expr, ...], symbols: tuple[sp.Symbol, ...], order: list[int]) -> sp.Expr | None:
    known: sp.Expr = sp.S.Zero
    for n, k in enumerate(order):
        rest = _without(components[k] - sp.diff(known, symbols[k]), [symbols[done] for done in order[:n]])
        part = None if rest is None else _antiderivative(rest, symbols[k])
        if part is None:
            return None
        known += part
    off = (sp.diff(known, v) - component for v, component in zip(symbols, components, strict=True))
    return known if all(_is_zero(difference) for difference in off) else None


def _without(formula: sp.Expr, symbols: list[sp.Symbol]) -> sp.Expr | None:
    """The formula, written without these symbols; None if it depends on them."""
    forms = (write(formula) for write in (sp.expand, sp.simplify))
    return next((form for form in forms if not form.has(*symbols)), None) if symbols else formula


def _antiderivative(formula: sp.Expr, symbol: sp.Symbol) -> sp.Expr | None:
    """By those of sympy's integrators that come to an end: that for fractions, and the one that works as people do."""
    try:
        found = ratint(formula, symbol) if formula.is_rational_function(symbol) else manualintegrate(formula, symbol)
    except (TypeError, ValueError, NotImplementedError, AttributeError, RecursionError):  # it meets 1/0, and trips
        return None
    if found.has(sp.Integral):
        return None
    return found.replace(sp.Piecewise, lambda *cases: cases[-1][0])  # not the case that a parameter is zero


def _is_zero(formula: sp.Expr) -> bool:
    return bool(sp.expand(formula) == 0 or formula.equals(0))


def _curl_somewhere(field: "VectorValued") -> tuple[Array, Array] | None:
    """A point of the domain, as plain as possible, at which the curl is not zero, and that curl."""
    dimensions = field.domain.dimensions
    places = np.array(list(_plain_points(field.domain)))
    spread = np.stack([c.ravel() for c in field.domain.grid(23 if dimensions == 2 else 7)], axis=1)
    places = np.vstack([places.reshape(-1, dimensions), spread])
    curls = np.atleast_2d(field.curl_at(*places.T))
    sizes = np.abs(field.jacobian_at(*places.T)).max(axis=(0, 1))
    turns = np.abs(curls).max(axis=0) > CURLS * sizes
    if not turns.any():
        return None
    first = int(np.argmax(turns))
    return places[first], curls[:, first]


def _plain_points(domain: Domain) -> Iterator[tuple[float, ...]]:
    """Points with small whole coordinates in the domain, the plainest first."""
    whole = product(range(-3, 4), repeat=domain.dimensions)
    for point in sorted(whole, key=lambda p: (sum(map(abs, p)), [-c for c in p])):
        if point in domain:
            yield tuple(map(float, point))


class Ways:
    """A grid of straight ways over a domain, each with the work that a field does on it.

    A way counts if its integral by Gauss's rule does not change when it is halved; so none passes close to where the
    field is undefined.

    Attributes:
        share: how many of the ways between places where the field is defined count.
        has_holes: there are ways that do not count.
    """

    def __init__(self, field: "VectorValued") -> None:
        self.field = field
        domain, n = field.domain, WAYS[field.domain.dimensions]
        sides = [np.linspace(low, high, n + 1) for low, high in zip(domain.low, domain.high, strict=True)]
        self.places = np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1)  # (n + 1, ..., d)
        self.shape = self.places.shape[:-1]
        numbers = np.arange(int(np.prod(self.shape))).reshape(self.shape)
        known = np.asarray(np.isfinite(field(*np.moveaxis(self.places, -1, 0))).all(axis=0))
        begins, ends, works, sizes, looked_at = [], [], [], [], 0
        for axis in range(len(self.shape)):
            one, other = (_cut(axis, side) for side in (slice(None, -1), slice(1, None)))
            work, size, steady = _work(field, self.places[one], self.places[other])
            both = known[one] & known[other]
            counts, looked_at = steady & both, looked_at + int(both.sum())
            begins.append(numbers[one][counts])
            ends.append(numbers[other][counts])
            works.append(work[counts])
            sizes.append(size[counts])
        self.begins, self.ends = np.concatenate(begins), np.concatenate(ends)
        self.works, self.sizes = np.concatenate(works), np.concatenate(sizes)
        total = len(self.shape) * n * (n + 1) ** (len(self.shape) - 1)
        self.share = len(self.works) / looked_at if looked_at else 0.0
        self.has_holes = len(self.works) < total

    def worst_loop(self) -> str:
        """Round which loop the work is not zero, in words; nothing where it is zero round all of them."""
        potential, reach, _ = self._trees
        off = potential[self.begins] + self.works - potential[self.ends]
        turns = np.abs(off) > TURNS * np.maximum(np.maximum(reach[self.begins], reach[self.ends]), self.sizes)
        if not turns.any():
            return ""
        worst = int(np.argmax(np.where(turns, np.abs(off), 0)))
        hole = self._hole() if len(self.shape) == 2 else None
        near = self.places.reshape(-1, len(self.shape))[self.begins[worst]] if hole is None else hole
        what = "the hole at" if hole is not None else "a loop through"
        return f"round {what} {_tuple(near)} the circulation is {_said(np.abs(off[[worst]]))}"

    def has_potential(self, heights: Array) -> bool:
        """Whether heights at all places, shape (n + 1, ...), differ by the work on every way."""
        gained, (_, reach, _) = np.diff(heights.ravel()[[self.begins, self.ends]], axis=0)[0], self._trees
        with np.errstate(invalid="ignore"):
            return bool((np.abs(gained - self.works) <= TURNS * reach[self.begins] + TURNS * self.sizes).all())

    def potential(self, where: ArrayLike) -> tuple[Array, NDArray[np.int_]]:
        """The potential at points, shape (n, d), and in which part of the domain each lies.

        It is summed up along ways to the nearest place, and straight on from there. In every part of a domain that
        is cut in pieces it has a constant of its own; nan where no way leads.
        """
        points = np.asarray(where, float)
        low, high = self.places[(0,) * len(self.shape)], self.places[(-1,) * len(self.shape)]
        numbers = np.rint((points - low) / (high - low) * (np.array(self.shape) - 1)).astype(int)
        index = tuple(np.clip(numbers, 0, np.array(self.shape) - 1).T)
        heights, _, parts = self._trees
        last, _, steady = _work(self.field, self.places[index], points)
        known = np.bincount(parts)[parts] > 1
        at = np.ravel_multi_index(index, self.shape)
        return np.where((steady | (last == 0)) & known[at], heights[at] + last, np.nan), parts[at]

    @cached_property
    def _trees(self) -> tuple[Array, Array, NDArray[np.int_]]:
        """The potential at each place, summed up along a spanning tree of its part, its largest step, and the part."""
        count = int(np.prod(self.shape))
        ways: Any = coo_array((np.arange(1.0, len(self.works) + 1), (self.begins, self.ends)), shape=(count, count))
        both = (ways + ways.T).tocsr()
        _, parts = connected_components(both, directed=False)
        potential, reach = np.zeros(count), np.zeros(count)
        _, roots = np.unique(parts, return_index=True)
        sizes = np.bincount(parts)
        for root in roots[sizes > 1]:
            order, before = breadth_first_order(both, root, directed=False)
            for place in order[1:]:
                came = before[place]
                way = int(both[came, place]) - 1
                sign = 1.0 if self.begins[way] == came else -1.0
                potential[place] = potential[came] + sign * self.works[way]
                reach[place] = max(reach[came], self.sizes[way])
        return potential, reach, parts

    def _hole(self) -> Array | None:
        """The middle of the cells that have a side that does not count, if they are one hole."""
        nx, ny = self.shape
        sides = np.zeros((nx - 1, ny - 1), int)
        i, j = np.divmod(self.begins, ny)
        across = self.ends - self.begins == ny  # along x, between a cell above and one below
        for ways, (di, dj) in ((across, (0, 1)), (~across, (1, 0))):
            for back in (0, 1):
                x, y = i[ways] - back * di, j[ways] - back * dj
                inside = (x >= 0) & (x < nx - 1) & (y >= 0) & (y < ny - 1)
                np.add.at(sides, (x[inside], y[inside]), 1)
        holes, count = label(sides < 4, generate_binary_structure(2, 2))
        if count != 1:
            return None
        middle = [index.mean() + 0.5 for index in np.nonzero(holes)]
        low, high = self.places[0, 0], self.places[-1, -1]
        place: Array = low + (high - low) * np.array(middle) / (np.array(self.shape) - 1)
        return place


def _work(field: "VectorValued", begins: Array, ends: Array) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The work on straight ways, how much was done on them either way, and whether both halves add up to the whole."""
    step, middle = ends - begins, (begins + ends) / 2

    def along(start: Array, way: Array) -> tuple[Array, Array]:
        forces = np.moveaxis(field(*np.moveaxis(places_on(start, way), -1, 0)), 0, -1)
        done = np.einsum("...nd,...d->...n", forces, way)
        return done @ WEIGHTS / 2, np.abs(done) @ WEIGHTS / 2

    whole, size = along(begins, step)
    halves = along(begins, step / 2)[0] + along(middle, step / 2)[0]
    strongest = np.linalg.norm(step, axis=-1) * np.nan_to_num(size).max(initial=0)
    with np.errstate(invalid="ignore"):
        steady = np.abs(whole - halves) <= STEADY * np.maximum(size, STEADY * strongest)
    return halves, size, steady & np.isfinite(halves)


def _cut(axis: int, part: slice) -> tuple[slice, ...]:
    """An index that takes a part of one axis of the grid."""
    return (*[slice(None)] * axis, part)


def _tuple(place: Array) -> str:
    return f"({', '.join(f'{c + 0.0:.3g}' for c in np.round(place, 9))})"


def _said(numbers: Array) -> str:
    return f"{numbers[0]:.4g}" if len(numbers) == 1 else _tuple(numbers)
