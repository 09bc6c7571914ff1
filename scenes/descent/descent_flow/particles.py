"""The particles: dots with trails, one of them enlarged, and the streamlines that they leave."""

import numpy as np
from numpy.typing import NDArray

from gradanim.paint.dots import Dots, Particles
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.live import redrawn

from .streams import Streams

TRAIL = 0.9  # seconds of the way that a particle leaves behind it


def particles(view: View, found: Streams, seconds: float, colours: NDArray[np.str_] | None = None) -> Particles:
    """The streams as dots that leave trails.

    Args:
        seconds: how long the film takes from the first of their times to the last.
        colours: one each; without them they all have that of walkers.
    """
    places = view.at(*np.moveaxis(found.places, -1, 0))
    shades = view.theme.path if colours is None else list(colours)
    return Particles(places, seconds, shades, radius=0.045, trail=TRAIL, trail_width=3).set_z_index(2)


def longest_fall(view: View, found: Streams) -> int:
    """The particle that comes down furthest; of those that come to rest, if there are any."""
    falls = view.field(*found.places[0].T) - view.field(*found.ends.T)
    known = np.where(np.isfinite(falls), falls, -np.inf)
    resting = np.where(found.resting, known, -np.inf)
    return int(np.argmax(resting if np.isfinite(resting).any() else known))


def enlarged(view: View, moving: Particles, which: int) -> Dots:
    """One of the particles, larger than the others; nothing once it is gone."""
    dot = Dots([moving.places()[which]], view.theme.path, radius=0.12)

    def draw(dot: Dots) -> None:
        dot.points = moving.places()[which][None]

    return redrawn(dot, draw).set_z_index(3)


SKIP = 4  # every so many of the times are corners of a streamline


def corner_times(found: Streams) -> NDArray[np.int_]:
    """The indices of the times at which a streamline has corners, the last one included."""
    return np.unique(np.append(np.arange(0, len(found.places), SKIP), len(found.places) - 1))


class Streamlines(Polylines):
    """The ways of all particles, each in its colour: the whole of them, or as far as particles have come now."""

    def __init__(self, view: View, found: Streams, colours: NDArray[np.str_], moving: Particles | None = None) -> None:
        every = corner_times(found)
        self.moving, self.moments = moving, every / (len(found.places) - 1)
        self.whole = view.at(*np.moveaxis(found.places[every], -1, 0)).transpose(1, 0, 2)
        super().__init__(list(self.whole), list(colours), stroke_width=2.2)
        if moving is not None:
            redrawn(self, Streamlines.grow)

    def set_apart(self, which: NDArray[np.bool_], others: float = 0.25) -> "Streamlines":
        """Let the others fade beside these lines, shape (n,)."""
        self.rgba[:, 3] = np.where(which, 1.0, others).repeat(self.lengths)
        return self

    def grow(self) -> None:
        """Draw the lines as far as the particles have come."""
        moving = self.moving
        if moving is None:
            return
        lines = self.whole.copy()
        ahead = self.moments > moving.time / moving.duration
        if ahead.any():
            lines[:, int(np.argmax(ahead))] = moving.places()
            ahead[int(np.argmax(ahead))] = False
        lines[:, ahead] = np.nan
        self.points = lines.reshape(-1, 3)
