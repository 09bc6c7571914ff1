"""What a film is made with: the sources that draw it and the versions of the libraries below them."""

import ast
import json
import platform
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find
from gradanim.studio.mistakes import misread
from gradanim.studio.places import scenes_folder, topic_folders

LIBRARIES = (
    "manim", "numpy", "sympy", "scipy", "contourpy", "networkx", "typst", "av", "pycairo", "numba", "PyMCubes",
)  # fmt: skip

_PACKAGE = Path(__file__).resolve().parent.parent
_DRAWS_NOTHING = (
    "_scenes/",  # an installed package's films: each belongs to its own digest only
    "publish",
    *(f"studio/{room}/" for room in ("orders", "door", "terminal", "crew", "cluster", "watch")),
    *(
        f"studio/{file}.py"
        for file in ("catalogue", "mistakes", "places", "progress", "recall", "scene_classes", "session", "workroom")
    ),
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

    Of the scenes that is: all files of the film's own folder, and what it imports from elsewhere, each file with
    the data beside it that are called like it.

    Args:
        scene: name of a scene in the catalogue.

    Raises:
        SceneLookupError: no such scene.
        SceneError: one of its files is no Python.
    """
    folders = topic_folders()
    return _versions() | package_sources() | {_place(path, folders): _hash(path) for path in sorted(sources_of(scene))}


def sources_of(scene: str) -> set[Path]:
    """All files of the scenes that a film is made of.

    Raises:
        SceneLookupError: no such scene.
        SceneError: one of its files is no Python.
    """
    source = find(scene).source
    found = _with_imports(source.file, topic_folders())
    files = {data for file in found for data in _files(file.parent, f"{file.stem}.*")}
    if source.file.parent != source.topic:  # a film in a folder of its own
        files.update(_files(source.file.parent, "**/*"))
    return files


def _place(file: Path, folders: Sequence[Path]) -> str:
    """Where a file lies, the same on every machine."""
    folder = next(folder for folder in folders if file.is_relative_to(folder))
    return f"{'scenes' if folder == scenes_folder() else 'beside'}/{file.relative_to(folder).as_posix()}"


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


def _with_imports(file: Path, folders: Sequence[Path]) -> set[Path]:
    """The file and every file of the scenes that it imports, directly or through another one."""
    found: set[Path] = set()
    ahead = [file]
    while ahead:
        path = ahead.pop()
        if path not in found:
            found.add(path)
            there = (near for near in _imports(path, folders) if near.is_file())
            ahead += [near for near in there if any(near.is_relative_to(folder) for folder in folders)]
    return found


def _imports(file: Path, folders: Sequence[Path]) -> Iterator[Path]:
    """Where the modules that a file imports would be, were they files of the scenes."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError) as why:
        raise misread(why, file) from why
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name.split(".") for alias in node.names if alias.name.startswith("scenes.")]
            yield from (folder.joinpath(*names[1:]).with_suffix(".py") for names in modules for folder in folders)
        elif isinstance(node, ast.ImportFrom):
            names = (node.module or "").split(".")
            starts: Sequence[Path] = [file.parents[node.level - 1]] if node.level else []
            if not node.level and names[0] == "scenes":
                starts, names = folders, names[1:]
            for module in (start.joinpath(*names) for start in starts):
                yield module.with_suffix(".py")
                yield from (module / f"{alias.name}.py" for alias in node.names)


def _hash(path: Path) -> str:
    now = path.stat()
    return _hashed(path, now.st_mtime_ns, now.st_size)


@cache
def _hashed(path: Path, changed: int, size: int) -> str:
    """The same for a checkout with the line endings of another system; read once for as long as it stays as it is."""
    return sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
