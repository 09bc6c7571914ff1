"""What is wrong with a scene, in the words that its author is told: the reason, and the line of the file."""

from gradanim.errors import SceneError
from gradanim.studio.mistakes import line_of, what_is_wrong
from gradanim.studio.watch.orders import Broken


def broken(why: BaseException, run: int, beat: int) -> Broken:
    """The error, and the last line of the author's files that was carried out, or cannot be."""
    if isinstance(why, SceneError) and not why.place and why.__cause__ is not None:
        why = why.__cause__
    file, line = line_of(why) or (None, None)
    return Broken(run, beat, what_is_wrong(why), file, line)
