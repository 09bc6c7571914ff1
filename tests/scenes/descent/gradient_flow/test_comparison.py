"""A descent beside the flow: both at the same time, and the valley that the flow comes to."""

import numpy as np
import pytest

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.gradient_flow.comparison import Comparison, downhill_arrow, place_at
from scenes.descent.gradient_flow.discretization import discretize

VIEW = View.fit(Field("0.2(x - 2)^2 + 0.5(y - sin(x))^2"), THEMES["night"], Box(-6, 2, -3, 3))


def test_a_comparison_shows_both_at_the_same_time() -> None:
    found = discretize(VIEW.field, (-2.7, 1.2))
    assert found is not None
    comparison = Comparison(VIEW, found, 1)
    for share in (0.0, 0.3, 0.77, 1.0):
        comparison.clock.set_value(share)
        comparison.update()
        assert VIEW.where(comparison.dot.points)[0] == pytest.approx(place_at(found.flow, share))
        assert VIEW.where(comparison.steps.head.points)[0] == pytest.approx(place_at(found.runs[1], share), abs=1e-6)
        assert comparison.gap.points == pytest.approx(
            np.vstack([comparison.dot.points, comparison.steps.head.points]), abs=1e-6
        )
        velocity = downhill_arrow(VIEW, found, share).along[:2]
        assert velocity == pytest.approx(
            -VIEW.arrow_scale * VIEW.field.gradient(*place_at(found.flow, share)), abs=1e-6
        )


def test_the_flow_is_followed_to_its_valley() -> None:
    found = discretize(VIEW.field, (-2.7, 1.2))
    assert found is not None
    assert found.valley == pytest.approx((2, np.sin(2)), abs=1e-3)
    for text in ("x + y/2", "x^2 - y^2", "x^2"):  # out of the picture, and to a line of level ground
        other = discretize(Field(text), (1.0, 0.5))
        assert other is not None
        assert other.valley is None


def test_minus_the_gradient_has_room_all_along() -> None:
    found = discretize(VIEW.field, (-2.7, 1.2))
    assert found is not None
    view = VIEW.fit_arrows_inside(found.flow, sign=-1, longest=1.5, shortest=0.3)
    tips = view.at(*found.flow.T)[:, :2] - view.arrow_scale * view.field.gradient(*found.flow.T).T
    box = view.box
    assert (np.abs(tips - box.centre[:2]) <= np.array([box.width, box.height]) / 2 + 1e-6).all()
    assert view.arrow_scale * np.hypot(*view.field.gradient(*found.flow[0])) <= 1.5
