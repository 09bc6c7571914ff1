"""What BlindfoldedHiker says, chosen by what happens."""

import numpy as np

from gradanim import Refusal, ScalarField
from gradanim.stage import View
from gradanim.stage.live import Point
from gradanim.stage.typeset import spoken

from .mathematics import Hike, hike

UNSEEN = 0.2  # scene units: an arrow shorter than this is hidden by the hiker
ENDINGS = {
    "valley": "The slope is below the tolerance. The ring marks the true bottom, a little further on.",
    "close": "The ring marks the true bottom. The hiker stops close by.",
    "flat": "The slope is below the tolerance: level ground, as near as the feet can tell.",
    "left domain": "The next step leads out of the picture: no valley on this way.",
    "undefined": "Here it ends: one step further, there is no height or no slope to feel.",
    "sunk": "The ground falls deeper than the picture shows: no valley on this way.",
    "to and fro": "The steps lead to and fro, and no lower: at a crease, the slope does not fade.",
    "steps used": "The hiker is still on the way down when we stop watching.",
}


def in_sight(field: ScalarField, start: Point, view: View) -> Hike:
    """The hike from a point as far as a view of the landscape shows it, or a refusal where that is not one step."""
    found = hike(field, start, view.at)
    if found is None:
        raise Refusal(
            f"the first step from ({start[0]:g}, {start[1]:g}) leads out of the picture: "
            "choose another point with --at, or give a larger --domain"
        )
    return found


def felt_for(walk: Hike, chart: View, *, told: int) -> int:
    """After how many steps the gradient's arrow goes: as soon as it is too short to be seen, or too long for the map.

    Args:
        told: so many steps are told one by one, with the arrow.
    """
    told = min(told, len(walk.stops) - 1)
    if len(chart.while_arrows_fit(walk.stops)) < len(walk.stops):
        return told
    short = np.flatnonzero(walk.slopes * chart.arrow_scale < UNSEEN)
    return max(told, int(short[0])) if len(short) else len(walk.stops)


def ending(walk: Hike) -> str:
    """Why the hiker stops, and where."""
    return ENDINGS["close" if walk.close else walk.ended]


def about_lengths(walk: Hike) -> str:
    """What the steps have in common, or not."""
    if len(walk.lengths) == 1:
        return "The step is as long as the slope is steep, times the rate."
    if walk.lengths.max() > 1.5 * walk.lengths.min():
        return f"Every step is the slope times {spoken(walk.rate)}: the steeper the ground, the longer the step."
    return "The ground is about equally steep all the way, so the steps are about equally long."
