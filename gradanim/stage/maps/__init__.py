"""A field seen from above: contours, heights in colours, gradients everywhere, frames, keys and zooms."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
