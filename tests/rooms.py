"""Functions of three variables with known answers, for every test that has to hold for any that a person may type."""

from dataclasses import dataclass
from functools import cached_property
from math import exp

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field

XYZ = ("x", "y", "z")
Place = tuple[float, float, float]
NAN = float("nan")
BOX = Domain.usual(3)


@dataclass(frozen=True)
class Room:
    """A function of space and what is known about it without computing.

    Attributes:
        at: a point of the box where the value and the gradient are known.
        kind: "smooth", or what is special: "flat", "undefined", "hole", "pole", "kink".
    """

    name: str
    text: str
    at: Place
    value: float
    gradient: Place
    block: Domain = BOX
    kind: str = "smooth"

    @cached_property
    def field(self) -> Field:
        return Field(self.text, self.block, XYZ)


NOWHERE = (NAN, NAN, NAN)
FAR = Domain(1e6, 1e6 + 1, 1e6, 1e6 + 1, 0, 1)
E6 = exp(-6)

ROOMS = (
    Room("sphere", "x^2 + y^2 + z^2", (1, 2, 1), 6, (2, 4, 2)),
    Room("plane", "x + 2y - z", (1, 1, 1), 2, (1, 2, -1)),
    Room("saddle", "x^2 + y^2 - z^2", (1, 2, 1), 4, (2, 4, -2)),
    Room("product", "x*y*z", (1, 2, 3), 6, (6, 3, 2)),
    Room("inverse square", "1/(x^2 + y^2 + z^2)", (1, 2, 1), 1 / 6, (-2 / 36, -4 / 36, -2 / 36), kind="pole"),
    Room("ball of fog", "exp(-x^2 - y^2 - z^2)", (1, 2, 1), E6, (-2 * E6, -4 * E6, -2 * E6)),
    Room("mixed", "x^2 + y*z", (1, 2, 3), 7, (2, 3, 2)),
    Room("cylinder", "x^2 + y^2", (1, 2, 1), 5, (2, 4, 0)),
    Room("walls", "x", (1, 1, 1), 1, (1, 0, 0)),
    Room("ripples", "sin(3x)*sin(3y)*sin(3z)", (0, 0, 0), 0, (0, 0, 0)),
    Room("huge", "1e9*(x^2 + y^2 + z^2)", (1, 2, 1), 6e9, (2e9, 4e9, 2e9)),
    Room("astronomic", "1e200*(x^2 + y^2 + z^2)", (1, 2, 1), 6e200, (2e200, 4e200, 2e200)),
    Room("tiny", "1e-9*x*y*z", (1, 2, 3), 6e-9, (6e-9, 3e-9, 2e-9)),
    Room("high", "1e6 + x + y + z", (1, 1, 1), 1000003, (1, 1, 1)),
    Room("far off", "(x - 1000000)^2 + (y - 1000000)^2 + z", (1000000.5, 1000000.5, 0.5), 1, (1, 1, 1), FAR),
    Room("flat room", "x^2 + z", (1, 0, 0.5), 1.5, (2, 0, 1), Domain(-3, 3, -3, 3, 0, 1)),
    Room("octahedron", "abs(x) + abs(y) + abs(z)", (1, -1, 1), 3, (1, -1, 1), kind="kink"),
    Room("cone", "sqrt(x^2 + y^2 + z^2)", (2, 1, 2), 3, (2 / 3, 1 / 3, 2 / 3), kind="kink"),
    Room("half a room", "log(x) + y + z", (1, 1, 1), 2, (1, 1, 1), kind="hole"),
    Room("in a ball", "sqrt(4 - x^2 - y^2 - z^2)", (0, 0, 0), 2, (0, 0, 0), kind="hole"),
    Room("poles in rows", "tan(x) + y*z", (0, 1, 2), 2, (1, 2, 1), kind="pole"),
    Room("quotient", "x/(x+y)", (1, 1, 0), 0.5, (0.25, -0.25, 0), kind="pole"),
    Room("angle", "atan(y/x) + z", (1, 0, 0), 0, (0, 1, 1), kind="kink"),
    Room("flat", "3", (0, 0, 0), 3, (0, 0, 0), kind="flat"),
    Room("undefined", "sqrt(sin(x)*sin(y)*sin(z) - 2)", (0, 0, 0), NAN, NOWHERE, kind="undefined"),
)
STORIES = tuple(room for room in ROOMS if room.kind not in ("flat", "undefined"))


def named(name: str) -> Room:
    """The function of that name."""
    return next(room for room in ROOMS if room.name == name)
