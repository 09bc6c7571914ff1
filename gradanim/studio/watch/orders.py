"""What passes between the page's server and the processes that play: orders one way, news the other."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gradanim.records.clip import Finding
from gradanim.records.shot import Shot
from gradanim.studio.watch.things import Thing


@dataclass(frozen=True)
class Order:
    """Play a film, from its beginning or from a place where the state of an earlier playing is kept.

    Args:
        film: number of the film in the page.
        run: number of the playing; its news carry it.
        shot: what to play.
        role: "rehearse" plays to the end without painting, keeps its state at the beginning of every beat, and paints
            the last picture of each; "paint" films one beat.
        text: of the file of the scene, as it was read; other than that of the state that is kept, the story goes on
            with it.
        known: what the beginnings of beats looked like to a playing that went on in the same way from there.
        folder: for the files made.
    """

    film: int
    run: int
    shot: Shot
    role: Literal["rehearse", "paint"]
    text: str
    folder: Path
    known: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Here:
    """A process has come up, or one that plays is waiting at the beginning of a beat for orders to go on from there.

    Args:
        run: of the playing that came there; 0 for the process that has only imported.
        beat: number of the beat; 0 for that process.
        pid: of the process.
        statement: of the story, that tells the beat, if the story can be taken up there with other words.
        state: a digest of all that the rest of the story depends on, as far as that can be seen.
    """

    run: int
    beat: int
    pid: int
    statement: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Started:
    """A process carries out an order."""

    run: int
    pid: int
    role: str


@dataclass(frozen=True)
class Begun:
    """A beat has begun."""

    run: int
    beat: int
    caption: str
    line: int


@dataclass(frozen=True)
class Glimpse:
    """The last picture of the first beat that is told, before anybody has looked at what leads there."""

    run: int
    beat: int
    picture: Path


@dataclass(frozen=True)
class Still:
    """The last picture of a beat is there, and what is where in it.

    Args:
        key: of all that was seen of the beat: equal keys mean equal films.
    """

    run: int
    beat: int
    key: str
    picture: Path
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Rehearsed:
    """A beat was played, and its claims measured."""

    run: int
    beat: int
    seconds: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Filmed:
    """The film of a beat is there."""

    run: int
    beat: int
    film: Path
    seconds: float


@dataclass(frozen=True)
class Told:
    """A story is told to its end; or from the beginning of a beat on it is as it was."""

    run: int
    beats: int
    as_before: bool = False


@dataclass(frozen=True)
class Broken:
    """A story could not be told.

    Args:
        text: why, in words.
        file: of the scene's own files, in which it was; None for elsewhere.
        line: of that file.
    """

    run: int
    beat: int
    text: str
    file: str | None
    line: int | None


News = Here | Started | Begun | Glimpse | Still | Rehearsed | Filmed | Told | Broken
