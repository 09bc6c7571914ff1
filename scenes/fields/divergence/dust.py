"""The cloud of dust as it is drawn: its edge and its grains; the flow out through it; and many small clouds."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline

from gradanim.fields.vector_calculus import VectorValued
from gradanim.fields.vector_standing import is_smooth_in
from gradanim.flows.advection import carried
from gradanim.paint import Dots, VectorArrows
from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from scenes.fields.shared.seen_from import seen_from
from scenes.fields.shared.sight import in_sight
from scenes.fields.shared.signs import without_rounding

from .drift import Drift

Array = NDArray[np.float64]

FENCE = 32  # arrows round a cloud
LONGEST = 0.8  # scene units
BENT = 0.4  # how much a small cloud may be bent from one moment to the next
SLIGHT = 1e-3  # of what the flow differs along the edge: less through it is the error of its corners
CELL, RADIUS, CORNERS = 1.75, 0.42, 28  # of small clouds: scene units from one to the next, and of each
GRAIN = 0.026  # scene units


def area(corners: Array) -> float:
    """The area inside a polygon, shape (n, 2), by the shoelace formula; negative for one that goes clockwise."""
    x, y = (corners - corners.mean(axis=0)).T
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


class Cloud(VMobject):
    """The edge of a cloud as a drift says at this second, filled; smaller about its middle by a share.

    Attributes:
        drift, second, share: the given ones.
    """

    def __init__(self, view: View, drift: Drift, second: LiveNumber, *, share: LiveNumber = 1.0) -> None:
        theme = view.theme
        super().__init__(stroke_color=theme.ink, stroke_width=4.5, fill_color=theme.ink, fill_opacity=0.22)
        cased(self, theme)
        self.view, self.drift, self.second, self.share = view, drift, second, share
        self.set_z_index(2)
        redrawn(self, Cloud.put)

    def put(self) -> None:
        """Draw it as it is now."""
        corners = self.corners()
        self.set_points_as_corners(self.view.line(np.vstack([corners, corners[:1]])))

    def corners(self) -> Array:
        """Where its corners are to be drawn, shape (n, 2)."""
        edge, _ = self.drift.at(now_number(self.second))
        middle = middle_of(edge)
        return np.asarray(middle + now_number(self.share) * (edge - middle))

    def drawn(self) -> Array:
        """Where they are drawn, in the plane, shape (n, 2)."""
        return np.asarray(self.view.where(self.points[0::4]))


def middle_of(corners: Array) -> Array:
    """The centre of mass of a polygon, shape (2,)."""
    start = corners.mean(axis=0)
    one = corners - start
    other = np.roll(one, -1, axis=0)
    cross = one[:, 0] * other[:, 1] - other[:, 0] * one[:, 1]
    return np.asarray(start + ((one + other) * cross[:, None]).sum(axis=0) / (3 * cross.sum()))


def grains(view: View, drift: Drift, second: LiveNumber) -> Dots:
    """The dust itself: as many grains as ever, in however much room."""
    dots = Dots(view.line(drift.grains[0]), view.theme.ink, radius=GRAIN).set_z_index(2)

    def draw(dots: Dots) -> None:
        dots.points = view.line(drift.at(now_number(second))[1])

    return redrawn(dots, draw)


class Fence(VectorArrows):
    """The flow out through the edge of a cloud, as its middle sees it: the parts of F - F(middle) across the edge.

    What flows out is in the colour of contours, what flows in in that of directions. The flow in the middle carries
    the cloud; of it, as much comes in as goes out.

    Attributes:
        per_unit: scene units for a unit of the field.
        stretches: how much of the edge each arrow stands for, units of the plane, shape (n,).
    """

    def __init__(self, cloud: Cloud, field: VectorValued) -> None:
        self.cloud, self.field, self.per_unit = cloud, field, 0.0
        places, out, pushes = self._now()
        largest = float(np.abs(pushes).max())
        flow = field(*places.T)
        differs = float(np.abs(flow - flow.mean(axis=1, keepdims=True)).max())
        nought = max(SLIGHT * differs, 1e-9 * float(np.abs(flow).max()))
        if largest > nought:  # else nothing is drawn
            self.per_unit = LONGEST / largest
        theme = cloud.view.theme
        colours = [theme.level if push > 0 else theme.direction for push in pushes]
        begins, ends = self._ends(places, out, pushes)
        super().__init__(begins, ends - begins, colours, stroke_width=5, tip_length=0.2)
        self.set_z_index(3)
        redrawn(self, Fence.put)

    def put(self) -> None:
        """Draw the arrows at the edge as it is now."""
        self.points = np.vstack(self._ends(*self._now()))

    def _ends(self, places: Array, out: Array, pushes: Array) -> tuple[Array, Array]:
        """Tails and heads: they begin at the edge, or end there where the flow comes in."""
        at = self.cloud.view.line(places)
        steps = np.column_stack([self.per_unit * pushes[:, None] * out, np.zeros(len(out))])
        begins = np.where(pushes[:, None] < 0, at - steps, at)
        return begins, begins + steps

    def _now(self) -> tuple[Array, Array, Array]:
        """Places on the edge, the way out there, shape (n, 2), and how fast it flows out, shape (n,)."""
        corners = self.cloud.corners()
        places, sides = _round_the_edge(corners)
        self.stretches = np.hypot(*sides.T)
        out = np.stack([sides[:, 1], -sides[:, 0]], axis=1) / self.stretches[:, None]
        seen = self.field(*places.T).T - self.field(*middle_of(corners))
        return places, out, np.einsum("nd,nd->n", seen, out)


def _round_the_edge(corners: Array) -> tuple[Array, Array]:
    """Places round a polygon, closer where it bends, and the chord of the piece around each: shape (n, 2) both."""
    closed = np.vstack([corners, corners[:1]])
    steps = np.diff(closed, axis=0)
    ways = np.arctan2(steps[:, 1], steps[:, 0])
    bends = np.abs((np.diff(ways, append=ways[:1]) + np.pi) % (2 * np.pi) - np.pi)
    lengths = np.hypot(*steps.T)
    passed = np.append(0.0, np.cumsum(lengths / lengths.sum() + (bends + np.roll(bends, 1)) / 2 / bends.sum())) / 2

    def along(shares: Array) -> Array:
        return np.stack([np.interp(shares, passed, c) for c in closed.T], axis=1)

    return along((np.arange(FENCE) + 0.5) / FENCE), np.diff(along(np.arange(FENCE + 1) / FENCE), axis=0)


def flux_by_area(field: VectorValued, corners: Array) -> float:
    """What flows out through the edge of a polygon, shape (n, 2), by its area; its middle being at rest."""
    closed = np.vstack([corners, corners[:1]])
    return field.flux(closed) / area(corners)


def growth_in(view: View, field: VectorValued) -> Array:
    """The rates at which small clouds begin to grow that are laid out all over the picture, shape (n,)."""
    middles, disc = _laid_out(view, field)
    rates = np.array([flux_by_area(field, middle + disc) for middle in middles])
    return without_rounding(rates, np.hypot(*field(*(middles + disc[0]).T)) / float(np.hypot(*disc[0])))


def _laid_out(view: View, field: VectorValued) -> tuple[Array, Array]:
    """Places all over the picture, shape (n, 2), at which the field is smooth; and the edge of a disc round each."""
    box, small = view.box, RADIUS / view.scale[0]
    columns, rows = max(2, int(box.width / CELL)), max(2, int(box.height / CELL))
    x, y = np.meshgrid(
        box.left + box.width * (np.arange(columns) + 0.5) / columns,
        box.bottom + box.height * (np.arange(rows) + 0.5) / rows,
    )
    middles = view.where(np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], axis=1))
    turn = 2 * np.pi * np.arange(CORNERS) / CORNERS
    disc = small * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return middles[[is_smooth_in(field, place, small) for place in middles]], disc


def _is_clear(field: VectorValued, edge: Array, step: float, radius: float) -> bool:
    """Whether a small cloud comes to no jump, and so near to no pole that it is not known between two moments.

    Args:
        edge: shape (m, n, 2), at moments that are a step apart, in the field's time.
        radius: of the discs round its corners in which the field has to be smooth.
    """
    bends = np.abs(field.jacobian_at(*np.moveaxis(edge, -1, 0)))
    return bool((step * bends <= BENT).all()) and all(is_smooth_in(field, place, radius) for place in edge[-1])


class ManyClouds(VGroup):
    """Small discs of dust all over the picture, carried for some seconds and laid out again.

    There is none where the field breaks. Each is carried as its middle sees it, by the field less what it is there, so
    that it does not leave its place.

    Args:
        pace: units of the field's time in a second.
        second: how long they have been carried.
        corner: whether something is written in the upper left corner, where there is none then.

    Attributes:
        edges: of the plane, shape (clouds, n, 2), by the seconds of a round; None where there is no cloud.
    """

    round = 3.0  # seconds

    def __init__(
        self, view: View, field: VectorValued, pace: float, second: LiveNumber, *, corner: bool = False
    ) -> None:
        middles, disc = _laid_out(view, field)
        small = RADIUS / view.scale[0]
        moments = np.linspace(0, self.round, 13)
        edges = [carried(seen_from(field, middle), middle + disc, pace * moments) for middle in middles]
        step = pace * moments[1]
        kept = [
            edge
            for edge in edges
            if in_sight(view, edge, corner=corner).all() and _is_clear(field, edge, step, small / 4)
        ]
        self.edges = CubicSpline(moments, np.stack(kept, axis=1)) if kept else None
        self.view, self.pace, self.second = view, pace, second
        theme = view.theme
        super().__init__(
            *(
                cased(VMobject(stroke_color=theme.ink, stroke_width=3, fill_color=theme.ink, fill_opacity=0.3), theme)
                for _ in kept
            )
        )
        self.set_z_index(2)
        redrawn(self, ManyClouds.put)

    def put(self) -> None:
        """Draw them as they are now."""
        now = () if self.edges is None else self.edges(now_number(self.second) % self.round)
        for cloud, corners in zip(self.submobjects, now, strict=True):
            cloud.set_points_as_corners(self.view.line(np.vstack([corners, corners[:1]])))
