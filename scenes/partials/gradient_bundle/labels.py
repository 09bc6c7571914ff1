"""Numbers beside the components and the gradient."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from manim import Mobject, VGroup

from gradanim.stage import View
from gradanim.stage.marks import Arrow, left_of
from gradanim.stage.typeset import Label, Readout
from gradanim.stage.typeset.labels import Spots

BESIDE = 0.6  # scene units to either side of an arrow in which its number may stand
ASIDE = 0.15  # scene units from an arrow to its number
LABELLED = 0.5  # scene units: a shorter arrow has no room for a number beside it


def number_beside(
    view: View, arrow: Arrow, number: Readout, *, side: float, clear_of: Sequence[Mobject] = ()
) -> VGroup:
    """How large a component is, beside its drawn arrow wherever that is; nothing where it is too short for a number.

    Args:
        side: 1 for the left of the arrow, else its right: where it stands if there is room.
        clear_of: what was written before it.
    """
    if not np.linalg.norm(arrow.along) > LABELLED:
        return VGroup()
    sides = (1.0, -1.0) if side > 0 else (-1.0, 1.0)
    return Label(view, number.source, at=beside(arrow, sides, (0.5, 0.75, 1.0)), off=ASIDE, clear_of=clear_of)


def beside(arrow: Arrow, sides: Sequence[float], shares: Sequence[float]) -> Callable[[], Spots]:
    """The places at these shares of the way along a drawn arrow, to its left (1) or right (-1): one side first."""

    def spots() -> Spots:
        pairs = [(arrow.tail + share * arrow.along, side * left_of(arrow)) for side, share in product(sides, shares)]
        points, ways = zip(*pairs, strict=True)
        return points, ways

    return spots


def arrow_lengths(
    view: View, x: Arrow, y: Arrow, arrow: Arrow, numbers: Sequence[Readout], *, name: Mobject
) -> dict[Arrow, Label]:
    """How long the components and their sum are, each number beside its arrow, out of the triangle and off its name.

    None for what is too short to have a number, or where there is no room for it: the panel says them all.
    """
    turn = float(np.sign(np.cross(np.nan_to_num(x.along), np.nan_to_num(y.along))[2]))
    found = {}
    for one, number, side in zip((x, y, arrow), numbers, (-turn, -turn, turn), strict=True):
        if turn and np.linalg.norm(one.along) > LABELLED:
            spots = beside(one, (side,), (0.5, 0.4, 0.3, 0.2, 0.1))  # from its middle towards its tail
            label = Label(view, number.source.removeprefix("-"), at=spots(), off=ASIDE, clear_of=[name])
            if label.clear:
                found[one] = label
    return found
