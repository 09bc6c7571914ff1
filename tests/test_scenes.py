"""Every scene with every field, on every stage: it tells its story to the end and proves it, or says why it cannot."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from manim import MathTypst, Mobject, Typst, VMobject, config

from gradanim.domain import Domain
from gradanim.errors import Refusal
from gradanim.paint import SurfaceMesh
from gradanim.stage.contours import ContourMap
from gradanim.stage.layout import Box
from gradanim.stage.readouts import Readout
from gradanim.stage.scene import PlaneScene
from gradanim.stage.space_scene import SpaceScene
from gradanim.stage.storyboard import READING_SPEED, Storyboard
from gradanim.stage.words import POINT
from gradanim.studio import film
from gradanim.studio.catalogue import catalogue
from gradanim.studio.clip import BeatRecord
from gradanim.studio.film import rehearse
from gradanim.studio.shot import SHAPES, Shot
from tests.zoo import LONG, ZOO, Specimen, named

SCENES = [entry.name for entry in catalogue().entries if entry.takes == "function"]
# Specimens and options, by name, about which no film can be made; and those for which single scenes have no story.
REFUSED = frozenset({"flat", "flat zero", "undefined", "narrow", "tall"})
NO_STORY: dict[str, frozenset[str]] = {}
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


def insist_on_form(beats: tuple[BeatRecord, ...]) -> None:
    """What makes a film followable: its length, its beats, and captions that stand long enough and are sentences."""
    assert 5 <= len(beats) <= 12
    assert 20 <= beats[-1].end <= 60
    for beat in beats:
        assert beat.seconds > len(beat.caption) / READING_SPEED - 1 / RATE, f"too quick to read: {beat.caption}"
        assert beat.caption[0].isupper()
        assert beat.caption.endswith((".", "?", "!"))
    assert sum(beat.poster for beat in beats) == 1
    assert sum(len(beat.findings) for beat in beats) >= 3


def insist_on_film_or_reason(shot: Shot, name: str) -> None:
    """A true and followable film; or, where the specimen or the options leave none to tell, a refusal with a cure."""
    if name in REFUSED | NO_STORY.get(shot.scene, frozenset()):
        with pytest.raises(Refusal, match="--domain"):
            rehearse(shot)
        return
    beats = rehearse(shot)
    assert false(beats) == []
    insist_on_form(beats)


@every_scene
@pytest.mark.parametrize("specimen", ZOO, ids=lambda s: s.name)
def test_any_function_makes_a_true_film_or_is_refused(scene: str, specimen: Specimen) -> None:
    shot = Shot(scene, function=specimen.text, domain=specimen.domain, quality="l", captions="sidecar")
    insist_on_film_or_reason(shot, specimen.name)


@every_scene
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"at": (9.0, 9.0), "domain": Domain()}, r"\(9, 9\) is outside .* --domain"),
        ({"function": "x^2 + y^2", "at": (0.0, 0.0)}, r"level at \(0, 0\).* --at"),
        ({"function": "1/x", "at": (0.0, 1.0)}, r"undefined at \(0, 1\).* --at"),
        ({"function": "abs(x)", "at": (0.0, 1.0)}, r"\(0, 1\).* --at"),
        ({"domain": Domain(0, 100, 0, 1)}, r"strip, 100 times as long as wide.* --domain 47:53,0:1"),
        ({"domain": Domain(0, 1, -50, 50)}, r"strip.* --domain 0:1,-3:3"),
        ({"function": "3"}, r"f\(x, y\) = 3 is flat .* --domain"),
        ({"function": "sqrt(1 - x^2 - y^2)", "domain": Domain(-20, 20, -15, 15)}, "too little of .* smaller --domain"),
    ],
)
def test_what_makes_no_film_is_refused_with_the_cure(scene: str, options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        rehearse(Shot(scene, quality="l", **options))


# ---- what is drawn, at the end of every beat

Audit = list[tuple[int, str]]
SMALLEST = 14.0  # pixels of an em, when the picture has 480 on its shorter side


class Text:
    """A piece of text on the screen: what stands there, its box, and the size of its letters."""

    def __init__(self, scene: PlaneScene, mobject: Mobject) -> None:
        self.drawn = [m for m in mobject.family_members_with_points() if is_seen(m)]
        points = np.concatenate([on_the_screen(scene, m) for m in self.drawn])
        (self.left, self.bottom), (self.right, self.top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        line = mobject.label if isinstance(mobject, Readout) else mobject
        self.name = getattr(line, "typst_code", "")[-60:]
        self.em = 11 * POINT * line.font_size * 480 / min(config.frame_width, config.frame_height)  # Typst's 11 pt

    def overlaps(self, other: "Text", slack: float = 0.02) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )

    def reaches_into(self, box: Box, slack: float = 0.02) -> bool:
        return (
            min(self.right, box.right) - max(self.left, box.left) > slack
            and min(self.top, box.top) - max(self.bottom, box.bottom) > slack
        )


def on_the_screen(scene: PlaneScene, mobject: Mobject) -> np.ndarray:
    """Where the points of a mobject are seen: a camera in space projects what is not fixed to the frame."""
    camera = scene.camera
    if not isinstance(scene, SpaceScene) or mobject in camera.fixed_in_frame_mobjects:
        return mobject.points
    if mobject in camera.fixed_orientation_mobjects:
        centre = camera.fixed_orientation_mobjects[mobject]()
        return mobject.points + camera.project_point(centre) - centre
    return camera.project_points(mobject.points)


def is_seen(mobject: Mobject) -> bool:
    return bool(
        isinstance(mobject, VMobject)
        and len(mobject.points)
        and (mobject.get_fill_opacity() > 0 or (mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0))
    )


def texts(mobjects: list[Mobject]) -> Iterator[Mobject]:
    """The outermost pieces of text."""
    for mobject in mobjects:
        if isinstance(mobject, Typst | MathTypst | Readout):
            if any(map(is_seen, mobject.family_members_with_points())):
                yield mobject
        else:
            yield from texts(mobject.submobjects)


def complaints(scene: PlaneScene) -> Iterator[str]:
    frame, in_space = scene.layout.frame, isinstance(scene, SpaceScene)
    picture = scene.layout.picture if in_space else scene.view.box
    on_screen = [m for top in scene.mobjects for m in top.family_members_with_points() if is_seen(m)]
    for mobject in on_screen:
        points = on_the_screen(scene, mobject)[:, :2]
        if (np.abs(points) > [frame.width / 2 + 0.02, frame.height / 2 + 0.02]).any():
            yield f"{mobject} leaves the frame"
    # labels in space may pass before one another while the camera moves; what is fixed to the frame may not
    fixed = scene.camera.fixed_in_frame_mobjects if in_space else ()
    seen = [Text(scene, m) for m in texts(scene.mobjects) if not in_space or m in fixed]
    for one, other in combinations(seen, 2):
        if one.overlaps(other):
            yield f"{one.name!r} lies on {other.name!r}"
    for text in seen:
        if text.em < SMALLEST:
            yield f"{text.name!r} is {text.em:.1f} pixels small"
    beside = [m for m in scene.mobjects if isinstance(m, Typst | MathTypst | Readout)]
    for text in (Text(scene, m) for m in texts(beside) if not in_space or m in fixed):
        if text.reaches_into(picture):
            yield f"{text.name!r} lies on the map"
    drawn = {type(m) for top in scene.mobjects for m in top.get_family()}
    if not drawn & {ContourMap, SurfaceMesh} and not (in_space and len(scene.beats) < 3):
        yield "there is no map"


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Complaints about the picture at the end of each beat, as (beat, complaint)."""
    found: Audit = []

    def look(scene: PlaneScene, number: int) -> None:
        found.extend((number, complaint) for complaint in complaints(scene))

    monkeypatch.setattr(Storyboard, "_keep_still", look)
    return found


