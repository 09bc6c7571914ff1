"""What MixedPartials claims of its squares, of the climbs round them, and of limits that depend on the order."""

from collections.abc import Callable

import numpy as np
from manim import Mobject, VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.joined import JoinedField
from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, View, claims
from gradanim.stage.claims.reading import corners_of, number_in
from gradanim.stage.maps import ContourMap
from gradanim.stage.marks import Walker
from gradanim.stage.typeset import Readout

from .graphs import LoopGraph, SideBars
from .limit_graph import LimitGraph
from .mixed_difference import mixed_partial
from .rectangle import DrawnRectangle

Points = NDArray[np.float64]
NODES, WEIGHTS = np.polynomial.legendre.leggauss(8)
CORNER = 0.05  # scene units
PIECES = 12  # of a side, each with eight nodes


def adds_up_to_nothing(rectangle: DrawnRectangle) -> Claim:
    """The gradients that steps find along the drawn sides add up to zero, as a share of all that is climbed."""

    def measure() -> float:
        works = np.concatenate([works_along(rectangle.view, side) for side in rectangle])
        return float(works.sum() / np.abs(works).sum())

    name = "once round, the gradient adds up to nothing"
    return Claim(name, tuple(rectangle), measure, 0.0, 1e-4, "of all climbs")


def works_along(view: View, side: Mobject) -> Points:
    """The gradient by steps along a drawn side, added up for each of its pieces: Gauss's quadrature."""
    begin, end = view.where(side.points[[0, -1]])
    edges = np.linspace(begin, end, PIECES + 1)
    places = edges[:-1, None] + (NODES[:, None] + 1) / 2 * (edges[1] - edges[0])
    found = claims.gradients_by_steps(view.field, places) @ (edges[1] - edges[0])
    works: Points = found @ WEIGHTS / 2
    return works


def is_component(rectangle: DrawnRectangle, walker: Walker, along: VGroup) -> Claim:
    """In every frame, the drawn component is that along the drawn side of the gradient that steps find there."""
    view = rectangle.view

    def measure() -> float:
        place = walker.points[0]
        begins, ends = (np.array([side.points[k] for side in rectangle]) for k in (0, -1))
        ways = (ends - begins) / np.linalg.norm(ends - begins, axis=1, keepdims=True)
        off = np.linalg.norm(np.cross(place - begins, ways), axis=1)
        if (off < CORNER).sum() != 1:
            return np.nan  # it turns from one side to the next
        way = ways[np.argmin(off)]
        gradient = view.arrow_scale * np.append(claims.gradients_by_steps(view.field, view.where(place)), 0.0)
        drawn = sum((np.nan_to_num(part.along) for part in along), np.zeros(3))
        return float(np.linalg.norm(drawn - (gradient @ way) * way))

    name = "what is added up is the gradient's component along the side"
    return Claim(name, (rectangle, walker, along), measure, 0.0, 0.05, "scene units", throughout=True)


def curve_is_climb(rectangle: DrawnRectangle, graph: LoopGraph) -> Claim:
    """The drawn curve is as high as f has risen since the first corner, f worked out by hand: the worst."""

    def measure() -> float:
        ways, climbed = graph.drawn()[::10].T
        round_it = np.vstack([rectangle.corners, rectangle.corners[:1]])
        places = np.stack([np.interp(ways, np.arange(5), c) for c in round_it.T], axis=1)
        heights = np.array([claims.by_hand(rectangle.view.field, *place) for place in places.tolist()])
        return float(np.max(np.abs(climbed - (heights - heights[0]))) / np.ptp(heights))

    name = "the curve is the height climbed on the way"
    return Claim(name, (rectangle, *graph.curves), measure, 0.0, 5e-3, "of all climbs")


def heights_at(rectangle: DrawnRectangle) -> Points:
    """f at the drawn corners, worked out by hand, anticlockwise from the lower left one."""
    return np.array([claims.by_hand(rectangle.view.field, *corner) for corner in rectangle.corners.tolist()])


def bars_are_climbs(rectangle: DrawnRectangle, bars: SideBars) -> Claim:
    """Each bar is as high as f rises along its side, by the heights at the drawn corners: the worst."""

    def measure() -> float:
        low_left, low_right, high_right, high_left = heights_at(rectangle)
        due = [high_left - low_left, high_right - low_right, low_right - low_left, high_right - high_left]
        drawn = [bars.where(corners_of(bar)[-1])[1] for bar in bars.bars]
        return float(np.max(np.abs(np.subtract(due, drawn))) / np.max(np.abs(due)))

    return Claim("each bar is the climb along its side", (rectangle, bars.bars), measure, 0.0, 5e-3, "of the largest")


def marked(bars: SideBars, pair: int) -> float:
    """The difference that a mark shows, with its sign."""
    return float(np.diff(bars.where(corners_of(bars.marks[pair]))[:, 1])[0])


def marks_agree(bars: SideBars) -> Claim:
    """Both marks are equally long: right minus left is top minus bottom, as a share of the largest climb."""

    def measure() -> float:
        return (marked(bars, 0) - marked(bars, 1)) / float(np.max(np.abs(bars.climbs)))

    return Claim("right minus left is top minus bottom", tuple(bars.marks), measure, 0.0, 5e-3, "of the largest climb")


