"""Some beats of a film alone, as a film or as stills: never taken for the whole, and kept for it."""

from pathlib import Path

import pytest
from PIL import Image

from gradanim.errors import FilmError
from gradanim.records.clip import Clip
from gradanim.records.picture import ShotError
from gradanim.studio.crew.batch import Outcome, filmed, shoot
from gradanim.studio.edit import edit
from gradanim.studio.film import film, rehearse
from gradanim.studio.footage import perform, shoot_beats
from gradanim.studio.orders.settings import SETTINGS, SettingError
from gradanim.studio.takes import Outline, Take, Verdict
from gradanim.studio.terminal.summaries import result
from tests.tiny import SCENES, frames, tiny, told_in


@pytest.fixture(scope="module", autouse=True)
def scenes(tmp_path_factory: pytest.TempPathFactory) -> object:
    with told_in(tmp_path_factory.mktemp("beats"), SCENES) as folder:
        yield folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clip]:
    media = tmp_path_factory.mktemp("whole")
    return media, film(tiny(), media)


def one(*shots: object, media: Path, **how: object) -> Outcome:
    (outcome,) = shoot(shots, media, **how)  # type: ignore[arg-type]
    return outcome


def test_some_beats_are_the_frames_of_those_beats_and_no_more(tmp_path: Path, whole: tuple[Path, Clip]) -> None:
    media, clip = whole
    part = film(tiny(beat=(2, 3)), tmp_path)
    first = round(clip.beats[1].start * 10)
    drawn, expected = frames(tmp_path / part.film), frames(media / clip.film)[first:]
    assert len(drawn) == len(expected) == round(part.seconds * 10)
    assert all((abs(a.astype(int) - b) <= 2).all() for a, b in zip(drawn, expected, strict=True))
    assert [beat.caption for beat in part.beats] == ["Then it goes.", "It is gone."]
    assert [beat.start for beat in part.beats] == [0.0, clip.beats[1].seconds]


def test_it_says_everywhere_that_it_is_a_part(tmp_path: Path) -> None:
    part = film(tiny(beat=(2, 2)), tmp_path)
    assert part.film == "Tiny-beat2-160x90p10-captions-sidecar.mp4" or "-beat2-" in part.film
    assert "-beats2-3-" in tiny(beat=(2, 3)).name
    assert part.title == "A tiny film (beat 2)"
    assert Clip.read(tmp_path / part.record).shot.beat == (2, 2)
    assert [beat.video for beat in part.beats] == [f"{part.shot.name}/02.mp4"]
    assert filmed(tiny(), tmp_path) is None  # the whole film is not there
    assert filmed(part.shot, tmp_path) == part


def test_the_whole_film_takes_the_beats_that_were_filmed_alone(tmp_path: Path) -> None:
    assert one(tiny(beat=(2, 2)), media=tmp_path, jobs=1).kept == 0
    outcome = one(tiny(), media=tmp_path, jobs=1)
    assert (outcome.ending, outcome.kept) == ("made", 1)


def test_several_processes_film_the_same_part(tmp_path: Path) -> None:
    outcome = one(tiny("Steps", beat=(2, 4)), media=tmp_path, jobs=2)
    assert outcome.ending == "made", outcome.reason
    assert [beat.caption for beat in outcome.beats] == ["Step 2.", "Step 3.", "Step 4."]


def test_shares_of_a_part_are_joined(tmp_path: Path) -> None:
    shot = tiny(beat=(1, 2))
    clip = edit([shoot_beats(shot, range(share, 10, 2)) for share in (1, 2)], tmp_path)
    assert len(clip.beats) == 2


def test_stills_are_a_picture_of_every_beat_as_it_ends(tmp_path: Path, whole: tuple[Path, Clip]) -> None:
    media, clip = whole
    stills = one(tiny(stills=True, format="png"), media=tmp_path, jobs=1).clip
    assert stills is not None
    assert [beat.still for beat in stills.beats] == [f"{stills.shot.name}/{n:02d}.png" for n in (1, 2, 3)]
    for beat, filmed_beat in zip(stills.beats, clip.beats, strict=True):
        assert beat.video is None
        with Image.open(tmp_path / str(beat.still)) as a, Image.open(media / str(filmed_beat.still)) as b:
            assert a.tobytes() == b.tobytes()
    assert not [path for path in tmp_path.rglob("*.mp4") if ".beats" not in path.parts]
    assert "-stills" in stills.shot.name