TYPED = "sin(x)*cos(y) + x/4"
OPTIONS: dict[str, dict[str, Any]] = {
    "nothing typed": {},
    "a place and a direction": {"function": TYPED, "at": (0.5, -1.0), "direction": (-1.0, 2.0)},
    "captions beside the film": {"captions": "none"},
    "a long formula": {"function": LONG[:300].rpartition(" + ")[0]},
    "a long formula upright": {"function": LONG[:300].rpartition(" + ")[0], "shape": "9:16"},
    "a place far off": {"function": "(x - 1000000)^2/4 + y^2", "at": (1000000.5, 1.0)},
    "a domain far off": {"function": named("far off").text, "domain": named("far off").domain},
    "small heights": {"function": named("tiny").text},
    "a wide domain": {"function": TYPED, "domain": Domain(-6, 6, -1, 1)},
    "a tall domain": {"function": TYPED, "domain": Domain(-1, 1, -5, 5), "shape": "9:16"},
    "a small island": {"function": "sqrt(1 - x^2 - y^2)", "domain": Domain(-6, 6, -4.5, 4.5)},
    **{f"shape {shape}": {"shape": shape} for shape in SHAPES if shape != "16:9"},
    "theme paper": {"theme": "paper", "function": TYPED},
    "theme clear": {"theme": "clear", "function": TYPED},
}


@every_scene
@pytest.mark.parametrize("name", OPTIONS)
def test_all_that_is_drawn_has_its_place_and_can_be_read(scene: str, name: str, audit: Audit) -> None:
    insist_on_film_or_reason(Shot(scene, **{"quality": "l", **OPTIONS[name]}), name)
    assert audit == []


def test_the_audit_sees_what_is_wrong(monkeypatch: pytest.MonkeyPatch, audit: Audit) -> None:
    fill_panel = PlaneScene.fill_panel

    def badly(scene: PlaneScene, *items: Mobject) -> None:
        fill_panel(scene, *items)
        items[0].move_to(scene.layout.frame.centre).shift([-scene.layout.frame.width / 5, 0, 0])
        items[1].move_to(scene.layout.frame.centre).shift([scene.layout.frame.width / 2, 0, 0])
        items[2].scale(0.4)

    monkeypatch.setattr(PlaneScene, "fill_panel", badly)
    rehearse(Shot("SteepestAscent", quality="l"))
    said = " ".join(complaint for _, complaint in audit)
    for wrong in ("leaves the frame", "lies on the map", "pixels small"):
        assert wrong in said
