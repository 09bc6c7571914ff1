"""A small picture of each word of the stage that draws: on a fixed little map, on a landscape, or in a room."""

import ast
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from manim import MathTypst, Mobject, Typst, tempconfig
from PIL import Image

from docs.words import examples
from docs.words.doors import Word, rooms
from docs.words.examples import ALONE, EXAMPLES
from docs.words.signatures import annotations
from gradanim import Domain
from gradanim.stage import PlaneScene, RoomScene, SpaceScene, View, maps, space, typeset

FOLDER = Path(__file__).parent / "pictures"
PICTURED = {"plots", "maps", "marks", "space"}  # rooms in which every word that draws has its picture
ON = {"marks", "space"}  # rooms whose words stand on a map or on a landscape; the others draw one, or stand beside it
TEXTS = (Typst, MathTypst, typeset.Readout)
SIZE = (320, 180)  # pixels
SEEN = 0.5  # of 255, on average: a picture that has changed by less is left as it is
GIVEN = ({"view"}, {"view", "at"}, {"view", "start"})  # what a word may ask for without an example


class OnTheMap(PlaneScene):
    """Two hills, seen from above."""

    composition = "beside"
    f = "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)"
    domain = Domain(-3, 3, -1.5, 1.5)
    start = (0.1, -0.7)
    tall = 4.2  # scene units that the picture measures: with fewer than a film's, letters can be read in it

    def make_view(self) -> View:
        """The map fills the picture."""
        room = self.layout.frame.inset(left=0.55, right=0.35, bottom=0.45, top=0.35)
        return View.fit(self.field, self.theme, room).fit_arrow_at(self.at, longest=1.3)

    def behind(self) -> list[Mobject]:
        """What the word is drawn on."""
        contours = maps.ContourMap(self.view)
        return [contours.ground(), contours]


class OnTheHill(SpaceScene):
    """Two hills, as a landscape."""

    f = OnTheMap.f
    domain = Domain(-2.4, 2.4, -1.8, 1.8)
    start = OnTheMap.start
    tall = 6.0

    def setup(self) -> None:
        """As in a film, but with the landscape in the middle of the picture."""
        super().setup()
        self.view = self.view.fit_arrow_at(self.at, longest=1.3)
        self.camera.aside = np.zeros(3)
        self.camera.set_zoom(1.0)

    def behind(self) -> list[Mobject]:
        """What the word is drawn on."""
        return [space.surface(self.view)]


class InTheRoom(RoomScene):
    """Level surfaces of a function of three variables."""

    tall = 6.0

    def setup(self) -> None:
        """As in a film, but with the box in the middle of the picture."""
        super().setup()
        self.camera.aside = np.zeros(3)
        self.camera.set_zoom(0.8)

    def behind(self) -> list[Mobject]:
        """Nothing: a level surface would hide the word."""
        return []


def is_pictured(word: Word) -> bool:
    """Whether the page has a picture of it."""
    return word.draws and (word.room in PICTURED or word.key in EXAMPLES)


def lacks_example(word: Word) -> bool:
    """Whether nobody has said how to draw it, and it asks for more than a view and a point."""
    return is_pictured(word) and word.key not in EXAMPLES and set(word.parameters) not in GIVEN


@contextmanager
def set_up(scene_class: type[Any]) -> Iterator[Any]:
    """A scene of the size of a picture, with its view, its place to stand and its camera."""
    settings = {"pixel_width": SIZE[0], "pixel_height": SIZE[1], "frame_height": scene_class.tall, "dry_run": True}
    with TemporaryDirectory() as folder, tempconfig(settings | {"media_dir": folder, "verbosity": "ERROR"}):
        scene = scene_class()
        scene.setup()
        yield scene


def picture_of(word: Word) -> Image.Image:
    """Paint the word."""
    with set_up(place_of(word)) as scene:
        made = drawn(word, scene.view, scene.at)
        if isinstance(made[-1], TEXTS):
            line = made[-1].move_to(scene.layout.frame.centre)
            scene.fixed_in_frame(line.scale(min(1.0, 0.9 * scene.layout.frame.width / line.width)))
            scene.add(line)
        else:
            if hasattr(scene, "show_upright"):
                scene.show_upright(*(text for mobject in made for text in getattr(mobject, "texts", ())))
            scene.add(*scene.behind() if word.room in ON and word.key not in ALONE else (), *made)
        scene.renderer.update_frame(scene)
        return scene.camera.get_image().convert("RGB")


def place_of(word: Word) -> type[Any]:
    """Where it is drawn: by the view that it asks for."""
    view = annotations(word.thing).get("view")
    if view is not None and ast.unparse(view) == "RoomView":
        return InTheRoom
    return OnTheHill if word.room == "space" else OnTheMap


def drawn(word: Word, view: Any, at: Any) -> list[Mobject]:
    """The word, made by its example or by itself."""
    if word.key in EXAMPLES:
        made = EXAMPLES[word.key](view, at)
    else:
        made = word.thing(*(view if name == "view" else at for name in word.parameters))
    return list(made) if isinstance(made, list) else [made]


@cache
def example_texts() -> dict[str, str]:
    """The examples as they are written, each on one line."""
    source = Path(examples.__file__).read_text(encoding="utf-8")
    tables = (node.value for node in ast.parse(source).body if isinstance(node, ast.AnnAssign))
    (table,) = (table for table in tables if isinstance(table, ast.Dict))
    return {
        ast.literal_eval(key): on_one_line(ast.get_source_segment(source, value.body) or "")
        for key, value in zip(table.keys, table.values, strict=True)
        if key is not None and isinstance(value, ast.Lambda)
    }


def on_one_line(code: str) -> str:
    """An expression that stands on several lines, as it would stand on one."""
    return re.sub(r",? ([\])])", r"\1", re.sub(r"([\[(]) ", r"\1", " ".join(code.split())))


def file_of(word: Word) -> Path:
    """Where its picture lies."""
    return FOLDER / f"{word.key}.webp"


def paint_all() -> None:
    """Paint all words; a picture that looks as before is not written again, one of a word that is gone is removed."""
    FOLDER.mkdir(exist_ok=True)
    words = [word for _, words in rooms().values() for word in words if is_pictured(word)]
    for gone in set(FOLDER.iterdir()) - {file_of(word) for word in words}:
        gone.unlink()
    for word in words:
        image = picture_of(word)
        if not looks_like(image, file_of(word)):
            image.save(file_of(word), lossless=True, quality=100, method=6)


def looks_like(image: Image.Image, file: Path) -> bool:
    """Whether a file holds the same picture, but for what nobody sees."""
    if not file.is_file():
        return False
    now, before = np.asarray(image, float), np.asarray(Image.open(file).convert("RGB"), float)
    return now.shape == before.shape and float(np.mean(np.abs(now - before))) < SEEN
