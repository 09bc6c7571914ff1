"""`python -m benchmarks.batch`: all pictures as a batch of films, by `manim -a` and by ours with one process and two.

Each side films the same four pictures twice over, with a sentence below. Measured is the wall clock from the command to
the prompt: cold (nothing is there), warm (all is there), and after one sentence of one film has been changed in the
source. Run it on a quiet machine, and give stock half an hour.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OLD, NEW = "Look at it once more.", "Look at it a second time."
HEAD = "| who | cold, s | warm, s | after one sentence, s |\n|---|---|---|---|"


@click.command()
@click.option("--seconds", default=2.0, show_default=True, help="Length of a picture; a film plays it twice.")
@click.option("--resolution", default="1280x720", show_default=True, help="Pixels.")
@click.option("--fps", default=30, show_default=True, help="Frames a second.")
@click.option(
    "--jobs", "several", multiple=True, type=int, default=(1, 2), show_default=True, help="Ours with so many."
)
@click.option("--stock/--no-stock", default=True, help="Whether to measure manim itself, which takes longest.")
@click.option("--output", type=click.Path(path_type=Path), help="Write the table here too.")
def main(seconds: float, resolution: str, fps: int, several: tuple[int, ...], stock: bool, output: Path | None) -> None:
    """Film the batch with each side, three times each, and print a table."""
    console, lines = Console(), [HEAD]
    environment = {**os.environ, "BENCHMARK_SECONDS": str(seconds), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "gradanim.paint.warm"], cwd=ROOT, env=environment, check=True)
    sides = [("manim -a", None)] if stock else []
    for name, jobs in [*sides, *((f"ours, --jobs {n}", n) for n in several)]:
        with TemporaryDirectory() as folder:
            taken = measure(Path(folder), jobs, resolution, fps, environment)
        lines.append(f"| {name} | " + " | ".join(f"{seconds:.1f}" for seconds in taken) + " |")
        console.print(lines[-1], highlight=False)
    console.print("\n".join(lines), highlight=False)
    if output is not None:
        output.write_text("\n".join(lines) + "\n")


def measure(folder: Path, jobs: int | None, resolution: str, fps: int, environment: dict[str, str]) -> list[float]:
    """Seconds for a batch cold, warm, and after a sentence has changed; jobs None is stock manim."""
    source = HERE / ("told_by_stock.py" if jobs is None else "told_by_ours.py")
    story = folder / "scenes" / "pictures" / "told.py"
    story.parent.mkdir(parents=True)
    story.write_text(source.read_text())
    media = str(folder / "media")
    if jobs is None:
        size = resolution.replace("x", ",")
        command = [sys.executable, "-m", "manim", "render", "-a", "-r", size, "--fps", str(fps), "--media_dir", media]
        command += ["--progress_bar", "none", "-v", "ERROR", str(story)]
    else:
        command = [sys.executable, str(ROOT / "render.py"), "--all", "--quiet", "--jobs", str(jobs), "--media", media]
        command += ["--resolution", resolution, "--fps", str(fps)]
    environment = {**environment, "GRADANIM_SCENES": str(folder / "scenes")}
    taken = [timed(command, environment), timed(command, environment)]
    told = story.read_text()
    if OLD not in told:
        raise click.ClickException(f"{source} does not say {OLD!r}")
    story.write_text(told.replace(OLD, NEW, 1))
    return [*taken, timed(command, environment)]


def timed(command: list[str], environment: dict[str, str]) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
