"""The floor of a landscape and the numbers around it, which face the viewer, and the upright axis of the heights."""

import numpy as np
from manim import OUT, Group, Mobject
from numpy.typing import NDArray

from gradanim.paint.lines import Polylines
from gradanim.stage.plots.ticks import Ticks, base, labels, less, round_numbers
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.glyphs import TypstFormula, TypstText
from gradanim.stage.typeset.texts import formula, spoken, words

TICK = 0.12  # scene units
NAME = 0.9  # from the floor to the name of its edge
WIDE_NAME = 1.2  # to one that says what is taken off the numbers
BESIDE = 0.1  # between the numbers at an edge
HEIGHTS = 0.5  # from one number of the upright axis to the next, at least
AWAY = np.array([-0.8, -0.6, 0.0])  # from the upright axis to its numbers: to the left, wherever films look from
Points = NDArray[np.float64]


class SpaceFrame(Group):
    """The border of the floor with ticks at round numbers, and an upright axis for the heights, with numbers too.

    The floor is no height: it lies below the lowest one.

    Attributes:
        lines: all lines, which stand in space.
        texts: numbers and names; a scene in space has to keep them upright (`SpaceScene.show_upright`).
        upright: the axis of the heights.
    """

    def __init__(self, view: SpaceView) -> None:
        d, floor = view.field.domain, view.floor
        corner, right, back = floor.at(d.x0, d.y0), floor.at(d.x1, d.y0), floor.at(d.x0, d.y1)
        lines: list[Points] = [np.stack([corner, right, floor.at(d.x1, d.y1), back, corner])]
        self.texts: list[Mobject] = []
        for axis, low, high in (("x", d.x0, d.x1), ("y", d.y0, d.y1)):
            off = base(low, high)
            numbers, texts = _spaced_numbers(view, low, high, off)
            outwards = np.array([0.0, -1.0, 0.0] if axis == "x" else [1.0, 0.0, 0.0])
            for value, text in zip(numbers, texts, strict=True):
                place = floor.at(value, d.y0) if axis == "x" else floor.at(d.x1, value)
                lines.append(np.stack([place, place + TICK * outwards]))
                self.texts.append(text.move_to(place + 3.2 * TICK * outwards))
            free = between_numbers(numbers, (low + high) / 2)
            place = floor.at(free, d.y0) if axis == "x" else floor.at(d.x1, free)
            name = formula(view, f"{axis}{less(off)}", size=34)
            self.texts.append(name.move_to(place + (NAME if not off else WIDE_NAME) * outwards))
        self.upright = Upright(view, corner, AWAY)
        self.texts += self.upright.texts
        self.lines = Polylines(lines + self.upright.lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)


class Upright:
    """An upright axis with ticks at round heights, as lines and texts for a frame.

    Attributes:
        lines: scene points, shape (2, 3) each.
        texts: numbers, and the name of the axis.
        ticks: its numbers.
        levels: the scene's z of each of them.
    """

    def __init__(self, view: SpaceView, foot: Points, away: Points) -> None:
        top = foot + (float(view.z_of(view.high)) + 0.3) * OUT
        self.lines, self.texts, self.levels = [np.stack([foot, top])], [], []
        self.ticks = Ticks.over(view.low, view.high, int(view.rise * (view.high - view.low) / HEIGHTS))
        for value, text in zip(self.ticks.values, self.ticks.texts, strict=True):
            place = foot + float(view.z_of(value)) * OUT
            number = formula(view, text, size=26)
            self.lines.append(np.stack([place, place + TICK * away]))
            self.texts.append(number.move_to(place + (1.6 * TICK + number.width / 2) * away))
            self.levels.append(float(place[2]))
        self.texts.append(formula(view, self.ticks.name("z"), size=34).move_to(top + 0.25 * OUT))


def stretch_note(view: SpaceView, *, size: float = 31) -> TypstText:
    """What has to be said where angles in space are read: how many times as long as in x and y heights are drawn."""
    return words(view.theme, f"heights drawn {spoken(view.stretch)} × as long", size=size)


def _spaced_numbers(view: SpaceView, low: float, high: float, off: float) -> tuple[Points, list[TypstFormula]]:
    """Round numbers for an edge of the floor, at most about seven, and so few that none runs into the next."""
    for most in (7, 5, 4, 3):
        numbers = round_numbers(low, high, most)
        texts = [formula(view, text, size=26) for text in labels(numbers - off)]
        if view.scale[0] * (high - low) > len(numbers) * (max(text.width for text in texts) + BESIDE):
            break
    return numbers, texts


def between_numbers(numbers: NDArray[np.float64], middle: float) -> float:
    """The place midway between two numbers that is nearest to the middle: a name there is clear of both."""
    if len(numbers) < 2:
        return middle
    gaps = (numbers[1:] + numbers[:-1]) / 2
    return float(gaps[np.argmin(np.abs(gaps - middle))])
