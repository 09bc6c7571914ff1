"""What stands in a lecture file: the settings that only a file has, and the JSON schema that editors check with."""

from typing import Any

from gradanim.records.naming import NAME
from gradanim.studio.catalogue import Entry
from gradanim.studio.orders.named import is_path, scene_named
from gradanim.studio.orders.settings import SETTINGS, TEXT, Form, Setting, SettingError, read_name, read_text, shown

SEVERAL = {"functions": "function", "fields": "field"}
"""The settings that make several films of one table, and what each of their elements is."""

TITLE = Setting("What the lecture is called.", TEXT, read_text)


def schema() -> Form:
    """The JSON schema of lecture files."""
    defaults = "Settings of all films that do not say otherwise themselves."
    film = _table(FILM) | {"required": ["scene"]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A lecture",
        "type": "object",
        "additionalProperties": False,
        "required": ["film"],
        "properties": {
            "title": TITLE.schema,
            "defaults": {"description": defaults, **_table(SETTINGS)},
            "film": {"description": "The films, in order.", **_list_of(film)},
        },
    }


def _table(known: dict[str, Setting]) -> Form:
    properties = {key: setting.schema for key, setting in known.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _list_of(form: Form) -> Form:
    return {"type": "array", "items": form, "minItems": 1}


def _read_list(value: Any) -> Any:
    """Refuse what is no list with something in it; its elements are read one by one."""
    if not isinstance(value, list) or not value:
        raise SettingError(f'a list such as ["x^2 + y^2", "x*y"] is wanted, not {shown(value)}')
    return value


def _read_scene(value: Any) -> Entry:
    return scene_named(read_text(value))


FILM = {
    "scene": Setting(
        "A scene, or a file with one: my_film.py:MyFilm; python render.py --list shows what there is.",
        TEXT, _read_scene, names_file=is_path,
    ),
    "name": Setting("What the film's files are called.", {"type": "string", "pattern": f"^{NAME.pattern}$"}, read_name),
    **{
        key: Setting(f"A film for each of them. {SETTINGS[one].about}", _list_of(SETTINGS[one].form), _read_list)
        for key, one in SEVERAL.items()
    },
    **SETTINGS,
}  # fmt: skip
"""Everything that can be set of a film in a file, in the order of use."""
