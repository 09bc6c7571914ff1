"""DirectionalDerivative: vectors, gains and steps as drawn, sentences about what happened, claims that see flaws."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, PI, UP, Mobject

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.formulas.numerals import short
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.claims.reading import number_shown
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula
from gradanim.studio import film
from gradanim.studio.film import rehearse
from scenes.directional.directional_derivative.claims import (
    number_is_rate,
    reads_gain,
    same_way,
    stands_at_tip,
    step_gains,
    tip_says,
)
from scenes.directional.directional_derivative.panel import gradient_at, rate_readout
from scenes.directional.directional_derivative.step_graph import Step, StepGraph, UnitStep
from scenes.directional.directional_derivative.story import about_gain, about_projection, about_twice
from scenes.directional.directional_derivative.vectors import (
    AlongAxes,
    VectorAndUnit,
    axes_have_room,
    gain_at_tip,
    length_of,
    name_at_tip,
    rate,
    vector_scale,
)
from scenes.directional.shared.claims import as_long_as, projection_is_slope, unit_length
from scenes.directional.shared.directions import unit_circle, vector_arrow
from scenes.directional.shared.projection import projection
from scenes.directional.shared.tangent_map import tangent_plane_view

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


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few frames: it is the sentences that are looked at."""
    monkeypatch.setattr(film, "REHEARSAL_RATE", 3)


def captions(direction: tuple[float, float]) -> str:
    return " ".join(beat.caption for beat in rehearse(Shot("DirectionalDerivative", quality="l", direction=direction)))


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ((2.0, 3.0), ["v = (2, 3)", "a number: 164.", "twice as much, 328", "√13", "Dᵤf: 45.49", "the projection of"]),
        ((-24.0 / 5, 1.0), ["a number: 0.", "gains no height", "nothing either", "orthogonal to u"]),
        ((0.0, -1.0), ["a number: −48.", "loses that much height: 48", "u is v itself", "Dᵤf: −48", "negative"]),
        ((1.0, 4.8), ["Dᵤf: 49.03", "along the gradient"]),
        ((-1.0, -4.8), ["Dᵤf: −49.03", "against the gradient"]),
    ],
)
def test_the_story_of_a_direction_says_what_happened(direction: tuple[float, float], said: list[str]) -> None:
    told = captions(direction)
    for words in said:
        assert words in told


@pytest.mark.parametrize("direction", [(100.0, 0.0), (0.0, -0.01)])
def test_a_vector_that_hides_the_unit_vector_is_refused_with_the_cure(direction: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match=r"could not be seen.* --direction"):
        captions(direction)


@pytest.mark.parametrize("turn", [0.05, 0.8, 1.2, 1.5, 2.2, 3.0, -0.8, -1.3, -2.2])
def test_the_number_at_a_projection_keeps_clear_of_the_name_of_u(turn: float) -> None:
    view = view_of("x^2 + y^2").fit_arrow_at((0.6, 0.4))
    near = tangent_plane_view(view, (0.6, 0.4), 1.0)
    pair = VectorAndUnit(view, near, (0.6, 0.4), 1.5 * heading(np.arctan2(0.4, 0.6) + turn), 1.0)
    number, name = pair.projection_name, pair.u_name
    gaps = np.abs(number.get_center() - name.get_center()) - [
        (number.width + name.width) / 2,
        (number.height + name.height) / 2,
        0,
    ]
    assert gaps[:2].max() > 0.02


@pytest.mark.parametrize("turn", [0.4, 1.2, 2.2, -0.8, -2.2])
def test_a_gain_stands_at_its_tip_clear_of_arrows_and_names_and_dressed_unlike_a_contours_number(turn: float) -> None:
    view = view_of("x^2 + y^2").fit_arrow_at((0.6, 0.4))
    near = tangent_plane_view(view, (0.6, 0.4), 1.0)
    pair = VectorAndUnit(view, near, (0.6, 0.4), 1.5 * heading(np.arctan2(0.4, 0.6) + turn), 1.0)
    shares = np.linspace(0, 1, 20)[:, None]
    gains = (pair.v_gain, pair.v, pair.v_name), (pair.u_gain, pair.u, pair.u_name)
    for number, arrow, name in gains:
        full = np.vstack([other.tail + shares * other.along for other in (arrow, pair.gradient)])
        assert not _within(full, number)
        assert not _within(np.array([name.get_center()]), number)
        assert np.linalg.norm(number.get_center() - arrow.tip) < 1.2
        assert number.text[0].get_color().to_hex().lower() == view.theme.direction.lower()


