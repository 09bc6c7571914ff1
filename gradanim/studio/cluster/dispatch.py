"""Hands shares of films to the workers of a cluster, hears how far they are, and joins what comes back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot
from gradanim.studio.cluster.making import Making, shares_of
from gradanim.studio.cluster.remote import Task, Wrong, work
from gradanim.studio.crew.batch import OnProgress, OnStart, OnTrouble, Outcome
from gradanim.studio.edit import edit
from gradanim.studio.progress import At
from gradanim.studio.takes import Footage

LOOK_EVERY = 5.0
"""Seconds without a word after which to see whether anybody is still there."""

TRIES = 2
"""How often a share is filmed when something fails that no film is to blame for.

Dask itself gives the tasks of a worker that was lost to another one, up to three times.
"""


class ClusterError(GradanimError, RuntimeError):
    """There is no such cluster, or it would make other films."""


@dataclass(frozen=True)
class Listeners:
    """Who is told that a film is begun, goes on, or is tried once more."""

    on_start: OnStart
    on_progress: OnProgress
    on_trouble: OnTrouble


class Dispatch:
    """One run on a cluster.

    Args:
        client: connected to the scheduler.
        media: where films are put.
        only_check: only measure the claims.
    """

    def __init__(self, client: Any, media: Path, listeners: Listeners, *, only_check: bool) -> None:
        self.client, self.media, self.listeners, self.only_check = client, media, listeners, only_check
        self.topic = f"gradanim-{uuid4().hex}"
        self.makings: dict[str, Making] = {}
        self.news: SimpleQueue[tuple[str, int, Any]] = SimpleQueue()  # filled by threads of Dask's
        client.subscribe_topic(self.topic, self._hear)

    def send(self, shots: Sequence[Shot], made_with: Mapping[str, Mapping[str, str]], workers: int) -> None:
        """Queue the films, the first ones first; where there are more workers than films, in shares."""
        for number, shot in enumerate(shots):
            shares = range(1, shares_of(shot, len(shots), workers, only_check=self.only_check) + 1)
            tasks = {
                share: Task(shot, share, len(shares), made_with[shot.scene], self.topic, self.only_check)
                for share in shares
            }
            making = self.makings[shot.name] = Making(shot, tasks, -number)
            for share in shares:
                self._submit(making, share)

    def outcomes(self) -> Iterator[Outcome]:
        """What became of the films, as it is known.

        Raises:
            ClusterError: the scheduler is gone.
        """
        while self.makings:
            try:
                name, share, news = self.news.get(timeout=LOOK_EVERY)
            except Empty:
                self._look()
                continue
            making = self.makings.get(name)
            if making is None:
                continue
            if isinstance(news, At):
                self._move(making, share, news)
            elif news is making.futures.get(share) and (outcome := self._end(making, share, news)) is not None:
                del self.makings[name]
                self._cancel(making)
                yield outcome

    def close(self) -> None:
        """Cancel what has not ended."""
        for making in self.makings.values():
            self._cancel(making)

    def _submit(self, making: Making, share: int) -> None:
        name = making.shot.name
        key = f"{name}-{share}of{len(making.tasks)}-{uuid4().hex[:8]}"
        future = self.client.submit(work, making.tasks[share], key=key, pure=False, priority=making.priority)
        making.futures[share] = future
        future.add_done_callback(lambda done: self.news.put((name, share, done)))

    def _cancel(self, making: Making) -> None:
        unfinished = [future for future in making.futures.values() if not future.done()]
        if unfinished and self.client.status == "running":
            self.client.cancel(unfinished, force=True)
        making.futures.clear()

    def _hear(self, event: tuple[float, list[Any]]) -> None:
        _, (name, share, *at) = event
        self.news.put((name, share, At(*at)))

    def _look(self) -> None:
        if self.client.status != "running":
            raise ClusterError("the scheduler is gone: what was finished is there, the same command goes on from here")
        if not self.client.nthreads():
            for making in self.makings.values():
                self.listeners.on_trouble(making.shot, "all workers are gone; waiting for one")
                break

    def _move(self, making: Making, share: int, at: At) -> None:
        if making.begin():
            self.listeners.on_start(making.shot)
        if share not in making.footage:  # else a report that came late
            making.move(share, at)
            self.listeners.on_progress(making.shot, making.tally.progress())

    def _end(self, making: Making, share: int, future: Any) -> Outcome | None:
        """A share has ended; what became of the film, if that is known now."""
        if making.begin():
            self.listeners.on_start(making.shot)
        if future.status != "finished":
            return self._failed(making, share, future)
        result = future.result()
        if isinstance(result, Wrong):
            return making.outcome(result.ending, reason=result.reason)
        if not isinstance(result, Footage):
            return making.outcome("rehearsed", beats=result)
        making.arrive(share, result)
        if not making.is_whole:
            self.listeners.on_progress(making.shot, making.tally.progress())
            return None
        try:
            clip = edit(making.footage.values(), self.media)
        except GradanimError as why:
            return making.outcome("failed", reason=str(why))
        return making.outcome("made", clip=clip, beats=clip.beats)

    def _failed(self, making: Making, share: int, future: Any) -> Outcome | None:
        why = future.exception() if future.status == "error" else None
        if type(why).__name__ == "KilledWorker":
            reason = "every worker that had it was lost; this is what a lack of memory looks like"
            return making.outcome("failed", reason=reason)
        reason = f"{type(why).__name__}: {why}" if why else f"its task was {future.status}"
        making.tries[share] += 1
        if making.tries[share] >= TRIES:
            return making.outcome("failed", reason=reason)
        self.listeners.on_trouble(making.shot, f"{reason}; tried once more")
        self._submit(making, share)
        return None
