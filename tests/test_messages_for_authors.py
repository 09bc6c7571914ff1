"""Who writes a film is told what is wrong with it: where, what, and the cure, and nothing of our insides."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradanim.errors import FilmError, SceneError
from gradanim.records.clip import BeatRecord, Clip
from gradanim.stage.typeset.notation import as_typst
from gradanim.studio.catalogue import catalogue, find, load
from gradanim.studio.edit import insist
from gradanim.studio.film import film, rehearse
from gradanim.studio.mistakes import told
from tests.tiny import tiny, told_in

ROOT = Path(__file__).resolve().parent.parent
HEAD = """
import numpy as np
from manim import RIGHT, Create, FadeIn, Square

from gradanim.stage import Claim, PlaneScene, Storyboard, claims, marks, maps, typeset


class Mine(PlaneScene):
    title = "Mine"

    def construct(self):
        view, square = self.view, Square()
"""
IN_A_BEAT = 'with self.beat("One."):\n    {}'
ABOUT = 'with self.beat("One.", claim=claims.{}):\n    pass'
FIRST = HEAD.count("\n") + 1  # the line in which a story begins


def written(story: str, head: str = HEAD) -> str:
    return head + "".join(f"        {line}\n" for line in story.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with told_in(tmp_path, "") as folder:
        yield folder / "basics"


def said_of(folder: Path, source: str) -> str:
    """What the author of a scene is told."""
    (folder / "tiny.py").write_text(source)
    with pytest.raises(Exception) as caught:
        insist(rehearse(tiny("Mine")))
    said = told(caught.value)
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("story", "line", "said"),
    [
        ("self.play(square.animate.shift(RIGHT))", 0, "before the first beat: write `with self.beat"),
        ("self.wait()", 0, "before the first beat"),
        (
            'with self.beat("One."):\n    with self.beat("Two."):\n        pass',
            1,
            f"begins inside that of tiny.py, line {FIRST}: end that one first",
        ),
        ('with self.beat("One.", claim=3):\n    pass', 0, "claim 3 is no Claim but of type int: give one of"),
        ('with self.beat("One.", claim=claims.orthogonal):\n    pass', 0, "orthogonal is no Claim .*: call it"),
        ('with self.beat("One.", claim=[square]):\n    pass', 0, "is no Claim but of type Square"),
        ("view.theme.gradiant", 0, r"there is no colour role gradiant: did you mean gradient\?"),
        ('typeset.formula(view, "{{ x : gradiant }}")', 0, r"no colour role gradiant: did you mean gradient\?"),
        ("marks.gradientarrow(view, self.at)", 0, r"marks has no gradientarrow: did you mean gradient_arrow\?"),
        ("maps.ContourMapp(view)", 0, r"maps has no ContourMapp: did you mean ContourMap\?"),
        ("self.fil_panel()", 0, r"Mine has no fil_panel: did you mean fill_panel\?"),
        ("maps.ContourMap(veiw)", 0, r"veiw is not defined: did you mean view\?"),
        ("maps.ContourMap(view, cuont=3)", 0, r"ContourMap takes no cuont: did you mean count\?"),
        ("marks.gradient_arrow(view, self.at, widht=3)", 0, r"takes no widht: did you mean width\?"),
        (r'typeset.formula(view, r"\frac{1}{2} x")', 0, r"is LaTeX, .* write `1/2 x`"),
        (r'typeset.formula(view, r"\nabla f")', 0, r"has `\\nabla`, .* write `nabla f`"),
        ('typeset.formula(view, "x^{10}")', 0, r"has `\^{`, .* write `x\^\(10\)`"),
        ('typeset.formula(view, "$x$")', 0, r"has `\$`, .* write `x`"),
        (r'typeset.Readout(view, r"\theta", 1.0)', 0, r"write `theta ="),
        ('typeset.formula(view, "nabla f + fooo")', 0, "cannot set `nabla f .*: unknown variable: fooo, at `fooo`"),
        ("1 / 0", 0, "ZeroDivisionError: division by zero"),
        (
            IN_A_BEAT.format("self.play(Create(square), runtime=4)"),
            1,
            r"play takes no runtime: did you mean run_time\?",
        ),
        (IN_A_BEAT.format("self.play(Create(square, runtime=4))"), 1, r"takes no runtime: did you mean run_time\?"),
        (
            IN_A_BEAT.format("self.play(Create(square), shift=RIGHT)"),
            1,
            r"play takes no shift: .* FadeIn\(\.\.\., shift=",
        ),
        (IN_A_BEAT.format("self.play(square)"), 1, r"Square is a mobject: wrap it in Create\(\.\.\.\) or FadeIn\("),
        (IN_A_BEAT.format("self.play([Create(square), square])"), 1, "Square is a mobject: wrap it in Create"),
        (IN_A_BEAT.format("self.play(square.rotate)"), 1, r"rotate is none: call it, as in rotate\(\.\.\.\)"),
        (IN_A_BEAT.format("self.play(None)"), 1, r"NoneType is none: such as Create\("),
        (IN_A_BEAT.format("self.add(Create(square))"), 1, "add takes mobjects, and Create is none: self.play plays it"),
        (
            ABOUT.format("monotonic(view, np.zeros((3, 2)))"),
            0,
            r"loses height\" needs a drawn line, such as marks\.trail",
        ),
        (ABOUT.format("reads([1, 2], 3)"), 0, "needs a drawn line, such as .*, and was given a list of numbers"),
        (ABOUT.format("same_height(view, view.line)"), 0, "needs a mobject, .* was given line, of type method"),
    ],
)
def test_a_mistake_in_a_story_is_told_with_its_line_and_the_cure(
    folder: Path, story: str, line: int, said: str
) -> None:
    message = said_of(folder, written(story))
    assert message.startswith(f"tiny.py, line {FIRST + line}: "), message
    assert re.search(said, message), message
    assert "\n" not in message


def test_a_mistake_in_a_part_of_a_film_is_told_with_the_line_of_the_part(folder: Path) -> None:
    film = folder / "mine"
    film.mkdir()
    (film / "parts.py").write_text("def part(view):\n    return view.thme\n")
    (film / "story.py").write_text(
        "from gradanim.stage import PlaneScene\nfrom .parts import part\n\n\nclass Other(PlaneScene):\n"
        "    def construct(self):\n        part(self.view)\n"
    )
    with pytest.raises(AttributeError) as caught:
        rehearse(tiny("Other"))
    assert told(caught.value) == "parts.py, line 2: View has no thme: did you mean theme?"


@pytest.mark.parametrize(
    ("story", "measured", "remark"),
    [
        (
            'with self.beat("One.", claim=Claim("it is one", (square,), lambda: 1.0, 1.0, 0.1)):\n    pass',
            "nothing",
            "Square is not in the picture when the beat ends: show it in this beat",
        ),
        (
            'with self.beat("One.", claim=Claim("it is one", (square,), lambda: float("nan"), 1.0, 0.1)):\n'
            "    self.add(square)",
            "nothing",
            "there was nothing to measure: show what it is about",
        ),
        (
            'with self.beat("One.", claim=Claim("it is one", (square,), lambda: 2.0, 1.0, 0.1)):\n    self.add(square)',
            "2",
            "",
        ),
    ],
)
def test_a_false_claim_is_told_with_its_line_and_why_nothing_was_measured(
    folder: Path, story: str, measured: str, remark: str
) -> None:
    message = said_of(folder, written(story))
    assert f"beat 1, it is one: expected 1, measured {measured} (tolerance 0.1); tiny.py, line {FIRST}" in message
    assert remark in message


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import nmpy\n\nclass Mine(PlaneScene): pass\n", r"tiny.py, line 1: there is no module nmpy: .* numpy\?"),
        (
            "from gradanim.stage import PlaneScene, typset\n\nclass Mine(PlaneScene): pass\n",
            r"tiny.py, line 1: gradanim.stage has no typset: did you mean typeset\?",
        ),
        ("from manim import Square\n\n\nclass Mine(PlaneScene): pass\n", r"tiny.py, line 4: PlaneScene is not defined"),
        (
            written("x = (1,\nwith self.beat('One.'):\n    pass"),
            rf"tiny.py, line {FIRST}: .*was never closed.*x = \(1,",
        ),
        (written("pass\n  pass"), rf"tiny.py, line {FIRST + 1}: unexpected indent"),
        ("class Mine(Storyboard):\n    a = b c\n\0", "tiny.py: .*null bytes|tiny.py, line"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_with_its_line_and_the_cause(folder: Path, source: str, said: str) -> None:
    (folder / "tiny.py").write_text(source)
    with pytest.raises(SceneError, match=said):
        load(find("Mine"))


def test_a_file_that_is_no_python_is_told_where_it_is_and_other_films_are_made(folder: Path, tmp_path: Path) -> None:
    (folder / "tiny.py").write_text(written("x = (1,\nwith self.beat('One.'):\n    pass"))
    (folder / "fine.py").write_text(
        written('with self.beat("One."):\n    self.add(square)').replace("class Mine", "class Fine")
    )
    assert [entry.name for entry in catalogue().entries] == ["Fine"]
    command = [sys.executable, str(ROOT / "render.py"), "--scene", "Mine", "--scene", "Fine", "--media", str(tmp_path)]
    done = subprocess.run(
        [*command, "--resolution", "160x90", "--fps", "5"], capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert f"failed Mine-160x90p5: tiny.py, line {FIRST}: " in said
    assert "was never closed" in said
    assert "made" in said
    assert "Traceback" not in said
    assert (tmp_path / "Fine-160x90p5.mp4").exists()


def test_a_scene_without_beats_says_so(folder: Path) -> None:
    line = next(k for k, text in enumerate(HEAD.splitlines(), 1) if text.startswith("class Mine"))
    said = said_of(folder, written("pass"))
    assert said.startswith(f"tiny.py, line {line}: Mine tells nothing: put what it plays into ")


# ---- warnings


SMALL = 'note = typeset.formula(view, "x", size=9)\nself.fill_panel(note)\nself.add(note)'
OUTSIDE = "self.add(square.shift(20 * RIGHT))"
ON_THE_MAP = 'self.add(typeset.formula(view, "x").move_to(view.box.centre))'


def rehearsed(folder: Path, story: str, head: str = HEAD) -> tuple[BeatRecord, ...]:
    beat = "".join(f"    {line}\n" for line in story.splitlines())
    (folder / "tiny.py").write_text(written(f'with self.beat("One."):\n{beat}with self.beat("Two."):\n    pass', head))
    return rehearse(tiny("Mine"))


@pytest.mark.parametrize(
    ("story", "said"),
    [
        (SMALL, "the text 'x' is .* pixels small at 480 lines, .*: make it larger"),
        (OUTSIDE, "Square leaves the frame: move it"),
        (ON_THE_MAP, "the text 'x' lies on the map: give it a place beside"),
    ],
)
def test_what_is_small_or_outside_or_on_the_map_is_a_warning_of_the_first_beat_that_shows_it(
    folder: Path, story: str, said: str
) -> None:
    first, second = rehearsed(folder, story)
    assert [bool(re.search(said, warning)) for warning in first.warnings] == [True], first.warnings
    assert second.warnings == ()
    assert first.place == f"tiny.py, line {FIRST}"


def test_a_picture_without_faults_has_no_warnings(folder: Path) -> None:
    beats = rehearsed(folder, "self.add(square)")
    assert [beat.warnings for beat in beats] == [(), ()]


def test_a_film_without_a_title_is_a_warning(folder: Path) -> None:
    first, second = rehearsed(folder, "self.add(square)", HEAD.replace('title = "Mine"', ""))
    assert first.warnings == ('the film has no title: write `title = "..."` below its docstring',)
    assert second.warnings == ()


@pytest.mark.parametrize("words", [["--check"], ["--fps", "5"]])
def test_check_and_a_film_say_warnings_with_beat_text_and_cure(folder: Path, tmp_path: Path, words: list[str]) -> None:
    rehearsed(folder, SMALL)
    command = [sys.executable, str(ROOT / "render.py"), "--scene", "Mine", "--media", str(tmp_path), *words]
    done = subprocess.run([*command, "--resolution", "160x90"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    said = done.stdout + done.stderr
    assert f", beat 1, tiny.py, line {FIRST}: the text 'x' is " in said
    assert "make it larger" in said


def test_warnings_are_in_the_record_of_a_film(folder: Path, tmp_path: Path) -> None:
    rehearsed(folder, OUTSIDE)
    clip = film(tiny("Mine"), tmp_path)
    assert clip.beats[0].warnings == ("Square leaves the frame: move it, or make it smaller",)
    assert Clip.read(tmp_path / clip.record) == clip


# ---- spelling


@pytest.mark.parametrize(
    ("latex", "typst"),
    [
        (r"\frac{\partial f}{\partial x}", "(partial f)/(partial x)"),
        (r"\sqrt{x^{2} + y_{0}}", "sqrt(x^2 + y_0)"),
        (r"{{ \nabla f : gradient }} \cdot \mathbf{u}", "{{ nabla f : gradient }} dot bold(u)"),
        (r"\left( x \right) \leq \infty", "(x) <= infinity"),
        (r"\text{slope} = e^{-x}", '"slope" = e^(-x)'),
    ],
)
def test_the_typst_spelling_of_latex(latex: str, typst: str) -> None:
    assert as_typst(latex) == typst


def test_what_is_refused_on_purpose_stays_as_it_was_said() -> None:
    try:
        raise FilmError("the disk is full")
    except FilmError as why:
        assert told(why) == "the disk is full"
