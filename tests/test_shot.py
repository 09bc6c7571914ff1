"""A shot: one way to say the same thing, a name for every film, a digest for everything that decides it."""

import dataclasses
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim.fields.domain import Domain
from gradanim.records.heights import Heights
from gradanim.records.picture import QUALITIES, SHAPES, ShotError, parse_resolution
from gradanim.records.shot import FORMATS, Shot
from gradanim.studio.sources import digest_of, fingerprint

ROOT = Path(__file__).resolve().parent.parent

numbers = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-3, 3)
points = st.tuples(numbers, numbers)
formulas = st.text("xyz0123456789+-*/^(). ", min_size=1, max_size=70) | st.sampled_from(
    ["x-paper", "x-480p15", "x-seed1", "X", "x", "x*y", "xy", "x-9x16", "x/4", "x_4", "x\u00b2", "\u2212x", "x-gif"]
)


@st.composite
def shots(draw: st.DrawFn) -> Shot:
    options: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "function": formulas.filter(str.strip),
                "constraint": (formulas | st.sampled_from(["x=1", "x-at=3,4=1", "x+y=1"])).filter(str.strip),
                "field": formulas.filter(str.strip),
                "at": points,
                "direction": points.filter(any),
                "domain": st.just(Domain(-1, 1, -1, 1)) | st.just(Domain(-1, 1, -1, 1.0000001)),
                "theme": st.sampled_from(["night", "paper"]),
                "shape": st.sampled_from(list(SHAPES)),
                "captions": st.sampled_from(["burned", "sidecar", "none"]),
                "quality": st.sampled_from(list(QUALITIES)),
                "fps": st.sampled_from([15, 24, 29.97, 30, 50]),
                "resolution": st.sampled_from([(854, 480), (1920, 1080), (800, 602), (602, 800)]),
                "format": st.sampled_from(FORMATS[1:]),
                "transparent": st.booleans(),
                "seed": st.integers(0, 2) | st.just(12345678),
            },
        )
    )
    if options.get("transparent"):
        options.setdefault("format", "mov")
    return Shot(draw(st.sampled_from(["SteepestAscent", "Curl", "Con"])), **options)


@given(shots(), shots())
def test_different_shots_never_share_a_name_and_equal_ones_always_do(one: Shot, other: Shot) -> None:
    assert (one.name.casefold() == other.name.casefold()) == (one == other)


@given(shots(), formulas.filter(str.strip))
def test_any_change_of_the_function_changes_the_name(shot: Shot, function: str) -> None:
    other = dataclasses.replace(shot, function=function)
    assert (shot.name.casefold() == other.name.casefold()) == (shot == other)


@given(shots() | st.builds(Shot, st.just("Curl"), function=st.text(min_size=1).filter(str.strip)))
def test_a_name_suits_every_file_system(shot: Shot) -> None:
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9^+().,=_-]*[^. ]", shot.name)
    assert len(shot.name) <= 110
    assert shot.name.casefold() not in {"con", "nul", "aux", "prn"}


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({}, "SteepestAscent"),
        ({"quality": "h", "fps": 60, "resolution": (1920, 1080), "seed": 0}, "SteepestAscent"),
        ({"quality": "l"}, "SteepestAscent-480p15"),
        ({"function": "x^2+3xy+y^2", "at": (0.5, -1)}, "SteepestAscent-x^2+3xy+y^2-at=0.5,-1"),
        ({"constraint": "x^2+4y^2=4"}, "SteepestAscent-constraint=x^2+4y^2=4"),
        ({"function": "1/(x-y)", "theme": "paper", "quality": "m"}, "SteepestAscent-1_(x-y)-paper-720p30"),
        ({"shape": "9:16", "captions": "none", "seed": 3}, "SteepestAscent-9x16-captions-none-seed3"),
        ({"domain": Domain(-1, 1, 0, 2.5), "format": "gif"}, "SteepestAscent-domain=-1,1,0,2.5-gif"),
        ({"resolution": (800, 602)}, "SteepestAscent-800x602p60"),
    ],
)
def test_a_name_says_what_differs_from_a_default_run(options: dict[str, Any], name: str) -> None:
    assert Shot("SteepestAscent", **options).name == name


@pytest.mark.parametrize("called", ["", ".a", "a/b", "a b", "x.mp4", "con", "H\u00fcgel", "a" * 111, "a."])
def test_a_film_cannot_be_called_what_no_file_can_be(called: str) -> None:
    with pytest.raises(ShotError, match="cannot be the name of a file"):
        Shot("Curl", called=called)


@given(shots())
def test_what_a_film_is_called_is_its_name_and_changes_nothing_else(shot: Shot) -> None:
    named = dataclasses.replace(shot, called="a-film")
    assert named.name == "a-film"
    assert (named.pixels, named.frame_rate) == (shot.pixels, shot.frame_rate)
    assert dataclasses.replace(named, called=None).name == shot.name


