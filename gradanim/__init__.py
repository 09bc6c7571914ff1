"""The mathematics of f(x, y): read, differentiate, evaluate, contour, climb. Nothing here draws.

Names are fetched from their modules when they are first asked for, so that `import gradanim` costs nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
