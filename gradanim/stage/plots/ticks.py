"""The ticks of an axis: round numbers, and how they are printed so that they can be told apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gradanim.formulas.numerals import number, power_of_ten

FAR = 1e4  # a domain this many widths from the origin is labelled by differences from its middle


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
    def over(cls, low: float, high: float, most: int) -> "Ticks":
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
