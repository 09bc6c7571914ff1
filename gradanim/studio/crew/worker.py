"""A process of its own for a job, and what is heard of it.

manim keeps its settings in the process, so a film is the same whatever was filmed before it only in a process of its
own. Where the system can, processes are forked from one that has imported manim and has done nothing else: they begin
in a few milliseconds instead of two seconds, and as clean.
"""

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeAlias

from gradanim.errors import FilmError, GradanimError
from gradanim.records.shot import Shot
from gradanim.studio.crew.troubles import explained
from gradanim.studio.mistakes import told

Pipe: TypeAlias = "Connection[Any, Any]"
Job = Callable[..., None]

_PRELOADED = ["gradanim.studio.preloaded"]
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@dataclass(frozen=True)
class Failure:
    """A job was not done.

    Args:
        refused: what was typed makes no film; else something broke.
        reason: why; several lines at times.
    """

    refused: bool
    reason: str


class Worker:
    """A process that does a job: `job(pipe, shot, *arguments)`, a function of a module.

    Args:
        log: everything it prints is added there.
        media: the folder of the films, for complaints about the disk.

    Attributes:
        pipe: what it has to say, a Failure if it comes to that, and the way to answer it.
    """

    def __init__(self, job: Job, shot: Shot, *arguments: Any, log: Path, media: Path) -> None:
        context: Any = multiprocessing.get_context(_METHOD)
        self.pipe, theirs = context.Pipe()
        given = (job, shot, arguments, log, media, theirs, dict(os.environ))
        self.process = context.Process(target=_work, args=given, daemon=True)
        begin_importing()
        with deaf_to_ctrl_c(), _finding_us():
            self.process.start()
        theirs.close()  # or the end of the process would not be the end of the pipe

    @property
    def number(self) -> int:
        """Of the process."""
        return self.process.pid or 0

    def last_words(self) -> str:
        """How a process ended that said nothing."""
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"its process ended with code {code}"
        cure = "; this is what a lack of memory looks like" if code == -signal.SIGKILL else ""
        return f"its process was killed by {signal.Signals(-code).name}{cure}"

    def write_down(self) -> None:
        """Wait until a process that has failed has written down how, if it can."""
        self.process.join(timeout=2)

    def end(self) -> None:
        """End the process at once; what it has begun is its owner's to clear away."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def begin_importing() -> None:
    """Let the process that workers are forked from import beside whatever else there is to do, where there is one."""
    if _METHOD == "forkserver":
        from multiprocessing.forkserver import ensure_running

        with deaf_to_ctrl_c(), _finding_us():
            multiprocessing.set_forkserver_preload(_PRELOADED)
            ensure_running()


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Nothing here is interrupted by Ctrl-C; nor is what is started here, which its parent ends."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may decide this, and only it hears Ctrl-C
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _finding_us() -> Iterator[None]:
    """Let the process that imports beforehand find this package, wherever the command is run."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[3]), *([before] if before else [])])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _work(
    job: Job, shot: Shot, arguments: tuple[Any, ...], log: Path, media: Path, pipe: Pipe, environment: dict[str, str]
) -> None:
    """Do the job in this process, and say what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if _METHOD != "spawn":  # locks that a library makes are then gone with this process, also when it is killed
        multiprocessing.set_start_method("fork", force=True)
    os.environ.clear()
    os.environ.update(environment)
    try:
        _write_output_to(log)
        job(pipe, shot, *arguments)
    except (BrokenPipeError, EOFError, ConnectionResetError):
        pass  # nobody is waiting any more
    except BaseException as why:
        is_refused = isinstance(why, GradanimError) and not isinstance(why, FilmError)
        with suppress(OSError):
            pipe.send(Failure(is_refused, explained(why, media) or told(why)))
        with suppress(OSError):  # a full disk has no room for this either
            traceback.print_exc()
            sys.stderr.flush()


def _write_output_to(log: Path) -> None:
    """Send everything this process prints, and the libraries in it, to a file: the terminal belongs to the parent."""
    sys.stdout.flush()
    sys.stderr.flush()
    with log.open("a", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
