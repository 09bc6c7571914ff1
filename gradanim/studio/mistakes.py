"""A mistake in the code of a scene, in a sentence: where it is, what it is, and what was probably meant."""

import builtins
import inspect
import re
import sys
import sysconfig
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType, ModuleType

from gradanim.errors import GradanimError, SceneError, did_you_mean, place_of
from gradanim.studio.places import INSTALLED

_OURS = Path(__file__).resolve().parents[1]
_LIBRARIES = tuple({Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "purelib", "platlib")})
_IMPORTED = ("gradanim", "manim", "numpy", "scipy", "sympy")  # what scenes import, beside the standard library
_UNEXPECTED = re.compile(r"(?P<called>[\w.<>]+)\(\) got an unexpected keyword argument '(?P<word>\w+)'")
_NOT_IN = re.compile(r"cannot import name '(?P<word>\w+)' from '(?P<module>[\w.]+)'")
_SHOWN = 60  # characters of a line of code in a message


def told(why: BaseException, file: Path | None = None) -> str:
    """What went wrong while a scene was loaded or played: `my_hill.py, line 23: what is wrong, and the cure`.

    What this project refuses on purpose says itself what it means; of anything else, the last line of the scene's own
    code that led to it is named, and no other.

    Args:
        file: the scene's, to be named where no line of its own had a part in it.
    """
    if isinstance(why, GradanimError) and not (isinstance(why, SceneError) and not why.place):
        return str(why)
    where = _place(why) or (place_of(file, None) if file else "")
    return f"{where}: {_sentence(why)}" if where else _sentence(why)


def misread(why: SyntaxError | ValueError, file: Path) -> SceneError:
    """A file that is no Python, as an error that says where and why."""
    if not isinstance(why, SyntaxError):
        return SceneError(f"this file is no Python ({why})", place_of(file, None))
    return SceneError(_sentence(why), place_of(file, why.lineno))


def what_is_wrong(why: BaseException) -> str:
    """The same sentence without its place."""
    return str(why) if isinstance(why, GradanimError) and not isinstance(why, SceneError) else _sentence(why)


def line_of(why: BaseException) -> tuple[str, int | None] | None:
    """The file and the line of the scene's own code where it happened; None if that had nothing to do with it."""
    if isinstance(why, SyntaxError) and why.filename and _is_own(why.filename):
        return why.filename, why.lineno
    own = [(frame, line) for frame, line in traceback.walk_tb(why.__traceback__) if _is_own(frame.f_code.co_filename)]
    return (own[-1][0].f_code.co_filename, own[-1][1]) if own else None


def _place(why: BaseException) -> str:
    """Where that is, for a message."""
    found = line_of(why)
    return place_of(*found) if found else ""


def _is_own(file: str) -> bool:
    """Whether a file is a scene's: not a library's, nor ours."""
    path = Path(file)
    if path.is_relative_to(INSTALLED):
        return True
    return not file.startswith("<") and not any(path.is_relative_to(place) for place in (_OURS, *_LIBRARIES))


def _sentence(why: BaseException) -> str:
    said = " ".join(str(why).split())
    match why:
        case SceneError(reason=str(reason)):
            return reason
        case SyntaxError():
            line = (why.text or "").strip()
            return f"{why.msg}: {line[:_SHOWN]}" if line else f"{why.msg}"
        case ModuleNotFoundError(name=str(name)):
            return f"there is no module {name}" + did_you_mean(name, (*_IMPORTED, *sys.stdlib_module_names))
        case ImportError() if found := _NOT_IN.match(said):
            return _lacks(found["module"], found["word"], dir(sys.modules.get(found["module"])))
        case AttributeError(name=str(word)) if why.obj is not None:
            return _lacks_attribute(why.obj, word)
        case NameError(name=str(word)):
            return f"{word} is not defined" + did_you_mean(word, _names(why))
        case TypeError() if found := _UNEXPECTED.match(said):
            called = found["called"].removesuffix(".__init__")
            return f"{called} takes no {found['word']}" + did_you_mean(found["word"], _parameters(why, found["called"]))
    return f"{type(why).__name__}: {said}" if said else type(why).__name__


def _lacks(what: str, word: str, known: Iterable[str]) -> str:
    return f"{what} has no {word}" + did_you_mean(word, [name for name in known if not name.startswith("_")])


def _lacks_attribute(owner: object, word: str) -> str:
    from gradanim.records.theme import Theme

    if isinstance(owner, Theme):
        return f"there is no colour role {word}" + did_you_mean(word, vars(owner))
    if isinstance(owner, ModuleType):
        return _lacks(owner.__name__, word, dir(owner))
    return _lacks((owner if isinstance(owner, type) else type(owner)).__name__, word, dir(owner))


def _frames(why: BaseException) -> list[FrameType]:
    return [frame for frame, _ in traceback.walk_tb(why.__traceback__)]


def _names(why: BaseException) -> Iterator[str]:
    """All names that could be written where it happened."""
    for frame in _frames(why)[-1:]:
        yield from (*frame.f_locals, *frame.f_globals, *vars(builtins))


def _parameters(why: BaseException, called: str) -> Iterator[str]:
    """The parameters of a function of that name, and of those through which a wrong one was handed on to it."""
    frames = _frames(why)
    last = max((n for n, frame in enumerate(frames) if _is_own(frame.f_code.co_filename)), default=-1)
    for frame in frames[last + 1 :]:
        code = frame.f_code
        yield from code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    first, *rest = called.split(".")
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("gradanim", "manim", "scenes"):
            found = vars(module).get(first)
            for part in rest:
                found = getattr(found, part, None)
            if inspect.isfunction(found) or inspect.isclass(found):
                yield from inspect.signature(found).parameters
