"""What a film says about a ravine, measured on the two cuts it draws."""

import numpy as np

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.graphs.cuts import CrossCuts, CutGraph
from gradanim.stage.maps.key import PlaceName
from gradanim.stage.marks.steps import Steps
from gradanim.stage.view import View

SHARES = np.linspace(0, 1, 61)  # of a cut, from end to end


def cuts_are_heights(view: View, cuts: CutGraph) -> Claim:
    """The drawn curves are as high as the formula itself says on the drawn cuts (share of the graph)."""

    def measure() -> float:
        off = []
        for mark, curve in zip(cuts.marks, cuts.curves, strict=True):
            start, end = view.where(mark.points[[0, -1]])
            way = (end - start) / np.hypot(*(end - start))
            for distance, height in cuts.where(corners_of(curve))[::5].tolist():
                off.append(abs(height - by_hand(view.field, *((start + end) / 2 + distance * way))))
        return float(np.max(off) / (cuts.high - cuts.low))

    return Claim("the graph shows the heights along the drawn cut", (cuts,), measure, 0.0, 0.01, "of the graph")


def gentle_along(view: View, cuts: CrossCuts, steps: Steps) -> Claim:
    """Through the last drawn stop, heights along the one cut differ far less than along the other (their ratio)."""

    def measure() -> float:
        across, along = (view.where(mark.points[0] + np.outer(SHARES, mark.points[-1] - mark.points[0]))
                         for mark in cuts.marks)  # fmt: skip
        if np.hypot(*(along[30] - steps.places[-1])) > 0.01 * view.field.domain.diagonal:
            return np.nan
        return float(np.ptp(view.field(*along.T)) / np.ptp(view.field(*across.T)))

    return Claim("where it creeps, the ground is almost level along", (cuts.marks, steps), measure, 0.0, 0.1)


def leads_up(view: View, ring: PlaceName) -> Claim:
    """From the middle of the drawn ring it goes up in every direction (share of 72 short steps)."""

    def measure() -> float:
        turn = 2 * np.pi * np.arange(72) / 72
        x, y = view.where(ring.place)
        around = 0.02 * view.field.domain.diagonal * np.stack([np.cos(turn), np.sin(turn)])
        return float(np.mean(view.field(x + around[0], y + around[1]) > by_hand(view.field, x, y)))

    return Claim("from the marked place every way leads up", (ring,), measure, 1.0, 0.0, "of all ways")
