"""What the colours of a map mean, and names for its places and lines."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, BackgroundRectangle, Circle, DashedLine, Rectangle, VGroup
from manim.typing import Vector3D
from numpy.typing import ArrayLike, NDArray

from gradanim.levels import nice_levels
from gradanim.stage.live import Point
from gradanim.stage.maps.contours import TINT, between, rank
from gradanim.stage.typeset.texts import words
from gradanim.stage.view import View

BAR = (1.5, 0.26)  # width and height of the strip of colours, scene units
RING = 0.17  # radius, scene units
Points = NDArray[np.float64]


class HeightKey(VGroup):
    """The colours of the map in a row, from low to high.

    Attributes:
        bands: the colours, as faint as those of the map, in rising order.
    """

    def __init__(self, view: View) -> None:
        levels = nice_levels(view.field)
        colours = view.theme.height_colours(between(rank(levels, levels.values)))
        self.bands = VGroup(
            Rectangle(width=BAR[0] / len(colours), height=BAR[1], stroke_width=0, fill_opacity=TINT)
            .set_fill("#" + "".join(f"{round(255 * float(c)):02x}" for c in colour[:3]))
            for colour in colours
        ).arrange(RIGHT, buff=0)  # fmt: skip
        low, high = (words(view.theme, name, size=34) for name in ("low", "high"))
        super().__init__(low, self.bands, high)
        self.arrange(RIGHT, buff=0.15)


class PlaceName(VGroup):
    """A ring around a place of the map, and its name beside it, on the side that has room for it.

    Attributes:
        ring, label: what is drawn; the label lies above walks that pass below it.
    """

    def __init__(self, view: View, point: Point, name: str) -> None:
        self.ring = Circle(radius=RING, color=view.theme.ink, stroke_width=3).move_to(view.at(*point))
        self.label = plated(view, name)
        super().__init__(self.ring, self.label)
        for side in (RIGHT, LEFT):
            self.label.next_to(self.ring, side, buff=0.08)
            below, above = view.box.bottom - self.label.get_bottom()[1], self.label.get_top()[1] - view.box.top
            self.label.shift(max(below, 0.0) * UP + max(above, 0.0) * DOWN)
            if view.box.holds(self.label):
                break

    @property
    def place(self) -> Vector3D:
        """The middle of the drawn ring, shape (3,)."""
        return np.asarray(self.ring.get_center())


class MiddleLine(VGroup):
    """A dashed line through a place, square to a direction, from border to border, with its name.

    Args:
        way: the unit vector it is square to.
        away: a plane point; the name stands on the other half of the line.
    """

    def __init__(self, view: View, point: Point, way: ArrayLike, *, away: Point, name: str = "middle line") -> None:
        middle, (x, y) = np.asarray(point, float), np.asarray(way, float)
        along = np.array([-y, x])
        along = -along if along @ (np.asarray(away, float) - middle) > 0 else along
        domain = view.field.domain
        borders = np.array([[domain.x0, domain.x1], [domain.y0, domain.y1]])
        with np.errstate(divide="ignore", invalid="ignore"):
            lengths = np.nanmax((borders - middle[:, None]) / along[:, None], axis=1)
            back = -np.nanmin((borders - middle[:, None]) / along[:, None], axis=1).max()
        ends = view.line([middle - back * along, middle + lengths.min() * along])
        self.line = DashedLine(*ends, color=view.theme.ink, stroke_width=2, dash_length=0.12)
        label = plated(view, name).next_to(0.25 * ends[0] + 0.75 * ends[1], UP, buff=0.1)
        super().__init__(self.line, label)

    @property
    def ends(self) -> Points:
        """Where the drawn line begins and ends, shape (2, 3)."""
        return np.array([self.line.get_start(), self.line.get_end()])


def plated(view: View, name: str) -> VGroup:
    """A name that can be read wherever it stands, above walks that pass below it."""
    text = words(view.theme, name, size=28)
    plate = BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.8, buff=0.06)
    return VGroup(plate, text).set_z_index(2)