@pytest.mark.parametrize("above", [-0.3, -0.1, 0.0, 0.1, 0.3])
def test_a_gain_is_not_written_on_a_line_that_says_another_height(above: float) -> None:
    view = view_of("x + y")
    arrow = vector_arrow(view, (0, 0), lambda: heading(0.7), 1.0)
    name = name_at_tip(view, arrow, "v", 1)
    line = arrow.tip + np.stack([np.linspace(-3, 3, 600), np.full(600, above), np.zeros(600)], axis=1)
    number = gain_at_tip(view, arrow, name, 45.49, lines=line, full=arrow.points)
    assert not _within(line, number)
    assert np.linalg.norm(number.get_center() - arrow.tip) < 1.2


def _within(points: np.ndarray, text: Mobject) -> bool:
    half = np.array([text.width, text.height]) / 2
    return bool((np.abs(points - text.get_center())[:, :2] < half).all(axis=1).any())


@pytest.mark.parametrize(
    ("v", "typeset", "said"),
    [
        ((2.0, 3.0), "sqrt(13)", "√13"),
        ((-3.0, 4.0), "5", "5"),
        ((0.0, -2.0), "2", "2"),
        ((1.0, 0.5), "1.118", "1.118"),
        ((0.3, 0.4), "0.5", "0.5"),
    ],
)
def test_the_length_of_a_vector_is_a_root_where_its_components_are_whole(
    v: tuple[float, float], typeset: str, said: str
) -> None:
    assert length_of(v) == (typeset, said)


def test_the_worked_numbers_come_out_of_the_core() -> None:
    f = Field("x^2 + y^3")
    assert rate(f, (5, 4), (2, 3)) == 164
    assert short(rate(f, (5, 4), (2, 3)), 4) == "164"
    assert short(rate(f, (5, 4), np.array([2, 3]) / np.sqrt(13)), 4) == "45.49"
    assert rate(f, (5, 4), (-4.8, 1)) == 0  # 10 * 4.8 - 48, give or take rounding


@pytest.mark.parametrize("v", [(2.0, 3.0), (0.1, 0.0), (-10.0, 0.0), (1.0, 0.0)])
@pytest.mark.parametrize("domain", [Domain(), Domain(0, 20, 0, 15), Domain(0, 0.1, 0, 0.1), Domain(0, 900, 0, 600)])
def test_a_vector_its_double_and_one_of_unit_length_are_all_seen(v: tuple[float, float], domain: Domain) -> None:
    view = view_of("x + y", domain)
    scale = vector_scale(view, domain.centre, v)
    lengths = scale * np.array([np.hypot(*v), 2 * np.hypot(*v), 1.0])
    assert lengths.min() >= 0.08
    assert lengths.max() <= 4.5


def test_the_maps_own_scale_is_taken_where_it_does() -> None:
    view = view_of("x + y", Domain(0.0, 15.0, 0.5, 10.5))
    assert vector_scale(view, (5.0, 4.0), (2.0, 3.0)) == pytest.approx(view.scale[0])


@pytest.mark.parametrize("v", [(2.0, 3.0), (-2.0, -3.0), (3.0, -2.0)])
def test_steps_are_read_back_and_the_tangent_has_the_slope(v: tuple[float, float]) -> None:
    graph = StepGraph(view_of("2x + 3y"), (0.0, 0.0), v, 5.0, Box(2, 6, -3, 0))
    start, end = graph.where(graph.line.points)
    assert start == pytest.approx([0, 0])
    assert end == pytest.approx([5, 5 * np.dot((2, 3), v) / np.sqrt(13)])
    for place in graph.line.points:
        assert graph.area.bottom - 1e-6 <= place[1] <= graph.area.top + 1e-6


def test_names_of_a_short_step_lie_on_those_of_one_hardly_longer() -> None:
    graph = StepGraph(view_of("2x + 3y"), (0.0, 0.0), (2.0, 3.0), 7.2, Box(2, 6, -3, 0))
    unit_step, near, far = (Step(graph, size, along="a", gained="1.2") for size in (1.0, 1.2, 6.0))
    assert near.lie_on(unit_step) == [near.across, near.up]
    assert far.lie_on(unit_step) == []
    near.names.remove(near.up)
    assert near.lie_on(unit_step) == [near.across]


