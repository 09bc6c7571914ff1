"""How far a film is, as it is told: forward only."""

from gradanim.studio.progress import At, Tally


def test_the_beat_that_is_told_never_falls_whoever_ends_first() -> None:
    tally = Tally(10.0)
    tally.move(0, At(1, "One.", 3, painting=True))
    tally.move(1, At(5, "Five.", 1, painting=True))
    told = [tally.progress().beat]
    tally.finish(5, 10, kept=False)
    tally.leave(1)
    tally.move(0, At(1, "One.", 8, painting=True))
    told.append(tally.progress().beat)
    tally.move(0, At(6, "Six.", 0, painting=True))
    told.append(tally.progress().beat)
    assert told == [5, 5, 6]
    assert tally.progress().caption == "Six."
