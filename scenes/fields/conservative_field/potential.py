"""The potential of a conservative field as a function with contours, and its difference between two places."""

from typing import cast

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from gradanim.fields.callables import CallableField
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.fields.vector import GradientField, VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.stage.frame.live import Point
from gradanim.stage.frame.view import View


class _Potential:
    """The potential of a field by its own sums of work, as a function of the plane; it compares as the field does."""

    def __init__(self, field: VectorValued) -> None:
        self.field = field

    def __call__(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.field.potential_at(x, y)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Potential) and other.field == self.field

    def __hash__(self) -> int:
        return hash((_Potential, self.field))


def potential_of(field: VectorValued, domain: Domain) -> ScalarField:
    """A function whose gradients the field is, to be looked at on a domain: the one that was typed, if there is one."""
    if isinstance(field, GradientField):
        return field.f.on(domain)
    return CallableField(_Potential(field), domain, gradient=field)


def difference_by_formula(field: VectorValued, a: Point, b: Point) -> float:
    """f(B) - f(A) by a formula that was typed or found by integration; where there is none, by sums of work."""
    if isinstance(field, GradientField):
        return field.f.worked_out(*b) - field.f.worked_out(*a)
    found = field.potential if isinstance(field, VectorField) else None
    if found is None:
        return float(np.diff(field.potential_at(*np.array([a, b]).T))[0])
    symbols = cast("VectorField", field).components[0].symbols
    at_b, at_a = (complex(sp.N(found.subs(dict(zip(symbols, place, strict=True))))).real for place in (b, a))
    return at_b - at_a


def heights_of(view: View, field: VectorValued) -> View:
    """The potential of a field, seen in the same place."""
    heights = potential_of(field, view.field.domain)
    return View(heights, view.theme, view.box, view.scale, view.arrow_scale, layout=view.layout)
