"""FanOfSlopes: the circle of directions, the fan of tangents, the polar plot, and claims that see what is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, TAU, UP, ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.maps import as_long_as_stated
from gradanim.stage.claims.tangents import as_steep_as_the_ground
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.marks.arrows import direction_arrow, gradient_arrow, heading, scale_note
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.slices import cutting_plane
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import words
from scenes.directional.fan_of_slopes.claims import (
    angle_is_read,
    flat_gradient,
    in_one_plane,
    level_tangents,
    polar_radii,
    slope_is_read,
    steepest_tangent,
    unit_length_as_stated,
)
from scenes.directional.fan_of_slopes.direction_circle import DirectionCircle, polar_angle, tip_symbol
from scenes.directional.fan_of_slopes.polar_plot import PolarPlot, polar_gradient, polar_trace, radius_vector
from scenes.directional.fan_of_slopes.tangents import (
    NamedTangents,
    step_length,
    tangent_arrow,
    tangent_fan,
    tangent_line,
)
from tests.zoo import Specimen, untagged


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def view_of(text: str) -> SpaceView:
    return SpaceView.over(Field(text), THEMES["night"])


STEP = 1e-5
AT = (-1.2, -1.0)


def plot_of(text: str = "3exp(-(x^2 + 2y^2)/6)", at: tuple[float, float] = AT) -> PolarPlot:
    return PolarPlot(View.fit(Field(text), THEMES["night"], Box(-6, 2, -2.7, 2.5)), at)


def steps(plot: PolarPlot, angles: np.ndarray) -> np.ndarray:
    """Slopes by differences of heights."""
    (x, y), f = plot.at, plot.view.field
    u, v = STEP * np.cos(angles), STEP * np.sin(angles)
    return np.asarray(f(x + u, y + v) - f(x - u, y - v)) / (2 * STEP)


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e4*sin(x)*y", "1e-4*(x - 2y)"])
@pytest.mark.parametrize("uphill", [True, False])
def test_a_trace_is_as_far_out_as_it_is_steep_that_way(text: str, uphill: bool) -> None:
    plot, turn = plot_of(text), ValueTracker(0.3)
    trace = polar_trace(plot, 0.3, turn.get_value, uphill=uphill)
    turn.set_value(0.3 + TAU)
    trace.update()
    angles, sizes = plot.where(trace.get_anchors())
    away = sizes > 1e-3 * plot.limit
    assert away.sum() > 100
    slopes = steps(plot, angles[away])
    assert sizes[away] == pytest.approx(np.abs(slopes), abs=1e-4 * plot.steepest)
    assert (slopes > 0).all() if uphill else (slopes < 0).all()


@pytest.mark.parametrize("moved", [False, True])
def test_uphill_and_downhill_make_two_circles_that_touch_in_the_middle(moved: bool) -> None:
    plot = plot_of()
    if moved:
        plot.scale(0.7).shift(2 * RIGHT + UP)
    middle, (tip,) = plot.rim.get_center(), plot.places([np.arctan2(*plot.gradient[::-1])], plot.steepest)
    assert np.linalg.norm(tip - middle) == pytest.approx(plot.rim.width / 2 * plot.steepest / plot.limit)
    for uphill, sign in ((True, 1), (False, -1)):
        drawn = np.array(polar_trace(plot, 0.0, TAU, uphill=uphill).get_anchors())
        centre = middle + sign * (tip - middle) / 2
        radius = np.linalg.norm(tip - middle) / 2
        assert np.linalg.norm(drawn - centre, axis=1) == pytest.approx(np.full(len(drawn), radius), abs=1e-6)
        assert np.ptp(drawn[:, 0]) == pytest.approx(2 * radius, rel=0.01)
        assert np.ptp(drawn[:, 1]) == pytest.approx(2 * radius, rel=0.01)


def test_a_trace_grows_with_its_angle() -> None:
    plot, turn = plot_of(), ValueTracker(0.0)
    uphill = np.arctan2(*plot.gradient[::-1])
    trace = polar_trace(plot, 0.0, turn.get_value, uphill=True)
    turn.set_value(uphill)
    trace.update()
    angles, sizes = plot.where(trace.get_anchors())
    assert angles[sizes > 0.1 * plot.limit].max() == pytest.approx(uphill)
    assert sizes[-1] == pytest.approx(plot.steepest)


def test_the_radius_vector_points_to_the_slope_of_its_direction() -> None:
    plot, turn = plot_of(), ValueTracker(0.0)
    line = radius_vector(plot, turn.get_value)
    uphill = float(np.arctan2(*plot.gradient[::-1]))
    for way, colour in ((0.2, "direction"), (uphill + TAU / 2, "partial_x"), (uphill + TAU / 4, "level")):
        turn.set_value(way)
        line.update()
        (angle,), (size,) = plot.where(line[1].get_center()[None])
        slope = float(steps(plot, np.array([way]))[0])
        assert size == pytest.approx(abs(slope), abs=1e-4 * plot.steepest)
        if colour != "level":
            assert np.cos(angle - way) == pytest.approx(1, abs=1e-6)
        assert line[0].get_end() == pytest.approx(line[1].get_center())
        assert line[0].get_color().to_hex().lower() == getattr(plot.view.theme, colour).lower()


def test_the_gradient_is_the_diameter_of_the_uphill_circle() -> None:
    plot = plot_of()
    arrow = polar_gradient(plot)
    fx, fy = steps(plot, np.array([0.0, np.pi / 2]))
    assert arrow.tail == pytest.approx(plot.rim.get_center())
    unit = plot.rim.width / 2 / plot.limit
    assert arrow.along == pytest.approx([unit * fx, unit * fy, 0], abs=1e-6)


@pytest.mark.parametrize("specimen", untagged("flat", "undefined"), ids=lambda s: s.name)
def test_places_are_read_back_for_any_field(specimen: Specimen) -> None:
    at = default_point(specimen.field)
    assert at is not None
    plot = PolarPlot(View.fit(specimen.field, THEMES["paper"], Box(-6, 2, -2.7, 2.5)), at, radius=0.8)
    angles = np.linspace(-3, 3, 25)
    back, sizes = plot.where(plot.places(angles, plot.steepest))
    assert back == pytest.approx(angles)
    assert sizes == pytest.approx(np.full(25, plot.steepest))
    assert plot.slopes(angles).max() <= plot.steepest * (1 + 1e-12)


@pytest.mark.parametrize("turn", [0.4, 2.0, 4.5, -0.3, 7.0])
def test_the_angle_on_the_floor_goes_from_x_to_the_direction(turn: float) -> None:
    floor, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor, ValueTracker(0.1)
    arc, name = polar_angle(floor, AT, angle.get_value, 0.5)
    angle.set_value(turn)
    arc.update()
    name.update()
    assert floor.where(arc.points[0]) == pytest.approx(AT)
    drawn = floor.where(arc.points[1:]) - AT
    assert np.hypot(*drawn.T) == pytest.approx(np.full(len(drawn), 0.5))
    assert drawn[0] == pytest.approx((0.5, 0.0))
    assert drawn[-1] == pytest.approx(0.5 * heading(turn))
    turned = np.unwrap(np.arctan2(*drawn.T[::-1]))
    assert turned[-1] - turned[0] == pytest.approx(turn % (2 * np.pi))
    middle = floor.where(name.get_center()) - AT
    if turn % (2 * np.pi) > 0.8:
        assert np.cos(np.arctan2(*middle[::-1]) - (turn % (2 * np.pi)) / 2) == pytest.approx(1.0, abs=1e-3)


def test_a_small_angle_has_its_name_beside_it_and_no_angle_has_none() -> None:
    floor = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor
    for turn, opacity in ((0.0, 0.0), (2 * np.pi, 0.0), (0.2, 1.0), (6.0, 1.0)):
        _, name = polar_angle(floor, AT, turn, 0.5)
        assert name[0].get_fill_opacity() == pytest.approx(opacity)
    _, name = polar_angle(floor, AT, 0.01, 0.5)
    assert (floor.where(name.get_center()) - AT)[1] < -0.2


@pytest.mark.parametrize(("across", "step"), [(6.0, 1.0), (60.0, 8.0), (0.06, 0.01)])
def test_u_has_unit_length_where_that_can_be_seen_or_a_number_that_is_easily_said(across: float, step: float) -> None:
    flat = Field("x/1e6", Domain(-across / 2, across / 2, -across / 3, across / 3))
    found = step_length(SpaceView.over(flat, THEMES["night"]), (0.0, 0.0))
    assert found == 1.0 if step == 1 else found == pytest.approx(step, rel=0.6)
    assert found == float(f"{found:.2g}")


def test_a_symbol_stays_beyond_the_tip_of_an_arrow_that_turns() -> None:
    floor, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]).floor, ValueTracker(0.1)
    arrow = direction_arrow(floor, AT, angle.get_value)
    name = tip_symbol(floor, arrow, "u")
    angle.set_value(2.5)
    arrow.update()
    name.update()
    beyond = name.get_center() - arrow.tip
    assert np.linalg.norm(beyond) == pytest.approx(0.3)
    assert np.linalg.norm(np.cross(beyond, arrow.along)) < 1e-6


@pytest.mark.parametrize("turn", [0.0, 1.0, 2.5, 4.0, 6.0])
def test_the_name_of_u_keeps_to_its_left_and_inside_the_circle(turn: float) -> None:
    view, angle = SpaceView.over(Field("x^2 + y"), THEMES["night"]), ValueTracker(0.1)
    circle = DirectionCircle(view, AT, angle.get_value, 1.0)
    angle.set_value(turn)
    circle.update()
    place = view.floor.where(circle.texts[0].get_center()) - AT
    assert np.hypot(*place) < 0.95
    assert 0.2 < np.sin(np.arctan2(*place[::-1]) - turn) < 0.8


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x", "1e4*sin(x)*y", "1e-4*(x - 2y)", "1.01*x", "0.99*x"])
def test_the_rim_of_the_polar_plot_is_a_round_slope_a_little_beyond_the_steepest(text: str) -> None:
    plot = PolarPlot(View.fit(Field(text), THEMES["night"], Box(-6, 2, -2.7, 2.5)), AT)
    assert 1 < plot.limit / plot.steepest < 1.6
    assert f"{plot.limit:.1e}"[0] + f"{plot.limit:.2e}"[2] in {
        f"{k}{j}" for k in range(1, 10) for j in (0, 2, 4, 5, 6, 8)
    }


def fan(text: str = "3exp(-(x^2 + 2y^2)/6)") -> SimpleNamespace:
    """What a fan of slopes draws, and the claims about it."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view = view.with_arrows(float(np.hypot(*gradient)), 1.5)
    step, uphill = step_length(view, AT), float(np.arctan2(*gradient[::-1]))
    ways = uphill + np.array([0, TAU / 2, -TAU / 4, TAU / 4])
    steepest, opposite, left, right = (tangent_arrow(view, AT, way, step) for way in ways)
    line, arrows = tangent_line(view, AT, 0.3, step), tangent_fan(view, AT, np.arange(24) * 15 * DEGREES, step)
    plot = PolarPlot(view, AT)
    traces = [polar_trace(plot, 0.0, TAU, uphill=way) for way in (True, False)]
    flat = gradient_arrow(view.floor, AT)
    claims = {
        "line": as_steep_as_the_ground(view, [line]), "fan": as_steep_as_the_ground(view, [*arrows]),
        "level": level_tangents(view, [left, right]), "steepest": steepest_tangent(view, steepest),
        "opposite": steepest_tangent(view, opposite, sign=-1), "radii": polar_radii(plot, traces),
        "gradient": flat_gradient(view, flat), "contour": on_the_surface(view, contour := ContourThrough(view, AT)),
    }  # fmt: skip
    return SimpleNamespace(
        view=view, line=line, fan=arrows, left=left, steepest=steepest, opposite=opposite, plot=plot, traces=traces,
        flat=flat, contour=contour, claims=claims,
    )  # fmt: skip


