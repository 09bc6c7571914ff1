"""What people and programs see of a batch: a line a film, what is left, and in the end what failed and why."""

import io
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from gradanim.records.clip import BeatRecord, Clip, Finding
from gradanim.records.shot import Shot
from gradanim.studio.crew.batch import Outcome
from gradanim.studio.film import Progress
from gradanim.studio.session import run
from gradanim.studio.terminal.display import LOG_EVERY, Batch, Display, Log
from gradanim.studio.terminal.events import JsonLines
from gradanim.studio.terminal.pace import Pace, left, share
from gradanim.studio.terminal.screen import Bars, display_for
from gradanim.studio.terminal.summaries import clock_time, how_far, spoken_time

SCENES = """
class Hill(PlaneScene):
    def construct(self):
        with self.beat("One."): pass
        with self.beat("Two."): pass
        with self.beat("Three."): pass
        with self.beat("Four."): pass
"""
SHOTS = (Shot("Hill", quality="l"), Shot("Hill", quality="m"), Shot("Hill", quality="k"))


@pytest.fixture(autouse=True)
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scenes" / "basics").mkdir(parents=True)
    (tmp_path / "scenes" / "basics" / "some.py").write_text(SCENES)
    monkeypatch.setenv("GRADANIM_SCENES", str(tmp_path / "scenes"))


def console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=110, height=30, color_system=None)


def text(of: Console) -> str:
    assert isinstance(of.file, io.StringIO)
    return of.file.getvalue()


def at(beat: int, frames: int, fps: float, total: int | None = None, kept: int = 0) -> Progress:
    return Progress(beat, "A sentence.", frames, frames / 15, fps, total, kept)


def made(shot: Shot, took: float = 4.0, **more: Any) -> Outcome:
    clip = Clip(shot, "", "", "basics", f"{shot.name}.mp4", f"{shot.name}.png", (), (), shot.pixels, 15, 12.0)
    return Outcome(shot, "made", took, clip=clip, **more)


def rows(bars: Bars) -> list[str]:
    """The lines that are on the screen now."""
    screen = console(terminal=True)
    screen.print(*bars.bars.get_renderables())
    return [row.strip() for row in text(screen).splitlines() if row.strip()]


# ---- how far, and how long still


def test_the_time_left_is_that_of_the_frames_left() -> None:
    assert left(SHOTS[0], at(2, 100, 20, total=300)) == pytest.approx(10)
    assert left(SHOTS[0], at(4, 300, 20, total=300)) == 0


def test_without_a_total_the_beats_tell_how_long_a_film_gets() -> None:
    assert left(SHOTS[0], at(1, 30, 20)) is None, "too early"
    assert share(SHOTS[0], at(3, 100, 20)) == 2.5 / 4
    assert left(SHOTS[0], at(3, 100, 20)) == pytest.approx((100 / (2.5 / 4) - 100) / 20)


@given(st.integers(1, 12), st.integers(0, 5000), st.floats(0, 500), st.none() | st.integers(1, 5000), st.integers(0, 5))
def test_a_share_is_between_none_and_all(beat: int, frames: int, fps: float, total: int | None, kept: int) -> None:
    far = at(beat, min(frames, total or frames), fps, total, kept)
    assert 0 <= share(SHOTS[0], far) <= 1
    rest = left(SHOTS[0], far)
    assert rest is None or 0 <= rest < math.inf
    assert how_far(SHOTS[0], far).startswith("beat ")


def test_a_batch_takes_as_long_as_its_pace_says() -> None:
    now = [0.0]
    pace = Pace(4, lambda: now[0])
    assert pace.left is None
    pace.finish(Outcome(SHOTS[0], "unchanged"))
    assert pace.left is None, "what was there already says nothing"
    now[0] = 30
    pace.finish(made(SHOTS[1]))
    assert pace.left == pytest.approx(60)
    pace.progress(SHOTS[2], at(2, 50, 20, total=100))
    assert pace.left == pytest.approx(30)
    assert pace.done == 2


@pytest.mark.parametrize(
    ("seconds", "spoken", "clock"),
    [
        (8.44, "8.4 s", "0:08"),
        (59.97, "1 min 0 s", "1:00"),
        (725, "12 min 5 s", "12:05"),
        (4800, "1 h 20 min", "1:20:00"),
    ],
)
def test_times_read_as_people_say_them(seconds: float, spoken: str, clock: str) -> None:
    assert (spoken_time(seconds), clock_time(seconds)) == (spoken, clock)


