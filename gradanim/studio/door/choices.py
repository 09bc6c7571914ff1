"""What can be typed beside the settings of a film: which films, what is to happen, what is seen of it."""

from pathlib import Path

import click

from gradanim.studio.orders.options import Option
from gradanim.studio.places import COMMAND, PACKAGE

HERE = PACKAGE.parent if COMMAND.endswith(".py") else None
"""The folder of render.py; None where the package was installed without it."""

HELP = f"""Make films about the gradient: scenes that tell their story about your own function.

\b
  {COMMAND} --scene SteepestAscent
  {COMMAND} --scene SteepestAscent -f "sin(x)*cos(y) + x/4" --at 0.5,-1 --theme paper -ql
  {COMMAND} --topic gradient --domain -2:2,-2:2 --shape 1:1
  {COMMAND} --scene my_film.py:MyFilm --beat 3-5 --stills
  {COMMAND} --from lecture.toml -ql
  {COMMAND} --all --check
  {COMMAND} --scene SteepestAscent --watch

The film comes to media/SteepestAscent.mp4. What differs from a default run is added to the name, as in
media/SteepestAscent-x^2-y^2-paper-480p15.mp4. Beside it lie its captions (.vtt, .srt), a poster (.png), a folder with
a film and a picture of every beat, and .clip.json, which describes them all. What is there already and up to date is
not filmed again. The fastest way to look at something is -ql.

Exit codes: 0 all is well, 1 a film failed or a claim is false, 2 what was typed makes no film, 130 stopped by Ctrl-C.
"""

ACTS = ("listed", "new", "only_check", "watched")
"""What a run can do in place of filming, by the names of the options: two of them exclude each other."""


def _besides(act: str) -> tuple[str, ...]:
    return tuple(other for other in ACTS if other != act)


_FOLDER = click.Path(file_okay=False, path_type=Path)
_WHAT, _NEW, _HAPPENS, _SEEN = "What to film", "A film of your own", "What happens", "What you see of it"

WHAT = [
    Option(
        "--scene", multiple=True, metavar="NAME", group=_WHAT,
        help="A scene, or a file with one: my_film.py, my_film.py:MyFilm; repeat it for more.",
    ),
    Option("--topic", multiple=True, metavar="NAME", group=_WHAT, help="All scenes of a topic."),
    Option("--all", "everything", is_flag=True, group=_WHAT, help="All scenes there are."),
    Option(
        "--from", "lecture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", group=_WHAT,
        help="The films of a lecture file; what is typed beside it replaces the file's defaults.",
        excludes=("scene", "topic", "everything"),
    ),
    Option("--list", "listed", is_flag=True, group=_WHAT, excludes=_besides("listed"), help="Show what there is."),
    Option(
        "--scenes-folder", "folders", multiple=True, type=_FOLDER, metavar="DIR", group=_WHAT,
        help="A folder with films of your own, beside those that are here; repeat it for more.",
    ),
]  # fmt: skip
NEW = [
    Option(
        "--new", metavar="NAME", group=_NEW,
        excludes=(*_besides("new"), "scene", "topic", "everything", "lecture", "clean"),
        help="Write the file of a new film: in the folder given with --scenes-folder, else among those that are here.",
    ),
    Option("--like", metavar="NAME", group=_NEW, help="The film that the new one is to be a copy of, to begin with."),
]  # fmt: skip
HOW = [
    Option(
        "--media", type=_FOLDER, default=(HERE or Path()) / "media", group=_HAPPENS,
        help=f"The folder for films.  [default: media, {'beside render.py' if HERE else 'where you are'}]",
    ),
    Option(
        "--jobs", type=click.IntRange(min=1), metavar="N", group=_HAPPENS, excludes=("cluster",),
        help="Processes at once.  [default: the cores that pay off]",
    ),
    Option(
        "--cluster", metavar="ADDRESS", group=_HAPPENS,
        help="Film on the workers of a Dask scheduler; see docs/cluster.md.",
    ),
    Option("--force", is_flag=True, group=_HAPPENS, help="Film again what is there and up to date."),
    Option("--clean", is_flag=True, group=_HAPPENS, help="Throw away the beats that are kept from earlier films."),
    Option(
        "--check", "only_check", is_flag=True, group=_HAPPENS, excludes=_besides("only_check"),
        help="Film nothing: play the scenes, and measure what they claim.",
    ),
    Option(
        "--watch", "watched", is_flag=True, group=_HAPPENS,
        excludes=(*_besides("watched"), "cluster", "jobs", "force", "clean", "as_json", "quiet"),
        help="Show the films in a page, and make again what changes whenever a file of theirs is saved.",
    ),
    Option(
        "--port", type=click.IntRange(0, 65535), metavar="N", group=_HAPPENS,
        help="Of that page.  [default: a free one]",
    ),
    Option("-p", "--preview", is_flag=True, group=_HAPPENS, help="Open the films when they are there."),
    Option("--quiet", is_flag=True, group=_SEEN, excludes=("as_json",), help="Say only what went wrong."),
    Option(
        "--json", "as_json", is_flag=True, group=_SEEN,
        help="For programs: a JSON object a line; see docs/progress.md.",
    ),
]  # fmt: skip
