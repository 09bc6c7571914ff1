"""How far a film is, however many processes are at work on it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

REPORT_EVERY = 0.1
"""Seconds between two reports of progress."""


@dataclass(frozen=True)
class Progress:
    """How far a film is.

    Args:
        beat: number of the furthest beat that anybody has come to, from 1; it never falls.
        caption: of that beat.
        frames: made so far, those that were kept from earlier runs included.
        seconds: of film made so far.
        fps: frames made a second since the film was begun, without those that were kept.
        total: how many frames the film will have, once somebody has come to its end.
        kept: beats taken from earlier runs.
    """

    beat: int
    caption: str
    frames: int
    seconds: float
    fps: float
    total: int | None = None
    kept: int = 0


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class At:
    """Where one process is: so many frames into a beat, which it paints or only plays."""

    beat: int
    caption: str
    frames: int
    painting: bool


@dataclass
class Tally:
    """Adds up what the processes at work on a film report.

    Args:
        frame_rate: of the film, frames a second.
    """

    frame_rate: float
    began: float = field(default_factory=time.perf_counter)
    total: int | None = None
    _at: dict[int, At] = field(default_factory=dict)
    _done: dict[int, int] = field(default_factory=dict)
    _kept: dict[int, int] = field(default_factory=dict)
    _most: int = 0
    _furthest: At = At(0, "", 0, False)

    def move(self, process: int, at: At) -> None:
        """A process goes on."""
        self._at[process] = at
        if at.beat >= self._furthest.beat:  # processes film other beats each: who ends first may be the furthest
            self._furthest = at

    def leave(self, process: int) -> None:
        """A process has ended."""
        self._at.pop(process, None)

    def finish(self, beat: int, frames: int, *, kept: bool) -> None:
        """A beat is there."""
        (self._kept if kept else self._done)[beat] = frames

    @property
    def kept(self) -> int:
        """Beats taken from earlier runs."""
        return len(self._kept)

    def progress(self) -> Progress:
        """How far the film is. The number of frames never falls, also when a process is lost."""
        ready = {*self._done, *self._kept}
        under_way = {at.beat: at.frames for at in self._at.values() if at.painting and at.beat not in ready}
        painted = sum(self._done.values()) + sum(under_way.values())
        self._most = max(self._most, painted + sum(self._kept.values()))
        passed = max(time.perf_counter() - self.began, 1e-9)
        at, made = self._furthest, self._most
        return Progress(at.beat, at.caption, made, made / self.frame_rate, painted / passed, self.total, self.kept)