@pytest.mark.parametrize(
    ("value", "shown"), [(164.0, "164"), (45.4854, "45.49"), (-0.036979, "-0.03698"), (2e9, "2"), (1.5e-7, "1.5")]
)
def test_a_number_is_read_with_the_digits_that_are_said(value: float, shown: str) -> None:
    readout = rate_readout(view_of("x"), value)
    assert readout.text == shown
    assert float(readout.text) * 10.0**readout.exponent == pytest.approx(value, rel=1e-3)


def test_the_gradient_is_written_with_its_partial_derivatives_where_they_have_room() -> None:
    view = view_of("x^2 + y^3")
    wide, narrow = (gradient_at(view, (10, 48), width) for width in (5.0, 2.5))
    assert "3 y^2" in wide.typst_code
    assert "y" not in narrow.typst_code.partition("=")[2]
    assert narrow.width < wide.width <= 5.0


@pytest.mark.parametrize(
    ("number", "once", "twice"),
    [
        (164.0, "On the plane, _v_ gains that much height: 164", "328"),
        (-2.5, "loses that much height", "loses"),
        (0.0, "no", "nothing"),
    ],
)
def test_a_walk_is_told_as_it_went(number: float, once: str, twice: str) -> None:
    assert once in about_gain(number)
    assert twice in about_twice(number)


@pytest.mark.parametrize(
    ("slope", "told"),
    [(2.0, "no slope is steeper"), (-2.0, "no slope down"), (1.0, "on _u_."), (-1.0, "negative"), (0.0, "zero")],
)
def test_the_projection_is_told_as_it_lies(slope: float, told: str) -> None:
    assert told in about_projection(slope, steepest=2.0)


def along(v: tuple[float, float], text: str = FIELDS[0]) -> Picture:
    """The picture of a vector and of its unit vector."""
    view = view_of(text).fit_arrow_at(AT)
    scale, size = vector_scale(view, AT, v), float(np.hypot(*v))
    p = Picture(view=view, scale=scale, at=AT)
    p.v = vector_arrow(view, AT, lambda: v, scale)
    p.u = vector_arrow(view, AT, lambda: np.array(v) / size, scale)
    p.circle, p.gradient = unit_circle(view, AT, scale), gradient_arrow(view, AT)
    p.bar, p.slopes = projection(view, p.gradient, p.u), ScaleBar(view)
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
        "projection": projection_is_slope(p.view, p.bar, u=p.u, gradient=p.gradient),
        "scale": bar_is_to_scale(p.view, p.slopes, p.gradient),
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
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.v.tail), {"same way", "projection"}),
    "number wrong": (wrong_number, {"number"}),
    "step too high": (lambda p: p.step.legs.stretch(1.1, 1, about_point=p.step.legs.points[0]), {"step"}),
    "step too long": (lambda p: p.step.legs.stretch(1.1, 0, about_point=p.step.legs.points[0]), {"step"}),
    "step upside down": (lambda p: p.step.legs.stretch(-1, 1, about_point=p.step.legs.points[0]), {"step"}),
    "scale bar stretched": (lambda p: p.slopes.scale(1.1), {"scale"}),
    "scale bar says another slope": (lambda p: setattr(p.slopes, "number", 1.1 * p.slopes.number), {"scale"}),
    "gradient stretched": (lambda p: p.gradient.scale(1.1, about_point=p.v.tail), {"scale"}),
    "projection stretched": (lambda p: p.bar.scale(1.1, about_point=p.v.tail), {"projection"}),
    "projection reversed": (lambda p: p.bar.rotate(PI, axis=OUT, about_point=p.v.tail), {"projection"}),
}


@pytest.mark.parametrize(("spoil", "false"), VECTOR_FLAWS.values(), ids=list(VECTOR_FLAWS))
@pytest.mark.parametrize("v", [(2.0, 3.0), (-2.0, 0.5)])
def test_a_wrong_picture_of_a_vector_makes_false_what_it_breaks(
    spoil: Spoil, false: set[str], v: tuple[float, float]
) -> None:
    p = along(v)
    spoil(p)
    assert failing(vector_claims(p)) == false


