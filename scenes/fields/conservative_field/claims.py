"""What ConservativeField claims of the work on drawn paths and round drawn loops, by a quadrature of its own."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from gradanim.fields.vector_calculus import VectorValued
from gradanim.stage import Claim, View, claims
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import Quiver
from gradanim.stage.typeset import Label, Readout

from .paths import Paths
from .reasons import curl_between
from .work_bars import WorkBars

Points = NDArray[np.float64]
FINE = 8  # pieces of the path from a drawn corner to the next


def drawn_work(view: View, field: VectorValued, line: VMobject) -> float:
    """The work of a field along a drawn line: the component along it in the middle of many short pieces, added up."""
    corners = view.where(corners_of(line))
    steps = np.repeat(np.diff(corners, axis=0) / FINE, FINE, axis=0)
    shares = np.tile((np.arange(FINE) + 0.5) * 1.0, len(corners) - 1)[:, None]
    middles = np.repeat(corners[:-1], FINE, axis=0) + shares * steps
    return float(np.nansum(np.sum(field(*middles.T).T * steps, axis=1)))


def spread(bars: WorkBars) -> float:
    """What the bars have room for, in units of work."""
    return float(bars.room / bars.unit)


def bars_are_work(view: View, field: VectorValued, lines: Sequence[VMobject], bars: WorkBars) -> Claim:
    """Each bar is as high as the work of the field along the drawn path: the worst, as a share of their room."""

    def measure() -> float:
        off = [bars.shown(k) - drawn_work(view, field, line) for k, line in enumerate(lines)]
        return float(np.max(np.abs(off))) / spread(bars)

    return Claim("each bar is the work along its path", (*lines, bars.bars), measure, 0.0, 0.01, "of their room")


def bars_are_equal(bars: WorkBars, count: int) -> Claim:
    """The first bars are equally high."""

    def measure() -> float:
        shown = [bars.shown(k) for k in range(count)]
        return float(np.ptp(shown)) / spread(bars)

    return Claim("the work is equal on all paths", tuple(bars.bars[:count]), measure, 0.0, 0.01, "of their room")


def bars_differ(bars: WorkBars) -> Claim:
    """The first two bars are of different heights, by what can be seen."""

    def measure() -> float:
        return abs(bars.shown(0) - bars.shown(1)) / spread(bars)

    return claims.at_least(
        measure, 0.05, name="the work differs from path to path", drawn=tuple(bars.bars[:2]), unit="of their room"
    )


def one_on_one_back(bars: WorkBars) -> Claim:
    """The first two bars lie on different sides of zero: the smaller of both, as a share of their room."""

    def measure() -> float:
        first, second = bars.shown(0), bars.shown(1)
        return min(abs(first), abs(second)) / spread(bars) if first * second < 0 else 0.0

    name = "on one path the work is positive, on the other negative"
    return claims.at_least(measure, 0.05, name=name, drawn=tuple(bars.bars[:2]), unit="of their room")


def has_no_curl(view: View, field: VectorValued, arrows: Quiver) -> Claim:
    """Round a small square at the tail of every drawn arrow the work is zero: the worst, as a share of all work."""

    def measure() -> float:
        half = 1e-3 * view.field.domain.diagonal
        loops = [rectangle(x - half, y - half, x + half, y + half) for x, y in view.where(arrows.tails)]
        return claims.largest(np.abs([loop_share(field, line) for line in loops]))

    return Claim("round a small square anywhere, the work is zero", (arrows,), measure, 0.0, 1e-3, "of all work")


def comes_back(bars: WorkBars, k: int) -> Claim:
    """A bar is back at zero."""
    return Claim("nothing is left", (bars.bars[k],), lambda: bars.shown(k) / spread(bars), 0.0, 0.01, "of their room")


def difference_is_curl(view: View, field: VectorValued, lines: Sequence[VMobject], bars: WorkBars) -> Claim:
    """The curl over all that lies between the two drawn paths is by how much their bars differ (Green's theorem).

    It is added up at places of a fine grid, those to the right of the second path and to the left of the first counting
    as often as the loop goes round them.
    """

    def measure() -> float:
        first, second = (view.where(corners_of(line)) for line in lines[:2])
        total = curl_between(field, first, second)
        return (bars.shown(1) - bars.shown(0) - total) / spread(bars)

    name = "the difference is the curl between the paths"
    return Claim(name, (*lines[:2], *bars.bars[:2]), measure, 0.0, 0.02, "of their room")


def is_potential_difference(number: Readout, bars: WorkBars, by_formula: Callable[[], float]) -> list[Claim]:
    """The number is what the bars show, and the difference of the potential between the ends."""
    room = spread(bars)
    return [
        claims.reads(
            number, lambda: bars.shown(0), drawn=[bars.bars[0]], slack=0.005 * room, name="the number is the work"
        ),
        claims.reads(number, by_formula, slack=1e-5 * room, name="the number is the difference of the potential"),
    ]


def say_heights(heights: View, written: Sequence[Label], paths: Paths, by_formula: Callable[[], float]) -> list[Claim]:
    """The numbers at A and at B are heights of the potential in the picture, and as far apart as by its formula."""
    digit = max(claims.number_shown(label.text)[1] for label in written)

    def apart() -> float:
        first, second = (claims.number_shown(label.text)[0] for label in written)
        return second - first

    name = "the heights at A and at B are as far apart as the potential is"
    return [
        Claim(name, tuple(written), apart, by_formula, 1.01 * digit, ""),
        *(
            claims.reads(label.text, float(heights.field(*place)), drawn=[label], name=f"the height at {end}")
            for label, place, end in zip(written, (paths.a, paths.b), "AB", strict=True)
        ),
    ]


def no_loop_turns(view: View, field: VectorValued, border: VMobject, name: Mobject) -> Claim:
    """Round the drawn border, and round every cell of it that the field is defined on, the work is zero: the worst.

    It is a share of what is done round the cell.
    """

    def measure() -> float:
        corners = view.where(corners_of(border))
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        x, y = np.linspace(x0, x1, CELLS + 1), np.linspace(y0, y1, CELLS + 1)
        worst = [loop_share(field, rectangle(x0, y0, x1, y1))]
        for i in range(CELLS):
            worst += [loop_share(field, rectangle(x[i], y[j], x[i + 1], y[j + 1])) for j in range(CELLS)]
        return claims.largest(np.abs(worst))

    said = "round the named domain and in it, the work is zero"
    return Claim(said, (border, name), measure, 0.0, 2e-3, "of all work")


CELLS, ALONG = 11, 160  # a side; places on a side of a loop
DECIDES = 0.04  # of what is done round a loop


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Points:
    """Round a rectangle, anticlockwise, shape (n, 2)."""
    ends = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)])
    return np.vstack([np.linspace(a, b, ALONG, endpoint=False) for a, b in pairwise(ends)] + [ends[:1]])


def loop_share(field: VectorValued, loop: Points) -> float:
    """The work round a loop as a share of what is done on it, 0 where nothing is.

    It is nan where the field is undefined, or where a single place decides, as next to a pole.
    """
    steps = np.diff(loop, axis=0)
    done = np.sum(field(*((loop[1:] + loop[:-1]) / 2).T).T * steps, axis=1)
    size = float(np.abs(done).sum())
    if np.max(np.abs(done)) > DECIDES * size:
        return np.nan
    return float(done.sum()) / size if size > 0 else size


def loop_adds_up_to(view: View, field: VectorValued, loop: VMobject, number: Readout, due: float) -> list[Claim]:
    """The number is the work round the drawn loop, and that is what it has to be."""
    name = "the number is the work round the loop"
    return [
        claims.reads(number, lambda: drawn_work(view, field, loop), drawn=[loop], slack=2e-3, name=name),
        claims.reads(number, due, name=f"it is {due:.2f}"),
    ]


def goes_round(view: View, loop: VMobject, hole: Point, *, times: int) -> Claim:
    """How often the drawn loop goes round a place, anticlockwise."""

    def measure() -> float:
        x, y = (view.where(corners_of(loop)) - hole).T
        turned = np.unwrap(np.arctan2(y, x))
        return float(turned[-1] - turned[0]) / (2 * np.pi)

    name = "the loop goes once round the hole" if times else "the loop does not go round the hole"
    return Claim(name, (loop,), measure, float(times), 1e-3, "turns")
