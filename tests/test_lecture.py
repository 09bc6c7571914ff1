"""Lecture files: what they say becomes shots, and everything wrong in one is said at once, with its line."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from gradanim.errors import GradanimError
from gradanim.fields.domain import Domain
from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import filmed
from gradanim.studio.door.command import main
from gradanim.studio.film import film
from gradanim.studio.orders.lecture import LectureError, read_lecture
from gradanim.studio.orders.lecture_form import schema
from gradanim.studio.orders.toml_lines import TomlLines
from gradanim.studio.sources import digest_of

ROOT = Path(__file__).resolve().parent.parent
LECTURES = ROOT / "docs" / "lectures"

SCENES = '''
class Hill(PlaneScene):
    """A hill."""

class Valley(PlaneScene):
    """A valley."""

class Wind(PlaneScene):
    """Arrows."""

    subject = "vector field"

class Shore(PlaneScene):
    """A hill, along a shore."""

    subject = "functions f and g"
'''
STORY = '''
from manim import Square as Shape
from gradanim.stage.storyboard import Storyboard

class Square(Storyboard):
    """A square."""

    def construct(self):
        with self.beat("A square.", hold=0.2):
            self.add(Shape())
'''


@pytest.fixture(autouse=True)
def scenes(tmp_path: Path) -> Iterator[None]:
    (tmp_path / "scenes" / "basics").mkdir(parents=True)
    (tmp_path / "scenes" / "basics" / "some.py").write_text(SCENES)
    (tmp_path / "scenes" / "basics" / "story.py").write_text(STORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(tmp_path / "scenes"))
        yield


@pytest.fixture
def lecture(tmp_path: Path) -> Any:
    def read(text: str, **typed: Any) -> list[Shot]:
        (tmp_path / "lecture.toml").write_text(text, encoding="utf-8")
        return list(read_lecture(tmp_path / "lecture.toml", typed).shots)

    return read


@pytest.fixture
def complaints(lecture: Any) -> Any:
    """The lines of a file that something is said about, and what."""

    def read(text: str) -> dict[int, str]:
        with pytest.raises(LectureError) as caught:
            lecture(text)
        said = re.split(r"^.*?lecture\.toml, line (\d+): ", str(caught.value), flags=re.MULTILINE)
        return {int(line): what.strip() for line, what in zip(said[1::2], said[2::2], strict=True)}

    return read


# ---- what is written becomes shots


def test_what_is_written_becomes_the_fields_of_shots(lecture: Any) -> None:
    first, second = lecture("""
title = "Two films"
[defaults]
theme = "paper"
quality = "l"
at = [0.5, -1]
[[film]]
scene = "hill"
function = "x^2 + y"
direction = "1, sqrt(4)"
domain = [[-2, 2], [-1, 1.5]]
[[film]]
scene = "Wind"
field = "-y, x"
theme = "night"
domain = "-1:1,-1:1"
transparent = true
resolution = [800, 602]
fps = 24
seed = 7
""")
    assert first == Shot(
        "Hill",
        function="x^2 + y",
        at=(0.5, -1),
        direction=(1, 2),
        domain=Domain(-2, 2, -1, 1.5),
        theme="paper",
        quality="l",
    )
    assert (second.field, second.theme, second.format, second.pixels) == ("-y, x", "night", "mov", (800, 602))
    assert (second.domain, second.frame_rate, second.seed) == (Domain(-1, 1, -1, 1), 24, 7)


def test_a_mark_at_the_beginning_of_a_file_is_no_fault(lecture: Any) -> None:
    (shot,) = lecture('\ufeff[[film]]\nscene = "Hill"\nfunction = "x y"\n')
    assert shot.function == "x y"


def test_several_functions_are_a_film_each(lecture: Any) -> None:
    text = '[[film]]\nscene = "Hill"\nfunctions = ["x*y", "x + y"]\n'
    assert lecture(text) == [Shot("Hill", function="x*y"), Shot("Hill", function="x + y")]
    assert [shot.name for shot in lecture(f'{text}name = "b"')] == ["b-1", "b-2"]


def test_a_function_for_all_films_is_for_those_that_take_one(lecture: Any) -> None:
    shots = lecture("""
