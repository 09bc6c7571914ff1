"""Typed text by its grammar alone: most slips are seen here, before anything that takes time is loaded."""

import re

from gradanim.errors import ReadError
from gradanim.formulas.lexicon import listed
from gradanim.formulas.parser import Parser
from gradanim.formulas.syntax import Node

_ELSEWHERE = re.compile(r"\s*(?:[A-Za-z]\w{0,20}\s*=)?\s*(?:lambda\s+(?P<arguments>[\w\s,]{1,40}):|return\b)")
_HEADER = re.compile(r"[\s$]*(?P<name>[A-Za-z]\w{0,20})\s*(?P<arguments>\([\w\s,]{0,40}\))?\s*:?=(?![=<>])")


def parse(text: str, variables: tuple[str, ...]) -> Node:
    """The tree of one expression.

    Raises:
        ReadError: with the place, the reason and the cure.
    """
    return Parser(text, variables, after_header(text, variables)).expression()


def after_header(text: str, variables: tuple[str, ...]) -> int:
    """Where the expression starts: behind "f(x, y) =" or "z =", if the text starts so."""
    if found := _ELSEWHERE.match(text):  # Python's: lambda x, y: x*y
        _refuse_other_arguments(text, found, variables)
        return found.end()
    found = _HEADER.match(text)
    if not found or (found["name"] in variables and not found["arguments"]):
        return 0
    _refuse_other_arguments(text, found, variables)
    return found.end()


def _refuse_other_arguments(text: str, header: re.Match[str], variables: tuple[str, ...]) -> None:
    for name in re.finditer(r"\w+", header["arguments"] or ""):
        if name[0] not in variables:
            place = header.start("arguments") + name.start()
            raise ReadError(text, place, f"{name[0]} is not a variable here", f"The variables are {listed(variables)}.")
