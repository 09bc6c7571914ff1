"""The claims of the films about directions and legs: true of a true picture, false as soon as something is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, PI, RIGHT, UP, ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.claims.maps import as_long_as_stated
from gradanim.stage.layout import Box
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.marks.arrows import gradient_arrow, heading, scale_note
from gradanim.stage.marks.directions import named_at
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.view import View
from scenes.directional.cosine_proof.claims import (
    climbs_alike,
    curve_is_slopes,
    dot_on_cosine,
    extreme,
    level_along,
    shadow_is_cosine,
)
from scenes.directional.cosine_proof.panels import CosineGraph, cosine_dot, cosine_trace
from scenes.directional.directional_derivative.claims import (
    number_is_rate,
    reads_gain,
    same_way,
    stands_at_tip,
    step_gains,
    tip_says,
)
from scenes.directional.directional_derivative.marks import GainAtTip
from scenes.directional.directional_derivative.panels import Step, StepGraph, rate, vector_scale
from scenes.directional.shared.claims import shadow_is_slope, unit_length
from scenes.directional.shared.directions import shadow, unit_circle, vector_arrow
from scenes.directional.shared.tangent_map import touching
from scenes.partials.gradient_bundle import leg, leg_is_partial, legs_make_arrow, length_is_steepest

BOX, BOARD = Box(-6, 2, -2.7, 2.5), Box(2.5, 6.5, -3, 0)
FIELDS = ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e-9*(2x - y)", "1e200*(x^2 + y^2)", "1e6 + x - y/3"]
AT = (-1.2, -1.0)

Picture = SimpleNamespace
Spoil = Callable[[Picture], object]


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def failing(claims: dict[str, Claim]) -> set[str]:
    return {name for name, claim in claims.items() if not holds(claim)}


def view_of(text: str, domain: Domain | None = None) -> View:
    return View.fit(Field(text, domain or Domain()), THEMES["night"], BOX)


# ---- one direction, its shadow and its cosine


def facing(turn: float, text: str = FIELDS[0]) -> Picture:
    """The picture in which u has turned by some angle (radians) from the gradient."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    view, uphill = view.with_arrows(float(np.hypot(*gradient)), 1.5), float(np.arctan2(gradient[1], gradient[0]))
    p = Picture(view=view, theta=ValueTracker(turn))
    p.circle = unit_circle(view, AT, 1.5)
    p.u = vector_arrow(view, AT, lambda: heading(uphill + p.theta.get_value()), 1.5)
    p.gradient = gradient_arrow(view, AT)
    p.bar, p.contour = shadow(view, p.u, p.gradient), ContourThrough(view, AT)
    p.graph = CosineGraph(view, float(np.hypot(*gradient)), BOARD)
    p.beside = shadow(view, p.u, p.gradient, aside=0.3)
    p.plane = ContourMap(touching(view, AT, 1.5))
    p.curve, p.dot = cosine_trace(p.graph, PI), cosine_dot(p.graph, p.theta.get_value)[1]
    return p


def claims_of(p: Picture) -> dict[str, Claim]:
    return {
        "unit": unit_length(p.circle, p.u),
        "gradient": is_gradient(p.view, p.gradient),
        "shadow": shadow_is_slope(p.view, p.bar, onto=p.gradient, u=p.u, gradient=p.gradient),
        "beside": shadow_is_slope(p.view, p.beside, onto=p.gradient, u=p.u, gradient=p.gradient, aside=0.3),
        "cosine": shadow_is_cosine(p.bar, u=p.u, gradient=p.gradient),
        "alike": climbs_alike(p.view, p.plane, p.u, p.bar),
        "map": reads_gain(p.view, p.plane, p.u),
        "dot": dot_on_cosine(p.graph, p.dot, p.u, p.gradient),
        "curve": curve_is_slopes(p.graph, p.curve, p.u, p.gradient),
    }


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize("turn", [-PI, -2.0, -PI / 2, -0.3, 0.0, 0.7, PI / 2, 3.0])
def test_a_true_picture_of_a_direction_makes_every_claim_true(text: str, turn: float) -> None:
    p = facing(turn, text)
    assert failing(claims_of(p)) == set()
    assert holds(extreme(p.view, p.gradient))
    assert holds(level_along(p.view, p.u, p.contour)) == (abs(np.cos(turn)) < 0.01)
    assert holds(extreme(p.view, p.u)) == (turn == 0)
    assert holds(extreme(p.view, p.u, sign=-1)) == (turn == -PI)


