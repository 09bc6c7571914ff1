"""General claims: each is true of what is drawn right, and false, it alone, as soon as that is drawn wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import DEGREES, OUT, RIGHT, UP, Dot, Line, Scene, Square, VMobject, tempconfig

from gradanim.fields.typed import Field
from gradanim.paint import Dots, Polylines, SolidArrow
from gradanim.records.clip import Finding
from gradanim.records.theme import THEMES
from gradanim.stage import claims
from gradanim.stage.claims.claim import Claim, Comparison, Measurement
from gradanim.stage.claims.reading import number_in, number_shown
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.marks.arrows import Arrow, gradient_arrow
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula, words

VIEW = View.fit(Field("x^2 + 2y^2"), THEMES["night"], Box(-6, 6, -4, 4)).with_arrows(3.6, 1.5)
AT = (1.0, 0.75)


def take(claim: Claim, *frames: Callable[[], object]) -> Finding:
    """What it finds in a scene with all that it is about, after these things were done in frames of one beat."""
    with tempconfig({"dry_run": True}):
        scene = Scene()
    scene.add(*claim.drawn)
    measurement = Measurement(claim)
    for change in frames:
        measurement.take()
        change()
    return measurement.finding(scene)


def arrow(tail: tuple[float, float], tip: tuple[float, float]) -> Arrow:
    ends = np.array([[*tail, 0.0], [*tip, 0.0]])
    return Arrow(VIEW, lambda: (ends[0], ends[1]), "direction", live=False)


def curve(points: np.ndarray) -> VMobject:
    return VMobject().set_points_as_corners(np.column_stack([points, np.zeros(len(points))]))


def picture() -> SimpleNamespace:
    """The gradient on its contour, a dot on a line, two crossing lines, and numbers; with the claims about them."""
    uphill, contour = gradient_arrow(VIEW, AT), ContourThrough(VIEW, AT)
    along = arrow((0, 0), (2, 1))
    line, other, short = Line([-2, -1, 0], [4, 2, 0]), Line([0, 2, 0], [2, -3, 0]), Line([2, 0, 0], [2, 2, 0])
    dot = Dots([[3.0, 1.5, 0.0]])
    tall, wide = Line([5, 0, 0], [5, 2, 0]), Polylines([np.array([[0, 3, 0], [1, 3, 0], [1, 4, 0]])])
    number = Readout(VIEW, "f", 4.0)
    told = words(VIEW.theme, "so long: 1.50")
    size = lambda: float(np.linalg.norm(uphill.along))  # noqa: E731 # a measure is written like that
    proofs = {
        "orthogonal": claims.orthogonal(uphill, contour),
        "parallel": claims.parallel(along, line),
        "angle": claims.angle(along, uphill, 45.0, name="at least 45", comparison="at least"),
        "lies on": claims.lies_on(dot, line),
        "touches": claims.touches(short, line),
        "crosses": claims.crosses(line, other),
        "same length": claims.same_length(tall, wide),
        "at least": claims.at_least(size, 1.0, name="long", drawn=[uphill]),
        "at most": claims.at_most(lambda: float(dot.points[0, 0]), 3.0, name="left", drawn=[dot]),
        "reads": claims.reads(number, lambda: 2 * float(tall.get_length()), drawn=[tall]),
        "reads a text": claims.reads(told, size, drawn=[uphill]),
    }
    return SimpleNamespace(
        uphill=uphill, contour=contour, along=along, line=line, other=other, short=short, dot=dot, tall=tall, wide=wide,
        number=number, told=told, proofs=proofs,
    )  # fmt: skip


def test_a_true_picture_makes_every_claim_true() -> None:
    drawn = picture()
    drawn.proofs["angle"] = claims.angle(drawn.along, drawn.uphill, 20.0, name="at least 20", comparison="at least")
    assert {name for name, claim in drawn.proofs.items() if not take(claim).holds} == set()


@pytest.mark.parametrize(
    ("spoil", "false"),
    [
        (lambda d: d.contour.rotate(3 * DEGREES, about_point=d.uphill.tail), {"orthogonal"}),
        (lambda d: d.along.rotate(3 * DEGREES, axis=OUT), {"parallel"}),
        (lambda d: d.dot.shift(0.1 * UP), {"lies on"}),
        (lambda d: d.short.shift(-0.05 * RIGHT).put_start_and_end_on([2, 1.1, 0], [2, 2, 0]), {"touches"}),
        (lambda d: d.other.put_start_and_end_on([0, 2, 0], [1, 1, 0]), {"crosses"}),
        (lambda d: d.wide.scale(1.1), {"same length"}),
        (lambda d: d.dot.shift(0.4 * RIGHT + 0.2 * UP), {"at most"}),
        (lambda d: setattr(d.number, "value", 4.02), {"reads"}),
        (lambda d: setattr(d.told, "typst_code", d.told.typst_code.replace("1.50", "1.52")), {"reads a text"}),
        (lambda d: d.uphill.scale(0.5, about_point=d.uphill.tail), {"at least", "reads a text"}),
    ],
)
def test_a_wrong_picture_makes_its_claim_false(spoil: Callable[[SimpleNamespace], object], false: set[str]) -> None:
    drawn = picture()
    del drawn.proofs["angle"]
    spoil(drawn)
    assert {name for name, claim in drawn.proofs.items() if not take(claim).holds} == false


def broken_line(*corners: tuple[float, float]) -> VMobject:
    return VMobject().set_points_as_corners([(x, y, 0.0) for x, y in corners])


@pytest.mark.parametrize(
    ("other", "crosses"),
    [
        ([(0, -1), (0, 0), (0, 1)], True),  # in a corner of both
        ([(-1, -1), (0, 0), (1, 1)], True),
        ([(0.5, -1), (0.5, 1)], True),
        ([(-1, 1), (0, 0), (1, 1)], False),  # they touch in it
        ([(0, 1), (0, 0)], False),  # it ends on it
        ([(-1, 0.5), (1, 0.5)], False),
    ],
)
def test_lines_that_share_a_corner_cross_if_they_change_sides(other: list[tuple[float, float]], crosses: bool) -> None:
    line, other_line = broken_line((-1, 0), (0, 0), (1, 0)), broken_line(*other)
    for pair in ((line, other_line), (other_line, line)):
        assert take(claims.crosses(*pair)).holds == crosses


@pytest.mark.parametrize(
    ("comparison", "degrees", "holds"),
    [("equal", 30, True), ("equal", 40, False), ("at least", 20, True), ("at least", 40, False), ("at most", 40, True),
     ("at most", 20, False)],
)  # fmt: skip
def test_an_angle_is_equal_or_bounded(comparison: Comparison, degrees: float, holds: bool) -> None:
    first, second = arrow((0, 0), (1, 0)), arrow((0, 0), (np.cos(np.pi / 6), np.sin(np.pi / 6)))
    finding = take(claims.angle(first, second, degrees, name="so wide", comparison=comparison))
    assert (finding.holds, finding.found) == (holds, "30")
    assert finding.due == (f"{degrees}" if comparison == "equal" else f"{comparison} {degrees}")


def test_arrows_have_a_direction_and_lines_have_none() -> None:
    first, back, line = arrow((0, 0), (1, 0)), arrow((1, 1), (0, 1)), Line([1, 1, 0], [0, 1, 0])
    assert take(claims.angle(first, back, 180.0, name="opposite")).holds
    assert take(claims.angle(first, line, 0.0, name="along")).holds
    assert take(claims.parallel(first, back)).holds


@pytest.mark.parametrize("radius", [0.6, 2.0])
def test_curves_are_compared_where_they_meet(radius: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 201)
    circle = curve(radius * np.stack([np.cos(turn), np.sin(turn)], axis=1))
    spoke = Line([0.3, 0.3, 0], [2.1, 2.1, 0])
    assert take(claims.orthogonal(spoke, circle)).holds
    tangent = Line([radius, -1, 0], [radius, 1, 0])
    assert take(claims.parallel(circle, tangent)).holds
    assert not take(claims.orthogonal(circle, tangent)).holds


def test_arrows_of_space_and_dots_are_read_too() -> None:
    upright = SolidArrow([0, 0, 0], [0, 0, 2])
    assert take(claims.orthogonal(upright, Polylines([np.array([[-1, 0, 0], [1, 0, 0]])]))).holds
    assert take(claims.lies_on(Dot([0, 0, 1]), upright)).holds
    assert take(claims.same_length(upright, Line([0, 0, 0], [2, 0, 0]))).holds


def test_a_line_with_a_gap_is_not_there_in_the_gap() -> None:
    line = VMobject().start_new_path(np.array([-2.0, 0, 0])).add_points_as_corners([np.array([-1.0, 0, 0])])
    line.start_new_path(np.array([1.0, 0, 0])).add_points_as_corners([np.array([2.0, 0, 0])])
    assert take(claims.lies_on(Dot([1.5, 0, 0]), line)).holds
    assert not take(claims.lies_on(Dot([0.0, 0, 0]), line)).holds


def test_what_stays_is_compared_with_the_first_frame() -> None:
    square = Square()
    claim = claims.stays(square.get_x, name="it stays", drawn=[square], tolerance=0.01)
    assert take(claim, lambda: square.shift(UP)).holds
    claim = claims.stays(square.get_x, name="it stays", drawn=[square], tolerance=0.01)
    finding = take(claim, lambda: square.shift(RIGHT), lambda: square.shift(-RIGHT))
    assert (finding.holds, finding.expected, finding.measured) == (False, 0.0, 1.0)  # the worst, although it came back


def test_of_a_bound_the_worst_is_what_misses_it_most() -> None:
    square = Square()
    claim = claims.at_most(square.get_x, 0.5, name="left", drawn=[square], throughout=True)
    finding = take(claim, lambda: square.shift(2 * RIGHT), lambda: square.shift(-9 * RIGHT))
    assert (finding.holds, finding.measured, finding.due) == (False, 2.0, "at most 0.5")


def test_what_measured_nothing_says_so() -> None:
    empty, line = VMobject(), Line([0, 0, 0], [1, 0, 0])
    for claim in (claims.orthogonal(empty, line), claims.lies_on(empty, line), claims.crosses(empty, line)):
        finding = take(claim)
        assert (finding.holds, finding.found) == (False, "nothing")
    elsewhere = Measurement(claims.parallel(line, line.copy())).finding(Scene())
    assert (elsewhere.holds, elsewhere.found) == (False, "nothing")


@pytest.mark.parametrize(
    ("code", "number", "digit"),
    [("-2.50", -2.5, 0.01), ("f = 3 times 10^(-2)", 0.03, 0.01), ("9.5 times 10^3", 9500, 100)],
)
def test_a_number_is_read_off_a_formula(code: str, number: float, digit: float) -> None:
    assert claims.number_shown(formula(VIEW, code)) == pytest.approx((number, digit))


def test_a_dash_is_no_number_and_breaks_nothing() -> None:
    dash = Readout(VIEW, "f", np.nan)
    assert dash.text == "-"
    assert np.isnan(number_shown(dash)[0])
    assert np.isnan(number_in("undefined")).all()
    assert np.isnan(claims.last_digits(dash.text, dash.exponent, 1.0))
    assert not take(claims.reads(dash, 1.0)).holds
    assert not take(claims.reads(words(VIEW.theme, "none"), 1.0)).holds
