"""How a batch of films is spoken of: numbers, endings, reasons."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Ending, Outcome
from gradanim.studio.progress import Progress
from gradanim.studio.terminal.pace import beats_written, left

WORDS: dict[str, str] = {
    "made": "made",
    "unchanged": "unchanged",
    "rehearsed": "rehearsed",
    "refused": "no film",
    "failed": "failed",
}


def count(outcomes: Sequence[Outcome]) -> dict[str, int]:
    """How many ended in which way."""
    endings = Counter(outcome.ending for outcome in outcomes)
    return {ending: endings[ending] for ending in get_args(Ending)}


def summary(outcomes: Sequence[Outcome], took: float) -> str:
    """`3 films in 12.1 s: 2 made, 1 failed`."""
    number = len(outcomes)
    endings = ", ".join(f"{times} {WORDS[ending]}" for ending, times in count(outcomes).items() if times)
    return f"{number} film{'s' * (number != 1)} in {spoken_time(took)}: {endings}"


def how_far(shot: Shot, far: Progress) -> str:
    """`beat 3 of 7, 212 frames/s, 0:12 left`."""
    beats = max(beats_written(shot), far.beat)
    rest = left(shot, far)
    left_over = [] if rest is None else [f"{'' if far.total else 'about '}{clock_time(rest)} left"]
    kept = [f"{far.kept} kept"] if far.kept else []
    pace = [f"{far.fps:.0f} frames/s" if far.fps >= 10 else f"{far.fps:.1f} frames/s"] if far.fps else []
    return ", ".join([f"beat {far.beat} of {beats}", *kept, *pace, *left_over])


def result(outcome: Outcome, media: Path) -> str:
    """`made films/Name.mp4 (12.0 s, 3.1 s, 7 of 8 beats kept)`: how long it is, how long it took.

    Of stills, `made films/Name/01.png to 08.png (3.1 s)`: a picture of each beat.
    """
    assert outcome.clip is not None
    facts = [f"{outcome.clip.seconds:.1f} s"] if outcome.clip.seconds else []
    facts += [spoken_time(outcome.took)] if outcome.ending != "unchanged" else []
    facts += [f"{outcome.kept} of {len(outcome.clip.beats)} beats kept"] if outcome.kept else []
    stills = [beat.still for beat in outcome.clip.beats if beat.still] if outcome.shot.stills else []
    where = outcome.clip.film if not stills else stills[0]
    if len(stills) > 1:
        where += f" to {Path(stills[-1]).name}"
    return f"{WORDS[outcome.ending]} {media / where}" + (f" ({', '.join(facts)})" if facts else "")


def reasons(outcomes: Sequence[Outcome]) -> list[str]:
    """Why there is no film, and what went wrong on the way to those that are there."""
    return [
        *(f"{outcome.shot.name}: {note}" for outcome in outcomes if not outcome.reason for note in outcome.notes),
        *(reason(outcome) for outcome in outcomes if outcome.reason),
    ]


def warnings(outcomes: Sequence[Outcome]) -> list[str]:
    """What authors may want to change in films that were made or rehearsed just now, beat by beat."""
    return [
        f"warning {outcome.shot.name}, beat {number}, {beat.place}: {warning}"
        for outcome in outcomes
        if outcome.ending in ("made", "rehearsed")
        for number, beat in enumerate(outcome.beats, 1)
        for warning in beat.warnings
    ]


def reason(outcome: Outcome) -> str:
    """Why there is no film."""
    log = f"\n  (everything it printed: {outcome.log})" if outcome.log else ""
    return f"{WORDS[outcome.ending]} {outcome.shot.name}: {outcome.reason}{log}"


def spoken_time(seconds: float) -> str:
    """`8.4 s`, `12 min 5 s`, `1 h 20 min`."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def clock_time(seconds: float) -> str:
    """`0:08`, `12:05`, `1:20:00`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"