TURNED = {"shadow", "beside", "cosine", "alike", "dot"}  # the map is read along u, wherever it points
DIRECTION_FLAWS: dict[str, tuple[Spoil, set[str]]] = {
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.u.tail), TURNED),
    "u reversed": (lambda p: p.u.rotate(PI, axis=OUT, about_point=p.u.tail), TURNED),
    "u stretched": (lambda p: p.u.scale(1.1, about_point=p.u.tail), {"unit", "cosine", "alike"}),
    "circle too wide": (lambda p: p.circle.scale(1.1), {"unit"}),
    "circle elsewhere": (lambda p: p.circle.shift(0.1 * RIGHT), {"unit"}),
    "gradient turned": (
        lambda p: p.gradient.rotate(0.2, axis=OUT, about_point=p.u.tail),
        {"gradient", "shadow", "beside", "cosine", "dot", "curve"},
    ),
    "gradient stretched": (lambda p: p.gradient.scale(1.1, about_point=p.u.tail), {"gradient"}),
    "shadow stretched": (
        lambda p: p.bar.scale(1.1, about_point=p.u.tail),
        {"shadow", "cosine", "alike"},
    ),
    "shadow reversed": (
        lambda p: p.bar.rotate(PI, axis=OUT, about_point=p.u.tail),
        {"shadow", "cosine", "alike"},
    ),
    "shadow backwards": (lambda p: p.bar.reverse_points(), {"shadow", "cosine", "alike"}),
    "shadow turned": (
        lambda p: p.bar.rotate(0.2, axis=OUT, about_point=p.u.tail),
        {"shadow", "cosine", "alike"},
    ),
    "shadow elsewhere": (lambda p: p.bar.shift(0.1 * UP), {"shadow"}),
    "no shadow": (lambda p: p.bar.clear_points(), {"shadow", "cosine", "alike"}),
    "shadow beside too near": (lambda p: p.beside.shift(0.1 * UP), {"beside"}),
    "shadow beside too long": (lambda p: p.beside.scale(1.1), {"beside"}),
    "map turned": (lambda p: p.plane.rotate(0.2), {"alike", "map"}),
    "map stretched": (lambda p: p.plane.stretch(1.2, 0).stretch(1.2, 1), {"alike", "map"}),
    "map upside down": (lambda p: p.plane.rotate(PI), {"alike", "map"}),
    "dot too high": (lambda p: p.dot.shift(0.1 * UP), {"dot"}),
    "dot aside": (lambda p: p.dot.shift(0.1 * RIGHT), {"dot"}),
    "curve too high": (lambda p: p.curve.shift(0.1 * UP), {"curve"}),
    "curve aside": (lambda p: p.curve.shift(0.1 * RIGHT), {"curve"}),
    "curve flattened": (lambda p: p.curve.stretch(0.9, 1), {"curve"}),
}


@pytest.mark.parametrize(("spoil", "false"), DIRECTION_FLAWS.values(), ids=list(DIRECTION_FLAWS))
@pytest.mark.parametrize("turn", [-0.6, 2.2])
def test_a_wrong_picture_of_a_direction_makes_false_what_it_breaks(spoil: Spoil, false: set[str], turn: float) -> None:
    p = facing(turn)
    spoil(p)
    assert failing(claims_of(p)) == false


def gained_along(turn: float, text: str = FIELDS[0]) -> tuple[Picture, Claim, Claim]:
    """The picture with the height gained along u written at its tip, and somebody who has walked there."""
    p = facing(turn, text)
    near = touching(p.view, AT, 1.5)
    name = named_at(near, p.u, "u", aside=0.35)
    p.number = GainAtTip(
        near, p.u, name, rate(p.view.field, AT, near.where(p.u.tip) - AT), lines=p.u.points, full=p.u.points
    )
    x, y = p.view.where(p.u.tip)
    p.walker = Walker(p.view, (float(x), float(y)))
    return p, tip_says(p.plane, p.number, p.u), stands_at_tip(p.walker, p.u)


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize("turn", [-PI, -2.0, -0.3, 0.0, 0.7, PI / 2, 3.0])
def test_the_number_at_the_tip_is_the_height_read_there(text: str, turn: float) -> None:
    _, says, stands = gained_along(turn, text)
    assert holds(says)
    assert holds(stands)