@given(shots(), shots())
def test_a_shot_beside_a_named_one_is_called_after_it_and_what_differs(one: Shot, other: Shot) -> None:
    named = dataclasses.replace(one, scene=other.scene, called="a-film")
    beside = other.name_beside(named)
    assert dataclasses.replace(other, called=beside).name == beside
    assert beside.startswith("a-film")


def test_a_name_that_leaves_something_out_ends_with_a_hash() -> None:
    name = Shot("SteepestAscent", function="sin(x)*cos(y) + x/4").name
    assert re.fullmatch(r"SteepestAscent-sin\(x\)cos\(y\)\+x_4-[0-9a-f]{8}", name)


@pytest.mark.parametrize(
    ("quality", "shape", "pixels", "rate"),
    [
        ("l", "16:9", (854, 480), 15),
        ("m", "16:9", (1280, 720), 30),
        ("h", "16:9", (1920, 1080), 60),
        ("p", "16:9", (2560, 1440), 60),
        ("k", "16:9", (3840, 2160), 60),
        ("h", "4:3", (1440, 1080), 60),
        ("h", "1:1", (1080, 1080), 60),
        ("h", "9:16", (1080, 1920), 60),
    ],
)
def test_quality_and_shape_decide_the_picture(quality: str, shape: str, pixels: tuple[int, int], rate: int) -> None:
    shot = Shot("Curl", quality=quality, shape=shape)
    assert (shot.pixels, shot.frame_rate) == (pixels, rate)


@given(shots())
def test_pixels_are_even_and_square_and_the_shorter_side_is_8_units(shot: Shot) -> None:
    (width, height), (wide, high) = shot.pixels, shot.frame_size
    assert width % 2 == height % 2 == 0
    assert min(wide, high) == pytest.approx(8)
    assert wide / high == pytest.approx(width / height)


def test_the_shape_follows_the_resolution() -> None:
    assert Shot("Curl", resolution=(600, 800)).shape == "3:4"
    assert Shot("Curl", resolution=(1280, 720), shape="1:1") == Shot("Curl", quality="m", fps=60)


@given(shots())
def test_a_shot_survives_json_and_pickle(shot: Shot) -> None:
    assert Shot.from_dict(json.loads(json.dumps(shot.to_dict()))) == shot
    assert pickle.loads(pickle.dumps(shot)) == shot
    assert hash(pickle.loads(pickle.dumps(shot))) == hash(shot)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"quality": "x"}, "choose l, m, h, p, k"),
        ({"shape": "2:1"}, "choose 16:9"),
        ({"format": "avi"}, "choose mp4"),
        ({"captions": "yes"}, "choose burned"),
        ({"transparent": True}, "choose the format mov"),
        ({"fps": 0}, "from 1 to 240"),
        ({"fps": float("nan")}, "from 1 to 240"),
        ({"fps": 60, "format": "gif"}, "from 1 to 50"),
        ({"resolution": (801, 600)}, "800x600 is the nearest"),
        ({"resolution": (10, 100000)}, "64x8192 is the nearest"),
        ({"at": (float("nan"), 0)}, "finite"),
        ({"at": ()}, "finite"),
        ({"direction": (0, -0.0)}, "points nowhere"),
        ({"function": "  "}, "empty"),
        ({"seed": -1}, "whole number"),
        ({"seed": True}, "whole number"),
    ],
)
def test_what_cannot_be_filmed_is_an_error_with_its_cure(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ShotError, match=re.escape(complaint)):
        Shot("Curl", **options)


@pytest.mark.parametrize("text", ["1280x720", "1280,720", " 1280 X 720 ", "1280\u00d7720"])
def test_a_resolution_is_read_as_people_write_it(text: str) -> None:
    assert parse_resolution(text) == (1280, 720)


@pytest.mark.parametrize("text", ["1280", "axb", "1280x720x3", "-1x5", ""])
def test_no_resolution_is_an_error(text: str) -> None:
    with pytest.raises(ShotError, match="1280x720"):
        parse_resolution(text)


# ---- the digest


@pytest.fixture
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scenes"
    (folder / "basics").mkdir(parents=True)
    (folder / "basics" / "tiny.py").write_text("from scenes.basics.near import N\nclass Tiny(PlaneScene):\n    pass\n")
    (folder / "basics" / "near.py").write_text("from .far import M\nN = 1\n")
    (folder / "basics" / "far.py").write_text("M = 1\n")
    (folder / "basics" / "other.py").write_text("class Other(PlaneScene):\n    pass\n")
    monkeypatch.setenv("GRADANIM_SCENES", str(folder))
    return folder


CHANGES: dict[str, Any] = {
    "encoder": "small",
    "scene": "Other",
    "function": "x",
    "constraint": "x = 1",
    "field": "y, x",
    "at": (1.0, 2.0),
    "direction": (1.0, 0.0),
    "domain": Domain(-1, 1, -1, 1),
    "heights": Heights("terrain.npy", "1234"),
    "beat": (2, 3),
    "stills": True,
    "theme": "paper",
    "shape": "1:1",
    "captions": "none",
    "quality": "l",
    "fps": 24,
    "resolution": (800, 602),
    "format": "webm",
    "transparent": True,
    "seed": 1,
}


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Shot) if field.name != "called"])
def test_every_field_changes_the_digest(name: str, scenes: Path) -> None:
    shot = Shot("Tiny", format="png" if name == "stills" else "mov")
    assert digest_of(dataclasses.replace(shot, **{name: CHANGES[name]})) != digest_of(shot)


