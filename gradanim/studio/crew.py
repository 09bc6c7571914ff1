"""Works off a list of shots: each in a fresh process, all of them even if some fail.

manim keeps its settings in the process, so a film is the same whatever was filmed before it only in a process of its
own. The shots are taken one after another; whoever wants several at once starts several `_Worker`s.
"""

import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from gradanim.errors import FilmError, GradanimError
from gradanim.studio.clip import BeatRecord, Clip, ClipError, record_name
from gradanim.studio.film import Progress, film, rehearse
from gradanim.studio.shot import Shot
from gradanim.studio.workroom import remove_work, work_path

Ending = Literal["made", "unchanged", "rehearsed", "refused", "failed"]
Job = Literal["film", "rehearse"]


@dataclass(frozen=True)
class Outcome:
    """What became of a shot.

    Args:
        shot: which one.
        ending: "made", "unchanged" (everything is there already), "rehearsed", "refused" (what was typed makes no
            film) or "failed".
        took: seconds.
        clip: if there is one.
        beats: as rehearsed or filmed.
        reason: why it was refused or failed; several lines at times.
        log: where everything that was printed is kept, if it failed.
    """

    shot: Shot
    ending: Ending
    took: float = 0.0
    clip: Clip | None = None
    beats: tuple[BeatRecord, ...] = ()
    reason: str = ""
    log: Path | None = None


OnStart = Callable[[Shot], None]
OnProgress = Callable[[Shot, Progress], None]


def shoot(
    shots: Iterable[Shot],
    media: Path,
    *,
    force: bool = False,
    on_start: OnStart = lambda shot: None,
    on_progress: OnProgress = lambda shot, progress: None,
) -> Iterator[Outcome]:
    """Film the shots into the media folder and yield what became of each, as it is known.

    A KeyboardInterrupt ends the film that is being made and leaves no trace of it.

    Args:
        force: film also what is there already.
    """
    for shot in shots:
        try:
            there = None if force else filmed(shot, media)
        except GradanimError as why:  # no such scene
            yield Outcome(shot, "refused", reason=str(why))
            continue
        if there is not None:
            yield Outcome(shot, "unchanged", clip=there, beats=there.beats)
        else:
            on_start(shot)
            yield _Worker("film", shot, media).run(on_progress)


def check(
    shots: Iterable[Shot],
    media: Path,
    *,
    on_start: OnStart = lambda shot: None,
    on_progress: OnProgress = lambda shot, progress: None,
) -> Iterator[Outcome]:
    """Rehearse the shots and yield what became of each, as it is known; nothing is filmed."""
    for shot in shots:
        on_start(shot)
        yield _Worker("rehearse", shot, media).run(on_progress)


def filmed(shot: Shot, media: Path) -> Clip | None:
    """The clip of the shot, if it is there with all its files and was made by the sources and libraries of today.

    Raises:
        SceneLookupError: no such scene.
    """
    digest = shot.digest
    try:
        clip = Clip.read(media / record_name(shot.name))
    except (OSError, ClipError):
        return None
    is_whole = clip.digest == digest and all((media / file).is_file() for file in clip.files)
    return clip if is_whole else None


class _Worker:
    """A process that does one job for one shot."""

    def __init__(self, job: Job, shot: Shot, media: Path) -> None:
        self.shot, self.media = shot, media
        self.log = media / f"{shot.name}.log"
        spawn = multiprocessing.get_context("spawn")
        self.ours, theirs = spawn.Pipe(duplex=False)
        self.process = spawn.Process(target=_work, args=(job, shot, media, self.log, theirs), daemon=True)
        self.began = time.perf_counter()
        media.mkdir(parents=True, exist_ok=True)
        with _deaf_to_ctrl_c():
            self.process.start()
        theirs.close()  # or the end of the process would not be the end of the pipe

    def run(self, on_progress: OnProgress) -> Outcome:
        """Wait for the end, passing on how far it is."""
        try:
            outcome = self._listen(on_progress)
        except BaseException:
            self._end()
            raise
        self.process.join()
        if outcome.ending != "failed":
            self.log.unlink(missing_ok=True)
        return outcome

    def _listen(self, on_progress: OnProgress) -> Outcome:
        while True:
            try:
                message = self.ours.recv()
            except EOFError:
                return self._lost()
            if not isinstance(message, Progress):
                log = self.log if message["ending"] == "failed" else None
                return Outcome(self.shot, took=time.perf_counter() - self.began, log=log, **message)
            on_progress(self.shot, message)

    def _lost(self) -> Outcome:
        """The process ended without a word."""
        self.process.join()
        code = self.process.exitcode or 0
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        cure = "; this is what a lack of memory looks like" if code == -9 else ""
        remove_work(work_path(self.media, self.shot.name, self.process.pid or 0))
        return Outcome(
            self.shot, "failed", time.perf_counter() - self.began, reason=f"its process {how}{cure}", log=self.log
        )

    def _end(self) -> None:
        """Stop the process, which then removes what it has begun; if it does not, remove it here."""
        self.process.terminate()
        self.process.join(timeout=5)
        self.process.kill()
        self.process.join()
        self.log.unlink(missing_ok=True)
        remove_work(work_path(self.media, self.shot.name, self.process.pid or 0))


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here does not hear Ctrl-C, which reaches all processes of a terminal: its parent ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may decide this, and only it hears Ctrl-C
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(job: Job, shot: Shot, media: Path, log: Path, pipe: "Connection[Any, Any]") -> None:
    """Do the job in this process, and say how it went; the last message is the arguments of an Outcome."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    _write_output_to(log)
    try:
        if job == "film":
            clip = film(shot, media, pipe.send)
            pipe.send({"ending": "made", "clip": clip, "beats": clip.beats})
        else:
            pipe.send({"ending": "rehearsed", "beats": rehearse(shot, pipe.send)})
    except BrokenPipeError:
        pass  # nobody is waiting any more
    except BaseException as why:
        traceback.print_exc()
        sys.stderr.flush()
        is_refused = isinstance(why, GradanimError) and not isinstance(why, FilmError)
        reason = str(why) if isinstance(why, GradanimError) else f"{type(why).__name__}: {why}{_place(why, shot)}"
        with suppress(BrokenPipeError):
            pipe.send({"ending": "refused" if is_refused else "failed", "reason": reason})


def _leave(number: int, frame: object) -> None:
    """End like any other failure, so that everything is cleared away."""
    sys.exit(1)


def _write_output_to(log: Path) -> None:
    """Send everything this process prints, and the libraries in it, to a file: the terminal belongs to the parent."""
    sys.stdout.flush()
    sys.stderr.flush()
    with log.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)


def _place(why: BaseException, shot: Shot) -> str:
    """Where in the scene's own file it happened, if there."""
    from gradanim.studio.catalogue import find

    with suppress(GradanimError):
        file = find(shot.scene).file
        lines = [frame.lineno for frame in traceback.extract_tb(why.__traceback__) if frame.filename == str(file)]
        if lines:
            return f" ({file.name}, line {lines[-1]})"
    return ""
