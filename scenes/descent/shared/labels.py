"""Labels: text on a plate, whether two of them meet, and names beside the ends of curves."""

import numpy as np
from manim import RIGHT, BackgroundRectangle, VGroup, VMobject
from manim.utils.color import ParsableManimColor
from numpy.typing import NDArray

from gradanim.stage import View
from gradanim.stage.typeset import words

from .axes import axis_line

Points = NDArray[np.float64]
LINE = 0.3  # scene units from one name to the next
LEADER = 0.4  # from the end of a curve to its name


def plated(
    view: View, text: str, colour: str | None = None, *, size: float = 28, opacity: float = 0.8, buff: float = 0.06
) -> VGroup:
    """Text that can be read wherever it stands: a plate of this opacity below it, so much larger on every side."""
    label = words(view.theme, text, size=size)
    if colour is not None:
        label.set_color(colour)
    return VGroup(BackgroundRectangle(label, color=view.theme.plate, fill_opacity=opacity, buff=buff), label)


def meet(one: VMobject, other: VMobject) -> bool:
    """Whether the boxes around two mobjects overlap."""
    apart = np.abs(one.get_center() - other.get_center())[:2] * 2
    return bool((apart < [one.width + other.width, one.height + other.height]).all())


def leader(view: View, end: Points, line: float, colour: ParsableManimColor) -> VMobject:
    """From the end of a curve to its name, which stands LEADER to the right of it at another height."""
    drawn = axis_line(view, end + 0.08 * RIGHT, np.array([end[0] + LEADER - 0.02, line, 0.0]))
    return drawn.set_stroke(colour, width=1.5, opacity=0.6).set_z_index(1)


def spread(wanted: Points, gap: float, low: float, high: float) -> Points:
    """The numbers, shape (n,), moved apart until no two are closer than the gap, in their order and within limits."""
    order = np.argsort(wanted, kind="stable")
    placed = np.sort(wanted)
    for k in range(1, len(placed)):
        placed[k] = max(placed[k], placed[k - 1] + gap)
    placed[-1] = min(placed[-1], high) if len(placed) else 0
    for k in range(len(placed) - 2, -1, -1):
        placed[k] = min(placed[k], placed[k + 1] - gap)
    moved = np.empty_like(placed)
    moved[order] = placed + max(low - placed[0], 0.0)
    return moved
