"""What is said of the particles: where they end, what their colours mean, and what to remember."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.flows.basins import RESTING, Basins

from .basins import _reached, basin_of_each, deepest_of
from .streams import Streams


def noun(basins: Basins, count: int = 2) -> str:
    """What the particles come to: a valley that is a line of points, or a crease, is no minimum by itself."""
    if any(valley.long for valley in basins.valleys):
        return "valley" if count == 1 else "valleys"
    return "minimum" if count == 1 else "minima"


def where_they_end(found: Streams, basins: Basins) -> str:
    """The sentence about where all of the particles are now, the largest part first."""
    became = outcomes(found, basins)
    counts = Counter(became.tolist()).most_common()
    valleys, tips = (len({int(k) for k in basins.of(found.ends[became == name])}) for name in ("valley", "tip"))
    phrases = {
        "valley": f"near {_many(valleys)}",
        "tip": f"at {_many(tips, 'sharp ')}, where the gradient jumps",
        "ground": "near level ground",
        "crease": "at an edge, where the gradient jumps",
        "step": "at the foot of a step, where the height jumps",
        "outside": "gone to minima outside the picture",
        "left": "gone far beyond the picture",
        "edge": "gone to where _f_ has no value",
        "going": "still on the way",
    }
    if len(counts) == 1:
        return f"Now all {len(became)} are {phrases[counts[0][0]]}."
    return f"Of {len(became)}, now {', '.join(f'{count} are {phrases[name]}' for name, count in counts)}.".replace(
        " 1 are ", " 1 is "
    )


def colouring(found: Streams, basins: Basins) -> str:
    """The sentence about giving every particle the colour of its valley."""
    said = f"Colour every start by the {noun(basins, 1)} that it went to"
    return f"{said}." if (basin_of_each(found, basins) >= 0).all() else f"{said}; grey: to none of these."


CLOSE, STEP = 1e-6, 0.01  # diagonals, and of all heights: a rise of so much so near is a step
LIMITS = {  # where going down comes to an end
    "valley": "the ground is level",
    "ground": "the ground is level",
    "tip": "the gradient jumps",
    "crease": "the gradient jumps",
    "step": "the height jumps",
    "outside": "the picture ends",
    "left": "the picture ends",
    "edge": "the function has no value",
    "going": "we stop watching",
}


def moral(found: Streams, basins: Basins) -> str:
    """The sentence to remember."""
    became = outcomes(found, basins)
    deepest = deepest_of(found, basins)
    if deepest is not None:
        return f"Downhill leads to the {noun(basins, 1)} of your basin. It need not be the lowest."
    if len(_reached(found, basins)) > 1:
        return f"Which of the {noun(basins)} you come to is decided by where you begin."
    if np.mean(np.isin(became, ["valley", "tip"])) > 0.99:
        return f"From every start, minus the gradient leads to the one {noun(basins, 1)}."
    if found.resting.any():
        until = dict.fromkeys(LIMITS[name] for name in LIMITS if name in became)
        return f"Minus the gradient leads down from everywhere, until {' or '.join(until)}."
    return "Minus the gradient leads down from everywhere. Here it finds no minimum."


def outcomes(found: Streams, basins: Basins) -> NDArray[np.str_]:
    """What became of each particle, shape (n,).

    "valley" a single point where the gradient is zero; "ground" a line or a plain where it is; "tip" and "crease" the
    same where it jumps; "step" at the foot of one; "outside" at one of these over the border; "left" beyond the border,
    with no end found; "edge" to where f is undefined; "going" still on its way.
    """
    names = {"left domain": "left", "undefined": "edge", "steps used": "going"}
    labels, steps = basins.of(found.ends), at_a_step(basins.f, found.ends)

    def beyond(why: str, label: int) -> str:
        return "" if label >= 0 else "outside" if why in RESTING else "left"

    def of_resting(why: str, label: int, step: bool) -> str:
        if why == "no gain" and step:
            return "step"
        line = label < 0 or basins.valleys[label].long
        return ("ground" if line else "valley") if why == "flat" else "crease" if line else "tip"

    known = zip(found.ended, found.within.tolist(), labels.tolist(), steps.tolist(), strict=True)
    return np.array([
        (not within and beyond(why, label)) or names.get(why) or of_resting(why, label, step)
        for why, within, label, step in known
    ])  # fmt: skip


def at_a_step(f: ScalarField, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the height itself jumps next to places, shape (n, 2)."""
    turns, heights = np.arange(12) * np.pi / 6 + 0.1, f(*f.domain.grid(33))
    ring = places[:, None] + CLOSE * f.domain.diagonal * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    rises = f(*np.moveaxis(ring, -1, 0)) - f(*places.T)[:, None]
    return np.asarray(np.nan_to_num(rises).max(axis=1) > STEP * (np.nanmax(heights) - np.nanmin(heights)))


def pathways(found: Streams) -> str:
    """The sentence about the ways of all of them."""
    said = "Their ways are orthogonal to every contour they cross"
    return f"{said}, until an edge leads them on." if (found.edges < len(found.places)).any() else f"{said}."


def at_points(found: Streams, basins: Basins) -> int:
    """How many come to rest at valleys that are single points."""
    labels = basins.of(found.ends[found.resting])
    return sum(label >= 0 and not basins.valleys[label].long for label in labels.tolist())


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _many(valleys: int, kind: str = "") -> str:
    if valleys == 1:
        return f"a {kind}minimum"
    return f"{NUMBERS[valleys] if valleys < len(NUMBERS) else valleys} {kind}minima"
