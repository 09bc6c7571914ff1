"""Every scene with every kind of field, on every stage: it tells its story to the end and proves it, or says why not.

A run gives each scene about a dozen of them, so that it is no longer with thirty films than a coffee takes: its own
function on two stages, and in turns a third of the options, half of the kinds that break most, and an eighth of the
rest of the zoo. Neighbours get different ones, so that each of them meets some scenes of every topic.
`pytest --whole-zoo tests/test_scenes.py` gives all of them to all, which is a matter of half an hour.
"""

from math import pi
from typing import Any

import pytest
from manim import Mobject, Square, tempconfig

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.records.clip import BeatRecord, Finding
from gradanim.records.shot import Shot
from gradanim.stage.frame.plates import WORDS
from gradanim.stage.scene import PlaneScene
from gradanim.stage.storyboard import READING_SPEED, Storyboard
from gradanim.stage.typeset import Readout
from gradanim.studio import film
from gradanim.studio.catalogue import catalogue, find, load
from gradanim.studio.film import rehearse
from tests.audit import complaints
from tests.turns import in_turns
from tests.zoo import LONG, ZOO

SCENES = [e.name for e in catalogue().entries if e.subject == "function"]
# Specimens and options, by name, about which no film can be made; and those for which single scenes have no story.
REFUSED = frozenset({"flat", "flat zero", "undefined", "narrow", "tall"})
NO_VALLEY = frozenset(
    {
        *("linear", "tilted plane", "dome", "saddle", "tilted saddle", "monkey saddle", "valley", "ridge", "stretched"),
        *("parabola and cubic", "two hills", "steep exponential", "cliff", "spike", "high plateau", "pole", "power"),
        *("double pole", "poles in rows", "log hole", "jump", "kink", "pyramid", "cone", "half plane", "disc"),
        *("ring", "flat valley", "level cross", "crease", "sharp valley", "cases", "steps", "very high plateau"),
        *("a tall domain", "a small island", "a place at the usual border"),
        *("a long formula", "a long formula upright"),
    }
)
NO_STORY: dict[str, frozenset[str]] = {
    "LearningRate": NO_VALLEY,
    "DescentFlow": frozenset({"egg box"}),  # too many valleys
}
RATE = 3  # frames a second
every_scene = pytest.mark.parametrize("scene", SCENES)


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few frames: movements are looked at less often than in a check, so that the whole zoo fits into minutes."""
    monkeypatch.setattr(film, "REHEARSAL_RATE", RATE)


def false(beats: tuple[BeatRecord, ...]) -> list[str]:
    return [
        f"beat {number}: {finding.name}: expected {finding.expected:g}, measured {finding.measured:g}"
        for number, beat in enumerate(beats, 1)
        for finding in beat.findings
        if not finding.holds
    ]


def insist_on_form(scene: str, beats: tuple[BeatRecord, ...]) -> None:
    """What makes a film followable: its length, its beats, and captions that stand long enough and are sentences."""
    said = f"{scene} {{}}, see docs/a_film_of_your_own.md".format
    claims, posters = sum(len(beat.findings) for beat in beats), sum(beat.poster for beat in beats)
    assert 5 <= len(beats) <= 12, said(f"has {len(beats)} beats: five to twelve")
    assert 20 <= beats[-1].end <= 60, said(f"is {beats[-1].end:.0f} seconds long: 20 to 60")
    for number, beat in enumerate(beats, 1):
        least = len(beat.caption) / READING_SPEED - 1 / RATE  # manim rounds a wait down to whole frames
        assert beat.seconds > least - 1e-6, said(f"is too quick to read in beat {number}: {beat.caption}")
        assert beat.caption[0].isupper(), said(f"begins a sentence small in beat {number}: {beat.caption}")
        assert beat.caption.endswith((".", "?", "!")), said(f"ends no sentence in beat {number}: {beat.caption}")
    assert posters == 1, said(f"has {posters} posters: one beat says poster=True")
    assert claims >= 3, said(f"claims {claims} thing{'s' * (claims != 1)}: three at least")


def insist_on_film(shot: Shot, audit: list[str], *, refused: bool) -> None:
    """A true film that can be followed and read; or, where there is none to tell, a refusal with its cure."""
    if refused:
        with pytest.raises(Refusal, match=r"--domain|give one that curves"):
            rehearse(shot)
        return
    beats = rehearse(shot)
    assert false(beats) == []
    insist_on_form(shot.scene, beats)
    assert audit == [], "\n".join([f"{shot.scene} has pictures with faults:", *audit])


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is wrong with the picture at the end of each beat."""
    found: list[str] = []

    def look(scene: PlaneScene, number: int) -> None:
        found.extend(f"beat {number}: {complaint}" for complaint in complaints(scene))

    monkeypatch.setattr(Storyboard, "_keep_still", look)
    return found


