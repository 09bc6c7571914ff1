"""GradientBundle: the gradient and its components, what stands beside them, and claims false when one is wrong."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from manim import DEGREES, OUT, PI, RIGHT, UP, Mobject, Square, ValueTracker

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.frame.layout import Box, Layout, gap_between
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.scale_bar import ScaleBar
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.typeset.readouts import Readout
from scenes.partials.gradient_bundle.claims import (
    component_is_partial,
    components_add_up,
    entries_are_partials,
    gives_every_slope,
    length_is_steepest,
    number_is_partial,
    numbers_are_lengths,
    shares_are_parts_of_it,
    stands_on_its_line,
    tangent_is_partial,
)
from scenes.partials.gradient_bundle.components import component_arrow, how_drawn, rise_per_slope
from scenes.partials.gradient_bundle.labels import arrow_lengths, number_beside
from scenes.partials.gradient_bundle.panel import GradientPanel, gradient_formula, gradient_numbers
from scenes.partials.gradient_bundle.sentences import length_sentence
from scenes.partials.gradient_bundle.shares import Shares
from scenes.partials.gradient_bundle.slices import StandingSlice
from scenes.partials.gradient_bundle.story import first_way, out_and_back, outside, part_around, walking_time

FIELD = Field("x^2 + y^3", Domain(-1.0, 5.0, -1.2, 2.8))
VIEW = View.fit(FIELD, THEMES["night"], Box(-6.0, 1.5, -2.5, 2.5)).fit_arrows(5.0, 2.0)
STEEP_AND_FLAT = ["3exp(-(x^2 + 2y^2)/6)", "x^2 + 3xy + y^2", "1e-9*(2x - y)", "1e200*(x^2 + y^2)", "1e6 + x - y/3"]
AT = (2.0, 1.0)  # the partial derivatives there are 4 and 3


def film() -> SimpleNamespace:
    walker = Walker(VIEW, AT)
    x, y = component_arrow(VIEW, "x", AT), component_arrow(VIEW, "y", AT, carried=1.0)
    arrow = gradient_arrow(VIEW, AT)
    standing, angle = {axis: StandingSlice(VIEW, axis, AT) for axis in "xy"}, ValueTracker(2.0)
    bar = ScaleBar(VIEW, of="height", unit=rise_per_slope(VIEW, AT) * VIEW.scale[0], upright=True)
    components: Any = SimpleNamespace(x=x, y=y)
    shares = Shares(VIEW, AT, components, angle.get_value)
    number = Readout(VIEW, "D_u f", 4.0 * np.cos(2.0) + 3.0 * np.sin(2.0))
    beside = number_beside(VIEW, x, Readout(VIEW, "", 4.0), side=-1.0)
    claims = {
        "x": component_is_partial(VIEW, "x", x, walker), "y": component_is_partial(VIEW, "y", y, walker),
        "whole": components_add_up(x, y, arrow), "steepest": length_is_steepest(VIEW, arrow),
        "slice": stands_on_its_line(VIEW, standing["x"], bar),
        "tangent x": tangent_is_partial(VIEW, standing["x"], walker, bar),
        "tangent y": tangent_is_partial(VIEW, standing["y"], walker, bar),
        "shares": shares_are_parts_of_it(VIEW, shares), "every": gives_every_slope(VIEW, shares, number),
        "number": number_is_partial(VIEW, "x", beside, walker)[0],
    }  # fmt: skip
    return SimpleNamespace(
        walker=walker, x=x, y=y, arrow=arrow, standing=standing, shares=shares, number=number, bar=bar, claims=claims
    )


def plane_view(text: str) -> View:
    return View.fit(Field(text), THEMES["night"], Box(-6, 2, -2.7, 2.5))


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def failing(claims: dict[str, Claim]) -> set[str]:
    return {name for name, claim in claims.items() if not holds(claim)}


def false(drawn: SimpleNamespace) -> set[str]:
    return failing(drawn.claims)


def test_a_true_picture_makes_every_claim_true() -> None:
    assert false(film()) == set()


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (lambda d: d.standing["x"].tangent.rotate(3 * DEGREES, axis=OUT), {"tangent x"}),
        (lambda d: d.standing["y"].tangent.stretch(0.5, 0), {"tangent y"}),  # in a scale of its own
        (lambda d: d.standing["x"].curve.stretch(1.2, 1), {"slice"}),
        (lambda d: d.bar.line.scale(1.2), {"slice", "tangent x", "tangent y"}),
        (lambda d: d.walker.shift([0.3, 0.0, 0.0]), {"x", "tangent x", "number"}),
        (lambda d: d.x.rotate(3 * DEGREES, axis=OUT, about_point=d.x.tail), {"x", "whole"}),
        (lambda d: d.shares.ray.rotate(30 * DEGREES, axis=OUT, about_point=VIEW.at(*AT)), {"shares", "every"}),
        (lambda d: d.shares.bars["x"].scale(1.2), {"shares"}),
        (lambda d: d.shares.bars["y"].scale(0.8), {"shares"}),
        (lambda d: d.shares.slope.scale(1.3), {"every"}),
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
    texts = arrow_lengths(VIEW, drawn.x, drawn.y, drawn.arrow, numbers, name=Mobject().move_to([9, 9, 0]))
    assert [text.text.typst_code for text in texts.values()] == ["$ 4.00 $", "$ 3.00 $", "$ 5.00 $"]
    middle = (drawn.x.tail + drawn.x.tip + drawn.arrow.tip) / 3
    assert list(texts) == [drawn.x, drawn.y, drawn.arrow]
    for arrow, text in texts.items():
        half = arrow.tail + arrow.along / 2
        assert np.linalg.norm(text.get_center() - half) < 0.6
        assert np.dot(text.get_center() - half, middle - half) < 0


def test_a_wide_number_keeps_off_the_name_of_the_gradient() -> None:
    drawn = film()
    name = Square(0.5).move_to(drawn.arrow.tail + drawn.arrow.along / 2)
    texts = arrow_lengths(VIEW, drawn.x, drawn.y, drawn.arrow, [Readout(VIEW, "", 1e200)] * 3, name=name)
    label = texts[drawn.arrow]
    assert gap_between(label, name) > 0
    assert np.linalg.norm(label.get_center() - drawn.arrow.tail) < np.linalg.norm(drawn.arrow.along)


@pytest.mark.parametrize("text", ["x^2 + y^3", *STEEP_AND_FLAT])
def test_the_printed_vector_is_claimed_to_its_last_digit(text: str) -> None:
    view, walker = View.fit(Field(text, FIELD.domain), THEMES["night"], VIEW.box), Walker(VIEW, AT)
    partials = view.field.gradient(*AT)
    numbers = [Readout(view, "", float(p), scale=float(np.hypot(*partials))) for p in partials]
    assert holds(entries_are_partials(view, gradient_numbers(view, numbers), walker))
    wrong = [numbers[0], Readout(view, "", 1.1 * float(partials[1]), scale=float(np.hypot(*partials)))]
    assert not holds(entries_are_partials(view, gradient_numbers(view, wrong), walker))


def test_a_component_too_short_has_no_number() -> None:
    view = View.fit(Field("x + y/1000"), THEMES["night"], Box(-4.0, 4.0, -3.0, 3.0))
    drawn = (
        component_arrow(view, "x", (0.0, 0.0)),
        component_arrow(view, "y", (0.0, 0.0), carried=1.0),
        gradient_arrow(view, (0.0, 0.0)),
    )
    assert len(arrow_lengths(view, *drawn, [Readout(view, "", 1.0)] * 3, name=Mobject())) == 0


def test_a_number_that_would_run_into_the_ticks_is_left_out() -> None:
    view = View.fit(Field("y - 1.5x"), THEMES["night"], Box(-6.0, 2.0, -2.7, 2.5)).with_arrows(1.0, 1.0)
    counts = []
    for at in ((0.0, 0.0), (-1.9, 0.0)):  # the component along y is drawn from -1.15 and from -3.05 on
        parts = component_arrow(view, "x", at), component_arrow(view, "y", at, carried=1.0), gradient_arrow(view, at)
        texts = arrow_lengths(view, *parts, [Readout(view, "", 1.0)] * 3, name=Mobject().move_to([9, 9, 0]))
        counts.append(len(texts))
    assert counts == [3, 2]


@pytest.mark.parametrize("frame", [(14.222, 8.0), (10.667, 8.0), (8.0, 14.222), (8.0, 8.0)])
@pytest.mark.parametrize("text", ["x^2 + y^3", "x^2 - y^2 + x*y/2", "sin(x)*cos(y)", "1/(x^2 + y^2)"])
def test_the_panel_holds_what_is_said_one_after_the_other(text: str, frame: tuple[float, float]) -> None:
    layout = Layout.of(*frame)
    view = View.fit(Field(text, FIELD.domain), THEMES["night"], layout.picture).fit_arrows(5.0, 2.0)
    slope = Readout(view, "D_u f", lambda: 1.0)
    panel = GradientPanel(view, Walker(view, AT), layout.panel, slope=slope)
    for item in [*panel.known, *panel.formulas.values(), panel.vector, panel.written, slope, panel.length]:
        assert layout.panel.inset(-0.01).holds(item)


def test_the_numbers_beside_the_arrows_go_into_the_vector() -> None:
    panel = GradientPanel(VIEW, Walker(VIEW, AT), Box(2.0, 6.0, -2.0, 3.0), slope=Readout(VIEW, "D_u f", 1.0))
    x = component_arrow(VIEW, "x", AT)
    beside = number_beside(VIEW, x, panel.numbers["x"], side=outside(VIEW, "x", AT))
    none = number_beside(VIEW, component_arrow(plane_view("x"), "y", AT), panel.numbers["y"], side=1.0)
    assert len(none) == 0
    moves = panel.store({"x": beside, "y": none})
    assert len(moves) == 2
    glyphs, entry = moves[0].target_mobject, panel.vector[1].select("partial_x")
    assert glyphs.get_center() == pytest.approx(entry.get_center())


def test_a_number_beside_an_arrow_follows_it() -> None:
    at = ValueTracker(1.0)
    arrow = component_arrow(VIEW, "x", lambda: (at.get_value(), 1.0))
    label = number_beside(VIEW, arrow, Readout(VIEW, "", 2.0), side=-1.0)
    gap = gap_between(label, arrow)
    at.set_value(2.0)
    arrow.update()
    label.update()
    assert label[1].get_center()[0] == pytest.approx(arrow.tail[0] + arrow.along[0] / 2, abs=0.1)
    assert gap_between(label, arrow) == pytest.approx(gap, abs=0.02)
    assert label.get_center()[1] < arrow.tail[1]


@pytest.mark.parametrize("partials", [(4.0, 3.0), (-4.0, 3.0), (-1.0, -3.0), (2.0, -0.1)])
def test_the_first_direction_lies_between_both_components(partials: tuple[float, float]) -> None:
    way = first_way(*partials)
    assert (np.sign([np.cos(way), np.sin(way)]) == np.sign(partials)).all()


def test_the_shares_run_backwards_where_a_component_leads_against_the_direction() -> None:
    drawn = film()
    assert drawn.shares.parts() == pytest.approx([4 * np.cos(2.0), 3 * np.sin(2.0)])


def test_the_number_of_a_length_is_that_of_its_arrow() -> None:
    drawn = film()
    numbers = [Readout(VIEW, "", value) for value in (4.0, 3.0, 5.0)]
    texts = arrow_lengths(VIEW, drawn.x, drawn.y, drawn.arrow, numbers, name=Mobject().move_to([9, 9, 0]))
    said = dict(zip("xyz", numbers_are_lengths(VIEW, texts), strict=True))
    assert failing(said) == set()
    drawn.y.scale(1.1, about_point=drawn.y.tail)
    assert failing(said) == {"y"}


def test_slopes_of_4_and_3_look_like_4_and_3() -> None:
    along_x, along_y = (StandingSlice(VIEW, axis, AT).tangent for axis in "xy")
    across, up = (along_x.get_end() - along_x.get_start())[:2]
    right, along = (along_y.get_end() - along_y.get_start())[:2]
    assert (right / along) / (up / across) == pytest.approx(3 / 4)


def test_a_component_falls_from_the_rise_of_the_tangent_onto_its_line() -> None:
    standing, k = StandingSlice(VIEW, "x", AT), StandingSlice(VIEW, "x", AT).run.get_end()
    rise = component_arrow(VIEW, "x", AT, fallen=0.0)
    assert rise.tail == pytest.approx(k)
    start, end = standing.tangent.get_start_and_end()
    assert np.cross(end - start, rise.tip - start)[2] == pytest.approx(0.0, abs=1e-9)
    lying = component_arrow(VIEW, "x", AT)
    assert lying.tail == pytest.approx(VIEW.at(*AT))
    assert np.linalg.norm(lying.along) == pytest.approx(np.linalg.norm(rise.along))


@pytest.mark.parametrize("text", ["1/(x - 0.5)", "sqrt(x - 0.5) + y", "floor(x) + y"])
def test_a_slice_ends_where_it_leaves_the_picture_or_the_function(text: str) -> None:
    view = View.fit(Field(text, FIELD.domain), THEMES["night"], Box(-6.0, 1.5, -2.5, 2.5)).fit_arrows(1.0, 1.0)
    curve = corners_of(StandingSlice(view, "x", (2.3, 1.0)).curve)
    assert np.isfinite(curve).all()
    assert curve[:, 1].min() > view.box.bottom - 0.02
    assert curve[:, 1].max() < view.box.top + 0.02


@pytest.mark.parametrize(
    ("partials", "sentence"),
    [
        ((4.0, -3.0), "From 4 and 3, by Pythagoras, its length is 5."),
        ((1.7049, 2.5649), "From about 1.7 and 2.56, by Pythagoras, its length is about 3.08."),
        ((0.0, -3.0), "One component is zero: its length is the other's, 3."),
    ],
)
def test_pythagoras_is_exact_only_where_the_digits_shown_are(partials: tuple[float, float], sentence: str) -> None:
    view = View.fit(Field(f"{partials[0]}*x + {partials[1]}*y"), THEMES["night"], Box(-4.0, 4.0, -3.0, 3.0))
    readouts = [Readout(view, "", value) for value in partials]
    assert length_sentence(view, (0.0, 0.0), readouts, Readout(view, "", float(np.hypot(*partials)))) == sentence


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("x - y", ("forwards", "backwards")),
        ("x^2", ("forwards", "nothing")),
        ("1000*x^2 + y/1000", ("forwards", "too short")),
    ],
)
def test_a_component_is_called_what_it_is(text: str, drawn: tuple[str, str]) -> None:
    view = plane_view(text).fit_arrow_at((1.0, 1.0))
    assert tuple(how_drawn(view, axis, (1.0, 1.0)) for axis in ("x", "y")) == drawn


def test_a_long_gradient_is_a_column_of_signs() -> None:
    view = plane_view("x^2 + y^3")
    long = Field(" + ".join(f"sin({k}x*y)" for k in range(1, 8)))
    assert "sin" not in gradient_formula(view, long, 4.0).typst_code
    assert "3 y^2" in gradient_formula(view, view.field, 4.0).typst_code
    assert gradient_formula(view, long, 4.0).width <= 4.0


def test_a_part_of_a_line_and_the_way_along_it() -> None:
    view = plane_view("x + y").fit_arrow_at((0.0, 0.0))
    line = np.stack([np.linspace(-3, 3, 601), np.zeros(601)], axis=1)
    part = part_around(line, (0.5, 0.0), 1.0)
    assert part[0] == pytest.approx([-0.5, 0], abs=0.02)
    assert part[-1] == pytest.approx([1.5, 0], abs=0.02)
    way = out_and_back(view, part, (0.5, 0.0))
    assert way[0] == pytest.approx([0.5, 0])
    assert way[-1] == pytest.approx([0.5, 0])
    assert np.ptp(way[:, 0]) == pytest.approx(2.0, abs=0.03)
    assert walking_time(view, part, speed=view.scale[0]) == pytest.approx(2.0, abs=0.03)
    assert walking_time(view, part[:1]) == 2.0
    assert len(part_around(line, (3.0, 0.0), 1.0)) == pytest.approx(101, abs=2)


def components_at(at: tuple[float, float], text: str, carried: float = 1.0) -> SimpleNamespace:
    view = plane_view(text).fit_arrow_at(at)
    p = SimpleNamespace(view=view, walker=Walker(view, at), arrow=gradient_arrow(view, at))
    p.x, p.y = component_arrow(view, "x", at), component_arrow(view, "y", at, carried=carried)
    return p


def component_claims(p: SimpleNamespace) -> dict[str, Claim]:
    return {
        "x": component_is_partial(p.view, "x", p.x, p.walker),
        "y": component_is_partial(p.view, "y", p.y, p.walker),
        "sum": components_add_up(p.x, p.y, p.arrow),
        "arrow": is_gradient(p.view, p.arrow),
        "length": length_is_steepest(p.view, p.arrow),
    }


@pytest.mark.parametrize("text", [*STEEP_AND_FLAT, "x^2 + y^3", "x^2", "-y", "1000*x^2 + y/1000", "x*y"])
@pytest.mark.parametrize("at", [(1.0, 1.0), (-1.2, 0.4)])
def test_true_components_make_every_claim_true(text: str, at: tuple[float, float]) -> None:
    assert failing(component_claims(components_at(at, text))) == set()


def test_a_component_stays_a_partial_derivative_while_it_is_carried() -> None:
    p = components_at((1.0, 1.0), "x^2 + y^3", carried=0.4)
    assert failing(component_claims(p)) == {"sum"}


FLAWS: dict[str, tuple[Callable[[SimpleNamespace], object], set[str]]] = {
    "component stretched": (lambda p: p.x.scale(1.1, about_point=p.x.tail), {"x", "sum"}),
    "component turned": (lambda p: p.y.rotate(0.1, axis=OUT, about_point=p.y.tail), {"y", "sum"}),
    "component reversed": (lambda p: p.x.rotate(PI, axis=OUT, about_point=p.x.tail), {"x", "sum"}),
    "component elsewhere": (lambda p: p.y.shift(0.1 * UP), {"sum"}),
    "components exchanged": (lambda p: p.__dict__.update(x=p.y, y=p.x), {"x", "y", "sum"}),
    "component missing": (lambda p: (p.y.shaft.clear_points(), p.y.head.clear_points()), {"y", "sum"}),
    "arrow stretched": (lambda p: p.arrow.scale(1.1, about_point=p.arrow.tail), {"sum", "arrow", "length"}),
    "arrow turned": (lambda p: p.arrow.rotate(0.1, axis=OUT, about_point=p.arrow.tail), {"sum", "arrow"}),
    "walker elsewhere": (lambda p: p.walker.shift(0.3 * RIGHT), {"x"}),
}


@pytest.mark.parametrize(("spoil", "false"), FLAWS.values(), ids=list(FLAWS))
def test_a_wrong_component_makes_false_what_it_breaks(
    spoil: Callable[[SimpleNamespace], object], false: set[str]
) -> None:
    p = components_at((1.0, 1.0), "x^2 + y^3")
    spoil(p)
    assert failing(component_claims(p)) == false


def test_a_missing_component_is_nothing_only_where_the_partial_derivative_is() -> None:
    p = components_at((1.0, 1.0), "x^2")
    assert np.isnan(p.y.along).all()
    assert failing(component_claims(p)) == set()


def test_a_scale_bar_without_anything_to_avoid_stands_in_the_corner() -> None:
    for upright in (False, True):
        bar = ScaleBar(VIEW, upright=upright)
        assert bar.get_right()[0] == pytest.approx(VIEW.box.right - 0.12)
        assert bar.get_bottom()[1] == pytest.approx(VIEW.box.bottom + 0.12)
        assert bar.unit == pytest.approx(VIEW.arrow_scale)
        assert bar.line.width < bar.line.height if upright else bar.line.width > bar.line.height
