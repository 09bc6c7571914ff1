"""The door: what was typed becomes shots, and the shots become films. `--help` explains it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from gradanim.errors import GradanimError
from gradanim.studio.catalogue import catalogue
from gradanim.studio.door.choices import HELP, HOW, NEW, WHAT
from gradanim.studio.orders.options import Command, Wrong, is_typed, setting_options
from gradanim.studio.orders.order import Order, choose, order
from gradanim.studio.orders.settings import SETTINGS
from gradanim.studio.places import COMMAND, beside, for_a_while, look_beside


@click.command(
    cls=Command,
    help=HELP,
    params=[*WHAT, *setting_options(), *NEW, *HOW],
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.pass_context
def main(ctx: click.Context, /, **options: Any) -> None:
    """Do what was typed."""
    with in_a_sentence(), for_a_while():
        for folder in options["folders"]:
            if not folder.is_dir() and not options["new"]:
                raise Wrong(f"--scenes-folder: there is no folder {folder}: make it, or look how it is spelt")
            if folder.is_dir():
                look_beside(folder)
        ctx.exit(answer(ctx, **options))


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Say what was wrong with what was typed, without a traceback."""
    try:
        yield
    except GradanimError as why:
        raise Wrong(str(why)) from why


def answer(
    ctx: click.Context,
    *,
    listed: bool,
    folders: tuple[Path, ...],
    scene: tuple[str, ...],
    topic: tuple[str, ...],
    everything: bool,
    lecture: Path | None,
    new: str | None,
    like: str | None,
    clean: bool,
    watched: bool,
    port: int | None,
    **options: Any,
) -> int:
    """Do what was typed, and return the exit code."""
    if new is not None:
        return begin(ctx, new, like, folders)
    if like is not None:
        raise Wrong("--like says what a new film is a copy of: say its name, too, with --new MyFilm")
    wanted = bool(scene or topic or everything or lecture)
    if clean:
        throw_away(options["media"])
        if not wanted:
            return 0
    if listed or not wanted:
        return show_list(ctx, listed=listed)
    typed = {name: options[name] for name in SETTINGS if is_typed(ctx, name)}
    ordered = read(lecture, typed) if lecture else order(choose(scene, topic, everything=everything), typed)
    for reason in (*catalogue().problems, *ordered.left_out):
        click.echo(f"left out: {reason}", err=True)
    if not ordered.shots:
        raise Wrong("no scene is left to film.")
    if watched:
        return watch(ordered, port=port or 0, open_page=options["preview"], smaller="quality" not in typed)
    if port is not None:
        raise Wrong("--port is of the page that --watch shows: add --watch, or leave it out.")
    how = {name: options[name] for name in options.keys() - SETTINGS.keys()}
    if how["cluster"] and (beside() or any(shot.heights for shot in ordered.shots)):
        raise Wrong(
            "--cluster films what its machines have, too: put the film into scenes/ there and here, and type its "
            "function, or leave out --cluster"
        )
    return make(ordered, **how)


def read(lecture: Path, typed: dict[str, Any]) -> Order:
    """What a lecture file orders."""
    from gradanim.studio.orders.lecture import read_lecture

    return read_lecture(lecture, typed)


def make(ordered: Order, *, preview: bool, quiet: bool, as_json: bool, **how: Any) -> int:
    """Film what was ordered, show how it goes, and return the exit code."""
    from gradanim.studio.crew.worker import begin_importing

    if not how["cluster"] and any(not (how["media"] / f"{shot.name}.clip.json").exists() for shot in ordered.shots):
        begin_importing()
    from rich.console import Console

    from gradanim.studio.session import exit_code, run
    from gradanim.studio.terminal.display import Batch
    from gradanim.studio.terminal.screen import display_for

    batch = Batch(ordered.shots, title=ordered.title, **how)
    display = display_for(batch, Console(), Console(stderr=True), quiet=quiet, as_json=as_json)
    outcomes, stopped = run(batch, display)
    if preview:
        for clip in (outcome.clip for outcome in outcomes if outcome.clip):
            click.launch(str(batch.media / clip.film))
    return exit_code(outcomes, stopped=stopped)


def watch(ordered: Order, *, port: int, open_page: bool, smaller: bool) -> int:
    """Show what was ordered in a page until Ctrl-C; in 480 lines, unless another size was typed."""
    from gradanim.studio.watch import session

    def ready(address: str) -> None:
        click.echo(f"{address}\nOpen this page. Ctrl-C stops.", err=True)
        if open_page:
            click.launch(address)

    session.watch([session.small(shot) if smaller else shot for shot in ordered.shots], ready, port=port)
    return 0


def throw_away(media: Path) -> None:
    """Throw away the beats that were kept."""
    from gradanim.studio.crew.batch import store_of

    click.echo(f"{store_of(media).clean()} beats thrown away", err=True)


def begin(ctx: click.Context, new: str, like: str | None, folders: tuple[Path, ...]) -> int:
    """Write the file of a new film, and say what to do with it."""
    from gradanim.studio.orders.beginning import begin_film

    fits = {"new", "like", "folders"}
    if unfit := [
        str(option.opts[-1]) for option in ctx.command.params if is_typed(ctx, option.name) and option.name not in fits
    ]:
        raise Wrong(f"--new writes a file and films nothing: leave out {', '.join(unfit)}")
    if len(folders) > 1:
        raise Wrong("--new writes into one folder: type --scenes-folder once")
    click.echo(begin_film(new, like, folders[0] if folders else None).told(COMMAND))
    return 0


def show_list(ctx: click.Context, *, listed: bool) -> int:
    """Show the scenes; below the help, where nothing at all was asked for."""
    if not listed:
        if any(is_typed(ctx, name) for name in ctx.params):
            raise Wrong(f"which scene? Add --scene NAME; {COMMAND} --list shows what there is.")
        click.echo(ctx.get_help() + "\n")
    known = catalogue()
    if sys.stdout.isatty():
        from rich.console import Console

        from gradanim.studio.terminal.tables import show_catalogue

        show_catalogue(Console(), known)
    else:
        for entry in known.entries:
            click.echo("\t".join([entry.topic, entry.name, entry.subject, entry.summary]))
    for problem in known.problems:
        click.echo(f"left out: {problem}", err=True)
    return 0
