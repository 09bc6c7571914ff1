"""Where in a TOML text each value stands: the standard library reads the values and forgets their lines."""

import tomllib
from typing import Any

KeyPath = tuple[str | int, ...]
"""The way to a value: ("film", 0, "at") is the `at` of the first [[film]]."""


class TomlLines:
    """The lines of a TOML text's tables, values and, of lists over several lines, elements.

    The text is cut where a statement ends, and the standard library itself says where that is: a statement is the
    fewest lines that it can read.

    Args:
        text: what the standard library has read without an error.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {(): 1}
        self._latest: dict[KeyPath, int] = {}  # the number of the table that was begun last in every [[list]]
        rows = text.replace("\r\n", "\n").split("\n")
        table: KeyPath = ()
        first = 0
        while first < len(rows):
            last, statement = _statement(rows, first)
            if rows[first].lstrip(" \t").startswith("["):
                table = self._begin(statement, first + 1)
            else:
                self._note(table, statement, first + 1)
                self._note_elements(table, statement, rows, first, last)
            first = last + 1

    def __contains__(self, path: KeyPath) -> bool:
        """Whether the text says this."""
        return path in self._lines

    def line(self, path: KeyPath) -> int:
        """The line of the value, from 1; of what it stands in, where it has no line of its own."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _begin(self, statement: dict[str, Any], line: int) -> KeyPath:
        """Enter the table of a line [name] or [[name]], and return its path."""
        path: KeyPath = ()
        inside: Any = statement
        while inside:
            ((key, inside),) = inside.items()
            path = (*path, key)
            if inside == [{}]:
                self._latest[path] = self._latest.get(path, -1) + 1
                inside = {}
            if path in self._latest:
                path = (*path, self._latest[path])
        self._lines[path] = line
        return path

    def _note(self, path: KeyPath, values: dict[str, Any], line: int) -> None:
        for key, value in values.items():
            self._lines[*path, key] = line
            if isinstance(value, dict):
                self._note((*path, key), value, line)

    def _note_elements(self, table: KeyPath, statement: dict[str, Any], rows: list[str], first: int, last: int) -> None:
        """Find the lines of a list's elements: cut off after a line and closed, it has those that came before."""
        ((key, value),) = statement.items() or [("", None)]
        if not isinstance(value, list):
            return
        found = 0
        for row in range(first, last + 1):
            try:
                begun = tomllib.loads("\n".join([*rows[first : row + 1], "]"]))[key]
            except tomllib.TOMLDecodeError:
                begun = value if row == last else []  # in the middle of an element, or at the closing bracket
            while found < len(begun):
                self._lines[*table, key, found] = row + 1
                found += 1


def _statement(rows: list[str], first: int) -> tuple[int, dict[str, Any]]:
    """The last row of the statement that begins in the row `first`, and what it says."""
    for last in range(first, len(rows)):
        try:
            return last, tomllib.loads("\n".join(rows[first : last + 1]))
        except tomllib.TOMLDecodeError:
            continue
    raise ValueError(f"no TOML from line {first + 1} on")