@pytest.mark.parametrize(("file", "decides"), [("tiny", True), ("near", True), ("far", True), ("other", False)])
def test_the_digest_follows_the_scene_and_all_it_imports(file: str, decides: bool, scenes: Path) -> None:
    before = digest_of(Shot("Tiny"))
    path = scenes / "basics" / f"{file}.py"
    path.write_text(path.read_text() + "\n# changed\n")
    assert (digest_of(Shot("Tiny")) != before) is decides


@pytest.fixture
def films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two films in folders, and one in a file, of a topic that shares steps."""
    folder = tmp_path / "scenes" / "descent"
    for film in ("race", "walk"):
        (folder / film / "data").mkdir(parents=True)
        name = film.capitalize()
        (folder / film / "story.py").write_text(f"from .marks import M\nclass {name}(PlaneScene):\n    pass\n")
        (folder / film / "marks.py").write_text("from scenes.descent.shared.steps import Steps\nM = 1\n")
        (folder / film / "data" / "heights.csv").write_text("1,2\n")
    (folder / "shared").mkdir()
    (folder / "shared" / "steps.py").write_text("Steps = 1\n")
    (folder / "shared" / "steps.csv").write_text("1\n")
    (folder / "shared" / "unused.py").write_text("\n")
    (folder / "alone.py").write_text("class Alone(PlaneScene):\n    pass\n")
    (folder / "alone.csv").write_text("1\n")
    monkeypatch.setenv("GRADANIM_SCENES", str(folder.parent))
    return folder


@pytest.mark.parametrize(
    ("file", "stale"),
    [
        ("race/story.py", {"Race"}),
        ("race/marks.py", {"Race"}),
        ("race/data/heights.csv", {"Race"}),
        ("walk/marks.py", {"Walk"}),
        ("alone.py", {"Alone"}),
        ("alone.csv", {"Alone"}),
        ("shared/steps.py", {"Race", "Walk"}),
        ("shared/steps.csv", {"Race", "Walk"}),
        ("shared/unused.py", set()),
        ("race/__pycache__/marks.cpython-311.pyc", set()),
        ("race/.marks.py.swp", set()),
        ("race/marks.py~", set()),
    ],
)
def test_a_change_makes_those_films_stale_that_it_belongs_to(file: str, stale: set[str], films: Path) -> None:
    before = {name: digest_of(Shot(name)) for name in ("Race", "Walk", "Alone")}
    (films / file).parent.mkdir(exist_ok=True)
    with (films / file).open("a") as changed:
        changed.write("\n\n")
    assert {name for name, digest in before.items() if digest_of(Shot(name)) != digest} == stale


def test_a_file_that_is_new_in_a_films_folder_makes_it_stale(films: Path) -> None:
    before = {name: digest_of(Shot(name)) for name in ("Race", "Walk")}
    (films / "race" / "terrain.npy").write_bytes(b"1")
    assert {name for name, digest in before.items() if digest_of(Shot(name)) != digest} == {"Race"}


@pytest.mark.parametrize("room", ["records", "fields", "formulas", "stage", "paint", "studio"])
def test_a_change_of_what_draws_makes_all_films_stale(room: str, films: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = films.parent.parent / "gradanim"
    (package / room).mkdir(parents=True)
    (package / room / "some.py").write_text("\n")
    monkeypatch.setattr("gradanim.studio.sources._PACKAGE", package)
    before = {name: digest_of(Shot(name)) for name in ("Race", "Walk", "Alone")}
    (package / room / "some.py").write_text("\n\n")
    assert {name for name, digest in before.items() if digest_of(Shot(name)) != digest} == before.keys()


def test_the_digest_does_not_depend_on_line_endings(scenes: Path) -> None:
    before = digest_of(Shot("Tiny"))
    path = scenes / "basics" / "tiny.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest_of(Shot("Tiny")) == before


def test_the_digest_covers_what_draws_and_no_more(scenes: Path) -> None:
    covered = fingerprint("Tiny")
    draws = {"records/theme.py", "fields/typed.py", "stage/scene.py", "paint/lines.py", "studio/film.py"}
    assert {f"gradanim/{file}" for file in draws} | {"manim"} <= set(covered)
    organised = {"crew/batch.py", "terminal/screen.py", "orders/order.py", "catalogue.py"}
    assert not {f"gradanim/studio/{file}" for file in organised} & set(covered)
    assert "missing" not in covered.values()


def test_the_digest_is_the_same_in_every_process(scenes: Path) -> None:
    code = (
        "from gradanim.records.shot import Shot; from gradanim.studio.sources import digest_of;"
        "print(digest_of(Shot('Tiny', at=(1, 2), function='x*y')))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert seen == {digest_of(Shot("Tiny", at=(1, 2), function="x*y"))}
