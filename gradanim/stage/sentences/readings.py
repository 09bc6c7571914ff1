"""From a number to an arrow at every point, in sentences about any function, or about the warmth of a room."""

from collections.abc import Mapping
from dataclasses import dataclass

from gradanim.stage.maps.gradients import GradientMap, Stop


@dataclass(frozen=True)
class Wording:
    """How the numbers of a map are spoken of.

    Attributes:
        numbers, colours, ask: of the printed numbers, of the colours, and of the directions at one place.
        stops: of the places where the arrow vanishes.
        value, slope: what is read, as Typst mathematics.
        unit, per_unit: what it is measured in, as Typst mathematics too.
        known: what the letters stand for, where no formula says it.
    """

    numbers: str
    colours: str
    ask: str
    stops: Mapping[Stop, str]
    value: str = "f(x, y)"
    unit: str = ""
    slope: str = "{{ |nabla f| : gradient }}"
    per_unit: str = ""
    known: str = ""


ANY = Wording(
    numbers="A function of two variables puts one number at every point.",
    colours="Colours show all of them at once, from low to high.",
    ask="From here, every direction has its own rate: an arrow where it grows. Which is the fastest?",
    stops={
        "peak": "On a hilltop no way leads further up: the arrow vanishes, the gradient is zero.",
        "valley": "At the bottom of a valley the map is level: the arrow vanishes, the gradient is zero.",
        "saddle": "On a saddle the map rises one way and falls the other: between them it is level, "
        "the gradient is zero.",
        "nearly flat": "Where the map is nearly flat, the arrow all but vanishes.",
    },
)
WARMTH = Wording(
    numbers="A warm room with two heaters: at every point, the air has one temperature.",
    colours="Colours show all of them at once, from cool to warm.",
    ask="From here, every direction has its own rate: an arrow where it gets warmer. Which is the fastest?",
    stops={
        **ANY.stops,
        "peak": "Right at a heater no way leads to warmer air: the arrow vanishes, the gradient is zero.",
        "saddle": "Between the heaters is one more level place: neither side wins, and the arrow vanishes.",
    },
    value="T",
    unit='"°C"',
    slope="{{ |nabla T| : gradient }}",
    per_unit='"°C/m"',
    known="temperature _T_; _x_, _y_ in metres",
)


def lengths(arrows: GradientMap) -> str:
    """The sentence about how long the arrows are."""
    if arrows.alike:
        return "All have one scale. Here the number changes equally fast everywhere: the arrows are equally long."
    if arrows.crowded:
        return "All have one scale: steep makes long. The few steepest would cover the others, and are left out."
    return "All have one scale: where the number changes fast, arrows are long."
