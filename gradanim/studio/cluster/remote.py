"""What a worker of a cluster does: it films its share of a film, if it would make the same film as whoever asks.

manim's configuration is global to a process, and Dask runs tasks in threads: a worker has one thread only.
"""

import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from gradanim.errors import FilmError, GradanimError
from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot
from gradanim.studio.film import rehearse
from gradanim.studio.footage import shoot_beats
from gradanim.studio.mistakes import told
from gradanim.studio.progress import At
from gradanim.studio.sources import fingerprint, package_sources
from gradanim.studio.takes import Footage

STARTED_WITH = package_sources()
"""Hashes of the sources when this process read them: what it runs, even if the files have changed since."""

REPORT_EVERY = 0.5
"""Seconds between two reports over the network."""


@dataclass(frozen=True)
class Task:
    """A share of a film.

    Args:
        shot: of which film.
        share: which share, from 1.
        shares: of how many; beats are dealt out like cards.
        made_with: the fingerprint of the scene where the film is wanted.
        topic: what reports are sent under.
        only_check: only measure the claims.
    """

    shot: Shot
    share: int
    shares: int
    made_with: Mapping[str, str]
    topic: str
    only_check: bool = False


@dataclass(frozen=True)
class Wrong:
    """Why there is no footage, and no other worker would have any."""

    ending: Literal["refused", "failed"]
    reason: str


class Abandoned(Exception):
    """The film was stopped where it is wanted."""


def work(task: Task) -> Footage | tuple[BeatRecord, ...] | Wrong:
    """Film the share, or, where it is only checked, play the story and return its beats.

    Raises:
        Exception: anything but what the film itself is to blame for: another worker may do better.
    """
    from distributed import get_worker

    if differs := differences({task.shot.scene: task.made_with}, get_worker()):
        return Wrong("failed", f"a worker would make another film: {differs}")
    for module in [name for name in sys.modules if name.startswith("scenes.")]:
        del sys.modules[module]  # scenes may have changed since the last task, and may extend one another
    try:
        if task.only_check:
            return rehearse(task.shot)
        return shoot_beats(task.shot, range(task.share, 10**6, task.shares), on_move=_report(task))
    except FilmError as why:
        return Wrong("failed", told(why))
    except GradanimError as why:
        return Wrong("refused", str(why))


def differences(made_with: Mapping[str, Mapping[str, str]], dask_worker: Any) -> str:
    """Why this process would make other films; empty if it would not.

    Args:
        made_with: fingerprints where the films are wanted, by scene.
        dask_worker: who runs this; Dask itself gives it by this name.
    """
    if (threads := dask_worker.state.nthreads) != 1:
        return f"it has {threads} threads, and a film needs a process of its own: start it with --nthreads 1"
    found: dict[str, str] = {}
    here = package_sources()
    for place in STARTED_WITH:
        if here.get(place) != STARTED_WITH[place]:
            found[place] = f"{place} has changed since it was started"
    for scene, wanted in made_with.items():
        try:
            own = fingerprint(scene)
        except GradanimError as why:
            return str(why)
        for place in sorted(wanted.keys() | own.keys()):
            if wanted.get(place) != own.get(place):
                found.setdefault(place, _difference(place, wanted.get(place), own.get(place)))
    return "; ".join([*list(found.values())[:4], *([f"and {len(found) - 4} more"] if len(found) > 4 else [])])


def _difference(place: str, wanted: str | None, own: str | None) -> str:
    if place.endswith(".py") or "/" in place:
        return f"{place} is {'missing' if own is None else 'new' if wanted is None else 'another'} there"
    return f"{place} is {own} there and {wanted} here"


def _report(task: Task) -> Callable[[At], None]:
    """Send how far the share is, not more often than is worth it; and stop when nobody waits for it any more."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    last = At(0, "", 0, False)
    sent = -REPORT_EVERY
    held: list[At] = []  # the latest that was too soon to send: with it, a beat is known to its last frame

    def report(at: At) -> None:
        nonlocal last, sent
        now = time.monotonic()
        begins = at.beat != last.beat
        last = at
        if not begins and now - sent < REPORT_EVERY:
            held[:] = [at]
            return
        state = worker.state.tasks.get(key)
        if state is None or state.state == "cancelled":
            raise Abandoned
        for late in (*held, at) if begins else (at,):
            place = [late.beat, late.caption, late.frames, late.painting]
            worker.log_event(task.topic, [task.shot.name, task.share, *place])
        held.clear()
        sent = now

    return report
