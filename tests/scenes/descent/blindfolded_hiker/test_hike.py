"""A walk downhill by feel: it obeys its rule, and says what became of it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point
from gradanim.fields.typed import Field
from scenes.descent.blindfolded_hiker.hike import Hike, hike
from tests.zoo import Specimen, untagged

BENT = Field("0.3(x - 1)^2 + 0.5(y - 1 + 0.25x^2)^2")
sloping = pytest.mark.parametrize(
    "specimen", [s for s in untagged("flat", "undefined") if s.name not in ("narrow", "tall")], ids=lambda s: s.name
)


def everywhere(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.stack([x, y, 0 * x], axis=-1)


def walked(f: Field, start: tuple[float, float] = (-2.0, -1.0)) -> Hike:
    found = hike(f, start, everywhere)
    assert found is not None
    return found


def test_the_bent_bowl_is_gone_down_in_a_few_steps_to_near_its_bottom() -> None:
    walk = walked(BENT)
    assert (len(walk.lengths), walk.rate, walk.tolerance, walk.ended) == (29, 0.2, 0.08, "valley")
    assert walk.valley == pytest.approx((1, 0.75))
    assert walk.slopes[-1] < walk.tolerance <= walk.slopes[:-1].min()


@sloping
def test_every_step_is_minus_the_rate_times_the_gradient(specimen: Specimen) -> None:
    start = default_point(specimen.field)
    assert start is not None
    walk = hike(specimen.field, start, everywhere)
    if walk is None:
        return
    rounding = 1e-9 * specimen.field.domain.diagonal
    assert_allclose(np.diff(walk.stops, axis=0), -walk.rate * walk.gradients[:-1], rtol=1e-9, atol=rounding)
    assert_allclose(walk.lengths, walk.rate * walk.slopes[:-1], rtol=1e-6, atol=1e-9)
    if walk.valley is not None:
        d = specimen.field.domain
        assert walk.ended == "valley"
        assert np.hypot(*specimen.field.gradient(*walk.valley)) < 1e-3 * walk.tolerance
        assert np.hypot(*(walk.stops[-1] - walk.valley)) < 0.07 * d.diagonal


@pytest.mark.parametrize(
    ("text", "ended"),
    [("x^2", "flat"), ("x + y", "left domain"), ("abs(x) + abs(y)", "oscillating"), ("x^2 + 2y^2", "valley")],
)
def test_what_became_of_it(text: str, ended: str) -> None:
    assert walked(Field(text)).ended == ended


def test_it_is_told_as_far_as_it_is_seen() -> None:
    whole = walked(BENT)
    part = hike(BENT, (-2.0, -1.0), lambda x, y: np.where(BENT(x, y) > 1.0, [x, y, x], np.nan).T)
    assert part is not None
    assert part.ended == "below the picture"
    assert_allclose(part.stops, whole.stops[: len(part.stops)])
    assert BENT(*whole.stops[len(part.stops)]) <= 1.0
    assert hike(BENT, (-2.0, -1.0), lambda x, y: np.where(x == -2.0, [x, y, x], np.nan).T) is None
    assert hike(Field("x", Domain(-3, 3, -2, 2)), (-3.0, 0.0), everywhere) is None
