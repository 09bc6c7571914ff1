from .section import desk as desk
