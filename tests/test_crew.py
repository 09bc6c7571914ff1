"""Many films, and many processes at one film: all that can be made is made, once, and the same as by one process."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gradanim.studio.catalogue import catalogue
from gradanim.studio.clip import Clip
from gradanim.studio.crew import Outcome, filmed, shoot
from gradanim.studio.edit import edit
from gradanim.studio.film import film
from gradanim.studio.footage import shoot_beats
from gradanim.studio.shot import Shot
from tests.tiny import SCENES, frames, tiny

EVERY_SCENE = [entry.name for entry in catalogue().entries]


@pytest.fixture
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("project") / "scenes"
    (folder / "basics").mkdir(parents=True)
    (folder / "basics" / "tiny.py").write_text(SCENES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(folder))
        yield folder


def same_frames(one: Path, other: Path) -> bool:
    return np.array_equal(np.array(frames(one)), np.array(frames(other)))


@pytest.mark.parametrize("scene", EVERY_SCENE)
def test_two_processes_film_what_one_films_and_what_is_kept_is_the_same_too(scene: str, tmp_path: Path) -> None:
    shot = Shot(scene, resolution=(192, 108), fps=2)
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
