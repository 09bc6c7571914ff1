"""setup.sh, on a copy of it whose lock pins nothing, so that no network is needed and no package is installed."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="setup.sh is for Linux and macOS"),
    pytest.mark.skipif(
        not Path(sysconfig.get_path("include"), "Python.h").is_file(),
        reason="this Python came without headers, which setup.sh would install",
    ),
]


def set_up(folder: Path, *command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the copy with tools that always find what is looked for: a test installs nothing on anyone's machine."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("cc", "c++", "pkg-config"):
        (tools / name).write_text("#!/bin/sh\nexit 0\n")
        (tools / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHON": sys.executable}
    return subprocess.run(
        ["sh", str(folder / "setup.sh"), *command],
        cwd=cwd or folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def copy_of_the_project(folder: Path) -> Path:
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "setup.sh", folder)
    (folder / "requirements.lock").write_text("# nothing\n")
    return folder


def state(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in (folder, *folder.rglob("*"))}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set up after a set-up that was killed half-way."""
    folder = copy_of_the_project(tmp_path_factory.mktemp("setup") / "a lecture" / "gradanim")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").touch()
    (folder / ".venv" / "setup.log").touch()
    (folder / ".venv-turn").mkdir()
    (folder / ".venv-turn" / "pid").write_text("2147483647")  # no process has this number
    made = set_up(folder, "python", "-c", "print('mended')")
    assert (made.returncode, made.stdout) == (0, "mended\n"), made.stderr
    return folder


def test_a_second_run_changes_nothing_and_says_nothing(project: Path):
    before = state(project)
    again = set_up(project, sys.executable, "-c", "print('ran')")
    assert (again.returncode, again.stdout, again.stderr) == (0, "ran\n", "")
    assert state(project) == before


def test_the_command_runs_in_the_environment_and_in_the_folder_of_the_project(project: Path, tmp_path: Path):
    run = set_up(project, "python", "-c", "import os, sys; print(sys.prefix, os.getcwd(), sep='\\n')", cwd=tmp_path)
    assert run.stdout.splitlines() == [str(project / ".venv"), str(project)]


def test_the_exit_code_is_the_commands_own(project: Path):
    assert set_up(project, "python", "-c", "raise SystemExit(7)").returncode == 7


def test_without_a_command_it_says_what_to_do_next(project: Path):
    assert "sh setup.sh python render.py --scene SteepestAscent" in set_up(project).stderr


def test_a_changed_lock_is_installed(project: Path):
    elsewhere = "no-such-package==1.0 ; python_version < '3'"
    (project / "requirements.lock").write_text(f"{elsewhere} --hash=sha256:{'0' * 64}\n")
    assert "Python packages, pinned in requirements.lock" in set_up(project, "true").stderr
    assert set_up(project, "true").stderr == ""


def test_an_environment_of_someone_else_is_left_alone(tmp_path: Path):
    folder = copy_of_the_project(tmp_path / "gradanim")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "theirs").touch()
    run = set_up(folder, "true")
    assert run.returncode == 1
    assert "was not made by setup.sh" in run.stderr
    assert [path.name for path in (folder / ".venv").iterdir()] == ["theirs"]


def test_a_python_that_is_too_old_or_does_not_run_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = copy_of_the_project(tmp_path / "gradanim")
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    run = set_up(folder, "true")
    assert run.returncode == 1
    assert "PYTHON=/no/such/python is not a Python from 3.11" in run.stderr
