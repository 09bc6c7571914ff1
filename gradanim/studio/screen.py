"""What the terminal shows: tables, bars while filming, and plain lines where nobody is watching."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Column, Table
from rich.text import Text

from gradanim.studio.catalogue import Catalogue, find
from gradanim.studio.clip import Finding
from gradanim.studio.crew import Outcome
from gradanim.studio.film import Progress as HowFar
from gradanim.studio.shot import Shot

WORDS = {"made": "made", "unchanged": "unchanged", "rehearsed": "rehearsed", "refused": "no film", "failed": "failed"}
STYLES = {"made": "green", "unchanged": "cyan", "rehearsed": "green", "refused": "yellow", "failed": "red"}


def show_catalogue(console: Console, known: Catalogue) -> None:
    """One line for every scene; tabs between the columns where the output goes into a file or another program."""
    if not console.is_terminal:
        for entry in known.entries:
            _plain(console, "\t".join([entry.topic, entry.name, entry.takes, entry.summary]))
        return
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for head, style, words in (
        ("topic", "dim", known.topics),
        ("scene", "bold cyan", [entry.name for entry in known.entries]),
        ("takes", "", ["--function"]),
    ):
        table.add_column(head, style=style, no_wrap=True, min_width=max(map(len, [head, *words])))
    table.add_column("what it shows", no_wrap=True, overflow="ellipsis", ratio=1)
    for entry in known.entries:
        table.add_row(entry.topic, entry.name, f"--{entry.takes}", Text(entry.summary))
    console.print(table)


def show_findings(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Every claim of every film: what was expected and what was measured on the picture."""
    findings = [
        (outcome, number, finding)
        for outcome in outcomes
        for number, beat in enumerate(outcome.beats, 1)
        for finding in beat.findings
    ]
    if not console.is_terminal:
        for outcome, number, finding in findings:
            _plain(console, "\t".join([outcome.shot.name, str(number), finding.name, *_measures(finding)]))
    for outcome in outcomes if console.is_terminal else ():
        table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
        table.add_column("beat", justify="right")
        table.add_column(escape(outcome.shot.name), ratio=1)
        for head in ("expected", "measured", "tolerance"):
            table.add_column(head, justify="right", no_wrap=True)
        table.add_column("in", max_width=16)
        table.add_column("verdict", no_wrap=True)
        for _, number, finding in (row for row in findings if row[0] is outcome):
            style = None if finding.holds else "bold red"
            table.add_row(str(number), escape(finding.name), *map(escape, _measures(finding)), style=style)
        if table.row_count:
            console.print(table, "")
    false = sum(not finding.holds for _, _, finding in findings)
    if console.is_terminal and findings:
        verdict = f"[bold red]{false} of {len(findings)} claims are false[/]"
        console.print(verdict if false else f"all {len(findings)} claims hold", highlight=False)


def show_outcomes(console: Console, outcomes: Sequence[Outcome], here: Path) -> None:
    """Where the films are, how long they are, how long it took; then why the others are not there."""
    if console.is_terminal and any(outcome.clip for outcome in outcomes):
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in ("", "film", "length", "took"):
            table.add_column(head, justify="right" if head in ("length", "took") else "left", overflow="fold")
        for outcome in outcomes:
            if outcome.clip is not None:
                style = STYLES[outcome.ending]
                path = escape(str(here / outcome.clip.film))
                table.add_row(f"[{style}]{WORDS[outcome.ending]}[/]", path, _length(outcome), _took(outcome))
        console.print(table)
    for outcome in outcomes:
        if outcome.reason:
            show_reason(console, outcome)


def show_reason(console: Console, outcome: Outcome) -> None:
    """Why there is no film."""
    style = STYLES[outcome.ending]
    console.print(
        f"[{style}]{WORDS[outcome.ending]}[/] {escape(outcome.shot.name)}: {escape(outcome.reason)}",
        soft_wrap=True,
        highlight=False,
    )
    if outcome.log is not None:
        console.print(f"  (everything it printed: {escape(str(outcome.log))})", soft_wrap=True, highlight=False)


class Watch:
    """Bars while films are being made, one for the film and one for the batch; a plain line a film where piped."""

    def __init__(self, console: Console, number: int, media: Path) -> None:
        self.console, self.number, self.media = console, number, media
        name = Column(no_wrap=True, overflow="ellipsis", ratio=1)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False, table_column=name),
            BarColumn(bar_width=16),
            TextColumn("{task.fields[note]}", markup=False, table_column=Column(no_wrap=True, min_width=32)),
            TimeElapsedColumn(table_column=Column(no_wrap=True, min_width=7)),
        )
        self.bars = Progress(*columns, console=console, transient=True, expand=True, disable=not console.is_terminal)
        self.batch = self.bars.add_task("films", total=number, visible=number > 1, note=f"0 of {number}")
        self.film = self.bars.add_task("", total=None, visible=False, note="")

    def __enter__(self) -> Self:
        self.bars.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Take the bars away."""
        self.bars.stop()

    def start(self, shot: Shot) -> None:
        """A film begins."""
        beats = find(shot.scene).beats  # as written; a story that takes one of two ways plays fewer
        self.bars.reset(self.film, description=shot.name, total=beats or None, visible=True, note="setting up")

    def progress(self, shot: Shot, far: HowFar) -> None:
        """A film goes on."""
        note = f"beat {far.beat}, {far.seconds:.0f} s long, {far.fps:.0f} frames/s" if far.frames else "setting up"
        written = self.bars.tasks[self.film].total or 0
        self.bars.update(self.film, completed=max(far.beat - 1, 0), total=max(written, far.beat), note=note)

    def finish(self, outcome: Outcome) -> None:
        """A film is there, or not."""
        self.bars.update(self.film, visible=False)
        self.bars.advance(self.batch)
        done = int(self.bars.tasks[self.batch].completed)
        self.bars.update(self.batch, note=f"{done} of {self.number}")
        if not self.console.is_terminal and outcome.clip is not None:
            _plain(
                self.console,
                f"{WORDS[outcome.ending]} {self.media / outcome.clip.film}"
                f" ({', '.join(filter(None, [_length(outcome), _took(outcome)]))})",
            )


def _length(outcome: Outcome) -> str:
    return f"{outcome.clip.seconds:.1f} s" if outcome.clip and outcome.clip.seconds else ""


def _took(outcome: Outcome) -> str:
    if outcome.ending == "unchanged":
        return ""
    minutes, seconds = divmod(outcome.took, 60)
    return f"{minutes:.0f} min {seconds:.0f} s" if minutes else f"{seconds:.1f} s"


def _measures(finding: Finding) -> tuple[str, ...]:
    """Expected, measured, tolerance, unit and verdict."""
    numbers = (f"{finding.expected:.6g}", f"{finding.measured:.6g}", f"{finding.tolerance:.2g}")
    return *numbers, finding.unit, "holds" if finding.holds else "FALSE"


def _plain(console: Console, line: str) -> None:
    console.file.write(line + "\n")  # as it is: rich would turn tabs into spaces
    console.file.flush()
