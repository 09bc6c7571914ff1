"""Numbers beside the components and the gradient."""

from collections.abc import Sequence
from itertools import product

import numpy as np
from manim import Mobject, VGroup

from gradanim.stage import View
from gradanim.stage.frame.layout import gap_between
from gradanim.stage.frame.live import redrawn
from gradanim.stage.marks import Arrow, left_of
from gradanim.stage.marks.directions import label_room, plated
from gradanim.stage.typeset import Readout


class NumberBeside(VGroup):
    """How large a component is, beside its drawn arrow wherever that is; nothing where it is too short for a number.

    Args:
        side: 1 for the left of the arrow, else its right.
        clear_of: what was written before it.
    """

    def __init__(
        self, view: View, arrow: Arrow, number: Readout, *, side: float, clear_of: Sequence[Mobject] = ()
    ) -> None:
        super().__init__()
        if not np.linalg.norm(arrow.along) > LABELLED:
            return
        self.add(*plated(view, number.source, 34))
        side, room = 1.0 if side > 0 else -1.0, label_room(view)

        def draw(label: VGroup) -> None:
            along = arrow.along / np.linalg.norm(arrow.along)
            left = np.array([-along[1], along[0], 0.0])
            away = 0.16 + abs(left[0]) * label.width / 2 + abs(left[1]) * label.height / 2
            for way, share in product((side, -side), (0.5, 0.75, 1.0)):
                label.move_to(arrow.tail + share * arrow.along + way * away * left)
                if room.holds(label) and all(gap_between(label, other) > 0 for other in clear_of if len(other)):
                    return

        redrawn(self, draw)
        self.set_z_index(2)


BESIDE = 0.6  # scene units to either side of an arrow in which its number may stand
LABELLED = 0.5  # scene units: a shorter arrow has no room for a number beside it


class LengthLabel(VGroup):
    """A number on a plate that says how long an arrow is, in units of slope."""

    def __init__(self, view: View, arrow: Arrow, number: Readout) -> None:
        super().__init__(*plated(view, number.source.removeprefix("-"), 34))
        self.arrow = arrow


def arrow_lengths(view: View, x: Arrow, y: Arrow, arrow: Arrow, numbers: Sequence[Readout], *, name: Mobject) -> VGroup:
    """How long the components and their sum are, each number beside its arrow, out of the triangle and off its name.

    None for what is too short to have a number, or where there is no room for it: the panel says them all.
    """
    turn = float(np.sign(np.cross(np.nan_to_num(x.along), np.nan_to_num(y.along))[2]))
    texts = VGroup()
    for one, number, side in zip((x, y, arrow), numbers, (-turn, -turn, turn), strict=True):
        if turn and np.linalg.norm(one.along) > LABELLED:
            label = LengthLabel(view, one, number)
            text, left = label[1], left_of(one)
            away = 0.14 + abs(left[0]) * text.width / 2 + abs(left[1]) * text.height / 2
            for share in (0.5, 0.4, 0.3, 0.2, 0.1):  # from its middle towards its tail
                label.move_to(one.tail + share * one.along + side * away * left)
                if gap_between(label, name) > 0 and label_room(view).holds(label):
                    texts.add(label)
                    break
    return texts.set_z_index(2)
