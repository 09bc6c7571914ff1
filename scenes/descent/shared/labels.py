"""Labels: text on a plate, and whether two of them meet."""

import numpy as np
from manim import BackgroundRectangle, VGroup, VMobject

from gradanim.stage import View
from gradanim.stage.typeset import words


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
