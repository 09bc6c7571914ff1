"""The claims of the films in space: true of a true picture, false as soon as something in it is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, TAU, UP

from gradanim.fields.typed import Field
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.maps import as_long_as_stated
from gradanim.stage.layout import Box
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import direction_arrow, gradient_arrow, scale_note
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.theme import THEMES
from gradanim.stage.typeset.texts import words
from scenes.directional.fan_of_slopes.claims import (
    flat_gradient,
    level_tangents,
    one_long_as_stated,
    polar_radii,
    steepest_tangent,
    tangent_slopes,
)
from scenes.directional.fan_of_slopes.marks import stride, tangent_arrow, tangent_fan, tangent_line
from scenes.directional.fan_of_slopes.panels import PolarPlot, polar_trace

AT = (-1.2, -1.0)
BOARD = Box(2, 6, -3, 1)


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


# ---- the fan


def fan(text: str = "3exp(-(x^2 + 2y^2)/6)") -> SimpleNamespace:
    """What a fan of slopes draws, and the claims about it."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view = view.with_arrows(float(np.hypot(*gradient)), 1.5)
    step, uphill = stride(view, AT), float(np.arctan2(*gradient[::-1]))
    ways = uphill + np.array([0, TAU / 2, -TAU / 4, TAU / 4])
    steepest, opposite, left, right = (tangent_arrow(view, AT, way, step) for way in ways)
    line, arrows = tangent_line(view, AT, 0.3, step), tangent_fan(view, AT, np.arange(24) * 15 * DEGREES, step)
    plot = PolarPlot(view, AT)
    traces = [polar_trace(plot, 0.0, TAU, uphill=way) for way in (True, False)]
    flat = gradient_arrow(view.floor, AT)
    claims = {
        "line": tangent_slopes(view, [line]), "fan": tangent_slopes(view, [*arrows]),
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
def test_u_on_the_floor_is_one_long_or_as_long_as_is_said(step: float, said: str) -> None:
    view = view_of("x + y")
    u = direction_arrow(view.floor, AT, 0.3, length=step)
    note = words(view.theme, said or "_u_: drawn 0.9 × as long")
    assert holds(one_long_as_stated(view, u, [note] if said else []))
    assert not holds(one_long_as_stated(view, u, [] if said else [note]))
    u.put_start_and_end_on(u.start, u.end + 0.1 * (u.end - u.start))
    assert not holds(one_long_as_stated(view, u, [note] if said else []))
