"""How far films are, and how long they still take, as far as anyone can know."""

import time
from collections.abc import Callable

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.progress import Progress

TOO_EARLY = 0.05
"""The share of the work before which nobody can say how long the rest takes."""

SLOWEST = 0.01
"""Frames a second below which nothing has been painted yet."""


class Pace:
    """Follows a batch of films.

    Args:
        number: of films.
        clock: tells seconds.

    Attributes:
        done: films that have ended, in whatever way.
    """

    def __init__(self, number: int, clock: Callable[[], float] = time.perf_counter) -> None:
        self.number, self.done = number, 0
        self._clock, self._began = clock, clock()
        self._idle = 0  # of those that have ended, the ones that took no time
        self._under_way: dict[Shot, float] = {}

    @property
    def took(self) -> float:
        """Seconds since the batch was begun."""
        return self._clock() - self._began

    @property
    def left(self) -> float | None:
        """Seconds to the end of the batch, by what the films so far took; None when it is too early to say."""
        work = self.number - self._idle
        share = (self.done - self._idle + sum(self._under_way.values())) / max(work, 1)
        return self.took * (1 / share - 1) if share >= TOO_EARLY else None

    def progress(self, shot: Shot, far: Progress) -> None:
        """A film goes on."""
        self._under_way[shot] = share(shot, far)

    def finish(self, outcome: Outcome) -> None:
        """A film has ended."""
        self._under_way.pop(outcome.shot, None)
        self.done += 1
        self._idle += outcome.took == 0


def share(shot: Shot, far: Progress) -> float:
    """How much of a film is made, from 0 to 1: by its frames, or by its beats where nobody knows how long it gets."""
    if far.total:
        return min(far.frames / far.total, 1.0)
    return max(far.beat - 0.5, 0) / max(beats_written(shot), far.beat, 1)


def left(shot: Shot, far: Progress) -> float | None:
    """Seconds to the end of a film at its pace so far; None when it is too early to say."""
    if far.fps < SLOWEST or not far.frames or (not far.total and far.beat < 2):
        return None
    return max((far.total or far.frames / share(shot, far)) - far.frames, 0) / far.fps


def beats_written(shot: Shot) -> int:
    """Beats in the scene's file; a story that takes one of two ways plays fewer, one that repeats some plays more."""
    try:
        return find(shot.scene).beats
    except GradanimError:
        return 0