def test_it_is_said_where_the_stills_lie(tmp_path: Path) -> None:
    outcome = one(tiny(stills=True, format="png"), media=tmp_path, jobs=1)
    name = outcome.shot.name
    assert result(outcome, Path("films")).startswith(f"made films/{name}/01.png to 03.png (")
    alone = one(tiny(stills=True, format="png", beat=(2, 2)), media=tmp_path, jobs=1)
    assert result(alone, Path("films")).startswith(f"made films/{alone.shot.name}/02.png (")
    assert (tmp_path / name / "03.png").is_file()


def test_stills_of_some_beats_are_those_alone(tmp_path: Path) -> None:
    clip = film(tiny(stills=True, format="png", beat=(2, 2)), tmp_path)
    assert [path.name for path in (tmp_path / clip.shot.name).iterdir()] == ["02.png"]


@pytest.mark.parametrize("beat", [(4, 4), (2, 9)])
def test_a_beat_that_there_is_not_is_told_with_how_many_there_are(beat: tuple[int, int], tmp_path: Path) -> None:
    outcome = one(tiny(beat=beat), media=tmp_path, jobs=1)
    assert outcome.ending == "refused"
    assert outcome.reason == f"there is no beat {beat[1]}: Tiny has 3; choose from 1 to 3"
    assert not list(tmp_path.glob("*.json"))


def test_only_the_claims_of_those_beats_count() -> None:
    (beat,) = rehearse(tiny("Counts", beat=(2, 2)))
    assert beat.findings == ()


@pytest.mark.parametrize(("typed", "beats"), [("4", (4, 4)), (4, (4, 4)), ("3-5", (3, 5)), ([3, 5], (3, 5))])
def test_beats_are_typed_as_a_number_or_two(typed: object, beats: tuple[int, int]) -> None:
    assert SETTINGS["beat"].read(typed) == beats


@pytest.mark.parametrize("typed", ["0", "5-3", "three", "1-2-3", "-1", [1], True, 1.5])
def test_what_is_no_beat_is_refused(typed: object) -> None:
    with pytest.raises(SettingError, match="beat"):
        SETTINGS["beat"].read(typed)


def test_stills_are_no_film() -> None:
    with pytest.raises(ShotError, match="stills are pictures, and webm is a film"):
        tiny(stills=True, format="webm")


def told(scene: str, verdicts: list[Verdict], folder: Path) -> tuple[Outline, list[Take]]:
    """A story with a verdict on each beat, the last one on all that follow."""
    takes: list[Take] = []
    outline = perform(
        tiny(scene), folder, lambda q: verdicts[min(q.beat, len(verdicts)) - 1], takes.append, lambda at: None
    )
    assert outline is not None
    return outline, takes


@pytest.mark.parametrize("scene", ["Tiny", "Steps", "Counts", "Pushes"])
def test_a_beat_that_is_passed_over_ends_as_if_it_had_been_played(scene: str, tmp_path: Path) -> None:
    played, takes = told(scene, ["look"], tmp_path)
    for alone in range(len(takes)):
        passed, (take,) = told(scene, [*["pass"] * alone, "look", "pass"], tmp_path)  # type: ignore[list-item]
        assert passed == played
        assert (take.beat, take.hint, take.key) == (alone + 1, takes[alone].hint, takes[alone].key)
        assert take.record.findings == takes[alone].record.findings


def test_a_beat_that_was_only_passed_over_has_proved_nothing(tmp_path: Path) -> None:
    outline, takes = told("Counts", ["pass", "look"], tmp_path)
    assert [take.beat for take in takes] == [2]
    with pytest.raises(FilmError, match="nobody has measured beat 1"):
        outline.story(takes)
