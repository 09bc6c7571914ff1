"""The door: what was typed becomes shots, and the shots become films. `python render.py --help` explains it."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

if lacking := [
    name
    for name in ("click", "rich", "numpy", "scipy", "sympy", "contourpy", "cmap", "manim", "typst", "av")
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
from gradanim.records.picture import QUALITIES, SHAPES
from gradanim.records.shot import CAPTIONS, ENCODERS, FORMATS
from gradanim.records.theme import THEMES
from gradanim.studio.catalogue import catalogue
from gradanim.studio.orders.lecture import read_lecture
from gradanim.studio.orders.order import Order, choose, order

HERE = Path(__file__).resolve().parent

HELP = """Make films about the gradient: scenes that tell their story about your own function.

\b
  python render.py --scene SteepestAscent
  python render.py --scene SteepestAscent -f "sin(x)*cos(y) + x/4" --at 0.5,-1 --theme paper -ql
  python render.py --topic gradient --domain -2:2,-2:2 --shape 1:1
  python render.py --from docs/lectures/gradient.toml -ql
  python render.py --all --check

The film comes to media/SteepestAscent.mp4. What differs from a default run is added to the name, as in
media/SteepestAscent-x^2-y^2-paper-480p15.mp4. Beside it lie its captions (.vtt, .srt), a poster (.png), a folder with
a film and a picture of every beat, and .clip.json, which describes them all. What is there already and up to date is
not filmed again. The fastest way to look at something is -ql.

Exit codes: 0 all is well, 1 a film failed or a claim is false, 2 what was typed makes no film, 130 stopped by Ctrl-C.
"""

GROUPS = {
    "What to film": ("scene", "topic", "everything", "lecture", "listed"),
    "About which function": ("function", "field", "at", "direction", "domain"),
    "How it looks": ("theme", "shape", "captions", "transparent", "seed"),
    "What kind of file": ("quality", "fps", "resolution", "format", "encoder"),
    "What happens": ("media", "jobs", "cluster", "force", "clean", "only_check", "preview"),
    "What you see of it": ("quiet", "as_json"),
}

_DECIDES = ("About which function", "How it looks", "What kind of file")
SETTINGS = tuple(name for title in _DECIDES for name in GROUPS[title])
"""What decides a film; everything else decides what happens with it."""

EXCLUDES = {"lecture": ("scene", "topic", "everything"), "quiet": ("as_json",), "jobs": ("cluster",)}


class Grouped(click.Command):
    """Shows the options in groups, in the order of use."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups, then --help."""
        records = {str(option.name): option.get_help_record(ctx) for option in self.get_params(ctx)}
        for title, names in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([record for name in names if (record := records.pop(name)) is not None])
        with formatter.section("Help"):
            formatter.write_dl([record for record in records.values() if record is not None])


class Wrong(click.ClickException):
    """What was typed makes no film."""

    exit_code = 2


