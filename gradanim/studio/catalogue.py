"""The scenes there are, read from their files without running them.

Nothing is registered: a scene is a class in `scenes/<topic>/<film>.py`, or in `scenes/<topic>/<film>/story.py` where a
film has parts in files of their own, that extends Storyboard, some `...Scene` or another scene, and whose name does not
begin with an underscore. What films of a topic share lies in `scenes/<topic>/shared/`. Only `load` imports a film (and
manim with it). What a scene is about stands in its class attribute `subject`, or in that of a class it extends, here or
on the stage, whose files are read in the same way.
"""

import gc
import importlib.util
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from gradanim.errors import GradanimError, SceneError
from gradanim.records.shot import Shot
from gradanim.records.subject import Subject
from gradanim.studio.elsewhere import HOW, command_for
from gradanim.studio.mistakes import told
from gradanim.studio.places import COMMAND, Source, package_of, scenes_folder, shown, sources, topic_folders
from gradanim.studio.recall import keep, key_of, recall
from gradanim.studio.scene_classes import (
    STAGE,
    Written,
    ancestors,
    beats_in,
    heads_in,
    is_said,
    is_scene,
    subject_of,
    written_in,
    written_on_the_stage,
)

ALMOST = 0.8  # how like a name has to be to one that there is to be taken for a slip


class SceneLookupError(GradanimError, LookupError):
    """No such scene, or a file of scenes that cannot be read."""


@dataclass(frozen=True)
class Entry:
    """One scene in the catalogue.

    Args:
        name: of the class.
        topic: the folder that it lies in.
        source: where it is written.
        summary: the first line of its docstring.
        subject: what it is about.
        needs_formula: whether its function has to be one that was typed.
    """

    name: str
    topic: str
    source: Source
    summary: str
    subject: Subject
    needs_formula: bool = False

    @property
    def file(self) -> Path:
        """Where it is written."""
        return self.source.file

    @property
    def module(self) -> str:
        """The name it is imported under."""
        return self.source.module

    @property
    def beats(self) -> int:
        """How many are written in it."""
        return _beats(self.file, self.name, self.file.stat().st_mtime_ns)


@lru_cache
def _beats(file: Path, scene: str, changed: int) -> int:
    return beats_in(file, scene)


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


def catalogue() -> Catalogue:
    """Read what scenes there are. A file that cannot be read is a problem told, and hides no other file's scenes.

    Raises:
        SceneLookupError: a folder or a file beside the project's scenes has a scene of a name that is taken.
    """
    files = [(source, source.file.stat()) for source in sources()]
    return _read(tuple((source, now.st_mtime_ns, now.st_size) for source, now in files))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Source, int, int], ...]) -> Catalogue:
    """The catalogue of these files, read once for as long as they stay as they are (when changed, how large)."""
    stage = [(file.name, (now := file.stat()).st_mtime_ns, now.st_size) for file in sorted(STAGE.glob("*.py"))]
    key = key_of(files, stage, Path.cwd())
    if (kept := recall(scenes_folder(), key)) is not None:
        by_file = {str(source.file): source for source, _, _ in files}
        entries, unread = (
            tuple(Entry(**fields | {"source": by_file[fields["source"]]}) for fields in kept[which])
            for which in ("entries", "unread")
        )
        return Catalogue(entries, tuple(kept["problems"]), unread)
    known = _parsed([source for source, _, _ in files])
    plain = {"problems": known.problems} | {
        which: [vars(entry) | {"source": str(entry.file)} for entry in found]
        for which, found in (("entries", known.entries), ("unread", known.unread))
    }
    keep(scenes_folder(), key, plain)
    return known


def _parsed(files: Sequence[Source]) -> Catalogue:
    """The catalogue of these files, by their syntax."""
    found: list[Written] = []
    unread: list[Written] = []
    problems: list[str] = []
    with _no_collecting():
        for source in files:
            try:
                found += written_in(source.file, source)
            except (SyntaxError, ValueError) as why:
                problems.append(no_python(source.file, why))
                unread += heads_in(source.file, source)
        classes = {one.node.name: one for one in reversed([*found, *written_on_the_stage()])}
        descent = {one: line for one in found if is_scene(one, line := ancestors(one, classes))}
        chosen, twice = _without_doubles(list(descent))
        subjects = {one: subject_of(descent[one]) for one in chosen}
        unclear = [f"{shown(one.file)}:{one.node.lineno}: {why}" for one, (_, why) in subjects.items() if why]
        entries = [_entry(descent[one], subject) for one, (subject, _) in subjects.items() if subject]
        named = [line for one in unread if is_scene(one, line := ancestors(one, classes))]
    ordered = sorted(entries, key=lambda entry: (entry.topic, entry.name))
    half_read = tuple(_entry(line, subject_of(line)[0] or "none") for line in named)
    return Catalogue(tuple(ordered), (*problems, *twice, *unclear), half_read)


