"""`--watch`: the page in a real browser, what is told again after a save, and who is let in."""

import http.client
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, Position, expect, sync_playwright

from gradanim.studio.door.command import main
from gradanim.studio.watch.saved import state_of
from gradanim.studio.watch.session import Watch
from gradanim.studio.watch.story_source import StorySource
from gradanim.studio.watch.things import Thing, thing_at
from tests.tiny import tiny, told_in

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 60_000  # milliseconds; how long it takes says more about the machine than about the page

WALK = """
from pathlib import Path

from manim import RIGHT, Square

from gradanim.stage.claims.claim import Claim
from gradanim.stage.storyboard import Storyboard

FAR = 3.0
LAST = "There it is."


class Walk(Storyboard):
    title = "A walk"
    subject = "function"

    def construct(self):
        with Path(__file__).with_name("begun").open("a") as begun:
            begun.write("x")
        square = Square(side_length=2, color="#d02010", fill_opacity=1)
        with self.beat(f"It stands and waits: {self.shot.function}", hold=0.2):
            self.add(square)
        far = Claim("it goes by three", (square,), square.get_x, FAR, 0.01, "units")
        with self.beat("Then it goes.", hold=0.2, claim=far):
            self.play(square.animate.shift(3 * RIGHT), run_time=0.6)
        with self.beat(LAST, hold=0.2):
            self.wait(0.2)
"""


class Author:
    """Who edits the scene while the page is open."""

    def __init__(self, file: Path, watched: Watch) -> None:
        self.file, self.watched = file, watched
        self.shot = watched.workshop.films[0].shot

    def saves(self, *changes: tuple[str, str]) -> None:
        text = WALK
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.file.write_text(text)

    @property
    def begun(self) -> int:
        """How often the story was told from its beginning."""
        return len(self.file.with_name("begun").read_text())

    def films(self) -> list[str | None]:
        return [beat.film for beat in self.watched.workshop.films[0].beats.values()]

    def waits_for(self, what: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE / 1000
        while not what():
            assert time.monotonic() < until, self.watched._state()
            time.sleep(0.05)

    def waits_until_all_is_filmed(self) -> None:
        film = self.watched.workshop.films[0]
        self.waits_for(lambda: film.is_whole and all(b.film and b.is_current for b in film.beats.values()))


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    with told_in(tmp_path_factory.mktemp("watched"), WALK) as folder:
        watched = Watch([tiny("Walk", captions="burned")])
        address: list[str] = []
        threading.Thread(target=watched.run, args=(address.append,), daemon=True).start()
        author = Author(folder / "basics" / "tiny.py", watched)
        author.waits_for(lambda: bool(address))
        yield author
        watched.close()


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing, the browser that the page is tested in: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.fixture
def page(author: Author, browser_page: Page) -> Page:
    """The page as it is when the film is there, at its first beat."""
    film = author.watched.workshop.films[0]
    if film.shot != author.shot:
        author.watched.workshop.turn_to(film, author.shot)
    author.saves()
    author.waits_until_all_is_filmed()
    expect.set_options(timeout=PATIENCE)
    browser_page.goto(author.watched.pages.address)
    expect(browser_page.locator("#strip li")).to_have_count(3)
    return browser_page


def test_a_saved_sentence_is_seen_and_the_rest_is_not_told_again(author: Author, page: Page):
    begun, films = author.begun, author.films()
    page.locator("#strip button").nth(1).click()
    picture = page.locator("#strip img").nth(1)
    before = picture.get_attribute("src")
    author.saves(("Then it goes.", "Now it is on its way."))
    expect(page.locator("#caption")).to_have_text("Now it is on its way.")
    expect(picture).not_to_have_attribute("src", str(before))
    author.waits_until_all_is_filmed()
    now = author.films()
    assert (now[0], now[2]) == (films[0], films[2])
    assert now[1] != films[1]
    assert author.begun == begun


def test_the_player_stays_where_it_was(author: Author, page: Page):
    page.keyboard.press("ArrowRight")
    page.evaluate("document.querySelector('#time').value = 0.5; document.querySelector('#time').oninput()")
    front = page.locator("#screen video:not(.hidden)")
    old = front.get_attribute("src")
    author.saves(("Then it goes.", "Then it really goes."))
    expect(front).not_to_have_attribute("src", str(old))
    expect(page.locator("#strip button").nth(1)).to_have_attribute("aria-current", "true")
    page.wait_for_timeout(300)  # until what was sought is there
    assert front.evaluate("video => video.currentTime") == pytest.approx(0.5, abs=0.05)


def test_a_claim_that_turned_false_is_shown_with_its_numbers(author: Author, page: Page):
    begun = author.begun
    page.locator("#strip button").nth(1).click()
    expect(page.locator("#claims")).to_contain_text("holds: it goes by three")
    author.saves(("3 * RIGHT", "2 * RIGHT"))
    expect(page.locator("#claims")).to_contain_text("false: it goes by three")
    expect(page.locator("#claims")).to_contain_text("expected 3, measured 2 units")
    expect(page.locator("#status")).to_have_text("A claim is false in beat 2.")
    assert author.begun == begun


def test_an_error_says_its_line_leaves_the_film_and_goes_when_it_is_mended(author: Author, page: Page):
    trouble = page.locator("#trouble")
    author.saves(("FAR = 3.0", "FAR = = 3.0"))
    expect(trouble).to_contain_text("tiny.py, line 9")
    expect(trouble).to_contain_text("invalid syntax: FAR = = 3.0")
    author.saves(("self.add(square)", "self.add(sqare)"))
    expect(trouble).to_contain_text("tiny.py, line 22")
    expect(trouble).to_contain_text("sqare is not defined: did you mean square?")
    expect(page.locator("#screen video:not(.hidden)")).to_have_attribute("src", f"files/{author.films()[0]}")
    author.saves()
    expect(trouble).to_be_hidden()
    author.waits_until_all_is_filmed()


def test_a_click_says_what_is_seen_there(author: Author, page: Page):
    page.locator("#screen").click(position=middle_of(page))
    expect(page.locator("#thing")).to_contain_text("square: Square, line 20")


def test_what_the_film_is_about_is_changed_in_the_page_and_what_cannot_be_read_is_answered(page: Page):
    page.locator("[name=function]").fill("x^")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#refused")).to_contain_text("--function: ")
    page.locator("[name=function]").fill("x*y")
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("#caption")).to_have_text("It stands and waits: x*y")