[defaults]
function = "x*y"
field = "y, x"
constraint = "x = 1"
[[film]]
scene = "Hill"
[[film]]
scene = "Wind"
[[film]]
scene = "Valley"
function = "x"
[[film]]
scene = "Shore"
functions = ["x", "y"]
""")
    assert [(shot.function, shot.constraint, shot.field) for shot in shots] == [
        ("x*y", None, None), (None, None, "y, x"), ("x", None, None), ("x", "x = 1", None), ("y", "x = 1", None)
    ]  # fmt: skip


def test_a_function_stands_for_the_field_of_its_gradients_where_no_field_is_said(lecture: Any) -> None:
    wind = '[[film]]\nscene = "Wind"\n'
    (shot,) = lecture(f'{wind}function = "x*y"\n')
    assert (shot.function, shot.field) == ("x*y", None)
    first, second = lecture(f'[defaults]\nfunction = "x"\n{wind}{wind}field = "y, x"\n')
    assert [(shot.function, shot.field) for shot in (first, second)] == [("x", None), (None, "y, x")]


def test_a_name_is_that_of_the_files_and_changes_no_picture(lecture: Any) -> None:
    (shot,) = lecture('[[film]]\nscene = "Hill"\nname = "two-hills"\ntheme = "paper"\nquality = "l"\n')
    assert shot.name == "two-hills"
    assert digest_of(shot) == digest_of(Shot("Hill", theme="paper", quality="l"))
    assert Shot.from_dict(json.loads(json.dumps(shot.to_dict()))) == shot


def test_what_is_typed_beside_a_file_replaces_its_defaults_and_not_what_a_film_says(lecture: Any) -> None:
    text = """
[defaults]
quality = "m"
theme = "paper"
[[film]]
scene = "Hill"
name = "one"
[[film]]
scene = "Hill"
name = "two"
quality = "p"
"""
    one, two = lecture(text, quality="l", function="x*y")
    assert (one.quality, one.theme, one.function) == ("l", "paper", "x*y")
    assert (two.quality, two.theme, two.function) == ("p", "paper", "x*y")


def test_a_quick_look_does_not_replace_the_finished_film(lecture: Any) -> None:
    text = '[[film]]\nscene = "Hill"\nname = "one"\ntheme = "paper"\n'
    assert [shot.name for shot in lecture(text)] == ["one"]
    assert [shot.name for shot in lecture(text, quality="l")] == ["one-480p15"]
    assert [shot.name for shot in lecture(text, quality="h", at="0.5,1")] == ["one-at=0.5,1"]
    assert [shot.name for shot in lecture(text, quality="h", theme="night")] == ["one"], "the film has its own theme"


# ---- what is wrong


def test_everything_wrong_is_said_at_once_with_its_line(complaints: Any) -> None:
    found = complaints("""title = 3
[defaults]
theme = "papr"
at = "1/0, 2"

