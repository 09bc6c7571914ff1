"""The door: what people type, what they get to read, and the exit code."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gradanim.records.clip import BeatRecord, Clip, Finding
from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.door.command import main
from gradanim.studio.orders.settings import SETTINGS
from gradanim.studio.session import exit_code

ROOT = Path(__file__).resolve().parent.parent

SCENES = '''
from manim import RIGHT, Square

from gradanim.errors import Refusal
from gradanim.stage.claims.claim import Claim
from gradanim.stage.storyboard import Storyboard


class Slide(Storyboard):
    """A square goes to the right."""

    subject = "function"
    where = 3.0

    def construct(self):
        square = Square()
        arrives = Claim("it arrives", (square,), square.get_x, self.where, 0.01, "units")
        with self.beat("It goes.", hold=0.2, claim=arrives):
            self.play(square.animate.shift(3 * RIGHT), run_time=0.2)


class SlideOff(Slide):
    """A square goes somewhere else."""

    where = 2.0


class Refuses(Storyboard):
    """Has nothing to tell."""

    subject = "function"

    def construct(self):
        raise Refusal("flat everywhere: there is nothing to climb")


class Long(Storyboard):
    """Takes its time."""

    def construct(self):
        for number in range(1000):
            square = Square()
            with self.beat(f"Round {number}."):
                self.play(square.animate.shift(3 * RIGHT), run_time=5)
'''
FIELD = '''
class Flow(PlaneScene):
    """Arrows, [brackets] and all."""

    subject = "vector field"
'''
ROOM = '''
class Room(RoomScene):
    """A number at every place."""
'''
BOUND = '''
class Bound(PlaneScene):
    """The best on a curve."""

    subject = "functions f and g"
'''


@pytest.fixture(scope="module", autouse=True)
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("project") / "scenes"
    for topic, text in {"basics": SCENES, "fields": FIELD, "rooms": ROOM, "bounds": BOUND}.items():
        (folder / topic).mkdir(parents=True)
        (folder / topic / "some.py").write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(folder))
        yield folder


def door(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="render.py")


def run(*words: str, python: tuple[str, ...] = (sys.executable,), cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [*python, str(ROOT / "render.py"), *words]
    return subprocess.run(command, text=True, capture_output=True, cwd=cwd, check=False)


# ---- asking


def test_no_argument_shows_the_help_and_the_list() -> None:
    result = door()
    assert result.exit_code == 0
    assert "--function" in result.output
    assert "A square goes to the right." in result.output


def test_help_teaches_by_examples_then_shows_every_option_in_a_group() -> None:
    text = door("--help").output
    assert text.index("render.py --scene SteepestAscent") < text.index("What to film:")
    for option in main.params:
        assert option.opts[-1] in text
    assert (
        text.index("--scene NAME") < text.index("--function TEXT") < text.index("--theme [") < text.index("--quality [")
    )


def test_what_decides_a_film_is_a_setting_an_option_and_a_field_of_its_shot() -> None:
    options = {str(option.name) for option in main.params}
    assert SETTINGS.keys() == {field.name for field in fields(Shot)} - {"scene", "called"}
    assert SETTINGS.keys() <= options


def test_the_list_has_a_line_for_every_scene_with_tabs_where_piped() -> None:
    lines = door("--list").stdout.splitlines()
    assert lines == [
        "basics\tLong\tnone\tTakes its time.",
        "basics\tRefuses\tfunction\tHas nothing to tell.",
        "basics\tSlide\tfunction\tA square goes to the right.",
        "basics\tSlideOff\tfunction\tA square goes somewhere else.",
        "bounds\tBound\tfunctions f and g\tThe best on a curve.",
        "fields\tFlow\tvector field\tArrows, [brackets] and all.",
        "rooms\tRoom\tfunction of three\tA number at every place.",
    ]


ANSWERED_AT_ONCE = [
    (["--help"], 0),
    (["--list"], 0),
    ([], 0),
    (["--scene", "Slyde"], 2),
    (["--scene", "nowhere.py"], 2),
    (["--scene", "Slide", "-f", "2*(x"], 2),
    (["--scene", "Slide", "-f", "x + q"], 2),
    (["--scen", "Slide"], 2),
    (["--scene", "Slide", "--theme", "plaid"], 2),
    (["--scene", "Slide", "--quiet", "--json"], 2),
    (["--scene", "Slide", "--beat", "none"], 2),
    (["--new", "Slide"], 2),
]


def test_help_and_list_and_slips_load_nothing_that_takes_time() -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from gradanim.studio.door.command import main\n"
        f"for words, code in {ANSWERED_AT_ONCE}:\n"
        "    assert CliRunner().invoke(main, words).exit_code == code, words\n"
        "print({'manim', 'sympy', 'scipy', 'numpy', 'av', 'rich', 'PIL'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "set()\n"), run.stderr


def test_a_broken_scene_file_is_told_and_the_others_are_listed(scenes: Path) -> None:
    broken = scenes / "basics" / "broken.py"
    broken.write_text("def f(:\n")
    try:
        result = door("--list")
    finally:
        broken.unlink()
    assert "scenes/basics/broken.py:1" in result.stderr
    assert "Slide" in result.stdout


# ---- typing something wrong


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--scene", "Slyde"], "did you mean Slide"),
        (["--topic", "basic"], "did you mean basics"),
        (["--scene", "Slide", "-f", "x + q"], "x + q\n        ^"),
        (["--scene", "Slide", "-f", "2*(x"], "--function: "),
        (["--scene", "Slide", "--field", "y, x"], "give it --function instead of --field, or film Flow"),
        (["--scene", "Slide", "-f", "x", "--constraint", "x = 1"], "leave out --constraint, or film Bound"),
        (
            ["--scene", "Flow", "--constraint", "x = 1"],
            "about a vector field P, Q: give it --field instead of --constraint, or film Bound",
        ),
        (["--scene", "Long", "-f", "x"], "is about nothing that could be typed: leave out --function, or film Refuses"),
        (["--scene", "Bound", "--constraint", "x^2"], "--constraint: an equation has a sign =, and here is none"),
        (["--scene", "Bound", "--constraint", "x = y = 1"], "--constraint: a second sign ="),
        (["--scene", "Bound", "--constraint", "x*z = 1"], "uses z; only x and y are variables"),
        (["--scene", "Flow", "--field", "y"], "--field: "),
        (["--scene", "Flow", "--field", "x, y, x"], "--field: "),
        (
            ["--scene", "Flow", "-f", "x*z"],
            "about a vector field P, Q: 'x*z' uses z; only x and y are variables, or film",
        ),
        (["--scene", "Slide", "-f", "x", "--field", "y, x"], "exclude each other"),
        (["--scene", "Slide", "--domain", "-3:3"], "--domain: "),
        (["--scene", "Slide", "--domain", "3:-3,-2:2"], "--domain: "),
        (["--scene", "Slide", "--domain", "-3:3,-2:2", "--at", "-1,7"], "outside --domain [-3, 3] x [-2, 2]"),
        (["--scene", "Slide", "--at", "1"], "--at: "),
        (["--scene", "Slide", "--at", "-1,1/0"], "--at"),
        (["--scene", "Slide", "-f", "x*z"], "f(x, y): 'x*z' uses z; only x and y are variables, or film Room"),
        (["--scene", "Room", "-f", "x*q"], "--function: 'x*q' uses q"),
        (["--scene", "Slide", "--at", "1,2,3"], "give 2 numbers for at, not 3, or film Room"),
        (["--scene", "Room", "--at", "1,2"], "Room is about a function f(x, y, z): give 3 numbers for at, not 2"),
        (["--scene", "Slide", "--at", "1,2,3,4"], "--at: a point has two components"),
        (["--scene", "Slide", "--domain", "0:1,0:1,0:1"], "give two sides for domain"),
        (["--scene", "Room", "--domain", "0:1,0:1,1:0"], "--domain: z must run from a smaller"),
        (["--scene", "Room", "--domain", "0:1,0:1,0:1", "--at", "1,1,2"], "--at 1,1,2 is outside --domain [0, 1] x"),
        (
            ["--scene", "Room", "--domain", "0:1,0:1", "--at", "2,1,7"],
            "--at 2,1,7 is outside --domain [0, 1] x [0, 1]:",
        ),
        (["--scene", "Slide", "--direction", "0,0"], "points nowhere"),
        (["--scene", "Slide", "--resolution", "801x600"], "800x600"),
        (["--scene", "Slide", "--resolution", "big"], "1280x720"),
        (["--scene", "Slide", "--fps", "0"], "from 1 to 240"),
        (["--scene", "Slide", "--transparent", "--format", "mp4"], "mov"),
        (["--scene", "Slide", "--theme", "plaid"], "'night', 'paper', 'clear'"),
        (["--scene", "Slide", "-qx"], "'l', 'm', 'h', 'p', 'k'"),
        (["--scene", "Slide", "--seed", "-1"], "whole number"),
        (["--scene", "Slide", "--quiet", "--json"], "--quiet and --json exclude each other"),
        (["--scene", "Slide", "--jobs", "2", "--cluster", "tcp://a:1"], "--jobs and --cluster exclude each other"),
        (["--scene", "Slide", "-f", "x", "-f", "y"], "--function was typed twice"),
        (["--scene", "Slide", "-ql", "-qm"], "--quality was typed twice"),
        (["--scene"], "requires an argument"),
        (["--scen", "Slide"], "--scene"),
        (["-f", "x^2"], "--scene NAME"),
        (["--topic", "fields", "--constraint", "x = 1"], "no scene is left"),
    ],
)
def test_what_cannot_be_is_said_without_a_traceback(words: list[str], complaint: str, tmp_path: Path) -> None:
    result = door("--media", str(tmp_path / "media"), *words)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    assert not (tmp_path / "media").exists()


def test_without_its_dependencies_it_prints_the_command_that_sets_them_up() -> None:
    bare = (sys.executable, "-I", "-S")  # no site-packages
    result = run("--scene", "SteepestAscent", "-f", "sin(x)*y", python=bare)
    assert result.returncode == 2
    assert "sh setup.sh python render.py --scene SteepestAscent -f 'sin(x)*y'\n" in result.stderr
    assert "Traceback" not in result.stderr


# ---- filming


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[Shot]:
    """The shots that the door passes on; nothing is filmed."""
    seen: list[Shot] = []

    def shoot(shots: list[Shot], media: Path, **options: object) -> Iterator[Outcome]:
        seen.extend(shots)
        yield from (Outcome(shot, "rehearsed") for shot in shots)

    monkeypatch.setattr("gradanim.studio.session.shoot", shoot)
    return seen


def test_options_become_the_fields_of_a_shot(ordered: list[Shot]) -> None:
    result = door(
        *("--scene", "slide", "-f", "-x^2", "--at", "-1,pi/2", "--direction", "-3,-4", "--domain", "-3:3,-2:2"),
        *("--theme", "paper", "--shape", "1:1", "--captions", "none", "-ql", "--fps", "24", "--seed", "7"),
    )
    assert result.exit_code == 0
    (shot,) = ordered
    assert (shot.scene, shot.function, shot.direction) == ("Slide", "-x^2", (-3, -4))
    assert shot.at == pytest.approx((-1, 1.5707963267948966))
    assert str(shot.domain) == "[-3, 3] x [-2, 2]"
    assert (shot.theme, shot.shape, shot.captions, shot.seed) == ("paper", "1:1", "none", 7)
    assert (shot.pixels, shot.frame_rate, shot.format) == ((480, 480), 24, "mp4")


def test_options_of_a_scene_in_space_have_three_parts(ordered: list[Shot]) -> None:
    result = door("--scene", "room", "-f", "x^2 + y*z", "--at", "1,2,pi", "--domain", "-3:3,-2:2,0:4", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    (shot,) = ordered
    assert shot.function == "x^2 + y*z"
    assert shot.at == pytest.approx((1, 2, 3.141592653589793))
    assert str(shot.domain) == "[-3, 3] x [-2, 2] x [0, 4]"
    assert Shot.from_dict(shot.to_dict()) == shot
    assert "domain=-3,3,-2,2,0,4" in shot.name


def test_a_second_function_is_told_by_an_equation(ordered: list[Shot]) -> None:
    result = door("--scene", "bound", "-f", "x*y", "--constraint", "x^2 + 4y^2 = 4", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (ordered[0].function, ordered[0].constraint) == ("x*y", "x^2 + 4y^2 = 4")


def test_a_rectangle_and_a_function_of_the_plane_will_do_in_space(ordered: list[Shot]) -> None:
    result = door("--scene", "room", "-f", "x^2", "--domain", "-3:3,-2:2", "--at", "1,1,9", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(ordered[0].domain) == "[-3, 3] x [-2, 2]"


def test_z_leaves_out_the_scenes_in_the_plane_and_says_so(ordered: list[Shot]) -> None:
    result = door("--all", "-f", "x*z")
    assert [shot.scene for shot in ordered] == ["Room"]
    assert "left out: Slide is about a function f(x, y): 'x*z' uses z" in result.stderr


def test_scenes_topics_and_all_are_each_filmed_once(ordered: list[Shot]) -> None:
    door("--scene", "Slide", "--scene", "SLIDE", "--topic", "basics", "--all")
    assert [shot.scene for shot in ordered] == ["Slide", "Long", "Refuses", "SlideOff", "Bound", "Flow", "Room"]


def test_a_function_is_for_scenes_about_fields_as_well_and_a_field_for_no_others(ordered: list[Shot]) -> None:
    result = door("--all", "-f", "x*y")
    assert ("Flow", "x*y") in [(shot.scene, shot.function) for shot in ordered]
    assert len(ordered) == 6
    assert "left out: Long" in result.stderr
    ordered.clear()
    result = door("--all", "--field", "x, y")
    assert [(shot.scene, shot.field) for shot in ordered] == [("Flow", "x, y")]
    assert "left out: Slide" in result.stderr


@pytest.mark.parametrize(
    ("words", "format"), [([], "mp4"), (["--transparent"], "mov"), (["--transparent", "--format", "webm"], "webm")]
)
def test_a_transparent_film_needs_no_format(words: list[str], format: str, ordered: list[Shot]) -> None:
    assert door("--scene", "Slide", *words).exit_code == 0
    assert [shot.format for shot in ordered] == [format]


def test_preview_opens_every_film_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shoot(shots: list[Shot], media: Path, **options: object) -> Iterator[Outcome]:
        first, second, third = shots
        yield Outcome(first, "made", clip=a_clip(first))
        yield Outcome(second, "unchanged", clip=a_clip(second))
        yield Outcome(third, "failed", reason="no")

    opened: list[str] = []
    monkeypatch.setattr("gradanim.studio.session.shoot", shoot)
    monkeypatch.setattr("click.launch", opened.append)
    words = ("--scene", "Slide", "--scene", "SlideOff", "--scene", "Long", "-p", "--media", str(tmp_path))
    assert door(*words).exit_code == 1
    assert opened == [str(tmp_path / "Slide.mp4"), str(tmp_path / "SlideOff.mp4")]


def a_clip(shot: Shot) -> Clip:
    return Clip(shot, "", "", "basics", f"{shot.name}.mp4", f"{shot.name}.png", (), (), shot.pixels, 60, 1.0)


FALSE = BeatRecord("b", 0, 1, findings=(Finding("c", 1, 2, 0.1, "", False),))


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([], 0),
        ([Outcome(Shot("A"), "made"), Outcome(Shot("A"), "unchanged"), Outcome(Shot("A"), "rehearsed")], 0),
        ([Outcome(Shot("A"), "made"), Outcome(Shot("A"), "refused")], 2),
        ([Outcome(Shot("A"), "refused"), Outcome(Shot("A"), "failed"), Outcome(Shot("A"), "made")], 1),
        ([Outcome(Shot("A"), "rehearsed", beats=(FALSE,))], 1),
    ],
)
def test_the_exit_code_says_what_happened(outcomes: list[Outcome], code: int) -> None:
    assert exit_code(outcomes) == code


def test_a_film_and_a_refusal_in_plain_lines(tmp_path: Path) -> None:
    words = ("--scene", "Slide", "--scene", "Refuses", "-ql", "--jobs", "1", "--media", "films")
    result = run(*words, cwd=tmp_path)
    assert result.returncode == 2
    said = [line.partition(" ")[2] for line in result.stderr.splitlines()]  # without the time of day
    said = [line for line in said if ": beat " not in line]  # how far it is, on a slow machine
    assert said[:2] == ["Slide-480p15: begun", "Slide-480p15: made, 1 of 2"]
    assert re.fullmatch(r"2 films in .* s: 1 made, 1 no film", said[-1])
    made, refused = result.stdout.splitlines()
    assert made.startswith("made films/Slide-480p15.mp4 (0.5 s, ")
    assert refused == "no film Refuses-480p15: flat everywhere: there is nothing to climb"
    assert Clip.read(tmp_path / "films" / "Slide-480p15.clip.json").beats[0].findings[0].holds
    again = door("--scene", "Slide", "-ql", "--media", str(tmp_path / "films"))
    assert again.exit_code == 0
    assert again.stdout == f"unchanged {tmp_path}/films/Slide-480p15.mp4 (0.5 s)\n"


@pytest.mark.parametrize("text", ["no = section", "[CLI]\nbackground_color = RED\nquality = nonsense\npixel_width = 7"])
def test_a_broken_or_foreign_manim_cfg_changes_no_film(text: str, tmp_path: Path) -> None:
    (tmp_path / "manim.cfg").write_text(text)
    result = run("--scene", "Slide", "-ql", "--jobs", "1", "--media", "films", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    clip = Clip.read(tmp_path / "films" / "Slide-480p15.clip.json")
    assert clip.pixels == (854, 480)


@pytest.mark.parametrize("media", ["file/films", "/proc/films"])
def test_a_media_folder_that_cannot_be_made_is_told_with_the_cure(media: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    result = run("--scene", "Slide", "-ql", "--jobs", "1", "--media", media, cwd=tmp_path)
    assert result.returncode == 1
    assert "choose another one with --media" in result.stdout + result.stderr
    assert "Errno" not in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr


def test_a_quiet_door_says_nothing_but_what_went_wrong(tmp_path: Path) -> None:
    words = ("-ql", "--quiet", "--media", str(tmp_path))
    fine = door("--scene", "Slide", *words)
    assert (fine.exit_code, fine.stdout, fine.stderr) == (0, "", "")
    wrong = door("--scene", "Slide", "--scene", "Refuses", *words)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == "no film Refuses-480p15: flat everywhere: there is nothing to climb\n"
    false = door("--scene", "SlideOff", "--check", *words)
    assert (false.exit_code, false.stdout) == (1, "")
    assert "beat 1: it arrives: expected 2, measured 3 units" in false.stderr


def test_a_program_gets_an_object_a_line(tmp_path: Path) -> None:
    result = door("--scene", "Slide", "--scene", "Refuses", "-ql", "--json", "--jobs", "1", "--media", str(tmp_path))
    assert result.exit_code == 2
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["event"] for event in events if event["event"] != "progress"] == ["start", "finished"] * 2 + [
        "summary"
    ]
    assert {event["film"] for event in events[:-1]} == {"Slide-480p15", "Refuses-480p15"}
    made, refused = (event for event in events if event["event"] == "finished")
    assert (made["ending"], refused["ending"]) == ("made", "refused")
    assert all(Path(file).is_file() for file in (made["record"], *made["files"]))
    assert made["claims"][0] | {"beat": 1, "measured": 3.0, "holds": True} == made["claims"][0]
    assert "nothing to climb" in refused["reason"]
    assert events[-1] | {"films": 2, "made": 1, "refused": 1, "failed": 0, "stopped": False} == events[-1]
    far = next(event for event in events if event["event"] == "progress")
    assert far.keys() >= {"film", "beat", "caption", "frames", "total", "seconds", "fps", "left"}


def test_a_check_measures_every_claim_and_fails_on_a_false_one(tmp_path: Path) -> None:
    result = door("--scene", "Slide", "--scene", "SlideOff", "--check", "--jobs", "1", "--media", str(tmp_path))
    assert result.exit_code == 1
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows == [
        ["Slide", "1", "it arrives", "3", "3", "0.01", "units", "holds"],
        ["SlideOff", "1", "it arrives", "2", "3", "0.01", "units", "FALSE"],
    ]
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_leaves_what_is_finished_and_nothing_half_made(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "render.py"),
        "--scene",
        "Long",
        "-ql",
        "--jobs",
        "2",
        "--media",
        str(tmp_path),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob(".beats/*/beat.png")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "it does not begin"
        time.sleep(0.05)
    pressed = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - pressed < 2
    assert process.returncode == 130
    assert out == ""
    assert err.endswith("stopped after 0 of 1: the same command goes on from here\n")
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == [".beats"]
    with pytest.raises(ProcessLookupError):  # the last of them may need a moment to see that it is alone
        for _ in range(40):
            os.killpg(process.pid, 0)
            time.sleep(0.05)
