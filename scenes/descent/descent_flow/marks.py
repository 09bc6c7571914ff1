"""What DescentFlow draws in the picture."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gradanim.contours.bands import Polygon
from gradanim.fields.standing import flatness
from gradanim.flows.basins import NOWHERE, Basins
from gradanim.flows.streams import Streams
from gradanim.paint.dots import Dots, Particles
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks import Quiver
from scenes.descent.shared.valleys import ValleyRings

from .sentences import depths

SKIP = 4  # every so many of the times are corners of a streamline
ACROSS = 15  # arrows from left to right
PATCH = 0.26  # how strongly a basin is coloured: trails of the same colour must stand out from it
TRAIL = 0.9  # seconds of the way that a particle leaves behind it
FEW = 8  # valleys, whose heights can be told side by side


class TurningArrows(Quiver):
    """The gradient's direction on a grid, every arrow turned about its middle by one angle (radians).

    There is none where f is level or undefined.
    """

    def __init__(self, view: View, angle: LiveNumber) -> None:
        cell = max(view.box.width, view.box.height) / ACROSS
        super().__init__(
            view, view.field.gradient, lengths="directions", cell=cell, longest=0.66, pivot="middle",
            level=flatness(view.field), enough=0, head=0.15,
        )  # fmt: skip
        self.angle = angle
        self.middles, self.ways = (self.heads + self.tails) / 2, (self.heads - self.tails) / 2
        redrawn(self, TurningArrows.turn)

    def turn(self) -> None:
        """Draw the arrows at the angle they have now."""
        turned = self.ways @ _rotation(now_number(self.angle)).T
        self.points = np.vstack([self.middles - turned, self.middles + turned])


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


def one_of(view: View, moving: Particles, which: int) -> Dots:
    """One of the particles, larger than the others; nothing once it is gone."""
    dot = Dots([moving.places()[which]], view.theme.path, radius=0.12)

    def draw(dot: Dots) -> None:
        dot.points = moving.places()[which][None]

    return redrawn(dot, draw).set_z_index(3)


class Streamlines(Polylines):
    """The ways of all particles, each in its colour: the whole of them, or as far as particles have come now."""

    def __init__(self, view: View, found: Streams, colours: NDArray[np.str_], moving: Particles | None = None) -> None:
        every = np.unique(np.append(np.arange(0, len(found.places), SKIP), len(found.places) - 1))
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


def basin_patches(view: View, basins: Basins, colours: NDArray[np.str_]) -> VGroup:
    """The basins as a tint of the background, one mobject each, in the order of their valleys."""
    patches = VGroup()
    for region, colour in zip(basins.regions, colours, strict=True):
        patches.add(_patch(view, region, str(colour)))
    return patches


def colours_of_basins(view: View, basins: Basins) -> NDArray[np.str_]:
    """A colour for each valley, not that of a neighbouring basin: shape (valleys + 1,), the last for no valley."""
    hues, count = view.theme.basins, len(basins.valleys)
    numbers = range(count) if count <= len(hues) else basins.colouring
    shades = [hues[k % len(hues)] for k in numbers]
    return np.array([*shades, view.theme.faint])


def homes_of(found: Streams, basins: Basins) -> NDArray[np.int_]:
    """The valleys that the particles come to rest in, shape (n,); NOWHERE, which is the last, for those that do not."""
    return np.where(found.resting, basins.of(found.ends), NOWHERE)


def _rotation(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def _patch(view: View, region: list[Polygon], colour: str) -> VMobject:
    patch = VMobject(stroke_width=1.2, stroke_color=colour, fill_color=colour, fill_opacity=PATCH)
    for ring in (ring for polygon in region for ring in polygon):
        drawn = view.at(*ring.T)
        patch.start_new_path(drawn[0]).add_points_as_corners(drawn[1:])
    return patch


def basin_rings(view: View, basins: Basins, deepest: int | None) -> ValleyRings:
    """A ring around every valley that is a single point, its height beside it where they are few."""
    said = depths(basins)
    kept = [k for k, valley in enumerate(basins.valleys) if not valley.long]
    texts = [f"deepest: {said[k]}" if k == deepest else said[k] if len(kept) <= FEW else "" for k in kept]
    return ValleyRings(view, [basins.valleys[k].point for k in kept], texts)


def basin_depths(basins: Basins, shades: NDArray[np.str_]) -> list[tuple[float, str, str]]:
    """The heights of the valleys, as they are said, in their colours; none where they are many."""
    if len(basins.valleys) > FEW:
        return []
    known = zip(basins.valleys, depths(basins), shades, strict=False)
    return [(valley.height, text, str(shade)) for valley, text, shade in known]
