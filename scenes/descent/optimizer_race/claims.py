"""What OptimizerRace claims, measured on what it draws."""

from collections.abc import Sequence

import numpy as np

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from scenes.descent.shared.steps import Steps

from .panels import CrossCuts

SHARES = np.linspace(0, 1, 61)  # of a cut, from end to end


def gentle_along(view: View, cuts: CrossCuts, steps: Steps) -> Claim:
    """Through the last drawn stop, heights along the one cut differ far less than along the other (their ratio)."""

    def measure() -> float:
        across, along = (view.where(mark.points[0] + np.outer(SHARES, mark.points[-1] - mark.points[0]))
                         for mark in cuts.marks)  # fmt: skip
        if np.hypot(*(along[30] - steps.places[-1])) > 0.01 * view.field.domain.diagonal:
            return np.nan
        return float(np.ptp(view.field(*along.T)) / np.ptp(view.field(*across.T)))

    return Claim("where it creeps, the ground is almost level along", (cuts.marks, steps), measure, 0.0, 0.1)


def lowest(view: View, walks: Sequence[Steps], winner: int) -> Claim:
    """Of the last drawn stops, none is lower than that of the winner (share of all their heights)."""

    def measure() -> float:
        stops = [walk.places for walk in walks]
        heights = [by_hand(view.field, *places[-1]) if len(places) else np.nan for places in stops]
        start = by_hand(view.field, *stops[0][0])
        return float((heights[winner] - np.min(heights)) / max(abs(start - np.min(heights)), 1e-300))

    return Claim("nobody got lower than the one it is said of", tuple(walks), measure, 0.0, 1e-9, "of the descent")
