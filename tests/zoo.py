"""Named fields with known answers, for every test that has to hold for any function a person may type.

@pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
def test_it_holds(specimen): f = specimen.field
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import e, exp, pi

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field

Point = tuple[float, float]


@dataclass(frozen=True)
class Specimen:
    """A field and what is known about it without computing.

    Attributes:
        name: what it is called in test reports.
        text: f, as typed.
        at: a point of the domain where f and its gradient are known; None if there is none.
        height, gradient: f and grad f there.
        peaks, valleys, saddles: its isolated critical points inside the domain, unless it has "many".
        tags: "flat" level everywhere, "undefined" everywhere, "hole" undefined on part of the domain, "pole", "jump",
            "kink", "skewed" heights over many orders of magnitude, "slow" to evaluate, "many" critical points.
    """

    name: str
    text: str
    at: Point | None
    height: float = float("nan")
    gradient: Point = (float("nan"), float("nan"))
    domain: Domain = field(default_factory=Domain)
    peaks: tuple[Point, ...] = ()
    valleys: tuple[Point, ...] = ()
    saddles: tuple[Point, ...] = ()
    tags: frozenset[str] = frozenset()

    @cached_property
    def field(self) -> Field:
        return Field(self.text, self.domain)


def _tags(*names: str) -> frozenset[str]:
    return frozenset(names)


# Eleven Gaussians: height, middle (x, y), squared width.
GAUSSIANS = [(1 + k % 3, -2.5 + 0.5 * k, -1.5 + 0.75 * (k % 5), (2 + k % 7) / 10) for k in range(11)]
LONG = " + ".join(f"{a}*exp(-((x - {x:g})^2 + (y - {y:g})^2)/{w:g})" for a, x, y, w in GAUSSIANS).replace("- -", "+ ")


def _gaussians(x: float, y: float, hills: Sequence[tuple[float, float, float, float]]) -> tuple[float, Point]:
    """Height and gradient of a sum of Gaussians, by the derivative of one worked out by hand."""
    height = [a * exp(-((x - u) ** 2 + (y - v) ** 2) / w) for a, u, v, w in hills]
    slopes = [(-2 * (x - u) / w * h, -2 * (y - v) / w * h) for h, (_, u, v, w) in zip(height, hills, strict=True)]
    return sum(height), (sum(s for s, _ in slopes), sum(s for _, s in slopes))


TWO_HILLS = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
TWO = [(2.0, 1.0, 0.0, 1.0), (1.5, -1.0, 0.6, 0.8)]
FAR = Domain(1e6, 1e6 + 1, 1e6, 1e6 + 1)
RASTRIGIN = "20 + x^2 + y^2 - 10cos(2pi*x) - 10cos(2pi*y)"
ACKLEY = "-20exp(-0.2sqrt((x^2 + y^2)/2)) - exp((cos(2pi*x) + cos(2pi*y))/2) + e + 20"
TURN = Domain(0, 2 * pi, 0, 2 * pi)
FAR_OFF = "(x - 1000000.5)^2 + 2(y - 1000000.25)^2"

ZOO: tuple[Specimen, ...] = (
    Specimen("flat", "3", (1, 1), 3, (0, 0), tags=_tags("flat")),
    Specimen("flat zero", "0*x", (1, 1), 0, (0, 0), tags=_tags("flat")),
    Specimen("linear", "x", (0.5, 0.25), 0.5, (1, 0)),
    Specimen("tilted plane", "2x - 3y + 1", (1, 1), 0, (2, -3)),
    Specimen("bowl", "x^2 + y^2", (1, 1.5), 3.25, (2, 3), valleys=((0, 0),)),
    Specimen("dome", "4 - x^2 - 2y^2", (1, 1), 1, (-2, -4), peaks=((0, 0),)),
    Specimen("saddle", "x^2 - y^2", (2, 1), 3, (4, -2), saddles=((0, 0),)),
    Specimen("tilted saddle", "x^2 + 3xy + y^2", (1, -1), -1, (-1, 1), saddles=((0, 0),)),
    Specimen("monkey saddle", "x^3 - 3xy^2", (1, 1), -2, (0, -6)),
    Specimen("valley", "x^2", (1, 1), 1, (2, 0)),
    Specimen("ridge", "exp(-x^2)", (0, 1), 1, (0, 0)),
    Specimen("parabola and cubic", "x^2 + y^3", (1, 1), 2, (2, 3)),
    Specimen("ripple", "sin(8x)*cos(8y)", (0, 0), 0, (8, 0), tags=_tags("many")),
    Specimen("wave in a trough", "exp(-x^2)*sin(3y)", (0, 0), 0, (0, 3), peaks=((0, pi / 6),), valleys=((0, -pi / 6),)),
    Specimen("hills and hollows", "sin(x)*cos(y) + x/4", (0, 0), 0, (1.25, 0), tags=_tags("many")),
    Specimen("two hills", TWO_HILLS, (0, 0), *_gaussians(0, 0, TWO)),
    Specimen("long formula", LONG, (0, 0), *_gaussians(0, 0, GAUSSIANS), tags=_tags("slow", "many")),
    Specimen("Rosenbrock", "100(y-x^2)^2 + (1-x)^2", (0, 0), 1, (-2, 0), valleys=((1, 1),), tags=_tags("skewed")),
    Specimen("steep exponential", "exp(5x)", (0, 0), 1, (5, 0), tags=_tags("skewed")),
    Specimen("stretched", "1000*x^2 + y/1000", (1, 1), 1000.001, (2000, 0.001)),
    Specimen("cliff", "tanh(50x)", (0, 1), 0, (50, 0)),
    Specimen("spike", "exp(-100(x^2 + y^2))", (0, 0), 1, (0, 0), peaks=((0, 0),), tags=_tags("skewed")),
    Specimen("tiny", "1e-9*(x^2 + y^2)", (1, 1), 2e-9, (2e-9, 2e-9), valleys=((0, 0),)),
    Specimen("huge", "1e9*(x^2 + y^2)", (1, 1), 2e9, (2e9, 2e9), valleys=((0, 0),)),
    Specimen("astronomic", "1e200*(x^2 + y^2)", (1, 1), 2e200, (2e200, 2e200), valleys=((0, 0),)),
    Specimen("high plateau", "1e6 + x", (1, 1), 1000001, (1, 0)),
    Specimen("far off", FAR_OFF, (1e6, 1e6), 0.375, (-1, -1), FAR, valleys=((1000000.5, 1000000.25),)),
    Specimen("narrow", "x/50 + y^2", (10, 0.5), 0.45, (0.02, 1), Domain(0, 100, 0, 1)),
    Specimen("tall", "x + sin(y)", (0.5, 0), 0.5, (1, 1), Domain(0, 1, -50, 50)),
    Specimen("pole", "1/(x-y)", (1, 0), 1, (-1, 1), tags=_tags("pole")),
    Specimen("double pole", "1/(x^2 + y^2)", (1, 0), 1, (-2, 0), tags=_tags("pole")),
    Specimen("poles in rows", "tan(x)", (0, 0), 0, (1, 0), tags=_tags("pole")),
    Specimen("log hole", "log(x^2 + y^2)", (1, 0), 0, (2, 0), tags=_tags("pole")),
    Specimen("jump", "atan(y/x)", (1, 0), 0, (0, 1), tags=_tags("jump")),
    Specimen("kink", "abs(x) + y", (1, 0), 1, (1, 1), tags=_tags("kink")),
    Specimen("pyramid", "-abs(x) - abs(y)", (1, -1), -2, (-1, 1), tags=_tags("kink")),
    Specimen("cone", "sqrt(x^2 + y^2)", (3, 0), 3, (1, 0), tags=_tags("kink")),
    Specimen("half plane", "sqrt(x) + y", (1, 1), 2, (0.5, 1), tags=_tags("hole")),
    Specimen("disc", "sqrt(1 - x^2 - y^2)", (0.6, 0), 0.8, (-0.75, 0), peaks=((0, 0),), tags=_tags("hole")),
    Specimen("power", "x^y", (1, 1), 1, (1, 0), saddles=((1, 0),), tags=_tags("hole", "pole")),
    Specimen("crease", "max(x, y)", (1, 0), 1, (1, 0), tags=_tags("kink")),
    Specimen(
        "Rastrigin", RASTRIGIN, (0.25, 0), 10.0625, (0.5 + 20 * pi, 0), Domain(-1.5, 1.5, -1, 1), tags=_tags("many")
    ),
    Specimen("ring", "(x^2 + y^2 - 1)^2", (1, 1), 1, (4, 4), peaks=((0, 0),)),
    Specimen(
        "two wells", "(x^2 - 1)^2 + y^2", (0.5, 1), 1.5625, (-1.5, 2), valleys=((-1, 0), (1, 0)), saddles=((0, 0),)
    ),
    Specimen("egg box", "cos(10x)*cos(10y)", (pi / 20, 0), 0, (-10, 0), tags=_tags("many")),
    Specimen("very high plateau", "1e10 + x + y", (1, 1), 1e10 + 2, (1, 1)),
    Specimen(
        "close together", "15x^3 - 3xy + 15y^3", (1, 1), 27, (42, 42), valleys=((1 / 15, 1 / 15),), saddles=((0, 0),)
    ),
    Specimen("level on the way", "x^4/4 - x^3/3 + y^2", (2, 1), 7 / 3, (4, 2), valleys=((1, 0),)),
    Specimen("flat valley", "x^4 + y^4", (1, 1), 2, (4, 4)),
    Specimen("level cross", "x^2*y^2", (1, 1), 1, (2, 2)),
    Specimen(
        "saddles on the border",
        "sin(x)*sin(y)",
        (pi / 4, pi / 4),
        0.5,
        (0.5, 0.5),
        TURN,
        peaks=((pi / 2, pi / 2), (1.5 * pi, 1.5 * pi)),
        valleys=((pi / 2, 1.5 * pi), (1.5 * pi, pi / 2)),
        saddles=((pi, pi),),  # and eight on its border
    ),
    Specimen(
        "deep bowl",
        "exp(x^2 + y^2)",
        (1, 0),
        e,
        (2 * e, 0),
        Domain(-4, 4, -4, 4),
        valleys=((0, 0),),
        tags=_tags("skewed"),
    ),
    Specimen("sharp valley", "abs(x) + abs(y)", (1, -1), 2, (1, -1), tags=_tags("kink")),
    Specimen("Ackley", ACKLEY, None, tags=_tags("many", "kink")),
    Specimen("cases", "x^2 + y if x < 0 else y - x", (-1, 1), 2, (-2, 1), tags=_tags("kink")),
    Specimen("steps", "floor(x) + y^2", (0.5, 1), 1, (0, 2), tags=_tags("jump")),
    Specimen("undefined", "sqrt(sin(x)*sin(y) - 2)", None, tags=_tags("undefined")),
)


def tagged(*tags: str) -> tuple[Specimen, ...]:
    """The specimens with at least one of the tags."""
    return tuple(specimen for specimen in ZOO if specimen.tags & set(tags))


def untagged(*tags: str) -> tuple[Specimen, ...]:
    """The specimens with none of the tags."""
    return tuple(specimen for specimen in ZOO if not specimen.tags & set(tags))


def named(name: str) -> Specimen:
    """The specimen of that name."""
    return next(specimen for specimen in ZOO if specimen.name == name)
