"""Lecture files: the films of a lecture, written down in TOML; docs/lectures.md explains them.

Everything that can be seen to be wrong in a file is said at once, each with its line.
"""

import re
import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.picture import ShotError
from gradanim.records.shot import Shot
from gradanim.studio.catalogue import Entry, catalogue
from gradanim.studio.orders.lecture_form import SEVERAL, TITLE, film_settings
from gradanim.studio.orders.order import Order, mismatch, read_options, shot_of, stands_outside
from gradanim.studio.orders.places import Place, Places
from gradanim.studio.orders.settings import Setting, near, settings

SUBJECTS = (*SEVERAL, *SEVERAL.values())


class LectureError(GradanimError, ValueError):
    """A lecture file makes no films; the message has a line for everything that is wrong in it."""


def read_lecture(path: Path, typed: Mapping[str, Any], *, themes: Iterable[str]) -> Order:
    """Read a lecture file.

    Args:
        path: of the file.
        typed: settings, as typed, in place of the file's defaults; what a film says itself stays.
        themes: the names of the stage's themes.

    Raises:
        LectureError: says everything that is wrong in the file.
        GradanimError: says what is wrong with what was typed.
    """
    themes = tuple(themes)
    options = read_options(typed, themes=themes)
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as why:
        raise LectureError(f"{path} cannot be read: {getattr(why, 'strerror', None) or why}") from why
    except tomllib.TOMLDecodeError as why:
        raise LectureError(_syntax(path, text, str(why))) from why
    reader = _Reader(document, Places(text), themes, options)
    lecture = reader.lecture()
    if reader.problems:
        raise LectureError("\n".join(f"{path}, line {line}: {what}" for line, what in sorted(reader.problems)))
    return lecture


