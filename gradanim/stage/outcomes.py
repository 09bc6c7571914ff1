"""What became of particles that went down, in sentences that are true of these."""

from collections import Counter
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gradanim.basins import Basins
from gradanim.levels import nice_levels
from gradanim.streams import Streams

Outcome = Literal["valley", "ground", "crease", "left", "edge", "going"]

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def outcomes(found: Streams, basins: Basins) -> NDArray[np.str_]:
    """What became of each particle, shape (n,).

    "valley" a single point where the gradient is zero; "ground" a line or a plain where it is; "crease" where it jumps;
    "left" over the border; "edge" to where f is undefined; "going" still on its way.
    """
    names = {"left domain": "left", "undefined": "edge", "steps used": "going", "no gain": "crease"}
    labels = basins.of(found.ends)
    return np.array([
        names.get(why) or ("ground" if label < 0 or basins.valleys[label].long else "valley")
        for why, label in zip(found.ended, labels, strict=True)
    ])  # fmt: skip


def where_they_end(found: Streams, basins: Basins) -> str:
    """The sentence about all of the particles, the largest part first."""
    became = outcomes(found, basins)
    counts = Counter(became.tolist()).most_common()
    valleys = len({int(k) for k in basins.of(found.ends[became == "valley"])})
    phrases = {
        "valley": f"come to rest in {_many(valleys)}, where the gradient is zero",
        "ground": "come to rest on level ground, where the gradient is zero",
        "crease": "stop at an edge in the landscape, where the gradient jumps",
        "left": "flow out of the picture",
        "edge": "end where the function has no value",
        "going": "are still on their way",
    }
    if len(counts) == 1:
        return f"All of them {phrases[counts[0][0]]}."
    first, *others = (phrases[name] for name, _ in counts)
    most = "Most" if counts[0][1] > 0.5 * len(became) else "Many"
    rest = [first, *(f"others {phrase}" for phrase in others[:-1]), f"the rest {others[-1]}"]
    return f"{most} of them {'; '.join(rest)}."


def moral(found: Streams, basins: Basins) -> str:
    """The sentence to remember."""
    became = outcomes(found, basins)
    reached = [v for k, v in enumerate(basins.valleys) if k in set(basins.of(found.ends[found.resting]).tolist())]
    if len(reached) > 1:
        spread = np.ptp(nice_levels(basins.f).values)
        if np.ptp([valley.height for valley in reached]) > 1e-3 * spread:
            return "Going down, you come to the valley of your basin. It need not be the deepest one."
        return "Going down, where you end is decided by where you begin: by the basin you stand in."
    if np.mean(became == "valley") > 0.99:
        return "Wherever they begin, minus the gradient leads them down to the one valley."
    if found.resting.any():
        return "Minus the gradient leads down from everywhere, until the ground is level or the picture ends."
    return "Minus the gradient leads down from everywhere. Here is no valley to stop in."


def _many(valleys: int) -> str:
    if valleys == 1:
        return "a valley"
    return f"{NUMBERS[valleys] if valleys < len(NUMBERS) else valleys} valleys"
