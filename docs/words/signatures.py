"""How a call is written for people: types in short, or the default where there is one."""

import ast
import inspect
import re
import textwrap
from dataclasses import is_dataclass
from typing import Any

SHORT = {
    **dict.fromkeys(("Live", "Point", "Place"), "point"),
    **dict.fromkeys(("LiveNumber", "SupportsFloat", "float"), "number"),
    **dict.fromkeys(("ArrayLike", "NDArray", "Points", "PlaneCurve"), "array"),
    "LiveSpaceView": "SpaceView",
    "Callable": "function",
    "ClassVar": "",
}
UNSAID = {"View", "LiveView", "Themed", "Theme"}  # what every film has in its hands


def first_sentence(doc: str) -> str:
    """The first sentence of a docstring's first paragraph, on one line."""
    paragraph = " ".join(inspect.cleandoc(doc).partition("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s+(?=[A-Z`_(])", paragraph)[0]


def call(name: str, thing: Any, *, method: bool = False) -> str:
    """A call with its parameters: types in the short form, or the default where there is one."""
    types, texts, starred = annotations(thing), [], False
    for parameter in list(inspect.signature(thing).parameters.values())[int(method) :]:
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            texts.append("*")
        starred = starred or parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL)
        texts.append(_parameter(parameter, types.get(parameter.name)))
    return f"{name}({', '.join(texts)})"


def _parameter(parameter: inspect.Parameter, annotation: ast.expr | None) -> str:
    several, named = (parameter.kind is kind for kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD))
    stars = "*" if several else "**" if named else ""
    kind = short(annotation) if annotation is not None and not stars else ""
    kind = f": {kind}" if kind and kind not in UNSAID else ""
    if stars or parameter.default is parameter.empty:
        return f"{stars}{parameter.name}{kind}"
    if parameter.default is None:
        return f"{parameter.name}{kind} = None" if kind else f"{parameter.name}=None"
    plain = isinstance(parameter.default, bool | int | float | str | tuple)
    return f"{parameter.name}={parameter.default!r}" if plain else f"{parameter.name}=..."


def annotations(thing: Any) -> dict[str, ast.expr]:
    """The types of parameters, as they are written."""
    if isinstance(thing, type) and is_dataclass(thing):
        lines = [line for kind in reversed(thing.__mro__) if is_dataclass(kind) for line in _body(kind)]
        return {ast.unparse(line.target): line.annotation for line in lines if isinstance(line, ast.AnnAssign)}
    makers = (vars(kind).get("__init__") for kind in getattr(thing, "__mro__", ()))
    act = next((maker for maker in makers if maker), thing)
    if not inspect.isfunction(act):
        return {}
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(act))).body
    assert isinstance(definition, ast.FunctionDef)
    known = definition.args
    return {a.arg: a.annotation for a in (*known.posonlyargs, *known.args, *known.kwonlyargs) if a.annotation}


def _body(kind: type) -> list[ast.stmt]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(definition, ast.ClassDef)
    return definition.body


class _Shortened(ast.NodeTransformer):
    """Types as a lecturer would say them: a point, a number, an array, a function."""

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """A type with its parts; the parts of an array and of a function are not said."""
        if isinstance(node.value, ast.Name) and node.value.id in SHORT:
            return ast.Name(SHORT[node.value.id])
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A type."""
        return ast.Name(SHORT.get(node.id, node.id))

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """A type in quotes, because it is not known yet where it stands."""
        return ast.Name(node.value) if isinstance(node.value, str) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """One type or another; that None is one of them is seen from the default."""
        self.generic_visit(node)
        if isinstance(node.right, ast.Constant) and node.right.value is None:
            return node.left
        return node.left if ast.dump(node.left) == ast.dump(node.right) else node


def short(annotation: ast.expr) -> str:
    """A type in the short form."""
    return ast.unparse(_Shortened().visit(ast.parse(ast.unparse(annotation), mode="eval").body))
