"""Lecture files: the films of a lecture, written down in TOML; docs/lectures.md explains them.

Everything that can be seen to be wrong in a file is said at once, each with its line.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gradanim.errors import GradanimError
from gradanim.records.picture import ShotError
from gradanim.records.shot import Shot
from gradanim.records.subject import SAY_THE_SUBJECT, TAKES
from gradanim.studio.catalogue import Entry, catalogue
from gradanim.studio.orders.lecture_form import FILM, SEVERAL, TITLE
from gradanim.studio.orders.order import Order, read_options, shot_of, stands_outside, takes_heights, unfit
from gradanim.studio.orders.settings import SETTINGS, Setting, near
from gradanim.studio.orders.toml_lines import KeyPath, TomlLines

SUBJECTS = (*SEVERAL, *SEVERAL.values(), "heights")
FUNCTIONS = {"function", "heights", "field"}  # one of them takes the others' place


class LectureError(GradanimError, ValueError):
    """A lecture file makes no films; the message has a line for everything that is wrong in it."""


def read_lecture(path: Path, typed: Mapping[str, Any]) -> Order:
    """Read a lecture file.

    Args:
        path: of the file.
        typed: settings, as typed, in place of the file's defaults; what a film says itself stays.

    Raises:
        LectureError: says everything that is wrong in the file.
        GradanimError: says what is wrong with what was typed.
    """
    options = read_options(typed)
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows editors begin a file with a mark
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as why:
        raise LectureError(f"{path} cannot be read: {getattr(why, 'strerror', None) or why}") from why
    except tomllib.TOMLDecodeError as why:
        raise LectureError(_syntax(path, text, str(why))) from why
    reader = _Reader(document, TomlLines(text), options, path.parent)
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

    def __init__(self, document: dict[str, Any], lines: TomlLines, options: Mapping[str, Any], folder: Path) -> None:
        self.document, self.lines, self.options, self.folder = document, lines, options, folder
        self.scenes = {entry.name.casefold() for entry in catalogue().entries}
        self.problems: set[tuple[int, str]] = set()

    def lecture(self) -> Order:
        """The lecture, as far as it could be read."""
        top = {key: value for key, value in self.document.items() if key not in ("defaults", "film")}
        title = self.read((), top, {"title": TITLE}).get("title", "")
        self.defaults = self.read(("defaults",), self.document.get("defaults", {}), SETTINGS)
        films = self.document.get("film")
        if not isinstance(films, list) or not films:
            self.wrong((), "there is no film: begin each with a line [[film]], and say its scene below")
            films = []
        planned = [one for number, film in enumerate(films) for one in self.film(("film", number), film)]
        self.tell_apart(planned)
        return Order(tuple(shot for _, shot in planned), title=title)

    def wrong(self, place: KeyPath, what: str) -> None:
        """Note a problem, once."""
        self.problems.add((self.lines.line(place), what))

    def read(self, place: KeyPath, table: Any, known: Mapping[str, Setting]) -> dict[str, Any]:
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

    def value(self, place: KeyPath, key: str, setting: Setting, value: Any) -> Any:
        """The value as a Shot takes it; None if it cannot be read."""
        if isinstance(value, str) and setting.names_file(value):
            value = str(self.folder / value)
        try:
            return setting.read(value)
        except GradanimError as why:
            self.wrong(place, str(why) if key == "scene" else f"{key}: {why}")
            return None

    def film(self, place: KeyPath, table: Any) -> list[tuple[KeyPath, Shot]]:
        """The shots of a [[film]], each with its place."""
        own = self.read(place, table, FILM)
        if isinstance(table, dict) and "scene" not in table:
            self.wrong(place, 'which scene? Add a line such as scene = "SteepestAscent"')
        entry, called = own.pop("scene", None), own.pop("name", None)
        if called and called.casefold().partition("-")[0] in self.scenes:
            self.wrong((*place, "name"), f'name: films without a name are called like "{called}": choose another word')
        if entry is None:
            return []
        subjects = self.subjects(place, own)
        looks = {key: value for key, value in own.items() if key not in SUBJECTS}
        if not subjects:
            self.shot(place, entry, looks, called)  # for what else is wrong
        pairs = [(where, self.shot(where, entry, looks | subject, called)) for where, subject in subjects]
        return [(where, shot) for where, shot in pairs if shot is not None]

    def subjects(self, place: KeyPath, own: Mapping[str, Any]) -> list[tuple[KeyPath, dict[str, Any]]]:
        """What the films of a table are about, one after the other; {} where the table does not say it."""
        said = [key for key in own if key in SUBJECTS]
        key = next((key for key in said if key in SEVERAL), None)
        if key is None:
            return [((*place, *said[:1]), {key: own[key] for key in said})]
        if len(said) > 1:
            self.wrong((*place, said[1]), f"{said[0]} and {said[1]} exclude each other: a scene is about one of them")
            return []
        texts = enumerate(own[key])
        return [((*place, key, number), {SEVERAL[key]: text}) for number, text in texts if text is not None]

    def shot(self, place: KeyPath, entry: Entry, own: Mapping[str, Any], called: str | None) -> Shot | None:
        """What the file says about one film, and in place of its defaults the command line."""
        defaults, options = (_for_scene(fields, entry) for fields in (self.defaults, self.options))
        written = _over(defaults, own)
        fields = _over(_over(defaults, options), own)
        if reasons := unfit(entry, fields):
            for key, why in reasons.items():
                self.wrong(self.said(place, key), f"{entry.name} {why}")
            return None
        try:
            planned, shot = shot_of(entry, written), shot_of(entry, fields)
        except ShotError as why:
            self.wrong(self.said(place, str(why).partition(" ")[0]), str(why))
            return None
        if outside := stands_outside(fields):
            self.wrong(self.said(place, "at"), outside)
        if called is None:
            return shot
        if len(place) == 4:  # an element of a list
            called = f"{called}-{int(place[3]) + 1}"
        changed = shot != planned
        return replace(shot, called=shot.name_beside(replace(planned, called=called)) if changed else called)

    def said(self, place: KeyPath, key: str) -> KeyPath:
        """Where a film's setting is said: in a list, in its table, else in the defaults, else its table."""
        if len(place) == 4 and key == SEVERAL[str(place[2])]:
            return place
        return next((p for p in ((*place[:2], key), ("defaults", key)) if p in self.lines), place)

    def tell_apart(self, planned: Iterable[tuple[KeyPath, Shot]]) -> None:
        """See that no two films have one name, not even where a file system ignores case."""
        first: dict[str, KeyPath] = {}
        for place, shot in planned:
            other = first.setdefault(shot.name.casefold(), place)
            if other != place:
                there = f"like that of line {self.lines.line(other)}"
                self.wrong(place, f"this film would be called {shot.name}, {there}: give one of them another name")


def _for_scene(fields: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """The settings without what the scene is not about, and without what is said in place of what is said as well."""
    about = TAKES[entry.subject]
    takes = [*about.settings, *(["heights"] if takes_heights(entry) else [])]
    if not fields.keys() & about.settings:
        takes += about.instead
    return {key: value for key, value in fields.items() if key in takes or key not in (*SAY_THE_SUBJECT, "heights")}


def _over(fields: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Settings, and in their place what else is said; a function, heights and a field take each other's place."""
    lost = FUNCTIONS if FUNCTIONS & more.keys() else set()
    return {key: value for key, value in fields.items() if key not in lost} | dict(more)
