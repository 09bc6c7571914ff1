"""Who is told how a batch of films goes: nobody, or a log. `screen` has the one for people, `events` for programs."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from rich.console import Console

from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.progress import Progress
from gradanim.studio.terminal.pace import Pace
from gradanim.studio.terminal.summaries import WORDS, how_far, reasons, result, summary, warnings
from gradanim.studio.terminal.tables import false_claims, show_findings, write

LOG_EVERY = 10.0
"""Seconds between two lines of a log about one film."""


@dataclass(frozen=True)
class Batch:
    """What is to be done together.

    Args:
        shots: what to film.
        media: where to.
        title: what it is called together; may be empty.
        only_check: play the scenes and measure their claims, without filming.
        force: film also what is there already.
        jobs: processes at once; None are as many as pay off.
        cluster: address of a scheduler whose workers film, in place of processes here.
    """

    shots: Sequence[Shot]
    media: Path
    title: str = ""
    only_check: bool = False
    force: bool = False
    jobs: int | None = None
    cluster: str | None = None


class Display:
    """Is told how a batch goes; this one says nothing but what went wrong."""

    def __init__(self, batch: Batch, out: Console, errors: Console) -> None:
        self.batch, self.out, self.errors = batch, out, errors
        self.pace = Pace(len(batch.shots))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()

    def close(self) -> None:
        """The last film has ended, or everything was stopped."""

    def start(self, shot: Shot) -> None:
        """A film is begun."""

    def progress(self, shot: Shot, far: Progress) -> None:
        """A film goes on."""
        self.pace.progress(shot, far)

    def trouble(self, shot: Shot, what: str) -> None:
        """Something went wrong, and is tried once more."""

    def finish(self, outcome: Outcome) -> None:
        """A film has ended."""
        self.pace.finish(outcome)

    def end(self, outcomes: Sequence[Outcome], *, stopped: bool) -> None:
        """All has been done, or was stopped."""
        for line in [*reasons(outcomes), *false_claims(outcomes)]:
            write(self.errors, line)

    def summary(self, outcomes: Sequence[Outcome], *, stopped: bool) -> str:
        """All of it in a line."""
        if stopped:
            rest = "none of it is kept" if self.batch.only_check else "the same command goes on from here"
            return f"stopped after {len(outcomes)} of {self.pace.number}: {rest}"
        return summary(outcomes, self.pace.took)


class Log(Display):
    """Results as plain lines, and beside them, where errors go, a line now and then with the time of day."""

    def __init__(self, batch: Batch, out: Console, errors: Console) -> None:
        super().__init__(batch, out, errors)
        self._last: dict[Shot, float] = {}

    def start(self, shot: Shot) -> None:
        self._last[shot] = self.pace.took
        self._say(f"{shot.name}: begun")

    def progress(self, shot: Shot, far: Progress) -> None:
        super().progress(shot, far)
        if far.frames and self.pace.took - self._last.get(shot, 0) >= LOG_EVERY:
            self._last[shot] = self.pace.took
            self._say(f"{shot.name}: {how_far(shot, far)}")

    def trouble(self, shot: Shot, what: str) -> None:
        self._say(f"{shot.name}: {what}")

    def finish(self, outcome: Outcome) -> None:
        super().finish(outcome)
        self._say(f"{outcome.shot.name}: {WORDS[outcome.ending]}, {self.pace.done} of {self.pace.number}")
        if outcome.clip is not None:
            write(self.out, result(outcome, self.batch.media))

    def end(self, outcomes: Sequence[Outcome], *, stopped: bool) -> None:
        if self.batch.only_check:
            show_findings(self.out, outcomes)
        for line in reasons(outcomes):
            write(self.out, line)
        for line in warnings(outcomes):
            write(self.errors, line)
        self._say(self.summary(outcomes, stopped=stopped))

    def _say(self, line: str) -> None:
        write(self.errors, f"{time.strftime('%H:%M:%S')} {line}")
