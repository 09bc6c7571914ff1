"""What stands beside the picture of a room: numbers and formulas of a gradient in space."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, ManimColor, MathTypst, Mobject, Square, VGroup
from numpy.typing import ArrayLike

from gradanim.field import Field
from gradanim.numerals import number
from gradanim.spatial import steepness
from gradanim.stage.space.parts import AXES
from gradanim.stage.space.room import RoomView
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula
from gradanim.typeset import typst

LONGEST = 24  # characters of a partial derivative that is written out


def level_key(view: RoomView, values: Sequence[float], places: Sequence[Mobject], *, scale: float) -> VGroup:
    """The numbers of level surfaces in rising order, each beside a patch in the colour of its surface.

    Args:
        places: where they stand, and how tall: things that are not there yet.
        scale: the size of numbers to expect, as for a `Readout`.
    """
    colours = view.theme.height_colours(np.linspace(0, 1, len(values)) if len(values) > 1 else [0.0])
    rows = VGroup()
    for value, colour, place in zip(values, colours, places, strict=False):
        patch = Square(0.28, stroke_width=0, fill_color=ManimColor(colour[:3]), fill_opacity=1)
        row = VGroup(patch, Readout(view, "f", value, scale=scale)).arrange(RIGHT, buff=0.2)
        rows.add(row.scale(min(1.0, place.height / row.height)).move_to(place, aligned_edge=LEFT))
    return rows


def rates_in(view: RoomView, field: Field, gradient: ArrayLike, width: float) -> list[Readout]:
    """`partial f / partial x = 2x = 2.00` and so on; the numbers alone where a formula has no room or is a number.

    Args:
        width: scene units that a line may be long.
    """
    values = np.asarray(gradient, float)
    names = [f"{{{{ partial f \\/ partial {axis} : partial_{axis} }}}}" for axis in AXES]
    rules = [typst(partial, like=field.reading) for partial in field.partials]
    written = [
        name if partial.is_number else f"{name} = {rule}"
        for name, partial, rule in zip(names, field.partials, rules, strict=True)
    ]
    for labels in [written] * (max(map(len, rules)) <= LONGEST) + [names]:
        lines = [
            Readout(view, label, v, scale=float(steepness(values))) for label, v in zip(labels, values, strict=True)
        ]
        if max(line.width for line in lines) <= width:
            break
    return lines


def components(view: RoomView, gradient: ArrayLike, width: float = np.inf) -> MathTypst:
    """`nabla f = [2, 4, 2]`, every number in its colour; one below the other where a row would be wider than given."""
    values = np.asarray(gradient, float)
    size = float(np.max(np.abs(values)))
    parts = [f"{{{{ {_set(v, size)} : partial_{axis} }}}}" for v, axis in zip(values, AXES, strict=True)]
    row = formula(view, f"{{{{ nabla f : gradient }}}} = bracket.l {', '.join(parts)} bracket.r")
    if row.width <= width:
        return row
    return formula(view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", {", ".join(parts)})')


def _set(value: float, size: float) -> str:
    if value == round(value) and size < 1e6:
        return f"{value:.0f}" if value else "0"
    return number(value, 2, of=size)
