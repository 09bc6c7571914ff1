"""Who stands behind the camera: films a story beat by beat, or passes a beat over, as it is told."""

import time
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from gradanim.errors import FilmError
from gradanim.records.captions import plain_text
from gradanim.records.picture import ShotError
from gradanim.studio.progress import REPORT_EVERY, At
from gradanim.studio.reel import splice
from gradanim.studio.takes import Ask, Outline, Question, Take, Tell, Verdict


class Stopped(Exception):
    """Nothing more of the story is wanted."""


class Told(Exception):
    """The last beat that is wanted is over."""


class Operator:
    """Films a story beat by beat, as it is told what to do with each.

    A beat lasts until the next one begins: what is played between two belongs to the first of them, and what is played
    before the first one to that.
    """

    projector: Any

    def __init__(self, scene: Any, folder: Path, ask: Ask, tell: Tell, on_move: Callable[[At], None]) -> None:
        self.scene, self.folder = scene, folder
        self.ask, self.tell, self.on_move = ask, tell, on_move
        self.encoder = scene.session_spec.video_encoder
        self.at: Question | None = None
        self.next: tuple[int, str] | None = (1, "")  # the beat that has begun without anything played in it
        self.verdict: Verdict = "pass"
        self.first = 0  # frame of the beat
        self.lengths: list[int] = []
        self.moved = -REPORT_EVERY
        self.made_by = _made_by(scene)
        self.wanted = scene.shot.beat  # the first and the last; None are all

    @property
    def passing(self) -> bool:
        """Whether the beat is only passed over: nothing of it is wanted but how it ends."""
        return self.verdict == "pass"

    def begin(self, number: int, caption: str) -> None:
        if self.at is None or self.at.beat != number:  # else something was played before the first beat
            self.close()
            self.next = number, caption
            if self.wanted is not None and number > self.wanted[1]:
                raise Told

    def end(self) -> None:
        """Keep the last picture."""
        assert self.at is not None
        if self.projector.imprint is not None:
            self.projector.imprint.note("still")
            self.projector.imprint.moment(self.scene.camera, self.scene.mobjects)
        if self.verdict == "paint":
            self.projector.picture(self.scene, self.folder / f"{self.at.beat:02d}.png")

    def play(self) -> None:
        """Something is going to be played. Only now is asked what to do with the beat, as more of it is known."""
        if self.next is not None:
            self._open(*self.next)
            self.next = None

    def count(self, frames: int) -> None:
        """So many frames have been played."""
        now = time.perf_counter()
        if self.at is not None and now - self.moved >= REPORT_EVERY:
            self.moved = now
            self.on_move(At(self.at.beat, self.at.caption, frames - self.first, self.verdict == "paint"))

    def close(self) -> None:
        """The beat is over."""
        if self.at is None:
            return
        frames = self.projector.frames - self.first
        self.lengths.append(frames)
        self.moved = -REPORT_EVERY
        self.count(self.projector.frames)
        if not self.passing:
            suffix = f".{self.encoder.container_format}" if self.encoder else ""
            key = self.projector.imprint.key if self.projector.imprint is not None else ""
            record = self.scene.beats[self.at.beat - 1]
            take = Take(self.at.beat, self.at.hint, key, frames, suffix, self.verdict == "paint", record)
            if take.painted and self.encoder:
                self._splice(take)
            self.tell(take)

    def outline(self) -> Outline:
        """Of all that was told, or of what of it is wanted.

        Raises:
            ShotError: a beat is wanted that there is not.
        """
        rate = self.encoder.frame_rate if self.encoder else Fraction(self.scene.camera.frame_rate)
        title = plain_text(self.scene.title) or type(self.scene).__name__
        told = len(self.scene.beats)
        first, last = self.wanted or (1, told)
        if last > told:
            name = type(self.scene).__name__
            raise ShotError(f"there is no beat {last}: {name} has {told}; choose from 1 to {told}")
        captions = tuple(beat.caption for beat in self.scene.beats[first - 1 : last])
        if self.wanted is not None:
            title += f" (beat {first})" if first == last else f" (beats {first} to {last})"
        return Outline(title, captions, tuple(self.lengths[first - 1 : last]), rate, first)

    def _open(self, number: int, caption: str) -> None:
        from gradanim.paint.imprint import Imprint

        start = Imprint(self.made_by, caption)
        start.moment(self.scene.camera, self.scene.mobjects)
        self.at = Question(number, caption, start.key)
        self.verdict = self.ask(self.at) if self._is_wanted(number) else "pass"
        if self.verdict == "stop":
            raise Stopped
        self.first = self.projector.frames
        self.projector.painting = self.verdict == "paint" and self.encoder is not None
        self.projector.imprint = Imprint(self.made_by) if self.verdict in ("paint", "look") else None
        self.moved = -REPORT_EVERY
        self.count(self.first)

    def _is_wanted(self, number: int) -> bool:
        return self.wanted is None or self.wanted[0] <= number <= self.wanted[1]

    def _splice(self, take: Take) -> None:
        pieces = self.projector.take_pieces()
        if not take.frames:
            raise FilmError(f"beat {take.beat} is over before its first frame: let it hold longer, or play something")
        target = self.folder / take.files[0]
        if (arrived := splice(pieces, target, self.encoder.frame_rate)) != take.frames:
            raise FilmError(f"{arrived} of {take.frames} frames arrived in beat {take.beat}: the encoder failed")
        for piece in pieces:
            piece.unlink()


def _made_by(scene: Any) -> str:
    """A digest of all that decides a beat's files beside what is drawn: the painter, the encoder, the joining."""
    from gradanim.paint.imprint import painter

    decides = (painter(scene.camera), repr(scene.session_spec.video_encoder), _own_sources())
    return sha256(repr(decides).encode()).hexdigest()


@cache
def _own_sources() -> str:
    here = Path(__file__).parent
    return sha256(
        b"".join((here / f"{name}.py").read_bytes() for name in ("projector", "reel", "operator"))
    ).hexdigest()
