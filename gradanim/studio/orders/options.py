"""The options of the command line, in groups; those that decide a film are made from its settings."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import click

from gradanim.records.shot import Shot
from gradanim.studio.orders.settings import SETTINGS, Setting

LECTURES = "docs/lectures.md"


class Wrong(click.ClickException):
    """What was typed makes no film."""

    exit_code = 2


class Option(click.Option):
    """An option.

    Args:
        declared: its names.
        group: the heading that it stands under in --help.
        excludes: names of the options that cannot be typed together with it.
    """

    def __init__(self, *declared: str, group: str, excludes: Sequence[str] = (), **attributes: Any) -> None:
        super().__init__(declared, **attributes)
        self.group, self.excludes = group, excludes


class Command(click.Command):
    """Shows its options in groups, in the order of use, and refuses those that exclude each other."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed.

        Raises:
            Wrong: two of the options exclude each other, or one was typed twice.
        """
        given = list(args)
        rest = super().parse_args(ctx, args)
        self._refuse_twice(ctx, given)
        typed = {str(option.name): option for option in self.params if is_typed(ctx, option.name)}
        for option in typed.values():
            for other in getattr(option, "excludes", ()):
                if other in typed:
                    both = f"{option.opts[-1]} and {typed[other].opts[-1]}"
                    raise Wrong(f"{both} exclude each other: leave one of them out.")
        return rest

    def _refuse_twice(self, ctx: click.Context, args: list[str]) -> None:
        """Refuse an option that was typed twice: click would take the last one without a word."""
        _, _, order = self.make_parser(ctx).parse_args(args)
        for option in order:
            if isinstance(option, click.Option) and not option.multiple and order.count(option) > 1:
                cure = f"type it once, or write the films down in a lecture file ({LECTURES})"
                raise Wrong(f"{option.opts[-1]} was typed twice: {cure}.")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups, then --help."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for option in self.get_params(ctx):
            if (record := option.get_help_record(ctx)) is not None:
                groups.setdefault(getattr(option, "group", "Help"), []).append(record)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl(records)


def is_typed(ctx: click.Context, name: str | None) -> bool:
    """Whether an option was given, even if as what it is anyway."""
    return name is not None and ctx.get_parameter_source(name) is click.ParameterSource.COMMANDLINE


def setting_options() -> list[Option]:
    """An option for everything that can be set of a film; what it is anyway is what a Shot says."""
    usual = {field.name: field.default for field in fields(Shot)}
    return [_option(name, setting, usual[name]) for name, setting in SETTINGS.items()]


def _option(name: str, setting: Setting, usual: Any) -> Option:
    names = [setting.short] if setting.short else []
    kind: dict[str, Any] = {"metavar": setting.metavar}
    match setting.form:
        case {"enum": words}:
            kind |= {"type": click.Choice(words)}
        case {"type": "boolean"}:
            kind = {"is_flag": True}
        case {"type": "integer"}:
            kind |= {"type": int}
        case {"type": "number"}:
            kind |= {"type": float}
    return Option(
        *names,
        f"--{name}",
        group=setting.group,
        excludes=setting.excludes,
        help=setting.about,
        default=usual,
        show_default=usual is not None and usual is not False,
        **kind,
    )
