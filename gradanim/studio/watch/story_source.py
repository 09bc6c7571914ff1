"""The source of a story as its author sees it: which statement tells which beat, and what a change leaves as it was.

A story is the method `construct` of a scene. What stands at the top of that method, statement by statement, is told in
this order; so everything before the first statement that differs need not be told again. What else the file defines is
compared by what is used: a sentence in a dictionary below the story matters from the beat on that mentions it.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import CodeType

Definition = ast.FunctionDef | ast.ClassDef
STORY = "construct"


@dataclass(frozen=True)
class StorySource:
    """The text of the file that a scene is in, and the name of its class.

    Raises:
        SyntaxError: on first use, what the file says is no Python.
    """

    text: str
    scene: str
    file: str = "<story>"

    @classmethod
    def read(cls, file: Path, scene: str) -> "StorySource":
        """What the file says now."""
        return cls(file.read_text(encoding="utf-8-sig"), scene, str(file))

    @cached_property
    def tree(self) -> ast.Module:
        """The file as a tree."""
        return ast.parse(self.text, self.file)

    @property
    def has_scene(self) -> bool:
        """Whether there is a class of that name."""
        return any(isinstance(node, ast.ClassDef) and node.name == self.scene for node in self.tree.body)

    @cached_property
    def story(self) -> ast.FunctionDef | None:
        """`construct`, if the class has one of its own."""
        functions = (node for node in self._class_body if isinstance(node, ast.FunctionDef))
        return next((node for node in functions if node.name == STORY), None)

    @cached_property
    def statements(self) -> tuple[ast.stmt, ...]:
        """What is told, in order."""
        return tuple(self.story.body) if self.story else ()

    def statement_at(self, line: int) -> int | None:
        """The index of the statement of the story that a line of the file belongs to."""
        for index, node in enumerate(self.statements):
            if node.lineno <= line <= (node.end_lineno or node.lineno):
                return index
        return None

    def tells_beat(self, index: int) -> bool:
        """Whether a statement is a `with self.beat(...)`, so that the story can be taken up there."""
        node = self.statements[index]
        return isinstance(node, ast.With) and _is_beat(node.items[0].context_expr)

    def told_alike(self, other: "StorySource", index: int) -> bool:
        """Whether another version is the same as far as what is told before the statement of that number goes."""
        if not (self.story and other.story) or len(other.statements) <= index or not other.tells_beat(index):
            return False
        if ast.dump(self.story.args) != ast.dump(other.story.args):
            return False
        if not _alike(self.statements[:index], other.statements[:index]):
            return False
        if not _looked_up(other.statements[:index]).isdisjoint(_given(other.statements[index:])):
            return False  # a name gets another meaning later, which the functions of an earlier telling would not see
        changed = self._changed(other)
        return changed is not None and changed.isdisjoint(self._used(self.statements[:index]) | self._used_by_class)

    def goes_on_alike(self, other: "StorySource", index: int, there: int) -> bool:
        """Whether what is told from a statement on is the same as in another version from its statement `there` on."""
        if not _alike(self.statements[index:], other.statements[there:]):
            return False
        changed = self._changed(other)
        return changed is not None and changed.isdisjoint(self._used(self.statements[index:]) | self._used_by_class)

    def rest(self, index: int, known: Iterable[str]) -> CodeType:
        """The story from a statement on, as the code of a function of what is known by then, in the order of `known`.

        Args:
            known: the names of all that is known, `self` among them.
        """
        assert self.story is not None
        arguments = ast.arguments([], [ast.arg(name) for name in known], None, [], [], None, [])
        function = ast.FunctionDef(STORY, arguments, list(self.statements[index:]), [], None, None)
        setattr(function, "type_params", [])  # noqa: B010  # wanted from Python 3.12 on, and not known before
        tree = ast.fix_missing_locations(ast.Module([ast.copy_location(function, self.story)], []))
        module = compile(tree, self.file, "exec")
        return next(constant for constant in module.co_consts if isinstance(constant, CodeType))

    def line_of(self, name: str) -> int | None:
        """The line of the story where a name, or the name before its dot, first gets a meaning."""
        first = name.partition(".")[0]
        parts = (part for node in self.statements for part in ast.walk(node) if isinstance(part, ast.Name))
        lines = [part.lineno for part in parts if part.id == first and isinstance(part.ctx, ast.Store)]
        return min(lines, default=None)

    def definitions_since(self, other: "StorySource") -> list[ast.stmt]:
        """What stands at the top of this file and differs from another version, but for the scene itself."""
        before = {name: ast.dump(node) for name, node in other._top.items()}
        return [node for name, node in self._top.items() if before.get(name) != ast.dump(node)]

    @cached_property
    def _class_body(self) -> list[ast.stmt]:
        found = (node for node in self.tree.body if isinstance(node, ast.ClassDef) and node.name == self.scene)
        return next((node.body for node in found), [])

    @cached_property
    def _top(self) -> dict[str, ast.stmt]:
        """Everything at the top of the file by the names it makes, but for the scene."""
        named = {}
        for node in self.tree.body:
            if not (isinstance(node, ast.ClassDef) and node.name == self.scene):
                named[" ".join(sorted(_made(node))) or ast.dump(node)] = node
        return named

    @cached_property
    def _shell(self) -> tuple[str, ...]:
        """The scene without its story: its bases, and what else its body says."""
        found = [node for node in self.tree.body if isinstance(node, ast.ClassDef) and node.name == self.scene]
        return tuple(
            text
            for node in found
            for text in (
                *map(ast.dump, node.bases),
                *(ast.dump(part) for part in node.body if part is not self.story and not _is_docstring(part)),
            )
        )

    @property
    def _used_by_class(self) -> set[str]:
        """What is used by the scene's other methods, which may be called at any time."""
        return self._used([node for node in self._class_body if node is not self.story])

    def _changed(self, other: "StorySource") -> set[str] | None:
        """The names at the top of the file that mean something else in another version; None for the scene itself."""
        if self._shell != other._shell:
            return None
        here, there = ({key: ast.dump(node) for key, node in one._top.items()} for one in (self, other))
        different = {key for key in here.keys() | there.keys() if here.get(key) != there.get(key)}
        nodes = [node for key in different for one in (self, other) if (node := one._top.get(key)) is not None]
        if any(not _made(node) and not _is_docstring(node) for node in nodes):
            return None  # a statement that makes no name: nobody knows what it does
        return {name for node in nodes for name in _made(node)}

    def _used(self, nodes: Iterable[ast.stmt]) -> set[str]:
        """The names that statements mention, and those that what they mention mentions in turn."""
        makers = {name: node for node in self._top.values() for name in _made(node)}
        used: set[str] = set()
        ahead = [name for node in nodes for name in _mentioned(node)]
        while ahead:
            name = ahead.pop()
            if name not in used:
                used.add(name)
                ahead += _mentioned(makers[name]) if name in makers else ()
        return used


def _alike(some: Iterable[ast.stmt], others: Iterable[ast.stmt]) -> bool:
    return [*map(ast.dump, some)] == [*map(ast.dump, others)]


def _given(nodes: Iterable[ast.stmt]) -> set[str]:
    """The names that statements give a meaning to."""
    parts = (part for node in nodes for part in ast.walk(node))
    return {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _looked_up(nodes: Iterable[ast.stmt]) -> set[str]:
    """The names that functions within statements look up, when they are called."""
    parts = (part for node in nodes for part in ast.walk(node))
    return {name for part in parts if isinstance(part, ast.Lambda | ast.FunctionDef) for name in _mentioned(part)}


def _is_beat(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "beat"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _made(node: ast.stmt) -> set[str]:
    """The names that a statement at the top of a file makes."""
    if isinstance(node, Definition | ast.AsyncFunctionDef):
        return {node.name}
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}


def _mentioned(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
