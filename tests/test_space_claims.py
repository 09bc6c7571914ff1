"""The claims about what lies on a surface or touches it: true of a true picture, false as soon as it does not."""

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.tangents import as_steep_as_the_ground, slope_below, slope_of, stretched_as_stated
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.axes import stretch_note
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.tangents import tangent


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(text: str) -> SpaceView:
    return SpaceView.over(Field(text), THEMES["night"])


# ---- on the surface


@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "1/(x^2 + y^2)", "sqrt(4 - x^2 - y^2)", "1e6 + sin(x)*y"])
def test_what_lies_on_the_surface_is_told_from_what_does_not(text: str) -> None:
    view = view_of(text)
    for thing in (ContourMap(view), Marker(view, (0.9, 0.7))):
        assert holds(on_the_surface(view, thing))
        thing.shift(0.1 * OUT)
        assert not holds(on_the_surface(view, thing))
        thing.shift(-0.1 * OUT + 0.4 * RIGHT)
        assert not holds(on_the_surface(view, thing))
        for part in thing.family_members_with_points():
            part.points[:] = np.nan
        assert not holds(on_the_surface(view, thing)), "nothing is drawn"


def test_the_map_on_the_floor_is_not_on_the_surface() -> None:
    view = view_of("x^2 + y^2")
    assert not holds(on_the_surface(view, ContourMap(view.floor)))


# ---- touching it

AT = (0.9, 0.7)
ANGLES = [0.0, 0.4, 90 * DEGREES, 2.5]


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("text", ["x^2 + 3xy + y^2", "sin(3x)*sin(3y)", "1e200*(x^2 + y^2)", "1e-9*x*y", "1e6 + x"])
def test_a_tangent_is_as_steep_as_the_ground_until_it_is_tilted_or_leaves_its_place(text: str, angle: float) -> None:
    view = view_of(text)
    line, ball = tangent(view, AT, angle, "#ffffff"), Marker(view, AT)
    claim = as_steep_as_the_ground(view, [line], at=ball)
    assert holds(claim)
    line.points = line.points + np.outer([0, 0.05], OUT)
    assert not holds(claim)


def test_where_the_ball_stands_says_where_the_ground_is_measured() -> None:
    view = view_of("x^2 + 3xy + y^2")
    line, ball = tangent(view, AT, 0.4, "#ffffff"), Marker(view, (1.0, 0.7))
    assert not holds(as_steep_as_the_ground(view, [line], at=ball))


def test_an_arrow_touches_with_its_tail_and_the_worst_of_several_counts() -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)").with_arrows(1.0, 1.0)
    arrows = [gradient_arrow(view, place) for place in (AT, (-1.2, -1.0))]
    claim = as_steep_as_the_ground(view, arrows)
    assert holds(claim)
    arrows[1].put_start_and_end_on(arrows[1].start, arrows[1].end + 0.05 * OUT)
    assert not holds(claim)
    assert holds(as_steep_as_the_ground(view, arrows[:1]))
    for arrow in arrows:
        arrow.set_opacity(0)
    assert not holds(claim), "nothing is seen"


def test_across_a_kink_there_is_no_slope_to_be_as_steep_as() -> None:
    view = view_of("abs(x) + y")
    line, ball = tangent(view_of("y"), (0.0, 0.5), 0.0, "#ffffff"), Marker(view, (0.0, 0.5))
    assert np.isnan(slope_below(view, line, at=ball))
    assert not holds(as_steep_as_the_ground(view, [line], at=ball))


def test_the_slope_that_is_drawn_is_that_of_the_formula() -> None:
    view = view_of("2x - 3y")
    for angle in ANGLES:
        line = tangent(view, AT, angle, "#ffffff")
        assert slope_of(view, line) == pytest.approx(2 * np.cos(angle) - 3 * np.sin(angle))
    line.points = np.full_like(line.points, np.nan)
    assert np.isnan(slope_of(view, line))


def test_the_note_of_the_stretch_is_that_of_the_drawn_tangents() -> None:
    view = view_of("x^2 + 3xy + y^2")
    line, ball, note = tangent(view, AT, 0.4, "#ffffff"), Marker(view, AT), stretch_note(view)
    assert holds(stretched_as_stated(view, line, note, at=ball))
    line.points = line.points * [1, 1, 1.1]
    assert not holds(stretched_as_stated(view, line, note, at=ball))
