"""Names of arrows, beyond their tips and clear of what is drawn."""

import numpy as np
from manim import BackgroundRectangle, Mobject, VGroup
from numpy.typing import NDArray

from gradanim.stage.frame.live import redrawn
from gradanim.stage.frame.view import MARGIN, View
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset.texts import formula

NAMES = 0.3  # room for a name beyond the tip of an arrow, scene units
PLATE = 0.9  # how opaque the plate of a name is
Points = NDArray[np.float64]


def left_of(arrow: AnyArrow) -> Points:
    """The unit vector, shape (3,), to the left of a drawn arrow, in the frame."""
    x, y, _ = arrow.along / np.linalg.norm(arrow.along)
    return np.array([-y, x, 0.0])


def named_at(view: View, arrow: AnyArrow, source: str, *, aside: float = 0.0) -> Mobject:
    """The name of an arrow beyond its tip, or to its left by so many scene units (to its right if negative)."""
    name = plated(view, source, 34).set_z_index(2)
    top = view.box.top + MARGIN  # above it is the title

    def draw(name: VGroup) -> None:
        along = arrow.along
        if np.isfinite(along).all():
            along = along / np.linalg.norm(along)
            side = left_of(arrow)
            name.move_to(arrow.tip + (aside * side if aside else NAMES * along))
            if name.get_top()[1] > top:
                name.move_to(arrow.tip - NAMES * along + NAMES * side)

    return redrawn(name, draw)


def plated(view: View, source: str, size: float) -> VGroup:
    """A formula on the map, on a plate that keeps lines from running through it."""
    text = formula(view, source, size=size)
    return VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=PLATE, buff=0.05), text)