@click.command(
    cls=Grouped, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--scene", multiple=True, metavar="NAME", help="A scene; repeat it for more.")
@click.option("--topic", multiple=True, metavar="NAME", help="All scenes of a topic.")
@click.option("--all", "everything", is_flag=True, help="All scenes there are.")
@click.option(
    "--from",
    "lecture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The films of a lecture file; what is typed beside it replaces the file's defaults.",
)
@click.option("--list", "listed", is_flag=True, help="Show what there is.")
@click.option("-f", "--function", metavar="TEXT", help='f(x, y), as you write it: "x^2 + 3xy". Some scenes know z.')
@click.option("--field", metavar="TEXT", help='A vector field, for the scenes about one: "-y, x".')
@click.option("--at", metavar="X,Y", help="Where to stand; also pi/2,sqrt(2). With z: 1,2,1.")
@click.option("--direction", metavar="X,Y", help="Where to look, of any length.")
@click.option("--domain", metavar="X0:X1,Y0:Y1", help="The part of the plane to show: -3:3,-2:2. With z: three sides.")
@click.option("--theme", type=click.Choice(list(THEMES)), default="night", show_default=True, help="The colours.")
@click.option("--shape", type=click.Choice(list(SHAPES)), default="16:9", show_default=True, help="Width to height.")
@click.option(
    "--captions",
    type=click.Choice(CAPTIONS),
    default="burned",
    show_default=True,
    help="In the picture and in files beside the film; only beside it; not at all.",
)
@click.option("--transparent", is_flag=True, help="No background; a mov, unless --format says otherwise.")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="h",
    show_default=True,
    help="480p at 15 frames a second, 720p30, 1080p60, 1440p60, 2160p60.",
)
@click.option("--fps", type=float, metavar="N", help="Frames a second, in place of the quality's.")
@click.option("--resolution", metavar="W,H", help="Pixels, in place of the quality's; decides the shape too.")
@click.option("--format", type=click.Choice(FORMATS), help="png is the poster alone.  [default: mp4]")
@click.option(
    "--encoder",
    type=click.Choice(ENCODERS),
    default="fast",
    show_default=True,
    help="fast for short waiting, small for small files.",
)
@click.option(
    "--media",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE / "media",
    help="The folder for films.  [default: media, beside render.py]",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at once.  [default: the cores that pay off]"
)
@click.option("--cluster", metavar="ADDRESS", help="Film on the workers of a Dask scheduler; see docs/cluster.md.")
@click.option("--force", is_flag=True, help="Film again what is there and up to date.")
@click.option("--clean", is_flag=True, help="Throw away the beats that are kept from earlier films.")
@click.option("--check", "only_check", is_flag=True, help="Film nothing: play the scenes, and measure what they claim.")
@click.option("-p", "--preview", is_flag=True, help="Open the films when they are there.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides everything random.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="For programs: a JSON object a line; see docs/progress.md.")
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
    refuse_together(ctx)
    typed = {name: options[name] for name in SETTINGS if is_typed(ctx, name)}
    try:
        if lecture:
            ordered = read_lecture(lecture, typed, themes=THEMES)
        else:
            ordered = order(choose(scene, topic, everything=everything), typed, themes=THEMES)
    except GradanimError as why:
        raise Wrong(str(why)) from why
    for reason in (*catalogue().problems, *ordered.left_out):
        errors.print(f"left out: {reason}", markup=False, highlight=False, soft_wrap=True)
    if not ordered.shots:
        raise Wrong("no scene is left to film.")
    ctx.exit(make(ordered, console, errors, **{name: options[name] for name in options.keys() - set(SETTINGS)}))


def make(
    ordered: Order, console: Console, errors: Console, *, preview: bool, quiet: bool, as_json: bool, **how: Any
) -> int:
    """Film what was ordered, show how it goes, and return the exit code."""
    from gradanim.studio.session import exit_code, run
    from gradanim.studio.terminal.screen import watching
    from gradanim.studio.terminal.watch import Batch

    batch = Batch(ordered.shots, title=ordered.title, **how)
    try:
        outcomes, stopped = run(batch, watching(batch, console, errors, quiet=quiet, as_json=as_json))
    except GradanimError as why:
        raise Wrong(str(why)) from why
    if preview:
        for clip in (outcome.clip for outcome in outcomes if outcome.clip):
            click.launch(str(batch.media / clip.film))
    return exit_code(outcomes, stopped=stopped)


def refuse_together(ctx: click.Context) -> None:
    """Say which two of the options that were typed exclude each other."""
    names = {str(option.name): option.opts[-1] for option in ctx.command.params}
    for one, others in EXCLUDES.items():
        for other in others:
            if is_typed(ctx, one) and is_typed(ctx, other):
                raise Wrong(f"{names[one]} and {names[other]} exclude each other: leave one of them out.")


def is_typed(ctx: click.Context, option: str) -> bool:
    """Whether it was given, even if as what it is anyway."""
    return ctx.get_parameter_source(option) is click.ParameterSource.COMMANDLINE


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
