"""What films are made of, imported in one go: two seconds, once for all processes that are forked afterwards."""

import gc
from importlib import import_module

MODULES = (
    "gradanim.studio.manim_alone",  # first: it imports manim without anybody's manim.cfg
    "gradanim.studio.configuration",
    "gradanim.studio.projector",
    "gradanim.stage.space_scene",
    "gradanim.stage.claims.gradient",
    "gradanim.flows.gradient_flow",
)


def import_all() -> None:
    """Import it. What that leaves in memory is not searched for garbage: there is none, among a million things."""
    gc.disable()
    try:
        for module in MODULES:
            import_module(module)
    finally:
        gc.freeze()
        gc.enable()
