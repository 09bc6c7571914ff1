"""Loads manim as if there were no manim.cfg.

manim reads the file of that name in the working folder, and one in the user's own, when it is imported. They are for
the plain `manim` command: here a broken one would end in a traceback, and another project's would change our films.
Whoever uses manim in a process of the studio imports this first.
"""

from configparser import ConfigParser
from unittest.mock import patch

with patch.object(ConfigParser, "read", lambda self, *names, **options: []):  # its own defaults come by read_file
    import manim

__all__ = ["manim"]
