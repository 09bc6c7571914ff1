"""What can be set of a film: the one description that options, lecture files and their schema are made from.

A new setting is an entry in SETTINGS and a field of Shot.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.heights import Heights
from gradanim.records.naming import NAME, NAME_RULE, can_be_called
from gradanim.records.picture import QUALITIES, SHAPES, parse_resolution
from gradanim.records.shot import CAPTIONS, ENCODERS, FORMATS
from gradanim.records.theme import THEMES

Form = dict[str, Any]

NUMBER: Form = {"type": "number"}
PAIR: Form = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
POINT: Form = PAIR | {"maxItems": 3}
TEXT: Form = {"type": "string", "pattern": r"\S"}


class SettingError(GradanimError, ValueError):
    """A setting is not what it can be; the message does not name the setting."""


@dataclass(frozen=True)
class Setting:
    """One thing that can be set of a film.

    Args:
        about: what it does, in a sentence, with a sample as it is typed.
        form: what it may look like in a file, as a JSON schema.
        read: makes of it what a Shot takes; raises GradanimError.
        group: what it decides: the heading that it stands under in --help.
        short: its other name on the command line, one letter long.
        metavar: what stands for it in --help, where the form does not tell.
        in_file: a sample of how it may be written in a file, too.
        excludes: the settings that cannot be typed together with it.
        names_file: whether a text names a file; where a lecture file says it, it is looked for beside that.
    """

    about: str
    form: Form
    read: Callable[[Any], Any]
    group: str = ""
    short: str = ""
    metavar: str | None = None
    in_file: str = ""
    excludes: tuple[str, ...] = ()
    names_file: Callable[[str], bool] = lambda text: False

    @property
    def schema(self) -> Form:
        """The form with its description."""
        return {"description": f"{self.about} Also {self.in_file}." if self.in_file else self.about, **self.form}


def near(given: str, known: Iterable[str]) -> str:
    """`did you mean x?`, or all that there is."""
    words = list(known)
    match = get_close_matches(given, words, n=1)
    return f"did you mean {match[0]}?" if match else f"choose {', '.join(words)}"


def _choice(about: str, words: Iterable[str], *, group: str, short: str = "") -> Setting:
    known = tuple(words)

    def read(value: Any) -> str:
        if value not in known or not isinstance(value, str):
            raise SettingError(f"{shown(value)} is not known: {near(str(value), known)}")
        return value

    return Setting(about, {"enum": list(known)}, read, group, short)


def read_text(value: Any) -> str:
    """The value, if it is a text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise SettingError(f"a text in quotes is wanted, not {shown(value)}")
    return value


def read_name(value: Any) -> str:
    """The value, if a file can be called so everywhere."""
    if not isinstance(value, str) or not (NAME.fullmatch(value) and can_be_called(value)):
        raise SettingError(f"{shown(value)} cannot be the name of a film: {NAME_RULE}")
    return value


def shown(value: Any) -> str:
    """The value as it stands in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _function(value: Any) -> str:
    """A formula in x and y, or in x, y and z."""
    from gradanim.formulas.grammar import parse

    text = read_text(value)
    _insist(lambda: parse(text, ("x", "y")), lambda: parse(text, ("x", "y", "z")))
    from gradanim.formulas.read import read  # brings sympy along, and a slip is to be answered at once

    _insist(lambda: read(text), lambda: read(text, ("x", "y", "z")))
    return str(value)


def _insist(first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """Insist that one of two readings succeeds.

    Raises:
        GradanimError: why the first does not.
    """
    try:
        first()
    except GradanimError as why:
        if _is_refused(second):
            raise why


def _constraint(value: Any) -> str:
    from gradanim.formulas.read import read_equation

    read_equation(read_text(value))
    return str(value)


def _field(value: Any) -> str:
    from gradanim.formulas.read import read_vector

    read_vector(read_text(value))
    return str(value)


def _pair(what: str, value: Any) -> tuple[float, ...]:
    from gradanim.formulas.read import read_numbers

    if isinstance(value, str):
        return read_numbers(value, 2, what)
    return _numbers(value, f"{what} is two numbers, such as [0.5, -1]")


def _point(value: Any) -> tuple[float, ...]:
    """Two numbers or, in space, three."""
    from gradanim.formulas.read import read_numbers

    if isinstance(value, list) and len(value) == 3 and all(map(_is_number, value)):
        return tuple(value)
    if isinstance(value, str) and not _is_refused(lambda: read_numbers(value, 3, "a point")):
        return read_numbers(value, 3, "a point")
    return _pair("a point", value)


def _domain(value: Any) -> Any:
    """A part of the plane or, with three sides, of space."""
    from gradanim.fields.domain import Domain

    if isinstance(value, str):
        return Domain.parse(value)
    form = "a domain is two pairs of borders, such as [[-3, 3], [-2, 2]]"
    if not isinstance(value, list) or len(value) not in (2, 3):
        raise SettingError(f"{form}, not {shown(value)}")
    borders = [border for side in value for border in _numbers(side, form)]
    return Domain(*borders)


def _heights(value: Any) -> Heights:
    """A file of heights that makes a film, with its contents' digest."""
    from gradanim.fields.heights import digest_of_heights, measured

    text = read_text(value)
    digest = digest_of_heights(text)
    measured(text)
    return Heights(text, digest)


