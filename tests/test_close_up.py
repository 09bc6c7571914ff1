"""Coming closer: a part of the plane so small that the landscape in it is a plane to the eye."""

import numpy as np
import pytest

from gradanim.calculus.close_up import close_up
from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from tests.zoo import Specimen, named, untagged

SLOPING = untagged("flat", "undefined")


def turning(f: Field, point: tuple[float, ...], part: Domain) -> float:
    """The largest angle, radians, between the gradient at the point and those on a fine grid around it."""
    gradients = f.gradient(*part.grid(41)).reshape(2, -1)
    angles = np.arctan2(gradients[1], gradients[0]) - np.arctan2(*f.gradient(*point)[::-1])
    return float(np.max(np.abs(np.angle(np.exp(1j * angles)))))


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_up_close_the_gradient_hardly_turns(specimen: Specimen) -> None:
    f = specimen.field
    place = default_point(f, None)
    assert place is not None
    part = close_up(f, place)
    assert turning(f, place, part) < 1.1 * 0.06  # checked there on a coarser grid


@pytest.mark.parametrize("turn", [0.01, 0.2, 0.5])
def test_the_turn_allowed_is_the_callers(turn: float) -> None:
    f, place = named("bowl").field, (1.0, 1.5)
    assert 0.2 * turn < turning(f, place, close_up(f, place, turn=turn)) <= 1.01 * turn


@pytest.mark.parametrize("specimen", SLOPING, ids=lambda s: s.name)
def test_the_part_surrounds_the_point_and_has_the_shape_of_the_domain(specimen: Specimen) -> None:
    f = specimen.field
    place = default_point(f, None)
    assert place is not None
    part = close_up(f, place)
    assert np.allclose(part.centre, place, rtol=1e-12)
    assert part.width / part.height == pytest.approx(f.domain.width / f.domain.height, rel=1e-6)
    assert part.width <= f.domain.width / 10 * (1 + 1e-9)


def test_a_plane_is_as_flat_at_a_tenth_as_anywhere() -> None:
    f = named("tilted plane").field
    assert close_up(f, (1.0, 1.0)).width == pytest.approx(f.domain.width / 10)


def test_the_border_of_a_hole_is_kept_out() -> None:
    f = Field("sqrt(x) + y")
    part = close_up(f, (0.02, 0.0))
    assert part.x0 > 0
    assert np.isfinite(f(*part.grid(30))).all()


@pytest.mark.parametrize("size", ["1e-200", "1e200"])
def test_the_size_of_heights_does_not_matter(size: str) -> None:
    usual = close_up(Field("x^2 + y^2"), (1.0, 1.5))
    other = close_up(Field(f"{size}*(x^2 + y^2)"), (1.0, 1.5))
    assert (other.x0, other.y1) == pytest.approx((usual.x0, usual.y1))
