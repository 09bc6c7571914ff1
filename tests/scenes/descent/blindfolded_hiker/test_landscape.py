"""On the landscape: a ring lies on it, and hills occlude what lies behind them."""

import numpy as np
import pytest
from manim import DEGREES, OUT

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.layout import Box
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.theme import THEMES
from gradanim.stage.view import View
from scenes.descent.blindfolded_hiker.landscape import least_occluded_azimuth, occluded_share, ring_on_land

VIEW = View.fit(Field("0.2(x - 2)^2 + 0.5(y - sin(x))^2"), THEMES["night"], Box(-6, 2, -3, 3))


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(abs(claim.measure() - expected) <= claim.tolerance)


def test_a_ring_on_land_lies_around_its_place() -> None:
    land = SpaceView.over(VIEW.field, THEMES["night"])
    ring = ring_on_land(land, (1.0, -0.5))
    away = land.floor.where(ring.points) - (1.0, -0.5)
    assert np.hypot(*away.T) * land.scale[0] == pytest.approx(np.full(len(away), 0.17), rel=1e-2)
    assert holds(on_the_surface(land, ring))
    assert not holds(on_the_surface(land, ring.shift(0.3 * OUT)))


def test_a_ridge_hides_what_lies_behind_it_unless_one_looks_from_above() -> None:
    ridge = SpaceView.over(Field("exp(-4x^2)", Domain(-3, 3, -2, 2)), THEMES["night"])
    behind, before = [(-1.0, -1.0), (-1.0, 1.0)], [(1.0, -1.0), (1.0, 1.0)]
    assert occluded_share(ridge, behind, theta=0.0, phi=75 * DEGREES) == 1
    assert occluded_share(ridge, before, theta=0.0, phi=75 * DEGREES) == 0
    assert occluded_share(ridge, behind, theta=0.0, phi=5 * DEGREES) == 0
    assert 0.2 < occluded_share(ridge, [(-1.0, 0.0), (1.0, 0.0)], theta=0.0, phi=75 * DEGREES) < 0.6
    assert least_occluded_azimuth(ridge, behind, [0.0, 90 * DEGREES, 180 * DEGREES], phi=75 * DEGREES) == 90 * DEGREES
