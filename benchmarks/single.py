"""`python -m benchmarks.single`: one film from nothing, and the same command again: seconds, and processor seconds.

Processor seconds are those of all processes that the command starts, also of those that outlive it; on a busy machine
they change least. Linux only: orphans are taken in to be counted.
"""

import ctypes
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click

ROOT = Path(__file__).resolve().parent.parent
TAKE_IN_ORPHANS = 36  # prctl's PR_SET_CHILD_SUBREAPER


@click.command()
@click.option("--scene", default="SteepestAscent", show_default=True, help="Which film.")
def main(scene: str) -> None:
    """Film it at 480p15 in an empty folder, then once more."""
    ctypes.CDLL(None).prctl(TAKE_IN_ORPHANS, 1, 0, 0, 0)
    with TemporaryDirectory() as media:
        command = [sys.executable, str(ROOT / "render.py"), "-ql", "--quiet", "--scene", scene, "--media", media]
        for name in ("cold", "nothing changed"):
            wall, work = measured(command)
            click.echo(f"{scene}, {name}: {wall:.2f} s, {work:.2f} s of processor time")


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds that a command takes, and processor seconds of all processes that it leads to."""
    before, began = _work(), time.perf_counter()
    subprocess.run(command, check=True)
    wall = time.perf_counter() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return wall, _work() - before


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
