"""The marks of a flow and the steps beside it, and of the valley that both come to."""

import numpy as np
import pytest
from manim import OUT, VGroup

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.layout import Box
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.texts import spoken_alike
from gradanim.stage.view import View
from scenes.descent.blindfolded_hiker.marks import ring_on_land
from scenes.descent.gradient_flow.marks import Chase, downhill_arrow, when
from scenes.descent.gradient_flow.mathematics import stepping
from scenes.descent.shared.valleys import ValleyRings

VIEW = View.fit(Field("0.2(x - 2)^2 + 0.5(y - sin(x))^2"), THEMES["night"], Box(-6, 2, -3, 3))


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def test_a_chase_shows_both_at_the_same_time() -> None:
    found = stepping(VIEW.field, (-2.7, 1.2))
    assert found is not None
    chase = Chase(VIEW, found, 1)
    for share in (0.0, 0.3, 0.77, 1.0):
        chase.clock.set_value(share)
        chase.update()
        assert VIEW.where(chase.dot.points)[0] == pytest.approx(when(found.flow, share))
        assert VIEW.where(chase.steps.head.points)[0] == pytest.approx(when(found.runs[1], share), abs=1e-6)
        assert chase.gap.points == pytest.approx(np.vstack([chase.dot.points, chase.steps.head.points]), abs=1e-6)
        velocity = downhill_arrow(VIEW, found, share).along[:2]
        assert velocity == pytest.approx(-VIEW.arrow_scale * VIEW.field.gradient(*when(found.flow, share)), abs=1e-6)


def test_the_flow_is_followed_to_its_valley() -> None:
    found = stepping(VIEW.field, (-2.7, 1.2))
    assert found is not None
    assert found.valley == pytest.approx((2, np.sin(2)), abs=1e-3)
    for text in ("x + y/2", "x^2 - y^2", "x^2"):  # out of the picture, and to a line of level ground
        other = stepping(Field(text), (1.0, 0.5))
        assert other is not None
        assert other.valley is None


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


def test_a_ring_on_land_lies_around_its_place() -> None:
    land = SpaceView.over(VIEW.field, THEMES["night"])
    ring = ring_on_land(land, (1.0, -0.5))
    away = land.floor.where(ring.points) - (1.0, -0.5)
    assert np.hypot(*away.T) * land.scale[0] == pytest.approx(np.full(len(away), 0.17), rel=1e-2)
    assert holds(on_the_surface(land, ring))
    assert not holds(on_the_surface(land, ring.shift(0.3 * OUT)))


def test_minus_the_gradient_has_room_all_along() -> None:
    found = stepping(VIEW.field, (-2.7, 1.2))
    assert found is not None
    view = VIEW.fit_arrows_inside(found.flow, sign=-1, longest=1.5, shortest=0.3)
    tips = view.at(*found.flow.T)[:, :2] - view.arrow_scale * view.field.gradient(*found.flow.T).T
    box = view.box
    assert (np.abs(tips - box.centre[:2]) <= np.array([box.width, box.height]) / 2 + 1e-6).all()
    assert view.arrow_scale * np.hypot(*view.field.gradient(*found.flow[0])) <= 1.5


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
