"""Sprites: what is laid on looks like what Cairo paints straight on, and whatever changes is painted anew."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import BLUE, RED, RIGHT, UP, WHITE, Camera, Circle, Mobject, MovingCamera, Square, ThreeDCamera, VMobject

from gradanim.paint import DepthCamera, FlatCamera, MovingFlatCamera
from gradanim.paint.imprint import Imprint
from gradanim.paint.kernels.compiled import Array
from gradanim.paint.looks import look_of, looked_at
from gradanim.stage.typeset.glyphs import TypstText

SIZE = {"pixel_width": 320, "pixel_height": 180, "frame_width": 128 / 9, "frame_height": 8}


def ground() -> list[Mobject]:
    """Something of every brightness."""
    return [Square(6, fill_color=BLUE, fill_opacity=0.7).shift(RIGHT), Circle(2, color=WHITE, stroke_width=20)]


def text() -> TypstText:
    return TypstText("A walker climbs", font_size=72).set_color(RED)


def picture(camera: Camera, *mobjects: Mobject) -> Array:
    camera.reset()
    camera.capture_mobjects(mobjects)
    return np.array(camera.pixel_array)


def apart(one: Array, other: Array) -> int:
    return int(np.abs(one.astype(int) - other).max())


STATES: dict[str, Callable[[VMobject], Any]] = {
    "as it is": lambda m: m,
    "faint": lambda m: m.set_opacity(0.4),
    "cased": lambda m: m.set_stroke("#000000", width=7, opacity=0.8, background=True),
    "cased and faint": lambda m: m.set_stroke("#000000", width=7, background=True).set_opacity(0.3),
    "with lines": lambda m: m.set_stroke(WHITE, width=3, opacity=0.6),
    "partly outside": lambda m: m.shift([6, 3.9, 0]),
    "outside": lambda m: m.shift(20 * RIGHT),
    "of two colours": lambda m: m.set_color([RED, WHITE]),
    "large": lambda m: m.scale(4),
    "not there": lambda m: m.set_opacity(0),
}


@pytest.mark.parametrize("state", STATES)
def test_text_looks_as_cairo_paints_it(state: str) -> None:
    """Within 1 of 255, and a second time exactly the same."""
    shown = text()
    STATES[state](shown)
    ours = FlatCamera(**SIZE)
    first, second = picture(ours, *ground(), shown), picture(ours, *ground(), shown)
    assert apart(first, picture(Camera(**SIZE), *ground(), shown)) <= 1
    assert np.array_equal(first, second)
    assert (apart(first, picture(ours, *ground())) > 50) == (state not in ("outside", "not there"))


@pytest.mark.parametrize("opacity", [0.0, 0.5])
def test_text_on_a_transparent_picture(opacity: float) -> None:
    shown = text().set_opacity(0.6)
    first, second = (kind(**SIZE, background_opacity=opacity) for kind in (FlatCamera, Camera))
    assert apart(picture(first, *ground(), shown), picture(second, *ground(), shown)) <= 1


def test_a_camera_that_moves_paints_text_where_it_is_now() -> None:
    shown, ours, theirs = text(), MovingFlatCamera(**SIZE), MovingCamera(**SIZE)
    for camera in (ours, theirs):
        picture(camera, *ground(), shown)
        camera.frame.scale(0.6).shift([0.4, 0.3, 0])
    moved = picture(ours, *ground(), shown)
    assert apart(moved, picture(theirs, *ground(), shown)) <= 1
    assert apart(moved, picture(MovingFlatCamera(**SIZE), *ground(), shown)) > 50


def in_space(camera: ThreeDCamera, *, fixed: Mobject, upright: Mobject) -> ThreeDCamera:
    camera.add_fixed_in_frame_mobjects(fixed)
    camera.add_fixed_orientation_mobjects(upright)
    return camera


def test_labels_in_space_are_painted_where_they_stand_now() -> None:
    fixed, upright = text().shift(3 * UP), text().shift([1, 1, 1])
    ours = in_space(DepthCamera(**SIZE), fixed=fixed, upright=upright)
    theirs = in_space(ThreeDCamera(**SIZE), fixed=fixed, upright=upright)
    pictures = []
    for turn in (0.3, 0.3, 0.8):
        for camera in (ours, theirs):
            camera.set_phi(1.0)
            camera.set_theta(turn)
        pictures.append(picture(ours, fixed, upright))
        assert apart(pictures[-1], picture(theirs, fixed, upright)) <= 1
    assert np.array_equal(pictures[0], pictures[1])
    assert apart(pictures[0], pictures[2]) > 50
    upright.shift(UP)
    assert apart(picture(ours, fixed, upright), pictures[2]) > 50, "its place has moved, the camera has not"


CHANGES: dict[str, Callable[[VMobject], Any]] = {
    "points": lambda m: m.points.__iadd__([0.3, 0, 0]),
    "one point": lambda m: m.points.__setitem__((1, 0), m.points[1, 0] + 0.5),
    "colour": lambda m: m.fill_rgbas.__setitem__((0, slice(3)), [0, 1, 0]),
    "opacity": lambda m: m.fill_rgbas.__setitem__((0, 3), 0.5),
    "lines": lambda m: m.set_stroke(WHITE, 4),
    "casing": lambda m: m.set_stroke(BLUE, 9, background=True),
    "gradient": lambda m: m.set_fill([RED, WHITE]),
}


@pytest.mark.parametrize("kind", [FlatCamera, DepthCamera])
@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_in_place_is_painted_anew(change: str, kind: type[FlatCamera]) -> None:
    shown, used, fresh = text(), kind(**SIZE), kind(**SIZE)
    for camera in (used, fresh):
        if isinstance(camera, DepthCamera):
            camera.add_fixed_in_frame_mobjects(shown)
    before = [picture(used, shown) for _ in range(3)][-1]
    CHANGES[change](shown[0])
    after = picture(used, shown)
    assert apart(before, after) > 50
    assert np.array_equal(after, picture(fresh, shown))


def test_a_picture_does_not_depend_on_those_before() -> None:
    """A process that paints some beats only paints them as one that paints all."""

    def at(moment: int) -> list[Mobject]:
        words.move_to([0.21 * max(0, moment - 3), 0.13 * moment // 2, 0]).set_opacity(min(1, 0.3 + 0.2 * moment))
        return [*ground(), words, text().shift(UP), Circle(1 + moment // 3, color=WHITE)]

    words, used = text(), FlatCamera(**SIZE)
    for moment in (0, 1, 2, 3, 3, 3, 4, 5, 5, 0, 3):
        assert np.array_equal(picture(used, *at(moment)), picture(FlatCamera(**SIZE), *at(moment)))


def test_what_stands_is_not_painted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[VMobject] = []
    display = Camera.display_vectorized

    def noted(self: Camera, mobject: VMobject, *context: Any) -> Any:
        painted.append(mobject)
        return display(self, mobject, *context)

    monkeypatch.setattr(Camera, "display_vectorized", noted)
    shown, camera = text(), FlatCamera(**SIZE)
    picture(camera, shown)
    assert set(painted) == set(shown.family_members_with_points())
    painted.clear()
    picture(camera, shown)
    assert not painted
    shown[2].shift(UP)
    picture(camera, shown)
    assert painted == [shown[2]]


def test_the_rows_of_a_sprite_are_cleared_for_the_next_picture() -> None:
    camera, shown = FlatCamera(**SIZE), text()
    empty = picture(camera)
    for _ in range(2):
        assert apart(picture(camera, shown), empty) > 50
        assert np.array_equal(picture(camera), empty)


def test_numbers_that_are_equal_leave_one_imprint_however_they_are_written() -> None:
    """One process may meet 4 first and another one 4.0, in what is the same picture."""
    shown, camera = Circle(1).set_stroke(width=4), FlatCamera(**SIZE)
    keys = []
    for width in (4, 4.0, np.float64(4)):
        shown.stroke_width = width
        for seen in (shown, shown.copy()):
            imprint = Imprint()
            imprint.moment(camera, [seen])
            keys.append(imprint.key)
    assert len(set(keys)) == 1
    shown.points[0, 0] += 0.01
    imprint = Imprint()
    imprint.moment(camera, [shown])
    assert imprint.key not in keys


def test_what_is_looked_at_is_compared_once() -> None:
    """While nothing moves; and what has changed since then is seen again."""
    letter = Square(1)
    before = look_of(letter)
    with looked_at():
        letter.shift(RIGHT)
        assert look_of(letter) is before
        assert look_of(Square(1)).digest == before.digest  # never seen before
    assert look_of(letter).digest != before.digest
