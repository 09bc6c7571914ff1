"""A film as the page shows it, and what is known of how it came about."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gradanim.records.clip import Finding, plain_values
from gradanim.records.shot import Shot
from gradanim.studio.watch.orders import Here
from gradanim.studio.watch.seeds import Line
from gradanim.studio.watch.story_source import StorySource
from gradanim.studio.watch.things import Thing

KEPT = 200  # films of beats


@dataclass(frozen=True)
class Seed:
    """A process that waits at the beginning of a beat; `source` is what its story is told by."""

    line: Line
    here: Here
    source: StorySource


@dataclass(frozen=True)
class Trouble:
    """Why a film is not what its source says, and where: a file, and a line of it."""

    text: str
    file: str = ""
    line: int | None = None
    beat: int = 0


@dataclass(frozen=True)
class Beat:
    """A beat in the page.

    Args:
        number: from 1.
        caption: its sentence.
        line: of the scene's file.
        still: name of its last picture.
        film: name of its film; none while that is made.
        filmed_in: number of the playing that it was filmed for.
        key: of what is seen of it.
        seconds: how long it lasts.
        findings: of its claims.
        things: what is where in its last picture.
        is_current: whether all that is of the present source.
    """

    number: int
    caption: str = ""
    line: int = 0
    still: str | None = None
    film: str | None = None
    filmed_in: int = 0
    key: str = ""
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    things: tuple[Thing, ...] = ()
    is_current: bool = False

    def shown(self) -> dict[str, Any]:
        """For the page."""
        names = ("number", "caption", "line", "still", "film", "seconds", "is_current")
        claims = [
            {
                "name": found.name, "expected": found.due, "measured": found.found, "unit": found.unit,
                "tolerance": f"{found.tolerance:.2g}", "holds": found.holds,
            }
            for found in self.findings
        ]  # fmt: skip
        return {**{name: getattr(self, name) for name in names}, "claims": claims}


@dataclass
class FilmOnPage:
    """A film that is shown.

    Attributes:
        takes: names of the settings that can be changed in the page.
        source: by which it is told, or was last told.
        run: number of the playing that is under way, or was the last.
        player: the process that plays it; 0 until that is known.
        painters: the processes that film beats of it, and which.
        reworded: beats whose sentence is another one since the playing before.
        to_film: beats that are to be filmed.
        present: beats whose seeds wait in the present telling.
        films: of beats, by their keys.
        changed: the first beat that the last playing has found to look other than before.
        is_whole: whether the last playing came to its end.
        whole: the source that was last told to its end.
        touched: beats that were told by another one since then.
        is_waiting: for other films to be played.
    """

    number: int
    shot: Shot
    file: Path
    takes: tuple[str, ...] = ()
    source: StorySource | None = None
    run: int = 0
    beats: dict[int, Beat] = field(default_factory=dict)
    seeds: dict[int, Seed] = field(default_factory=dict)
    player: int | None = None
    painters: dict[int, int] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)
    changed: int | None = None
    reworded: set[int] = field(default_factory=set)
    to_film: list[int] = field(default_factory=list)
    films: dict[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None
    is_whole: bool = False
    whole: StorySource | None = None
    touched: set[int] = field(default_factory=set)
    is_waiting: bool = False

    def change(self, number: int, **facts: Any) -> Beat:
        """Something new is known of a beat."""
        self.beats[number] = beat = replace(self.beats.get(number, Beat(number)), **facts)
        return beat

    def shown(self) -> dict[str, Any]:
        """For the page."""
        said = {
            "number": self.number,
            "name": self.shot.name,
            "scene": self.shot.scene,
            "file": str(self.file),
            "size": self.shot.pixels,
            "settings": typed(self.shot),
            "takes": self.takes,
            "trouble": None if self.trouble is None else vars(self.trouble),
            "is_busy": not self.is_whole,
            "changed": self.changed,
            "beats": [self.beats[number].shown() for number in sorted(self.beats)],
        }
        return dict(plain_values(said))

    @property
    def told_by(self) -> StorySource:
        """The source, which is known as soon as anything is played."""
        assert self.source is not None
        return self.source

    def leave_alone(self) -> None:
        """All processes have ended."""
        self.seeds.clear()
        self.present.clear()
        self.painters.clear()
        self.player, self.is_whole, self.whole = None, False, None

    def forget_films(self) -> None:
        """Keep some films of beats, for what is taken back, but not all that ever were."""
        self.films = dict(list(self.films.items())[-KEPT:])

    @property
    def files(self) -> set[str | None]:
        """Names of all files that are shown, or may be again."""
        shown = {name for beat in self.beats.values() for name in (beat.still, beat.film)}
        return shown | set(self.films.values())

    def seed_for(self, source: StorySource) -> Seed | None:
        """The latest state from which the story can go on in other words; None where it has to begin anew.

        What is shown of the beats before it is of the present source, and so of the other one.
        """
        old = min((beat.number for beat in self.beats.values() if not beat.is_current), default=len(self.beats) + 1)
        seeds = (seed for seed in self._later_first() if seed.here.beat <= old)
        return next((seed for seed in seeds if _can_go_on(seed, source)), None)

    def known_after(self, number: int, source: StorySource) -> dict[int, str]:
        """The states at the beginnings of later beats from where on another version is told as the last whole one."""
        if not self.whole:
            return {}
        known = {}
        for seed in self._later_first():
            index = seed.here.statement
            is_of_it = seed.source.text == self.whole.text and seed.here.beat > max(self.touched, default=0)
            if index is None or seed.here.beat <= number or not is_of_it:
                continue
            there = len(source.statements) - (len(self.whole.statements) - index)
            if there > 0 and source.goes_on_alike(self.whole, there, index):
                known[seed.here.beat] = seed.here.state
        return known

    def _later_first(self) -> Iterator[Seed]:
        yield from (self.seeds[number] for number in sorted(self.seeds, reverse=True))


def typed(shot: Shot) -> dict[str, str]:
    """What a film is about, as it would be typed."""
    said = {name: getattr(shot, name) for name in ("function", "constraint", "field")}
    said |= {name: ",".join(f"{c:g}" for c in getattr(shot, name) or ()) for name in ("at", "direction")}
    if shot.domain is not None:
        ends = [f"{end:g}" for end in shot.domain.borders]
        said["domain"] = ",".join(":".join(side) for side in zip(ends[::2], ends[1::2], strict=True))
    return {name: text for name, text in said.items() if text}


def _can_go_on(seed: Seed, source: StorySource) -> bool:
    index = seed.here.statement
    return index is not None and seed.source.told_alike(source, index)
