"""What stands on a map or on a hill: walkers, arrows, trails, rings, and the ways they go."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