def test_a_line_says_beat_pace_and_rest() -> None:
    assert how_far(SHOTS[0], at(3, 100, 20.4, total=300)) == "beat 3 of 4, 20 frames/s, 0:10 left"
    assert how_far(SHOTS[0], at(3, 100, 20, kept=2)) == "beat 3 of 4, 2 kept, 20 frames/s, about 0:03 left"
    assert how_far(SHOTS[0], at(3, 100, 2.55, kept=2)) == "beat 3 of 4, 2 kept, 2.5 frames/s, about 0:24 left"
    assert how_far(SHOTS[0], at(3, 100, 0)) == "beat 3 of 4", "nothing is painted in a rehearsal"
    assert how_far(SHOTS[0], at(6, 100, 20, total=100)) == "beat 6 of 6, 20 frames/s, 0:00 left"


# ---- on a terminal


def test_several_films_have_a_line_each_and_all_of_them_one_below() -> None:
    screen = console(terminal=True)
    with Bars(Batch(SHOTS, Path("media"), "A lecture"), screen, screen) as bars:
        bars.start(SHOTS[0])
        bars.start(SHOTS[1])
        bars.progress(SHOTS[1], at(2, 100, 50, total=200))
        bars.progress(SHOTS[0], at(1, 100, 20, total=400))
        first, second, both = rows(bars)
        assert SHOTS[0].name in first
        assert "beat 1 of 4, 20 frames/s, 0:15 left" in first
        assert "beat 2 of 4, 50 frames/s, 0:02 left" in second
        assert "A lecture" in both
        assert "0 of 3" in both
        bars.finish(made(SHOTS[1]))
        bars.start(SHOTS[2])
        assert [row.split()[1] for row in rows(bars)] == [SHOTS[0].name, SHOTS[2].name, "A"]
        assert "1 of 3" in rows(bars)[-1]
    assert "made media/Hill-720p30.mp4 (12.0 s, 4.0 s)" in text(screen)


def test_one_film_needs_no_line_for_all() -> None:
    screen = console(terminal=True)
    with Bars(Batch(SHOTS[:1], Path("media")), screen, screen) as bars:
        bars.start(SHOTS[0])
        assert len(rows(bars)) == 1


def test_the_end_says_how_many_and_which_failed_and_why() -> None:
    screen = console(terminal=True)
    failed = Outcome(SHOTS[1], "failed", 3.0, reason="a [bracket] broke\nin two", log=Path("media/x.log"))
    outcomes = [made(SHOTS[0]), failed]
    with Bars(Batch(SHOTS[:2], Path("media")), screen, screen) as bars:
        for outcome in outcomes:
            bars.finish(outcome)
        assert "2 of 2, 1 failed" in rows(bars)[-1]
    bars.end(outcomes, stopped=False)
    said = text(screen)
    assert "failed Hill-720p30: a [bracket] broke\nin two\n  (everything it printed: media/x.log)\n" in said
    assert said.rstrip().splitlines()[-1].endswith(": 1 made, 1 failed")


def test_bars_go_beside_results_that_go_into_a_file() -> None:
    out, errors = console(terminal=False), console(terminal=True)
    with display_for(Batch(SHOTS[:1], Path("media")), out, errors) as display:
        assert isinstance(display, Bars)
        display.start(SHOTS[0])
        display.finish(made(SHOTS[0]))
    assert text(out) == "made media/Hill-480p15.mp4 (12.0 s, 4.0 s)\n"
    assert "setting up" in text(errors)


def test_a_film_that_was_stopped_says_what_is_kept() -> None:
    for only_check, rest in ((False, "the same command goes on from here"), (True, "none of it is kept")):
        display = display_for(
            Batch(SHOTS, Path("media"), only_check=only_check),
            console(terminal=False),
            errors := console(terminal=False),
        )
        display.end([made(SHOTS[0])], stopped=True)
        assert f"stopped after 1 of 3: {rest}" in text(errors)


# ---- elsewhere


