"""What the terminal shows as tables; lines with tabs where the output goes into a file or another program."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from gradanim.records.clip import Finding
from gradanim.studio.catalogue import Catalogue

if TYPE_CHECKING:
    from gradanim.studio.crew.outcome import Outcome  # brings the encoder along, and --list is to answer at once


def show_catalogue(console: Console, known: Catalogue) -> None:
    """One line for every scene, as long as the terminal is wide."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for head, style, words in (
        ("topic", "dim", known.topics),
        ("scene", "bold cyan", [entry.name for entry in known.entries]),
        ("about", "", [entry.subject for entry in known.entries]),
    ):
        table.add_column(head, style=style, no_wrap=True, min_width=max(map(len, [head, *words])))
    table.add_column("what it shows", no_wrap=True, overflow="ellipsis", ratio=1)
    for entry in known.entries:
        table.add_row(entry.topic, entry.name, entry.subject, Text(entry.summary))
    console.print(table)


def show_findings(console: Console, outcomes: "Sequence[Outcome]") -> None:
    """Every claim of every film: what was expected and what was measured on the picture."""
    findings = [
        (outcome, number, finding)
        for outcome in outcomes
        for number, beat in enumerate(outcome.beats, 1)
        for finding in beat.findings
    ]
    if not console.is_terminal:
        for outcome, number, finding in findings:
            write(console, "\t".join([outcome.shot.name, str(number), finding.name, *_measures(finding)]))
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


def _measures(finding: Finding) -> tuple[str, ...]:
    """Expected, measured, tolerance, unit and verdict."""
    return finding.due, finding.found, f"{finding.tolerance:.2g}", finding.unit, "holds" if finding.holds else "FALSE"


def false_claims(outcomes: "Sequence[Outcome]") -> list[str]:
    """A line for every claim that does not hold."""
    return [
        f"false {outcome.shot.name}, beat {number}: {finding.name}: "
        f"expected {finding.due}, measured {finding.found} {finding.unit}".rstrip()
        + (f" ({beat.place}: {finding.remark})" if finding.remark else f" ({beat.place})" if beat.place else "")
        for outcome in outcomes
        for number, beat in enumerate(outcome.beats, 1)
        for finding in beat.findings
        if not finding.holds
    ]


def write(console: Console, line: str) -> None:
    """Write a line as it is: rich would turn tabs into spaces, and brackets into colours."""
    console.file.write(line + "\n")
    console.file.flush()
