"""The gradient and its legs: numbers beside them, profiles, and claims that are false when one is drawn wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT

from gradanim.domain import Domain
from gradanim.field import Field
from gradanim.stage.claims.bundle import leg_is_partial, legs_make_arrow, length_is_steepest, profile_is_slope
from gradanim.stage.graphs.section import SectionGraph
from gradanim.stage.layout import Box
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.bundling import leg, lengths_on
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.theme import THEMES
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View

FIELD = Field("x^2 + y^3", Domain(-1.0, 5.0, -1.2, 2.8))
VIEW = View.fit(FIELD, THEMES["night"], Box(-6.0, 1.5, -2.5, 2.5)).reaching_up_to(5.0, 2.0)
AT = (2.0, 1.0)  # the partial derivatives there are 4 and 3


def film() -> SimpleNamespace:
    walker = Walker(VIEW, AT)
    x_leg, y_leg = leg(VIEW, "x", AT), leg(VIEW, "y", AT, carried=1.0)
    arrow = gradient_arrow(VIEW, AT)
    graph = SectionGraph(SpaceView.over(FIELD, THEMES["night"]), "y", walker, Box(2.0, 6.0, -2.0, 2.0))
    claims = {
        "x": leg_is_partial(VIEW, "x", x_leg, walker), "y": leg_is_partial(VIEW, "y", y_leg, walker),
        "whole": legs_make_arrow(x_leg, y_leg, arrow), "steepest": length_is_steepest(VIEW, arrow),
        "profile": profile_is_slope(VIEW, "x", graph, walker),
    }  # fmt: skip
    return SimpleNamespace(walker=walker, x_leg=x_leg, y_leg=y_leg, arrow=arrow, graph=graph, claims=claims)


def false(drawn: SimpleNamespace) -> set[str]:
    return {
        name for name, claim in drawn.claims.items() if not abs(claim.measure() - claim.expected) <= claim.tolerance
    }


def test_a_true_picture_makes_every_claim_true() -> None:
    assert false(film()) == set()


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (lambda d: d.graph.tangent.rotate(3 * DEGREES, axis=OUT), {"profile"}),
        (lambda d: d.graph.tangent.stretch(1.1, 1), {"profile"}),
        (lambda d: d.walker.shift([0.3, 0.0, 0.0]), {"x", "profile"}),
        (lambda d: d.x_leg.rotate(3 * DEGREES, axis=OUT, about_point=d.x_leg.tail), {"x", "whole"}),
        (lambda d: d.arrow.scale(1.1, about_point=d.arrow.tail), {"whole", "steepest"}),
    ],
)
def test_what_is_drawn_wrong_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], wrong: set[str]) -> None:
    drawn = film()
    spoil(drawn)
    assert false(drawn) == wrong


def test_the_numbers_stand_beside_the_middles_out_of_the_triangle() -> None:
    drawn = film()
    numbers = [Readout(VIEW, "", value) for value in (4.0, 3.0, 5.0)]
    texts = lengths_on(VIEW, drawn.x_leg, drawn.y_leg, drawn.arrow, numbers)
    assert [text[1].typst_code for text in texts] == ["$ 4.00 $", "$ 3.00 $", "$ 5.00 $"]
    middle = (drawn.x_leg.tail + drawn.x_leg.tip + drawn.arrow.tip) / 3
    for text, arrow in zip(texts, (drawn.x_leg, drawn.y_leg, drawn.arrow), strict=True):
        half = arrow.tail + arrow.along / 2
        assert np.linalg.norm(text.get_center() - half) < 0.6
        assert np.dot(text.get_center() - half, middle - half) < 0


def test_a_leg_too_short_has_no_number() -> None:
    view = View.fit(Field("x + y/1000"), THEMES["night"], Box(-4.0, 4.0, -3.0, 3.0))
    drawn = leg(view, "x", (0.0, 0.0)), leg(view, "y", (0.0, 0.0), carried=1.0), gradient_arrow(view, (0.0, 0.0))
    assert len(lengths_on(view, *drawn, [Readout(view, "", 1.0)] * 3)) == 0
