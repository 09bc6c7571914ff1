"""Ground in the colours of signs: that what stands on it does what its colour says."""

from collections.abc import Callable

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.paint.relief import Relief
from gradanim.stage import Claim
from gradanim.stage.claims import at_most

Array = NDArray[np.float64]
ALIKE = 0.1  # of the largest rate: what differs by no more looks alike
CLEARLY = 0.1  # of the largest rate: what has a smaller one stands on ground between two colours
LEAST = 1e-3  # in a second: nobody sees less, and it may be rounding
ROUNDING = 1e-9  # of the flow round a place by its extent


def sign_is_seen(
    ground: Relief, drawn: Mobject, measured: Callable[[], tuple[Array, Array]], *, name: str, unit: str
) -> Claim:
    """Where ground is warm, measured rates are positive, and where it is blue, negative: how many clear ones are not.

    Args:
        measured: rates in a second of the film, shape (n,), and the scene points, shape (n, 3), where they are drawn.
    """

    def measure() -> float:
        rates, places = measured()
        colours, neutral = colours_below(ground, places)
        warm = (colours - neutral) @ [1, 0, -1] > 0  # redder than where the number is zero, and less blue
        clear = np.abs(rates) > max(LEAST, CLEARLY * np.abs(rates).max(initial=0.0))
        return float(np.count_nonzero(warm[clear] != (rates > 0)[clear]))

    return at_most(measure, 0.0, name=name, drawn=[ground, drawn], unit=unit, tolerance=0.0)


def colours_below(ground: Relief, points: Array) -> tuple[Array, Array]:
    """The colours of drawn ground at scene points (n, 3), shape (n, 3) in 0..1, and that in the middle of its scale."""
    (drawn,) = ground.parts().grounds
    (left, bottom, _), (right, top, _) = drawn.corners
    ranks, colours = drawn.table.samples[..., 0], drawn.table.colours.heights
    rows, columns = (top - points[:, 1]) / (top - bottom), (points[:, 0] - left) / (right - left)
    last = np.array(ranks.shape) - 1
    rank = ranks[tuple(np.rint(np.stack([rows, columns]) * last[:, None]).astype(int))]
    shares = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(rank, shares, channel) for channel in colours.T], axis=1), colours[len(colours) // 2]


def without_rounding(rates: Array, flows: Array) -> Array:
    """Rates, shape (n,), that are but rounding beside those the flow round them could have, as nothing."""
    return np.where(np.abs(rates) <= ROUNDING * flows, 0.0, rates)


def is_uniform(rates: Array) -> bool:
    """Whether rates all over a picture are alike, as far as can be seen."""
    return bool(np.ptp(rates) <= ALIKE * np.abs(rates).max(initial=0.0)) if rates.size else True
