"""The scenes there are, read from their files without running them.

Nothing is registered: a scene is a class in `scenes/<topic>/<film>.py`, or in `scenes/<topic>/<film>/story.py` where a
film has parts in files of their own, that extends Storyboard, some `...Scene` or another scene, and whose name does not
begin with an underscore. What films of a topic share lies in `scenes/<topic>/shared/`. Only `load` imports a film (and
manim with it). What a scene is about stands in its class attribute `subject`, or in that of a class it extends, here or
on the stage, whose files are read in the same way.
"""

import ast
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from gradanim.errors import GradanimError, SceneError
from gradanim.records.subject import TAKES, Subject
from gradanim.studio.mistakes import told

STAGE = Path(__file__).resolve().parents[1] / "stage"
SHARED = "shared"  # the folder of a topic that holds what its films share


class SceneLookupError(GradanimError, LookupError):
    """No such scene, or a file of scenes that cannot be read."""


@dataclass(frozen=True)
class Entry:
    """One scene in the catalogue.

    Args:
        name: of the class.
        topic: the folder that it lies in.
        file: where it is written.
        module: the name it is imported under.
        summary: the first line of its docstring.
        subject: what it is about.
        beats: how many are written in it.
    """

    name: str
    topic: str
    file: Path
    module: str
    summary: str
    subject: Subject
    beats: int


@dataclass(frozen=True)
class Catalogue:
    """All scenes, by topic and name, and what is wrong with the files that could not be read.

    Args:
        unread: the scenes of those files, as far as they can be told: who asks for one by name is told its mistake.
    """

    entries: tuple[Entry, ...]
    problems: tuple[str, ...]
    unread: tuple[Entry, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that have scenes, in alphabetical order."""
        return tuple(sorted({entry.topic for entry in self.entries}))


def scenes_folder() -> Path:
    """The folder beside render.py, wherever the command is run; GRADANIM_SCENES names another one."""
    elsewhere = os.environ.get("GRADANIM_SCENES")
    return Path(elsewhere).resolve() if elsewhere else Path(__file__).resolve().parents[2] / "scenes"


def catalogue() -> Catalogue:
    """Read what scenes there are. A file that cannot be read is a problem told, and hides no other file's scenes."""
    folder = scenes_folder()
    stories = (path for path in folder.glob("*/*/story.py") if path.parent.name != SHARED)
    files = [(file, file.stat()) for file in sorted([*folder.glob("*/*.py"), *stories])]
    return _read(tuple((file, now.st_mtime_ns, now.st_size) for file, now in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int, int], ...]) -> Catalogue:
    """The catalogue of these files, read once for as long as they stay as they are (when changed, how large)."""
    found: list[_Class] = []
    unread: list[_Class] = []
    problems: list[str] = []
    for file, _, _ in files:
        try:
            found += _classes(file)
        except (SyntaxError, ValueError) as why:
            line = f":{why.lineno}" if isinstance(why, SyntaxError) and why.lineno else ""
            problems.append(f"{_place(file)}{line}: {getattr(why, 'msg', why)}")
            unread += _heads(file)
    classes = {one.node.name: one for one in reversed([*found, *_stage()])}
    descent = {one: above for one in found if _is_scene(one, above := _ancestors(one, classes))}
    chosen, twice = _without_doubles(list(descent))
    subjects = {one: _subject(descent[one]) for one in chosen}
    unclear = [f"{_place(one.file)}:{one.node.lineno}: {why}" for one, (_, why) in subjects.items() if why]
    entries = [_entry(descent[one], subject) for one, (subject, _) in subjects.items() if subject]
    ordered = sorted(entries, key=lambda entry: (entry.topic, entry.name))
    above_unread = [above for one in unread if _is_scene(one, above := _ancestors(one, classes))]
    named = tuple(_entry(above, _subject(above)[0] or "none") for above in above_unread)
    return Catalogue(tuple(ordered), (*problems, *twice, *unclear), named)


def find(name: str) -> Entry:
    """The scene of that name, capital letters or not; also one whose file cannot be read, which `load` then says.

    Raises:
        SceneLookupError: names the scenes that were probably meant.
    """
    known = catalogue()
    by_name = {entry.name.casefold(): entry for entry in (*known.unread, *known.entries)}
    if (entry := by_name.get(name.strip().casefold())) is not None:
        return entry
    raise SceneLookupError(_not_known("scene", name, [entry.name for entry in known.entries], known.problems))


def find_topic(name: str) -> tuple[Entry, ...]:
    """The scenes of a topic.

    Raises:
        SceneLookupError: names the topics that were probably meant.
    """
    known = catalogue()
    entries = tuple(entry for entry in known.entries if entry.topic.casefold() == name.strip().casefold())
    if not entries:
        raise SceneLookupError(_not_known("topic", name, known.topics, known.problems))
    return entries


def load(entry: Entry) -> type[Any]:
    """Import the scene's file and return its class; anew where the file has changed since.

    Raises:
        SceneError: the file is no Python, or fails on import; its own error is the cause.
    """
    spec = importlib.util.spec_from_file_location(entry.module, entry.file)
    assert spec is not None and spec.loader is not None  # a .py file always has both
    _import_from(scenes_folder())
    changed = entry.file.stat().st_mtime_ns
    module = sys.modules.get(entry.module)
    if module is None or _loaded.setdefault(entry.file, changed) != changed:
        module = importlib.util.module_from_spec(spec)
        sys.modules[entry.module] = module  # dataclasses and pickle look their module up by its name
        try:
            spec.loader.exec_module(module)
        except Exception as why:
            del sys.modules[entry.module]
            raise SceneError(told(why, entry.file)) from why
        _loaded[entry.file] = changed
    found: type[Any] = getattr(module, entry.name)
    return found


