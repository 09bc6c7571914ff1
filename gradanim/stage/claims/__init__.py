"""What a picture claims: each is measured on what is drawn, by another road than the one that drew it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
