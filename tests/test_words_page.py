"""The page of the stage's words says what the code says, and shows a picture of each general word that draws."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import Mobject
from PIL import Image

import gradanim
from docs.words.doors import Word, mathematics, rooms
from docs.words.examples import ALONE, EXAMPLES
from docs.words.page import PAGE, page
from docs.words.pictures import (
    FOLDER,
    InTheRoom,
    OnTheHill,
    OnTheMap,
    drawn,
    file_of,
    is_pictured,
    lacks_example,
    looks_like,
    picture_of,
    place_of,
    set_up,
)
from docs.words.signatures import call, first_sentence

WORDS = {word.key: word for _, words in rooms().values() for word in words}
AGAIN = "run `python -m docs.words`, and commit what it makes"


def test_the_page_is_up_to_date() -> None:
    is_up_to_date = page() == PAGE.read_text(encoding="utf-8")  # apart, since nobody wants to read all of it here
    assert is_up_to_date, f"docs/words.md is behind the code: {AGAIN}"


@pytest.mark.parametrize("name", ["gradient_flow", "level_curve_through", "nice_levels", "directional_derivative"])
def test_the_mathematics_of_the_package_is_on_the_page(name: str) -> None:
    assert name in gradanim.__all__
    assert f"- **`{name}(" in page()


def test_every_name_of_the_package_says_what_it_is() -> None:
    assert [word.name for word in mathematics()] == sorted(gradanim.__all__, key=str.casefold)
    assert not [word.name for word in mathematics() if not word.sentence.endswith((".", ":", "?"))]


def test_every_word_that_draws_has_an_example() -> None:
    lacking = [word for word in WORDS.values() if lacks_example(word)]
    advice = [f'    "{w.key}": lambda view, at: {w.key}({", ".join(w.parameters)}),' for w in lacking]
    assert not lacking, "\n".join(["add to EXAMPLES in docs/words/examples.py how to draw:", *advice])


@pytest.mark.parametrize("place", [OnTheMap, OnTheHill, InTheRoom])
def test_every_word_that_draws_can_be_drawn_as_its_example_says(place: type[Any]) -> None:
    words = [w for w in WORDS.values() if is_pictured(w) and not lacks_example(w) and place_of(w) is place]
    troubles = []
    with set_up(place) as scene:
        for word in words:
            try:
                assert all(isinstance(mobject, Mobject) for mobject in drawn(word, scene.view, scene.at))
            except Exception as why:
                troubles.append(f"mend {word.key} in docs/words/examples.py: {type(why).__name__}: {why}")
    assert words
    assert not troubles, "\n".join(troubles)


def test_every_word_that_draws_has_a_picture() -> None:
    wanted = {file_of(word).name for word in WORDS.values() if is_pictured(word)}
    there = {file.name for file in FOLDER.iterdir()}
    assert there == wanted, f"too few or too many pictures: {AGAIN}"


def test_every_example_is_of_a_word() -> None:
    assert {*EXAMPLES, *ALONE} <= WORDS.keys(), "remove from docs/words/examples.py what is no word any more"


def test_the_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 1.5e6


def test_a_word_that_asks_for_more_than_a_point_and_has_no_example_is_found() -> None:
    package, _ = rooms()["marks"]
    unknown = Word("marks", "unheard_of", WORDS["marks.trail"].thing, package)
    assert lacks_example(unknown)
    assert not lacks_example(WORDS["marks.trail"])
    assert not lacks_example(WORDS["marks.gradient_arrow"])


def test_a_picture_shows_the_word_in_its_colour() -> None:
    image = picture_of(WORDS["marks.gradient_arrow"])
    with set_up(OnTheMap) as scene:
        gradient = [int(scene.theme.gradient[k : k + 2], 16) for k in (1, 3, 5)]
    seen = np.abs(np.asarray(image, float) - gradient).max(axis=2) < 20
    assert 100 < seen.sum() < 0.05 * seen.size


def test_a_picture_that_looks_as_before_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "grey.webp"
    assert not looks_like(Image.new("RGB", (8, 8), "#808080"), file)
    Image.new("RGB", (8, 8), "#808080").save(file, lossless=True)
    assert looks_like(Image.new("RGB", (8, 8), "#808080"), file)
    assert not looks_like(Image.new("RGB", (8, 8), "#888888"), file)


def sample(
    view: float, at: tuple[float, ...], *rest: int, size: float = 0.5, text: str | None = None, **how: int
) -> None:
    """Draws nothing, e.g. here. It has a second sentence.

    And a second paragraph.
    """


def test_a_call_is_written_as_people_write_it() -> None:
    said = "sample(view: number, at: tuple[number, ...], *rest, size=0.5, text: str = None, **how)"
    assert call("sample", sample) == said
    assert first_sentence(sample.__doc__ or "") == "Draws nothing, e.g. here."


@pytest.mark.parametrize("room", [room for room in rooms() if room])
def test_every_room_says_what_it_holds(room: str) -> None:
    package, words = rooms()[room]
    assert first_sentence(package.__doc__ or "").endswith(".")
    assert not [word.key for word in words if not word.sentence]
