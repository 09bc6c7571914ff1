"""What is kept of a film: found again when the picture is the same, never when it is not, and never too much of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import (
    DOWN,
    OUT,
    RIGHT,
    CapStyleType,
    Circle,
    Dot,
    ImageMobject,
    LineJointType,
    Mobject,
    PointCloudDot,
    Square,
    ValueTracker,
    VGroup,
    tempconfig,
)
from manim.camera.camera import Camera

from gradanim.fields.domain import Domain
from gradanim.paint import DepthCamera, Dots, FlatCamera, Polylines, SurfaceMesh, imprint
from gradanim.paint.imprint import Imprint, painter
from gradanim.paint.parts import Parts
from gradanim.records.shot import Shot
from gradanim.stage import storyboard
from gradanim.stage.typeset import texts
from gradanim.studio.crew.store import Store
from gradanim.studio.footage import perform
from gradanim.studio.takes import Take
from tests.tiny import SCENES, frames, tiny

# ---- the key of a beat

STORY = """
import numpy as np
from manim import Dot, Line

from gradanim.stage.scene import PlaneScene


class Plain(PlaneScene):
    def construct(self):
        dot = Dot(self.view.at(*self.at))
        slope = Line(self.view.at(*self.at), self.view.at(*self.at) + [*self.gradient, 0])
        with self.beat("It stands.", hold=0.2):
            self.add(dot, slope, Dot([*np.random.rand(2), 0]))
