"""The frame around a picture of the plane, with its ticks and names."""

from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Line, MathTypst, Mobject, Rectangle, VGroup
from numpy.typing import NDArray

from gradanim.formulas.numerals import number, power_of_ten
from gradanim.stage.typeset.texts import formula
from gradanim.stage.view import View

TICK = 0.09  # scene units
NUMBER_SIZE = 26.0
FAR = 1e4  # a domain this many widths from the origin is labelled by differences from its middle


class PlaneFrame(VGroup):
    """The border of the domain with ticks at round numbers, one plane unit as long in x as in y."""

    def __init__(self, view: View) -> None:
        box, domain = view.box, view.field.domain
        border = Rectangle(width=box.width, height=box.height, stroke_color=view.theme.faint, stroke_width=2)
        super().__init__(border.move_to(box.centre))
        x_base, y_base = base(domain.x0, domain.x1), base(domain.y0, domain.y1)
        x_name, y_name = _names(view, x_base, y_base)
        ticks = round_numbers(domain.x0, domain.x1, 1 + int(box.width / 1.3))
        for x, label in zip(ticks, labels(ticks - x_base), strict=True):
            self._tick(view, np.array([view.at(x, domain.y0)[0], box.bottom, 0.0]), DOWN, label, beside=x_name)
        ticks = round_numbers(domain.y0, domain.y1, 1 + int(box.height))
        for y, label in zip(ticks, labels(ticks - y_base), strict=True):
            self._tick(view, np.array([box.left, view.at(domain.x0, y)[1], 0.0]), LEFT, label, beside=y_name)
        self.add(x_name, y_name)

    def _tick(
        self, view: View, place: NDArray[np.float64], outwards: NDArray[np.float64], source: str, *, beside: Mobject
    ) -> None:
        """A tick, and its number unless that would run into the name of the axis beside it."""
        self.add(Line(place, place + TICK * outwards, stroke_color=view.theme.faint, stroke_width=2))
        text = formula(view, source, size=NUMBER_SIZE).next_to(place, outwards, buff=0.16)
        apart = np.abs(text.get_center() - beside.get_center())[:2] - [
            (text.width + beside.width) / 2,
            (text.height + beside.height) / 2,
        ]
        if np.max(apart) > 0.05:
            self.add(text)


def labels(values: NDArray[np.float64]) -> list[str]:
    """Rising numbers as Typst mathematics, all in one form and with just the decimals that tell them apart."""
    if not len(values):
        return []
    size = float(np.max(np.abs(values)))
    step = float(np.min(np.diff(values))) if len(values) > 1 else size
    places = max(0, -int(np.floor(np.log10(step) + 1e-9))) if step > 0 else 0
    if size >= 1e6 or places > 4:
        return [number(value, 3, of=size) for value in values]
    return ["0" if abs(value) < 1e-9 * step else f"{value:.{places}f}" for value in values]


def round_numbers(low: float, high: float, most: int) -> NDArray[np.float64]:
    """At most about `most` multiples of 1, 2 or 5 times a power of ten between low and high."""
    span = high - low
    step = 10.0 ** np.floor(np.log10(span / most))
    step *= next(k for k in (1, 2, 5, 10, 20) if span / (k * step) <= most)
    return step * np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1) + 0.0  # never -0


@dataclass(frozen=True)
class Ticks:
    """The round numbers of an axis, and how they are printed.

    Attributes:
        values: where they are, rising.
        texts, printed: what stands there, as Typst mathematics and as numbers.
        base, unit: a printed number is the value less the base, in these units.
    """

    values: NDArray[np.float64]
    texts: list[str]
    printed: NDArray[np.float64]
    base: float
    unit: float

    @classmethod
    def between(cls, low: float, high: float, most: int) -> "Ticks":
        """About so many, at least two; a very large or small power of ten goes to the name of the axis."""
        values, off = round_numbers(low, high, max(most, 3)), base(low, high)
        while len(values) < 2:
            most += 1
            values = round_numbers(low, high, max(most, 3))
        exponent = int(np.floor(np.log10(np.max(np.abs(values - off)))))
        unit = 1.0 if -3 <= exponent <= 4 else 10.0**exponent
        printed = (values - off) / unit
        return cls(values, labels(printed), printed, off, unit)

    def name(self, letter: str) -> str:
        """The name of the axis, as Typst mathematics, with what is taken off its numbers."""
        if self.unit == 1:
            return f"{letter}{less(self.base)}"
        return f"{letter} slash {power_of_ten(round(np.log10(self.unit)))}"


def base(low: float, high: float) -> float:
    """What is taken off the numbers of an axis so that they can be told apart."""
    middle, span = (low + high) / 2, high - low
    if abs(middle) < FAR * span:
        return 0.0
    step = 10.0 ** np.ceil(np.log10(span))
    return float(step * np.round(middle / step))


def _names(view: View, x_base: float, y_base: float) -> tuple[MathTypst, MathTypst]:
    """The names of the axes at their ends; where something is taken off the numbers, in the row of the numbers."""
    x, y = (formula(view, f"{n}{less(base)}", size=32) for n, base in (("x", x_base), ("y", y_base)))
    right, left = np.array([view.box.right, view.box.bottom, 0.0]), np.array([view.box.left, view.box.top, 0.0])
    if x_base:
        x.next_to(right, DOWN, buff=0.16, aligned_edge=RIGHT)
    else:
        x.next_to(right, RIGHT, buff=0.12)
    return x, y.next_to(left, UP, buff=0.12, aligned_edge=LEFT if y_base else ORIGIN)


def less(base: float) -> str:
    """What is taken off a number, as Typst mathematics with all of its digits; nothing for zero."""
    if not base:
        return ""
    digits = np.format_float_positional(abs(base), precision=15, fractional=False, trim="-")
    zeros = len(digits) - len(digits.rstrip("0"))
    if "." not in digits and zeros >= 5:
        significant = digits.rstrip("0")
        digits = f"10^{zeros}" if significant == "1" else f"{significant} times 10^{zeros}"
    return f" {'+' if base < 0 else '-'} {digits}"