TIP_FLAWS: dict[str, Spoil] = {
    "map turned": lambda p: p.plane.rotate(0.2),
    "map upside down": lambda p: p.plane.rotate(PI),
    "map stretched": lambda p: p.plane.stretch(1.2, 0).stretch(1.2, 1),
    "u turned": lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.u.tail),
    "u stretched": lambda p: p.u.scale(1.1, about_point=p.u.tail),
    "number elsewhere": lambda p: p.number.shift(2.5 * UP),
    "another number": lambda p: setattr(p.number, "gain", 1.05 * p.number.gain),
}


@pytest.mark.parametrize("spoil", TIP_FLAWS.values(), ids=list(TIP_FLAWS))
@pytest.mark.parametrize("turn", [-0.6, 2.2])
def test_a_wrong_number_at_the_tip_is_seen(spoil: Spoil, turn: float) -> None:
    p, says, _ = gained_along(turn)
    spoil(p)
    assert not holds(says)


def test_a_walk_that_ends_short_of_the_tip_is_seen() -> None:
    p, _, stands = gained_along(0.7)
    p.u.scale(1.1, about_point=p.u.tail)
    assert not holds(stands)


def test_the_note_about_the_shadow_is_about_the_gradient_that_casts_it() -> None:
    p = facing(0.7)
    near, walker = touching(p.view, AT, 1.5), Walker(p.view, AT)
    note = scale_note(near, of="∇_f_, its shadow: length")
    assert holds(as_long_as_stated(near, walker, p.gradient, note))
    assert not holds(as_long_as_stated(near, walker, p.gradient, scale_note(near.with_arrows(1, 3))))
    p.gradient.scale(1.1, about_point=p.u.tail)
    assert not holds(as_long_as_stated(near, walker, p.gradient, note))


@pytest.mark.parametrize("turn", [-PI / 2, PI / 2])
def test_a_way_off_the_contour_is_not_level(turn: float) -> None:
    p = facing(turn)
    p.contour.rotate(0.1, axis=OUT, about_point=p.u.tail)
    assert not holds(level_along(p.view, p.u, p.contour))
    p = facing(turn)
    p.u.rotate(0.1, axis=OUT, about_point=p.u.tail)
    assert not holds(level_along(p.view, p.u, p.contour))


# ---- a vector, the number it gives, and the steps it makes


def along(v: tuple[float, float], text: str = FIELDS[0]) -> Picture:
    """The picture of a vector and of its unit vector."""
    view = view_of(text).fit_arrow_at(AT)
    scale, size = vector_scale(view, AT, v), float(np.hypot(*v))
    p = Picture(view=view, scale=scale, at=AT)
    p.v = vector_arrow(view, AT, lambda: v, scale)
    p.u = vector_arrow(view, AT, lambda: np.array(v) / size, scale)
    p.circle, p.gradient = unit_circle(view, AT, scale), gradient_arrow(view, AT)
    p.bar = shadow(view, p.gradient, p.u)
    value = rate(view.field, AT, v)
    p.number = Readout(view, "", value, scale=abs(value))
    p.graph = StepGraph(view, AT, v, max(2 * size, 1.0), BOARD)
    p.step = Step(p.graph, size, along="|v|", gained="a")
    return p


def vector_claims(p: Picture) -> dict[str, Claim]:
    return {
        "unit": unit_length(p.circle, p.u),
        "same way": same_way(p.v, p.u),
        "number": number_is_rate(p.view, p.number, p.v, p.scale),
        "step": step_gains(p.graph, p.step, p.v, p.scale),
        "shadow": shadow_is_slope(p.view, p.bar, onto=p.u, u=p.u, gradient=p.gradient),
    }


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize("v", [(2.0, 3.0), (-4.0, 1.0), (0.0, -0.5), (0.1, 0.2), (-1.0, 0.0)])
def test_a_true_picture_of_a_vector_makes_every_claim_true(text: str, v: tuple[float, float]) -> None:
    assert failing(vector_claims(along(v, text))) == set()


def wrong_number(p: Picture) -> None:
    p.number.value = 1.02 * p.number.value