def aimed(name: str, by: np.ndarray) -> Callable[[SimpleNamespace], object]:
    """Move the tip of an arrow."""

    def spoil(drawn: SimpleNamespace) -> None:
        arrow = getattr(drawn, name)
        arrow.put_start_and_end_on(arrow.start, arrow.end + by)

    return spoil


@pytest.mark.parametrize("text", ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e5*(x - y/2)", "sin(x)*cos(y)"])
def test_a_true_fan_makes_every_claim_true(text: str) -> None:
    assert [name for name, claim in fan(text).claims.items() if not holds(claim)] == []


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda d: d.line.rotate(3 * DEGREES, axis=RIGHT), "line"),
        (lambda d: d.line.set_opacity(0), "line"),
        (lambda d: d.fan[5].put_start_and_end_on(d.fan[5].start, d.fan[5].end + 0.1 * OUT), "fan"),
        (lambda d: [arrow.set_opacity(0) for arrow in d.fan], "fan"),
        (aimed("left", 0.05 * OUT), "level"),
        (aimed("left", 0.3 * RIGHT), "level"),
        (aimed("steepest", -0.05 * OUT), "steepest"),
        (aimed("steepest", 0.4 * RIGHT - 0.4 * UP), "steepest"),
        (aimed("opposite", 0.05 * OUT), "opposite"),
        (lambda d: d.traces[0].scale(1.05, about_point=d.plot.rim.get_center()), "radii"),
        (lambda d: d.traces[1].shift(0.05 * UP), "radii"),
        (lambda d: d.plot.rim.scale(1.1), "radii"),
        (lambda d: [trace.clear_points() for trace in d.traces], "radii"),
        (aimed("flat", 0.1 * OUT), "gradient"),
        (aimed("flat", 0.1 * RIGHT), "gradient"),
        (lambda d: d.contour.shift(0.3 * UP), "contour"),
    ],
)
def test_a_wrong_fan_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], false: str) -> None:
    drawn = fan()
    spoil(drawn)
    for name, claim in drawn.claims.items():
        if name == false:
            assert not holds(claim)
        else:
            assert holds(claim), name


