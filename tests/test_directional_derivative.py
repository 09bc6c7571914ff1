"""DirectionalDerivative says what happened: up, down, level, straight along the gradient or against it."""

import pytest

from gradanim.errors import Refusal
from gradanim.records.shot import Shot
from gradanim.studio import film
from gradanim.studio.film import rehearse


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few frames: it is the sentences that are looked at."""
    monkeypatch.setattr(film, "REHEARSAL_RATE", 3)


def captions(direction: tuple[float, float]) -> str:
    return " ".join(beat.caption for beat in rehearse(Shot("DirectionalDerivative", quality="l", direction=direction)))


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ((2.0, 3.0), ["v = (2, 3)", "a number: 164.", "twice as much, 328", "√13", "Dᵤf: 45.49", "the shadow of"]),
        ((-24.0 / 5, 1.0), ["a number: 0.", "gain no height", "nothing either", "square to u"]),
        ((0.0, -1.0), ["a number: −48.", "lose that much height: 48", "u is v itself", "Dᵤf: −48", "negative"]),
        ((1.0, 4.8), ["Dᵤf: 49.03", "along the gradient"]),
        ((-1.0, -4.8), ["Dᵤf: −49.03", "against the gradient"]),
    ],
)
def test_the_story_of_a_direction_says_what_happened(direction: tuple[float, float], said: list[str]) -> None:
    told = captions(direction)
    for words in said:
        assert words in told


@pytest.mark.parametrize("direction", [(100.0, 0.0), (0.0, -0.01)])
def test_a_vector_that_hides_the_unit_vector_is_refused_with_the_cure(direction: tuple[float, float]) -> None:
    with pytest.raises(Refusal, match=r"could not be seen.* --direction"):
        captions(direction)