def gained_along(turn: float, text: str = FIELDS[0]) -> Picture:
    """The picture with the height gained along u written at its tip, and somebody who has walked there."""
    view = view_of(text)
    gradient = view.field.gradient(*AT)
    uphill = float(np.arctan2(gradient[1], gradient[0]))
    p = Picture(view=view.with_arrows(float(np.hypot(*gradient)), 1.5))
    p.u = vector_arrow(p.view, AT, lambda: heading(uphill + turn), 1.5)
    near = tangent_plane_view(p.view, AT, 1.5)
    p.plane = ContourMap(near)
    name = name_at_tip(near, p.u, "u", 1)
    p.number = gain_at_tip(
        near, p.u, name, rate(p.view.field, AT, near.where(p.u.tip) - AT), lines=p.u.points, full=p.u.points
    )
    x, y = p.view.where(p.u.tip)
    p.walker = Walker(p.view, (float(x), float(y)))
    return p


def gain_claims(p: Picture) -> dict[str, Claim]:
    return {
        "map": reads_gain(p.view, p.plane, p.u),
        "number": tip_says(p.plane, p.number, p.u),
        "walk": stands_at_tip(p.walker, p.u),
    }


@pytest.mark.parametrize("text", FIELDS)
@pytest.mark.parametrize("turn", [-PI, -2.0, -PI / 2, -0.3, 0.0, 0.7, PI / 2, 3.0])
def test_the_number_at_the_tip_is_the_height_read_there(text: str, turn: float) -> None:
    assert failing(gain_claims(gained_along(turn, text))) == set()


GAIN_FLAWS: dict[str, tuple[Spoil, set[str]]] = {  # the map is read along u, wherever it points
    "map turned": (lambda p: p.plane.rotate(0.2), {"map", "number"}),
    "map upside down": (lambda p: p.plane.rotate(PI), {"map", "number"}),
    "map stretched": (lambda p: p.plane.stretch(1.2, 0).stretch(1.2, 1), {"map", "number"}),
    "u turned": (lambda p: p.u.rotate(0.2, axis=OUT, about_point=p.u.tail), {"number", "walk"}),
    "u stretched": (lambda p: p.u.scale(1.1, about_point=p.u.tail), {"number", "walk"}),
    "number elsewhere": (lambda p: p.number.shift(2.5 * UP), {"number"}),
    "another number": (lambda p: setattr(p.number, "text", formula(p.view, "99")), {"number"}),
}


@pytest.mark.parametrize(("spoil", "false"), GAIN_FLAWS.values(), ids=list(GAIN_FLAWS))
@pytest.mark.parametrize("turn", [-0.6, 2.2])
def test_a_wrong_gain_makes_false_what_it_breaks(spoil: Spoil, false: set[str], turn: float) -> None:
    p = gained_along(turn)
    spoil(p)
    assert failing(gain_claims(p)) == false


@pytest.mark.parametrize("v", [(2.0, 3.0), (-2.0, 0.5), (0.0, -4.0)])
def test_on_the_graph_of_the_unit_step_the_slope_is_as_long_as_the_projection(v: tuple[float, float]) -> None:
    p = along(v)
    step = UnitStep(p.view, AT, v, Box(2.5, 6.5, -3, 2))
    assert step.fits
    assert holds(as_long_as(step.bar, p.bar))
    step.bar.scale(1.3)
    assert not holds(as_long_as(step.bar, p.bar))
    assert not UnitStep(p.view, AT, v, Box(2.5, 6.5, -3, -1.8)).fits


def test_units_along_the_axes_gain_the_partial_derivatives() -> None:
    view = view_of("x^2 + 3xy + y^2").fit_arrow_at((0.6, 0.4))
    near = tangent_plane_view(view, (0.6, 0.4), 1.0)
    pair = VectorAndUnit(view, near, (0.6, 0.4), (0.5, 1.0), 1.0)
    axes = AlongAxes(near, (0.6, 0.4), view.field.gradient(0.6, 0.4), pair, 1.0)
    plane = ContourMap(near)
    for gain, arrow, value in zip(axes.gains, axes.arrows, (2.4, 2.6), strict=True):
        assert number_shown(gain.text)[0] == pytest.approx(value)
        assert holds(tip_says(plane, gain, arrow))
        assert holds(reads_gain(view, plane, arrow))
    assert axes_have_room(near, (0.6, 0.4), 1.0)
    assert not axes_have_room(near, (0.6, 0.4), 0.2)
