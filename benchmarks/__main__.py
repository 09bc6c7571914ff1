"""`python -m benchmarks`: measure, print, and write a table for the README.

Every picture is filmed by stock manim and by this project in alternation, each film in a process of its own, so that
neither side profits from what the other has loaded, and a busy minute of the machine hits both. What counts is the
median over the rounds. Machines differ; ratios hold.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console

PICTURES = {
    "SurfaceAndArrow": "surface, orbiting camera",
    "ContoursAndArrows": "contours and 315 arrows",
    "ParticlesAndTrails": "200 particles with trails",
    "Formulas": "formulas",
}
HEAD = (
    "| picture | stock, ms a frame | ours | ratio | encode only | our plays | plays / encode only "
    "| peak memory, MB: stock, ours | PSNR, dB: stock, ours | file, kB: stock, ours |"
)
EXPLAINED = (
    "Milliseconds a frame of the whole film, setting up and typesetting included; of our plays without it; "
    "and of encoding the same frames when they lie ready."
)


def measure(what: str, picture: str, folder: str, seconds: float, encoder: str) -> dict[str, Any]:
    """One film, or one encoding of the frames of a film, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.film", what, picture, folder, encoder]
    environment = {**os.environ, "BENCHMARK_SECONDS": str(seconds)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def row(title: str, stock: list[dict[str, Any]], ours: list[dict[str, Any]], encoded: dict[str, Any]) -> str:
    """A line of the table."""

    def middle(runs: list[dict[str, Any]], key: str) -> float:
        return statistics.median(run[key] for run in runs)

    slow, fast, limit, plays = middle(stock, "ms"), middle(ours, "ms"), encoded["ms"], middle(ours, "playing")
    return (
        f"| {title} | {slow:.1f} | {fast:.1f} | {slow / fast:.1f}x | {limit:.1f} | {plays:.1f} | {plays / limit:.2f}x "
        f"| {middle(stock, 'memory'):.0f}, {middle(ours, 'memory'):.0f} "
        f"| {encoded['stock_psnr']:.1f}, {encoded['psnr']:.1f} | {encoded['stock_size']:.0f}, {encoded['size']:.0f} |"
    )


@click.command()
@click.option("--rounds", default=2, show_default=True, help="Films of each picture by each side.")
@click.option("--seconds", default=2.0, show_default=True, help="Length of a film.")
@click.option("--picture", "chosen", multiple=True, type=click.Choice(list(PICTURES)), help="Only these.")
@click.option("--encoder", default="fast", show_default=True, help="Ours: fast or small.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the table here too.")
def main(rounds: int, seconds: float, chosen: tuple[str, ...], encoder: str, output: Path | None) -> None:
    """Film the same pictures with stock manim and with this project, and compare."""
    console, lines = Console(), [HEAD, "|" + "---|" * 10]
    imports: dict[str, list[float]] = {"stock": [], "ours": []}
    for picture in chosen or PICTURES:
        runs: dict[str, list[dict[str, Any]]] = {"stock": [], "ours": []}
        with TemporaryDirectory() as folder:
            for n in range(rounds):
                for side in ("stock", "ours"):
                    runs[side].append(measure(side, picture, f"{folder}/{side}{n}", seconds, encoder))
                    imports[side].append(runs[side][-1]["import"])
                    console.print(f"{picture} {side}: {runs[side][-1]}", highlight=False)
            encoded = measure("encode", picture, f"{folder}/frames", seconds, encoder)
        lines.append(row(PICTURES[picture], runs["stock"], runs["ours"], encoded))
    slow, fast = (statistics.median(imports[side]) for side in ("stock", "ours"))
    lines.append(f"\n{EXPLAINED} Import: {slow:.2f} s stock, {fast:.2f} s ours.")
    lines.append(f"1920 x 1080, 60 frames a second, {seconds:g} s.")
    if output is not None:
        output.write_text("\n".join(lines) + "\n")
    console.print("\n".join(lines), highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
