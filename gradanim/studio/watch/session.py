"""One run of `--watch`: the workshop, whoever notices that a file was saved, and the page."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import find
from gradanim.studio.orders.order import read_options, unfit
from gradanim.studio.watch.film_on_page import FilmOnPage
from gradanim.studio.watch.pages import NotPossible, Pages
from gradanim.studio.watch.saved import Saved, files_of
from gradanim.studio.watch.things import thing_at
from gradanim.studio.watch.workshop import Workshop

CHANGEABLE = ("function", "constraint", "field", "at", "direction", "domain", "theme")
"""Settings that can be changed in the page."""
MOST = 8
"""Films in a page: some ten processes of each wait for what is saved, and take about 40 MB each."""


class Watch:
    """A page about films, kept up to date.

    Args:
        shots: what is shown.
        port: 0 takes one that is free.

    Raises:
        GradanimError: this system cannot do it, not in this format, not so many, or the port is taken.
    """

    def __init__(self, shots: Sequence[Shot], port: int = 0) -> None:
        if not hasattr(os, "fork"):
            raise GradanimError("--watch copies running processes, which Windows cannot: use it in WSL, or -ql")
        if len(shots) > MOST:
            raise GradanimError(f"--watch shows at most {MOST} films at once, not {len(shots)}: name some with --scene")
        if other := next((shot for shot in shots if shot.format != "mp4"), None):
            raise GradanimError(f"--watch shows films as mp4, not {other.format}: leave out --format and --transparent")
        self.workshop = Workshop(shots)
        told = {"settings": self._set}
        try:
            self.pages = Pages(
                self.workshop.shelf.folder, self._state, asked={"thing": self._thing}, told=told, port=port
            )
        except OSError as why:
            self.workshop.close()
            raise GradanimError(f"--port {port} cannot be had ({why.strerror}): choose another one") from why
        self.workshop.on_change = self.pages.change
        self.saved = Saved({shot.scene for shot in shots}, self._scene_saved, self.workshop.start)

    def run(self, on_ready: Callable[[str], None]) -> None:
        """Show the page until somebody stops it.

        Args:
            on_ready: called with the page's address.
        """
        for job in (self.pages.serve_forever, self.saved.look):
            threading.Thread(target=job, daemon=True).start()
        self.workshop.start()
        on_ready(self.pages.address)
        threading.Event().wait()

    def close(self) -> None:
        """End all processes, and remove all files."""
        self.saved.stopped.set()
        self.pages.close()
        self.workshop.close()

    def _state(self) -> dict[str, Any]:
        with self.workshop.lock:
            return {"films": [film.shown() for film in self.workshop.films]}

    def _scene_saved(self, changed: set[Path]) -> None:
        for film in self.workshop.films:
            if changed == {film.file}:  # by far the most frequent, and quick
                self.workshop.update(film)
            elif changed & {film.file, *files_of(film.shot.scene)} or film.trouble is not None:
                self.workshop.update(film, anew=True)

    def _thing(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What is seen at a place in the last picture of a beat."""
        film = self._film(asked)
        try:
            beat, x, y = int(asked["beat"]), float(asked["x"]), float(asked["y"])
        except (KeyError, ValueError) as why:
            raise NotPossible("a click has a beat, an x and a y") from why
        with self.workshop.lock:
            things = film.beats[beat].things if beat in film.beats else ()
            source = film.source
        thing = thing_at(things, x, y)
        if thing is None:
            return {}
        line = source.line_of(thing.name) if source is not None else None
        return {"name": thing.name, "kind": thing.kind, "line": line, "box": thing.box}

    def _set(self, told: dict[str, Any]) -> dict[str, Any]:
        """Change what a film is about."""
        film = self._film(told)
        said = {name: told[name].strip() for name in CHANGEABLE if isinstance(told.get(name), str)}
        typed = {name: text for name, text in said.items() if text}
        try:
            fields = read_options(typed)
            entry = find(film.shot.scene)
            if why := next(iter(unfit(entry, fields, "--").values()), ""):
                raise NotPossible(f"{entry.name} {why}")
            usual = {name: "night" if name == "theme" else None for name in said}
            shot = replace(film.shot, **usual | fields)
        except GradanimError as why:
            raise NotPossible(str(why)) from why
        self.workshop.turn_to(film, shot)
        return {}

    def _film(self, given: dict[str, Any]) -> FilmOnPage:
        try:
            return self.workshop.films[int(given.get("film", 0))]
        except (ValueError, IndexError) as why:
            raise NotPossible("there is no such film in this page") from why


def small(shot: Shot) -> Shot:
    """The same, quick to be made, unless a size or a rate was asked for."""
    return shot if shot.resolution or shot.fps else replace(shot, quality="l")


def watch(shots: Sequence[Shot], on_ready: Callable[[str], None], *, port: int = 0) -> None:
    """Show films in a page, and keep it up to date until Ctrl-C.

    Raises:
        GradanimError: this system cannot do it, not in this format, not so many, or the port is taken.
    """
    watched = Watch(shots, port)
    for ending in (signal.SIGTERM, signal.SIGHUP):  # a terminal that is closed is as good as Ctrl-C
        signal.signal(ending, signal.default_int_handler)
    try:
        watched.run(on_ready)
    except KeyboardInterrupt:
        pass
    finally:
        watched.close()
