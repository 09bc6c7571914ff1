"""Works off a list of shots: several at once, each in processes of its own, all of them even if some fail.

Films are made side by side; where there are more processes than films, several make one film together.
"""

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory

from gradanim.errors import FilmError, GradanimError
from gradanim.records.clip import Clip, ClipError, record_name
from gradanim.records.shot import Shot
from gradanim.studio.crew.outcome import Ending, Listeners, Making, Outcome
from gradanim.studio.crew.production import Production
from gradanim.studio.crew.rehearsal import Rehearsal
from gradanim.studio.crew.store import Store
from gradanim.studio.crew.troubles import explained
from gradanim.studio.crew.worker import Worker, deaf_to_ctrl_c
from gradanim.studio.mistakes import told
from gradanim.studio.progress import Progress
from gradanim.studio.sources import digest_of
from gradanim.studio.workroom import Busy

__all__ = ["Ending", "OnProgress", "OnStart", "OnTrouble", "Outcome", "check", "cores", "filmed", "shoot", "store_of"]

OnStart = Callable[[Shot], None]
OnProgress = Callable[[Shot, Progress], None]
OnTrouble = Callable[[Shot, str], None]

PATIENCE = 0.3
"""Seconds between two looks at whether another process is done with a film that is made there."""


def shoot(
    shots: Iterable[Shot],
    media: Path,
    *,
    force: bool = False,
    jobs: int | None = None,
    on_start: OnStart = lambda shot: None,
    on_progress: OnProgress = lambda shot, progress: None,
    on_trouble: OnTrouble = lambda shot, text: None,
) -> Iterator[Outcome]:
    """Film the shots into the media folder and yield what became of each, as it is known.

    Beats that were filmed before and would look the same are not filmed again. A film that another process is making
    in the same folder is waited for. When the iterator is closed, or a KeyboardInterrupt leaves it, what was begun is
    cleared away, but for the beats that are finished.

    Args:
        force: film also what is there already.
        jobs: processes at once; None are as many as there are cores to pay off.
    """
    media = media.absolute()
    store = store_of(media)
    listeners = Listeners(on_progress, on_trouble)

    def begin(shot: Shot) -> Making | Outcome:
        there = None if force else filmed(shot, media)
        if there is not None:
            return Outcome(shot, "unchanged", clip=there, beats=there.beats)
        return Production(shot, media, store, listeners, force=force)

    yield from _work_off(shots, begin, media, jobs or cores(), on_start)


def check(
    shots: Iterable[Shot],
    media: Path,
    *,
    jobs: int | None = None,
    on_start: OnStart = lambda shot: None,
    on_progress: OnProgress = lambda shot, progress: None,
) -> Iterator[Outcome]:
    """Rehearse the shots and yield what became of each, as it is known; nothing is filmed."""
    media = media.absolute()
    listeners = Listeners(on_progress, lambda shot, text: None)
    with TemporaryDirectory(prefix="gradanim-") as logs:

        def begin(shot: Shot) -> Making:
            return Rehearsal(shot, media, Path(logs, f"{shot.name}.log"), listeners)

        for outcome in _work_off(shots, begin, media, jobs or cores(), on_start):
            if outcome.log is not None:
                media.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(outcome.log, media / outcome.log.name)
                outcome = replace(outcome, log=media / outcome.log.name)
            yield outcome


def filmed(shot: Shot, media: Path) -> Clip | None:
    """The clip of the shot, if it is there with all its files and was made by the sources and libraries of today.

    Raises:
        SceneLookupError: no such scene.
    """
    digest = digest_of(shot)
    try:
        clip = Clip.read(media / record_name(shot.name))
    except (OSError, ClipError):
        return None
    is_whole = clip.digest == digest and all(_is_there(media / file) for file in clip.files)
    return clip if is_whole else None


def _is_there(file: Path) -> bool:
    """Whether a file of a clip is there; an empty one is what a full disk or a broken copy has left."""
    return file.is_file() and file.stat().st_size > 0


def store_of(media: Path) -> Store:
    """Where the beats of films in this folder are kept."""
    return Store(media / ".beats")


def cores() -> int:
    """How many processes pay off: as many as there are cores for us, but for what the memory holds."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):  # a container may have a share of the cores only: "150000 100000", or "max ..."
        quota, period = map(int, CONTAINER.read_text().split())
        count = min(count, max(1, round(quota / period)))
    with suppress(OSError, ValueError, AttributeError):
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        count = min(count, max(1, memory // MEMORY))
    return count


CONTAINER = Path("/sys/fs/cgroup/cpu.max")

MEMORY = 3 * 2**29
"""Bytes of the machine's memory for a process: the largest films take a gigabyte."""


def _work_off(
    shots: Iterable[Shot],
    begin: Callable[[Shot], Making | Outcome],
    media: Path,
    jobs: int,
    on_start: OnStart,
) -> Iterator[Outcome]:
    waiting, busy = deque(shots), deque[Shot]()
    running: list[Making] = []
    try:
        while waiting or busy or running:
            at_work = sum(len(making.workers) for making in running)
            if at_work < jobs and (waiting or busy):
                shot = (waiting or busy).popleft()
                try:
                    begun = begin(shot)
                except Busy:
                    busy.append(shot)
                    if not waiting and not running:
                        time.sleep(PATIENCE)
                except (GradanimError, OSError) as why:
                    yield _not_begun(shot, why, media)
                else:
                    if isinstance(begun, Outcome):
                        yield begun
                    else:
                        running.append(begun)
                        on_start(shot)
                        begun.start()
                if waiting:
                    continue
            elif at_work < jobs and (in_need := [making for making in running if making.wants_help()]):
                min(in_need, key=lambda making: len(making.workers)).start()
                continue
            for making, outcome in _heard(running, PATIENCE if busy or at_work < jobs else None):
                running.remove(making)
                yield outcome
    finally:
        with deaf_to_ctrl_c():
            for making in running:
                making.close()


def _heard(running: list[Making], patience: float | None) -> Iterator[tuple[Making, Outcome]]:
    """Listen to all processes until one has said something; what became of the shots that are finished by it."""
    speakers: dict[object, tuple[Making, Worker]] = {
        worker.pipe: (making, worker) for making in running for worker in making.workers
    }
    if not speakers:
        return
    for pipe in wait([worker.pipe for _, worker in speakers.values()], patience):
        making, worker = speakers[pipe]
        if worker in making.workers and (outcome := making.hear(worker)) is not None:
            yield making, outcome


def _not_begun(shot: Shot, why: Exception, media: Path) -> Outcome:
    if isinstance(why, GradanimError) and not isinstance(why, FilmError):  # no such scene
        return Outcome(shot, "refused", reason=str(why))
    return Outcome(shot, "failed", reason=explained(why, media) or told(why))
