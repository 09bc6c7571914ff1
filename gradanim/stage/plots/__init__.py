"""What graphs and their axes are made from: ticks, their numbers, and room beside the words."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
