"""TangentPlane: the gap it marks is the widest one, and its claims are false as soon as the picture is."""

from types import SimpleNamespace

import numpy as np
import pytest
from manim import OUT, RIGHT

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout
from scenes.theorems.tangent_plane import Gap, Measure, readable

PLACES = {
    "2.5exp(-(x^2 + 2y^2)/6)": (-1.2, -1.0),
    "x^2 - y^2 + x/2": (0.5, 0.5),
    "log(x^2 + y^2) + y": (1.0, 0.5),
}


def drawn(text: str) -> SimpleNamespace:
    field, at = Field(text), PLACES[text]
    slope = float(np.hypot(*field.gradient(*at)))
    view = SpaceView.over(field, THEMES["night"]).to_scale()
    gap = Gap(view, at)
    measure = Measure(gap, view, at)
    share = Readout(view, '"gap"', gap, scale=max(slope, 1.0))
    gap.redraw()
    measure.redraw()
    claims = {"gap": gap.is_read(share, slope), "marked": measure.is_read(share, slope)}
    return SimpleNamespace(gap=gap, measure=measure, share=share, claims=claims)


def failing(made: SimpleNamespace) -> set[str]:
    def holds(claim: Claim) -> bool:
        expected = claim.expected() if callable(claim.expected) else claim.expected
        return abs(claim.measure() - expected) <= claim.tolerance

    return {name for name, claim in made.claims.items() if not holds(claim)}


@pytest.mark.parametrize("text", PLACES)
def test_the_marked_gap_is_the_one_that_is_read(text: str) -> None:
    assert failing(drawn(text)) == set()


def test_a_wrong_mark_or_number_is_found_out() -> None:
    longer, aside, misread = (drawn("2.5exp(-(x^2 + 2y^2)/6)") for _ in range(3))
    longer.measure.points[1] += 0.3 * OUT * np.sign(longer.measure.points[1] - longer.measure.points[0])[2]
    aside.measure.points[2] += 0.5 * RIGHT
    misread.share.value = 1.3 * misread.gap()
    assert failing(longer) == failing(aside) == {"marked"}
    assert failing(misread) == {"gap", "marked"}


def test_slopes_are_told_in_two_decimals_where_that_tells_them() -> None:
    view = SpaceView.over(Field("x^2 - y^2 + x/2"), THEMES["night"])
    assert Readout(view, "f", 0.676, scale=readable(view, 1.3)).text == "0.68"
