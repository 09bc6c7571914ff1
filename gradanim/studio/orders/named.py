"""A scene as it is typed: by its name, or by its file, wherever that lies."""

from difflib import get_close_matches
from pathlib import Path

from gradanim.studio.catalogue import Entry, SceneLookupError, catalogue, find, no_python
from gradanim.studio.places import STORY, look_beside, shown
from gradanim.studio.scene_classes import written_in


def scene_named(text: str) -> Entry:
    """The scene that `Name`, `path/to/file.py:Name`, `path/to/file.py` or the folder `path/to/film` names.

    Raises:
        SceneLookupError: there is none; or a file has several, and it is not said which.
    """
    path, name = _parts(text)
    if not _names_place(path):
        return find(text)
    file = _file(Path(path).expanduser(), path)
    look_beside(file)
    try:
        written_in(file)
    except (SyntaxError, ValueError) as why:
        raise SceneLookupError(f"this file cannot be read, {no_python(file, why)}") from why
    return _chosen([entry for entry in catalogue().entries if entry.file == file], name, file, path)


def is_path(text: str) -> bool:
    """Whether a scene is told by its file."""
    return _names_place(_parts(text)[0])


def _parts(text: str) -> tuple[str, str]:
    """The path, or the name, and behind a colon the name of a class."""
    head, _, name = text.strip().rpartition(":")
    return (head, name) if name.isidentifier() and _names_place(head) else (text.strip(), "")


def _names_place(text: str) -> bool:
    return text.endswith(".py") or "/" in text or "\\" in text


def _file(path: Path, typed: str) -> Path:
    if path.is_dir():
        if not (path / STORY).is_file():
            cure = f"give the file of a film, or --scenes-folder {typed} for all that it holds"
            raise SceneLookupError(f"the folder {typed} is no film, for it has no {STORY}: {cure}")
        path /= STORY
    if not path.is_file():
        there = [file.name for file in path.parent.glob("*.py")]
        near = get_close_matches(path.name, there, n=1)
        cure = f"did you mean {near[0]}?" if near else "look how it is spelt, and where you are"
        raise SceneLookupError(f"there is no file {typed}: {cure}")
    return path.resolve()


def _chosen(entries: list[Entry], name: str, file: Path, typed: str) -> Entry:
    """The one that is called so, or the only one."""
    if not entries:
        problem = next((what for what in catalogue().problems if what.startswith(shown(file))), "")
        what = "a scene is a class that extends PlaneScene, SpaceScene, RoomScene or Storyboard"
        raise SceneLookupError(f"there is no scene in {typed}: {problem or what}")
    names = [entry.name for entry in entries]
    if not name:
        if len(entries) == 1:
            return entries[0]
        raise SceneLookupError(f"{typed} has the scenes {', '.join(names)}: say which, as in {typed}:{names[0]}")
    fitting = [entry for entry in entries if entry.name.casefold() == name.casefold()]
    if not fitting:
        raise SceneLookupError(f"there is no scene {name} in {typed}: it has {', '.join(names)}")
    return fitting[0]
