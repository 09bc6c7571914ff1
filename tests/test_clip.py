"""clip.json: what was filmed, read back as it was written."""

import json
import math
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim.errors import GradanimError
from gradanim.fields.domain import Domain
from gradanim.records.clip import SCHEMA, BeatRecord, Clip, ClipError, Finding
from gradanim.records.shot import Shot

words = st.text(max_size=20)
findings = st.builds(Finding, words, st.floats(), st.floats(), st.floats(0, 1), words, st.booleans())
beats = st.builds(
    BeatRecord,
    words,
    st.floats(0, 1e4),
    st.floats(0, 100),
    st.none() | st.just("Tiny/01.mp4"),
    st.none() | st.just("Tiny/01.png"),
    st.lists(findings, max_size=3).map(tuple),
    st.booleans(),
)


def a_clip(*beats: BeatRecord, shot: Shot | None = None) -> Clip:
    shot = shot or Shot("Tiny", function="x^2", at=(1, 2), domain=Domain(-1, 3, 0, 4))
    return Clip(
        shot=shot,
        digest="0123456789abcdef",
        title="Größe ∇f",
        topic="basics",
        film=f"{shot.name}.mp4",
        poster=f"{shot.name}.png",
        captions=(f"{shot.name}.vtt", f"{shot.name}.srt"),
        beats=beats,
        pixels=shot.pixels,
        frame_rate=shot.frame_rate,
        seconds=12.5,
    )


@given(st.lists(beats, max_size=3))
def test_a_clip_comes_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, beats: list[BeatRecord]) -> None:
    clip = a_clip(*beats)
    assert Clip.read(clip.write(tmp_path_factory.mktemp("media"))) == clip


def test_the_record_lies_beside_the_film_under_its_name(tmp_path: Path) -> None:
    clip = a_clip()
    assert clip.write(tmp_path) == tmp_path / f"{clip.shot.name}.clip.json"
    assert [path.name for path in tmp_path.iterdir()] == [clip.record]


def test_numbers_that_are_none_stay_valid_json(tmp_path: Path) -> None:
    beat = BeatRecord("", 0, 1, findings=(Finding("nan", math.nan, -math.inf, math.inf, "", False),))
    path = a_clip(beat).write(tmp_path)
    json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    finding = Clip.read(path).beats[0].findings[0]
    assert math.isnan(finding.expected)
    assert (finding.measured, finding.tolerance, finding.name) == (-math.inf, math.inf, "nan")


def test_a_finding_takes_what_numpy_computes(tmp_path: Path) -> None:
    measured, holds = np.float32(89.5), np.float64(1) > 0
    finding = Finding("angle", np.float64(90), measured, np.float64(1), "°", holds)  # type: ignore[arg-type] # the point
    clip = a_clip(BeatRecord("", 0, 1, findings=(finding,)))
    assert Clip.read(clip.write(tmp_path)).beats[0].findings == (Finding("angle", 90, 89.5, 1, "°", True),)


def test_findings_that_measured_nothing_are_equal_wherever_they_were_made() -> None:
    nothing = Finding("angle", 90, math.nan, 1, "°", False)
    elsewhere = pickle.loads(pickle.dumps(nothing))
    assert elsewhere == nothing
    assert hash(elsewhere) == hash(nothing)
    assert nothing != Finding("angle", 90, 90, 1, "°", False)
    assert nothing != "nan"


def test_files_are_all_files_each_once() -> None:
    clip = a_clip(BeatRecord("a", 0, 1, "T/01.mp4", "T/01.png"), BeatRecord("b", 1, 1))
    stem = clip.shot.name
    assert clip.files == (f"{stem}.mp4", f"{stem}.png", f"{stem}.vtt", f"{stem}.srt", "T/01.mp4", "T/01.png")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:50],
        lambda text: "[]",
        lambda text: "",
        lambda text: text.replace('"digest"', '"other"'),
        lambda text: text.replace('"Tiny"', '"not a name"'),
        lambda text: text.replace(f'"schema": {SCHEMA}', '"schema": 99'),
        lambda text: text.replace('"caption"', '"subtitle"'),
    ],
)
def test_a_spoilt_record_is_an_error_of_the_family(spoil: object, tmp_path: Path) -> None:
    path = a_clip(BeatRecord("a", 0, 1)).write(tmp_path)
    assert callable(spoil)
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ClipError, match="film it again") as caught:
        Clip.read(path)
    assert isinstance(caught.value, GradanimError)
