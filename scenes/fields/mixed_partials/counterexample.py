"""The function of Peano whose mixed partials at the origin depend on their order, and its mixed partial elsewhere."""

from collections.abc import Callable

from gradanim import Domain, Field
from gradanim.fields.joined import JoinedField

from .mixed_difference import Patch, mixed_quotient_of_heights

AROUND = Domain(-1.5, 1.5, -1.0, 1.0)
FORMULA = Field("x*y*(x^2 - y^2)/(x^2 + y^2)", AROUND)
PEANO = JoinedField(FORMULA, {(0, 0): 0})
"""From G. Peano's notes to A. Genocchi, Calcolo differenziale e principii di calcolo integrale, Turin 1884."""
MIXED = Field("(x^6 + 9x^4*y^2 - 9x^2*y^4 - y^6)/(x^2 + y^2)^3", AROUND)
"""f_xy, and f_yx, wherever it is continuous: everywhere but at the origin. On every ray from there it is one number."""

LARGEST = 0.8  # units of the plane: the side of the first square
FLAT = 2.0  # powers of ten from one side of a rectangle to the other that make a line of it


def as_squares(share: float) -> Patch:
    """A square with a corner at the origin, which shrinks towards it while the share goes from 0 to 1."""
    return _rectangle(1.5 * share, 1.5 * share)


def k_first(share: float) -> Patch:
    """The same with k shrinking first, until it is a line along x."""
    return _rectangle(FLAT * max(2 * share - 1, 0.0), 2 * FLAT * share)


def h_first(share: float) -> Patch:
    """The same with h shrinking first, until it is a line along y."""
    return _rectangle(2 * FLAT * share, FLAT * max(2 * share - 1, 0.0))


WAYS = (as_squares, k_first, h_first)


def quotient_on(way: Callable[[float], Patch], share: float) -> float:
    """The quotient of the rectangle that has come so far on its way."""
    return mixed_quotient_of_heights(PEANO, way(share))


def _rectangle(short: float, low: float) -> Patch:
    """Its sides by the powers of ten by which h and k have shrunk."""
    return Patch((0.0, 0.0), LARGEST * 10**-short, LARGEST * 10**-low)
