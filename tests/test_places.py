"""Films of one's own: in a file anywhere, in a folder beside the project's, begun as a copy of one that is there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradanim.records.clip import Clip
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import catalogue, find, load
from gradanim.studio.door.command import main
from gradanim.studio.film import rehearse
from gradanim.studio.orders.lecture import LectureError, read_lecture
from gradanim.studio.orders.named import scene_named
from gradanim.studio.places import for_a_while, look_beside, topic_folders
from gradanim.studio.sources import fingerprint
from tests.tiny import told_in

OURS = '''
from gradanim.stage import Storyboard
from scenes.basics.shared.rule import RULE


class Ours(Storyboard):
    """One of the project's."""

    title = "Ours"

    def construct(self):
        with self.beat(RULE, hold=0.2):
            self.wait(0.1)
'''
MINE = OURS.replace("Ours", "Mine").replace("project's", "mine")
STORY = '''
from gradanim.stage import Storyboard

from .sentences import SAID


class Proof(Storyboard):
    """A proof in parts."""

    title = "A proof"

    def construct(self):
        with self.beat(SAID, hold=0.2):
            self.wait(0.1)
'''


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with told_in(tmp_path / "project", OURS) as folder, for_a_while():
        (folder / "basics" / "shared").mkdir()
        (folder / "basics" / "shared" / "rule.py").write_text('RULE = "As a rule."\n')
        write_proof(folder / "basics" / "proof", "It is so.")
        (tmp_path / "here").mkdir()
        monkeypatch.chdir(tmp_path / "here")
        yield folder


def write_proof(film: Path, sentence: str, name: str = "Proof") -> None:
    film.mkdir(parents=True)
    (film / "story.py").write_text(STORY.replace("Proof", name))
    (film / "sentences.py").write_text(f'SAID = "{sentence}"\n')


def write(place: str, text: str = MINE) -> Path:
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def door(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="render.py")


def captions(scene: str) -> list[str]:
    return [beat.caption for beat in rehearse(Shot(scene, resolution=(160, 90), captions="none"))]


# ---- a file


@pytest.mark.parametrize("typed", ["films/mine.py", "films/mine.py:Mine", "./films/mine.py:mine", " films/mine.py"])
def test_a_scene_is_named_by_its_file_and_finds_what_its_topics_share(typed: str) -> None:
    write("films/mine.py")
    entry = scene_named(typed)
    assert (entry.name, entry.topic, entry.file) == ("Mine", "films", Path("films/mine.py").resolve())
    assert captions("Mine") == ["As a rule."]


def test_a_folder_is_a_film_by_its_story_and_its_parts_are_its_own() -> None:
    write_proof(Path("films/proof"), "It is mine.", "MyProof")  # a folder called like one of the project's
    assert scene_named("films/proof/").name == scene_named("films/proof/story.py").name == "MyProof"
    assert captions("MyProof") == ["It is mine."]
    assert captions("Proof") == ["It is so."]


def test_the_files_of_the_project_can_be_named_too(project: Path) -> None:
    assert scene_named(str(project / "basics" / "tiny.py")) == find("Ours")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_door_films_it_in_processes_of_their_own_and_keeps_its_beats(jobs: str) -> None:
    write(
        "films/mine.py",
        MINE.replace("        with", "        with self.beat('One.', hold=0.2):\n            pass\n        with"),
    )
    words = ("--resolution", "160x90", "--fps", "5", "--captions", "none", "--jobs", jobs, "--media", "media")
    made = door("--scene", "films/mine.py:Mine", *words)
    assert made.exit_code == 0, made.output
    (record,) = Path("media").glob("Mine*.clip.json")
    assert Clip.read(record).topic == "films"
    assert door("--scene", "films/mine.py", *words).stdout.startswith("unchanged")
    write("films/mine.py", Path("films/mine.py").read_text().replace("One.", "First."))
    assert "1 of 2 beats kept" in door("--scene", "films/mine.py", *words).stdout
    assert "GRADANIM_BESIDE" not in os.environ


def test_what_it_imports_decides_its_film_and_where_it_lies_does_not() -> None:
    for folder in ("here", "there"):
        write(f"{folder}/films/mine.py", MINE.replace("from scenes.basics.shared.rule", "from .rule"))
        write(f"{folder}/films/rule.py", 'RULE = "Mine."\n')
    with for_a_while():
        scene_named("here/films/mine.py")
        made_with = fingerprint("Mine")
    scene_named("there/films/mine.py")
    assert fingerprint("Mine") == made_with
    write("there/films/rule.py", 'RULE = "Another."\n')
    assert fingerprint("Mine") != made_with


@pytest.mark.parametrize("typed", ["Mine", "mine"])
def test_who_names_a_film_that_lies_below_is_told_the_command(typed: str) -> None:
    write("films/mine.py")
    write("films/about.py", 'TEXT = """\nclass Theirs(PlaneScene): pass\n"""\n')
    result = door("--scene", typed, "--media", "media")
    assert result.exit_code == 2
    assert f"--scene films/mine.py:{typed}`" in result.output
    assert scene_named(f"films/mine.py:{typed}").name == "Mine"
    assert "films" not in door("--scene", "Theirs").output


def test_who_names_a_film_that_is_nowhere_is_told_how_films_elsewhere_are_named() -> None:
    result = door("--scene", "Faraway")
    assert result.exit_code == 2
    assert "`--scene FILE.py`" in result.output
    assert "`--scenes-folder FOLDER`" in result.output


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("films/mime.py", "there is no file films/mime.py: did you mean mine.py?"),
        ("nowhere/mine.py:Mine", "there is no file nowhere/mine.py: look how it is spelt"),
        ("films/mine.py:Mime", "there is no scene Mime in films/mine.py: it has Mine"),
        ("films/two.py", "films/two.py has the scenes First, Second: say which, as in films/two.py:First"),
        ("films/none.py", "there is no scene in films/none.py: a scene is a class that extends PlaneScene"),
        ("films/slip.py", "this file cannot be read, films/slip.py:3: expected ':'"),
        ("films/slip.py:Slip", "this file cannot be read, films/slip.py:3: expected ':'"),
        ("films/", "the folder films/ is no film, for it has no story.py: give the file of a film, or --scenes-folder"),
        (
            "films/taken.py",
            "two scenes are called Ours, in films/taken.py:6 and in scenes/basics/tiny.py:6: rename one",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_a_sentence(typed: str, complaint: str) -> None:
    write("films/mine.py")
    write("films/two.py", "class First(PlaneScene): pass\nclass Second(PlaneScene): pass\n")
    write("films/none.py", "class Thing: pass\n")
    write("films/slip.py", '"""A slip."""\n\nclass Slip(PlaneScene)\n    pass\n')
    write("films/taken.py", OURS)
    result = door("--scene", typed, "--media", "media")
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert "Traceback" not in result.output
    assert not Path("media").exists()


# ---- a folder


def test_a_folder_of_ones_own_is_listed_beside_the_projects_films() -> None:
    write("own/basics/mine.py")
    write("own/loose.py", MINE.replace("Mine", "Loose"))
    write_proof(Path("own/basics/my_proof"), "It is mine.", "MyProof")
    rows = [line.split("\t")[:2] for line in door("--list", "--scenes-folder", "own").stdout.splitlines()]
    assert rows == [["basics", s] for s in ("Mine", "MyProof", "Ours", "Proof")] + [["own", "Loose"]]
    assert "Mine" not in door("--list").stdout


def test_a_part_that_is_shared_in_a_folder_of_ones_own_is_found_by_its_films() -> None:
    write("own/basics/shared/law.py", 'LAW = "By law."\n')
    write("own/basics/mine.py", MINE.replace("rule import RULE", "law import LAW as RULE"))
    look_beside(Path("own"))
    assert captions("Mine") == ["By law."]
    assert captions("Ours") == ["As a rule."]
    assert Path("own").resolve() in topic_folders()
    assert {place for place in fingerprint("Mine") if "/basics/" in place and not place.startswith("gradanim")} == {
        "beside/basics/mine.py",
        "beside/basics/shared/law.py",
    }


def test_a_name_that_both_have_is_an_error_with_both_places() -> None:
    write("own/basics/again.py", OURS)
    for words in (["--list"], ["--scene", "Proof"], ["--all"]):
        result = door(*words, "--scenes-folder", "own")
        assert result.exit_code == 2
        assert "two scenes are called Ours, in own/basics/again.py:6 and in scenes/basics/tiny.py:6" in result.stderr


def test_a_folder_that_is_not_there_is_told() -> None:
    result = door("--list", "--scenes-folder", "nowhere")
    assert (result.exit_code, "there is no folder nowhere" in result.stderr) == (2, True)


# ---- a lecture file


def test_a_lecture_names_files_beside_itself(tmp_path: Path) -> None:
    write("lectures/films/mine.py")
    write("lectures/one.toml", '[[film]]\nscene = "films/mine.py:Mine"\n')
    (shot,) = read_lecture(Path("lectures/one.toml"), {}).shots
    assert shot == Shot("Mine")
    assert find("Mine").file == Path("lectures/films/mine.py").resolve()


def test_what_is_wrong_with_such_a_file_has_its_line_in_the_lecture() -> None:
    write("one.toml", '[[film]]\nscene = "mine.py:Mine"\n')
    with pytest.raises(LectureError, match=r"one\.toml, line 2: there is no file .*mine\.py"):
        read_lecture(Path("one.toml"), {})


# ---- a film to begin with


def test_a_copy_is_a_film_at_once_under_its_own_name_and_title() -> None:
    begun = door("--new", "MyOwnRule", "--like", "Ours", "--scenes-folder", "own")
    assert begun.exit_code == 0, begun.output
    text = Path("own/basics/my_own_rule.py").read_text()
    assert "class MyOwnRule(Storyboard)" in text
    assert '    title = "My own rule"\n' in text
    assert "    python render.py --scenes-folder own --scene MyOwnRule -ql\n" in begun.stdout
    line = text[: text.index("    title =")].count("\n") + 1
    assert f"(its title is in line {line})" in begun.stdout
    look_beside(Path("own"))
    assert captions("MyOwnRule") == ["As a rule."]


def test_a_copy_of_a_film_in_a_folder_has_parts_of_its_own(project: Path) -> None:
    marks = project / "basics" / "proof" / "marks.py"
    marks.write_text("from scenes.basics.proof.sentences import SAID\nfrom ..shared.rule import RULE\n")
    story = project / "basics" / "proof" / "story.py"
    story.write_text(story.read_text().replace(".sentences import SAID", ".marks import RULE, SAID"))
    assert door("--new", "MyProof", "--like", "Proof", "--scenes-folder", "own").exit_code == 0
    copy = Path("own/basics/my_proof")
    assert (copy / "marks.py").read_text() == (
        "from .sentences import SAID\nfrom scenes.basics.shared.rule import RULE\n"
    )
    (copy / "sentences.py").write_text('SAID = "It is mine."\n')
    look_beside(Path("own"))
    assert captions("MyProof") == ["It is mine."]


def test_without_a_model_it_is_a_skeleton_among_the_projects_films(project: Path) -> None:
    begun = door("--new", "MyHill")
    assert begun.exit_code == 0, begun.output
    assert load(find("MyHill")).title == "My hill"
    assert find("MyHill").file == project / "own" / "my_hill.py"


@pytest.mark.parametrize("function", ["x^2 - y^2", "x + y", "log(x^2 + y^2)"])
def test_the_skeleton_is_true_of_any_function(function: str) -> None:
    assert door("--new", "MyHill").exit_code == 0
    beats = rehearse(Shot("MyHill", function=function, quality="l"))
    assert len(beats) == 3
    assert [finding.holds for beat in beats for finding in beat.findings] == [True]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--new", "Ours"], "there is a film Ours already, in scenes/basics/tiny.py: give the new one another name"),
        (["--new", "my film"], "'my film' cannot be the name of a film: write letters"),
        (["--new", "MyTaken", "--like", "Ours", "--scenes-folder", "own"], "own/basics/my_taken.py is there already"),
        (["--new", "MyFilm", "--like", "Hours"], "did you mean Ours?"),
        (
            ["--new", "MyFilm", "-f", "x", "-ql"],
            "--new writes a file and films nothing: leave out --function, --quality",
        ),
        (["--like", "Ours"], "say its name, too, with --new"),
        (["--new", "MyFilm", "--check"], "--new and --check exclude each other"),
        (["--new", "MyFilm", "--list"], "--list and --new exclude each other"),
        (["--check", "--list"], "exclude each other"),
        (["--new", "MyFilm", "--scene", "Ours"], "--new and --scene exclude each other"),
    ],
)
def test_what_is_no_beginning_is_refused_and_nothing_is_written(words: list[str], complaint: str) -> None:
    write("own/basics/my_taken.py", "# a film in the making\n")
    result = door(*words)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert [path.name for path in Path().rglob("*.py")] == ["my_taken.py"]
    assert "MyFilm" not in {entry.name for entry in catalogue().entries}
