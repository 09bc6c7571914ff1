"""LagrangeMultipliers: true and readable for any two functions, or refused with the reason; false if it is spoiled."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from manim import LEFT, RIGHT

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.records.shot import Shot
from gradanim.stage import maps, marks, typeset
from gradanim.studio.film import rehearse
from tests.test_scenes import audit, false, insist_on_form, slow_clock

__all__ = ["audit", "slow_clock"]  # fixtures

NAME = "LagrangeMultipliers"
CIRCLE, ELLIPSE, HYPERBOLA, LINE = "x^2 + y^2 = 1", "x^2 + 4y^2 = 4", "x^2 - y^2 = 1", "x + y = 1"
TRUE: dict[str, dict[str, Any]] = {
    "nothing typed, upright": {"shape": "9:16", "theme": "paper"},
    "linear fence": {"function": "-x^2 - 2y^2", "constraint": LINE, "theme": "clear"},
    "saddle": {"function": "x^2 - y^2", "constraint": CIRCLE, "shape": "1:1"},
    "kinked elsewhere": {"function": "abs(x) + abs(y)", "constraint": ELLIPSE},
    "two pieces": {"function": "-x^2 - y^2 + x/4", "constraint": HYPERBOLA},
    "free maximum, upright": {"function": "-(x - 1)^2 - y^2", "constraint": CIRCLE, "shape": "9:16"},
    "two sides that vary": {"function": "y - x^2", "constraint": "y = 1 - 3x^2 + x", "captions": "none"},
    "huge": {"function": "1e9*x*y", "constraint": ELLIPSE},
    "tiny": {"function": "1e-9*x*y", "constraint": "1e6*x^2 + 4e6*y^2 = 4e6"},
    "astronomic": {"function": "1e200*(x^2 + y)", "constraint": CIRCLE},
    "high plateau": {"function": "1e6 + x", "constraint": CIRCLE, "shape": "4:3"},
    "far off": {
        "function": "(x - 1000)*(y - 1000)",
        "constraint": "(x - 1000)^2 + 4(y - 1000)^2 = 4",
        "domain": Domain(997, 1003, 998, 1002),
    },
    "long": {"function": "exp(x)/7 - y^3/pi + cos(x)*x*y/3 + 12345*y", "constraint": ELLIPSE, "shape": "9:16"},
    "pole off the fence": {"function": "1/(x^2 + y^2)", "constraint": ELLIPSE},
    "hole": {"function": "sqrt(1 - x^2 - y^2)", "constraint": "x + y = 1/2"},
}
REFUSED = [
    ({"constraint": "x^2 + y^2 = 100"}, r"has no curve in \[-4.2\d+, 4.2\d+\] x \[-2, 2\]: give a larger --domain"),
    ({"constraint": "x^2 + y^2 = 0"}, r"has no curve in .* or another --constraint"),
    ({"constraint": "x*y = 0"}, r"no direction at \(0, 0\), where the gradient of g is zero.* --constraint"),
    ({"function": "-x", "constraint": "y^2 = x^3"}, r"gradient of g is zero.* --constraint"),
    ({"function": "x", "constraint": LINE}, r"is largest at \(3, -2\), where the curve leaves .* --domain"),
    ({"function": "x", "constraint": HYPERBOLA}, r"where the curve leaves the picture .* --domain"),
    ({"function": "x^2 + y^2", "constraint": CIRCLE}, r"constant along x\^2 \+ y\^2 = 1.* --constraint"),
    ({"function": "-abs(x) - abs(y)", "constraint": CIRCLE}, r"near \(-?(0.99|1).*\), where f or the curve has a kink"),
    ({"function": "x + y/8", "constraint": "abs(x) + abs(y) = 1"}, r"near \((0.99|1).*\), .* kink.* --constraint"),
    ({"function": "atan(y/x)", "constraint": CIRCLE}, r"a kink, a jump or a pole.* --domain"),
    ({"function": "1/(x - y)", "constraint": CIRCLE}, r"a kink, a jump or a pole.* --domain"),
    ({"function": "log(x - 2)", "constraint": CIRCLE}, r"undefined all along .* --domain"),
    ({"function": "x", "constraint": "x^2 + y^2 = 1/1000"}, r"too small .* smaller --domain around"),
]


@pytest.mark.parametrize("name", TRUE)
def test_two_functions_make_a_true_and_readable_film(name: str, audit: list[str]) -> None:
    beats = rehearse(Shot(NAME, **{"quality": "l", **TRUE[name]}))
    assert false(beats) == []
    insist_on_form("LagrangeMultipliers", beats)
    assert audit == []


def test_the_default_film_lasts_about_forty_seconds_and_tells_lambda(audit: list[str]) -> None:
    beats = rehearse(Shot(NAME, quality="l"))
    assert (false(beats), audit) == ([], [])
    insist_on_form("LagrangeMultipliers", beats)
    assert 30 <= beats[-1].end <= 50
    ratio = next(found for found in beats[-2].findings if "ratio" in found.name)
    assert ratio.measured == 2  # of 8 x y on x^2 + 4y^2 = 4
    assert ratio.expected == pytest.approx(2, rel=1e-6)


def test_where_the_ground_is_level_no_contour_touches_and_lambda_is_zero(audit: list[str]) -> None:
    beats = rehearse(Shot(NAME, quality="l", function="-(x - 1)^2 - y^2", constraint=CIRCLE))
    assert (false(beats), audit) == ([], [])
    said = " ".join(beat.caption for beat in beats)
    assert "level" in said
    assert "touches" not in said
    assert abs(beats[-1].findings[-1].measured) < 1e-12


@pytest.mark.parametrize(("options", "complaint"), REFUSED)
def test_where_there_is_no_such_place_it_is_refused_with_the_cure(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint) as refused:
        rehearse(Shot(NAME, quality="l", **options))
    assert "\n" not in str(refused.value)


def aside(cls: Any, amount: Any) -> Callable[[pytest.MonkeyPatch], None]:
    """Draw all mobjects of a kind a little aside."""

    def spoil(patch: pytest.MonkeyPatch) -> None:
        redraw = cls.redraw

        def badly(mobject: Any) -> None:
            mobject._drawn = None
            redraw(mobject)
            mobject.points = mobject.points + amount

        patch.setattr(cls, "redraw", badly)

    return spoil


def other_fence(patch: pytest.MonkeyPatch) -> None:
    trail = marks.trail
    patch.setattr(marks, "trail", lambda view, line: trail(view, np.asarray(line) * [1.15, 1.0]))


def backwards(patch: pytest.MonkeyPatch) -> None:
    along = marks.Walker.follow
    patch.setattr(marks.Walker, "follow", lambda walker, line, **o: along(walker, line[: len(line) // 2], **o))


TILT = np.array([[np.cos(0.1), -np.sin(0.1)], [np.sin(0.1), np.cos(0.1)]])


def turned(patch: pytest.MonkeyPatch) -> None:
    arrow = marks.plane_arrow
    patch.setattr(
        marks, "plane_arrow", lambda view, at, v, role, **o: arrow(view, at, lambda x, y: TILT @ v(x, y), role, **o)
    )


def turned_gradient_of_g(patch: pytest.MonkeyPatch) -> None:
    arrow, plane_arrow = marks.gradient_arrow, marks.plane_arrow

    def badly(view: Any, at: Any, **options: Any) -> Any:
        if "width" not in options:
            return arrow(view, at, **options)
        return plane_arrow(view, at, lambda x, y: TILT @ view.field.gradient(x, y), "gradient", **options)

    patch.setattr(marks, "gradient_arrow", badly)


def wrong_number(patch: pytest.MonkeyPatch) -> None:
    readout = typeset.Readout

    def badly(view: Any, label: str, value: Any, **options: Any) -> typeset.Readout:
        return readout(view, label, 1.5 * value if label == "lambda" else value, **options)

    patch.setattr(typeset, "Readout", badly)


@pytest.mark.parametrize(
    ("spoil", "lies"),
    [
        (aside(marks.Marker, 0.1 * RIGHT), {"the walker stays on the fence"}),
        (aside(maps.ContourThrough, 1.5 * LEFT), {"the gradient is orthogonal to the contour"}),
        (other_fence, {"g has that value all along the fence", "the walker stays on the fence"}),
        (backwards, {"no place of the fence is higher"}),
        (wrong_number, {"the number is the ratio of both gradients"}),
        (turned, {"the component runs along the fence"}),
        (turned_gradient_of_g, {"the gradient of g is orthogonal to the fence", "both gradients lie on one line"}),
    ],
)
def test_a_spoiled_picture_makes_its_claims_false(
    spoil: Callable[[pytest.MonkeyPatch], None], lies: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch)
    told = {
        finding.name for beat in rehearse(Shot(NAME, quality="l")) for finding in beat.findings if not finding.holds
    }
    assert lies <= told
