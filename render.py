"""The door: what was typed becomes shots, and the shots become films. `python render.py --help` explains it."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

if lacking := [
    name
    for name in ("click", "rich", "numpy", "scipy", "sympy", "contourpy", "cmap", "manim", "typst", "av", "filelock")
    if find_spec(name) is None
] + (["Python 3.11"] if sys.version_info < (3, 11) else []):
    command = " ".join(map(shlex.quote, ["sh", "setup.sh", "python", "render.py", *sys.argv[1:]]))
    print(
        f"This Python lacks what render.py needs: {', '.join(lacking)}.\n"
        f"The following sets everything up, once, and then runs your command:\n\n    {command}\n",
        file=sys.stderr,
    )
    sys.exit(2)

from typing import Any

import click
from rich.console import Console

from gradanim.errors import GradanimError
from gradanim.studio.catalogue import catalogue
from gradanim.studio.orders.lecture import read_lecture
from gradanim.studio.orders.options import Command, Option, Wrong, is_typed, setting_options
from gradanim.studio.orders.order import Order, choose, order
from gradanim.studio.orders.settings import SETTINGS

HERE = Path(__file__).resolve().parent

HELP = """Make films about the gradient: scenes that tell their story about your own function.

\b
  python render.py --scene SteepestAscent
  python render.py --scene SteepestAscent -f "sin(x)*cos(y) + x/4" --at 0.5,-1 --theme paper -ql
  python render.py --topic gradient --domain -2:2,-2:2 --shape 1:1
  python render.py --from docs/lectures/gradient.toml -ql
  python render.py --all --check
  python render.py --scene SteepestAscent --watch

The film comes to media/SteepestAscent.mp4. What differs from a default run is added to the name, as in
media/SteepestAscent-x^2-y^2-paper-480p15.mp4. Beside it lie its captions (.vtt, .srt), a poster (.png), a folder with
a film and a picture of every beat, and .clip.json, which describes them all. What is there already and up to date is
not filmed again. The fastest way to look at something is -ql.

