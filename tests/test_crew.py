"""Many films, and many processes at one film: all that can be made is made, once, and the same as by one process."""

import json
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gradanim.errors import FilmError
from gradanim.records.clip import Clip
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import catalogue
from gradanim.studio.crew import batch as crew
from gradanim.studio.crew.batch import Outcome, filmed, shoot
from gradanim.studio.edit import edit
from gradanim.studio.film import film
from gradanim.studio.footage import shoot_beats
from tests.tiny import SCENES, frames, tiny, told_in

# What could differ between two processes: landscapes and level surfaces, thousands of particles, random starts, linear
# algebra in optimisers, and numbers on a map, whose plates follow them; `--whole-zoo` takes every film.
TWICE = ("RoomGradient", "DescentFlow", "OptimizerRace", "SteepestAscent")


@pytest.fixture
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with told_in(tmp_path_factory.mktemp("project"), SCENES) as folder:
        yield folder


ROOT = Path(__file__).resolve().parent.parent


def door(media: Path, *words: str, **options: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, str(ROOT / "render.py"), *words, "--resolution", "160x90", "--fps", "10"]
    return subprocess.Popen(
        [*command, "--media", str(media)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )


def same_frames(one: Path, other: Path) -> bool:
    return np.array_equal(np.array(frames(one)), np.array(frames(other)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_film" in metafunc.fixturenames:
        every = [entry.name for entry in catalogue().entries]
        metafunc.parametrize("any_film", every if metafunc.config.getoption("--whole-zoo") else TWICE)


def test_two_processes_film_what_one_films_and_what_is_kept_is_the_same_too(
    any_film: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "OPENBLAS_NUM_THREADS", "1"
    )  # of theirs, as in a cluster's workers; here there are as many as cores
    shot = Shot(any_film, resolution=(192, 108), fps=2)
    serial = film(shot, tmp_path / "serial")
    (together,) = shoot([shot], tmp_path / "together", jobs=2)
    assert together.reason == ""
    assert together.clip == serial
    assert same_frames(tmp_path / "serial" / serial.film, tmp_path / "together" / serial.film)
    (tmp_path / "together" / serial.record).unlink()
    (again,) = shoot([shot], tmp_path / "together", jobs=1)
    assert (again.clip, again.kept) == (serial, len(serial.beats)), "a beat that has not changed has another key"
    assert same_frames(tmp_path / "serial" / serial.film, tmp_path / "together" / serial.film)


def test_shares_that_were_filmed_apart_make_the_same_film(scenes: Path, tmp_path: Path) -> None:
    shares = [shoot_beats(tiny(), range(first, 100, 2)) for first in (1, 2)]
    assert [[take.beat for take, _ in share.takes] for share in shares] == [[1, 3], [2]]
    clip, serial = edit(shares, tmp_path / "shares"), film(tiny(), tmp_path / "serial")
    assert clip == serial
    assert same_frames(tmp_path / "shares" / clip.film, tmp_path / "serial" / clip.film)


def test_a_crew_goes_on_when_one_film_fails(tmp_path: Path, scenes: Path) -> None:
    started: list[str] = []
    shots = [tiny(scene=scene) for scene in ("Breaks", "Dies", "Unknown", "Tiny")]
    outcomes = list(shoot(shots, tmp_path, jobs=1, on_start=lambda shot: started.append(shot.scene)))
    assert [outcome.shot for outcome in outcomes] == shots
    assert [outcome.ending for outcome in outcomes] == ["failed", "failed", "refused", "made"]
    assert started == ["Breaks", "Dies", "Tiny"]
    broken, dead, unknown, made = outcomes
    assert "unheard_of" in broken.reason
    assert "tiny.py, line" in broken.reason
    assert broken.log is not None
    assert "before the fall" in broken.log.read_text()
    assert "SIGKILL" in dead.reason
    assert "no scene 'Unknown'" in unknown.reason
    assert made.clip is not None
    assert made.clip == Clip.read(tmp_path / made.clip.record)
    logs = {outcome.log.name for outcome in outcomes if outcome.log}
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".log"} == logs
    assert not (tmp_path / ".work").exists()


def test_what_is_there_and_up_to_date_is_not_filmed_again(tmp_path: Path, scenes: Path) -> None:
    shot = tiny()
    clip = film(shot, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert list(shoot([shot], tmp_path)) == [Outcome(shot, "unchanged", clip=clip, beats=clip.beats)]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    for file in clip.files:
        (tmp_path / file).rename(tmp_path / "away")
        assert filmed(shot, tmp_path) is None, f"{file} is missed"
        (tmp_path / file).write_bytes(b"")
        assert filmed(shot, tmp_path) is None, f"{file} is empty"
        (tmp_path / "away").rename(tmp_path / file)
    assert filmed(replace(shot, seed=1), tmp_path) is None
    story = scenes / "basics" / "tiny.py"
    story.write_text(story.read_text() + "# changed\n")
    assert filmed(shot, tmp_path) is None
    story.write_text(SCENES)
    record = json.loads((tmp_path / clip.record).read_text())
    (tmp_path / clip.record).write_text(json.dumps(record | {"schema": 0}))
    assert filmed(shot, tmp_path) is None


def test_force_films_also_what_is_there(tmp_path: Path, scenes: Path) -> None:
    film(tiny(), tmp_path)

    def begun(shot: Shot) -> None:
        raise InterruptedError

    assert len(list(shoot([tiny()], tmp_path, on_start=begun))) == 1
    with pytest.raises(InterruptedError):
        list(shoot([tiny()], tmp_path, force=True, on_start=begun))


@pytest.mark.parametrize(
    ("said", "least", "most"), [("max 100000", 1, 999), ("100000 100000", 1, 1), ("20000 100000", 1, 1)]
)
def test_as_many_processes_as_we_have_cores(
    said: str, least: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpu.max").write_text(said)
    monkeypatch.setattr(crew, "CONTAINER", tmp_path / "cpu.max")
    assert least <= crew.cores() <= most


# ---- what has not changed


def retold(scenes: Path, before: str, after: str) -> None:
    story = scenes / "basics" / "tiny.py"
    assert before in story.read_text()
    story.write_text(story.read_text().replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("It stands & waits.", "It stood & waited.", 2),  # a sentence: found to be another one at its beginning
        ("shift(3 * RIGHT), run_time=0.7", "shift(2 * RIGHT), run_time=0.7", 2),  # a movement: only at its end
        ("side_length=2", "side_length=1", 1),  # what two beats show, and the third does not
        ("hold=0.2, poster=True", "hold=0.5, poster=True", 2),
        ("A square goes to the right.", "A square leaves.", 3),  # which is not in the picture
    ],
)
def test_only_the_beats_that_have_changed_are_filmed_again(
    before: str, after: str, kept: int, scenes: Path, tmp_path: Path
) -> None:
    shot = tiny(captions="burned")
    (first,) = shoot([shot], tmp_path / "media")
    assert (first.ending, first.kept) == ("made", 0)
    retold(scenes, before, after)
    (second,) = shoot([shot], tmp_path / "media")
    assert (second.ending, second.kept, second.notes) == ("made", kept, ())
    fresh = film(shot, tmp_path / "fresh")
    assert second.clip == fresh
    assert same_frames(tmp_path / "media" / fresh.film, tmp_path / "fresh" / fresh.film)


def test_force_uses_nothing_that_is_kept(tmp_path: Path, scenes: Path) -> None:
    list(shoot([tiny()], tmp_path))
    (again,) = shoot([tiny()], tmp_path, force=True)
    assert (again.ending, again.kept) == ("made", 0)


def test_what_comes_out_different_each_time_is_not_mixed(tmp_path: Path, scenes: Path) -> None:
    (outcome,) = shoot([tiny("Throws")], tmp_path, jobs=2)
    assert (outcome.ending, outcome.kept) in {("failed", 0), ("made", 0)}  # made, if one process was quick enough
    if outcome.ending == "failed":
        assert "each time it is played" in outcome.reason
    (outcome,) = shoot([tiny("Throws")], tmp_path, jobs=1, force=True)
    assert outcome.ending == "made"


def test_a_claim_that_measured_nothing_says_so_however_many_processes_film(tmp_path: Path, scenes: Path) -> None:
    shot, said = tiny("MeasuresNothing"), "beat 1, it is at one: expected 1, measured nothing"
    for jobs in (1, 2):
        (outcome,) = shoot([shot], tmp_path, jobs=jobs)
        assert outcome.ending == "failed"
        assert said in outcome.reason
    shares = [pickle.loads(pickle.dumps(shoot_beats(shot, range(first, 100, 2)))) for first in (1, 2)]
    with pytest.raises(FilmError, match=said):
        edit(shares, tmp_path)


# ---- what may go wrong


def test_a_process_that_is_killed_is_replaced_and_the_others_go_on(tmp_path: Path, scenes: Path) -> None:
    told: list[str] = []
    shots = [tiny("DiesOnce"), tiny("Tiny")]
    outcomes = {
        o.shot.scene: o for o in shoot(shots, tmp_path, jobs=2, on_trouble=lambda shot, what: told.append(what))
    }
    assert [outcomes[scene].ending for scene in ("DiesOnce", "Tiny")] == ["made", "made"]
    assert told == list(outcomes["DiesOnce"].notes)
    assert "SIGKILL" in told[0]
    assert not outcomes["Tiny"].notes
    (scenes / "died").touch()
    assert same_frames(tmp_path / f"{shots[0].name}.mp4", tmp_path / "fresh" / film(shots[0], tmp_path / "fresh").film)


def test_a_beat_that_was_finished_before_its_process_was_killed_is_kept(tmp_path: Path, scenes: Path) -> None:
    (outcome,) = shoot([tiny("DiesOnce")], tmp_path, jobs=1)
    assert outcome.ending == "made"
    assert len(list((tmp_path / ".beats").iterdir())) == 2


def test_ctrl_c_and_the_same_command_again_go_on_where_it_was(tmp_path: Path, scenes: Path) -> None:
    first = door(tmp_path, "--scene", "Steps", "--jobs", "1", start_new_session=True)
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob(".beats/*/beat.png")):
        assert first.poll() is None, first.communicate()
        assert time.monotonic() < deadline, "it does not begin"
        time.sleep(0.02)
    os.killpg(first.pid, signal.SIGINT)
    pressed = time.monotonic()
    said, _ = first.communicate(timeout=60)
    assert time.monotonic() - pressed < 2
    assert first.returncode == 130
    assert "the same command goes on from here" in said
    assert [path.name for path in tmp_path.iterdir()] == [".beats"]
    (outcome,) = shoot([tiny("Steps", captions="burned")], tmp_path, jobs=1)
    assert outcome.ending == "made"
    assert outcome.kept >= 1


def test_nothing_is_left_behind_by_a_batch_that_is_killed_but_what_the_next_one_sweeps(
    tmp_path: Path, scenes: Path
) -> None:
    first = door(tmp_path, "--scene", "Steps", "--jobs", "2", start_new_session=True)
    while not list(tmp_path.glob(".work/*/*/manim")):
        assert first.poll() is None, first.communicate()
        time.sleep(0.02)
    first.kill()
    first.communicate()
    for _ in range(600):  # its processes notice that nobody listens any more
        try:
            os.killpg(first.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("processes are left")
    (outcome,) = shoot([tiny("Steps", captions="burned")], tmp_path, jobs=1)
    assert outcome.ending == "made"
    assert not (tmp_path / ".work").exists()


def test_two_batches_in_one_folder_do_not_mix_anything_up(tmp_path: Path, scenes: Path) -> None:
    words = ("--scene", "Tiny", "--scene", "Steps", "--jobs", "1")
    batches = [door(tmp_path, *words) for _ in range(2)]
    said = [batch.communicate(timeout=300)[0] for batch in batches]
    assert [batch.returncode for batch in batches] == [0, 0], said
    for scene in ("Tiny", "Steps"):
        shot = tiny(scene, captions="burned")
        clip = Clip.read(tmp_path / f"{shot.name}.clip.json")
        assert filmed(shot, tmp_path) == clip
        assert sum("unchanged" in text for text in said) >= 1
    assert not (tmp_path / ".work").exists()


def too_large(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [400, 3000])  # bytes: no picture fits, no film fits
def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(size: int, tmp_path: Path, scenes: Path) -> None:
    batch = door(tmp_path, "--scene", "Steps", "--jobs", "1", preexec_fn=too_large(size))
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 1
    assert "no room left" in said
    assert "Traceback" not in said
    assert not list(tmp_path.glob("*.clip.json")) + list(tmp_path.glob("*.mp4")) + list(tmp_path.glob(".work"))


def test_a_full_file_system_is_told_and_what_was_there_stays(tmp_path: Path, scenes: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only a superuser may mount; the test above fills the disk for everybody")
    try:
        (small / "Steps-90p10.mp4").write_text("the former film")
        batch = door(small, "--scene", "Steps", "--jobs", "2")
        said, _ = batch.communicate(timeout=120)
        assert batch.returncode == 1
        assert "no room left" in said
        assert "Traceback" not in said
        assert (small / "Steps-90p10.mp4").read_text() == "the former film"
        assert not list(small.glob(".work"))
    finally:
        subprocess.run(["umount", str(small)], check=True)


def humble() -> None:
    """A superuser may write everywhere, unless the program that is started next loses that right."""
    if os.geteuid() == 0:
        import ctypes

        drop_from_bounding_set, write_everywhere = 24, 1
        assert ctypes.CDLL(None).prctl(drop_from_bounding_set, write_everywhere, 0, 0, 0) == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, scenes: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    batch = door(locked, "--scene", "Tiny", "--scene", "Steps", preexec_fn=humble)
    said, _ = batch.communicate(timeout=120)
    assert batch.returncode == 1
    assert said.count("cannot be written") == 2
    assert "--media" in said
    assert "Traceback" not in said


def test_an_encoder_that_is_not_there_is_told(tmp_path: Path, scenes: Path) -> None:
    (outcome,) = shoot([tiny("NoEncoder")], tmp_path, jobs=1)
    assert outcome.ending == "failed"
    assert "cannot encode libx266" in outcome.reason
    assert outcome.log is not None
    assert "Unknown video encoder" in outcome.log.read_text()
