"""Numbers that live: redrawn in every frame from glyphs that were typeset once."""

from collections.abc import Callable
from functools import cache
from typing import ClassVar

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.formulas.numerals import power_of_ten
from gradanim.records.theme import Themed
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.texts import formula, superscript

DIGIT = 0.232  # width given to every digit at font size 48, so that numbers do not tremble while they change
SLOTS = 10  # characters a number can have: its glyphs are exchanged in every frame, their places stay
EXACT = 1e15  # up to here, every digit of a float before the point is known
_CHARACTERS = "0123456789.-(),"


class Readout(VGroup):
    """`label = number`, the number following a value.

    The notation is fixed by `scale`, the size of the numbers to expect: two decimals, some more for small numbers, for
    very small and very large ones a common power of ten. So a number that fades to nothing reads 0.00 and does not
    jump between notations.

    Args:
        label: a formula, set before the equals sign.
        value: a number, or a function of the moment; nan, and what is far too large for `scale`, reads as a dash.
        places: so many decimals, whatever the scale: none for what is counted.
    """

    slots: ClassVar[int] = SLOTS
    widest: ClassVar[str] = "-88888.88"

    def __init__(
        self,
        view: Themed,
        label: str,
        value: LiveNumber,
        *,
        scale: float = 1.0,
        size: float = 38,
        unit: str = "",
        places: int | None = None,
    ) -> None:
        super().__init__()
        self.value = value
        exponent = int(np.floor(np.log10(scale))) if np.isfinite(scale) and scale > 0 else 0
        self.exponent = exponent if exponent < -3 or exponent > 4 else 0
        self.places = places if places is not None else 2 if self.exponent else max(2, 2 - exponent)
        self.label = formula(view, f"{label} =", size=size)
        self.glyphs = [VMobject(fill_color=view.theme.ink, fill_opacity=1, stroke_width=0) for _ in range(self.slots)]
        self.tail = _after_equals(f"times 10^({self.exponent}) {unit}" if self.exponent else unit, size)
        self.tail.set_color(view.theme.ink).shift(self.label[-1].get_center()[1] * UP)
        self.add(self.label, *self.glyphs, self.tail)
        self.refresh(widest=callable(value))  # a layout has to leave room for the longest number
        self.room = VMobject().set_points_as_corners([self.get_left(), self.get_right()]).set_stroke(opacity=0)
        self.add(self.room)
        redrawn(self, Readout.refresh)

    @property
    def text(self) -> str:
        """The digits as shown, without the power of ten."""
        return _digits(now_number(self.value) / 10.0**self.exponent, self.places)

    @property
    def spoken(self) -> str:
        """The number in a sentence, with the digits shown, or all before the point where these have no room."""
        power = f" × 10{superscript(self.exponent)}" if self.exponent else ""
        return self._at_length.replace("-", "\N{MINUS SIGN}") + power

    @property
    def brief(self) -> str:
        """As spoken, without zeros at the end of its decimals."""
        digits, times, power = self.spoken.partition(" × ")
        return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + times + power

    @property
    def source(self) -> str:
        """The number as Typst mathematics, with its digits as in a sentence."""
        return f"{self._at_length} times {power_of_ten(self.exponent)}" if self.exponent else self._at_length

    @property
    def _at_length(self) -> str:
        """The digits as shown; where there is no room for them as a whole number, which a sentence has room for."""
        number = now_number(self.value)
        return f"{number:.0f}" if self.text == "-" and abs(number) < EXACT and not self.exponent else self.text

    def in_place_of(self, other: "Readout", *, room: float = np.inf) -> None:
        """Stand where another readout stands, when that one is gone, in its size if there is room (scene units)."""
        size = other.label[-1].width / self.label[-1].width
        self.scale(min(size, room / self.width)).move_to(other, aligned_edge=LEFT)

    def refresh(self, *, widest: bool = False) -> None:
        """Redraw the number beside the label, wherever the label is now and however it was scaled."""
        equals = self.label[-1]
        scale = equals.width / _equals().width
        origin = equals.get_center() + (equals.width / 2 + 0.12 * scale) * RIGHT
        across = 0.0
        text = (self.widest if self.places else "888") if widest else self.text
        for slot, character in zip(self.glyphs, text.ljust(self.slots), strict=True):
            if character == " ":
                slot.set_points(np.tile(origin, (4, 1)))  # nothing to see, but animations want points everywhere
                continue
            points, width = _glyph(character)
            slot.set_points(origin + scale * (points + across * RIGHT))
            across += width
        if len(self.tail):
            self.tail.shift((origin[0] + scale * (across + 0.08) - self.tail.get_left()[0]) * RIGHT)


class PairReadout(Readout):
    """`label = (number, number)`, following a point or a vector of the plane or of space, in a `Readout`'s notation.

    Args:
        largest: a layout leaves room for numbers of this size; if not given, for those there are now.
    """

    slots = 3 * SLOTS + 4

    def __init__(
        self,
        view: Themed,
        label: str,
        value: Callable[[], ArrayLike],
        *,
        scale: float = 1.0,
        size: float = 38,
        largest: float | None = None,
    ) -> None:
        self.pair = value if largest is None else lambda: np.full(np.shape(value()), -largest)
        super().__init__(view, label, 0.0, scale=scale, size=size)
        self.pair = value
        self.refresh()

    @property
    def text(self) -> str:
        """The numbers as shown, without the power of ten."""
        numbers = np.asarray(self.pair(), float) / 10.0**self.exponent
        return f"({','.join(_digits(v, self.places) for v in numbers)})"


def _digits(value: float, places: int) -> str:
    texts = (f"{value:.{fewer}f}" for fewer in range(places, -1, -1))
    text = next((text for text in texts if np.isfinite(value) and len(text) <= SLOTS), "-")
    return text if text.strip("-0.") or text == "-" else text.removeprefix("-")


@cache
def _line() -> TypstFormula:
    """An equals sign and every character, at font size 48, the sign's middle at the origin's height."""
    line = TypstFormula(f"={_CHARACTERS}", font_size=48)
    return line.shift(-line[0].get_center()[1] * UP)


def _equals() -> VMobject:
    return _line()[0]


@cache
def _glyph(character: str) -> tuple[NDArray[np.float64], float]:
    """A character's points, its left edge at 0, and how far the next one stands from it."""
    glyph = _line()[1 + _CHARACTERS.index(character)]
    if character.isdigit():
        return glyph.points + (DIGIT / 2 - glyph.get_center()[0]) * RIGHT, DIGIT
    if character == ",":
        return glyph.points + (0.02 - glyph.get_left()[0]) * RIGHT, glyph.width + 0.18
    gap = 0.04
    return glyph.points + (gap - glyph.get_left()[0]) * RIGHT, glyph.width + 2 * gap


def _after_equals(source: str, size: float) -> VGroup:
    """What follows the digits, at the height it has beside an equals sign whose middle is at 0."""
    if not source:
        return VGroup()
    line = TypstFormula(f"= {source}", font_size=size)
    return VGroup(*line[1:]).shift(-line[0].get_center()[1] * UP)
