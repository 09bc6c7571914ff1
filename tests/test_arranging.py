"""Rows, columns and arcs of the stage, and numbers in words."""

import numpy as np
import pytest
from manim import Rectangle

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.formulas.numerals import short
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import LARGEST, Box, freed, in_a_row, in_place_of
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import heading
from gradanim.stage.marks.routes import arc
from gradanim.stage.typeset.texts import arranged_readably, formula

BOX = Box(-6, 2, -2.7, 2.5)


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


@pytest.mark.parametrize(
    ("value", "text"),
    [(164.0, "164"), (0.0, "0"), (-0.0, "0"), (1 / 3, "0.3333"), (-2e9, "-2 times 10^9"), (1e-7, "1 times 10^(-7)")],
)
def test_significant_digits_have_no_zeros_behind_them(value: float, text: str) -> None:
    assert short(value, 4) == text


def test_two_items_share_a_row_if_they_fit() -> None:
    left, right = Rectangle(width=2, height=1), Rectangle(width=1, height=1)
    assert in_a_row(left, right, 3.5).height == pytest.approx(1)
    assert in_a_row(left, right, 3.0).width == pytest.approx(2)


@pytest.mark.parametrize("size", [0.5, 3.0])
def test_what_takes_the_place_of_others_takes_no_more_room(size: float) -> None:
    gone = Rectangle(width=3, height=2).shift([1, 1, 0])
    column = in_place_of(gone, [Rectangle(width=size, height=1), Rectangle(width=1, height=1)])
    assert column.width <= max(3, LARGEST * size) + 1e-9
    assert column.height <= 2 + 1e-9
    assert column.get_left()[0] == pytest.approx(gone.get_left()[0])
    assert column.get_top()[1] == pytest.approx(gone.get_top()[1])


@pytest.mark.parametrize("begin", [0.3, 1.2, -2.0])
@pytest.mark.parametrize("turn", [np.pi / 2, -np.pi / 2, 3.0])
def test_an_arc_goes_the_short_way_and_ends_where_it_is_told(begin: float, turn: float) -> None:
    about = np.array([2.0, -1.0])
    start, end = about + heading(begin), about + 1.1 * heading(begin + turn)
    line = arc(start, end, about)
    assert line[0] == pytest.approx(start)
    assert line[-1] == pytest.approx(end)
    angles = np.unwrap(np.arctan2(*(line - about).T[::-1]))
    assert abs(angles[-1] - angles[0]) == pytest.approx(abs(turn))


def test_what_is_freed_ends_where_something_stays() -> None:
    box = Box(0, 10, 0, 10)
    gone, above, below, beside = (
        Rectangle(width=2, height=1).move_to((x, y, 0)) for x, y in ((2, 6), (2, 9), (2, 1), (6, 6))
    )
    room = freed(box, gone, [above, below, beside])
    assert (room.left, room.top) == pytest.approx((1, 6.5))
    assert room.right < 5
    assert room.bottom > 1.5
    assert freed(box, gone, [above]) == Box(1, 10, 0, 6.5)


def test_what_would_make_the_rest_too_small_to_be_read_is_left_out() -> None:
    view = view_of("x")
    items = [formula(view, "x", size=38) for _ in range(6)]
    assert arranged_readably(items, Box(0, 1.2, 0, 4), spare=items[4:], gap=0.1) == items[4:]
    assert arranged_readably(items, Box(0, 0.25, 0, 0.5), spare=items[4:], gap=0.1) == []