[[film]]
scene = "Hil"
[[film]]   # a comment with scene = "Hill"
function = '''x +
q'''
[[film]]
scene = "Hill"
functions = [
    "x",   # [
    "x *",
    ["y"],
]
colour = "red"
[[film]]
scene = "Hill"
field = "y, x"
[[film]]
scene = "Wind"
constraint = "x = 1"
[[film]]
scene = "Hill"
function = "x"
functions = ["y"]
fps = 500
""")
    assert {line: what.splitlines()[0] for line, what in found.items()} == {
        1: "title: a text in quotes is wanted, not 3",
        3: 'theme: "papr" is not known: did you mean paper?',
        4: "at: a division by zero",
        7: "there is no scene 'Hil': did you mean Hill?",
        8: 'which scene? Add a line such as scene = "SteepestAscent"',
        9: "function: this uses q; only x and y are variables",
        15: "functions: the text ends where something has to follow",
        16: "functions: a text in quotes is wanted, not ['y']",
        18: found[18],
        21: "Hill is about a function f(x, y): give it function instead of field, or film Wind",
        24: "Wind is about a vector field P, Q: give it field instead of constraint, or film Shore",
        28: "function and functions exclude each other: a scene is about one of them",
        29: "fps = 500 must be from 1 to 240 for mp4",
    }
    assert found[18].startswith("colour is not known here: choose scene, name, ")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('constraint = "x = 1"', "give it function instead of constraint, or film Shore"),
        ('function = "x"\nconstraint = "x = 1"', "leave out constraint, or film Shore"),
        ("at = [1]", "a point is two numbers, such as [0.5, -1], not [1]"),
        ("at = [1, true]", "not [1, True]"),
        ("at = [nan, 1]", "finite"),
        ("direction = [0, 0]", "points nowhere"),
        ("domain = [-3, 3, -2, 2]", "two pairs of borders"),
        ("domain = [[3, -3], [-2, 2]]", "from a smaller to a larger number"),
        ('domain = "-3:3"', "-3:3,-2:2"),
        ("at = [3, 0]\ndomain = [[-1, 1], [-1, 1]]", "at 3,0 is outside domain [-1, 1] x [-1, 1]"),
        ("fps = 300", "from 1 to 240"),
        ('fps = "30"', 'a number is wanted, not "30"'),
        ("seed = 1.5", "a whole number is wanted, not 1.5"),
        ("seed = -1", "whole number"),
        ('transparent = "yes"', "true or false is wanted"),
        ('transparent = true\nformat = "mp4"', "mp4 cannot be transparent"),
        ("resolution = [801, 600]", "800x600"),
        ('resolution = "big"', "1280x720"),
        ('quality = "x"', "choose l, m, h, p, k"),
        ('shape = "16x9"', "did you mean 16:9?"),
        ("functions = []", "a list such as"),
        ('functions = "x"', "a list such as"),
        ('name = "a/b"', "cannot be the name of a film"),
        ('name = "x.mp4"', "cannot be the name of a film"),
        ('name = "con"', "cannot be the name of a film"),
        ('name = "hill-2"', "choose another word"),
        ('nam = "a"', "did you mean name?"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_in_its_line(line: str, complaint: str, complaints: Any) -> None:
    found = complaints(f'[[film]]\nscene = "Hill"\n{line}\n')
    assert len(found) == 1
    assert complaint in found.popitem()[1]


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("", 1, "there is no film"),
        ("film = 3", 1, "there is no film"),
        ("film = [3]", 1, "[[film]]"),
        ("defaults = 3\n[[film]]\nscene = 'Hill'", 1, "[defaults]"),
        ("[[film]\n", 1, ""),
        ("[[film]]\nscene = 'Hill'\nat = [1,\n2", 4, ""),
        ("[[film]]\nscene = 'Hill'\nscene = 'Valley'", 3, "overwrite"),
        ("[film]\nscene = 'Hill'", 1, "[[film]]"),
    ],
)
def test_a_file_that_is_none_is_an_error_with_its_line(text: str, line: int, complaint: str, complaints: Any) -> None:
    found = complaints(text)
    assert list(found) == [line]
    assert complaint in found[line]


def test_a_file_that_is_not_there_or_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes("title = 'H\xfcgel'".encode("latin-1"))
    for name in ("missing.toml", "latin.toml"):
        with pytest.raises(LectureError, match=rf"{name} cannot be read"):
            read_lecture(tmp_path / name, {})


def test_what_is_typed_wrong_is_no_fault_of_the_file(lecture: Any) -> None:
    with pytest.raises(GradanimError, match=r"^--at: "):
        lecture('[[film]]\nscene = "Hill"', at="1")


def test_a_film_lies_there_under_its_name_and_is_found_again(tmp_path: Path) -> None:
    shot = Shot("Square", resolution=(160, 90), fps=10, called="my-square")
    clip = film(shot, tmp_path / "media")
    assert (clip.film, clip.poster, clip.record) == ("my-square.mp4", "my-square.png", "my-square.clip.json")
    assert all((tmp_path / "media" / file).is_file() for file in clip.files)
    assert filmed(shot, tmp_path / "media") == clip
    assert filmed(replace(shot, called=None), tmp_path / "media") is None
    assert filmed(replace(shot, seed=1), tmp_path / "media") is None


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ('name = "a"', 'name = "A"\ntheme = "paper"', 4),
        ("", "", 4),
        ('function = "x"', 'functions = ["y", "x"]', 6),
        ('name = "a"\nfunctions = ["x", "y"]', 'name = "a-2"', 5),
    ],
)
def test_two_films_of_one_name_are_refused_with_both_lines(one: str, other: str, line: int, complaints: Any) -> None:
    found = complaints(f'[[film]]\nscene = "Hill"\n{one}\n[[film]]\nscene = "Hill"\n{other}\n')
    assert list(found) == [line]
    assert re.search(r"would be called \S+, like that of line \d+: give one of them another name", found[line])


# ---- places


def test_places_are_those_of_the_text() -> None:
    text = '''# a comment
title = "x"
[defaults]
"at" = [1,
  2,   # [
  [3,
   4],
]
[[film]]

a.b = 1
c = """
[[film]]
"""
[film.more]
d = {e = 1, f = [1, 2]}
[[film]]
a = 1\r
[[film.part]]
[[film.part]]
g = 1
'''
    places = TomlLines(text)
    lines = {
        ("title",): 2,
        ("defaults",): 3,
        ("defaults", "at"): 4,
        ("defaults", "at", 0): 4,
        ("defaults", "at", 1): 5,
        ("defaults", "at", 2): 7,
        ("film", 0): 9,
        ("film", 0, "a", "b"): 11,
        ("film", 0, "c"): 12,
        ("film", 0, "more", "d", "e"): 16,
        ("film", 0, "more", "d", "f", 1): 16,
        ("film", 1): 17,
        ("film", 1, "a"): 18,
        ("film", 1, "part", 1, "g"): 21,
        ("film", 1, "unsaid", 3): 17,
        ("unsaid",): 1,
    }
    assert {place: places.line(place) for place in lines} == lines


values = st.recursive(
    st.sampled_from(["-1", "true", '"#["', "'''\n[[film]]\n'''", '"""a\n\\"]"""']),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: "[" + ", # ]\n".join(parts) + "\n]"),
)


