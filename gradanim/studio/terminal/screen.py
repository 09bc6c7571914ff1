"""What people see while films are being made: a line for each that is under way, and one for all of them."""

from collections.abc import Iterable, Sequence
from typing import Self

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column

from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.progress import Progress as HowFar
from gradanim.studio.terminal.display import Batch, Display, Log
from gradanim.studio.terminal.events import JsonLines
from gradanim.studio.terminal.pace import share
from gradanim.studio.terminal.summaries import WORDS, clock_time, how_far, result, warnings
from gradanim.studio.terminal.tables import show_findings, write

STYLES: dict[str, str] = {
    "made": "green",
    "unchanged": "cyan",
    "rehearsed": "green",
    "refused": "yellow",
    "failed": "red",
}


def display_for(batch: Batch, out: Console, errors: Console, *, quiet: bool = False, as_json: bool = False) -> Display:
    """The display that suits where the output goes.

    Args:
        out: for results.
        errors: for everything else.
        quiet: only what went wrong.
        as_json: for another program.
    """
    if as_json:
        return JsonLines(batch, out, errors)
    if quiet:
        return Display(batch, out, errors)
    return Bars(batch, out, errors) if out.is_terminal or errors.is_terminal else Log(batch, out, errors)


class Bars(Display):
    """A line with a bar for every film that is under way, and one for all; what has ended scrolls away above them."""

    def __init__(self, batch: Batch, out: Console, errors: Console) -> None:
        super().__init__(batch, out, errors)
        self.terminal = out if out.is_terminal else errors
        name = Column(no_wrap=True, overflow="ellipsis", ratio=1)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False, table_column=name),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[note]}", markup=False, table_column=Column(no_wrap=True, min_width=44)),
            TimeElapsedColumn(table_column=Column(no_wrap=True, min_width=7)),
        )
        self.bars = _Lines(*columns, console=self.terminal, transient=True, expand=True)
        self._films: dict[Shot, TaskID] = {}
        self._failed = 0
        number = len(batch.shots)
        self._all = self.bars.add_task(
            batch.title or "all films", total=number, visible=number > 1, note=f"0 of {number}", last=True
        )

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def close(self) -> None:
        self.bars.stop()

    def start(self, shot: Shot) -> None:
        self._films[shot] = self.bars.add_task(shot.name, total=1.0, note="setting up")

    def progress(self, shot: Shot, far: HowFar) -> None:
        super().progress(shot, far)
        if shot in self._films:
            note = how_far(shot, far) if far.frames else "setting up"
            self.bars.update(self._films[shot], completed=share(shot, far), note=note)
            self._tell_all()

    def trouble(self, shot: Shot, what: str) -> None:
        self.terminal.print(f"[yellow]{escape(shot.name)}: {escape(what)}[/]", highlight=False, soft_wrap=True)

    def finish(self, outcome: Outcome) -> None:
        super().finish(outcome)
        if (task := self._films.pop(outcome.shot, None)) is not None:
            self.bars.remove_task(task)
        self._failed += outcome.ending in ("refused", "failed")
        self._tell_all()
        if outcome.clip is None:
            return
        line = result(outcome, self.batch.media)
        if self.out.is_terminal:
            word = WORDS[outcome.ending]
            styled = f"[{STYLES[outcome.ending]}]{word}[/]{escape(line.removeprefix(word))}"
            self.out.print(styled, highlight=False, soft_wrap=True)
        else:
            write(self.out, line)

    def end(self, outcomes: Sequence[Outcome], *, stopped: bool) -> None:
        if self.batch.only_check:
            show_findings(self.out, outcomes)
        for outcome in outcomes:
            if outcome.reason:
                self._explain(outcome)
        for line in warnings(outcomes):
            self.terminal.print(f"[yellow]{escape(line)}[/]", highlight=False, soft_wrap=True)
        if stopped or len(self.batch.shots) > 1:
            line = self.summary(outcomes, stopped=stopped)
            self.terminal.print(f"\n{escape(line)}", highlight=False, soft_wrap=True)

    def _explain(self, outcome: Outcome) -> None:
        word = f"[{STYLES[outcome.ending]}]{WORDS[outcome.ending]}[/]"
        log = f"\n  (everything it printed: {escape(str(outcome.log))})" if outcome.log else ""
        said = f"{word} {escape(outcome.shot.name)}: {escape(outcome.reason)}{log}"
        self.terminal.print(said, highlight=False, soft_wrap=True)

    def _tell_all(self) -> None:
        left = self.pace.left
        parts = [
            f"{self.pace.done} of {self.pace.number}",
            *([f"{self._failed} failed"] if self._failed else []),
            *([f"about {clock_time(left)} left"] if left else []),
        ]
        self.bars.update(self._all, completed=self.pace.done, note=", ".join(parts))


class _Lines(Progress):
    """Films in the order they were begun, and the line for all of them last."""

    def get_renderables(self) -> Iterable[RenderableType]:
        """Draw the lines."""
        yield self.make_tasks_table(sorted(self.tasks, key=lambda task: bool(task.fields.get("last"))))
