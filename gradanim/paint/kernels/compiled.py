"""The compiler setting that all pixel loops share, and where their machine code is kept.

Numba keeps machine code in files, so that a machine compiles once (about ten seconds for all kernels) and starts
in a fraction of a second afterwards. Two things numba does not do by itself are done here:

* A kernel that calls a kernel of another file is not compiled anew when that other file changes. So the folder's
  name carries a digest of *all* kernel sources.
* Where no folder can be written, numba refuses to define the function. So the first writable one of several
  folders is taken, and without any the kernels compile anew in every process, which is slow but works.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba.core import config

__all__ = ["Array", "cache_folder", "compiled_before", "kernel"]

Array: TypeAlias = np.ndarray[Any, Any]
F = TypeVar("F", bound=Callable[..., Any])
numba_config: Any = config  # its attributes are made at run time
HERE = Path(__file__).parent


def _digest() -> str:
    sources = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
    return hashlib.sha256(sources).hexdigest()[:12]


def _candidates() -> Iterator[Path]:
    if os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(os.environ["NUMBA_CACHE_DIR"])
    yield HERE / "__pycache__"
    yield Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "gradanim"
    yield Path(tempfile.gettempdir()) / f"gradanim-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


@cache
def cache_folder() -> Path | None:
    """The folder that keeps the machine code of the present sources, or None if nothing can be written."""
    for candidate in _candidates():
        folder = candidate / f"kernels-{_digest()}"
        if _writable(folder):
            return folder
    return None


def compiled_before() -> bool:
    """Whether machine code of the present sources is kept, so that a film starts at once."""
    folder = cache_folder()
    return folder is not None and any(folder.rglob("*.nbi"))


@contextmanager
def _numba_keeps_its_code_in(folder: Path) -> Iterator[None]:
    # numba reads this setting while it decorates a function; other users of numba in the process keep theirs
    before = numba_config.CACHE_DIR
    numba_config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba_config.CACHE_DIR = before


def kernel(function: F) -> F:
    """Compile a pixel loop: no Python objects, no lock (encoding goes on beside it), IEEE arithmetic.

    No `fastmath`: it would allow the compiler to drop the checks for nan, and to compute a shared edge of two
    triangles in two ways, which shows as pinholes.
    """
    folder = cache_folder()
    compile_it: Any = numba.njit
    if folder is None:
        return cast(F, compile_it(nogil=True, error_model="numpy")(function))
    with _numba_keeps_its_code_in(folder):
        return cast(F, compile_it(nogil=True, error_model="numpy", cache=True)(function))
