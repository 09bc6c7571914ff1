"""The numbers beside the picture of RoomGradient: what a probe reads, and the gradient."""

import numpy as np
from manim import MathTypst
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField, steepness
from gradanim.fields.typed import typed
from gradanim.formulas.typeset import typst
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.space import RoomView
from gradanim.stage.typeset import Readout, formula

from .samples import Probe


class Readings:
    """What is read at a point and what steps from it give, each of them when it is told.

    Attributes:
        value: what the probe reads.
        rates, vector: the gradient: its three partial derivatives, and itself.
    """

    def __init__(
        self, view: RoomView, field: ScalarField, at: Point, gradient: NDArray[np.float64], probe: Probe, panel: Box
    ) -> None:
        self.value = Readout(view, "f", lambda: field(*probe()), scale=abs(float(field(*at))))
        self.rates = partial_readouts(view, field, gradient, panel.width)
        self.vector = gradient_formula(view, gradient, panel.width)


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
