"""How things look: the scenes that films extend, and rooms of words to tell them in. Imports manim.

A name is fetched from its file when it is first asked for.
"""

import lazy_loader

from gradanim.stage.plain_manim import let_parts_be_found

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

let_parts_be_found()
