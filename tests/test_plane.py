"""The frame of a picture: ticks at round numbers, labels that tell them apart, names that say what was taken off."""

import numpy as np
import pytest

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.plots import labels, less, round_numbers


def evaluated(source: str) -> float:
    """The value of a number written in Typst's notation, by Python."""
    return float(eval(source.replace("times", "*").replace("^", "**").replace("\N{MINUS SIGN}", "-")))


@pytest.mark.parametrize("most", [2, 5, 9])
@pytest.mark.parametrize(("low", "high"), [(-3, 3), (0, 1e-6), (-0.35, 7.2), (999_999, 1_000_001), (1e20, 3e20)])
def test_ticks_stand_inside_at_even_round_numbers_and_not_too_many(low: float, high: float, most: int) -> None:
    ticks = round_numbers(low, high, most)
    steps = np.diff(ticks)
    assert 1 <= len(ticks) <= most + 1
    assert np.allclose(steps, steps[:1])
    assert (ticks >= low - 1e-9 * (high - low)).all()
    assert (ticks <= high + 1e-9 * (high - low)).all()
    if len(steps):
        mantissa = steps[0] / 10 ** np.floor(np.log10(steps[0]) + 1e-9)
        assert np.isclose(mantissa, [1, 2, 5]).any()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([-2, -1, 0, 1, 2], ["-2", "-1", "0", "1", "2"]),
        ([-0.5, 0, 0.5], ["-0.5", "0", "0.5"]),
        ([0.05, 0.1, 0.15], ["0.05", "0.10", "0.15"]),
        ([3], ["3"]),
        (round_numbers(-0.3, 0.3, 2), ["0"]),
        ([], []),
    ],
)
def test_labels_have_just_the_decimals_they_need(values: list[float], expected: list[str]) -> None:
    assert labels(np.array(values, float)) == expected


@pytest.mark.parametrize("values", [[1e-7, 2e-7, 3e-7], [2e8, 4e8], [1000.0, 1000.5], [0.1, 0.2, 0.3]])
def test_labels_say_the_values_and_differ(values: list[float]) -> None:
    sources = labels(np.array(values))
    assert len(set(sources)) == len(values)
    assert [evaluated(source) for source in sources] == pytest.approx(values, rel=1e-3)


@pytest.mark.parametrize("base", [1e6, 1000500.0, -2e7, 123456.0, 1e15, 0.125, -1000.25])
def test_what_is_taken_off_is_said_exactly(base: float) -> None:
    assert evaluated(f"0{less(base)}") == -base


def test_nothing_taken_off_is_not_mentioned() -> None:
    assert less(0.0) == ""


@pytest.mark.parametrize(
    "domain", [Domain(), Domain(1e6, 1e6 + 3, -1, 1), Domain(-1e7, -1e7 + 20, 5e6, 5e6 + 15)], ids=str
)
def test_nothing_written_along_the_frame_overlaps_or_reaches_far_out(domain: Domain) -> None:
    box = Box(-6, 2, -3, 3)
    view = View.fit(Field("x + y", domain), THEMES["night"], box)
    frame = PlaneFrame(view)
    assert box.inset(left=-0.8, right=-0.4, bottom=-0.5, top=-0.5).holds(frame)
    written = [part for part in frame if hasattr(part, "typst_code")]
    assert len(written) >= 5
    for k, one in enumerate(written):
        for other in written[k + 1 :]:
            apart = np.abs(one.get_center() - other.get_center())[:2]
            together = np.array([one.width + other.width, one.height + other.height]) / 2
            assert (apart > together - 0.01).any(), f"{one.typst_code} lies on {other.typst_code}"
