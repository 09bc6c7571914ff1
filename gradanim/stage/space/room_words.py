"""What stands beside the picture of a room: numbers and formulas of a gradient in space."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, ManimColor, MathTypst, Mobject, Square, VGroup
from numpy.typing import ArrayLike

from gradanim.field import Field
from gradanim.spatial import steepness
from gradanim.stage.space.parts import AXES
from gradanim.stage.space.room import RoomView
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula
from gradanim.typeset import typst

LONGEST = 24  # characters of a partial derivative that is written out


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
    slope = float(steepness(values))
    parts = [f"{{{{ {_set(view, v, slope)} : partial_{axis} }}}}" for v, axis in zip(values, AXES, strict=True)]
    row = formula(view, f"{{{{ nabla f : gradient }}}} = bracket.l {', '.join(parts)} bracket.r")
    if row.width <= width:
        return row
    return formula(view, f'{{{{ nabla f : gradient }}}} = vec(delim: "[", {", ".join(parts)})')


def _set(view: RoomView, value: float, slope: float) -> str:
    if value == round(value) and slope < 1e4:
        return f"{value:.0f}" if value else "0"
    return Readout(view, "f", value, scale=slope).source  # with the digits that the parts have
