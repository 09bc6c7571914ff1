"""Every scene about f(x, y, z) with every function: a true film that can be read, or the reason why there is none."""

from typing import Any

import pytest

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import catalogue
from gradanim.studio.film import rehearse
from tests.rooms import ROOMS
from tests.test_scenes import audit, insist_on_film, slow_clock
from tests.zoo import TWO_HILLS

__all__ = ["audit", "slow_clock"]  # fixtures

SCENES = [e.name for e in catalogue().entries if e.subject == "function of three"]
FAR_AROUND = Domain(*(-9, 9) * 3)
REFUSED = {"flat", "undefined"}
CASES: dict[str, dict[str, Any]] = {
    "nothing typed": {},
    "nothing typed, upright": {"shape": "9:16", "theme": "paper"},
    "a place": {"function": "x^2 + y*z", "at": (1.0, -2.0, 0.5), "shape": "4:3", "theme": "clear"},
    "a place far off": {"function": "(x - 1000)^2 + y*z", "at": (1001.0, 1.0, 1.0)},
    "captions beside the film": {"captions": "none", "function": "x*y*z"},
    "two variables, as cylinders": {"function": TWO_HILLS, "theme": "paper"},
    "a rectangle": {"function": "x*y + z", "domain": Domain(0, 4, 0, 2), "shape": "1:1"},
    "long numbers": {"function": "exp(x)/7 - y^3/pi + cos(z*x) + x*y*z/3 + 12345*z", "shape": "9:16"},
    **{room.name: {"function": room.text, "domain": room.block} for room in ROOMS},
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("name", CASES)
def test_any_function_of_space_makes_a_true_and_readable_film_or_is_refused(
    scene: str, name: str, audit: list[str]
) -> None:
    shot = Shot(scene, **{"quality": "l", **CASES[name]})
    insist_on_film(shot, audit, refused=name in REFUSED)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"at": (9.0, 9.0, 0.0), "domain": Domain.usual(3)}, r"\(9, 9, 0\) is outside .* --domain"),
        (
            {"at": (1.0, 3.0, 1.0), "domain": Domain.usual(3)},
            r"\(1, 3, 1\) lies at the border .* --domain -3:3,-1:5,-3:3",
        ),
        ({"function": "x^2 + y^2 + z^2", "at": (0.0, 0.0, 0.0)}, r"level at \(0, 0, 0\).* --at"),
        ({"function": "1/z", "at": (0.0, 1.0, 0.0)}, r"undefined at \(0, 1, 0\).* --at"),
        ({"domain": Domain(0, 100, 0, 1, 0, 1)}, r"100 times as long as thin.* --domain 47:53,0:1,0:1"),
        ({"function": "3"}, r"f\(x, y, z\) = 3 is flat .* --domain"),
        (
            {"function": "sqrt(1 - x^2 - y^2 - z^2)", "domain": FAR_AROUND},
            "too little of .* smaller --domain",
        ),
    ],
)
def test_what_makes_no_film_in_space_is_refused_with_the_cure(
    scene: str, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(Refusal, match=complaint):
        rehearse(Shot(scene, quality="l", **options))