def test_a_log_says_now_and_then_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    out, errors = console(terminal=False), console(terminal=False)
    log = display_for(Batch(SHOTS[:2], Path("media")), out, errors)
    assert isinstance(log, Log)
    now = [100.0]
    log.pace = Pace(2, lambda: now[0])
    log.start(SHOTS[0])
    for _ in range(100):
        now[0] += LOG_EVERY / 40
        log.progress(SHOTS[0], at(2, 100, 20, total=300))
    log.trouble(SHOTS[0], "its process was killed; once more")
    log.finish(made(SHOTS[0]))
    lines = [line.partition(" ")[2] for line in text(errors).splitlines()]
    assert lines == [
        "Hill-480p15: begun",
        *["Hill-480p15: beat 2 of 4, 20 frames/s, 0:10 left"] * 2,
        "Hill-480p15: its process was killed; once more",
        "Hill-480p15: made, 1 of 2",
    ]
    assert text(out) == "made media/Hill-480p15.mp4 (12.0 s, 4.0 s)\n"


def test_programs_read_every_event_also_where_numbers_are_none() -> None:
    out = console(terminal=False)
    display = display_for(Batch(SHOTS[:2], Path("media")), out, console(terminal=False), as_json=True)
    assert isinstance(display, JsonLines)
    lost = Finding("it is\there", float("nan"), float("inf"), 0.1, "", False)
    with display:
        display.start(SHOTS[0])
        display.progress(SHOTS[0], at(2, 100, 20, total=300))
        display.trouble(SHOTS[0], "a process was lost")
        display.finish(made(SHOTS[0], beats=(BeatRecord("A.", 0, 1, findings=(lost,)),)))
        display.finish(failed := Outcome(SHOTS[1], "failed", reason="no", log=Path("a.log")))
    display.end([failed], stopped=True)
    events = [json.loads(line, parse_constant=pytest.fail) for line in text(out).splitlines()]
    assert [event["event"] for event in events] == ["start", "progress", "trouble", "finished", "finished", "summary"]
    assert events[1] | {"film": "Hill-480p15", "beat": 2, "frames": 100, "total": 300, "left": 10.0} == events[1]
    assert events[3]["claims"][0]["expected"] == "nan"
    assert (events[4]["reason"], events[4]["log"], events[4]["files"]) == ("no", "a.log", [])
    assert events[5] | {"films": 2, "failed": 1, "stopped": True} == events[5]
    assert Shot.from_dict(events[0]["shot"]) == SHOTS[0]


def test_a_quiet_one_says_only_what_went_wrong() -> None:
    out, errors = console(terminal=True), console(terminal=True)
    display = display_for(Batch(SHOTS[:2], Path("media")), out, errors, quiet=True)
    assert type(display) is Display
    with display:
        display.start(SHOTS[0])
        display.progress(SHOTS[0], at(2, 100, 20))
        display.finish(made(SHOTS[0]))
    display.end([made(SHOTS[0]), Outcome(SHOTS[1], "refused", reason="flat")], stopped=False)
    assert (text(out), text(errors)) == ("", "no film Hill-720p30: flat\n")


def test_what_was_kept_and_what_went_wrong_on_the_way_is_told() -> None:
    out = console(terminal=False)
    display = display_for(Batch(SHOTS[:1], Path("media")), out, console(terminal=False))
    outcome = made(SHOTS[0], kept=7, notes=("its process was killed by SIGKILL; a second one made it",))
    beats = tuple(BeatRecord(f"{number}.", number, 1) for number in range(8))
    assert outcome.clip is not None
    display.finish(outcome := replace(outcome, clip=replace(outcome.clip, beats=beats)))
    display.end([outcome], stopped=False)
    assert text(out).splitlines() == [
        "made media/Hill-480p15.mp4 (12.0 s, 4.0 s, 7 of 8 beats kept)",
        "Hill-480p15: its process was killed by SIGKILL; a second one made it",
    ]


def test_reasons_come_in_the_order_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def shoot(shots: tuple[Shot, ...], media: Path, **options: Any) -> Iterator[Outcome]:
        yield from (Outcome(shot, "refused", reason="no") for shot in reversed(shots))

    monkeypatch.setattr("gradanim.studio.session.shoot", shoot)
    out = console(terminal=False)
    batch = Batch(SHOTS, Path("media"))
    outcomes, stopped = run(batch, display_for(batch, out, console(terminal=False)))
    assert ([outcome.shot for outcome in outcomes], stopped) == (list(SHOTS), False)
    assert text(out).splitlines() == [f"no film {shot.name}: no" for shot in SHOTS]