def _syntax(path: Path, text: str, why: str) -> str:
    """What the standard library says, with the line where people look for it."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", why)
    line = (found and found[1]) or text.rstrip().count("\n") + 1
    return f"{path}, line {line}: {why[: found.start()] if found else why}"


class _Reader:
    """Reads the tables of one file, and goes on where something is wrong.

    Attributes:
        problems: the line, from 1, and what is wrong there.
    """

    def __init__(
        self, document: dict[str, Any], places: Places, themes: Iterable[str], options: Mapping[str, Any]
    ) -> None:
        self.document, self.places, self.options = document, places, options
        self.known, self.of_film = settings(themes), film_settings(themes)
        self.scenes = {entry.name.casefold() for entry in catalogue().entries}
        self.problems: set[tuple[int, str]] = set()

    def lecture(self) -> Order:
        """The lecture, as far as it could be read."""
        top = {key: value for key, value in self.document.items() if key not in ("defaults", "film")}
        title = self.read((), top, {"title": TITLE}).get("title", "")
        self.defaults = self.read(("defaults",), self.document.get("defaults", {}), self.known)
        films = self.document.get("film")
        if not isinstance(films, list) or not films:
            self.wrong((), "there is no film: begin each with a line [[film]], and say its scene below")
            films = []
        planned = [one for number, film in enumerate(films) for one in self.film(("film", number), film)]
        self.tell_apart(planned)
        return Order(tuple(shot for _, shot in planned), title=title)

    def wrong(self, place: Place, what: str) -> None:
        """Note a problem, once."""
        self.problems.add((self.places.line(place), what))

    def read(self, place: Place, table: Any, known: Mapping[str, Setting]) -> dict[str, Any]:
        """The settings of a table that could be read."""
        if not isinstance(table, dict):
            self.wrong(place, f"{place[0]} is no table: write [{place[0]}] or [[{place[0]}]] above its settings")
            return {}
        fields = {}
        for key, value in table.items():
            if key not in known:
                self.wrong((*place, key), f"{key} is not known here: {near(key, known)}")
            elif key in SEVERAL and isinstance(value, list) and value:
                fields[key] = [self.value((*place, key, i), key, known[SEVERAL[key]], v) for i, v in enumerate(value)]
            else:
                fields[key] = self.value((*place, key), key, known[key], value)
        return {key: value for key, value in fields.items() if value is not None}

    def value(self, place: Place, key: str, setting: Setting, value: Any) -> Any:
        """The value as a Shot takes it; None if it cannot be read."""
        try:
            return setting.read(value)
        except GradanimError as why:
            self.wrong(place, str(why) if key == "scene" else f"{key}: {why}")
            return None

    def film(self, place: Place, table: Any) -> list[tuple[Place, Shot]]:
        """The shots of a [[film]], each with its place."""
        own = self.read(place, table, self.of_film)
        if isinstance(table, dict) and "scene" not in table:
            self.wrong(place, 'which scene? Add a line such as scene = "SteepestAscent"')
        entry, called = own.pop("scene", None), own.pop("name", None)
        if called and called.casefold().partition("-")[0] in self.scenes:
            self.wrong((*place, "name"), f'name: films without a name are called like "{called}": choose another word')
        if entry is None:
            return []
        subjects = self.subjects(place, entry, own)
        looks = {key: value for key, value in own.items() if key not in SUBJECTS}
        if not subjects:
            self.shot(place, entry, looks, called)  # for what else is wrong
        pairs = [(where, self.shot(where, entry, looks | subject, called)) for where, subject in subjects]
        return [(where, shot) for where, shot in pairs if shot is not None]

    def subjects(self, place: Place, entry: Entry, own: Mapping[str, Any]) -> list[tuple[Place, dict[str, Any]]]:
        """What the films of a table are about, one after the other; {} where the table does not say it."""
        said = [key for key in own if key in SUBJECTS]
        if not said:
            return [(place, {})]
        key, kind = said[0], SEVERAL.get(said[0], said[0])
        if len(said) > 1:
            self.wrong((*place, said[1]), f"{key} and {said[1]} exclude each other: a scene is about one of them")
            return []
        if why := mismatch(entry, [kind], ""):
            self.wrong((*place, key), f"{entry.name} {why}")
            return []
        if key in SEVERAL:
            return [((*place, key, number), {kind: text}) for number, text in enumerate(own[key]) if text is not None]
        return [((*place, key), {kind: own[key]})]

    def shot(self, place: Place, entry: Entry, own: Mapping[str, Any], called: str | None) -> Shot | None:
        """What the file says about one film, and in place of its defaults the command line."""
        defaults, options = (_for_scene(fields, entry, own) for fields in (self.defaults, self.options))
        try:
            written, shot = shot_of(entry, {**defaults, **own}), shot_of(entry, {**defaults, **options, **own})
        except ShotError as why:
            self.wrong(self.said(place, str(why).partition(" ")[0]), str(why))
            return None
        if outside := stands_outside({**defaults, **options, **own}):
            self.wrong(self.said(place, "at"), outside)
        if called is None:
            return shot
        if len(place) == 4:  # an element of a list
            called = f"{called}-{int(place[3]) + 1}"
        changed = shot != written
        return replace(shot, called=shot.name_beside(replace(written, called=called)) if changed else called)

    def said(self, place: Place, key: str) -> Place:
        """Where a film's setting is said: in its table, else in the defaults, else its table."""
        return next((p for p in ((*place[:2], key), ("defaults", key)) if p in self.places), place)

    def tell_apart(self, planned: Iterable[tuple[Place, Shot]]) -> None:
        """See that no two films have one name, not even where a file system ignores case."""
        first: dict[str, Place] = {}
        for place, shot in planned:
            other = first.setdefault(shot.name.casefold(), place)
            if other != place:
                there = f"like that of line {self.places.line(other)}"
                self.wrong(place, f"this film would be called {shot.name}, {there}: give one of them another name")


def _for_scene(fields: Mapping[str, Any], entry: Entry, own: Container[str]) -> dict[str, Any]:
    """The settings without a subject that the scene is not about, or that the film has one of its own for."""
    needs = set() if "function" in own or "field" in own else {entry.takes}
    return {key: value for key, value in fields.items() if key in needs or key not in ("function", "field")}