def _beat(value: Any) -> tuple[int, int]:
    """The first and the last of some beats."""
    ends = value if isinstance(value, list) and len(value) == 2 else [value]
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,4}\s*(-\s*\d{1,4}\s*)?", value):
        ends = [int(end) for end in value.split("-")]
    if not all(isinstance(end, int) and _is_number(end) for end in ends):
        raise SettingError(f"a beat is a number such as 4, and some beats are two such as 3-5, not {shown(value)}")
    if not 1 <= ends[0] <= ends[-1]:
        raise SettingError(f"beats are counted from 1, the first one first: give two such as 3-5, not {shown(value)}")
    return ends[0], ends[-1]


def _is_refused(read: Callable[[], Any]) -> bool:
    try:
        read()
    except GradanimError:
        return True
    return False


def _resolution(value: Any) -> tuple[int, int]:
    if isinstance(value, str):
        return parse_resolution(value)
    width, height = _numbers(value, "a resolution is a width and a height in pixels, such as [1280, 720]")
    return _whole(width), _whole(height)


def _numbers(value: Any, form: str) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
        raise SettingError(f"{form}, not {shown(value)}")
    return tuple(value)


def _number(value: Any) -> float:
    if not _is_number(value):
        raise SettingError(f"a number is wanted, not {shown(value)}")
    return float(value)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise SettingError(f"a whole number is wanted, not {shown(value)}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingError(f"true or false is wanted, not {shown(value)}")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_ABOUT, _PART = "About which function", "Which part of it"
_LOOKS, _FILE = "How it looks", "What kind of file"

SETTINGS = {
    "function": Setting(
        'f(x, y), as you write it: "x^2 + 3xy"; for some scenes f(x, y, z).', TEXT, _function, _ABOUT, "-f", "TEXT"
    ),
    "constraint": Setting(
        'For the scenes about two functions, what the second is to equal: "x^2 + 4y^2 = 4".',
        TEXT, _constraint, _ABOUT, metavar="EQUATION",
    ),
    "field": Setting(
        'A vector field, for the scenes about one: "-y, x"; with a function, they are about its gradients.',
        TEXT, _field, _ABOUT, metavar="TEXT", excludes=("function", "constraint"),
    ),
    "heights": Setting(
        "Heights on a grid, in place of a function: a file .npy, .csv, .tif or .png; or sample.",
        TEXT, _heights, _ABOUT, metavar="FILE", excludes=("function", "constraint", "field"),
        names_file=lambda text: text != "sample",
    ),
    "at": Setting(
        "Where to stand: 0.5,-1 or pi/2,sqrt(2); in space three numbers.",
        {"anyOf": [TEXT, POINT]}, _point, _ABOUT, metavar="X,Y", in_file="[0.5, -1]",
    ),
    "direction": Setting(
        "Where to look, of any length: 3,4.",
        {"anyOf": [TEXT, PAIR]}, partial(_pair, "a direction"), _ABOUT, metavar="X,Y", in_file="[3, 4]",
    ),
    "domain": Setting(
        "The part of the plane to show: -3:3,-2:2; in space three sides.",
        {"anyOf": [TEXT, {"type": "array", "items": PAIR, "minItems": 2, "maxItems": 3}]}, _domain, _ABOUT,
        metavar="X0:X1,Y0:Y1", in_file="[[-3, 3], [-2, 2]]",
    ),
    "beat": Setting(
        "Those beats alone: 4 or 3-5.",
        {"anyOf": [TEXT, {"type": "integer", "minimum": 1}, PAIR | {"items": {"type": "integer", "minimum": 1}}]},
        _beat, _PART, metavar="N", in_file="[3, 5]",
    ),
    "stills": Setting(
        "A picture of every beat, as it is at its end, in place of a film.", {"type": "boolean"}, _flag, _PART
    ),
    "theme": _choice("The colours.", THEMES, group=_LOOKS),
    "shape": _choice("Width to height.", SHAPES, group=_LOOKS),
    "captions": _choice(
        "In the picture and in files beside the film; only beside it; not at all.", CAPTIONS, group=_LOOKS
    ),
    "transparent": Setting(
        "No background; a mov, unless the format says otherwise.", {"type": "boolean"}, _flag, _LOOKS
    ),
    "seed": Setting(
        "Decides everything random.", {"type": "integer", "minimum": 0, "maximum": 2**32 - 1}, _whole, _LOOKS
    ),
    "quality": _choice("480p15, 720p30, 1080p60, 1440p60 or 2160p60.", QUALITIES, group=_FILE, short="-q"),
    "fps": Setting(
        "Frames a second, in place of the quality's.",
        NUMBER | {"minimum": 1, "maximum": 240}, _number, _FILE, metavar="N",
    ),
    "resolution": Setting(
        "Pixels, in place of the quality's: 1280x720; decides the shape too.",
        {"anyOf": [TEXT, PAIR | {"items": {"type": "integer"}}]}, _resolution, _FILE,
        metavar="WxH", in_file="[1280, 720]",
    ),
    "format": _choice("png is the poster alone.", FORMATS, group=_FILE),
    "encoder": _choice("fast for short waiting, small for small files.", ENCODERS, group=_FILE),
}  # fmt: skip
"""Everything that can be set of a film but its scene and its name, by the names of a Shot's fields, in order of use."""
