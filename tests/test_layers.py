"""The rooms of the project, and which room may import from which: read off the syntax of every file."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS = {  # the longest prefix of a module's name says its room; what is in none of them is a library
    "gradanim": "maths",
    "gradanim.paint": "paint",
    "gradanim.stage": "stage",
    "gradanim.records": "records",
    "gradanim.studio": "studio",
    "gradanim.studio.film": "film",
    "gradanim.studio.footage": "film",
    "gradanim.studio.operator": "film",
    "gradanim.studio.watch.playing": "film",
    "gradanim.studio.watch.state": "projector",
    "gradanim.studio.watch.warm": "film",
    "gradanim.studio.projector": "projector",
    "gradanim.studio.configuration": "projector",
    "gradanim.studio.manim_alone": "projector",
    "gradanim.studio.preloaded": "projector",
    "gradanim.studio.catalogue": "catalogue",
    "gradanim.studio.door": "door",
    "gradanim.publish": "publish",
    "scenes": "scenes",
    "render": "door",
    "tests": "tests",
    "manim": "manim",
    "importlib.util": "loaders",
    "importlib.machinery": "loaders",
    "runpy": "loaders",
}
STUDIO = {"maths", "studio", "records", "catalogue", "film"}
MAY_IMPORT = {
    "maths": {"maths"},
    "paint": {"paint", "manim"},  # draws arrays, and knows neither fields nor scenes
    "stage": {"maths", "paint", "stage", "manim", "records"},  # a scene takes a Shot and leaves records
    "studio": STUDIO,
    "records": {"maths", "records"},  # facts that everybody shares
    "film": STUDIO,
    "catalogue": STUDIO | {"loaders"},  # finds the scenes by their files, so that nothing imports them by name
    "projector": STUDIO | {"paint", "manim", "projector"},  # turns manim's camera on
    "publish": {"maths", "records", "publish"},
    "scenes": {"maths", "records", "paint", "stage", "manim", "scenes"},  # its own parts, what its topic shares
    "door": STUDIO | {"publish", "loaders", "door"},  # that it starts without manim is tested below
}
MAY_IMPORT_INSIDE_FUNCTIONS = {"film": {"stage", "paint", "projector"}}  # only when there is something to film
# The stage in layers, from the lowest up: each imports from those below it. What lies loose, the scenes, is above all.
STAGE = ("frame", "typeset", "plots", "maps", "marks", "space", "claims")
LIBRARIES_OF_A_SCENE = {"numpy", "scipy", "sympy"}


def room(module: str) -> str:
    parts = module.split(".")
    known = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((ROOMS[name] for name in known if name in ROOMS), "library")


def own(module: str, imported: str) -> bool:
    """Whether a file of scenes imports a part of its own film, or of what its topic shares."""
    (_, topic, *film), (_, *there) = module.split("."), imported.split(".")
    shared, parts = [topic, "shared"], [topic, *film[:-1]]
    return there[:2] == shared or (len(film) > 1 and film[0] != "shared" and there[:2] == parts)


def sources(root: Path) -> Iterator[tuple[str, Path]]:
    places = ("gradanim/**/*.py", "gradanim/**/*.pyi", "scenes/**/*.py", "render.py")
    for path in sorted(path for place in places for path in root.glob(place)):
        yield ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"), path


def imports(path: Path, root: Path) -> Iterator[tuple[ast.stmt | ast.expr, str, bool]]:
    """Every import in the file, with the module that it names and whether it waits inside a function."""
    package = path.relative_to(root).parent.parts

    def walk(node: ast.AST, inside: bool) -> Iterator[tuple[ast.stmt | ast.expr, str, bool]]:
        inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node, alias.name, inside
            case ast.ImportFrom():
                base = [*package[: len(package) - node.level + 1]] if node.level else []
                base += node.module.split(".") if node.module else []
                for alias in node.names:
                    found = [*base, alias.name] if names_a_module(alias.name, base, root) else base
                    yield node, ".".join(found), inside
            case ast.Call(func=ast.Attribute(attr=called) | ast.Name(id=called), args=[ast.Constant(str(name)), *_]):
                if called in ("import_module", "__import__"):
                    yield node, name, inside
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")), inside=False)


def names_a_module(name: str, base: list[str], root: Path) -> bool:
    dotted = ".".join([*base, name])
    place = root.joinpath(*base, name)
    return dotted in ROOMS or place.is_dir() or place.with_suffix(".py").is_file()


def trespasses(root: Path) -> list[str]:
    """One line for each import that leads from a room to one that it may not enter."""
    found = []
    for module, path in sources(root):
        here = room(module)
        for node, imported, inside in imports(path, root):
            there = room(imported)
            allowed = MAY_IMPORT[here] | (MAY_IMPORT_INSIDE_FUNCTIONS.get(here, set()) if inside else set())
            if there == "library":
                top = imported.split(".")[0]
                fine = here != "scenes" or top in LIBRARIES_OF_A_SCENE | sys.stdlib_module_names
            else:
                fine = there in allowed and not (here == "scenes" == there and not own(module, imported))
            if not fine:
                found.append(f"{path.relative_to(root)}:{node.lineno}: {here} imports {imported} ({there})")
    return found


def layer(module: str) -> int:
    """How high a module of the stage lies."""
    part = module.split(".")[2:3]
    return STAGE.index(part[0]) if part and part[0] in STAGE else len(STAGE)


def climbs(root: Path) -> list[str]:
    """One line for each import that leads from a layer of the stage up to a higher one."""
    return [
        f"{path.relative_to(root)}:{node.lineno}: imports {imported} from above"
        for module, path in sources(root)
        if room(module) == "stage"
        for node, imported, _ in imports(path, root)
        if room(imported) == "stage" and layer(imported) > layer(module)
    ]


def loads_manim(*modules: str, then: str = "") -> bool:
    code = f"import sys, {', '.join(modules)}; {then or 'pass'}; print('manim' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout.strip() == "True"


def test_no_room_imports_from_one_it_may_not_enter():
    assert trespasses(ROOT) == []


def test_no_layer_of_the_stage_imports_from_above_it():
    assert climbs(ROOT) == []


def test_every_folder_of_the_stage_is_a_layer():
    folders = {path.parent.name for path in (ROOT / "gradanim" / "stage").glob("*/__init__.py")}
    assert folders <= set(STAGE)
    assert {layer(module) for module, _ in sources(ROOT) if room(module) == "stage"} == {*range(len(STAGE) + 1)}


@pytest.mark.parametrize(
    ("file", "source", "found"),
    [
        ("frame/view.py", "from gradanim.stage.typeset.texts import words", True),
        ("maps/contours.py", "from gradanim.stage.marks.arrows import Arrow", True),
        ("maps/contours.py", "from gradanim.stage import claims", True),
        ("marks/arrows.py", "from ..space.room import RoomView", True),
        ("marks/arrows.py", "def draw():\n    from gradanim.stage import space", True),
        ("claims/curves.py", "from gradanim.stage.scene import PlaneScene", True),
        ("claims/curves.py", "from gradanim.stage.space.landscape import SpaceView", False),
        ("marks/arrows.py", "from .pointers import Pointing\nfrom gradanim.stage.maps import ContourMap", False),
        (
            "scene.py",
            "from gradanim.stage.claims import Claim\nfrom gradanim.stage.storyboard import Storyboard",
            False,
        ),
    ],
)
def test_a_layer_that_imports_from_above_is_found(tmp_path: Path, file: str, source: str, found: bool):
    for name in STAGE:
        (tmp_path / "gradanim" / "stage" / name).mkdir(parents=True)
    (tmp_path / "gradanim" / "stage" / file).write_text(source)
    assert bool(climbs(tmp_path)) == found


def test_every_room_is_looked_into():
    looked_into = {room(module) for module, _ in sources(ROOT)}
    assert looked_into >= {"maths", "paint", "stage", "records", "film", "projector", "catalogue", "scenes", "door"}


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("gradanim/fields/typed.py", "import manim"),
        ("gradanim/fields/typed.py", "from manim.utils import color"),
        ("gradanim/fields/typed.py", "def draw():\n    from manim import Dot"),
        ("gradanim/fields/typed.py", "from gradanim.stage.frame.view import View"),
        ("gradanim/fields/typed.py", "from gradanim import stage"),
        ("gradanim/fields/typed.py", "from .. import studio"),
        ("gradanim/__init__.py", "from .stage import view"),
        ("gradanim/fields/typed.py", "import importlib\nimportlib.import_module('manim')"),
        ("gradanim/fields/typed.py", "from importlib import util"),
        ("gradanim/stage/frame/view.py", "from gradanim.studio.film import film"),
        ("gradanim/stage/frame/view.py", "from ...studio import film"),
        ("gradanim/stage/frame/view.py", "import scenes.gradient.steepest_ascent"),
        ("gradanim/records/shot.py", "import manim"),
        ("gradanim/records/shot.py", "from gradanim.studio.sources import digest_of"),
        ("gradanim/records/theme.py", "from gradanim.stage.frame.view import View"),
        ("gradanim/studio/session.py", "def work():\n    import manim"),
        ("gradanim/studio/film.py", "from gradanim.stage.typeset.texts import spoken"),
        ("gradanim/studio/film.py", "from gradanim.studio.projector import Projector"),
        ("gradanim/studio/film.py", "def film():\n    import scenes.gradient"),
        ("gradanim/studio/session.py", "def work():\n    from gradanim.stage import view"),
        ("gradanim/publish/gallery.py", "from gradanim.studio.film import film"),
        ("gradanim/publish/gallery.py", "import manim"),
        ("scenes/gradient/ridge.py", "from gradanim.studio.film import film"),
        ("scenes/gradient/ridge.py", "from scenes.gradient.steepest_ascent import SteepestAscent"),
        ("scenes/gradient/ridge.py", "from .steepest_ascent import SteepestAscent"),
        ("scenes/gradient/ridge/story.py", "from scenes.gradient.hill.marks import Ridge"),
        ("scenes/gradient/ridge/story.py", "from scenes.descent.shared.steps import Steps"),
        ("scenes/gradient/shared/steps.py", "from scenes.gradient.ridge.marks import Ridge"),
        ("scenes/gradient/ridge.py", "import click"),
        ("render.py", "def main():\n    from manim import config"),
        ("render.py", "import scenes.gradient.steepest_ascent"),
        ("render.py", "from gradanim.stage.frame.view import View"),
    ],
)
def test_a_trespass_is_found(tmp_path: Path, file: str, source: str):
    folders = ("scenes/gradient/ridge", "scenes/gradient/shared", "gradanim/fields")
    for folder in ("gradanim/records", "gradanim/stage/frame", "gradanim/studio", "gradanim/publish", *folders):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / file).write_text(source)
    assert [line.split(": ")[0] for line in trespasses(tmp_path)] == [f"{file}:{len(source.splitlines())}"]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("gradanim/fields/typed.py", "import sympy\nfrom gradanim import read\nfrom ..errors import ReadError"),
        ("gradanim/stage/scene.py", "from gradanim.records.shot import Shot\nfrom ..records.clip import Finding"),
        ("gradanim/studio/film.py", "def film():\n    from gradanim.stage.typeset.texts import spoken"),
        ("gradanim/publish/slides.py", "from gradanim.records import clip"),
        ("gradanim/records/clip.py", "from gradanim.errors import GradanimError\nfrom .shot import Shot"),
        ("scenes/gradient/ridge/story.py", "from .marks import Ridge\nfrom scenes.gradient.ridge.claims import steep"),
        ("scenes/gradient/ridge/story.py", "from scenes.gradient.shared.steps import Steps"),
        ("scenes/gradient/shared/steps.py", "from .races import Race"),
        ("scenes/gradient/ridge.py", "import math\nimport numpy\nfrom manim import Dot\nfrom gradanim import climb"),
        ("render.py", "import importlib.util\nfrom gradanim.records.theme import THEMES"),
    ],
)
def test_what_the_design_allows_is_no_trespass(tmp_path: Path, file: str, source: str):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(source)
    assert trespasses(tmp_path) == []


def test_everything_but_paint_stage_projector_and_scenes_starts_without_manim():
    light = [module for module, _ in sources(ROOT) if room(module) not in ("paint", "stage", "projector", "scenes")]
    assert not loads_manim(*light)


def test_the_public_names_come_without_manim():  # they are fetched when first asked for
    assert not loads_manim("gradanim", then="[getattr(gradanim, name) for name in gradanim.__all__]")


def test_the_stage_is_seen_to_load_manim():
    assert loads_manim("gradanim.stage.scene")


@pytest.mark.parametrize("door", ["claims", "maps", "marks", "plots", "space", "typeset"])
def test_no_word_at_a_door_is_hidden_by_a_file_of_its_name(door):
    """A file that was imported takes its name in the folder's package: a word of that name could not be fetched."""
    files = {path.stem for path in (ROOT / "gradanim" / "stage" / door).glob("*.py")}
    words = import_module(f"gradanim.stage.{door}").__all__
    assert words
    assert len(words) == len(set(words))
    assert files.isdisjoint(words)


def test_every_word_at_a_door_can_be_fetched():
    for door in ("", ".claims", ".maps", ".marks", ".plots", ".space", ".typeset"):
        package = import_module(f"gradanim.stage{door}")
        for word in package.__all__:
            assert getattr(package, word) is not None
