"""The particles of a flow, and the arrows of the field that carries them."""

from typing import Any

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray
from scipy.stats import qmc

from gradanim.fields.vector_calculus import VectorValued
from gradanim.flows.advection import carried
from gradanim.paint import SteadyFlow
from gradanim.stage.frame.live import redrawn
from gradanim.stage.frame.view import View
from gradanim.stage.marks.quiver import Quiver

Array = NDArray[np.float64]

COUNT = 700  # particles
LIFE = 3.6  # seconds that each is seen
SAMPLES = 55  # of its way
HALVINGS = 3  # of the time between two of them: a particle that goes round a pole faster than that is gone
SHARP, FAST = 0.5, 0.05  # radians, and scene units, from one sample to the next


def field_quiver(view: View, field: VectorValued, **options: Any) -> Quiver:
    """The arrows of a vector field on a grid, as a `Quiver` with the same options, in the colour of fields."""
    return Quiver(view, field, **{"role": "field", **options})


def particles(
    view: View, field: VectorValued, clock: ValueTracker, pace: float, *, count: int = COUNT, role: str = "field"
) -> SteadyFlow:
    """Particles that a vector field carries over the picture, as fast as it says, with trails that fade.

    They begin evenly spread, and each is carried as long before as after the moment at which they are: so there are
    fewer where the flow spreads, and more where it gathers.

    Args:
        clock: seconds that the flow has gone on.
        pace: units of the field's time in a second.
        role: what they are, which says their colour.
    """
    half = np.linspace(0, pace * LIFE / 2, SAMPLES // 2 + 1)
    starts, phases = spread_evenly(view, count)
    before, after = (carried(field, starts, times, halvings=HALVINGS) for times in (-half, half))
    drawn = _that_can_be_followed(in_sight(view, view.at(*np.moveaxis(np.concatenate([before[:0:-1], after]), -1, 0))))
    flow = SteadyFlow(drawn, LIFE, phases, getattr(view.theme, role), radius=0.025, trail=0.45, trail_width=2.2)

    def move(flow: SteadyFlow) -> None:
        flow.set_time(clock.get_value())

    return redrawn(flow, move)


def _that_can_be_followed(ways: Array) -> Array:
    """Ways, shape (m, n, 3), without the moments at which they turn so quickly that they would be drawn as polygons."""
    steps = np.diff(ways, axis=0)
    with np.errstate(invalid="ignore"):
        along = (steps[1:] * steps[:-1]).sum(axis=2)
        turn = np.arccos(
            np.clip(along / (np.linalg.norm(steps[1:], axis=2) * np.linalg.norm(steps[:-1], axis=2)), -1, 1)
        )
        quick = np.zeros(ways.shape[:2], bool)
        quick[1:-1] = (turn > SHARP) & (np.linalg.norm(steps[1:], axis=2) > FAST)
    return np.where(quick[..., None], np.nan, ways)


def spread_evenly(view: View, count: int) -> tuple[Array, Array]:
    """Points of the plane all over a picture, shape (n, 2), and shares from 0 to 1, shape (n,), which go with no place.

    They are a scrambled Halton sequence, the same on every call.
    """
    share, box = qmc.Halton(3, seed=0).random(count), view.box
    across, up = box.left + share[:, 0] * box.width, box.bottom + share[:, 1] * box.height
    return view.where(np.stack([across, up, np.zeros(count)], axis=1)), share[:, 2]


def in_sight(view: View, points: Array) -> Array:
    """Drawn points, shape (..., 3), as far as they lie in the picture; nan beyond."""
    box = view.box
    low, high = (box.left, box.bottom), (box.right, box.top)
    seen = np.all((points[..., :2] >= low) & (points[..., :2] <= high), axis=-1)
    return np.where(np.expand_dims(seen, -1), points, np.nan)
