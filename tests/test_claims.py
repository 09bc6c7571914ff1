"""Claims: true of a true picture, and false as soon as the picture is wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gradanim.errors import FilmError
from gradanim.fields.typed import Field
from gradanim.records.shot import Shot
from gradanim.stage.claims.reading import tangent_at
from gradanim.stage.frame.view import View
from gradanim.studio.film import film, rehearse

ROOT = Path(__file__).resolve().parent.parent

STORY = '''
from dataclasses import replace

from manim import DEGREES, OUT, TAU, UP

from gradanim import Domain, close_up, gradient_flow
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import monotonic, same_height
from gradanim.stage.claims.gradient import gap_is_steepness, slope_by_steps
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.walkers import trail
from gradanim.stage.scene import PlaneScene
from gradanim.stage.claims import orthogonal
from scenes.gradient.contour_perpendicular import parallel
from scenes.gradient.steepest_ascent import diameter, fastest, tip_trace

ANGLE = "the gradient meets the contour at a right angle"


class _Story(PlaneScene):
    f = "x^2 + 2y^2"
    start = (1.0, 0.75)

    def construct(self):
        view = self.seen(self.view.fit_arrow_at(self.at))
        self.near = view.zoomed(close_up(self.field, self.at))
        self.uphill = gradient_arrow(view, self.at)
        self.contour = ContourThrough(view, self.at)
        self.ring = tip_trace(view, self.at, TAU, 0.0)
        self.path = trail(view, gradient_flow(self.field, self.at).points)
        self.map = ContourMap(self.near)
        self.drawn = [self.uphill, self.contour, self.ring, self.path, self.map]
        claims = [
            orthogonal(self.uphill, self.contour, name=ANGLE), fastest(self.ring, self.uphill),
            diameter(self.ring, self.uphill), slope_by_steps(view, self.uphill), monotonic(view, self.path),
            same_height(view, self.contour), gap_is_steepness(self.near, self.map, self.uphill),
            parallel(self.map),
        ]
        self.spoil()
        with self.beat("So it is.", claim=[*claims, *self.more()]):
            self.add(*self.drawn)

    def seen(self, view):
        return view

    def spoil(self):
        pass

    def more(self):
        return []


class AsItIs(_Story):
    pass


class UnequalAxes(_Story):
    def seen(self, view):
        return replace(view, scale=(1.5 * view.scale[0], view.scale[1]))


class RotatedArrow(_Story):
    def spoil(self):
        self.uphill.rotate(20 * DEGREES, axis=OUT, about_point=self.uphill.tail)


class ShortArrow(_Story):
    def spoil(self):
        self.uphill.scale(0.9, about_point=self.uphill.tail)


class ArrowElsewhere(_Story):
    def spoil(self):
        self.uphill.shift(0.4 * UP)


class ShiftedContour(_Story):
    def spoil(self):
        self.contour.shift(0.3 * UP)


class TurnedPath(_Story):
    def spoil(self):
        self.path.reverse_points()


class ShiftedMap(_Story):
    def spoil(self):
        for k, group in enumerate(self.map.curves):
            group.rotate(0.1 * k, axis=OUT)


class WiderRing(_Story):
    def spoil(self):
        self.ring.clear_updaters().scale(1.1, about_point=self.uphill.tail)


class NothingThere(_Story):
    def spoil(self):
        self.drawn.remove(self.contour)


class EmptyArrow(_Story):
    def spoil(self):
        self.uphill.shaft.clear_points()
        self.uphill.head.clear_points()


class NoNumber(_Story):
    def more(self):
        return [Claim("it is a number", [self.uphill], lambda: float("nan"), 0.0, 1.0)]


class NothingToMeet(_Story):
    def more(self):
        return [Claim("it is expected", [self.uphill], lambda: 1.0, lambda: float("nan"), 1.0)]


class OnTheWay(_Story):
    """Wrong for a moment in the middle of the beat, right at its end."""

    def construct(self):
        view = self.view.fit_arrow_at(self.at)
        uphill, contour = gradient_arrow(view, self.at), ContourThrough(view, self.at)
        self.add(uphill, contour)
        with self.beat("At the end.", claim=orthogonal(uphill, contour, name=ANGLE)):
            self.play(uphill.animate.rotate(20 * DEGREES, about_point=uphill.tail), run_time=1)
            self.play(uphill.animate.rotate(-20 * DEGREES, about_point=uphill.tail), run_time=1)
        with self.beat("Throughout.", claim=orthogonal(uphill, contour, name=ANGLE, throughout=True)):
            self.play(uphill.animate.rotate(20 * DEGREES, about_point=uphill.tail), run_time=1)
            self.play(uphill.animate.rotate(-20 * DEGREES, about_point=uphill.tail), run_time=1)
'''

ANGLE = "the gradient meets the contour at a right angle"
FASTEST = "no direction climbs faster than the gradient"
CIRCLE = "the slopes draw a circle with the gradient as diameter"
STEPS = "the arrow is as long as the slope in its direction"
RISES = "the path never loses height"
HEIGHT = "along the contour the height stays the same"
GAP = "the arrow is as long as the contours are close"
PARALLEL = "up close the contours are parallel"

FLAWS = {
    "AsItIs": set(),
    "UnequalAxes": {ANGLE, STEPS, CIRCLE, FASTEST},
    "RotatedArrow": {ANGLE, STEPS, CIRCLE, GAP},
    "ShortArrow": {STEPS, FASTEST, CIRCLE, GAP},
    "ArrowElsewhere": {ANGLE, STEPS, FASTEST, CIRCLE},  # the contours are as close there
    "ShiftedContour": {ANGLE, HEIGHT},
    "TurnedPath": {RISES},
    "ShiftedMap": {PARALLEL, GAP},
    "WiderRing": {FASTEST, CIRCLE},
    "NothingThere": {ANGLE, HEIGHT},
    "EmptyArrow": {ANGLE, STEPS, FASTEST, CIRCLE, GAP},
    "NoNumber": {"it is a number"},
    "NothingToMeet": {"it is expected"},
}


@pytest.fixture
def stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "scenes"
    shutil.copytree(ROOT / "scenes" / "gradient", folder / "gradient")  # whose claims the story makes
    (folder / "broken").mkdir()
    (folder / "broken" / "story.py").write_text(STORY)
    monkeypatch.setenv("GRADANIM_SCENES", str(folder))
    yield folder


def false(scene: str, **options: Any) -> list[set[str]]:
    """For each beat, the names of what does not hold."""
    beats = rehearse(Shot(scene, quality="l", captions="none", **options))
    return [{finding.name for finding in beat.findings if not finding.holds} for beat in beats]


@pytest.mark.parametrize(("flaw", "names"), FLAWS.items(), ids=list(FLAWS))
def test_a_wrong_picture_makes_false_what_it_breaks_and_nothing_else(flaw: str, names: set[str], stories: Path) -> None:
    assert false(flaw) == [names]


def test_a_claim_throughout_looks_at_every_frame(stories: Path) -> None:
    assert false("OnTheWay") == [set(), {ANGLE}]
    finding = rehearse(Shot("OnTheWay", quality="l"))[1].findings[0]
    assert finding.measured == pytest.approx(70, abs=2)  # the worst is what is recorded


def test_a_broken_story_is_not_placed_as_a_film(stories: Path, tmp_path: Path) -> None:
    media = tmp_path / "media"
    shot = Shot("RotatedArrow", resolution=(160, 90), fps=2, captions="none")
    with pytest.raises(
        FilmError, match=rf"(?s)does not show what it claims:.*beat 1, {ANGLE}: expected 90, measured (70|69)"
    ):
        film(shot, media)
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(("scene", "code"), [("AsItIs", 0), ("UnequalAxes", 1)])
def test_check_exits_with_one_where_a_claim_is_false(scene: str, code: int, stories: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "render.py"), "--scene", scene, "--check", "--media", str(tmp_path / "media")]
    environment = {**os.environ, "GRADANIM_SCENES": str(stories), "COLUMNS": "200"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == code, run.stdout + run.stderr
    assert ANGLE in run.stdout
    assert not list((tmp_path / "media").rglob("*.mp4"))


# ---- the real films, with a mistake below them


def unequal(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = View.fit.__func__  # type: ignore[attr-defined]

    def stretched(cls: type[View], *args: Any, **options: Any) -> View:
        right = fit(cls, *args, **options)
        return replace(right, scale=(right.scale[0], 0.7 * right.scale[1]))

    monkeypatch.setattr(View, "fit", classmethod(stretched))


def turned(monkeypatch: pytest.MonkeyPatch) -> None:
    gradient = Field.gradient
    turn = np.array([[np.cos(0.1), -np.sin(0.1)], [np.sin(0.1), np.cos(0.1)]])
    monkeypatch.setattr(Field, "gradient", lambda f, x, y: np.tensordot(turn, gradient(f, x, y), 1))


def half(monkeypatch: pytest.MonkeyPatch) -> None:
    gradient = Field.gradient
    monkeypatch.setattr(
        Field, "gradient", lambda f, x, y: gradient(f, x, y) * np.array([1, 0.5]).reshape(2, *[1] * np.ndim(x))
    )


@pytest.mark.parametrize("scene", ["SteepestAscent", "ContourPerpendicular"])
@pytest.mark.parametrize("mistake", [unequal, turned, half])
def test_a_mistake_anywhere_below_makes_the_films_false(
    scene: str, mistake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistake(monkeypatch)
    assert ANGLE in set().union(*false(scene))


# ---- reading a direction off a drawn line


def circle(angles: np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angles), np.sin(angles), np.zeros_like(angles)], axis=1)


@pytest.mark.parametrize("closed", [True, False])
def test_a_tangent_is_that_of_the_curve_between_unequal_corners(closed: bool) -> None:
    rng = np.random.default_rng(1)
    angles = np.sort(np.concatenate([rng.uniform(0, 2 * np.pi, 150), np.linspace(0, 2 * np.pi, 151)]))
    line = circle(angles if closed else angles[angles < 5])
    for angle in np.linspace(0, 4.95, 83):
        tangent = tangent_at(line, circle(np.array([angle]))[0])
        assert np.degrees(np.arccos(abs(tangent @ [-np.sin(angle), np.cos(angle), 0]))) < 0.1


def test_a_straight_piece_has_its_own_direction() -> None:
    line = np.array([[0.0, 0, 0], [3, 4, 0]])
    assert tangent_at(line, np.array([1.0, 1, 0])) == pytest.approx([0.6, 0.8, 0])
    assert tangent_at(np.repeat(line, 2, axis=0), np.array([9.0, 9, 0])) == pytest.approx([0.6, 0.8, 0])


@pytest.mark.parametrize("line", [np.empty((0, 3)), np.zeros((1, 3)), np.zeros((5, 3))])
def test_no_line_has_no_direction(line: np.ndarray) -> None:
    assert np.isnan(tangent_at(line, np.zeros(3))).all()


def test_a_corner_has_no_direction() -> None:
    line = np.array([[-2.0, 0, 0], [-1, 0, 0], [0, 0, 0], [0, 1, 0], [0, 2, 0]])
    assert np.isnan(tangent_at(line, np.array([0.1, 0.1, 0]))).all()
    assert tangent_at(line, np.array([-1.5, 0, 0])) == pytest.approx([1, 0, 0])
