"""What passes between a story that is being filmed and whoever has it filmed: questions, takes, the story at last."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot

Verdict = Literal["paint", "look", "pass", "stop"]
"""What to do with a beat: paint and film it; play it and find out its key; play it only; play no more of the story."""


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
    """A beat that was painted, or only looked at.

    Args:
        beat: its number, from 1.
        hint: as in its Question.
        key: of all that the painter was given: equal keys mean equal frames.
        frames: how many it lasts.
        suffix: of its film, with the dot; empty if only its last picture was painted.
        painted: whether its film and picture are there, under the names below.
    """

    beat: int
    hint: str
    key: str
    frames: int
    suffix: str
    painted: bool

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its film, if there is one, and of its last picture."""
        return (*([f"{self.beat:02d}{self.suffix}"] if self.suffix else []), f"{self.beat:02d}.png")


@dataclass(frozen=True)
class Story:
    """What a shot tells, whatever of it was painted.

    Args:
        title: of the film, in plain text.
        beats: in order, with times counted in whole frames.
        frames: of each beat.
        rate: frames a second, exactly.
        first: number of the first of the beats.
    """

    title: str
    beats: tuple[BeatRecord, ...]
    frames: tuple[int, ...]
    rate: Fraction
    first: int = 1

    @property
    def numbers(self) -> range:
        """Of the beats."""
        return range(self.first, self.first + len(self.beats))


@dataclass(frozen=True)
class Footage:
    """Some beats of a film, ready to be sent; `edit` makes the film of all.

    Args:
        shot: of which film.
        digest: of the shot where it was filmed: of other sources or libraries where it differs.
        story: all of it, the same in every share.
        takes: the beats of this share, each with the contents of its files.
    """

    shot: Shot
    digest: str
    story: Story
    takes: tuple[tuple[Take, tuple[bytes, ...]], ...]


Ask = Callable[[Question], Verdict]
Tell = Callable[[Take], None]
