"""Who films which beat of a film: decided beat by beat, as the processes at work on it come to them."""

from collections.abc import Container

from gradanim.errors import FilmError
from gradanim.studio.edit import RANDOM
from gradanim.studio.takes import Outline, Question, Story, Take, Verdict


class CallSheet:
    """Gives every beat of a film to the first process that comes to it.

    Args:
        name: of the film, for complaints.
        hints: of beats that are kept from earlier runs. Such a beat is played without being painted, to find out its
            key; should that not be kept after all, it is painted the next time somebody comes to it.
    """

    def __init__(self, name: str, hints: Container[str] = ()) -> None:
        self.name, self.hints = name, hints
        self.outline: Outline | None = None
        self._begun: dict[int, str] = {}
        self._taken: dict[int, int] = {}
        self._done: dict[int, Take] = {}
        self._missed: set[int] = set()

    def ask(self, process: int, question: Question) -> Verdict:
        """What the process is to do with the beat it has come to.

        Raises:
            FilmError: it is not the same story as another process plays.
        """
        number = question.beat
        if self._begun.setdefault(number, question.hint) != question.hint:
            raise FilmError(f"{self.name} does not begin beat {number} the same way each time it is played: {RANDOM}")
        if number in self._done or number in self._taken:
            return "pass" if self._may_be_needed_after(number) else "stop"
        self._taken[number] = process
        return "look" if question.hint in self.hints and number not in self._missed else "paint"

    def finish(self, take: Take) -> None:
        """The beat is there."""
        self._taken.pop(take.beat, None)
        self._done[take.beat] = take

    def miss(self, take: Take) -> None:
        """The beat was thought to be kept, and is not."""
        self._taken.pop(take.beat, None)
        self._missed.add(take.beat)

    def end(self, outline: Outline) -> None:
        """A process has come to the end of the story.

        Raises:
            FilmError: it is not the same one that another process has played.
        """
        if self.outline not in (None, outline):
            raise FilmError(f"{self.name} is not the same story each time it is played: {RANDOM}")
        self.outline = outline

    def lose(self, process: int) -> None:
        """A process has ended; what it had taken and not finished is for others."""
        self._taken = {beat: other for beat, other in self._taken.items() if other != process}

    @property
    def done(self) -> int:
        """How many beats are there."""
        return len(self._done)

    @property
    def begun(self) -> int:
        """How many beats somebody has come to."""
        return len(self._begun)

    @property
    def is_incremental(self) -> bool:
        """Whether some beats come from earlier runs: a second process would hardly find anything to do."""
        return any(hint in self.hints for hint in self._begun.values())

    @property
    def is_complete(self) -> bool:
        """Whether all beats are there."""
        return self.outline is not None and len(self._done) == len(self.outline.captions)

    def story(self) -> Story | None:
        """The story, once all beats are there."""
        return self.outline.story(self._done.values()) if self.outline is not None and self.is_complete else None

    def _may_be_needed_after(self, number: int) -> bool:
        if self.outline is None:
            return True
        return any(
            later not in self._done and later not in self._taken for later in self.outline.numbers if later >= number
        )
