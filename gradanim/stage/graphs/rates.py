"""Learning rates on a line: those below a limit, where steps settle, and those beyond it, where they run away."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, Dot, Line, VGroup
from numpy.typing import NDArray

from gradanim.stage.theme import Themed
from gradanim.stage.typeset.texts import spoken, words

LENGTH = 4.0  # scene units
BEYOND = 1.6  # how many limits the line is long
SIZE = 34.0
APART = 0.12  # scene units between two numbers


class RateLine(VGroup):
    """A line from the rate 0 to beyond the limit, a dot for every rate in the colour of its walk.

    Attributes:
        settles, runs_away: the two parts of the line, which meet at the limit.
        dots: in the order of the rates.
    """

    def __init__(self, view: Themed, limit: float, rates: Sequence[float], colours: Sequence[str]) -> None:
        theme, unit = view.theme, LENGTH / (BEYOND * limit)
        place = limit * unit * RIGHT
        self.settles = Line(np.zeros(3), place, color=colours[1], stroke_width=6)
        self.runs_away = Line(place, LENGTH * RIGHT, color=colours[-1], stroke_width=6)
        self.dots = VGroup(
            Dot(rate * unit * RIGHT, radius=0.09, color=c) for rate, c in zip(rates, colours, strict=True)
        )
        tick = Line(place + 0.16 * DOWN, place + 0.16 * UP, color=theme.ink, stroke_width=3)
        numbers = VGroup()
        for rate, dot, colour in zip(rates, self.dots, colours, strict=True):
            number = words(theme, spoken(rate), size=SIZE).set_color(colour).next_to(dot, UP, buff=0.12)
            least = numbers[-1].get_right()[0] + APART if len(numbers) else -0.1
            number.shift(max(0.0, least - number.get_left()[0]) * RIGHT)
            numbers.add(number)
        name = words(theme, "2/_L_", size=SIZE).next_to(tick, DOWN, buff=0.1)
        before, after = (words(theme, text, size=SIZE) for text in ("settles", "runs away"))
        before.set_color(colours[1]).next_to(self.settles, DOWN, buff=0.2)
        after.set_color(colours[-1]).next_to(name, RIGHT, buff=0.2)
        super().__init__(self.settles, self.runs_away, tick, self.dots, numbers, before, name, after)

    @property
    def shares(self) -> NDArray[np.float64]:
        """The drawn rates, as shares of the drawn limit."""
        zero, limit = self.settles.get_start()[0], self.settles.get_end()[0]
        return np.array([(dot.get_center()[0] - zero) / (limit - zero) for dot in self.dots])
