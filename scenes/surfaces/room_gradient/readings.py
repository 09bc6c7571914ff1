"""The numbers beside the picture of RoomGradient: what a probe reads, the gradient, and the key to the colours."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, Group, ManimColor, MathTypst, Mobject, Square, VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField, steepness
from gradanim.fields.typed import typed
from gradanim.formulas.typeset import typst
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.maps import place_in
from gradanim.stage.marks import scale_note
from gradanim.stage.space import RoomView
from gradanim.stage.typeset import Readout, formula

from .level_surfaces import NestedLevels
from .samples import Probe, Samples


class Readings(Group):
    """What is read at a point and what steps from it give, one line below the other.

    Attributes:
        place, value: where the probe is, and what it reads there.
        rates, vector, length: the gradient: its three partial derivatives, itself, and its length.
        note: the scale of the arrows.
    """

    def __init__(
        self, view: RoomView, field: ScalarField, at: Point, gradient: NDArray[np.float64], probe: Probe, panel: Box
    ) -> None:
        self._view, self._size = view, abs(float(field(*at)))
        slope = float(steepness(gradient))
        self.place = place_in(view, view.box, probe, size=36)
        self.value = Readout(view, "f", lambda: field(*probe()), scale=self._size)
        upright = panel.height > panel.width  # one column, in which formulas have room
        self.rates = partial_readouts(view, field, gradient, self.place.width if upright else 0.0)
        self.vector = gradient_formula(view, gradient, panel.width)
        self.length = Readout(view, "{{ |nabla f| : gradient }}", slope, scale=slope)
        self.note = scale_note(view, size=36)
        rates = VGroup(*self.rates).arrange(DOWN, buff=0.3, aligned_edge=LEFT)  # in one column, whatever the layout
        super().__init__(self.place, self.value, rates, self.vector, self.length, self.note)

    @property
    def of_gradient(self) -> list[Mobject]:
        """What is said of the gradient."""
        return [*self.rates, self.vector, self.length]

    def key_to(self, coloured: Samples | NestedLevels) -> VGroup:
        """The numbers that colours stand for, in the place of the rates, which have to be gone then."""
        return colour_key(self._view, coloured.key, coloured.key_colours, self.rates, like=self.value, scale=self._size)


def colour_key(
    view: RoomView,
    values: Sequence[float],
    colours: ArrayLike,
    places: Sequence[Mobject],
    *,
    like: Readout,
    scale: float,
) -> VGroup:
    """Numbers, each beside a patch in the colour that stands for it.

    Args:
        colours: red, green and blue of each, perhaps with an opacity that is not used.
        places: where they stand: things that are not there yet, or no longer.
        like: the readout whose letters are as tall.
        scale: the size of numbers to expect, as for a `Readout`.
    """
    rows = VGroup()
    for value, colour, place in zip(values, np.asarray(colours, float), places, strict=False):
        patch = Square(0.28, stroke_width=0, fill_color=ManimColor(colour[:3]), fill_opacity=1)
        reading = Readout(view, "f", value, scale=scale)
        row = VGroup(patch, reading).arrange(RIGHT, buff=0.2)
        rows.add(row.scale(like.label[-1].width / reading.label[-1].width).move_to(place, aligned_edge=LEFT))
    return rows


LONGEST = 24  # characters of a partial derivative that is written out


def partial_readouts(view: RoomView, field: ScalarField, gradient: ArrayLike, width: float) -> list[Readout]:
    """`partial f / partial x = 2x = 2.00` and so on; the numbers alone where a formula has no room or is a number.

    Args:
        width: scene units that a line may be long.
    """
    values = np.asarray(gradient, float)
    names = [f"{{{{ partial f \\/ partial {axis} : partial_{axis} }}}}" for axis in "xyz"]
    formulas = [typst(partial, like=typed(field).reading) for partial in typed(field).partials]
    written = [
        name if partial.is_number else f"{name} = {source}"
        for name, partial, source in zip(names, typed(field).partials, formulas, strict=True)
    ]
    for labels in [written] * (max(map(len, formulas)) <= LONGEST) + [names]:
        lines = [
            Readout(view, label, v, scale=float(steepness(values))) for label, v in zip(labels, values, strict=True)
        ]
        if max(line.width for line in lines) <= width:
            break
    return lines


def gradient_formula(view: RoomView, gradient: ArrayLike, width: float = np.inf) -> MathTypst:
    """`nabla f = [2, 4, 2]`, every number in its colour; one below the other where a row would be wider than given."""
    values = np.asarray(gradient, float)
    slope = float(steepness(values))
    entries = [f"{{{{ {_entry(view, v, slope)} : partial_{axis} }}}}" for v, axis in zip(values, "xyz", strict=True)]
    row = formula(view, f"{{{{ nabla f : gradient }}}} = bracket.l {', '.join(entries)} bracket.r")
    if row.width <= width:
        return row
    return formula(view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", {", ".join(entries)})')


def _entry(view: RoomView, value: float, slope: float) -> str:
    """A component as it is printed: a whole number as such, any other with the digits of its readout."""
    if value == round(value) and slope < 1e4:
        return f"{value:.0f}" if value else "0"
    return Readout(view, "f", value, scale=slope).source
