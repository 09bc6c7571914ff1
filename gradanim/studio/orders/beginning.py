"""A film to begin with: a copy of one that is there under another name, or a skeleton."""

import keyword
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from gradanim.errors import GradanimError
from gradanim.studio.catalogue import Entry, catalogue
from gradanim.studio.orders.named import scene_named
from gradanim.studio.places import INSTALLED, PACKAGE, STORY, scenes_folder, shown

SKELETON = PACKAGE / "data" / "film.py.txt"
OWN = "own"  # the topic of a film that is like no other


class BeginError(GradanimError, ValueError):
    """No film can be begun so."""


@dataclass(frozen=True)
class Begun:
    """A film that was written.

    Args:
        name: of its class.
        file: where to go on writing.
        folder: to be named with --scenes-folder; None where it is looked at anyway.
    """

    name: str
    file: Path
    folder: Path | None

    def told(self, command: str) -> str:
        """What there is now, and what to do next."""
        place = "" if self.folder is None else f" --scenes-folder {_quoted(self.folder)}"
        line = next(
            n for n, text in enumerate(self.file.read_text(encoding="utf-8").splitlines(), 1) if _TITLE.match(text)
        )
        words = [
            f"written: {shown(self.file)} (its title is in line {line})",
            "Next, a quick look, and a look at its claims:",
            "",
            f"    {command}{place} --scene {self.name} -ql",
            f"    {command}{place} --scene {self.name} --check",
        ]
        return "\n".join(words)


_TITLE = re.compile(r"    title\b[^=]*=")


def begin_film(name: str, like: str | None, folder: Path | None) -> Begun:
    """Write the file, or the folder, of a new film.

    Args:
        name: of its class.
        like: the film it is to be a copy of; None writes a skeleton.
        folder: one's own, made if it is not there; None is the project's.

    Raises:
        BeginError: the name cannot be had, or its file is there already.
        SceneLookupError: there is no film to copy.
    """
    _insist_on_name(name)
    model = scene_named(like) if like is not None else None
    topic = OWN if model is None else model.topic
    if folder is None and scenes_folder() == INSTALLED:  # nobody looks for their films among installed packages
        folder = Path()
    stem = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    is_folder = model is not None and model.file.name == STORY
    target = (scenes_folder() if folder is None else folder) / topic / (stem if is_folder else f"{stem}.py")
    if target.exists():
        raise BeginError(f"{shown(target.resolve())} is there already: give the new film another name, or remove it")
    try:
        with _whole(target) as unfinished:
            if model is None:
                text = SKELETON.read_text(encoding="utf-8").replace("NAME", name).replace("TITLE", _spoken(name))
                unfinished.write_text(text, encoding="utf-8")
            else:
                _copy(model, name, unfinished)
    except OSError as why:
        raise BeginError(f"{target} cannot be written: {why.strerror or why}") from why
    file = target / STORY if is_folder else target
    return Begun(name, file.resolve(), folder)


def _insist_on_name(name: str) -> None:
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]{0,59}", name) or keyword.iskeyword(name):
        cure = "write letters from A to Z and digits, beginning with a capital, such as MyFilm"
        raise BeginError(f"{name!r} cannot be the name of a film: {cure}")
    taken = next((entry for entry in catalogue().entries if entry.name.casefold() == name.casefold()), None)
    if taken is not None:
        raise BeginError(f"there is a film {taken.name} already, in {shown(taken.file)}: give the new one another name")


def _copy(model: Entry, name: str, target: Path) -> None:
    """Copy a film, its class and title being renamed, and its imports being true of where it lies now."""
    beside = [entry.name for entry in catalogue().entries if entry.file == model.file and entry != model]
    if beside:
        raise BeginError(f"{model.name} shares its file with {', '.join(beside)}: copy a film that has one of its own")
    if model.file.name != STORY:
        target.write_text(_renamed(model, name, model.file), encoding="utf-8")
        return
    shutil.copytree(model.file.parent, target, ignore=shutil.ignore_patterns("__pycache__", ".*", "*~"))
    for file in target.rglob("*.py"):
        original = model.file.parent / file.relative_to(target)
        file.write_text(_renamed(model, name, original), encoding="utf-8")


def _renamed(model: Entry, name: str, file: Path) -> str:
    text = re.sub(rf"\b{model.name}\b", name, file.read_text(encoding="utf-8"))
    if file == model.file:
        text = re.sub(r"^(    title\b[^=\n]*= *).*$", rf'\g<1>"{_spoken(name)}"', text, count=1, flags=re.MULTILINE)
    up = "." * len(file.relative_to(model.source.topic).parts)  # to the topic
    text = re.sub(rf"^(\s*from ){re.escape(up)}(?=\w)", rf"\g<1>scenes.{model.topic}.", text, flags=re.MULTILINE)
    own = re.escape(f"scenes.{model.topic}.{file.relative_to(model.source.topic).parts[0]}.")
    return re.sub(rf"^(\s*from ){own}", rf"\g<1>{up[1:]}", text, flags=re.MULTILINE)


def _spoken(name: str) -> str:
    """`My own film` of `MyOwnFilm`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).split()
    return " ".join([words[0], *(word if word.isupper() else word.lower() for word in words[1:])])


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A place beside the target that takes its name once all of it is there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    try:
        yield unfinished
        unfinished.rename(target)
    finally:
        if unfinished.is_dir():
            shutil.rmtree(unfinished)
        unfinished.unlink(missing_ok=True)
