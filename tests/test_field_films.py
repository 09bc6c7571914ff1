"""Every film about a vector field with every kind of field: it tells its story and proves it, or says why not.

A run gives each film a few of them; `pytest --whole-zoo tests/test_field_films.py` gives all of them to all.
"""

from typing import Any

import pytest

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.records.shot import Shot
from gradanim.stage import audit
from gradanim.stage.storyboard import Storyboard
from gradanim.studio import film
from gradanim.studio.catalogue import catalogue
from gradanim.studio.film import rehearse
from tests.audit import too_pale
from tests.field_zoo import FIELDS, REFUSED
from tests.test_scenes import RATE, false, insist_on_form
from tests.turns import in_turns

FILMS = [e.name for e in catalogue().entries if e.subject == "vector field"]
OPTIONS: dict[str, dict[str, Any]] = {
    "nothing typed": {},
    "nothing typed, upright": {"shape": "9:16", "theme": "paper"},
    "captions beside the film": {"captions": "none", "field": "sin(y), cos(x)", "theme": "clear"},
    "the gradient of a function": {"function": "sin(x)*cos(y) + x/4", "shape": "4:3"},
    "a place": {"field": "x*y, x - y", "at": (1.0, 0.5), "shape": "1:1"},
    "a place at the usual border": {"field": "-y, x", "at": (3.0, 2.0)},
    "a wide domain": {"field": "y, x", "domain": Domain(-6, 6, -1, 1)},
}
CASES = OPTIONS | {s.name: {"field": s.text, "domain": s.domain} for s in FIELDS}
NO_STORY = {"ConservativeField": frozenset({"large wind"})}  # specimens about which single films have no story
TROUBLES = ("shear", "1/r source", "floor", "zero")
TURNS = (
    (["nothing typed"], 1),
    ([name for name in OPTIONS if name != "nothing typed"], 2),
    (TROUBLES, 2),
    ([name for name in CASES if name not in (*OPTIONS, *TROUBLES)], 10),
)


@pytest.fixture(autouse=True)
def slow_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few frames, as in `tests/test_scenes.py`."""
    monkeypatch.setattr(film, "REHEARSAL_RATE", RATE)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is wrong with the picture at the end of each beat."""
    found: list[str] = []

    def look(scene: Any, number: int) -> None:
        wrong = [*audit.complaints(scene), *too_pale(scene, audit.seen_texts(scene, scene.mobjects))]
        found.extend(f"beat {number}: {complaint}" for complaint in wrong)

    monkeypatch.setattr(Storyboard, "_keep_still", look)
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    in_turns(metafunc, FILMS, TURNS)


def test_any_field_makes_a_true_and_readable_film_or_is_refused(scene: str, name: str, seen: list[str]) -> None:
    shot = Shot(scene, quality="l", **CASES[name])
    if name in REFUSED | NO_STORY.get(scene, frozenset()):
        with pytest.raises(Refusal, match="--domain"):
            rehearse(shot)
        return
    beats = rehearse(shot)
    assert false(beats) == []
    insist_on_form(scene, beats)
    assert seen == [], "\n".join([f"{scene} has pictures with faults:", *seen])


@pytest.mark.parametrize("scene", FILMS)
@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"at": (9.0, 9.0), "domain": Domain()}, r"\(9, 9\) is outside .* --domain"),
        ({"field": "1/x, y", "at": (0.0, 1.0)}, r"undefined at \(0, 1\).* --at"),
        ({"field": "floor(x), y", "at": (1.0, 1.0)}, r"jumps.* \(1, 1\).* --at"),
        ({"domain": Domain(0, 100, 0, 1)}, r"strip.* --domain 47:53,0:1"),
    ],
)
def test_what_makes_no_film_is_refused_with_the_cure(scene: str, options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        rehearse(Shot(scene, quality="l", **options))


@pytest.mark.parametrize("specimen", [s for s in FIELDS if s.at is not None], ids=lambda s: s.name)
def test_the_zoo_is_what_it_says(specimen: Any) -> None:
    assert specimen.field.divergence_at(*specimen.at) == pytest.approx(specimen.divergence, abs=1e-9)
    assert specimen.field.curl_at(*specimen.at) == pytest.approx(specimen.curl, abs=1e-9)
