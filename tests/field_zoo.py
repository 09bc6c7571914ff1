"""Named vector fields with known divergence and curl, for every film that has to hold for any field a person may type.

@pytest.mark.parametrize("specimen", FIELDS, ids=lambda s: s.name)
def test_it_holds(specimen): F = specimen.field
"""

from dataclasses import dataclass
from functools import cached_property

from gradanim.fields.domain import Domain
from gradanim.fields.vector import VectorField

Point = tuple[float, float]


@dataclass(frozen=True)
class FieldSpecimen:
    """A field and what is known about it without computing.

    Attributes:
        name: what it is called in test reports.
        text: P, Q, as typed.
        at: a point of the domain where it is smooth; None if there is none.
        divergence, curl: there.
        domain: None for the usual one.
    """

    name: str
    text: str
    at: Point | None
    divergence: float = 0.0
    curl: float = 0.0
    domain: Domain | None = None

    @cached_property
    def field(self) -> VectorField:
        return VectorField(self.text, self.domain)


LONG = "sin(x)*cos(y) + x/4 - y^3/20 + x*y/7, exp(-x^2)*y + cos(x*y)/3 + x^2/9"
RADIAL = "x/(x^2 + y^2), y/(x^2 + y^2)"
FIELDS = (
    FieldSpecimen("uniform", "2, 1", (0.5, 0.5)),
    FieldSpecimen("vortex", "-y, x", (1.0, 0.5), curl=2),
    FieldSpecimen("clockwise", "y, -x", (1.0, 0.5), curl=-2),
    FieldSpecimen("source", "x, y", (0.5, 1.0), divergence=2),
    FieldSpecimen("sink", "-x, -y", (0.5, 1.0), divergence=-2),
    FieldSpecimen("spiral", "x - y, x + y", (0.5, 1.0), divergence=2, curl=2),
    FieldSpecimen("shear", "y, 0", (0.5, 1.0), curl=-1),
    FieldSpecimen("steep shear", "0, 40x", (0.5, 1.0), curl=40),
    FieldSpecimen("saddle", "x, -y", (0.5, 1.0)),
    FieldSpecimen("1/r vortex", "-y/(x^2 + y^2), x/(x^2 + y^2)", (1.0, 1.0)),
    FieldSpecimen("1/r source", RADIAL, (1.0, 1.0)),
    FieldSpecimen("cells", "sin(y), cos(x)", (0.0, 0.5), curl=-0.8775825618903728),
    FieldSpecimen("zero on a line", "x*y, x^2", (1.0, 1.0), divergence=1, curl=1),
    FieldSpecimen("one component", "x^2, 0", (1.0, 1.0), divergence=2),
    FieldSpecimen("unbounded", "1/x, y", (1.0, 1.0)),
    FieldSpecimen("pole squared", "1/(x^2 + y^2), 0", (1.0, 0.0), divergence=-2),
    FieldSpecimen("floor", "floor(x), y", (0.5, 0.5), divergence=1),
    FieldSpecimen("jump", "sign(y), 0", (0.5, 1.0)),
    FieldSpecimen("half plane", "sqrt(x), y", (1.0, 0.5), divergence=1.5),
    FieldSpecimen("ring", "sqrt(x^2 + y^2 - 1), 1", (2.0, 0.0), divergence=1.1547005383792517),
    FieldSpecimen("disc", "-y*sqrt(4 - x^2 - y^2), x*sqrt(4 - x^2 - y^2)", (0.0, 0.0), curl=4),
    FieldSpecimen("modulus", "|y|, |x|", (1.0, 1.0)),
    FieldSpecimen("exponential", "exp(x), exp(y)", (0.0, 0.0), divergence=2),
    FieldSpecimen("steep exponential", "exp(3x), y", (0.0, 0.0), divergence=4),
    FieldSpecimen("far off", "x - 1000000, -y", (1000000.5, 0.5), domain=Domain(999997, 1000003, -2, 2)),
    FieldSpecimen("small numbers", "-1e-9 y, 1e-9 x", (1.0, 1.0), curl=2e-9),
    FieldSpecimen("large numbers", "-1e9 y, 1e9 x", (1.0, 1.0), curl=2e9),
    FieldSpecimen("small domain", "-y, x", (1e-5, 0.0), curl=2, domain=Domain(-3e-5, 3e-5, -2e-5, 2e-5)),
    FieldSpecimen("large wind", "1000 - y, x", (1.0, 1.0), curl=2),
    FieldSpecimen("tall domain", "-y, x", (0.5, 1.0), curl=2, domain=Domain(-1, 1, -5, 5)),
    FieldSpecimen("a long formula", LONG, (0.0, 0.0), divergence=2.25),
    FieldSpecimen("zero", "0, 0", None),
    FieldSpecimen("undefined", "sqrt(x - 9), y", None),
    FieldSpecimen("too fine", "sin(90x), cos(90y)", None),
)  # fmt: skip
REFUSED = frozenset({"zero", "undefined", "too fine"})
