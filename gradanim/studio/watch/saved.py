"""Notices that somebody has saved a file that a film is made of, by looking at when files were changed.

A look at a dozen files takes a fraction of a millisecond: a library that has the system tell would gain nothing.
"""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from gradanim.errors import GradanimError
from gradanim.studio.sources import sources_of

LOOK_EVERY = 0.05
"""Seconds between two looks at the files of scenes."""
SETTLED = 0.02
"""Seconds for which nothing more is written, before a file is read."""
PACKAGE_EVERY = 20
"""Looks at those between two at the hundreds of files of this package."""
PACKAGE = Path(__file__).resolve().parents[2]

State = dict[Path, tuple[int, int]]


def state_of(files: Iterable[Path]) -> State:
    """When the files were changed, and how large they are; those that are not there, or empty, are left out."""
    found = {}
    for file in files:
        try:
            now = file.stat()
        except OSError:  # some editors put a new file in place of the old one
            continue
        if now.st_size:  # others empty the file, and then write it
            found[file] = (now.st_mtime_ns, now.st_size)
    return found


class Saved:
    """Looks at files until it is told to stop.

    Args:
        scenes: names of the scenes that are shown.
        on_scene: called with the files that were saved, of the scenes.
        on_package: called when a file of this package was saved.
    """

    def __init__(
        self, scenes: Iterable[str], on_scene: Callable[[set[Path]], None], on_package: Callable[[], None]
    ) -> None:
        self.scenes, self.on_scene, self.on_package = set(scenes), on_scene, on_package
        self.stopped = threading.Event()

        self.files = self._files()
        self.before = state_of(self.files)

    def look(self) -> None:
        """Look, again and again."""
        package, looks, is_new = state_of(PACKAGE.rglob("*.py")), 0, False
        while not self.stopped.wait(LOOK_EVERY):
            looks += 1
            now = state_of(self.files)
            if now != self.before and len(now) >= len(self.before):
                now = self._settled(now)
                changed = {file for file in now if now[file] != self.before.get(file)}
                self.before = now
                self.on_scene(changed)
                is_new = True
            if is_new and looks % PACKAGE_EVERY == 0:  # it may import others now; that takes a while, and is not urgent
                is_new, more = False, self._files() - self.files
                self.files |= more
                self.before |= state_of(more)
            if looks % PACKAGE_EVERY == 0 and (there := state_of(PACKAGE.rglob("*.py"))) != package:
                package = there
                self.on_package()

    def _settled(self, now: State) -> State:
        """The state in which the files stay: one that is still being written is not to be read."""
        while not self.stopped.wait(SETTLED) and (later := state_of(self.files)) != now:
            now = later
        return now

    def _files(self) -> set[Path]:
        return {file for scene in self.scenes for file in files_of(scene)}


def files_of(scene: str) -> set[Path]:
    """All files of the scenes folder that a film is made of, as far as they can be read now."""
    try:
        return sources_of(scene)
    except (GradanimError, SyntaxError, ValueError, OSError):
        return set()
