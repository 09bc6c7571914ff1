"""What becomes of a shot, and what anything that makes one can be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from gradanim.records.clip import BeatRecord, Clip
from gradanim.records.shot import Shot
from gradanim.studio.crew.worker import Worker
from gradanim.studio.progress import Progress

Ending = Literal["made", "unchanged", "rehearsed", "refused", "failed"]


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
        kept: beats taken from earlier runs.
        notes: what went wrong on the way, although all is well now.
    """

    shot: Shot
    ending: Ending
    took: float = 0.0
    clip: Clip | None = None
    beats: tuple[BeatRecord, ...] = ()
    reason: str = ""
    log: Path | None = None
    kept: int = 0
    notes: tuple[str, ...] = ()


class Making(Protocol):
    """Whatever is being made of a shot by processes."""

    shot: Shot
    workers: list[Worker]

    def hear(self, worker: Worker) -> Outcome | None:
        """Take in what a process has to say; the outcome, once it is known."""

    def wants_help(self) -> bool:
        """Whether one more process would make it faster."""

    def start(self) -> None:
        """Start a process."""

    def close(self) -> None:
        """End all processes and clear away what they have begun."""


@dataclass(frozen=True)
class Listeners:
    """Who is told how a film goes on."""

    on_progress: Callable[[Shot, Progress], None]
    on_trouble: Callable[[Shot, str], None]
