"""A scene is an ordinary manim scene as well."""

import subprocess
import sys
from pathlib import Path

import av

ROOT = Path(__file__).resolve().parent.parent


def test_the_plain_manim_command_films_a_scene_from_the_repository_root(tmp_path: Path) -> None:
    options = ["-ql", "--fps", "2", "-r", "160,90", "--media_dir", str(tmp_path), "--progress_bar", "none"]
    command = [
        sys.executable,
        "-m",
        "manim",
        "render",
        *options,
        "scenes/gradient/steepest_ascent.py",
        "SteepestAscent",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    (path,) = tmp_path.rglob("SteepestAscent*.mp4")
    with av.open(path) as reel:
        stream = reel.streams.video[0]
        assert (stream.width, stream.height, float(stream.average_rate or 0)) == (160, 90, 2)
        assert reel.duration is not None
        assert reel.duration / av.time_base > 20