VECTOR_FLAWS: dict[str, tuple[Spoil, set[str]]] = {
    "v turned": (lambda p: p.v.rotate(0.5, axis=OUT, about_point=p.v.tail), {"same way", "number", "step"}),
    "v stretched": (lambda p: p.v.scale(1.1, about_point=p.v.tail), {"number", "step"}),
    "u stretched": (lambda p: p.u.scale(1.2, about_point=p.v.tail), {"unit"}),
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.v.tail), {"same way", "shadow"}),
    "number wrong": (wrong_number, {"number"}),
    "step too high": (lambda p: p.step.legs.stretch(1.1, 1, about_point=p.step.legs.points[0]), {"step"}),
    "step too long": (lambda p: p.step.legs.stretch(1.1, 0, about_point=p.step.legs.points[0]), {"step"}),
    "step upside down": (lambda p: p.step.legs.stretch(-1, 1, about_point=p.step.legs.points[0]), {"step"}),
    "shadow stretched": (lambda p: p.bar.scale(1.1, about_point=p.v.tail), {"shadow"}),
    "shadow reversed": (lambda p: p.bar.rotate(PI, axis=OUT, about_point=p.v.tail), {"shadow"}),
}


@pytest.mark.parametrize(("spoil", "false"), VECTOR_FLAWS.values(), ids=list(VECTOR_FLAWS))
@pytest.mark.parametrize("v", [(2.0, 3.0), (-2.0, 0.5)])
def test_a_wrong_picture_of_a_vector_makes_false_what_it_breaks(
    spoil: Spoil, false: set[str], v: tuple[float, float]
) -> None:
    p = along(v)
    spoil(p)
    assert failing(vector_claims(p)) == false


# ---- the legs of the gradient


def legs_at(at: tuple[float, float], text: str, carried: float = 1.0) -> Picture:
    view = view_of(text).fit_arrow_at(at)
    p = Picture(view=view, walker=Walker(view, at), arrow=gradient_arrow(view, at))
    p.x, p.y = leg(view, "x", at), leg(view, "y", at, carried=carried)
    return p


def leg_claims(p: Picture) -> dict[str, Claim]:
    return {
        "x": leg_is_partial(p.view, "x", p.x, p.walker),
        "y": leg_is_partial(p.view, "y", p.y, p.walker),
        "sum": legs_make_arrow(p.x, p.y, p.arrow),
        "arrow": is_gradient(p.view, p.arrow),
        "length": length_is_steepest(p.view, p.arrow),
    }


@pytest.mark.parametrize("text", [*FIELDS, "x^2 + y^3", "x^2", "-y", "1000*x^2 + y/1000", "x*y"])
@pytest.mark.parametrize("at", [(1.0, 1.0), (-1.2, 0.4)])
def test_true_legs_make_every_claim_true(text: str, at: tuple[float, float]) -> None:
    assert failing(leg_claims(legs_at(at, text))) == set()


def test_a_leg_stays_a_partial_derivative_while_it_is_carried() -> None:
    p = legs_at((1.0, 1.0), "x^2 + y^3", carried=0.4)
    assert failing(leg_claims(p)) == {"sum"}


LEG_FLAWS: dict[str, tuple[Spoil, set[str]]] = {
    "leg stretched": (lambda p: p.x.scale(1.1, about_point=p.x.tail), {"x", "sum"}),
    "leg turned": (lambda p: p.y.rotate(0.1, axis=OUT, about_point=p.y.tail), {"y", "sum"}),
    "leg reversed": (lambda p: p.x.rotate(PI, axis=OUT, about_point=p.x.tail), {"x", "sum"}),
    "leg elsewhere": (lambda p: p.y.shift(0.1 * UP), {"sum"}),
    "legs exchanged": (lambda p: p.__dict__.update(x=p.y, y=p.x), {"x", "y", "sum"}),
    "leg missing": (lambda p: (p.y.shaft.clear_points(), p.y.head.clear_points()), {"y", "sum"}),
    "arrow stretched": (lambda p: p.arrow.scale(1.1, about_point=p.arrow.tail), {"sum", "arrow", "length"}),
    "arrow turned": (lambda p: p.arrow.rotate(0.1, axis=OUT, about_point=p.arrow.tail), {"sum", "arrow"}),
    "walker elsewhere": (lambda p: p.walker.shift(0.3 * RIGHT), {"x"}),
}


@pytest.mark.parametrize(("spoil", "false"), LEG_FLAWS.values(), ids=list(LEG_FLAWS))
def test_a_wrong_leg_makes_false_what_it_breaks(spoil: Spoil, false: set[str]) -> None:
    p = legs_at((1.0, 1.0), "x^2 + y^3")
    spoil(p)
    assert failing(leg_claims(p)) == false


def test_a_missing_leg_is_nothing_only_where_the_partial_derivative_is() -> None:
    p = legs_at((1.0, 1.0), "x^2")
    assert np.isnan(p.y.along).all()
    assert failing(leg_claims(p)) == set()
