"""The rates beside the map: the rule with its numbers, and the line of rates with the limit 2/L."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, Line, VGroup
from numpy.typing import NDArray

from gradanim.records.theme import Themed
from gradanim.stage import in_a_row
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.typeset import Readout, formula, spoken, words

from .bowl import Bowl

SIZE = 38.0  # of the words on the line of rates: beside a long formula they are smaller


class RateNumbers:
    """The rule of the steps, the curvature of a bowl and its limit, the rate set now, and what that does to a distance.

    Attributes:
        rule: of gradient descent.
        steep, limit: the largest curvature L, and 2/L.
        rate_now, factor: the rate, and by what each step multiplies the distance from the middle.
        tuning: these two, one below the other.
        distance, slope: of one place in the cut where the bowl curves most; the distance is signed.
        across: these two, one below the other.
    """

    def __init__(self, view: Themed, bowl: Bowl, rate: LiveNumber, across: tuple[float, float]) -> None:
        steep = bowl.curvatures[1]
        self.rule = formula(view, '"new" = "old" - {{ "rate" : direction }} dot {{ nabla f : gradient }}')
        self.steep = Readout(view, "L", steep, scale=steep)
        self.limit = Readout(view, "2 slash L", bowl.limit, scale=bowl.limit)
        self.rate_now = Readout(view, '{{ "rate" : direction }}', rate, scale=bowl.limit)
        self.factor = Readout(view, '1 - {{ "rate" : direction }} dot L', lambda: 1 - now_number(rate) * steep)
        self.tuning = VGroup(self.rate_now, self.factor).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        distance, slope = across
        self.distance = Readout(view, '"offset"', distance, scale=_decade(distance))
        self.slope = Readout(view, '{{ "slope across" : gradient }}', slope, scale=_decade(slope))
        self.across = VGroup(self.distance, self.slope).arrange(DOWN, buff=0.3, aligned_edge=LEFT)

    def curvature(self, width: float) -> Group:
        """L and 2/L, on one line if that is no longer than this."""
        both = in_a_row(self.steep, self.limit, width, gap=0.6)
        if self.limit.get_left()[0] > self.steep.get_right()[0]:
            self.limit.shift((self.steep.label[-1].get_center()[1] - self.limit.label[-1].get_center()[1]) * UP)
        return both


def _decade(number: float) -> float:
    """The power of ten just above a number: by it, two decimals are enough below one."""
    return float(10.0 ** np.ceil(np.log10(abs(number)))) if number else 1.0


LENGTH = 4.0  # scene units
BEYOND = 1.6  # how many limits the line is long
APART = 0.12  # scene units between two numbers


class RateLine(VGroup):
    """A line from the rate 0 to beyond the limit, a dot for every rate in the colour of its walk.

    Attributes:
        convergent, divergent: the two parts of the line, which meet at the limit.
        dots: in the order of the rates.
    """

    def __init__(self, view: Themed, limit: float, rates: Sequence[float], colours: Sequence[str]) -> None:
        theme, unit = view.theme, LENGTH / (BEYOND * limit)
        place = limit * unit * RIGHT
        self.convergent = Line(np.zeros(3), place, color=colours[1], stroke_width=6)
        self.divergent = Line(place, LENGTH * RIGHT, color=colours[-1], stroke_width=6)
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
        before.set_color(colours[1]).next_to(self.convergent, DOWN, buff=0.2)
        after.set_color(colours[-1]).next_to(name, RIGHT, buff=0.2)
        super().__init__(self.convergent, self.divergent, tick, self.dots, numbers, before, name, after)

    @property
    def shares(self) -> NDArray[np.float64]:
        """The drawn rates, as shares of the drawn limit."""
        zero, limit = self.convergent.get_start()[0], self.convergent.get_end()[0]
        return np.array([(dot.get_center()[0] - zero) / (limit - zero) for dot in self.dots])
