"""Captions: on the screen when they are said, never two at once, readable, and harmless to players."""

import re
from datetime import timedelta
from itertools import accumulate, pairwise

import pytest
import srt  # type: ignore[import-untyped] # it has no types
from hypothesis import given
from hypothesis import strategies as st

from gradanim.records.captions import cues, subrip, webvtt
from gradanim.records.clip import BeatRecord
from gradanim.records.line_breaking import LINE, LINES, screenfuls

lengths = st.floats(0.0005, 20) | st.sampled_from([1 / 3, 1 / 15, 0.0005, 7 / 60])
sentences = st.text(st.characters(exclude_categories=["Cs"]), max_size=250) | st.lists(
    st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=50
).map(" ".join)


@st.composite
def stories(draw: st.DrawFn) -> list[BeatRecord]:
    seconds = draw(st.lists(lengths, max_size=6))
    starts = accumulate(seconds, initial=0.0)
    return [BeatRecord(draw(sentences), start, length) for start, length in zip(starts, seconds, strict=False)]


@given(stories())
def test_cues_follow_each_other_within_their_beats(beats: list[BeatRecord]) -> None:
    timed = cues(beats)
    assert all(cue.start < cue.end for cue in timed)
    assert all(one.end <= next.start for one, next in pairwise(timed))
    if timed:
        assert timed[-1].end <= round(1000 * beats[-1].end)


@given(stories())
def test_no_cue_has_more_or_longer_lines_than_fit(beats: list[BeatRecord]) -> None:
    for cue in cues(beats):
        assert 1 <= len(cue.lines) <= LINES
        assert all(0 < len(line) <= LINE for line in cue.lines)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=50), st.floats(1, 30))
def test_every_word_is_shown_for_its_share_of_the_beat(words: list[str], seconds: float) -> None:
    timed = cues([BeatRecord(" ".join(words), 2.0, seconds)])
    assert [word for cue in timed for line in cue.lines for word in line.split()] == words
    assert (timed[0].start, timed[-1].end) == (2000, round(1000 * (2 + seconds)))
    total = sum(len(line) for cue in timed for line in cue.lines)
    for cue in timed:
        share = sum(map(len, cue.lines)) / total
        assert cue.end - cue.start == pytest.approx(1000 * seconds * share, abs=1)


def test_beats_that_meet_leave_no_gap() -> None:
    third = [BeatRecord("a", 0, 1 / 3), BeatRecord("b", 1 / 3, 1 / 3), BeatRecord("c", 2 / 3, 1 / 3)]
    assert [(cue.start, cue.end) for cue in cues(third)] == [(0, 333), (333, 667), (667, 1000)]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "It meets the contour at a right angle everywhere.",
            [("It meets the contour", "at a right angle everywhere.")],
        ),
        (
            "At the same time, the flow is at one place and the steps are at another: there is a gap.",
            [("At the same time, the flow is at one place", "and the steps are at another:"), ("there is a gap.",)],
        ),
        (
            "In thick fog there is only the slope under the feet. The gradient points the steepest way up.",
            [
                ("In thick fog there is only", "the slope under the feet."),
                ("The gradient points the steepest way up.",),
            ],
        ),
        ("Look around.", [("Look around.",)]),
    ],
)
def test_lines_end_where_the_voice_pauses(sentence: str, said: list[tuple[str, ...]]) -> None:
    assert screenfuls(sentence) == said


def test_a_beat_without_words_has_no_cue() -> None:
    assert cues([BeatRecord(" \n ", 0, 2), BeatRecord("words", 2, 0)]) == []


@given(stories())
def test_a_reader_of_subrip_finds_every_cue(beats: list[BeatRecord]) -> None:
    timed = cues(beats)
    read = list(srt.parse(subrip(beats)))
    assert [(sub.start, sub.end) for sub in read] == [
        (timedelta(milliseconds=cue.start), timedelta(milliseconds=cue.end)) for cue in timed
    ]
    assert [sub.index for sub in read] == list(range(1, len(timed) + 1))


@given(stories())
def test_webvtt_is_blocks_of_number_times_and_text(beats: list[BeatRecord]) -> None:
    head, *blocks = webvtt(beats).rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    assert len(blocks) == len(cues(beats))
    clock = r"\d\d:[0-5]\d:[0-5]\d\.\d\d\d"
    for block in blocks:
        number, times, *lines = block.split("\n")
        assert number.isdecimal()
        assert re.fullmatch(f"{clock} --> {clock}", times)
        assert lines
        assert not any("-->" in line for line in lines)


def test_what_players_take_for_marks_is_escaped() -> None:
    beats = [BeatRecord(r"f<b> & x --> 0, {\an8}", 0, 3)]
    assert "f&lt;b&gt; &amp; x --&gt; 0" in webvtt(beats)
    text = subrip(beats).split("\n", 2)[2]
    assert not re.search(r"<b>|-->|\{\\", text)
    assert text.replace("\N{WORD JOINER}", "").strip() == beats[0].caption


def test_an_hour_rolls_over() -> None:
    assert "01:00:00.000 --> 01:00:00.500" in webvtt([BeatRecord("late", 3599.9996, 0.5)])
