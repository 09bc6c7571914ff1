"""A Shot is everything that decides a film: one small value, easy to compare, send and name."""

import json
import math
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gradanim.records.heights import Heights
from gradanim.records.naming import NAME_RULE, Part, can_be_called, file_stem
from gradanim.records.picture import (
    QUALITIES,
    SHAPES,
    SHORTER_SIDE,
    ShotError,
    own_rate,
    pixels_of,
    tidy_rate,
    tidy_resolution,
)

if TYPE_CHECKING:
    from gradanim.fields.domain import Domain  # brings sympy along, and --help and --list are to answer at once

FORMATS = ("mp4", "webm", "mov", "gif", "png")
CAPTIONS = ("burned", "sidecar", "none")
ENCODERS = ("fast", "small")

_USUAL: dict[str, Part] = {
    "theme": "night",
    "shape": "16x9",
    "captions": "captions-burned",
    "format": "mp4",
    "encoder": "fast",
    "seed": "seed0",
}  # what a name does not say


@dataclass(frozen=True)
class Shot:
    """What to film, and how it should look.

    Equal shots make the same film, so the same wish is always written in one way: a frame rate that the quality has
    anyway becomes None, and a resolution that a quality and a shape have anyway becomes that quality and shape.

    Args:
        scene: name of the scene's class.
        function: text of f(x, y), or of f(x, y, z) for the scenes about one; None takes the scene's own.
        constraint: text of an equation "g = c" between x and y, for the scenes about two functions.
        field: text of a vector field "P, Q", for the scenes about one.
        heights: measured on a grid, in place of a function.
        at: a point to stand at, in axis units.
        direction: a direction to look in, in axis units, of any length but zero.
        domain: the part of the plane that is shown, or of space; None takes the scene's own.
        beat: the first and the last of the beats that are filmed, numbers from 1; None are all.
        stills: a picture of every beat in place of a film.
        theme: name of a theme of the stage.
        shape: one of SHAPES; follows the resolution where one is given.
        captions: "burned" into the picture (and beside the film), "sidecar" (beside the film only) or "none".
        quality: one of QUALITIES.
        fps: frames a second, in place of the quality's.
        resolution: (width, height) in pixels, both even, in place of the quality's.
        format: one of FORMATS; "png" is the poster alone.
        transparent: leave the background out.
        encoder: "fast" for short waiting, "small" for small files; of H.264 only.
        seed: decides everything random.
        called: file stem in place of the one that says what is filmed; decides no picture.

    Raises:
        ShotError: says what was wrong, what was given, and the cure.
    """

    scene: str
    function: str | None = None
    constraint: str | None = None
    field: str | None = None
    heights: Heights | None = None
    at: tuple[float, ...] | None = None
    direction: tuple[float, ...] | None = None
    domain: "Domain | None" = None
    beat: tuple[int, int] | None = None
    stills: bool = False
    theme: str = "night"
    shape: str = "16:9"
    captions: str = "burned"
    quality: str = "h"
    fps: float | None = None
    resolution: tuple[int, int] | None = None
    format: str = "mp4"
    transparent: bool = False
    encoder: str = "fast"
    seed: int = 0
    called: str | None = None

    def __post_init__(self) -> None:
        if not self.scene.isidentifier():
            raise ShotError(f"scene = {self.scene!r} is not the name of a class")
        if self.called is not None and not can_be_called(self.called):
            raise ShotError(f"called = {self.called!r} cannot be the name of a file everywhere: {NAME_RULE}")
        _check_choice("quality", self.quality, QUALITIES)
        _check_choice("format", self.format, FORMATS)
        _check_choice("captions", self.captions, CAPTIONS)
        _check_choice("encoder", self.encoder, ENCODERS)
        if self.resolution is None:
            _check_choice("shape", self.shape, SHAPES)
        if self.beat is not None and not 1 <= self.beat[0] <= self.beat[1]:
            raise ShotError(f"beat = {self.beat} are no beats: give the first and the last, counted from 1")
        if self.stills and self.format != "png":
            raise ShotError(f"stills are pictures, and {self.format} is a film: leave one of them out")
        if self.heights is not None and self.function is not None:
            raise ShotError("heights and function exclude each other: leave one of them out")
        if self.transparent and self.format == "mp4":
            raise ShotError("an mp4 cannot be transparent: choose the format mov, webm, gif or png")
        for text in ("function", "constraint", "field"):
            self._set(text, _tidy_text(text, getattr(self, text)))
        for numbers in ("at", "direction"):
            self._set(numbers, _tidy_numbers(numbers, getattr(self, numbers)))
        if self.direction is not None and not any(self.direction):
            raise ShotError(f"direction = {self.direction} points nowhere: give at least one number that is not zero")
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or not 0 <= self.seed < 2**32:
            raise ShotError(f"seed = {self.seed!r} must be a whole number from 0 to {2**32 - 1}")
        if self.transparent or self.format not in ("mp4", "mov"):
            self._set("encoder", "fast")  # there is only one for those
        self._tidy_picture()

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # the one way to tidy a frozen value, used only while it is made

    def _tidy_picture(self) -> None:
        """Write the size and rate of the picture in the one way that equal pictures share."""
        rate = tidy_rate(self.fps, self.quality, self.format)
        if self.resolution is not None:
            width, height = tidy_resolution(self.resolution)
            known = {pixels_of(quality, shape): (quality, shape) for quality in QUALITIES for shape in SHAPES}.get(
                (width, height)
            )
            quality, shape = known or ("h", f"{(ratio := Fraction(width, height)).numerator}:{ratio.denominator}")
            self._set("quality", quality)
            self._set("shape", shape)
            self._set("resolution", None if known else (width, height))
        self._set("fps", None if rate == own_rate(self.quality, self.format) else rate)

    @property
    def brings_function(self) -> bool:
        """Whether it says what function the film is about, in place of the scene's own."""
        return self.function is not None or self.heights is not None

    @property
    def pixels(self) -> tuple[int, int]:
        """(width, height) of the picture, both even."""
        return self.resolution or pixels_of(self.quality, self.shape)

    @property
    def frame_rate(self) -> float:
        """Frames a second."""
        return own_rate(self.quality, self.format) if self.fps is None else self.fps

    @property
    def frame_size(self) -> tuple[float, float]:
        """(width, height) of the picture in scene units: the shorter side is 8, and pixels are square."""
        width, height = self.pixels
        unit = SHORTER_SIDE / min(width, height)
        return width * unit, height * unit

    @property
    def name(self) -> str:
        """File stem: as called; else the scene, then only what differs from a default run.

        Different shots that nobody gave a name have different names.
        """
        return self.called or self._stem(self.scene, _USUAL | {"picture": f"1080p{own_rate('h', self.format)}"})

    def name_beside(self, other: "Shot") -> str:
        """File stem: the name of the other shot, then what this one differs in."""
        return self._stem(other.name, other._parts())

    def _stem(self, head: str, usual: dict[str, Part]) -> str:
        different = {key: part for key, part in self._parts().items() if part != usual.get(key)}
        return file_stem(head, different, identity=json.dumps(self.pictured(), sort_keys=True))

    def _parts(self) -> dict[str, Part]:
        """Everything but the scene, as it is written in names."""
        width, height = self.pixels
        size = f"{min(width, height)}p" if self.resolution is None else f"{width}x{height}p"
        return {
            "function": self.function,
            "constraint": self.constraint,
            "field": self.field,
            "heights": None if self.heights is None else self.heights.stem,
            "at": self.at,
            "direction": self.direction,
            "domain": None if self.domain is None else self.domain.borders,
            "beat": None if self.beat is None else _written_beats(*self.beat),
            "stills": "stills" if self.stills else None,
            "theme": self.theme,
            "shape": self.shape.replace(":", "x") if self.resolution is None else None,
            "captions": f"captions-{self.captions}",
            "picture": f"{size}{self.frame_rate}",
            "format": None if self.stills else self.format,
            "transparent": "transparent" if self.transparent else None,
            "encoder": self.encoder,
            "seed": f"seed{self.seed}",
        }

    def pictured(self) -> dict[str, Any]:
        """The fields that decide what is seen, as plain values: all but what the film and its files are called."""
        heights = self.heights and self.heights.digest
        return {key: value for key, value in self.to_dict().items() if key != "called"} | {"heights": heights}

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain values, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "Shot":
        """The shot that `to_dict` wrote, also after a trip through JSON."""
        from gradanim.fields.domain import Domain

        fields = dict(fields)
        for name in ("at", "direction", "resolution", "beat"):
            fields[name] = fields.get(name) and tuple(fields[name])
        fields["heights"] = fields.get("heights") and Heights(**fields["heights"])
        domain = fields["domain"]
        fields["domain"] = domain and Domain(*domain["borders"])
        return cls(**fields)


def _written_beats(first: int, last: int) -> str:
    return f"beat{first}" if first == last else f"beats{first}-{last}"


def _check_choice(name: str, given: str, choices: Any) -> None:
    if given not in choices:
        raise ShotError(f"{name} = {given!r} is not known: choose {', '.join(choices)}")


def _tidy_text(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    if not text.strip():
        raise ShotError(f"{name} is empty: type one, or leave it out for the scene's own")
    return text.strip()


def _tidy_numbers(name: str, numbers: tuple[float, ...] | None) -> tuple[float, ...] | None:
    """Plain finite floats, with one zero instead of two (-0.0 equals 0.0 and would be written differently)."""
    if numbers is None:
        return None
    tidy = tuple(float(number) + 0.0 for number in numbers)
    if not 1 <= len(tidy) <= 3 or not all(map(math.isfinite, tidy)):
        raise ShotError(f"{name} = {tuple(numbers)} must be one to three finite numbers")
    return tidy
