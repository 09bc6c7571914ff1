"""A Clip is what was filmed: the record that lies beside every film as NAME.clip.json.

The record and the film never meet: everything that publishes reads clip.json only, so what it says is a contract.
File names in it are relative to the folder it lies in.
"""

import json
import math
import os
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot

SCHEMA = 1
"""Raised whenever a reader of yesterday's clip.json would misread today's."""


class ClipError(GradanimError, ValueError):
    """A clip.json that cannot be read."""


@dataclass(frozen=True, eq=False)
class Finding:
    """What a claim found when it measured the drawn picture; two that measured nothing are equal in that.

    Args:
        name: the claim in words.
        expected: what an independent computation says.
        measured: what was read back from the picture.
        tolerance: the largest difference that still counts as equal, in `unit`.
        unit: of the three numbers: "degrees", "height" ...; empty for a pure number.
        holds: the verdict.
        comparison: what the measured number has to be beside the expected one: "equal", "at least" or "at most".
        remark: why nothing was measured, and the cure; empty where something was.
    """

    name: str
    expected: float
    measured: float
    tolerance: float
    unit: str
    holds: bool
    comparison: str = "equal"
    remark: str = ""

    def __post_init__(self) -> None:
        for number in ("expected", "measured", "tolerance"):
            # numpy's numbers are no JSON, and "nan" is what stands there for one that is not finite
            object.__setattr__(self, number, float(getattr(self, number)))
        object.__setattr__(self, "holds", bool(self.holds))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return self._told == other._told

    def __hash__(self) -> int:
        return hash(self._told)

    @property
    def _told(self) -> tuple[Any, ...]:
        """All of it as it is written: nan, which differs from itself, as a word."""
        return tuple(map(plain_values, astuple(self)))

    @property
    def due(self) -> str:
        """What was expected, as it is printed: `90`, `at least 30`."""
        bound = "" if self.comparison == "equal" else f"{self.comparison} "
        return "nothing" if math.isnan(self.expected) else f"{bound}{self.expected:.6g}"

    @property
    def found(self) -> str:
        """What was measured, as it is printed; `nothing` where there was nothing to measure in the picture."""
        return "nothing" if math.isnan(self.measured) else f"{self.measured:.6g}"


@dataclass(frozen=True)
class BeatRecord:
    """One thought of a film, when it was said, and what its claims found.

    Args:
        caption: the sentence.
        start: seconds from the beginning of the film.
        seconds: how long it lasts.
        video: its own film, if one was made.
        still: its last picture, if one was kept.
        findings: of its claims.
        poster: whether its still is the picture that stands for the whole film.
        place: where its sentence is written: `my_hill.py, line 23`.
        warnings: what its author may want to change in its last picture; it is a true film all the same.
    """

    caption: str
    start: float
    seconds: float
    video: str | None = None
    still: str | None = None
    findings: tuple[Finding, ...] = ()
    poster: bool = False
    place: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def end(self) -> float:
        """Seconds from the beginning of the film to the end of this beat."""
        return self.start + self.seconds


@dataclass(frozen=True)
class Clip:
    """A finished film and all that lies beside it.

    Args:
        shot: what was asked for.
        digest: the shot's, when it was filmed.
        title: of the film, in plain text.
        topic: the folder of its scene.
        film: file name of the film, or of the picture for a png.
        poster: file name of the picture that stands for the film.
        captions: file names of the captions: WebVTT, then SubRip; empty if none were wanted.
        beats: in order.
        pixels: (width, height).
        frame_rate: frames a second.
        seconds: length of the film; 0 for a png.
    """

    shot: Shot
    digest: str
    title: str
    topic: str
    film: str
    poster: str
    captions: tuple[str, ...]
    beats: tuple[BeatRecord, ...]
    pixels: tuple[int, int]
    frame_rate: float
    seconds: float

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the clip but clip.json itself, each once."""
        beats = [name for beat in self.beats for name in (beat.video, beat.still) if name is not None]
        return tuple(dict.fromkeys([self.film, self.poster, *self.captions, *beats]))

    @property
    def record(self) -> str:
        """File name of the clip's own record."""
        return record_name(self.shot.name)

    def write(self, folder: Path) -> Path:
        """Write clip.json into the folder, whole or not at all, and return its path."""
        path = folder / self.record
        record = {"schema": SCHEMA, **plain_values(asdict(self))}
        text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_text(text + "\n", encoding="utf-8")
        return unfinished.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Clip":
        """Read a clip.json.

        Raises:
            ClipError: not a clip.json, or one of another schema.
            OSError: no such file.
        """
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            schema = record.pop("schema")
            if schema != SCHEMA:
                raise ClipError(f"{path} has the schema {schema!r}, and {SCHEMA} can be read: film it again")
            return cls(
                **record
                | {
                    "shot": Shot.from_dict(record["shot"]),
                    "captions": tuple(record["captions"]),
                    "pixels": tuple(record["pixels"]),
                    "beats": tuple(_beat(beat) for beat in record["beats"]),
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError) as why:
            if isinstance(why, ClipError):
                raise
            raise ClipError(f"{path} is not the record of a clip ({why}): film it again") from why


def record_name(stem: str) -> str:
    """File name of the record that belongs to a film's file stem."""
    return f"{stem}.clip.json"


def plain_values(value: Any) -> Any:
    """The same value with words where JSON has no number."""
    if isinstance(value, dict):
        return {key: plain_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_values(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _beat(record: dict[str, Any]) -> BeatRecord:
    findings = tuple(Finding(**finding) for finding in record["findings"])
    return BeatRecord(**record | {"findings": findings, "warnings": tuple(record.get("warnings", ()))})
