"""What is said of the particles: where they end, what their colours mean, and what to remember."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.flows.basins import Basins

from .basins import _reached, deepest_of
from .streams import Streams


def where_they_end(found: Streams, basins: Basins) -> str:
    """The sentence about all of the particles, the largest part first."""
    became = outcomes(found, basins)
    counts = Counter(became.tolist()).most_common()
    valleys, tips = (len({int(k) for k in basins.of(found.ends[became == name])}) for name in ("valley", "tip"))
    phrases = {
        "valley": f"come to rest in {_many(valleys)}, where the gradient is zero",
        "tip": f"come to rest in {_many(tips, 'sharp valley')}, where the gradient jumps",
        "ground": "come to rest on level ground, where the gradient is zero",
        "crease": "stopped at an edge in the landscape, where the gradient jumps",
        "step": "stopped at the foot of a step, where the height jumps",
        "left": "left the picture",
        "edge": "ended where the function has no value",
        "going": "not yet come to their ends",
    }
    if len(counts) == 1:
        return f"All {len(became)} have {phrases[counts[0][0]]}."
    said = [f"{_has(count)} {phrases[name]}" for name, count in counts]
    return f"Of {len(became)}, {'; '.join(said)}."


def colouring(found: Streams) -> str:
    """The sentence about giving every particle the colour of its valley."""
    if found.resting.all():
        return "Put every particle back to where it began, in the colour of the valley that it came to."
    gone = {why for why, rests in zip(found.ended, found.resting, strict=True) if not rests} == {"left domain"}
    grey = "left the picture" if gone else "came to none"
    return f"Put every particle back, in the colour of the valley that it came to. Grey ones {grey}."


CLOSE, STEP = 1e-6, 0.01  # diagonals, and of all heights: a rise of so much so near is a step
LIMITS = {  # where going down comes to an end
    "valley": "the ground is level",
    "ground": "the ground is level",
    "tip": "the gradient jumps",
    "crease": "the gradient jumps",
    "step": "the height jumps",
    "left": "the picture ends",
    "edge": "the function has no value",
    "going": "we stop watching",
}


def moral(found: Streams, basins: Basins) -> str:
    """The sentence to remember."""
    became = outcomes(found, basins)
    deepest = deepest_of(found, basins)
    if deepest is not None:
        there = int(np.sum(basins.of(found.ends[found.resting]) == deepest))
        few = f"only {there} of {len(became)} came" if there < 0.5 * len(became) else "not all came"
        return f"Going down, you come to the valley of your basin. It need not be the deepest: {few} to that."
    if len(_reached(found, basins)) > 1:
        return "Going down, where you end is decided by where you begin: by the basin you stand in."
    if np.mean(np.isin(became, ["valley", "tip"])) > 0.99:
        return "Wherever they begin, minus the gradient leads them down to the one valley."
    if found.resting.any():
        until = dict.fromkeys(LIMITS[name] for name in LIMITS if name in became)
        return f"Minus the gradient leads down from everywhere, until {' or '.join(until)}."
    return "Minus the gradient leads down from everywhere. Here is no valley to stop in."


def outcomes(found: Streams, basins: Basins) -> NDArray[np.str_]:
    """What became of each particle, shape (n,).

    "valley" a single point where the gradient is zero; "ground" a line or a plain where it is; "tip" and "crease" the
    same where it jumps; "step" at the foot of one; "left" over the border; "edge" to where f is undefined; "going"
    still on its way.
    """
    names = {"left domain": "left", "undefined": "edge", "steps used": "going"}
    labels, steps = basins.of(found.ends), at_a_step(basins.f, found.ends)

    def of_resting(why: str, label: int, step: bool) -> str:
        if why == "no gain" and step:
            return "step"
        line = label < 0 or basins.valleys[label].long
        return ("ground" if line else "valley") if why == "flat" else "crease" if line else "tip"

    known = zip(found.ended, labels.tolist(), steps.tolist(), strict=True)
    return np.array([names.get(why) or of_resting(why, label, step) for why, label, step in known])


def at_a_step(f: ScalarField, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the height itself jumps next to places, shape (n, 2)."""
    turns, heights = np.arange(12) * np.pi / 6 + 0.1, f(*f.domain.grid(33))
    ring = places[:, None] + CLOSE * f.domain.diagonal * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    rises = f(*np.moveaxis(ring, -1, 0)) - f(*places.T)[:, None]
    return np.asarray(np.nan_to_num(rises).max(axis=1) > STEP * (np.nanmax(heights) - np.nanmin(heights)))


def pathways(found: Streams) -> str:
    """The sentence about the ways of all of them."""
    said = "Their ways are the streamlines of minus the gradient: they cross every contour at a right angle"
    return f"{said}, until an edge leads them on." if (found.edges < len(found.places)).any() else f"{said}."


def at_points(found: Streams, basins: Basins) -> int:
    """How many come to rest at valleys that are single points."""
    labels = basins.of(found.ends[found.resting])
    return sum(label >= 0 and not basins.valleys[label].long for label in labels.tolist())


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _has(count: int) -> str:
    return "one has" if count == 1 else f"{count} have"


def _many(valleys: int, name: str = "valley") -> str:
    if valleys == 1:
        return f"a {name}"
    return f"{NUMBERS[valleys] if valleys < len(NUMBERS) else valleys} {name}s"
