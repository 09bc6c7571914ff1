"""What is claimed of walks, rates and the cut, measured on what is drawn; in the order of the story."""

from collections.abc import Sequence

import numpy as np
from manim import Line, VMobject
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.fields.typed import typed
from gradanim.formulas.meaning import SYMBOLS
from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of, number_on
from gradanim.stage.frame.live import now_number
from gradanim.stage.typeset import Readout
from scenes.descent.shared.cut_graph import CutGraph
from scenes.descent.shared.steps import Steps

from .bowl_cut import MiddleLine
from .rates import RateLine

Points = NDArray[np.float64]


def converges_or_diverges(view: View, steps: Steps, bottom: tuple[float, float], rate: float) -> Claim:
    """The heights of the drawn stops fall at every step where rate x L is below 2, and grow at last where it is above.

    L is the larger eigenvalue of the Hessian ((a, b), (b, d)) by sympy's own arithmetic:
    (a + d)/2 + sqrt((a - d)^2/4 + b^2).
    """

    def measure() -> float:
        heights = view.field(*steps.places.T)
        if len(heights) < 2:
            return np.nan
        gains = np.diff(heights)
        return -1.0 if (gains < 0).all() else 1.0 if gains[-1] > 0 else 0.0

    def expected() -> float:
        hessian = typed(view.field).hessian_expr.subs(dict(zip((SYMBOLS["x"], SYMBOLS["y"]), bottom, strict=True)))
        (a, b), (_, d) = np.array(hessian.evalf().tolist()).astype(float)
        return float(np.sign(rate * ((a + d) / 2 + np.hypot((a - d) / 2, b)) - 2))

    said = "below 2/L the heights fall at every step, beyond it they grow"
    return Claim(said, (steps,), measure, expected, 0.0, "(-1 falls, 1 grows)")


