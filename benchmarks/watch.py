"""`python -m benchmarks.watch`: how long an author waits for a look at what was changed; a table in seconds.

The scenes are copied, their files are saved again and again with one change, and the clock stops when the page is told
of it. Films are in 480 lines, as `--watch` makes them. On a machine that is busy with something else all of it takes
longer: how many seconds a process then waits for a second of work stands beside it.
"""

import ast
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300.0
SAMPLE = 0.2  # seconds of work


class Clock:
    """Tells when something that is shown first came true."""

    def __init__(self) -> None:
        self.changed = threading.Event()

    def until(self, what: Callable[[], bool], since: float) -> float:
        """Seconds since then."""
        while not what():
            if time.perf_counter() - since > PATIENCE:
                raise click.ClickException("nothing happens: see what --watch says of this scene")
            self.changed.wait(0.01)
            self.changed.clear()
        return time.perf_counter() - since


@click.command()
@click.option("--scene", default="SteepestAscent", show_default=True)
@click.option("--rounds", default=3, show_default=True, help="Saves of each sentence.")
def main(scene: str, rounds: int) -> None:
    """Save a scene with one sentence changed after the other, and with errors."""
    with TemporaryDirectory() as folder, copied(Path(folder)) as file_of:
        sys.stdout.write(f"{scene}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n")
        sys.stdout.write("| what | still, s | film, s | a second takes, s |\n|---|---|---|---|\n")
        measure(scene, file_of, rounds)
        sys.stdout.write(f"\nload {os.getloadavg()[0]:.1f}\n")


@contextmanager
def copied(folder: Path) -> Iterator[Callable[[str], Path]]:
    """Copies of all scenes, to be changed."""
    shutil.copytree(ROOT / "scenes", folder / "scenes")
    os.environ["GRADANIM_SCENES"] = str(folder / "scenes")
    from gradanim.studio.catalogue import find

    yield lambda scene: find(scene).file


def measure(scene: str, file_of: Callable[[str], Path], rounds: int) -> None:
    """Print a row for everything that is saved."""
    from gradanim.records.shot import Shot
    from gradanim.studio.watch.session import Watch

    began, clock = time.perf_counter(), Clock()
    watched = Watch([Shot(scene, quality="l")])
    tell = watched.workshop.on_change
    watched.workshop.on_change = lambda: (tell(), clock.changed.set())  # type: ignore[func-returns-value]
    threading.Thread(target=watched.run, args=(lambda address: None,), daemon=True).start()
    film = watched.workshop.films[0]
    try:
        look = clock.until(lambda: any(beat.still for beat in film.beats.values()), began)
        row("first look", [look], [clock.until(lambda: bool(film.beats[1].film), began)])

        def is_ready() -> bool:
            return film.is_whole and all(beat.film and beat.is_current for beat in film.beats.values())

        def is_as_before() -> bool:
            return film.source is not None and film.source.text == text and film.trouble is None and is_ready()

        clock.until(is_ready, began)
        file = file_of(scene)
        text = file.read_text()
        for number, new in sentences(text, scene):
            stills, films = [], []
            for _ in range(rounds):
                old = film.beats[number].still
                film.films.clear()  # or the second time it would only be looked up
                began = save(file, new)
                stills.append(clock.until(lambda: film.beats[number].still != old, began))  # noqa: B023
                films.append(clock.until(lambda: film.beats[number].film is not None, began))  # noqa: B023
                clock.until(is_ready, began)
                clock.until(is_as_before, save(file, text))
            row(f"sentence of beat {number}", stills, films)
        errors = {"syntax error": text.replace("def construct(", "def construct(("), "exception": broken(text, scene)}
        for what, new in errors.items():
            waits = [clock.until(lambda: film.trouble is not None, save(file, new)) for _ in range(1)]
            clock.until(is_as_before, save(file, text))
            row(what, waits, [])
    finally:
        watched.close()


def save(file: Path, text: str) -> float:
    """Save, and say when."""
    file.write_text(text)
    return time.perf_counter()


def sentences(text: str, scene: str) -> Iterator[tuple[int, str]]:
    """The number of each beat whose sentence stands in the story, and the file with another one."""
    for number, call in enumerate(beats(text, scene), 1):
        caption = call.args[0]
        if isinstance(caption, ast.Constant) and isinstance(caption.value, str):
            yield number, text.replace(caption.value, f"{caption.value.rstrip('.')} now.")


def broken(text: str, scene: str) -> str:
    """The file with a statement in the middle of the story that fails."""
    lines, calls = text.splitlines(), beats(text, scene)
    line = calls[len(calls) // 2].lineno - 1
    return "\n".join([*lines[:line], "        self.unheard_of()", *lines[line:], ""])


def beats(text: str, scene: str) -> list[ast.Call]:
    """The calls that begin a beat, at the top of the story."""
    from gradanim.studio.watch.story_source import StorySource

    source = StorySource(text, scene)
    told = (node for n, node in enumerate(source.statements) if source.tells_beat(n))
    calls = [node.items[0].context_expr for node in told if isinstance(node, ast.With)]
    return [call for call in calls if isinstance(call, ast.Call)]


def crowding() -> float:
    """Seconds that pass for a second of work here: 1 on a machine that has nothing else to do."""
    began, worked = time.perf_counter(), time.process_time()
    while time.process_time() - worked < SAMPLE:
        pass
    return (time.perf_counter() - began) / SAMPLE


def row(what: str, stills: list[float], films: list[float]) -> None:
    """A line of the table, with the medians."""
    numbers = [f"{statistics.median(seconds):.2f}" if seconds else "" for seconds in (stills, films)]
    sys.stdout.write(f"| {what} | {' | '.join(numbers)} | {crowding():.1f} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