def signs_make_it(rectangle: DrawnRectangle, signs: VGroup, bars: SideBars) -> Claim:
    """The heights at the corners with the signs that stand beside them make the difference that is marked."""

    def measure() -> float:
        total = 0.0
        for sign in signs:
            nearest = np.argmin(np.linalg.norm(rectangle.corners - rectangle.view.where(sign.get_center()), axis=1))
            total += (1.0 if "+" in sign[1].typst_code else -1.0) * heights_at(rectangle)[nearest]
        return float((total - marked(bars, 0)) / np.max(np.abs(bars.climbs)))

    name = "the heights with these signs make the difference"
    return Claim(name, (rectangle, signs, bars.marks[0]), measure, 0.0, 5e-3, "of the largest climb")


def tends_to_mixed_partial(view: View, number: Readout, at: Mobject, slack: float) -> Claim:
    """What the number has come to is the mixed partial where the square has shrunk to, by differentiating f.

    Args:
        slack: by how much the quotient of the last square may miss it.
    """
    return claims.reads(
        number, lambda: mixed_partial(view.field, view.where(at.points[0]).tolist()), drawn=[at], slack=slack,
        name="the number has come to the mixed partial",
    )  # fmt: skip


def is_quotient(number: Readout, rectangle: DrawnRectangle, limit: Callable[[], float]) -> list[Claim]:
    """The number is the mixed difference of the drawn rectangle over its area, and has come to a limit."""

    def quotient() -> float:
        heights, (a, _, c, _) = heights_at(rectangle), rectangle.corners
        return float((heights[0] - heights[1] + heights[2] - heights[3]) / np.prod(c - a))

    return [
        claims.reads(number, quotient, drawn=[rectangle], name="the number is the quotient of the drawn rectangle"),
        claims.reads(number, limit, drawn=[rectangle], name="the number has come to its limit"),
    ]


def curve_ends_at(graph: LimitGraph, way: int, number: Readout) -> Claim:
    """The number is where the drawn curve of the quotients ends."""

    def measure() -> float:
        return float(graph.where(graph.curves[way].points[-1])[1])

    name = "the curve ends at the number"
    slack = 1e-3 * (graph.y.high - graph.y.low)
    return claims.reads(number, measure, drawn=[graph.curves[way], graph.dots[way]], name=name, slack=slack)


def limit_of(field: JoinedField, first: str) -> float:
    """The mixed partial at the origin in one order, by the limits of difference quotients: first in x, or in y."""
    (_, xy), (yx, _) = field.hessian(0.0, 0.0).tolist()
    return float(xy if first == "x" else yx)


def rays_to(view: View, contours: ContourMap) -> Claim:
    """The drawn contours of the mixed partial run straight towards the origin: the worst piece, in degrees."""

    def measure() -> float:
        off = []
        for line in contours.lines:
            places = view.where(corners_of(line))
            steps, middles = np.diff(places, axis=0), (places[1:] + places[:-1]) / 2
            turned = claims.degrees_between(steps, middles)
            off.append(np.minimum(turned, 180 - turned)[np.hypot(*middles.T) > NEAR])
        return claims.largest(np.concatenate(off))

    return Claim("on every ray the mixed partial is one number", tuple(contours.lines), measure, 0.0, 1.0, "degrees")


NEAR = 0.1  # units of the plane: closer to the origin all rays meet, and their lines have no width to be told apart by
SMALL = 1e-3  # units of the plane: half the side of a square that a quotient stands for the mixed partial of


def quotients_around(field: ScalarField, x: ArrayLike, y: ArrayLike, half: float) -> Points:
    """The quotients of small squares around places, by their four heights."""
    terms = [s * t * field(np.add(x, s * half), np.add(y, t * half)) for s in (1, -1) for t in (1, -1)]
    return np.asarray(np.sum(terms, axis=0) / (4 * half**2))


def numbers_are_quotients(view: View, numbers: VGroup, field: ScalarField) -> Claim:
    """Each number on the map is the quotient of a small square of the other function where it stands: the worst."""

    def measure() -> float:
        x, y = view.where([number.get_center() for number in numbers]).T
        shown = [number_in(number[1].typst_code)[0] for number in numbers]
        return float(np.max(np.abs(quotients_around(field, x, y, SMALL) - shown)))

    return Claim("each number is the mixed partial on its ray", (numbers,), measure, 0.0, 0.02)


RING = 1e-3  # units of the plane: so near to the origin


def has_no_limit(view: View, contours: ContourMap, field: JoinedField) -> Claim:
    """Close to the origin, small squares of the other function have quotients as far apart as the drawn contours."""

    def measure() -> float:
        turns = 2 * np.pi * np.arange(360) / 360
        return float(np.ptp(quotients_around(field, RING * np.cos(turns), RING * np.sin(turns), RING / 100)))

    def drawn() -> float:
        values = [view.field(*view.where(corners_of(line)[:1])[0]) for line in contours.lines]
        return float(np.ptp(values))

    return claims.at_least(
        measure, drawn, name="close to the point it has all values of the contours", drawn=tuple(contours.lines)
    )