def test_a_sentence_kept_below_the_story_is_told_from_its_beat_on(author: Author, page: Page):
    begun = author.begun
    author.saves(('LAST = "There it is."', 'LAST = "That was all."'))
    page.locator("#strip button").nth(2).click()
    expect(page.locator("#caption")).to_have_text("That was all.")
    assert author.begun == begun


def middle_of(page: Page) -> Position:
    box = page.locator("#screen").bounding_box()
    assert box is not None
    return {"x": box["width"] / 2, "y": box["height"] / 2}


# ---- who is let in


def ask(author: Author, path: str, **headers: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", author.watched.pages.server_address[1])
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    said = answer.status, answer.read()
    line.close()
    return said


@pytest.mark.parametrize("place", ["", "news", "thing?beat=1&x=0&y=0", "files/a.mp4"])
def test_who_does_not_know_the_token_is_refused(author: Author, place: str):
    assert ask(author, f"/wrong/{place}")[0] == 403
    assert ask(author, f"/{place}")[0] == 403


def test_a_page_of_another_site_is_refused_though_it_knew_the_token(author: Author):
    token = author.watched.pages.token
    assert ask(author, f"/{token}/")[0] == 200
    assert ask(author, f"/{token}/", Host="films.example:80")[0] == 403
    assert ask(author, f"/{token}/", Origin="http://films.example")[0] == 403


def test_the_page_is_for_this_machine_only(author: Author):
    assert author.watched.pages.server_address[0] == "127.0.0.1"


def test_parts_of_a_film_are_sent_and_nothing_outside_its_folder(author: Author):
    shown, token = author.watched.workshop.shelf.folder, author.watched.pages.token
    (shown / "ten.mp4").write_bytes(b"0123456789")
    for wanted, sent in (("bytes=2-4", b"234"), ("bytes=7-", b"789"), ("bytes=-2", b"89"), ("bytes=4-99", b"456789")):
        assert ask(author, f"/{token}/files/ten.mp4", Range=wanted) == (206, sent)
    assert ask(author, f"/{token}/files/ten.mp4", Range="bytes=10-")[0] == 416
    assert ask(author, f"/{token}/files/ten.mp4") == (200, b"0123456789")
    (shown.parent / "secret.png").write_bytes(b"no")
    assert ask(author, f"/{token}/files/../secret.png")[0] == 404
    assert ask(author, f"/{token}/files/..%2fsecret.png")[0] == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--watch", "--check"], "--check and --watch exclude each other"),
        (["--watch", "--format", "gif"], "--watch shows films as mp4, not gif"),
        (["--port", "8080"], "--port is of the page that --watch shows"),
    ],
)
def test_what_does_not_go_with_it_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, typed: list[str], said: str):
    monkeypatch.delenv("GRADANIM_SCENES", raising=False)
    run = CliRunner().invoke(main, ["--scene", "SteepestAscent", *typed])
    assert (run.exit_code, run.output.count("\n")) == (2, 1)
    assert said in run.output


