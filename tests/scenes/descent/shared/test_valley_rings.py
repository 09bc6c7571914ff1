"""Rings around valleys, and what is said beside them where there is room."""

import numpy as np
import pytest
from manim import Circle, VGroup

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box, Layout
from gradanim.stage.frame.view import View
from gradanim.stage.typeset.texts import spoken_alike
from scenes.descent.shared.valley_rings import ValleyRings

VIEW = View.fit(Field("0.2(x - 2)^2 + 0.5(y - sin(x))^2"), THEMES["night"], Box(-6, 2, -3, 3))


def test_rings_stand_around_their_valleys_and_numbers_clear_of_everything() -> None:
    places = [(-1.0, 0.0), (-0.4, 0.0), (2.9, 1.9), (1.0, -1.0)]
    way = [(1.0 + t, -1.0) for t in np.linspace(0, 1, 9)]  # to the right of the last one
    marks = ValleyRings(VIEW, places, ["-1.55", "-1.44", "0.20", "3.00"], avoid=way)
    assert VIEW.where([ring.get_center() for ring in marks.rings]) == pytest.approx(np.array(places))
    assert len(marks.numbers) == 4
    drawn = [*marks.rings, *marks.numbers]
    for k, one in enumerate(drawn):
        assert VIEW.box.holds(one, slack=0.2 if k < 4 else 0)
        assert not any(_overlap(one, other) for other in drawn[k + 1 :] if other in marks.numbers)
    assert marks.numbers[3].get_center()[0] < marks.rings[3].get_center()[0] + 0.1


def test_a_number_that_finds_no_room_is_left_out() -> None:
    view = View.fit(VIEW.field, THEMES["night"], Box(0, 0.9, 0, 0.6))
    marks = ValleyRings(view, [(0.0, 0.0)], ["-1.5500"])
    assert len(marks.rings) == 1
    assert len(marks.numbers) == 0
    assert marks.texts == [""]


def test_where_there_is_no_room_for_name_and_number_the_name_stands_alone() -> None:
    view = View.fit(VIEW.field, THEMES["night"], Box(0, 2.2, 0, 1.5))
    assert ValleyRings(view, [(0.0, 0.0)], ["low: -1.5500000000000000"]).texts == ["low"]


@pytest.mark.parametrize(
    ("values", "finest", "said"),
    [
        ((0.772, 0.319, 0.17, 0.0436), 0.004, ["0.772", "0.319", "0.170", "0.044"]),
        ((-1.553, 0.0, -0.0001), 0.06, ["−1.55", "0.00", "0.00"]),
        ((15.0, 3.2), 1.0, ["15", "3"]),
        ((2e-7, 1e-7), 1e-9, ["2 × 10⁻⁷", "1 × 10⁻⁷"]),
        ((0.0, 0.0), 0.0, ["0", "0"]),
    ],
)
def test_numbers_said_together_have_the_same_decimals(values, finest, said) -> None:
    assert spoken_alike(values, finest=finest) == said


def _overlap(one: VGroup, other: VGroup) -> bool:
    apart = np.abs(one.get_center() - other.get_center())[:2]
    return bool((2 * apart < [one.width + other.width, one.height + other.height]).all())


@pytest.mark.parametrize("place", [(-3.53, 0.3), (3.54, 1.95), (0.4, -1.97), (0.0, 0.0)])
def test_a_ring_at_the_edge_of_the_frame_is_the_arc_that_is_in_it(place: tuple[float, float]) -> None:
    layout = Layout.of(14.2, 8.0, captions=False)
    view = View.fit(Field("x*y", Domain(-3.55, 3.55, -2, 2)), THEMES["night"], layout.frame, layout=layout)
    (ring,) = ValleyRings(view, [place]).rings
    assert layout.frame.holds(ring, slack=0.0)
    assert ring.get_arc_center() == pytest.approx(view.at(*place), abs=1e-6)
    assert np.linalg.norm(ring.points - ring.get_arc_center(), axis=1).min() == pytest.approx(ring.radius)
    assert isinstance(ring, Circle) == (place == (0.0, 0.0))