Exit codes: 0 all is well, 1 a film failed or a claim is false, 2 what was typed makes no film, 130 stopped by Ctrl-C.
"""

WHAT = [
    Option("--scene", multiple=True, metavar="NAME", group="What to film", help="A scene; repeat it for more."),
    Option("--topic", multiple=True, metavar="NAME", group="What to film", help="All scenes of a topic."),
    Option("--all", "everything", is_flag=True, group="What to film", help="All scenes there are."),
    Option(
        "--from", "lecture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", group="What to film",
        help="The films of a lecture file; what is typed beside it replaces the file's defaults.",
        excludes=("scene", "topic", "everything"),
    ),
    Option("--list", "listed", is_flag=True, group="What to film", help="Show what there is."),
]  # fmt: skip
HOW = [
    Option(
        "--media", type=click.Path(file_okay=False, path_type=Path), default=HERE / "media", group="What happens",
        help="The folder for films.  [default: media, beside render.py]",
    ),
    Option(
        "--jobs", type=click.IntRange(min=1), metavar="N", group="What happens", excludes=("cluster",),
        help="Processes at once.  [default: the cores that pay off]",
    ),
    Option(
        "--cluster", metavar="ADDRESS", group="What happens",
        help="Film on the workers of a Dask scheduler; see docs/cluster.md.",
    ),
    Option("--force", is_flag=True, group="What happens", help="Film again what is there and up to date."),
    Option(
        "--clean", is_flag=True, group="What happens", help="Throw away the beats that are kept from earlier films."
    ),
    Option(
        "--check", "only_check", is_flag=True, group="What happens",
        help="Film nothing: play the scenes, and measure what they claim.",
    ),
    Option(
        "--watch", "watched", is_flag=True, group="What happens",
        excludes=("only_check", "cluster", "jobs", "force", "clean", "as_json", "quiet"),
        help="Show the films in a page, and make again what changes whenever a file of theirs is saved.",
    ),
    Option(
        "--port", type=click.IntRange(0, 65535), metavar="N", group="What happens",
        help="Of that page.  [default: a free one]",
    ),
    Option("-p", "--preview", is_flag=True, group="What happens", help="Open the films when they are there."),
    Option(
        "--quiet", is_flag=True, group="What you see of it", excludes=("as_json",), help="Say only what went wrong."
    ),
    Option(
        "--json", "as_json", is_flag=True, group="What you see of it",
        help="For programs: a JSON object a line; see docs/progress.md.",
    ),
]  # fmt: skip


@click.command(
    cls=Command,
    help=HELP,
    params=[*WHAT, *setting_options(), *HOW],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def main(
    ctx: click.Context,
    /,
    listed: bool,
    scene: tuple[str, ...],
    topic: tuple[str, ...],
    everything: bool,
    lecture: Path | None,
    **options: Any,
) -> None:
    """Make shots of what was typed, film them, and show what came of it."""
    console, errors = Console(), Console(stderr=True)
    if options.pop("clean"):
        clean(options["media"], errors)
        if not (scene or topic or everything or lecture):
            return
    if listed or not (scene or topic or everything or lecture):
        show_list(ctx, console, errors, listed=listed)
        return
    typed = {name: options[name] for name in SETTINGS if is_typed(ctx, name)}
    try:
        ordered = read_lecture(lecture, typed) if lecture else order(choose(scene, topic, everything=everything), typed)
    except GradanimError as why:
        raise Wrong(str(why)) from why
    for reason in (*catalogue().problems, *ordered.left_out):
        errors.print(f"left out: {reason}", markup=False, highlight=False, soft_wrap=True)
    if not ordered.shots:
        raise Wrong("no scene is left to film.")
    watched, port = options.pop("watched"), options.pop("port")
    if watched:
        watch(ordered, errors, port=port or 0, open_page=options["preview"], smaller="quality" not in typed)
        return
    if port is not None:
        raise Wrong("--port is of the page that --watch shows: add --watch, or leave it out.")
    ctx.exit(make(ordered, console, errors, **{name: options[name] for name in options.keys() - SETTINGS.keys()}))


def make(
    ordered: Order, console: Console, errors: Console, *, preview: bool, quiet: bool, as_json: bool, **how: Any
) -> int:
    """Film what was ordered, show how it goes, and return the exit code."""
    from gradanim.studio.session import exit_code, run
    from gradanim.studio.terminal.display import Batch
    from gradanim.studio.terminal.screen import display_for

    batch = Batch(ordered.shots, title=ordered.title, **how)
    try:
        outcomes, stopped = run(batch, display_for(batch, console, errors, quiet=quiet, as_json=as_json))
    except GradanimError as why:
        raise Wrong(str(why)) from why
    if preview:
        for clip in (outcome.clip for outcome in outcomes if outcome.clip):
            click.launch(str(batch.media / clip.film))
    return exit_code(outcomes, stopped=stopped)


def watch(ordered: Order, errors: Console, *, port: int, open_page: bool, smaller: bool) -> None:
    """Show what was ordered in a page until Ctrl-C; in 480 lines, unless another size was typed."""
    from gradanim.studio.watch import session

    def ready(address: str) -> None:
        errors.print(f"{address}\nOpen this page. Ctrl-C stops.", markup=False, highlight=False, soft_wrap=True)
        if open_page:
            click.launch(address)

    try:
        session.watch([session.small(shot) if smaller else shot for shot in ordered.shots], ready, port=port)
    except GradanimError as why:
        raise Wrong(str(why)) from why


def clean(media: Path, errors: Console) -> None:
    """Throw away the beats that were kept."""
    from gradanim.studio.crew.batch import store_of

    errors.print(f"{store_of(media).clean()} beats thrown away", highlight=False)


def show_list(ctx: click.Context, console: Console, errors: Console, *, listed: bool) -> None:
    """Show the scenes; below the help, where nothing at all was asked for."""
    from gradanim.studio.terminal.tables import show_catalogue

    if not listed:
        if any(is_typed(ctx, name) for name in ctx.params):
            raise Wrong("which scene? Add --scene NAME; python render.py --list shows what there is.")
        click.echo(ctx.get_help() + "\n")
    known = catalogue()
    show_catalogue(console, known)
    for problem in known.problems:
        errors.print(f"left out: {problem}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
