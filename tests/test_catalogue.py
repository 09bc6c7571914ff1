"""The catalogue: finds scenes by reading files, says what is wrong with one, and hides no other for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from gradanim.errors import SceneError
from gradanim.studio.catalogue import SceneLookupError, catalogue, find, find_topic, load
from gradanim.studio.places import scenes_folder

ROOT = Path(__file__).resolve().parent.parent


class Files:
    """A folder of scenes that a test fills."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, place: str, text: str) -> Path:
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


@pytest.fixture
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setenv("GRADANIM_SCENES", str(tmp_path / "scenes"))
    return Files(tmp_path / "scenes")


def names() -> list[str]:
    return [entry.name for entry in catalogue().entries]


def test_the_scenes_are_those_beside_the_door_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRADANIM_SCENES", raising=False)
    monkeypatch.chdir(tmp_path)
    assert scenes_folder() == ROOT / "scenes"
    known = catalogue()
    assert {"SteepestAscent", "ContourPerpendicular"} <= {entry.name for entry in known.entries}
    assert known.problems == ()


def test_reading_the_catalogue_imports_neither_manim_nor_sympy() -> None:
    code = (
        "import sys; from gradanim.studio.catalogue import catalogue; assert catalogue().entries;"
        "sys.exit(bool({'manim', 'sympy', 'scenes'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_scene_is_a_public_class_that_extends_one(scenes: Files) -> None:
    scenes.write(
        "basics/many.py",
        "class Plane(PlaneScene): pass\n"
        "class Board(stage.Storyboard): pass\n"
        "class _Hidden(PlaneScene): pass\n"
        "class Heir(_Hidden): pass\n"
        "class Note: pass\n"
        "class Other(dict): pass\n"
        "class Loop(Loop): pass\n"
        "def f():\n    class Inner(PlaneScene): pass\n",
    )
    scenes.write("basics/more.py", "from scenes.basics.many import Plane\nclass Grandchild(Plane): pass\n")
    scenes.write("loose.py", "class Loose(PlaneScene): pass\n")
    assert sorted(names()) == ["Board", "Grandchild", "Heir", "Plane"]


def test_an_entry_tells_what_the_file_says(scenes: Files) -> None:
    path = scenes.write(
        "basics/one.py",
        'class One(PlaneScene):\n    """It shows one.\n\n    And more."""\n'
        "    def construct(self):\n        with self.beat('a'): pass\n        with self.beat('b'): pass\n",
    )
    (entry,) = catalogue().entries
    assert (entry.name, entry.topic, entry.file, entry.summary) == ("One", "basics", path, "It shows one.")
    assert (entry.module, entry.subject, entry.beats) == ("scenes.basics.one", "function", 2)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("class A(PlaneScene): pass", "function"),
        ("class A(stage.SpaceScene): pass", "function"),
        ("class A(RoomScene): pass", "function of three"),
        ("class A(Storyboard): pass", "none"),
        ("class A(VectorFieldScene): pass", "none"),  # of no stage: its name says nothing
        ("class A(PlaneScene):\n    subject = 'vector field'", "vector field"),
        ("class A(PlaneScene):\n    subject: ClassVar[Subject] = 'functions f and g'", "functions f and g"),
        ("class _B(PlaneScene):\n    subject = 'vector field'\nclass A(_B): pass", "vector field"),
        ("class _B(PlaneScene):\n    subject = 'vector field'\nclass A(_B, Storyboard): pass", "vector field"),
        ("class _B(Storyboard): pass\nclass A(_B, PlaneScene): pass", "function"),
    ],
)
def test_a_scene_is_about_what_it_or_a_class_it_extends_says(scenes: Files, text: str, subject: str) -> None:
    scenes.write("basics/a.py", text)
    assert find("A").subject == subject


def test_what_the_catalogue_reads_is_what_python_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADANIM_SCENES", raising=False)
    entries = catalogue().entries
    assert {entry.name: entry.subject for entry in entries} == {entry.name: load(entry).subject for entry in entries}


@pytest.mark.parametrize("said", ['"functoin"', "SUBJECT"])
def test_a_subject_that_is_none_is_told_with_its_place_and_the_choice(scenes: Files, said: str) -> None:
    scenes.write("basics/a.py", f"\nclass A(PlaneScene):\n    subject = {said}\nclass B(PlaneScene): pass\n")
    assert names() == ["B"]
    (problem,) = catalogue().problems
    assert problem.startswith("scenes/basics/a.py:2: the subject ")
    assert 'of A is not known: choose "function", ' in problem


def test_a_broken_file_is_named_with_its_line_and_hides_no_other_scene(scenes: Files) -> None:
    scenes.write("basics/broken.py", "class Broken(PlaneScene):\n    pass\n\ndef f(:\n")
    scenes.write("basics/null.py", "\0")
    scenes.write("basics/good.py", "class Good(PlaneScene): pass\n")
    assert names() == ["Good"]
    broken, null = catalogue().problems
    assert broken.startswith("scenes/basics/broken.py:4: ")
    assert null.startswith("scenes/basics/null.py")
    with pytest.raises(SceneError, match=r"^broken\.py, line 4: invalid syntax"):
        load(find("Broken"))


def test_a_name_given_twice_is_told_with_both_places(scenes: Files) -> None:
    scenes.write("a/one.py", "class Twice(PlaneScene): pass\n")
    scenes.write("b/two.py", "\nclass twice(PlaneScene): pass\n")
    assert names() == ["Twice"]
    (problem,) = catalogue().problems
    assert "scenes/b/two.py:2" in problem
    assert "scenes/a/one.py:1" in problem


@pytest.mark.parametrize("name", ["SteepestAscent", "steepestascent", " STEEPESTASCENT "])
def test_capital_letters_do_not_matter(scenes: Files, name: str) -> None:
    scenes.write("gradient/a.py", "class SteepestAscent(PlaneScene): pass\nclass Curl(PlaneScene): pass\n")
    assert find(name).name == "SteepestAscent"


@pytest.mark.parametrize("name", ["SteepestAscend", "steepest", "Ascent", "SteepAscent"])
def test_an_unknown_name_brings_up_the_likely_one(scenes: Files, name: str) -> None:
    scenes.write("gradient/a.py", "class SteepestAscent(PlaneScene): pass\nclass Curl(PlaneScene): pass\n")
    with pytest.raises(SceneLookupError, match=r"did you mean SteepestAscent\?"):
        find(name)


def test_nothing_alike_brings_up_the_list(scenes: Files) -> None:
    scenes.write("gradient/a.py", "class Curl(PlaneScene): pass\n")
    with pytest.raises(SceneLookupError, match="--list"):
        find("Qwertz")
    with pytest.raises(SceneLookupError, match="did you mean gradient"):
        find_topic("gradien")
    assert [entry.name for entry in find_topic("Gradient")] == ["Curl"]


def test_loading_gives_the_class_and_lets_one_scene_extend_another(scenes: Files) -> None:
    scenes.write("basics/first.py", "class SomeScene: pass\nclass First(SomeScene):\n    number = 1\n")
    scenes.write("basics/second.py", "class SecondScene: pass\nclass Second(SecondScene):\n    number = 2\n")
    assert load(find("First")).number == 1
    assert load(find("Second")).number == 2
    assert load(find("First")).__module__ == "scenes.basics.first"


def test_a_file_that_fails_on_import_is_named_with_its_line(scenes: Files) -> None:
    scenes.write("basics/fails.py", "class Fails(PlaneScene):\n    pass\n")
    with pytest.raises(SceneError, match=r"^fails\.py, line 1: PlaneScene is not defined"):
        load(find("Fails"))
