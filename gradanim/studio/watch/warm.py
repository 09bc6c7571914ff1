"""What a process does once, so that its copies need not: imports, machine code, the first words set in type."""

from pathlib import Path
from tempfile import TemporaryDirectory

from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES

LETTERS = "The quick brown fox jumps over the lazy dog, _f_(_x_, _y_) = 0123456789. Pack My Box With Five"


def warm_up() -> None:
    """Import what films are made of, and use the slow parts once."""
    from gradanim.studio.configuration import configured  # first: it imports manim without anybody's manim.cfg

    import gradanim.flows.gradient_flow  # isort: skip
    import gradanim.stage.claims.gradient
    import gradanim.stage.space_scene
    import gradanim.studio.projector  # noqa: F401
    from gradanim.paint.warm import warm_up as run_kernels
    from gradanim.stage.frame.layout import Layout
    from gradanim.stage.typeset.texts import fitted_words

    run_kernels()
    with TemporaryDirectory(prefix="gradanim-") as folder:
        work = Path(folder)
        with configured(Shot("Warm", quality="l"), work, assets=work, frame_rate=15, encoded=False):
            fitted_words(THEMES["night"], LETTERS, Layout.of(14.2, 8.0, captions=True).caption)
