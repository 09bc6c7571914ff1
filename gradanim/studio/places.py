"""Where films lie: the project's folder of scenes, and beside it folders and files of one's own.

What is looked at beside the project's folder is kept in the environment, which the processes that film inherit.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SHARED = "shared"  # the folder of a topic that holds what its films share
STORY = "story.py"  # of a film that is a folder
PACKAGE = Path(__file__).resolve().parents[1]
COMMAND = "python render.py" if (PACKAGE.parent / "render.py").is_file() else "gradanim"
INSTALLED = PACKAGE / "_scenes"  # where an installed package keeps its films

_BESIDE = "GRADANIM_BESIDE"


@dataclass(frozen=True)
class Source:
    """A file that may hold scenes.

    Args:
        file: absolute.
        topic: the folder of its topic, which holds the file, or the film's folder.
    """

    file: Path
    topic: Path

    @property
    def is_ours(self) -> bool:
        """Whether it lies in the project's folder of scenes."""
        return self.topic.parent == scenes_folder()

    @property
    def module(self) -> str:
        """The name it is imported under: two folders of one name do not get in each other's way."""
        head = f"scenes.{self.topic.name}" if self.is_ours else package_of(self.topic)
        return ".".join([head, *self.file.relative_to(self.topic).with_suffix("").parts])


def package_of(topic: Path) -> str:
    """The package that the films of a topic of one's own are imported in."""
    return f"films_{sha256(str(topic).encode()).hexdigest()[:8]}"


def scenes_folder() -> Path:
    """The project's films: beside render.py, or in the installed package; GRADANIM_SCENES names another folder."""
    if elsewhere := os.environ.get("GRADANIM_SCENES"):
        return Path(elsewhere).resolve()
    return INSTALLED if INSTALLED.is_dir() else PACKAGE.parent / "scenes"


def beside() -> tuple[Path, ...]:
    """Folders and files that are looked at beside the project's folder of scenes."""
    return tuple(map(Path, os.environ.get(_BESIDE, "").splitlines()))


def look_beside(*places: Path) -> None:
    """Look for films there, too: in a folder of topics or of films, or in a file."""
    found = dict.fromkeys([*beside(), *(place.resolve() for place in places)])
    os.environ[_BESIDE] = "\n".join(map(str, found))


@contextmanager
def for_a_while() -> Iterator[None]:
    """Forget afterwards what was looked at beside the project's folder in the meantime."""
    before = os.environ.get(_BESIDE)
    try:
        yield
    finally:
        os.environ.pop(_BESIDE, None)
        if before is not None:
            os.environ[_BESIDE] = before


def sources() -> tuple[Source, ...]:
    """Every file that may hold scenes, each once; those of the project first."""
    found = _of_topics(scenes_folder())
    for place in beside():
        found += _in_folder(place) if place.is_dir() else [source_of(place)]
    first: dict[Path, Source] = {}
    for source in found:
        first.setdefault(source.file, source)
    return tuple(first.values())


def source_of(file: Path) -> Source:
    """A film's own file, wherever it lies."""
    return Source(file, file.parents[1] if file.name == STORY else file.parent)


def topic_folders() -> tuple[Path, ...]:
    """The folders that hold folders of topics: `import scenes.topic.shared.part` finds parts in all of them."""
    own = (source.topic.parent for source in sources() if not source.is_ours)
    return tuple(dict.fromkeys([scenes_folder(), *own]))


def shown(file: Path) -> str:
    """A file's place in messages: short where it lies in the project or below the present folder."""
    for folder in (scenes_folder().parent, Path.cwd()):
        if file.is_relative_to(folder):
            return file.relative_to(folder).as_posix()
    return str(file)


def _of_topics(folder: Path) -> list[Source]:
    stories = (path for path in folder.glob(f"*/*/{STORY}") if path.parent.name != SHARED)
    files = sorted([*folder.glob("*/*.py"), *stories])
    return [Source(file, folder / file.relative_to(folder).parts[0]) for file in files]


def _in_folder(folder: Path) -> list[Source]:
    """The films of a folder of one's own, which has folders of topics, or films at once."""
    loose = [*folder.glob("*.py"), *folder.glob(f"*/{STORY}")]
    return [Source(file, folder) for file in sorted(loose)] + [
        source for source in _of_topics(folder) if source.file not in loose
    ]
