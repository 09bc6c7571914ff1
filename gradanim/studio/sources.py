"""What a film is made with: the sources that draw it and the versions of the libraries below them."""

import ast
import json
import platform
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find, scenes_folder

LIBRARIES = (
    "manim", "numpy", "sympy", "scipy", "contourpy", "networkx", "cmap", "typst", "av", "pycairo", "numba", "PyMCubes",
)  # fmt: skip

_PACKAGE = Path(__file__).resolve().parent.parent
_DRAWS_NOTHING = (
    "publish",
    *(f"studio/{room}/" for room in ("orders", "terminal", "crew", "cluster", "watch")),
    *(f"studio/{file}.py" for file in ("catalogue", "progress", "session", "workroom")),
)


def digest_of(shot: Shot) -> str:
    """16 hex digits: the same on every machine and day for the same shot, sources and library versions.

    Raises:
        SceneLookupError: no such scene in the scenes folder.
    """
    decides = {"shot": shot.pictured(), "made with": fingerprint(shot.scene)}
    return sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()[:16]


def fingerprint(scene: str) -> dict[str, str]:
    """Everything beside the shot itself that decides its film: library versions, and a hash of every source.

    Of the scenes folder that is: all files of the film's own folder, and what it imports from elsewhere, each file with
    the data beside it that are called like it.

    Args:
        scene: name of a scene in the catalogue.

    Raises:
        SceneLookupError: no such scene.
    """
    folder = scenes_folder()
    scenes = {f"scenes/{path.relative_to(folder).as_posix()}": path for path in sorted(sources_of(scene))}
    return _versions() | package_sources() | {place: _hash(path) for place, path in scenes.items()}


def sources_of(scene: str) -> set[Path]:
    """All files of the scenes folder that a film is made of.

    Raises:
        SceneLookupError: no such scene.
        SyntaxError: one of them is no Python.
    """
    folder = scenes_folder()
    story = find(scene).file
    files = {data for source in _with_imports(story, folder) for data in _files(source.parent, f"{source.stem}.*")}
    if story.parent.parent != folder:  # a film in a folder of its own
        files.update(_files(story.parent, "**/*"))
    return files


def package_sources() -> dict[str, str]:
    """A hash of every file of this package that has to do with what is drawn."""
    places = {path.relative_to(_PACKAGE).as_posix(): path for path in sorted(_files(_PACKAGE, "**/*"))}
    return {f"gradanim/{place}": _hash(path) for place, path in places.items() if not place.startswith(_DRAWS_NOTHING)}


@cache
def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for library in LIBRARIES:
        try:
            versions[library] = version(library)
        except PackageNotFoundError:
            versions[library] = "missing"
    return versions


def _files(folder: Path, which: str) -> Iterator[Path]:
    """The files that match, without what editors, systems and Python leave behind."""
    for path in folder.glob(which):
        parts = path.relative_to(folder).parts
        is_left_over = path.name.endswith("~") or "__pycache__" in parts or any(part[0] == "." for part in parts)
        if path.is_file() and not is_left_over:
            yield path


def _with_imports(file: Path, folder: Path) -> set[Path]:
    """The file and every file of the scenes folder that it imports, directly or through another one."""
    found: set[Path] = set()
    ahead = [file]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            ahead += [near for near in _imports(path, folder) if near.is_file() and near.is_relative_to(folder)]
    return found


def _imports(file: Path, folder: Path) -> Iterator[Path]:
    """Where the modules that a file imports would be, were they files of the scenes folder."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            modules = [alias.name.split(".") for alias in node.names]
            yield from (folder.joinpath(*names[1:]).with_suffix(".py") for names in modules if names[0] == "scenes")
        elif isinstance(node, ast.ImportFrom):
            names = (node.module or "").split(".")
            start = file.parents[node.level - 1] if node.level else folder.parent
            if not node.level and names[0] == "scenes":
                start, names = folder, names[1:]
            module = start.joinpath(*names)
            yield module.with_suffix(".py")
            yield from (module / f"{alias.name}.py" for alias in node.names)


def _hash(path: Path) -> str:
    now = path.stat()
    return _hashed(path, now.st_mtime_ns, now.st_size)


@cache
def _hashed(path: Path, changed: int, size: int) -> str:
    """The same for a checkout with the line endings of another system; read once for as long as it stays as it is."""
    return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
