"""What there is to say about a place in numbers: where it is, how high it lies, and how steep the ground is there."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import signature
from gradanim.records.theme import Themed
from gradanim.stage.frame.live import Live, now
from gradanim.stage.frame.view import View
from gradanim.stage.plots.ticks import base, less
from gradanim.stage.typeset.readouts import PairReadout, Readout

STEEPNESS = "{{ |nabla f| : gradient }}"


def place_of(view: View, at: Live, *, size: float = 38) -> PairReadout:
    """`(x, y) = (3.20, 3.00)`, following a point; far from the origin in the numbers that the axes have."""
    d = view.field.domain
    return place_in(view, np.array([[d.x0, d.x1], [d.y0, d.y1]]), lambda: now(at), size=size)


def place_in(view: Themed, box: NDArray[np.float64], at: Callable[[], ArrayLike], *, size: float = 38) -> PairReadout:
    """The same for a point of a box, (d, 2) of the lowest and the highest x, y and perhaps z."""
    off = np.array([base(low, high) for low, high in box])
    largest, widest = float(np.max(np.abs(box - off[:, None]))), float(np.linalg.norm(np.ptp(box, axis=1)))
    label = f"({', '.join(name + less(taken) for name, taken in zip('xyz', off, strict=False))})"
    return PairReadout(
        view, label, lambda: np.asarray(at()) - off, scale=min(largest, widest), size=size, largest=largest
    )


def height_of(view: View, at: Live) -> Readout:
    """`f(x, y) = 4.00`, following a point."""
    return Readout(view, signature(view.field), lambda: view.field(*now(at)), scale=view.height_scale)


def steepness_of(view: View, at: Live, *, scale: float | None = None) -> Readout:
    """`|grad f| = 2.00`, following a point.

    Args:
        scale: the slope to expect; if not given, what slopes in this view are to be compared with.
    """
    return Readout(view, STEEPNESS, lambda: np.hypot(*view.field.gradient(*now(at))), scale=scale or view.slope_scale)
