"""A film that is made in shares, on workers elsewhere: what is there of it, and how far it is."""

import time
from collections import Counter
from collections.abc import Mapping
from math import ceil
from typing import Any

from gradanim.records.shot import Shot
from gradanim.studio.cluster.remote import Task
from gradanim.studio.crew.batch import Ending, Outcome
from gradanim.studio.progress import At, Tally
from gradanim.studio.takes import Footage
from gradanim.studio.terminal.pace import beats_written


class Making:
    """One film under way.

    Args:
        shot: which.
        tasks: its shares, from 1.
        priority: higher ones go first.

    Attributes:
        futures: of the tasks.
        tries: how often a share has failed, and not by fault of the film.
        footage: the shares that are there.
    """

    def __init__(self, shot: Shot, tasks: Mapping[int, Task], priority: int) -> None:
        self.shot, self.tasks, self.priority = shot, tasks, priority
        self.tally = Tally(shot.frame_rate)
        self.futures: dict[int, Any] = {}
        self.tries: Counter[int] = Counter()
        self.footage: dict[int, Footage] = {}
        self._began: float | None = None
        self._at: dict[int, At] = {}

    @property
    def is_whole(self) -> bool:
        """Whether all shares are there."""
        return self.footage.keys() == self.tasks.keys()

    def begin(self) -> bool:
        """Somebody is at work; whether this is the first that is heard of it."""
        if self._began is not None:
            return False
        self._began = self.tally.began = time.perf_counter()
        return True

    def move(self, share: int, at: At) -> None:
        """A share goes on."""
        last = self._at.get(share)
        if last is not None and last.painting and last.beat != at.beat:
            self.tally.finish(last.beat, last.frames, kept=False)
        self._at[share] = at
        self.tally.move(share, at)

    def arrive(self, share: int, footage: Footage) -> None:
        """A share is there."""
        self.footage[share] = footage
        self.tally.leave(share)
        self.tally.total = sum(footage.outline.frames)
        for take, _ in footage.takes:
            self.tally.finish(take.beat, take.frames, kept=False)

    def outcome(self, ending: Ending, **more: Any) -> Outcome:
        """What became of it."""
        now = time.perf_counter()
        return Outcome(self.shot, ending, now - (self._began or now), **more)


def shares_of(shot: Shot, films: int, workers: int, *, only_check: bool) -> int:
    """In how many shares to film: as many as there are workers for each film, and beats in it.

    Every share plays the whole story, so that more of them than workers only cost time.
    """
    if only_check or shot.format == "png":
        return 1
    return max(1, min(ceil(workers / films), beats_written(shot)))