def test_a_level_arrow_is_not_the_steepest_nor_uphill_the_opposite() -> None:
    drawn = fan()
    assert not holds(steepest_tangent(drawn.view, drawn.left))
    assert not holds(steepest_tangent(drawn.view, drawn.steepest, sign=-1))
    assert not holds(level_tangents(drawn.view, [drawn.steepest]))


def test_the_note_about_the_floor_is_about_the_arrow_that_lies_there() -> None:
    drawn = fan()
    note, ball = scale_note(drawn.view.floor, of="∇_f_ on the floor: length"), Marker(drawn.view, AT)
    assert holds(as_long_as_stated(drawn.view.floor, ball, drawn.flat, note))
    assert not holds(
        as_long_as_stated(drawn.view.floor, ball, drawn.flat, scale_note(drawn.view.floor.with_arrows(1, 3)))
    )
    aimed("flat", 0.1 * RIGHT)(drawn)
    assert not holds(as_long_as_stated(drawn.view.floor, ball, drawn.flat, note))


@pytest.mark.parametrize(("step", "said"), [(1.0, ""), (0.25, "_u_: drawn 0.25 × as long")])
def test_u_on_the_floor_has_unit_length_or_as_long_as_is_said(step: float, said: str) -> None:
    view = view_of("x + y")
    u = direction_arrow(view.floor, AT, 0.3, length=step)
    note = words(view.theme, said or "_u_: drawn 0.9 × as long")
    assert holds(unit_length_as_stated(view, u, [note] if said else []))
    assert not holds(unit_length_as_stated(view, u, [] if said else [note]))
    u.put_start_and_end_on(u.start, u.end + 0.1 * (u.end - u.start))
    assert not holds(unit_length_as_stated(view, u, [note] if said else []))