"""


@pytest.fixture
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("project") / "scenes"
    (folder / "basics").mkdir(parents=True)
    (folder / "basics" / "tiny.py").write_text(SCENES)
    (folder / "basics" / "plain.py").write_text(STORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADANIM_SCENES", str(folder))
        yield folder


def plain(**options: Any) -> Shot:
    return Shot("Plain", **{"resolution": (160, 90), "fps": 5, "captions": "none", **options})


def keys(shot: Shot, folder: Path) -> list[str]:
    takes: list[Take] = []
    perform(shot, folder, lambda question: "look", takes.append, lambda at: None)
    return [take.key for take in takes]


@pytest.mark.parametrize(
    "options",
    [
        {"function": "x + 2*y"},
        {"at": (1.0, 0.25)},
        {"domain": Domain(-1, 2, -1, 2)},
        {"theme": "paper"},
        {"seed": 1},
        {"fps": 10},
        {"resolution": (320, 180)},
        {"resolution": (160, 120)},
        {"captions": "burned"},
        {"encoder": "small"},
        {"format": "webm"},
        {"format": "mov", "transparent": True},
    ],
    ids=str,
)
def test_what_is_asked_for_changes_the_key(options: dict[str, Any], scenes: Path, tmp_path: Path) -> None:
    assert keys(plain(), tmp_path) == keys(plain(), tmp_path)
    assert keys(plain(**options), tmp_path) != keys(plain(), tmp_path)


def test_what_draws_it_changes_the_key(scenes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changes(change: Callable[[pytest.MonkeyPatch], None]) -> bool:
        before = keys(plain(captions="burned"), tmp_path)
        with pytest.MonkeyPatch.context() as patch:
            change(patch)
            after = keys(plain(captions="burned"), tmp_path)
        assert keys(plain(captions="burned"), tmp_path) == before
        return after != before

    def scene(patch: pytest.MonkeyPatch) -> None:
        (scenes / "basics" / "plain.py").write_text(STORY.replace("+ [*self.gradient, 0]", "- [*self.gradient, 0]"))

    def stage(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(storyboard, "fitted_words", lambda *given: texts.fitted_words(*given).shift(DOWN))

    assert changes(stage)
    assert changes(lambda patch: patch.setattr(imprint, "_sources", lambda folder: b"other"))
    assert changes(lambda patch: patch.setattr(imprint, "version", lambda library: "99"))
    assert changes(lambda patch: patch.setattr("gradanim.studio.operator._own_sources", lambda: "other"))
    before = keys(plain(), tmp_path)
    scene(monkeypatch)
    assert keys(plain(), tmp_path) != before


def test_sources_of_the_painter_are_read_as_they_are(tmp_path: Path) -> None:
    copy = tmp_path / "paint"
    shutil.copytree(imprint.HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    imprint._sources.cache_clear()
    before = imprint._sources(copy)
    for path in sorted(copy.rglob("*.py")):
        was = path.read_text()
        path.write_text(was + "# other\n")
        imprint._sources.cache_clear()
        assert imprint._sources(copy) != before, path
        path.write_text(was)
    imprint._sources.cache_clear()
    assert imprint._sources(copy) == before


def test_a_camera_that_was_changed_in_a_scene_is_another_painter(tmp_path: Path, monkeypatch: Any) -> None:
    source = "from gradanim.paint import FlatCamera\nclass Own(FlatCamera):\n    pass\n"
    (tmp_path / "own_camera.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    import own_camera  # type: ignore[import-not-found]

    before = painter(own_camera.Own())
    assert before != painter(FlatCamera())
    (tmp_path / "own_camera.py").write_text(
        "from gradanim.paint import FlatCamera\nclass Own(FlatCamera):\n    a = 1\n"
    )
    assert painter(own_camera.Own()) != before


# ---- of a moment: whatever changes a pixel changes the key


def square() -> Square:
    return Square(color="#d02010", fill_opacity=0.5, stroke_width=6).shift(0.5 * RIGHT)


def lines() -> Polylines:
    return Polylines([[[0, 0, 0], [1, 1, 0], [2, 0, 0]]], stroke_width=6)


def hill() -> SurfaceMesh:
    x, y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9), indexing="ij")
    return SurfaceMesh(np.stack([x, y, np.exp(-(x**2) - y**2)], axis=-1), line_every=2)


def look(camera: Camera, *mobjects: Mobject) -> tuple[str, bytes]:
    """The key of a moment, and its pixels."""
    seen = Imprint()
    seen.moment(camera, mobjects)
    camera.reset()
    camera.capture_mobjects(list(mobjects))
    return seen.key, camera.pixel_array.tobytes()


def then(mobject: Any, change: Callable[[Any], Any]) -> Any:
    change(mobject)
    return mobject


CHANGES: dict[str, tuple[Callable[[], Mobject], Callable[[Any], Any]]] = {
    "place": (square, lambda m: m.shift(0.1 * RIGHT)),
    "fill": (square, lambda m: m.set_fill("#00ff00")),
    "opacity": (square, lambda m: m.set_fill(opacity=0.7)),
    "stroke": (square, lambda m: m.set_stroke("#00ff00")),
    "stroke width": (square, lambda m: m.set_stroke(width=9)),
    "background stroke": (square, lambda m: m.set_stroke("#ffffff", width=30, background=True)),
    "gradient": (square, lambda m: m.set_fill(["#00ff00", "#0000ff"])),
    "sheen direction": (
        lambda: square().set_fill(["#00ff00", "#0000ff"]), lambda m: m.set_sheen_direction(RIGHT)
    ),
    "joint": (square, lambda m: setattr(m, "joint_type", LineJointType.ROUND)),
    "cap": (
        lambda: Circle(stroke_width=30).pointwise_become_partial(Circle(), 0, 0.5),
        lambda m: setattr(m, "cap_style", CapStyleType.ROUND),
    ),
    "a part": (lambda: VGroup(square(), Dot()), lambda m: m[1].shift(RIGHT)),
    "order of parts": (lambda: VGroup(square(), Dot(radius=1)), lambda m: m[0].set_z_index(1)),
    "cloud": (lambda: PointCloudDot(radius=1), lambda m: m.set_color("#00ff00")),
    "bulk place": (lines, lambda m: m.shift(0.1 * RIGHT)),
    "bulk colour": (lines, lambda m: m.set_color("#00ff00")),
    "bulk opacity": (lines, lambda m: m.set_opacity(0.3)),
    "bulk width": (lines, lambda m: setattr(m, "widths", 2 * m.widths)),
    "bulk reveal": (lines, lambda m: m.pointwise_become_partial(m, 0, 0.4)),
    "bulk ends": (lambda: then(lines(), lambda m: setattr(m, "widths", 4 * m.widths)),
                  lambda m: setattr(m, "round_ends", not m.round_ends)),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_that_is_seen_changes_the_key(change: str) -> None:
    make, alter = CHANGES[change]
    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        before, same, after = (look(FlatCamera(), *m.get_family()[:1]) for m in (make(), make(), then(make(), alter)))
    assert before == same
    assert before[1] != after[1], "this change is not seen: the test says nothing"
    assert before[0] != after[0]


def test_an_image_is_known_by_its_pixels() -> None:
    def key(brightness: int) -> str:
        seen = Imprint()
        seen.moment(FlatCamera(), [ImageMobject(np.full((4, 4, 4), brightness, np.uint8))])
        return seen.key

    assert key(255) == key(255) != key(99)


SPACE: dict[str, Callable[[DepthCamera, SurfaceMesh], Any]] = {
    "turned": lambda camera, hills: camera.set_theta(1.0),
    "nearer": lambda camera, hills: camera.set_zoom(1.5),
    "moved": lambda camera, hills: setattr(camera, "frame_center", RIGHT),
    "lamp": lambda camera, hills: camera.light_source.shift(20 * RIGHT),
    "background": lambda camera, hills: setattr(camera, "background_color", "#335577"),
    "cut": lambda camera, hills: hills.cut([1, 0, 0], [0, 0, 0]),
    "shading": lambda camera, hills: setattr(hills, "shading", 0.0),
    "colours": lambda camera, hills: hills.set_color("#00ff00"),
    "lines": lambda camera, hills: setattr(hills, "line_width", 5.0),
    "height": lambda camera, hills: setattr(hills, "points", hills.points * [1, 1, 2]),
    "on glass": lambda camera, hills: camera.add_fixed_in_frame_mobjects(hills.label),
    "upright": lambda camera, hills: camera.add_fixed_orientation_mobjects(hills.label),
}


@pytest.mark.parametrize("change", SPACE, ids=str)
def test_a_change_that_is_seen_in_space_changes_the_key(change: str) -> None:
    def seen(alter: Callable[[DepthCamera, SurfaceMesh], Any]) -> tuple[str, bytes]:
        camera, hills = DepthCamera(phi=1.0, theta=-1.2), hill()
        hills.label = square().shift(2 * RIGHT)
        alter(camera, hills)
        return look(camera, hills, hills.label)

    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        before, same, after = seen(lambda *nothing: None), seen(lambda *nothing: None), seen(SPACE[change])
    assert before == same
    assert before[1] != after[1], "this change is not seen: the test says nothing"
    assert before[0] != after[0]


def test_the_order_of_what_stands_in_space_is_part_of_the_key() -> None:
    def key(*mobjects: Mobject) -> str:
        seen = Imprint()
        seen.moment(DepthCamera(), mobjects)
        return seen.key

    near, far = (square().set_shade_in_3d().shift(distance * OUT) for distance in (1, -1))
    assert key(near, far) != key(far, near)


def test_what_is_not_seen_does_not_change_the_key() -> None:
    def key(*mobjects: Mobject) -> str:
        return look(FlatCamera(), *mobjects)[0]

    other = square()
    other.name = "other"
    other.add_updater(lambda m: m)
    assert key(square()) == key(other) == key(other, ValueTracker(3)) == key(VGroup(other))


def test_of_a_bulk_mobject_that_somebody_else_wrote_the_key_takes_what_it_shows() -> None:
    class Own(Polylines):
        shown: list[float]

        def parts(self) -> Parts:
            return super().parts().faded(self.shown[0])

    def own(opacity: float) -> Own:
        made = Own([[[0, 0, 0], [1, 1, 0]]])
        made.shown = [opacity]
        return made

    assert look(FlatCamera(), own(0.5)) == look(FlatCamera(), own(0.5))
    assert look(FlatCamera(), own(0.5))[0] != look(FlatCamera(), own(0.6))[0]
    assert look(FlatCamera(), Dots([[0, 0]]))[0] != look(FlatCamera(), Dots([[1, 0]]))[0]


# ---- the store


@pytest.fixture
def takes(scenes: Path, tmp_path: Path) -> list[Take]:
    """Three beats, filmed into the folder `filmed`."""
    made: list[Take] = []
    (tmp_path / "filmed").mkdir()
    perform(tiny(), tmp_path / "filmed", lambda question: "paint", made.append, lambda at: None)
    return made


def test_what_was_put_in_comes_out_under_the_name_that_is_wanted(takes: list[Take], tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first, second, _ = takes
    assert not store.take_out(first, tmp_path)
    store.put(first, tmp_path / "filmed")
    assert store.hints() == {first.hint}
    wanted = replace(first, beat=7, painted=False)
    assert store.take_out(wanted, tmp_path)
    assert not store.take_out(second, tmp_path)
    assert (tmp_path / "07.png").read_bytes() == (tmp_path / "filmed" / "01.png").read_bytes()
    assert len(frames(tmp_path / "07.mp4")) == first.frames
    assert store.clean() == 1
    assert len(frames(tmp_path / "07.mp4")) == first.frames, "what was taken out is gone with the store"
    assert not store.take_out(wanted, tmp_path)


@pytest.mark.parametrize(
    ("name", "share"), [("beat.mp4", 0), ("beat.mp4", 0.5), ("beat.mp4", None), ("beat.png", 0), ("beat.png", None)]
)
def test_what_is_not_whole_is_thrown_away(name: str, share: float | None, takes: list[Take], tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(takes[0], tmp_path / "filmed")
    (file,) = store.folder.glob(f"*/{name}")
    contents = file.read_bytes()
    file.unlink()  # the same file lies in the folder `filmed`
    if share is not None:
        file.write_bytes(contents[: int(share * len(contents))])
    assert not store.take_out(takes[0], tmp_path)
    assert store.hints() == set()


def test_what_was_not_used_for_longest_goes_first(takes: list[Take], tmp_path: Path) -> None:
    import os

    store = Store(tmp_path / "store")
    for take in takes:
        store.put(take, tmp_path / "filmed")
    for age, take in enumerate(takes):
        (entry,) = store.folder.glob(f"{take.key}-*")
        os.utime(entry, (1000 + age, 1000 + age))
    assert store.take_out(takes[0], tmp_path)  # which uses it
    sizes = [sum(f.stat().st_size for f in entry.iterdir()) for entry in store.folder.iterdir()]
    store.tidy()
    assert len(store.hints()) == 3
    Store(store.folder, room=sum(sizes) - 1).tidy()
    assert store.hints() == {takes[0].hint, takes[2].hint}
    Store(store.folder, room=0).tidy()
    assert store.hints() == set()


def test_putting_in_what_is_there_replaces_it(takes: list[Take], tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for _ in range(2):
        store.put(takes[0], tmp_path / "filmed")
    assert len(list(store.folder.iterdir())) == 1
    assert store.take_out(takes[0], tmp_path)