def no_python(file: Path, why: SyntaxError | ValueError) -> str:
    """Where a file is no Python, and why."""
    line = f":{why.lineno}" if isinstance(why, SyntaxError) and why.lineno else ""
    return f"{shown(file)}{line}: {getattr(why, 'msg', why)}"


def find(name: str) -> Entry:
    """The scene of that name, capital letters or not; also one whose file cannot be read, which `load` then says.

    Raises:
        SceneLookupError: names the scenes that were probably meant.
    """
    known = catalogue()
    by_name = {entry.name.casefold(): entry for entry in (*known.unread, *known.entries)}
    if (entry := by_name.get(name.strip().casefold())) is not None:
        return entry
    if command := command_for(name):
        ours = shown(scenes_folder())
        raise SceneLookupError(f"there is no scene {name!r} in {ours}/: write `{command}` for the one in that file")
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


def beats_wanted(shot: Shot) -> int:
    """How many of the beats that are written in a scene are to be filmed; a story may play fewer of them, or more.

    Raises:
        SceneLookupError: no such scene.
    """
    written = find(shot.scene).beats
    return written if shot.beat is None else shot.beat[1] - shot.beat[0] + 1


def load(entry: Entry) -> type[Any]:
    """Import the scene's file and return its class; anew where the file has changed since.

    Raises:
        SceneError: the file is no Python, or fails on import; its own error is the cause.
    """
    spec = importlib.util.spec_from_file_location(entry.module, entry.file)
    assert spec is not None and spec.loader is not None  # a .py file always has both
    _import_from(topic_folders())
    if not entry.source.is_ours:
        _let_be_imported(package_of(entry.source.topic), [entry.source.topic])
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
_folders: dict[tuple[str, ...], dict[str, ModuleType]] = {}  # modules of scenes folders other than the present ones


def _import_from(folders: Collection[Path]) -> None:
    """Let `import scenes.topic.film` mean these folders of scenes, whatever they are called and wherever they lie."""
    places = tuple(map(str, folders))
    present = sys.modules.get("scenes")
    if present is not None and tuple(present.__path__) == places:
        return
    ours = {name: sys.modules.pop(name) for name in [*sys.modules] if name == "scenes" or name.startswith("scenes.")}
    if present is not None:
        _folders[tuple(present.__path__)] = ours
    sys.modules |= _folders.pop(places, {})
    _let_be_imported("scenes", folders)


def _let_be_imported(package: str, folders: Collection[Path]) -> None:
    """Let what lies in the folders be imported as parts of a package."""
    if package not in sys.modules:
        made = ModuleType(package)
        made.__path__ = list(map(str, folders))
        sys.modules[package] = made


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Thousands of nodes of syntax are made here, and looking for garbage among them takes a third of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _without_doubles(found: Sequence[Written]) -> tuple[list[Written], list[str]]:
    """The first class of each name, and a sentence for every later one (capitals do not tell files apart).

    Raises:
        SceneLookupError: one of two lies beside the project's scenes.
    """
    first: dict[str, Written] = {}
    problems = []
    for one in sorted(found, key=lambda one: (one.file, one.node.lineno)):
        earlier = first.setdefault(one.node.name.casefold(), one)
        if earlier is one:
            continue
        here, there = (f"{shown(place.file)}:{place.node.lineno}" for place in (one, earlier))
        if not all(place.source and place.source.is_ours for place in (one, earlier)) and one.file != earlier.file:
            raise SceneLookupError(f"two scenes are called {one.node.name}, in {there} and in {here}: rename one")
        problems.append(
            f"{here}: a second scene called {one.node.name}; the first is in {there}. Give one of them another name"
        )
    return list(first.values()), problems


def _entry(line: Sequence[Written], subject: Subject) -> Entry:
    found = line[0]
    assert found.source is not None  # no scene of the stage is told as one
    summary = next(filter(None, (one.summary for one in line)), "")
    needs_formula = is_said(line, "needs_formula")
    return Entry(found.node.name, found.source.topic.name, found.source, summary, subject, needs_formula)


def _not_known(what: str, given: str, names: Sequence[str], problems: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in names}
    near = [folded[match] for match in get_close_matches(given.strip().casefold(), folded, n=3, cutoff=0.5)]
    near = near or [name for name in names if given.strip().casefold() in name.casefold()][:3]
    advice = f"did you mean {' or '.join(near)}?" if near else f"`{COMMAND} --list` shows what there is."
    if what == "scene" and not get_close_matches(given.strip().casefold(), folded, n=1, cutoff=ALMOST):
        advice += f"\n({HOW})"
    unread = "".join(f"\n(not read: {problem})" for problem in problems)
    return f"there is no {what} {given!r}: {advice}{unread}"
