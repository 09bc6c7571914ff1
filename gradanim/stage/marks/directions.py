"""Names of arrows, beyond their tips and clear of what is drawn."""

import numpy as np
from manim import BackgroundRectangle, Mobject, VGroup
from numpy.typing import NDArray

from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import redrawn
from gradanim.stage.frame.view import MARGIN, View
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.typeset.texts import formula

NAMES = 0.3  # room for a name beyond the tip of an arrow, scene units
TICKS = 0.12  # scene units from the border of the picture to the numbers of its ticks
PLATE = 0.9  # how opaque the plate of a name is
Points = NDArray[np.float64]


def left_of(arrow: AnyArrow) -> Points:
    """The unit vector, shape (3,), to the left of a drawn arrow, in the frame."""
    x, y, _ = arrow.along / np.linalg.norm(arrow.along)
    return np.array([-y, x, 0.0])


def label_room(view: View) -> Box:
    """Where labels may stand: the picture and a little around it, up to the title and the numbers of the ticks."""
    return view.box.inset(left=-TICKS, right=-MARGIN, bottom=-TICKS, top=-MARGIN)


def named_at(view: View, arrow: AnyArrow, source: str, *, aside: float = 0.0, side: int = 1) -> Mobject:
    """The name of an arrow beyond its tip, or to its left by so many scene units (to its right if negative).

    Where there is no room, it stands beside the head of the arrow instead.

    Args:
        side: 1 for the left of the head, -1 for its right: where it stands then, if there is room.
    """
    name, room = plated(view, source, 34).set_z_index(2), label_room(view)

    def draw(name: VGroup) -> None:
        along = arrow.along
        if np.isfinite(along).all():
            along = along / np.linalg.norm(along)
            left = left_of(arrow)
            wanted = arrow.tip + (aside * left if aside else NAMES * along)
            instead = [arrow.tip - NAMES * along + way * NAMES * left for way in (side, -side)]
            clear = (place for place in (wanted, *instead) if room.holds(name.move_to(place)))
            name.move_to(next(clear, instead[0]))

    return redrawn(name, draw)


def plated(view: View, source: str, size: float) -> VGroup:
    """A formula on the map, on a plate that keeps lines from running through it."""
    text = formula(view, source, size=size)
    return VGroup(BackgroundRectangle(text, color=view.theme.plate, fill_opacity=PLATE, buff=0.05), text)
