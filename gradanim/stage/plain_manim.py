"""Films in folders under the plain manim command, which names a module after its whole path, from the root on."""

import sys
from pathlib import Path
from types import ModuleType


def let_parts_be_found() -> None:
    """Give such a module the package that its relative imports ask for: its folder."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and name.startswith(f"{Path(file).anchor}."):
            folder = ModuleType(name.rpartition(".")[0])
            folder.__path__ = [str(Path(file).parent)]
            sys.modules[folder.__name__] = folder
