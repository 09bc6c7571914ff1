"""What is wrong with a scene, in the words that its author is told: the reason, and the line of the file."""

import traceback
from pathlib import Path

from gradanim.errors import GradanimError
from gradanim.studio.watch.orders import Broken


def broken(why: BaseException, run: int, beat: int, folder: Path) -> Broken:
    """The error, and the last line of the author's files that was carried out, or cannot be.

    Args:
        folder: with all files of the scene.
    """
    cause = why.__cause__ if isinstance(why.__cause__, SyntaxError) else why
    if isinstance(cause, SyntaxError):
        return Broken(run, beat, f"{type(cause).__name__}: {cause.msg}", cause.filename, cause.lineno)
    trace = [f for error in (why, why.__cause__) if error for f in traceback.extract_tb(error.__traceback__)]
    theirs = [frame for frame in trace if Path(frame.filename).is_relative_to(folder)]
    text = str(why) if isinstance(why, GradanimError) else f"{type(why).__name__}: {why}"
    return Broken(run, beat, text, theirs[-1].filename if theirs else None, theirs[-1].lineno if theirs else None)
