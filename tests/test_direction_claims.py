"""The claims about the legs of a gradient: true of a true picture, false as soon as something is wrong."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, PI, RIGHT, UP

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import is_gradient
from gradanim.stage.layout import Box
from gradanim.stage.marks.arrows import gradient_arrow
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.theme import THEMES
from gradanim.stage.view import View
from scenes.partials.gradient_bundle import (
    leg,
    leg_is_partial,
    legs_make_arrow,
    length_is_steepest,
)

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
