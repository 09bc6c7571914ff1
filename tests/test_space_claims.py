"""The claim about what lies on a surface: true of a true picture, false as soon as it does not."""

import numpy as np
import pytest
from manim import OUT, RIGHT

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.landscape import SpaceView


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
