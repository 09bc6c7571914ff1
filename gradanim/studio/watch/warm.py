"""What a process does once, so that its copies need not: machine code, the first words set in type."""

from pathlib import Path
from tempfile import TemporaryDirectory

from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES

LETTERS = "The quick brown fox jumps over the lazy dog, _f_(_x_, _y_) = 0123456789. Pack My Box With Five"


def use_once() -> None:
    """Load the machine code of the painter, and set all letters in type."""
    from gradanim.paint.warm import warm_up
    from gradanim.stage.frame.layout import Layout
    from gradanim.stage.typeset.texts import fitted_words
    from gradanim.studio.configuration import configured

    warm_up()
    with TemporaryDirectory(prefix="gradanim-") as folder:
        work = Path(folder)
        with configured(Shot("Warm", quality="l"), work, assets=work, frame_rate=15, encoded=False):
            fitted_words(THEMES["night"], LETTERS, Layout.of(14.2, 8.0, captions=True).caption)
