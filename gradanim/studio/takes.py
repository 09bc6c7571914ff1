"""What passes between a story that is being filmed and whoever has it filmed: questions, takes, the story at last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from gradanim.errors import FilmError
from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot

Verdict = Literal["paint", "look", "play", "pass", "stop"]
"""What to do with a beat: paint and film it; play it and find out its key; play it and measure its claims; only come to
its end, for what follows; play no more of the story."""


@dataclass(frozen=True)
class Question:
    """A process is about to play something for the first time in a beat, and asks what to do with the beat.

    Args:
        beat: its number, from 1.
        caption: its sentence.
        hint: a digest of the picture at that moment: the same hint probably means the same key, and other hints of one
            beat that it is not the same story.
    """

    beat: int
    caption: str
    hint: str


@dataclass(frozen=True)
class Take:
    """A beat that was painted, or only looked at, or only played. Its claims were measured on the way.

    Args:
        beat: its number, from 1.
        hint: as in its Question.
        key: of all that the painter was given: equal keys mean equal frames. Empty if it was only played.
        frames: how many it lasts.
        suffix: of its film, with the dot; empty if only its last picture was painted.
        painted: whether its film and picture are there, under the names below.
        record: what was said and found in it; where it lies in the film is not known yet.
    """

    beat: int
    hint: str
    key: str
    frames: int
    suffix: str
    painted: bool
    record: BeatRecord

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its film, if there is one, and of its last picture."""
        return (*([f"{self.beat:02d}{self.suffix}"] if self.suffix else []), f"{self.beat:02d}.png")


@dataclass(frozen=True)
class Outline:
    """What whoever has played a story to its end knows of it: the same everywhere, also of beats that were passed over.

    Args:
        title: of the film, in plain text.
        captions: of the beats, in order.
        frames: of each beat.
        rate: frames a second, exactly.
        first: number of the first of the beats.
    """

    title: str
    captions: tuple[str, ...]
    frames: tuple[int, ...]
    rate: Fraction
    first: int = 1

    @property
    def numbers(self) -> range:
        """Of the beats."""
        return range(self.first, self.first + len(self.captions))

    def story(self, takes: Iterable[Take]) -> "Story":
        """The story, as it was measured in takes of all its beats. What is wrong in several is said of the first.

        Raises:
            FilmError: a beat was measured nowhere, or is not the one of this story.
        """
        measured = {take.beat: take for take in takes}
        if lacking := [str(number) for number in self.numbers if number not in measured]:
            raise FilmError(f"nobody has measured beat {', '.join(lacking)}")
        beats: list[BeatRecord] = []
        begun, said = 0, set[str]()
        for number, caption, frames in zip(self.numbers, self.captions, self.frames, strict=True):
            take = measured[number]
            if (take.record.caption, take.frames) != (caption, frames):
                raise FilmError(f"beat {number} is not the same each time it is played")
            new = tuple(warning for warning in take.record.warnings if warning not in said)
            said.update(new)
            start, seconds = float(begun / self.rate), float(frames / self.rate)
            beats.append(replace(take.record, start=start, seconds=seconds, warnings=new))
            begun += frames
        return Story(self, tuple(beats))


@dataclass(frozen=True)
class Story:
    """What a shot tells, measured.

    Args:
        outline: of all its beats.
        beats: in order, with times counted in whole frames.
    """

    outline: Outline
    beats: tuple[BeatRecord, ...]


@dataclass(frozen=True)
class Footage:
    """Some beats of a film, ready to be sent; `edit` makes the film of all.

    Args:
        shot: of which film.
        digest: of the shot where it was filmed: of other sources or libraries where it differs.
        outline: of the story, the same in every share.
        takes: the beats of this share, each with the contents of its files.
    """

    shot: Shot
    digest: str
    outline: Outline
    takes: tuple[tuple[Take, tuple[bytes, ...]], ...]


Ask = Callable[[Question], Verdict]
Tell = Callable[[Take], None]
