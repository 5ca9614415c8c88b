"""Chinese clothes for click: headings of the help text and the sentences of usage errors."""

from collections.abc import Sequence
from typing import Any

import click


class Command(click.Command):
    """A command whose help reads 用法 and 选项."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        words = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        formatter.write_usage(ctx.command_path, words, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        rows = [row for each in options if (row := each.get_help_record(ctx)) is not None]
        with formatter.section("选项"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助。"
        return option


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, each.get_short_help_str(limit=80)) for name, each in self.commands.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — in the order of the pipeline, not of the alphabet
        return list(self.commands)


def sentence(error: click.UsageError) -> str:
    """A usage error in Chinese: what was typed, what was expected."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_meant(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少参数 {_name(error)}"
        case click.BadParameter():
            return f"参数 {_name(error)} 不对：{error.message}"
        case click.NoSuchCommand():
            return f"没有命令 {error.command_name}{_meant(error.possibilities)}"
        case _:
            return f"命令写法不对：{error.message}"


def _name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx) if error.param and error.ctx else str(error.param_hint or "")


def _meant(possibilities: Sequence[str] | None) -> str:
    return f"，相近的有 {'、'.join(sorted(possibilities))}" if possibilities else ""


def run(group: click.Group, **extra: Any) -> int:
    """Run the group on the process's arguments: the exit code; usage errors are printed as one sentence (exit 2), ^C ends with 130."""
    try:
        return int(group.main(standalone_mode=False, **extra) or 0)
    except click.UsageError as error:
        click.echo(f"{sentence(error)}。用 {error.ctx.command_path if error.ctx else 'gongkai'} --help 查看用法。", err=True)
        return 2
    except click.Abort:
        click.echo("已中断。", err=True)
        return 130
