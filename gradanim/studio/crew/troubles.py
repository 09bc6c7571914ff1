"""What a machine that refuses means, in words that help: a disk, or a library without an encoder."""

import errno
from collections.abc import Iterator
from pathlib import Path

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_FOLDER = {errno.ENOTDIR, errno.EEXIST, errno.ENOENT}
LOCKED = {errno.EACCES, errno.EPERM, errno.EROFS}
NO_ENCODER = "Unknown video encoder: "  # manim's words


def explained(why: BaseException, media: Path) -> str | None:
    """What the machine has to do with an error, and the cure; None if it has nothing to do with it."""
    for cause in _causes(why):
        if isinstance(cause, OSError) and cause.errno in FULL:
            return f"there is no room left for it in {media}: make some, or choose another folder with --media"
        if isinstance(cause, OSError) and cause.errno in NO_FOLDER and not media.is_dir():
            return f"no folder can be made at {media}: choose another one with --media"
        if isinstance(cause, OSError) and cause.errno in LOCKED:
            return f"{cause.filename or media} cannot be written ({cause.strerror}): choose another folder with --media"
        if str(cause).startswith(NO_ENCODER):
            encoder = str(cause).removeprefix(NO_ENCODER)
            return f"the av library here cannot encode {encoder}: install it again, or choose another --format"
    return None


def _causes(why: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while why is not None and id(why) not in seen:
        seen.add(id(why))
        yield why
        why = why.__cause__ or why.__context__
