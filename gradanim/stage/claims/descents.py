"""What films that compare descents say: who falls and who grows, how curved the valley is, and what the graph shows."""

from collections.abc import Sequence

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from gradanim.field import Field
from gradanim.paint import Polylines
from gradanim.read import SYMBOLS
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import number_on
from gradanim.stage.graphs.heights import HeightGraph
from gradanim.stage.live import now_number
from gradanim.stage.marks.steps import Steps
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View

Points = NDArray[np.float64]
SPAN = 2e-3  # of the domain's diagonal, for second differences


def graph_is_height(view: View, graph: HeightGraph, curve: Polylines, steps: Steps) -> Claim:
    """The curve has a corner for every drawn stop, as high as the formula itself says (share of the graph)."""

    def measure() -> float:
        places, corners = steps.places, curve.points[np.isfinite(curve.points).all(axis=1)]
        # nan on a rim, where rounding leads over it
        known = np.array([by_hand(view.field, *place) for place in places.tolist()])
        wanted = graph.at(np.arange(len(known)), known)
        fallen = np.flatnonzero(np.isfinite(known) & ~np.isfinite(wanted).all(axis=1))
        # a curve that falls out of the graph ends on its border
        count = int(fallen[0]) + 1 if len(fallen) and fallen[0] else len(known)
        if len(corners) != count or not np.isfinite(wanted[0]).all():
            return np.nan
        return float(np.nanmax(np.abs(wanted[:count] - corners)) / graph.plot.height)

    return Claim("the graph shows the heights of the drawn stops", (curve, steps), measure, 0.0, 0.01, "of the graph")


def fate(view: View, steps: Steps, bottom: tuple[float, float], rate: float) -> Claim:
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
        hessian = view.field.hessian_expr.subs(dict(zip((SYMBOLS["x"], SYMBOLS["y"]), bottom, strict=True)))
        (a, b), (_, d) = np.array(hessian.evalf().tolist()).astype(float)
        return float(np.sign(rate * ((a + d) / 2 + np.hypot((a - d) / 2, b)) - 2))

    said = "below 2/L the heights fall at every step, beyond it they grow"
    return Claim(said, (steps,), measure, expected, 0.0, "(-1 falls, 1 grows)")


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

    tolerance = 0.51 * 10.0 ** (readout.exponent - readout.places) + 0.01 * abs(now_number(readout.value))
    name = "L is the curvature along the drawn axis"
    return Claim(name, (line, readout), lambda: number_on(readout), expected, tolerance)


def swings(view: View, steps: Steps, line: VMobject) -> Claim:
    """At 2/L, two drawn steps lead back to the same distance from the middle along the axis (ratio of distances)."""

    def measure() -> float:
        ends, places = view.where(line.points[[0, -1]]), steps.places
        along = (ends[1] - ends[0]) / np.hypot(*(ends[1] - ends[0]))
        aside = (places - ends.mean(axis=0)) @ along
        return float(aside[2] / aside[0]) if len(aside) > 2 and aside[0] * aside[1] < 0 else np.nan

    return Claim("at 2/L the steps swing from side to side", (steps, line), measure, 1.0, 0.15, "of the distance")


def lowest(view: View, walks: Sequence[Steps], winner: int) -> Claim:
    """Of the last drawn stops, none is lower than that of the winner (share of all their heights)."""

    def measure() -> float:
        stops = [walk.places for walk in walks]
        heights = [by_hand(view.field, *places[-1]) if len(places) else np.nan for places in stops]
        start = by_hand(view.field, *stops[0][0])
        return float((heights[winner] - np.min(heights)) / max(abs(start - np.min(heights)), 1e-300))

    return Claim("nobody got lower than the one it is said of", tuple(walks), measure, 0.0, 1e-9, "of the descent")


def _curvature(f: Field, point: Points, ways: Points) -> Points:
    """Second differences through a point along unit vectors, shape (2, n)."""
    h = SPAN * f.domain.diagonal
    there, back = (f(*(point[:, None] + sign * h * ways)) for sign in (1.0, -1.0))
    return (there - 2 * f(*point) + back) / h**2
