"""The particles: dots with trails, one of them enlarged, and the streamlines that they leave."""

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from gradanim.paint.bulk import as_rgba
from gradanim.paint.dots import Dots, Particles
from gradanim.paint.lines import Polylines
from gradanim.paint.parts import Discs, Parts
from gradanim.stage import View
from gradanim.stage.frame.live import redrawn

from .streams import Streams

AROUND = 0.12  # scene units beyond the picture up to which ways are drawn: then come numbers
RIM = 0.02  # scene units by which the casing of a dot is wider
TRAIL = 0.9  # seconds of the way that a particle leaves behind it


def particles(view: View, found: Streams, seconds: float, colours: NDArray[np.str_] | None = None) -> Particles:
    """The streams as dots that leave trails.

    Args:
        seconds: how long the film takes from the first of their times to the last.
        colours: one each; without them they all have that of walkers.
    """
    places = in_sight(view, view.at(*np.moveaxis(found.places, -1, 0)))
    shades = view.theme.path if colours is None else list(colours)
    return CasedParticles(view, places, seconds, shades, radius=0.05, trail=TRAIL, trail_width=3).set_z_index(2)


class CasedParticles(Particles):
    """Particles that can be seen on dark and on bright ground: each dot with a casing of the theme around it."""

    fixed: ClassVar[tuple[str, ...]] = (*Particles.fixed, "casing")

    def __init__(self, view: View, *args: Any, **kwargs: Any) -> None:
        self.casing = view.theme.casing
        super().__init__(*args, **kwargs)

    def parts(self) -> Parts:
        """Trails as strokes, dots as discs, and behind these somewhat larger ones."""
        own, (colour, seen) = super().parts(), self.casing
        rgba = as_rgba(colour, self.count) * [1, 1, 1, seen * self.opacity]
        rims = Discs(self.places(), rgba, np.full(self.count, self.radius + RIM))
        return replace(own, discs=[rims, *own.discs])


def in_sight(view: View, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Drawn points, shape (..., 3), as far as they are in the picture or next to it; a way may lead out, and back."""
    box = view.box.inset(-AROUND)
    x, y = points[..., 0], points[..., 1]
    seen = (x >= box.left) & (x <= box.right) & (y >= box.bottom) & (y <= box.top)
    return np.where(seen[..., None], points, np.nan)


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
        self.whole = in_sight(view, view.at(*np.moveaxis(found.places[every], -1, 0))).transpose(1, 0, 2)
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
