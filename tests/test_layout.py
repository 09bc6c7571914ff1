"""The bands of a frame: they do not overlap, and what is put into one stays in it."""

from dataclasses import astuple
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import RIGHT, UP, Rectangle

from gradanim.records.picture import SHAPES, SHORTER_SIDE
from gradanim.stage.frame.layout import COMPOSITIONS, Box, Composition, Layout, arranged
from gradanim.stage.plots.panels import split_panel

sizes = st.floats(0.1, 6.0)


def frame(shape: str) -> tuple[float, float]:
    ratio = float(Fraction(SHAPES[shape]))
    return SHORTER_SIDE * max(ratio, 1.0), SHORTER_SIDE * max(1 / ratio, 1.0)


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return max(across, 0.0) * max(up, 0.0)


@pytest.mark.parametrize("composition", COMPOSITIONS)
@pytest.mark.parametrize("captions", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_bands_stay_in_the_frame_and_off_each_other(shape: str, captions: bool, composition: Composition) -> None:
    layout = Layout.of(*frame(shape), captions=captions, composition=composition)
    written = (layout.title, layout.panel, layout.caption)
    for band in written if layout.bleeds else (*written, layout.picture):
        assert layout.frame.left < band.left < band.right < layout.frame.right
        assert layout.frame.bottom < band.bottom <= band.top < layout.frame.top
    if layout.overlaid:  # the title is there while the panel is
        assert overlap(layout.title, layout.panel) == overlap(layout.picture, layout.caption) == 0
    else:
        for one, other in combinations((layout.picture, layout.panel, layout.caption), 2):
            assert overlap(one, other) == 0
    assert layout.title.top <= layout.picture.top  # it leaves again
    assert layout.caption.top < layout.picture.bottom or not captions


def test_a_plot_beside_the_picture_has_more_room_than_words_and_a_quiet_ground() -> None:
    beside, half = (Layout.of(*frame("16:9"), composition=composition) for composition in ("beside", "half"))
    assert half.panel.width > 1.2 * beside.panel.width
    assert half.picture.width > half.panel.width
    (_, _, seen), (_, _, hidden) = beside.veils[0], half.veils[0]
    assert seen < hidden


def test_a_full_picture_reaches_the_edges_of_a_wide_frame_and_words_lie_on_a_corner_of_it() -> None:
    layout = Layout.of(*frame("16:9"))
    assert layout.overlaid
    edges = (layout.frame.left, layout.frame.right, layout.frame.top)
    assert (layout.picture.left, layout.picture.right, layout.picture.top) == edges
    assert overlap(layout.panel, layout.picture) == pytest.approx(layout.panel.width * layout.panel.height)
    other = layout.mirrored()
    assert other.panel.width == pytest.approx(layout.panel.width)
    assert other.panel.left - layout.frame.left > layout.frame.right - layout.panel.right  # beside the numbers of y
    assert overlap(other.panel, other.title) == overlap(other.panel, layout.panel) == 0
    again = other.mirrored()
    assert astuple(again.panel) == pytest.approx(astuple(layout.panel))
    assert astuple(again.title) == pytest.approx(astuple(layout.title))
    for shape in ("9:16", "1:1"):
        assert not Layout.of(*frame(shape)).bleeds
    half = Layout.of(*frame("16:9"), composition="half")
    assert (half.picture.left, half.picture.top) == (half.frame.left, half.frame.top)
    assert overlap(half.picture, half.panel) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_the_picture_is_the_largest_and_grows_where_there_are_no_captions(shape: str) -> None:
    with_captions, without = (Layout.of(*frame(shape), captions=captions).picture for captions in (True, False))
    assert with_captions.width * with_captions.height > 0.3 * np.prod(frame(shape))
    assert without.width * without.height > with_captions.width * with_captions.height


def test_a_box_holds_what_is_drawn_inside() -> None:
    box = Box(-2, 1, -1, 3)
    square = Rectangle(width=1, height=1)
    assert (box.width, box.height, *box.centre) == (3, 4, -0.5, 1, 0)
    assert box.holds(square.move_to(box.centre))
    for way, room in ((RIGHT, 1.0), (-RIGHT, 1.0), (UP, 1.5), (-UP, 1.5)):
        assert box.holds(square.move_to(box.centre + room * way))
        assert not box.holds(square.move_to(box.centre + (room + 0.05) * way))
        assert box.holds(square, slack=0.1)


def test_sides_move_inwards() -> None:
    assert Box(0, 10, 0, 8).inset(left=1, right=2, bottom=3, top=4) == Box(1, 8, 3, 4)


@given(items=st.lists(st.tuples(sizes, sizes), min_size=1, max_size=8), width=sizes, height=sizes)
def test_what_is_arranged_stays_in_its_box_and_apart(
    items: list[tuple[float, float]], width: float, height: float
) -> None:
    box = Box(1.0, 1.0 + width, -2.0, -2.0 + height)
    blocks = [Rectangle(width=w, height=h) for w, h in items]
    whole = arranged(blocks, box)
    assert box.holds(whole, slack=1e-6)
    assert whole.get_left()[0] == pytest.approx(box.left)
    assert whole.get_top()[1] == pytest.approx(box.top)
    for one, other in combinations(blocks, 2):
        assert (
            overlap(*(Box(m.get_left()[0], m.get_right()[0], m.get_bottom()[1], m.get_top()[1]) for m in (one, other)))
            < 1e-6
        )
    shrunk = [block.width / w for block, (w, _) in zip(blocks, items, strict=True)]
    assert np.ptp(shrunk) < 1e-6  # all alike: sizes keep their meaning


def test_what_fits_one_column_stands_in_one_in_reading_order() -> None:
    blocks = [Rectangle(width=2, height=0.5) for _ in range(3)]
    arranged(blocks, Box(0, 2.2, 0, 2.5))
    assert [block.get_left()[0] for block in blocks] == pytest.approx([0, 0, 0])
    assert blocks[0].get_bottom()[1] > blocks[1].get_top()[1] > blocks[2].get_top()[1]


def test_what_would_shrink_in_one_column_takes_two() -> None:
    blocks = [Rectangle(width=1, height=0.5) for _ in range(4)]
    arranged(blocks, Box(0, 6, 0, 1.4))
    assert len({round(float(block.get_left()[0]), 3) for block in blocks}) == 2
    assert blocks[0].width >= 1


@pytest.mark.parametrize("panel", [Box(2, 6, -3, 3), Box(-6, 6, -3, 0)])
def test_the_desk_has_room_for_words_and_a_graph_that_do_not_meet(panel: Box) -> None:
    words, board = split_panel(panel)
    for part in (words, board):
        assert panel.left <= part.left < part.right <= panel.right
        assert panel.bottom <= part.bottom < part.top <= panel.top
    assert words.right <= board.left or words.bottom >= board.top
