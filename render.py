"""The door, for who has the project's folder: `python render.py --help` explains it."""

import shlex
import sys
from importlib.util import find_spec

if lacking := [
    name
    for name in ("click", "rich", "numpy", "scipy", "sympy", "contourpy", "manim", "typst", "av", "filelock")
    if find_spec(name) is None
] + (["Python 3.11"] if sys.version_info < (3, 11) else []):
    command = " ".join(map(shlex.quote, ["sh", "setup.sh", "python", "render.py", *sys.argv[1:]]))
    print(
        f"This Python lacks what render.py needs: {', '.join(lacking)}.\n"
        f"The following sets everything up, once, and then runs your command:\n\n    {command}\n",
        file=sys.stderr,
    )
    sys.exit(2)

from gradanim.studio.door.command import main

if __name__ == "__main__":
    main()