_loaded: dict[Path, int] = {}  # files that were imported, and when they had last changed
_folders: dict[str, dict[str, ModuleType]] = {}  # modules of scenes folders other than the present one


def _import_from(folder: Path) -> None:
    """Let `import scenes.topic.film` mean this folder of scenes, whatever it is called and wherever it lies."""
    present = sys.modules.get("scenes")
    if present is not None and list(present.__path__) == [str(folder)]:
        return
    ours = {name: sys.modules.pop(name) for name in [*sys.modules] if name == "scenes" or name.startswith("scenes.")}
    if present is not None:
        _folders[str(next(iter(present.__path__)))] = ours
    package = ModuleType("scenes")
    package.__path__ = [str(folder)]
    sys.modules |= _folders.pop(str(folder), {"scenes": package})


@dataclass(frozen=True)
class _Class:
    node: ast.ClassDef
    file: Path

    @property
    def bases(self) -> list[str]:
        """The last words of what it extends: `Scene` of `manim.Scene`."""
        return [ast.unparse(base).rpartition(".")[2] for base in self.node.bases]


def _classes(file: Path) -> list[_Class]:
    return [_Class(node, file) for node in ast.parse(file.read_bytes()).body if isinstance(node, ast.ClassDef)]


_HEAD = re.compile(rb"^class\s+(\w+)\s*\(([\w\s.,]*)\)\s*:", re.MULTILINE)


def _heads(file: Path) -> Iterator[_Class]:
    """The classes of a file that is no Python, without what is in them."""
    for name, bases in _HEAD.findall(file.read_bytes()):
        with suppress(SyntaxError, ValueError):
            (node,) = ast.parse(b"class %s(%s): pass" % (name, bases)).body
            if isinstance(node, ast.ClassDef):
                yield _Class(node, file)


@cache
def _stage() -> tuple[_Class, ...]:
    """The classes at the top of the stage: those that scenes extend are among them."""
    return tuple(found for file in sorted(STAGE.glob("*.py")) for found in _classes(file))


def _ancestors(found: _Class, classes: dict[str, _Class], seen: frozenset[str] = frozenset()) -> list[_Class]:
    """The class and those of the scenes folder and the stage that it extends, each before all that it extends."""
    here = seen | {found.node.name}
    above = [classes[base] for base in found.bases if base in classes and base not in here]
    line = [found, *(older for parent in above for older in _ancestors(parent, classes, here))]
    return [one for number, one in enumerate(line) if one not in line[number + 1 :]]


def _is_scene(found: _Class, ancestors: Sequence[_Class]) -> bool:
    bases = (base for ancestor in ancestors for base in ancestor.bases)
    return not found.node.name.startswith("_") and any(base.endswith(("Scene", "Storyboard")) for base in bases)


def _without_doubles(found: Sequence[_Class]) -> tuple[list[_Class], list[str]]:
    """The first class of each name, and a sentence for every later one (capitals do not tell files apart)."""
    first: dict[str, _Class] = {}
    problems = []
    for one in sorted(found, key=lambda one: (one.file, one.node.lineno)):
        earlier = first.setdefault(one.node.name.casefold(), one)
        if earlier is not one:
            there = f"{_place(earlier.file)}:{earlier.node.lineno}"
            problems.append(
                f"{_place(one.file)}:{one.node.lineno}: a second scene called {one.node.name}; "
                f"the first is in {there}. Give one of them another name"
            )
    return list(first.values()), problems


def _entry(ancestors: Sequence[_Class], subject: Subject) -> Entry:
    found = ancestors[0]
    summary = next((doc for one in ancestors if (doc := ast.get_docstring(one.node))), "").partition("\n")[0]
    topic, *parts = found.file.relative_to(scenes_folder()).with_suffix("").parts
    module = ".".join(["scenes", topic, *parts])
    beats = sum(isinstance(node, ast.Attribute) and node.attr == "beat" for node in ast.walk(found.node))
    return Entry(found.node.name, topic, found.file, module, summary, subject, beats)


def _subject(ancestors: Sequence[_Class]) -> tuple[Subject | None, str]:
    """What the nearest class that says it is about; or why that is not known."""
    said = next(_assigned(ancestors, "subject"), None)
    if said is None:
        return "none", ""  # a plain manim scene
    for subject in TAKES:
        if isinstance(said, ast.Constant) and said.value == subject:
            return subject, ""
    known = ", ".join(f'"{subject}"' for subject in TAKES)
    return None, f"the subject {ast.unparse(said)} of {ancestors[0].node.name} is not known: choose {known}"


def _assigned(ancestors: Sequence[_Class], name: str) -> Iterator[ast.expr]:
    """What is assigned to a name in the bodies of the classes, nearest first."""
    for line in (line for one in ancestors for line in one.node.body):
        targets = (
            line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
        )
        value = getattr(line, "value", None)
        if value is not None and name in map(ast.unparse, targets):
            yield value


def _not_known(what: str, given: str, names: Sequence[str], problems: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in names}
    near = [folded[match] for match in get_close_matches(given.strip().casefold(), folded, n=3, cutoff=0.5)]
    near = near or [name for name in names if given.strip().casefold() in name.casefold()][:3]
    advice = f"did you mean {' or '.join(near)}?" if near else "`python render.py --list` shows what there is."
    unread = "".join(f"\n(not read: {problem})" for problem in problems)
    return f"there is no {what} {given!r}: {advice}{unread}"


def _place(file: Path) -> str:
    return file.relative_to(scenes_folder().parent).as_posix()