# ---- what is left


def test_when_it_ends_no_process_and_no_file_is_left(tmp_path: Path):
    with told_in(tmp_path, WALK) as folder:
        watched = Watch([tiny("Walk")])
        threading.Thread(target=watched.run, args=(lambda address: None,), daemon=True).start()
        author = Author(folder / "basics" / "tiny.py", watched)
        author.waits_until_all_is_filmed()
        stage, place = watched.workshop.processes.first, watched.workshop.folder
        assert stage is not None
        watched.close()
        assert not place.exists()
        author.waits_for(lambda: not _is_there(stage.pid))


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, signal.SIGCONT)
    except ProcessLookupError:
        return False
    return True


def test_a_file_that_is_emptied_before_it_is_written_is_read_when_it_is_there(tmp_path: Path):
    file = tmp_path / "film.py"
    file.write_text("whole")
    before = state_of([file])
    file.write_text("")
    assert state_of([file]) == {}
    file.write_text("whole again")
    assert state_of([file]) not in ({}, before)


# ---- what a change leaves as it was

STORY = """
A = "one"

def sentence():
    return A

class Film(Storyboard):
    def construct(self):
        here = 1
        with self.beat("One."):
            pass
        with self.beat(sentence()):
            pass
"""


def alike_before(index: int, old: str, new: str) -> bool:
    assert old in STORY
    return StorySource(STORY, "Film").told_alike(StorySource(STORY.replace(old, new), "Film"), index)


def test_a_story_goes_on_from_what_was_told_in_the_same_way():
    assert alike_before(1, "One.", "The first.")
    assert alike_before(2, "sentence()):", "'Two.'):")
    assert alike_before(2, '"one"', '"two"')  # what the second beat says, and not what comes before it
    assert alike_before(2, "        with self.beat(sent", "\n        # a remark\n        with self.beat(sent")


@pytest.mark.parametrize(
    ("index", "change"),
    [
        (2, ("One.", "The first.")),
        (1, ("here = 1", "here = 2")),
        (1, ("(Storyboard)", "(OtherScene)")),
        (1, ("    def construct", "    title = 'New'\n\n    def construct")),
        (1, ("here = 1", "here = A")),
    ],
)
def test_a_story_begins_anew_where_what_was_told_has_changed(index: int, change: tuple[str, str]):
    assert not alike_before(index, *change)


def test_a_story_does_not_go_on_where_a_name_gets_another_meaning_that_was_looked_up_before():
    story = STORY.replace("here = 1", "here = lambda: there").replace("            pass\n", "            there = 1\n")
    source = StorySource(story, "Film")
    assert not source.told_alike(source, 1)


def test_the_rest_of_a_story_has_the_lines_of_its_file():
    source = StorySource(STORY, "Film", "film.py")
    rest = source.rest(2, ["self", "here"])
    assert (rest.co_filename, rest.co_varnames[:2]) == ("film.py", ("self", "here"))
    assert {line for _, _, line in rest.co_lines() if line and line > 8} <= {12, 13}


def test_the_smallest_of_what_is_seen_at_a_place_is_meant():
    everywhere = Thing("tint", "VGroup", (0.0, 0.0, 1.0, 1.0), ((0.0, 0.0),), True)
    line = Thing("contour", "VMobject", (0.2, 0.2, 0.4, 0.4), ((0.2, 0.2), (0.3, 0.3), (0.4, 0.4)), False)
    dot = Thing("walker", "Walker", (0.28, 0.28, 0.32, 0.32), ((0.28, 0.3),), True)
    things = (everywhere, line, dot)
    assert thing_at(things, 0.3, 0.3) is dot
    assert thing_at(things, 0.4, 0.4) is line
    assert thing_at(things, 0.2, 0.4) is everywhere
    assert thing_at((line,), 0.2, 0.4) is None