TYPED = "sin(x)*cos(y) + x/4"
OPTIONS: dict[str, dict[str, Any]] = {
    "nothing typed": {},
    "nothing typed, upright": {"shape": "9:16", "theme": "paper"},
    "a place and a direction": {"function": TYPED, "at": (0.5, -1.0), "direction": (-1.0, 2.0), "shape": "4:3"},
    "captions beside the film": {"captions": "none", "function": TYPED, "theme": "clear"},
    "a long formula upright": {"function": LONG[:300].rpartition(" + ")[0], "shape": "9:16"},
    "a place at the usual border": {"function": "x^2 + 3xy + y^2", "at": (1.0, 2.0), "direction": (3.0, 4.0)},
    "a place far off": {"function": "(x - 1000000)^2/4 + y^2", "at": (1000000.5, 1.0), "theme": "paper"},
    "a wide domain": {"function": TYPED, "domain": Domain(-6, 6, -1, 1)},
    "a tall domain": {"function": TYPED, "domain": Domain(-1, 1, -5, 5), "shape": "9:16"},
    "a small island": {"function": "sqrt(1 - x^2 - y^2)", "domain": Domain(-6, 6, -4.5, 4.5), "shape": "1:1"},
}
TROUBLES = {"linear", "saddle", "bowl", "far off", "pole", "kink", "disc", "flat"}  # one of each kind of trouble
CASES = OPTIONS | {specimen.name: {"function": specimen.text, "domain": specimen.domain} for specimen in ZOO}


