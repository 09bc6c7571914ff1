"""Labels: beside what they are about, on a plate, in their room, and clear of what they must not cover."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, FadeIn, Mobject, Rectangle, VGroup

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, gap_between
from gradanim.stage.frame.plates import PLATE
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import Arrow
from gradanim.stage.marks.directions import at_tip
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.labels import Label, label_room, place
from gradanim.stage.typeset.texts import words

BOX = Box(-4.0, 4.0, -3.0, 3.0)
VIEW = View.fit(Field("x + y"), THEMES["night"], BOX)
coordinates = st.floats(-3.0, 3.0).map(lambda value: round(value, 2))
places = st.tuples(coordinates, coordinates).map(lambda pair: np.array([*pair, 0.0]))

gaps = st.integers(0, 50).map(lambda value: 0.005 + value / 100)  # between the hundredths that places lie on


def block(middle: np.ndarray, width: float = 0.8, height: float = 0.4) -> Rectangle:
    return Rectangle(width=width, height=height).move_to(middle)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("text", ["{{ nabla f : gradient }}", "-1.25", "words"])
def test_a_text_lies_on_a_plate_that_is_larger_than_it(theme, text) -> None:
    view = View.fit(VIEW.field, theme, BOX)
    label = Label(view, words(theme, "lowest point") if text == "words" else text)
    assert label.plate.get_fill_color().to_hex().lower() == theme.plate.lower()
    assert label.plate.get_fill_opacity() == pytest.approx(PLATE)
    assert label.plate.width > label.text.width
    assert label.plate.height > label.text.height
    assert label.plate.get_center() == pytest.approx(label.text.get_center(), abs=0.01)
    assert list(label) == [label.plate, label.text]  # the plate is behind


@pytest.mark.parametrize("way", [RIGHT, LEFT, UP, DOWN])
@pytest.mark.parametrize("off", [0.0, 0.3])
def test_a_label_stands_so_far_beyond_its_point(way: np.ndarray, off: float) -> None:
    point = np.array([0.5, 0.2, 0.0])
    label = Label(VIEW, "nabla f", at=(point, way), off=off)
    assert label.get_edge_center(-way) - point == pytest.approx(off * way)
    assert label.clear


@pytest.mark.parametrize("angle", np.radians(np.arange(0, 360, 15)))
def test_in_a_slanting_way_too_it_is_off_its_point(angle: float) -> None:
    label = Label(VIEW, "nabla f", at=(ORIGIN, [np.cos(angle), np.sin(angle), 0.0]), off=0.1)
    assert 0.05 < gap_between(label, block(ORIGIN, 1e-6, 1e-6)) < 0.4


@given(st.lists(places, min_size=1, max_size=6), st.lists(places, max_size=4), gaps)
def test_it_takes_the_first_place_that_covers_the_fewest_and_least_important(
    middles: list[np.ndarray], others: list[np.ndarray], gap: float
) -> None:
    drawn, taken, room = block(ORIGIN), [block(other, 0.5, 0.9) for other in others], Box(-2.503, 2.503, -2.503, 2.503)
    clear = place(drawn, (middles, ORIGIN), clear_of=taken, room=room, gap=gap)
    inside = [middle for middle in middles if room.holds(block(middle))]
    if not inside:
        assert not clear
        assert room.holds(drawn)
        return

    def respected(middle: np.ndarray) -> int:
        """How many obstacles, from the first on, it is clear of."""
        covered = [gap_between(block(middle), other) <= gap for other in taken]
        return covered.index(True) if True in covered else len(covered)

    best = max(map(respected, inside))
    expected = next(middle for middle in inside if respected(middle) == best)
    assert drawn.get_center() == pytest.approx(expected)
    assert clear == (best == len(taken))


def test_points_of_a_line_are_kept_clear_of_as_one_thing() -> None:
    line = np.stack([np.linspace(-3, 3, 100), np.zeros(100), np.zeros(100)], axis=1)
    drawn = block(ORIGIN)
    assert place(drawn, ([ORIGIN, 0.1 * UP, 0.5 * UP], ORIGIN), clear_of=[line])
    assert drawn.get_center() == pytest.approx(0.5 * UP)


def test_what_is_not_drawn_is_in_nobodys_way() -> None:
    assert place(block(ORIGIN), (ORIGIN, ORIGIN), clear_of=[Mobject(), VGroup(), np.empty((0, 3))])


def test_without_a_place_it_stays_where_it_is() -> None:
    drawn = block(UP)
    assert not place(drawn, ([[np.nan] * 3], RIGHT))
    assert drawn.get_center() == pytest.approx(UP)


def test_a_label_follows_its_point_and_makes_way_while_both_move() -> None:
    point, other = [0 * RIGHT], block(2 * RIGHT, 0.4, 0.1)
    label = Label(VIEW, "u", at=lambda: (point[0], [RIGHT, UP]), clear_of=[other])
    for share in np.linspace(0, 1, 21):
        point[0] = 3 * share * RIGHT
        other.move_to((2 - 3 * share) * RIGHT)
        label.update()
        assert gap_between(label, other) > 0
        assert label.clear
        near = np.linalg.norm(label.get_center() - point[0])
        assert near < 0.1 + np.hypot(label.width, label.height)


def test_a_copy_that_an_animation_moves_holds_still() -> None:
    point = [0 * RIGHT]
    label = Label(VIEW, "u", at=lambda: (point[0], RIGHT))
    appearing = FadeIn(label)
    appearing.begin()
    point[0] = 2 * RIGHT
    before = appearing.starting_mobject.get_center()
    appearing.update_mobjects(0.1)
    assert appearing.starting_mobject.get_center() == pytest.approx(before)


@pytest.mark.parametrize("at", [(3.9, 2.9, 0.0), (-3.9, -2.9, 0.0), (0.0, 2.9, 0.0)])
def test_a_label_at_the_border_stays_inside_the_numbers_of_the_ticks(at: tuple[float, ...]) -> None:
    away = np.array(at) / np.linalg.norm(at)
    label = Label(VIEW, "nabla f", at=(at, away))
    assert label_room(VIEW).holds(label)
    assert not label.clear


def test_in_space_the_frame_of_the_floor_is_no_room() -> None:
    view = SpaceView.over(VIEW.field, VIEW.theme)
    label = Label(view, "1.25", at=(20 * RIGHT, RIGHT), off=0.0)
    assert label.get_left() == pytest.approx(20 * RIGHT)


@pytest.mark.parametrize("side", [0, 1, -1])
@pytest.mark.parametrize("angle", np.radians(np.arange(0, 360, 30)))
def test_the_name_of_an_arrow_is_off_its_shaft_on_the_side_it_was_asked_for(angle: float, side: int) -> None:
    along = np.array([np.cos(angle), np.sin(angle), 0.0])
    arrow = Arrow(VIEW, lambda: (ORIGIN, 1.5 * along), "gradient")
    name = Label(VIEW, "nabla f", at=at_tip(arrow, side=side))
    shaft = np.linspace(0, 1.5, 60)[:, None] * along
    half = np.array([name.width, name.height]) / 2
    assert not (np.abs(shaft - name.get_center())[:, :2] < half).all(axis=1).any()
    beside = np.cross(along, name.get_center() - arrow.tip)[2]
    assert np.sign(np.round(beside, 6)) == side


def test_a_faint_label_has_a_faint_plate() -> None:
    label = Label(VIEW, "theta").set_opacity(0.5)
    assert label.plate.get_fill_opacity() == pytest.approx(PLATE / 2)
    assert label.text[0].get_fill_opacity() == pytest.approx(0.5)
