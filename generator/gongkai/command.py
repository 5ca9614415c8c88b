"""Chinese clothes for click: headings and line breaks of the help text, what is wrong with values, the sentences of usage errors."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import click

from gongkai.report.words import width

_UNBROKEN = re.compile(r"\[\S+\]|[（《“]*(?:[!-~]+|[^\s!-~])[，。；：、！？）》”]*|\s+")
"""What stays on one line: a remark in brackets; a word in Latin letters, or a Han character, with the marks behind it."""


class Formatter(click.HelpFormatter):
    """Breaks lines by the columns they take on a terminal, between any two Han characters."""

    def write_heading(self, heading: str) -> None:
        """Write the head of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with `\\b` keeps its lines."""
        margin = " " * self.current_indent
        paragraphs = (part.strip("\n") for part in text.split("\n\n"))
        kept = (part[2:].split("\n") if part.startswith("\b\n") else wrapped(part, self.width - len(margin)) for part in paragraphs)
        self.write("\n\n".join("\n".join(margin + line for line in lines) for lines in kept) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names in one column and what they mean in another."""
        rows = tuple(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        for name, words in rows:
            indent = " " * (self.current_indent + first)
            begun = " " * self.current_indent + name
            lines = wrapped(words, self.width - len(indent))
            self.write(begun + " " * max(len(indent) - width(begun), col_spacing) + ("\n" + indent).join(lines) + "\n")


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns, as far as its words allow."""
    lines = [""]
    for piece in _UNBROKEN.findall(text.strip()):
        if width((lines[-1] + piece).rstrip()) > columns and lines[-1]:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


class Context(click.Context):
    """A context that writes help with it."""

    formatter_class = Formatter


class Option(click.Option):
    """An option that the help text lists under a heading of its own."""

    def __init__(self, *names: Any, heading: str = "选项", **more: Any) -> None:
        super().__init__(*names, **more)
        self.heading = heading


def option(heading: str, *names: str, **more: Any) -> Callable[[Any], Any]:
    """An option under a heading."""
    return click.option(*names, cls=Option, heading=heading, **more)


class Day(click.ParamType[date]):
    """A date as 2024-09-27."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，应写作 2024-09-27", param, ctx)


class Between(click.IntRange):
    """A whole number within bounds."""

    name = "整数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"应为 {self.min} 到 {self.max} 的整数，现在是“{value}”", param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 — click gives it
        return f"没有“{value}”，可以写：{'、'.join(map(str, self.choices))}"


class Command(click.Command):
    """A command whose help reads 用法 and 选项."""

    context_class = Context

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        words = pieces.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        formatter.write_usage(ctx.command_path, words, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        rest = "其他" if any(isinstance(each, Option) for each in options) else "选项"
        sections: dict[str, list[tuple[str, str]]] = {}
        for each in options:
            if row := each.get_help_record(ctx):
                heading = each.heading if isinstance(each, Option) else rest
                sections.setdefault(heading, []).append((row[0], row[1].replace("[required]", "[必填]")))
        for heading, rows in sections.items():
            with formatter.section(heading):
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
