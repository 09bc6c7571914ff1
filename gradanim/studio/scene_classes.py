"""The classes of scenes, read off the syntax of their files: what each extends, is about, and how many beats it has."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradanim.records.subject import TAKES, Subject
from gradanim.studio.places import Source

STAGE = Path(__file__).resolve().parents[1] / "stage"


@dataclass(frozen=True)
class Written:
    """A class at the top of a file; `source` is None for those of the stage."""

    node: ast.ClassDef
    file: Path
    source: Source | None

    @property
    def bases(self) -> list[str]:
        """The last words of what it extends: `Scene` of `manim.Scene`."""
        return [ast.unparse(base).rpartition(".")[2] for base in self.node.bases]

    @property
    def summary(self) -> str:
        """The first line of its docstring; empty if it has none."""
        return (ast.get_docstring(self.node) or "").partition("\n")[0]


def written_in(file: Path, source: Source | None = None) -> list[Written]:
    """The classes of a file.

    Raises:
        SyntaxError, ValueError: it is no Python.
    """
    return [Written(node, file, source) for node in ast.parse(file.read_bytes()).body if isinstance(node, ast.ClassDef)]


_HEAD = re.compile(rb"^class\s+(\w+)\s*\(([\w\s.,]*)\)\s*:", re.MULTILINE)


def heads_in(file: Path, source: Source) -> Iterator[Written]:
    """The classes of a file that is no Python, without what is in them."""
    for name, bases in _HEAD.findall(file.read_bytes()):
        with suppress(SyntaxError, ValueError):
            (node,) = ast.parse(b"class %s(%s): pass" % (name, bases)).body
            if isinstance(node, ast.ClassDef):
                yield Written(node, file, source)


@cache
def written_on_the_stage() -> tuple[Written, ...]:
    """The classes at the top of the stage: those that scenes extend are among them."""
    return tuple(found for file in sorted(STAGE.glob("*.py")) for found in written_in(file))


def ancestors(found: Written, classes: Mapping[str, Written], seen: frozenset[str] = frozenset()) -> list[Written]:
    """The class and those of the scenes and the stage that it extends, each before all that it extends."""
    here = seen | {found.node.name}
    above = [classes[base] for base in found.bases if base in classes and base not in here]
    line = [found, *(older for parent in above for older in ancestors(parent, classes, here))]
    return [one for number, one in enumerate(line) if one not in line[number + 1 :]]


def is_scene(found: Written, line: Sequence[Written]) -> bool:
    """Whether a class with these ancestors is a scene that may be filmed."""
    bases = (base for ancestor in line for base in ancestor.bases)
    return not found.node.name.startswith("_") and any(base.endswith(("Scene", "Storyboard")) for base in bases)


def subject_of(line: Sequence[Written]) -> tuple[Subject | None, str]:
    """What the nearest class that says it is about; or why that is not known."""
    said = next(_assigned(line, "subject"), None)
    if said is None:
        return "none", ""  # a plain manim scene
    for subject in TAKES:
        if isinstance(said, ast.Constant) and said.value == subject:
            return subject, ""
    known = ", ".join(f'"{subject}"' for subject in TAKES)
    return None, f"the subject {ast.unparse(said)} of {line[0].node.name} is not known: choose {known}"


def is_said(line: Sequence[Written], name: str) -> bool:
    """Whether the nearest class that says it assigns True to a name."""
    said = next(_assigned(line, name), None)
    return isinstance(said, ast.Constant) and said.value is True


def beats_in(file: Path, scene: str) -> int:
    """How many beats are written in a scene's class."""
    nodes = (one.node for one in written_in(file) if one.node.name == scene)
    return sum(isinstance(node, ast.Attribute) and node.attr == "beat" for top in nodes for node in ast.walk(top))


def _assigned(line: Sequence[Written], name: str) -> Iterator[ast.expr]:
    """What is assigned to a name in the bodies of the classes, nearest first."""
    for statement in (statement for one in line for statement in one.node.body):
        match statement:
            case ast.Assign(targets=[*targets], value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            yield value
