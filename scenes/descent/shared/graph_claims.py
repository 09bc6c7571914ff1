"""What is claimed of the graphs of heights: along a cut, and step by step."""

import numpy as np

from gradanim.paint.lines import Polylines
from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of

from .cut_graph import CutGraph
from .height_graph import HeightGraph
from .steps import Steps


def cuts_are_heights(view: View, cuts: CutGraph) -> Claim:
    """The drawn curves are as high as the formula itself says on the drawn cuts (share of the graph)."""

    def measure() -> float:
        off = []
        for mark, curve in zip(cuts.marks, cuts.curves, strict=True):
            start, end = view.where(mark.points[[0, -1]])
            way = (end - start) / np.hypot(*(end - start))
            for distance, height in cuts.where(corners_of(curve))[::5].tolist():
                off.append(abs(height - by_hand(view.field, *((start + end) / 2 + distance * way))))
        return float(np.nanmax(off) / (cuts.y.high - cuts.y.low))

    return Claim("the graph shows the heights along the drawn cut", (cuts,), measure, 0.0, 0.01, "of the graph")


def graph_is_height(view: View, graph: HeightGraph, curve: Polylines, steps: Steps, cost: float = 1) -> Claim:
    """The curve has a corner for every drawn stop, as high as the formula itself says (share of the graph)."""

    def measure() -> float:
        places, corners = steps.places, curve.points[np.isfinite(curve.points).all(axis=1)]
        # nan on a rim, where rounding leads over it
        known = np.array([by_hand(view.field, *place) for place in places.tolist()])
        wanted = graph.at(cost * np.arange(len(known)), known)
        fallen = np.flatnonzero(np.isfinite(known) & ~np.isfinite(wanted).all(axis=1))
        # a curve that falls out of the graph ends on its border
        count = int(fallen[0]) + 1 if len(fallen) and fallen[0] else len(known)
        if len(corners) != count or not np.isfinite(wanted[0]).all():
            return np.nan
        return float(np.nanmax(np.abs(wanted[:count] - corners)) / graph.area.height)

    return Claim("the graph shows the heights of the drawn stops", (curve, steps), measure, 0.0, 0.01, "of the graph")