# Cases, and every how many scenes one of them is tried on in a usual run.
ON_EVERY = [name for name in OPTIONS if name.startswith("nothing typed")]
TURNS = (
    (ON_EVERY, 1),
    ([name for name in CASES if name in TROUBLES], 2),
    ([name for name in OPTIONS if name not in ON_EVERY], 3),
    ([name for name in CASES if name not in TROUBLES | OPTIONS.keys()], 8),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_turns(metafunc, SCENES, TURNS)


def test_any_function_makes_a_true_and_readable_film_or_is_refused(scene: str, name: str, audit: list[str]) -> None:
    shot = Shot(scene, **{"quality": "l", **CASES[name]})
    insist_on_film(shot, audit, refused=name in REFUSED | NO_STORY.get(scene, frozenset()))


def test_the_audit_sees_what_is_wrong(monkeypatch: pytest.MonkeyPatch, audit: list[str]) -> None:
    fill_panel = PlaneScene.fill_panel

    def badly(scene: PlaneScene, *items: Mobject) -> None:
        fill_panel(scene, *items)
        centre, width = scene.layout.frame.centre, scene.layout.frame.width
        if isinstance(items[0], Readout) and len(items) == 1:
            items[0].move_to(centre).shift([width / 2, 0, 0])
        else:
            items[0].move_to(centre).shift([-width / 5, 0, 0])
        for item in items[1:]:
            item.scale(0.4).set_opacity(0.4).move_to(items[0])

    monkeypatch.setattr(PlaneScene, "fill_panel", badly)
    monkeypatch.setattr(PlaneScene, "on_plates", lambda scene, *items: None)
    rehearse(Shot("SteepestAscent", "x^2 + y^2", quality="l"))
    said = " ".join(audit)
    for wrong in ("leaves the frame", "lies on the map", "pixels small", "has a contrast of", "lies on '"):
        assert wrong in said, wrong


def test_a_film_with_too_little_in_it_is_told_what_it_lacks() -> None:
    proof = Finding("it is one", 1.0, 1.0, 0.1, "", holds=True)
    beats = [BeatRecord(f"Sentence {n}.", 5.0 * n, 5.0, findings=(proof,) * (n < 2), poster=n == 0) for n in range(5)]
    lack = "RoundTheHill claims 2 things: three at least, see docs/a_film_of_your_own.md"
    with pytest.raises(AssertionError, match=lack):
        insist_on_form("RoundTheHill", tuple(beats))


def test_what_lies_over_a_letter_is_named(monkeypatch: pytest.MonkeyPatch, audit: list[str]) -> None:
    fill_panel = PlaneScene.fill_panel

    def covered(scene: PlaneScene, *items: Mobject) -> None:
        fill_panel(scene, *items)
        ink = scene.theme.ink
        if not any(isinstance(thing, Square) for thing in scene.mobjects):  # a single one: it could be taken away
            cover = Square(fill_color=ink, fill_opacity=1, stroke_width=0).scale(2).move_to(items[0])
            scene.add(cover.set_z_index(WORDS + 1))

    monkeypatch.setattr(PlaneScene, "fill_panel", covered)
    rehearse(Shot("SteepestAscent", quality="l"))
    pale = [complaint for complaint in audit if "has a contrast of" in complaint]
    assert pale
    assert all("Square lies there: move one of them, and leave the colours" in complaint for complaint in pale)


@every_scene
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"at": (9.0, 9.0), "domain": Domain()}, r"\(9, 9\) is outside .* --domain"),
        ({"at": (3.0, 2.0), "domain": Domain()}, r"\(3, 2\) lies at the border .* --domain -1:5,-0.5:3.5"),
        ({"function": "x^2 + y^2", "at": (0.0, 0.0)}, r"level at \(0, 0\).* --at"),
        ({"function": "1/x", "at": (0.0, 1.0)}, r"undefined at \(0, 1\).* --at"),
        ({"function": "abs(x)", "at": (0.0, 1.0)}, r"\(0, 1\).* --at"),
        ({"function": "abs(x) + y", "at": (1e-5, 1.0)}, r"closer than 0.004 to \(1e-05, 1\) .* jumps .* --at"),
        ({"function": "max(x, y)", "at": (1.0, 1.003)}, r"closer than 0.004 to \(1, 1.003\) .* jumps .* --at"),
        ({"domain": Domain(0, 100, 0, 1)}, r"strip, 100 times as long as wide.* --domain 47:53,0:1"),
        ({"domain": Domain(0, 1, -50, 50)}, r"strip.* --domain 0:1,-3:3"),
        ({"function": "3"}, r"f\(x, y\) = 3 is flat .* --domain"),
        ({"function": "1e16 + x"}, r"differ by 8, .* float round them to 2\.2.* --domain"),
        ({"function": "sqrt(1 - x^2 - y^2)", "domain": Domain(-20, 20, -15, 15)}, "too little of .* smaller --domain"),
        (
            {"function": "exp(x^2 + y^2)", "domain": Domain(-7, 7, -7, 7)},
            r"near \(-7, -7\) .* looks level everywhere else: .* --domain -3.5:3.5,-3.5:3.5",
        ),
        ({"function": "sin(100x)*sin(100y)"}, r"too fine .* smaller --domain, such as --domain -0.3:0.3,-0.2:0.2"),
    ],
)
def test_what_makes_no_film_is_refused_with_the_cure(scene: str, options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        rehearse(Shot(scene, quality="l", **options))


@pytest.mark.parametrize(
    ("scene", "options"),
    [
        *((scene, {"function": "x^2 y", "at": (3.0, 2.0)}) for scene in ("SteepestAscent", "ContourPerpendicular")),
        ("CosineProof", {"function": "x^2 y", "at": (3.0, 2.0)}),
        ("DirectionalDerivative", {"function": "y^2 cos(2x)", "at": (pi / 3, 2.0), "direction": (1.0, 1.0)}),
    ],
)
def test_a_place_on_the_border_of_the_usual_domain_has_room_around_it(
    scene: str, options: dict[str, Any], audit: list[str]
) -> None:
    insist_on_film(Shot(scene, quality="l", **options), audit, refused=False)


@pytest.mark.parametrize(
    ("scene", "options"),
    [
        ("GradientFlow", {"function": "x^3 + y^3"}),  # an arrow to scale would lie under its dot
        ("GradientBundle", {"function": "exp(x^2 + y^2)", "domain": Domain(-4, 4, -4, 4)}),
        ("DescentFlow", {"function": "(x+y+|x-y|)/2"}),  # particles slide along the crease
        ("SteepestAscent", {"function": "1e10 + x + y"}),
        ("CosineProof", {"function": "max(x, y)", "at": (1.0, 1.006)}),  # just far enough from the kink
    ],
)
def test_what_people_ran_into_makes_a_true_film(scene: str, options: dict[str, Any], audit: list[str]) -> None:
    insist_on_film(Shot(scene, quality="l", **options), audit, refused=False)


def standing_in(scene: str, **options: Any) -> tuple[Domain, tuple[float, ...]]:
    """Where a film looks, and where its story begins."""
    shot = Shot(scene, quality="l", **options)
    with tempconfig({"dry_run": True}):
        film = load(find(scene))(shot)
        film.setup()
    return film.field.domain, film.at


@every_scene
def test_its_own_place_typed_leaves_a_film_where_it_looks(scene: str) -> None:
    own = load(find(scene))
    domain = standing_in(scene)[0]  # around its own one, to the edges of the frame
    assert domain.centre == pytest.approx(own.domain.centre)
    assert own.domain.low in domain
    assert own.domain.high in domain
    if own.start is not None:
        assert standing_in(scene, at=own.start) == (domain, own.start)


@every_scene
def test_its_own_place_is_left_where_it_has_no_room_in_the_domain_typed(scene: str) -> None:
    start = load(find(scene)).start
    if start is not None:
        domain = Domain(start[0], start[0] + 3, start[1] - 1, start[1] + 1)
        assert standing_in(scene, domain=domain)[1] != start
