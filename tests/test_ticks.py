"""The numbers of an axis: each stands for its place, and what they share goes to the name of the axis."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradanim.stage.plots import Ticks


@given(st.floats(-1e6, 1e6), st.floats(1e-9, 1e9), st.integers(1, 9))
def test_the_numbers_of_an_axis_stand_for_their_places(low: float, span: float, most: int) -> None:
    ticks = Ticks.over(low, low + span, most)
    if low + span == low or abs(low) > 1e9 * span:
        return
    assert len(ticks.values) >= 2
    assert len(ticks.texts) == len(ticks.values)
    assert ticks.base + ticks.unit * ticks.printed == pytest.approx(ticks.values, rel=1e-9, abs=1e-9 * span)
    assert (np.diff(ticks.values) > 0).all()


def test_a_power_of_ten_goes_to_the_name_of_the_axis() -> None:
    assert Ticks.over(0, 9e-9, 4).name("z") == "z slash 10^(-9)"
    assert Ticks.over(-1, 1, 4).name("z") == "z"
    assert Ticks.over(1e6, 1e6 + 1, 4).name("z").startswith("z - ")
