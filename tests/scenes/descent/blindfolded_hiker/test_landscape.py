"""A ring on the landscape lies on it, around its place."""

import numpy as np
import pytest
from manim import OUT

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.space.landscape import SpaceView
from scenes.descent.blindfolded_hiker.fog import ring_on_land

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
