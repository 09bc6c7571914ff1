"""Interval arithmetic: no value and no derivative anywhere in a box is outside what it says."""

import numpy as np
import pytest

from gradanim import Field
from gradanim.calculus.intervals import bounds
from gradanim.fields.tape import pairs
from tests.zoo import ZOO

TEXTS = [
    *(specimen.text for specimen in ZOO),
    "tan(x y)", "sec(x) + csc(y)", "cot(x+y)", "arcsin(x/4)arccos(y/3)", "atan2(y, x)", "sinh(x)cosh(y)/3",
    "tanh(x y)", "sech(x)", "csch(y)", "coth(x)", "arsinh(x)arcosh(y+3)", "artanh(x/4)", "erf(x) + erfc(y)",
    "floor(2x) + y", "sign(x)y", "max(x, y)", "min(x^2, y)", "|x|^1.5 y", "cbrt(x) + y^(1/2)", "x^y", "2^(x y)",
    "x^-3 + y^-2", "where(x > y, x^2, y)", "mod(x, 0.7)", "log(x^2, 3)",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [1.0, 1e-3])
def test_a_box_holds_every_value_in_it(text, size):
    f = Field(text)
    rng = np.random.default_rng(7)
    low = rng.uniform([[-3.0], [-2.0]], [[3.0], [2.0]], (2, 60))
    high = low + size * rng.uniform(0.1, 1.0, low.shape)
    shares = rng.uniform(0, 1, (2, 40, 1))
    places = low[:, None] + shares * (high - low)[:, None]
    hessian = f.hessian(*places)
    values = [f(*places), *f.gradient(*places), *(hessian[i, j] for i, j in pairs(2))]
    for known, (least, most) in zip(values, bounds(f, low, high), strict=True):
        with np.errstate(invalid="ignore"):
            slack = 1e-12 * (1 + np.abs(known))  # f's own rounding: it is computed in floating point
            inside = (known >= least - slack) & (known <= most + slack)
        assert (inside | np.isnan(known)).all()


def test_small_boxes_are_bounded_sharply():
    f = Field("x^2 y - sin(x y) + exp(x)/3")
    (least, most), *_ = bounds(f, [[1.0], [0.5]], [[1.0 + 1e-6], [0.5 + 1e-6]])
    assert 0 < (most - least)[0] < 1e-5
    assert least[0] <= f(1, 0.5) <= most[0]


def test_where_nothing_is_defined_there_is_no_value():
    (least, most), *_ = bounds(Field("log(x) + y"), [[-2.0, 1.0], [0.0, 0.0]], [[-1.0, 2.0], [1.0, 1.0]])
    assert np.isnan(least[0])
    assert np.isfinite([least[1], most[1]]).all()
