"""The package: what is in it, and that it films when it is installed, where no clone of the project is near."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from gradanim.records.clip import Clip

ROOT = Path(__file__).resolve().parent.parent
FILM = '''
from manim import Square

from gradanim.stage import Storyboard


class Mine(Storyboard):
    """A square."""

    def construct(self):
        with self.beat("A square.", hold=0.2):
            self.add(Square())
'''


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True,
        capture_output=True,
    )  # fmt: skip
    (found,) = folder.glob("*.whl")
    return found


def test_it_brings_films_door_and_data_along_and_nothing_else_at_the_top(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (archive.read(name).decode() for name in names if name.endswith("/entry_points.txt"))
    scenes = {path.relative_to(ROOT / "scenes").as_posix() for path in (ROOT / "scenes").rglob("*.py")}
    assert {f"gradanim/_scenes/{scene}" for scene in scenes} <= names
    assert {"gradanim/data/terrain.npz", "gradanim/data/film.py.txt", "gradanim/studio/door/command.py"} <= names
    assert {"gradanim/stage/__init__.pyi", "gradanim/stage/maps/__init__.pyi"} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"gradanim"}
    assert not [name for name in names if "__pycache__" in name]
    assert "gradanim = gradanim.studio.door.command:main" in entry_points


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment, which finds the libraries of this one and no clone."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (site,) = home.rglob("site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs / "gradanim"


def run(command: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    hidden = ("PYTHONPATH", "GRADANIM_SCENES")
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    return subprocess.run([command, *words], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_command_lists_the_films(command: Path, tmp_path: Path) -> None:
    listed = run(command, "--list", cwd=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "gradient\tSteepestAscent\tfunction\t" in listed.stdout
    assert "gradanim --scene SteepestAscent" in run(command, "--help", cwd=tmp_path).stdout


def test_the_command_films_a_film_of_ones_own_into_media_where_one_is(command: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(FILM)
    made = run(command, "--scene", "mine.py", "--resolution", "160x90", "--fps", "5", "--jobs", "1", cwd=tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    (record,) = (tmp_path / "media").glob("*.clip.json")
    assert all((tmp_path / "media" / file).stat().st_size for file in Clip.read(record).files)


def test_the_command_begins_a_film_where_one_is_and_not_among_the_packages(command: Path, tmp_path: Path) -> None:
    begun = run(command, "--new", "MyProof", "--like", "CosineProof", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert (tmp_path / "directional" / "my_proof" / "story.py").is_file()
    assert "    gradanim --scenes-folder . --scene MyProof -ql\n" in begun.stdout