def test_the_steepest_tangent_and_the_gradient_lie_in_the_drawn_plane() -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)")
    named, gradient = NamedTangents(view, AT, 1.0), gradient_arrow(view.floor, AT)
    plane = cutting_plane(view, AT, named.uphill, view.theme.gradient)
    assert holds(in_one_plane(plane, [named.steepest, gradient]))
    assert not holds(in_one_plane(plane, [named.level[0], gradient]))
    turned = cutting_plane(view, AT, named.uphill + 0.1, view.theme.gradient)
    assert not holds(in_one_plane(turned, [named.steepest, gradient]))


@pytest.mark.parametrize("turn", [0.0, 0.7, 3.0, 6.28])
def test_the_numbers_say_which_way_u_points_and_how_steep_its_tangent_is(turn: float) -> None:
    view = view_of("3exp(-(x^2 + 2y^2)/6)")
    u, tangent = direction_arrow(view.floor, AT, turn), tangent_line(view, AT, turn, 1.0)
    slope = float(view.field.gradient(*AT) @ heading(turn))
    assert holds(angle_is_read(view, u, Readout(view, "", np.degrees(turn) % 360, places=0)))
    assert not holds(angle_is_read(view, u, Readout(view, "", np.degrees(turn) + 2, places=0)))
    assert holds(slope_is_read(view, tangent, Readout(view, "", slope, places=2)))
    assert not holds(slope_is_read(view, tangent, Readout(view, "", slope + 0.02, places=2)))
