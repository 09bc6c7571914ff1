"""Who has what is shown made: tells processes what has changed, and hears what they have made of it."""

import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from gradanim.errors import FilmError, GradanimError
from gradanim.records.shot import Shot
from gradanim.records.subject import TAKES
from gradanim.studio.catalogue import find
from gradanim.studio.crew.batch import cores
from gradanim.studio.mistakes import what_is_wrong
from gradanim.studio.watch.film_on_page import FilmOnPage, Seed, Trouble
from gradanim.studio.watch.orders import Begun, Broken, Filmed, Glimpse, Here, Order, Rehearsed, Started, Still, Told
from gradanim.studio.watch.processes import Processes, end, sent
from gradanim.studio.watch.seeds import Line
from gradanim.studio.watch.shelf import Shelf
from gradanim.studio.watch.story_source import StorySource

LITTLE_MEMORY = ": there may be too little memory. Save the file to try again."


class Workshop:
    """Makes the films of a page, and makes again what changed of them.

    Args:
        shots: what is shown.
        on_change: called when there is something new to show.
    """

    def __init__(self, shots: Sequence[Shot], on_change: Callable[[], None] = lambda: None) -> None:
        self.folder = Path(mkdtemp(prefix="gradanim-watch-"))
        self.shelf = Shelf(self.folder / "shown")
        self.on_change = on_change
        self.lock = threading.RLock()
        self.films = [_film(number, shot) for number, shot in enumerate(shots)]
        self.imported: Line | None = None
        self._runs: dict[int, FilmOnPage] = {}
        self.processes = Processes(self.folder, self._hear, self._lost, self._died)

    def start(self) -> None:
        """Import everything anew; what is to be played is played as soon as that is done."""
        with self.lock:
            self.imported = None
            self.processes.start()
            for film in self.films:
                film.leave_alone()

    def close(self) -> None:
        """End all processes, and remove all files."""
        with self.lock:
            self.processes.close()

    def update(self, film: FilmOnPage, *, anew: bool = False) -> None:
        """Make again what changed of a film.

        Args:
            anew: from its beginning: what changed is not (only) the scene's own file.
        """
        with self.lock:
            try:
                source = self._read(film)
            except (GradanimError, OSError, SyntaxError, ValueError) as why:
                film.trouble = _unread(why, film)
            else:
                is_same = film.source is not None and source.text == film.source.text
                mended = film.trouble is not None and film.is_whole
                if anew or not is_same or film.trouble is not None:
                    film.trouble = None
                    if anew or not is_same or not mended:
                        self._play(film, source, anew=anew)
        self.on_change()

    def turn_to(self, film: FilmOnPage, shot: Shot) -> None:
        """Show a film of something else in place of one."""
        with self.lock:
            film.shot = shot
            self.update(film, anew=True)

    def _read(self, film: FilmOnPage) -> StorySource:
        source = StorySource.read(film.file, film.shot.scene)
        if not source.has_scene:
            raise FilmError(f"there is no class {film.shot.scene} in it any more: give it back its name")
        return source

    def _play(self, film: FilmOnPage, source: StorySource, *, anew: bool) -> None:
        self._stop(film)
        film.is_waiting = False
        seed = None if anew else film.seed_for(source)
        number = seed.here.beat if seed else 0
        if anew:
            film.whole = None
        known = film.known_after(number, source)
        film.run = max(self._runs, default=0) + 1
        self._runs[film.run] = film
        film.source, film.is_whole, film.changed = source, False, None
        film.to_film.clear()
        film.reworded.clear()
        film.present = {beat for beat in film.seeds if beat <= number}
        for beat in film.beats:
            if beat >= number:
                film.change(beat, is_current=False)
        if seed is None:
            for other in film.seeds.values():
                end(other.here.pid)
            film.seeds.clear()
            film.present.clear()
        line = seed.line if seed else self.imported
        if line is None:
            return
        film.player = 0
        if not sent(line, self._order(film, "rehearse", known)) and seed is not None:
            self._play(film, source, anew=True)  # whoever waited there is gone
        elif seed is not None:
            self._film(film, number)
            self._film_what_lacks(film)

    def _order(self, film: FilmOnPage, role: Any, known: dict[int, str] | None = None) -> Order:
        return Order(film.number, film.run, film.shot, role, film.told_by.text, self.folder, known or {})

    def _stop(self, film: FilmOnPage) -> None:
        """End what is under way for a film."""
        for pid in list(self.processes.pids.values()):
            if pid in film.painters or pid == film.player:
                end(pid)
        film.painters.clear()
        film.player = None

    def _film(self, film: FilmOnPage, beat: int) -> None:
        """Have a beat filmed, as soon as there is a core for it."""
        if beat not in film.to_film and beat not in film.painters.values():
            film.to_film.append(beat)
        self._paint()

    def _film_what_lacks(self, film: FilmOnPage) -> None:
        """Have the beats filmed that are told, and whose filming a save has interrupted."""
        for beat in list(film.beats.values()):
            if beat.is_current and beat.film is None:
                self._film(film, beat.number)

    def _paint(self) -> None:
        busy = sum(len(film.painters) for film in self.films)
        at_most = max(1, cores() - sum(film.player is not None for film in self.films))
        for film in self.films:
            for beat in [beat for beat in film.to_film if beat in film.present]:  # others come later
                if busy >= at_most:
                    return
                film.to_film.remove(beat)
                if sent(film.seeds[beat].line, self._order(film, "paint")):
                    film.painters[-beat] = beat  # until it is known which process that is
                    busy += 1

    # ---- what is heard

    def _hear(self, line: Line, news: Any) -> None:
        with self.lock:
            self._heed(line, news)
        self.on_change()

    def _heed(self, line: Line, news: Any) -> None:
        film = self._runs.get(news.run)
        if isinstance(news, Here) and news.beat == 0:
            self.imported = line
            for one in self.films:
                one.is_waiting = True
                self._next()
            return
        if film is None or film.run != news.run:  # nobody wants to know that any more
            if isinstance(news, Here | Started):
                end(news.pid)
            return
        match news:
            case Here():
                self._keep(film, Seed(line, news, film.told_by))
            case Started():
                self._started(film, line, news)
            case Begun():
                if news.beat not in film.beats or film.beats[news.beat].caption != news.caption:
                    film.reworded.add(news.beat)
                film.touched.add(news.beat)
                film.change(news.beat, caption=news.caption, line=news.line)
            case Glimpse():
                self._glimpse(film, news)
            case Still():
                self._show(film, news)
            case Rehearsed():
                film.change(news.beat, findings=news.findings, seconds=news.seconds, is_current=True)
            case Filmed():
                self._filmed(film, news)
            case Told():
                self._told(film, news)
            case Broken():
                if film.player == self.processes.pids.get(line):
                    film.player = None
                    self._next()
                place = news.file or str(film.file)
                film.trouble = Trouble(news.text, place, news.line, news.beat)

    def _keep(self, film: FilmOnPage, seed: Seed) -> None:
        if (before := film.seeds.get(seed.here.beat)) is not None:
            end(before.here.pid)
        film.seeds[seed.here.beat] = seed
        film.present.add(seed.here.beat)
        self._paint()

    def _started(self, film: FilmOnPage, line: Line, news: Started) -> None:
        self.processes.pids[line] = news.pid
        if news.role == "rehearse":
            film.player = news.pid
            return
        placeholder = next(number for number in film.painters if number < 0)
        film.painters[news.pid] = film.painters.pop(placeholder)

    def _glimpse(self, film: FilmOnPage, news: Glimpse) -> None:
        """A picture for the time until all is known of a beat; the film of another sentence is not shown any more."""
        beat = film.change(news.beat)
        if news.beat in film.reworded and beat.filmed_in != film.run and not beat.is_current:
            film.change(news.beat, still=self.shelf.take(news.picture), film=None)
        shutil.rmtree(news.picture.parent, ignore_errors=True)

    def _show(self, film: FilmOnPage, news: Still) -> None:
        beat = film.beats[news.beat]
        if beat.filmed_in == film.run:  # quicker than this
            film.films[news.key] = str(beat.film)
        if beat.key not in ("", news.key) and film.changed is None:
            film.changed = news.beat
        there = film.films.get(news.key)
        if news.key != beat.key or beat.film is None or beat.filmed_in == film.run:
            film.change(news.beat, key=news.key, film=there, still=self.shelf.take(news.picture), things=news.things)
        if there is None:
            self._film(film, news.beat)

    def _filmed(self, film: FilmOnPage, news: Filmed) -> None:
        is_seen = film.beats[news.beat].is_current
        beat = film.change(news.beat, film=self.shelf.take(news.film), filmed_in=film.run, seconds=news.seconds)
        if is_seen:
            film.films[beat.key] = str(beat.film)

    def _told(self, film: FilmOnPage, news: Told) -> None:
        film.player, film.is_whole, film.whole = None, True, film.source
        film.touched.clear()
        for number in sorted({*film.beats, *film.seeds}):
            if number <= news.beats:
                continue
            if news.as_before:
                film.change(number, is_current=True)
                if number not in film.seeds:
                    continue
                film.seeds[number] = Seed(film.seeds[number].line, film.seeds[number].here, film.told_by)
                film.present.add(number)
            else:
                film.beats.pop(number, None)
                if (seed := film.seeds.pop(number, None)) is not None:
                    end(seed.here.pid)
        self._next()
        self._film_what_lacks(film)
        film.forget_films()
        self.shelf.tidy({name for one in self.films for name in one.files})

    def _next(self) -> None:
        """Play the next film that waits for it."""
        waiting = [film for film in self.films if film.is_waiting]
        if waiting and sum(film.player is not None for film in self.films) < cores():
            self.update(waiting[0], anew=True)

    def _lost(self, line: Line) -> None:
        with self.lock:
            pid = self.processes.forget(line)
            if pid is not None:
                for film in self.films:
                    self._lose(film, pid)
            self._paint()
        self.on_change()

    def _lose(self, film: FilmOnPage, pid: int) -> None:
        """A process has ended; say so if it leaves undone what a film needs."""
        beat = film.painters.pop(pid, None)
        if beat in film.beats and film.beats[beat].film is None and film.trouble is None:
            film.trouble = Trouble(f"The process that filmed beat {beat} was killed{LITTLE_MEMORY}", beat=beat)
        if film.player == pid:
            film.player = None
            film.trouble = Trouble(f"The process that played the story was killed{LITTLE_MEMORY}")
            self._next()

    def _died(self, words: str) -> None:
        """Nothing can be made any more until something is saved."""
        with self.lock:
            self.imported = None
            for film in self.films:
                film.trouble = Trouble(f"The stage cannot be imported: {words}")
        self.on_change()


def _film(number: int, shot: Shot) -> FilmOnPage:
    entry = find(shot.scene)
    about = TAKES[entry.subject]
    settings = about.settings + (("at", "direction", "domain") if about.variables else ())
    return FilmOnPage(number, shot, entry.file, tuple(settings))


def _unread(why: Exception, film: FilmOnPage) -> Trouble:
    if isinstance(why, SyntaxError):
        return Trouble(what_is_wrong(why), str(why.filename or film.file), why.lineno)
    return Trouble(str(why), str(film.file))
