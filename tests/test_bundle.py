"""The gradient and its legs: numbers beside them, profiles, and claims that are false when one is drawn wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.layout import Box, Layout
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View
from scenes.partials.gradient_bundle import (
    BundlePanel,
    Legs,
    leg,
    leg_is_partial,
    legs_make_arrow,
    length_is_steepest,
    lengths_on,
    profile_is_slope,
    pythagoras,
)
from scenes.partials.shared.section_graph import SectionGraph

FIELD = Field("x^2 + y^3", Domain(-1.0, 5.0, -1.2, 2.8))
VIEW = View.fit(FIELD, THEMES["night"], Box(-6.0, 1.5, -2.5, 2.5)).fit_arrows(5.0, 2.0)
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


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def false(drawn: SimpleNamespace) -> set[str]:
    return {name for name, claim in drawn.claims.items() if not holds(claim)}


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


@pytest.mark.parametrize("text", ["x^2 + y^3", "x^2 - y^2 + x*y/2", "1e-4*(x^2 + 3*y^2)"])
def test_numbers_of_the_map_keep_off_the_lines_of_both_steps(text: str) -> None:
    view = View.fit(Field(text, FIELD.domain), THEMES["night"], Box(-6.0, 1.5, -2.5, 2.5)).fit_arrows(5.0, 2.0)
    legs, (x, y, _) = Legs(view, Walker(view, AT)), view.at(*AT)
    labels = ContourMap(view).height_labels(avoid=legs.places, apart=0.8)
    assert len(labels) > 1
    for label in labels:
        assert abs(label.get_x() - x) > label.width / 2
        assert abs(label.get_y() - y) > label.height / 2


@pytest.mark.parametrize("frame", [(14.222, 8.0), (10.667, 8.0), (8.0, 14.222)])
@pytest.mark.parametrize("text", ["x^2 + y^3", "x^2 - y^2 + x*y/2", "sin(x)*cos(y)", "1/(x^2 + y^2)"])
def test_the_profiles_have_a_place_of_their_own_in_every_frame_but_a_square(
    text: str, frame: tuple[float, float]
) -> None:
    layout = Layout.of(*frame)
    view = View.fit(Field(text, FIELD.domain), THEMES["night"], layout.picture).fit_arrows(5.0, 2.0)
    walker = Walker(view, AT)
    panel = BundlePanel(view, walker, layout.panel, later=view)
    for axis in "xy":
        (graph,) = panel.profiles[axis]
        assert layout.panel.holds(graph.axes, slack=0.1)
        assert holds(profile_is_slope(view, axis, graph, walker))
        for other in [panel.known, *panel.rules.values(), *panel.notes]:  # what is there while the profile is
            assert layout.panel.holds(other)
            apart = np.abs(other.get_center() - graph.axes.get_center())[:2]
            reach = np.array([other.width + graph.axes.width, other.height + graph.axes.height]) / 2
            assert (apart > reach - 0.02).any()


def test_a_panel_without_room_leaves_out_what_is_not_the_vector() -> None:
    panel = BundlePanel(VIEW, Walker(VIEW, AT), Box(-3.7, 3.7, -3.0, -1.2), later=VIEW)
    assert panel.lengths == panel.notes == panel.later_notes == panel.profiles["x"] == panel.profiles["y"] == []
    assert len(panel.sizes_on(Legs(VIEW, Walker(VIEW, AT)), gradient_arrow(VIEW, AT))) == 0


@pytest.mark.parametrize(
    ("legs", "sentence"),
    [
        ((4.0, -3.0), "Legs of 4.00 and 3.00: by Pythagoras the gradient is 5.00 long."),
        ((1.7049, 2.5649), "Legs of about 1.70 and 2.56: by Pythagoras the gradient is about 3.08 long."),
        ((0.0, -3.0), "One leg is zero, so the gradient is as long as the other: 3.00."),
    ],
)
def test_pythagoras_is_exact_only_where_the_digits_shown_are(legs: tuple[float, float], sentence: str) -> None:
    view = View.fit(Field(f"{legs[0]}*x + {legs[1]}*y"), THEMES["night"], Box(-4.0, 4.0, -3.0, 3.0))
    partials = [Readout(view, "", value) for value in legs]
    assert pythagoras(view, (0.0, 0.0), partials, Readout(view, "", float(np.hypot(*legs)))) == sentence