@given(st.lists(st.tuples(st.sampled_from(["", "\n", "# [\n"]), values), max_size=6))
def test_the_line_of_every_value_is_where_it_was_written(written: list[tuple[str, str]]) -> None:
    text, lines = "", {}
    for number, (before, value) in enumerate(written):
        text += before
        lines[f"k{number}",] = text.count("\n") + 1
        text += f"k{number} = {value}\n"
    places = TomlLines(text)
    assert {place: places.line(place) for place in lines} == lines


# ---- the schema


def test_the_schema_in_the_repository_is_that_of_the_reader() -> None:
    there = json.loads((LECTURES / "lecture.schema.json").read_text(encoding="utf-8"))
    assert there == schema(), "write it again: python tests/test_lecture.py"


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(schema())


SETTINGS = {
    "scene": ['"Hill"', '" "', "3"],
    "name": ['"a"', '"a b"', '"x.mp4"', '"x=0.5"', "[]"],
    "function": ['"x*y"', '""', "2"],
    "functions": ['["x", "y"]', "[]", '"x"', "[1]"],
    "constraint": ['"x = 1"', '""', "1"],
    "field": ['"x, y"', "1"],
    "at": ["[0.5, 1]", "[1]", "[1, 2, 3, 4]", '"pi, 1"', "0.5", "[true, 1]"],
    "direction": ["[3, 4]", '["1", "2"]'],
    "domain": ["[[-1, 1], [-2, 2]]", "[-1, 1, -2, 2]", '"-1:1,-2:2"', "[[1], [2]]"],
    "heights": ['"sample"', '""', "1"],
    "beat": ["4", '"4"', '"3-5"', "[3, 5]", "0", "[1]", "[0, 2]", "true"],
    "stills": ["true", '"yes"'],
    "theme": ['"paper"', '"plaid"', "1"],
    "shape": ['"9:16"', '"2:1"'],
    "captions": ['"none"', "false"],
    "transparent": ["true", '"yes"', "1"],
    "quality": ['"l"', '"x"'],
    "fps": ["24", "29.97", "0", "1000", "true"],
    "resolution": ["[1280, 720]", '"1280x720"', "[1280.5, 720]", "1280"],
    "format": ['"mov"', '"avi"'],
    "encoder": ['"small"', '"slow"'],
    "seed": ["7", "-1", "1.5", "true", "4294967296"],
    "colour": ['"red"'],
}


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, texts in SETTINGS.items() for value in texts])
def test_the_schema_and_the_reader_refuse_the_same(key: str, value: str, lecture: Any) -> None:
    about = {"scene": "", "field": 'scene = "Wind"\n', "constraint": 'scene = "Shore"\n'}
    scene = about.get(key, 'scene = "Hill"\n')
    text = f"[[film]]\n{scene}{key} = {value}\n"
    fits = Draft7Validator(schema()).is_valid(tomllib.loads(text))
    try:
        lecture(text)
        is_read = True
    except LectureError:
        is_read = False
    assert fits == is_read


def test_the_schema_describes_every_setting() -> None:
    film = schema()["properties"]["film"]["items"]["properties"]
    assert set(film) == SETTINGS.keys() - {"colour"} | {"fields"}
    assert all(setting["description"].endswith(".") for setting in film.values())


@pytest.mark.parametrize("path", sorted(LECTURES.glob("*.toml")), ids=lambda path: path.name)
def test_the_sample_lectures_are_read_and_fit_the_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADANIM_SCENES")
    sample = read_lecture(path, {})
    assert sample.title
    assert len(sample.shots) >= 4
    Draft7Validator(schema()).validate(tomllib.loads(path.read_text(encoding="utf-8")))


# ---- at the door


def test_the_door_says_what_is_wrong_in_a_file_and_films_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lecture.toml"
    file.write_text('[[film]]\nscene = "Hil"\n[[film]]\nscene = "Hill"\nat = 3\n')
    result = CliRunner().invoke(main, ["--from", str(file), "--media", str(tmp_path / "media")])
    assert result.exit_code == 2
    assert f"{file}, line 2: there is no scene 'Hil': did you mean Hill?\n" in result.stderr
    assert f"{file}, line 5: at: " in result.stderr
    assert not (tmp_path / "media").exists()


def test_a_file_and_a_scene_are_not_asked_for_together(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--from", "lecture.toml", "--scene", "Hill"])
    assert (result.exit_code, "--from and --scene exclude each other" in result.stderr) == (2, True)


if __name__ == "__main__":
    text = json.dumps(schema(), indent=2, ensure_ascii=False)
    (LECTURES / "lecture.schema.json").write_text(text + "\n", encoding="utf-8")