def oscillates_ever_wider(view: View, steps: Steps, middle: MiddleLine) -> Claim:
    """Every drawn step crosses the drawn line, and lands further from it than it began: how many do not."""

    def measure() -> float:
        ends, places = view.where(middle.ends), steps.places
        along = (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
        aside = (places - ends[0]) @ np.array([-along[1], along[0]])
        wrong = (aside[1:] * aside[:-1] >= 0) | (np.diff(np.abs(aside)) <= 0)
        return float(np.sum(wrong)) if len(wrong) else np.nan

    return Claim("each step crosses the middle line and lands further from it", (steps, middle), measure, 0.0, 0.0)


def most_curved(view: View, line: VMobject) -> Claim:
    """Along the drawn line, through its middle, the ground is as curved as along any line there."""

    def measure() -> float:
        ends = view.where(line.points[[0, -1]])
        along = ends[1] - ends[0]
        turn = np.pi * np.arange(180) / 180
        every = _curvature(view.field, ends.mean(axis=0), np.stack([np.cos(turn), np.sin(turn)]))
        own = _curvature(view.field, ends.mean(axis=0), (along / np.hypot(*along))[:, None])
        return float(own[0] / np.max(every))

    return Claim("no direction is more curved than the drawn axis", (line,), measure, 1.0, 0.01, "of the largest")


def number_is_curvature(view: View, line: VMobject, readout: Readout) -> Claim:
    """The number that is read is the second difference along the drawn line at its middle."""

    def expected() -> float:
        ends = view.where(line.points[[0, -1]])
        along = ends[1] - ends[0]
        return float(_curvature(view.field, ends.mean(axis=0), (along / np.hypot(*along))[:, None])[0])

    tolerance = _rounding(readout) + 0.01 * abs(now_number(readout.value))
    name = "L is the curvature along the drawn axis"
    return Claim(name, (line, readout), lambda: number_on(readout), expected, tolerance)


def slope_grows_by(cut: CutGraph, tangent: Line, curvature: Readout, distance: Readout, slope: Readout) -> Claim:
    """The drawn tangent touches the curve of the cut where one number says, as steep as that times the curvature.

    There is nothing to measure if it touches elsewhere, or is not as steep as the number beside it says.
    """

    def measure() -> float:
        touches = np.nanmin(np.linalg.norm(cut.curves[0].points - tangent.get_center(), axis=1))
        (left, low), (right, high) = cut.where([tangent.get_start(), tangent.get_end()])
        steep, place = (high - low) / (right - left), (left + right) / 2
        said = all(
            abs(drawn - number_on(number)) < _rounding(number) + 0.01 * abs(drawn)
            for drawn, number in ((place, distance), (steep, slope))
        )
        return float(steep) if said and touches < 0.02 * cut.area.width else np.nan

    def expected() -> float:
        return float(number_on(curvature) * number_on(distance))

    said = "in the cut, the slope is L times the distance"
    return Claim(said, (tangent, cut.curves, curvature, distance, slope), measure, expected, 0.085 * abs(expected()))


def same_distances(view: View, line: VMobject, steps: Steps, cut: CutGraph, walk_in_cut: Steps) -> Claim:
    """The stops in the cut are as far from its middle as those on the map along the drawn line (share of the cut)."""

    def measure() -> float:
        on_map, in_cut = _along(view, steps, line), cut.where(walk_in_cut.corners)[:, 0]
        if len(on_map) != len(in_cut) or len(on_map) < 2:
            return np.nan
        return float(np.max(np.abs(on_map - in_cut)) / cut.half_width)

    said = "map and cut show the same distances from the middle"
    return Claim(said, (line, steps, walk_in_cut), measure, 0.0, 0.01, "of the cut")


def cut_through_walker(view: View, line: VMobject, steps: Steps, cut: CutGraph, walk_in_cut: Steps) -> list[Claim]:
    """In every frame: the drawn cut passes through the walker, and the ball in the graph is as high, and on the curve.

    Misses are measured in scene units on the map and in shares of the graph in it.
    """

    def aside() -> float:
        start, end = line.points[[0, -1]][:, :2]
        along = (end - start) / np.hypot(*(end - start))
        x, y = steps.front[:2] - start
        return float(abs(along[0] * y - along[1] * x))

    def too_high() -> float:
        return abs(float(cut.where(walk_in_cut.front)[1]) - by_hand(view.field, *view.where(steps.front))) / _span(cut)

    def off_the_curve() -> float:
        offset, height = cut.where(walk_in_cut.front)
        curve = cut.where(corners_of(cut.curves[0]))
        return float(abs(np.interp(offset, *curve.T) - height)) / _span(cut)

    drawn = (line, steps, walk_in_cut, cut.curves)
    return [
        Claim("the cut goes through the walker", drawn, aside, 0.0, 0.02, "scene units", throughout=True),
        Claim("the ball in the graph is as high as the walker", drawn, too_high, 0.0, 0.01, "of the graph", True),
        Claim("the ball in the graph is on its curve", drawn, off_the_curve, 0.0, 0.01, "of the graph", True),
    ]


def multiplies(view: View, steps: Steps, line: VMobject, readout: Readout) -> Claim:
    """The first drawn step multiplies the distance from the middle along the line by the number that is read."""

    def measure() -> float:
        aside = _along(view, steps, line)
        return float(aside[1] / aside[0]) if len(aside) > 1 else np.nan

    said = "a step multiplies the distance from the middle by 1 minus rate times L"
    return Claim(said, (steps, line, readout), measure, lambda: number_on(readout), 0.1)


def oscillates(view: View, steps: Steps, line: VMobject) -> Claim:
    """At 2/L, two drawn steps lead back to the same distance from the middle along the axis (ratio of distances)."""

    def measure() -> float:
        aside = _along(view, steps, line)
        return float(aside[2] / aside[0]) if len(aside) > 2 and aside[0] * aside[1] < 0 else np.nan

    return Claim("at 2/L the steps oscillate from side to side", (steps, line), measure, 1.0, 0.15, "of the distance")


def rates_converge_or_diverge(view: View, line: RateLine, walks: Sequence[Steps]) -> Claim:
    """Of drawn walks, those whose dot lies below the limit fall at every step, the others rise at last (how many)."""

    def measure() -> float:
        right = 0
        for share, walk in zip(line.shares, walks, strict=True):
            gains = np.diff(view.field(*walk.places.T))
            right += bool(len(gains) and ((gains < 0).all() if share < 1 else gains[-1] > 0))
        return float(right)

    said = "the rates below 2/L settle, those beyond it run away"
    return Claim(said, (line, *walks), measure, float(len(walks)), 0.0, "walks")


def _along(view: View, steps: Steps, line: VMobject) -> Points:
    """How far the drawn stops are from the middle of the drawn line, along it, in units of the plane; shape (k,)."""
    ends = view.where(line.points[[0, -1]])
    along: Points = (steps.places - ends.mean(axis=0)) @ (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
    return along


def _span(cut: CutGraph) -> float:
    """The heights that the graph of a cut reaches over."""
    return cut.y.high - cut.y.low


def _rounding(readout: Readout) -> float:
    """Half a unit of the last digit that is read."""
    return float(0.51 * 10.0 ** (readout.exponent - readout.places))


SPAN = 2e-3  # of the domain's diagonal, for second differences


def _curvature(f: ScalarField, point: Points, ways: Points) -> Points:
    """Second differences through a point along unit vectors, shape (2, n)."""
    h = SPAN * f.domain.diagonal
    there, back = (f(*(point[:, None] + sign * h * ways)) for sign in (1.0, -1.0))
    return (there - 2 * f(*point) + back) / h**2
