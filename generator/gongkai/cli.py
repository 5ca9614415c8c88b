"""The command line: thin commands that import only what they use; `main` turns every failure of data or environment into a sentence."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongkai import __version__
from gongkai.command import Between, Day, Group, OneOf, option
from gongkai.command import run as run_group
from gongkai.diagnostics import CannotRun
from gongkai.refusals import reason

FOLDER = click.Path(path_type=Path)

EXAMPLES = """\
退出码：0 没有问题，1 有问题，2 没能运行（如文件夹不存在）。

\b
例：
  gongkai validate                                       检查 schemes 里的全部方案
  gongkai validate schemes/anxi/mzj/2024.yml --select P  只查一份方案的分值
  gongkai validate --fix                                 改正标点等不影响文意的问题
  gongkai validate --format sarif --output gongkai.sarif 交给代码扫描平台
  gongkai validate --baseline 基线.json --write-baseline 登记旧档案现有的问题
"""

DIFF_EXAMPLES = """\
退出码：0 没有妨碍合并的问题，1 有，2 没能运行（如没有这个版本）。

\b
例：
  gongkai diff HEAD                                      还没有提交的改动
  gongkai diff origin/main...HEAD                        这个分支改了什么
  gongkai diff v1 v2 --format html --output 改动.html    给领导看的对照页
  gongkai diff 旧文件夹 新文件夹 --format markdown       两个文件夹
"""


GATES = (
    "什么情况退出码为 1：none 从不；errors 新增错误、文件读不出来；notes（默认）另加已公开的方案改了内容没有更正说明，或者被删除、撤下；"
    "substance 另加已印发的方案有实质性修改。"
)

REVIEW_EXAMPLES = """\
退出码：0 没有妨碍合并的问题，1 有，2 没能运行（如没有这个版本）。

\b
例：
  gongkai review origin/main                             这个分支改了什么，合并以后网页怎样
  gongkai review origin/main --comment                   在流水线里：另在合并请求里留言
"""


@click.group(cls=Group, help="公开：检查绩效评估工作方案，并发布为静态网站。", epilog="教程见 README.zh-CN.md。")
@click.version_option(__version__, message="gongkai %(version)s", help="显示版本。")
def cli() -> None:
    """Hold the commands."""


@cli.command(short_help="新建一个马上可以生成的站点。", help="在 DIR 新建一个马上可以生成的站点：目录结构、设置和一份演示方案。")
@click.argument("dir", type=FOLDER)
def new(dir: Path) -> None:
    """Write a starter site."""
    from gongkai.starter import write_starter

    write_starter(dir)
    click.echo(f"已新建 {dir}。下一步：\n  cd {dir}\n  gongkai build\n然后用浏览器打开 site/index.html。")


@cli.command(
    short_help="检查方案，列出所有问题。",
    help="检查方案，一次列出所有文件的所有问题。PATH 可以是方案文件夹、一个区县、一个机构或几个文件，默认 schemes。",
    epilog=EXAMPLES,
)
@click.argument("path", nargs=-1, type=FOLDER)
@option(
    "输出",
    "--format",
    type=OneOf(["full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]),
    default="full",
    metavar="FORMAT",
    help="输出格式。给人看：full 详细（默认），concise 每个问题一行，markdown 用作评审意见；"
    "供程序读取：json、sarif（2.1.0）、github（Actions 注释）、gitlab（Code Quality）、junit（XML）。",
)
@option("输出", "--output", type=FOLDER, metavar="FILE", help="把结果写进文件 FILE（UTF-8），不打印在终端。")
@option("输出", "--statistics", is_flag=True, help="不列出每个问题，只统计每条规则的个数；可用 --format json。")
@option("输出", "--waived", is_flag=True, help="也列出已豁免的问题。")
@option("规则", "--select", metavar="CODES", default="", help="只查这些规则：编号、一类的字母或名称，逗号分隔，如 P,N001,parts-sum。")
@option("规则", "--ignore", metavar="CODES", default="", help="不查这些规则，写法同上。")
@option("规则", "--strict", is_flag=True, help="有警告也算不通过（退出码 1）；平时只有错误才算。")
@option(
    "改正",
    "--fix",
    is_flag=True,
    help="自动改正不影响文意的问题（如半角标点），逐处列出改前改后，再列出余下的问题。已豁免的、文件本身有错误的不改；注释和排版不动。",
)
@option("改正", "--diff", is_flag=True, help="只显示 --fix 会作的改动（补丁格式），不写文件；有改动时退出码为 1。")
@option("旧档案", "--baseline", type=FOLDER, metavar="FILE", help="基线：FILE 里登记的旧问题只计数，不列出，也不算不通过。")
@option("旧档案", "--write-baseline", is_flag=True, help="把现有的问题登记到 --baseline 指明的文件，以后只看新问题。")
@option("其他", "--watch", is_flag=True, help="一直运行，保存 .yml 文件后自动重新检查；按 Ctrl+C 结束。")
def validate(**given: Any) -> int:
    """Check schemes; 0 clean, 1 something fails the run, 2 could not run."""
    from gongkai.lint import Options, refuse, run

    options = Options(paths=given.pop("path") or (Path("schemes"),), **given)
    refuse(options)
    if not options.watch:
        return run(options)
    from gongkai.watch import run_watch

    return run_watch(options.paths, lambda: run(options))


@cli.command(
    short_help="解释一条规则。",
    help="解释规则 CODE（如 P001 或 parts-sum）：查什么、为什么、怎样才对、依据何在。不写 CODE 时列出所有规则。",
)
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print a rule's page, or the list of rules."""
    from gongkai.rules.pages import explanation, listing

    click.echo_via_pager(explanation(code)) if code and sys.stdout.isatty() else click.echo(explanation(code) if code else listing())


def _site_options(command: Any) -> Any:
    """The options that build and serve share."""
    for each in (
        click.option("--config", type=FOLDER, default=Path("mkdocs.yml"), help="站点设置文件，默认 mkdocs.yml。"),
        click.option("--date", "today", type=Day(), help="页面采用的日期，默认今天；给定日期可以得到逐字节相同的结果。"),
    ):
        command = each(command)
    return command


@cli.command(short_help="检查并生成网站。", help="检查所有方案，生成网站并核对页面和链接。有未豁免的错误时不生成，原来的网站保持不变。")
@_site_options
@click.option("--site", type=FOLDER, help="写到哪个文件夹，默认按站点设置（site）。")
@click.option("--workers", type=Between(1, 64), help="同时使用的进程数，默认等于处理器核数。")
@click.option("--archive/--no-archive", default=None, help="每份方案是否附归档包（网页、数据、附件打成一个 ZIP），默认按站点设置（附）。")
@click.option("--pdf/--no-pdf", default=None, help="是否用本机的 Chromium、Chrome 或 Edge 把每份公文印成 PDF，默认按站点设置（不印）。")
def build(config: Path, site: Path | None, **given: Any) -> int:
    """Build the site; 0 built, 1 errors found, 2 could not run."""
    from gongkai.site.build import run_build

    return run_build(config=config, destination=site, **given)


@cli.command(short_help="本地预览，保存即刷新。", help="在本机预览网站（含草稿），保存方案后自动刷新。")
@_site_options
@click.option("--port", type=Between(1, 65535), default=8000, help="端口，默认 8000。")
def serve(config: Path, today: date | None, port: int) -> int:
    """Preview the site with live reload."""
    from gongkai.site.serve import run_serve

    return run_serve(config=config, today=today, port=port)


@cli.command(short_help="写出编辑器用的 JSON Schema。", help="把编辑器用的 JSON Schema 写到 DIR，默认 schemas。")
@click.argument("dir", type=FOLDER, default=Path("schemas"))
def schema(dir: Path) -> None:
    """Write the JSON Schemas."""
    from gongkai.source.schema import write

    write(dir)
    click.echo(f"已写入 {dir}。")


@cli.command(
    short_help="比较两个版本，看改了什么。",
    help="比较两个 git 版本（或两个文件夹）里的方案，用业务的话说清改了什么：是不是实质性修改，带来和消除哪些问题，合计分值和与上年度的比较"
    "怎样变化，已公开的方案有没有更正说明。不写 HEAD 时与现在的文件比较；BASE 也可以写成 main..分支 或 main...分支（从分叉处算起）。"
    "不动工作区。",
    epilog=DIFF_EXAMPLES,
)
@click.argument("base")
@click.argument("head", required=False)
@option("输入", "--schemes", type=FOLDER, default=Path("schemes"), metavar="DIR", help="方案文件夹，默认 schemes。")
@option("输入", "--date", "today", type=Day(), help="草稿的公开期限从哪一天算起，默认今天。")
@option(
    "输出",
    "--format",
    "form",
    type=OneOf(["terminal", "markdown", "json", "html"]),
    default="terminal",
    metavar="FORMAT",
    help="输出格式：terminal（默认）、markdown（评审意见）、json、html（一个网页，前后并排）。",
)
@option("输出", "--output", type=FOLDER, metavar="FILE", help="把结果写进文件 FILE（UTF-8），不打印在终端。")
@option(
    "把关",
    "--gate",
    type=OneOf(["none", "errors", "notes", "substance"]),
    default="notes",
    metavar="LEVEL",
    help=GATES,
)
def diff(**given: Any) -> int:
    """Tell what changed; 0 nothing gates, 1 something does, 2 could not run."""
    from gongkai.diff.command import run_diff

    return run_diff(**{**given, "today": given["today"] or date.today()})


@cli.command(
    short_help="为合并请求备好全部评审材料。",
    help="现在的文件与从 BASE（如 origin/main）分叉时比较，把评审要看的都写进一个文件夹：评审意见、前后对照、逐行注释、现有问题，以及改动"
    "的网页的预览。不动工作区。",
    epilog=REVIEW_EXAMPLES,
)
@click.argument("base")
@option("输入", "--schemes", type=FOLDER, default=Path("schemes"), metavar="DIR", help="方案文件夹，默认 schemes。")
@option("输入", "--config", type=FOLDER, default=Path("mkdocs.yml"), metavar="FILE", help="站点设置文件，默认 mkdocs.yml。")
@option("输入", "--date", "today", type=Day(), help="网页和期限采用的日期，默认今天。")
@option("输出", "--output", type=FOLDER, default=Path("review"), metavar="DIR", help="写到哪个文件夹，默认 review。每次重写。")
@option(
    "输出",
    "--comment",
    is_flag=True,
    help="另在合并请求里留言，以后各次更新同一条。支持 GitHub、GitLab、Gitee；留不成只说明原因，不算不通过。",
)
@option("把关", "--gate", type=OneOf(["none", "errors", "notes", "substance"]), default="notes", metavar="LEVEL", help=GATES)
def review(**given: Any) -> int:
    """Gather what a review needs; 0 nothing stands in the way, 1 something does, 2 could not run."""
    from gongkai.reviewing.command import Options, run_review
    from gongkai.site.build import build_date

    return run_review(Options(**{**given, "today": build_date(given["today"])}))


@cli.command(
    short_help="把网站发布上线。",
    help="把生成好的网站发布到 TO：本机文件夹，或“用户@主机:文件夹”（用 rsync 和 ssh）。先核对每个文件，再整体切换："
    "随时中断，线上都是完整的旧版或新版。请让网站服务器指向 TO 里的 current。",
)
@click.option("--to", required=True, metavar="TO", help="发布到哪里，如 /srv/jixiao 或 www@10.0.0.8:/srv/jixiao。")
@click.option("--site", type=FOLDER, default=Path("site"), help="生成好的网站，默认 site。")
@click.option("--keep", type=Between(1, 1000), default=5, help="保留最近几版，以便退回，默认 5。")
@click.option("--rollback", is_flag=True, help="不发布，退回上一版。")
def publish(to: str, site: Path, keep: int, rollback: bool) -> int:
    """Put a built site online; 0 done, 1 files are not what was built, 2 could not run."""
    from gongkai.publishing.command import run_publish

    return run_publish(site, to, keep, rollback)


@cli.command(
    short_help="核对线上的网站。",
    help="核对 TARGET（文件夹或网址）的每个文件是不是生成时的样子，列出被改动、缺少和多出的文件。",
)
@click.argument("target")
@click.option("--manifest", type=FOLDER, metavar="FILE", help="生成时的 manifest.json；不写时用 TARGET 自己的那份。")
def verify(target: str, manifest: Path | None) -> int:
    """Hold what is online against what was built; 0 the same, 1 not, 2 could not run."""
    from gongkai.publishing.command import run_verify

    return run_verify(target, manifest)


@cli.command(
    short_help="列出近期要公开、要报送的事项。",
    help="列出各单位近期要公开、要报送的事项，超过期限的在前：印发后还没有公开的方案和草稿（20个工作日）、更正、时间节点、政府信息公开"
    "工作年度报告、本年度还没有的方案；并用 git 提交记录对照发布时间。PATH 可以是方案文件夹、一个区县、一个机构或几个文件，默认 schemes。",
    epilog="退出码：0 没有超过期限的，1 有，2 没能运行。",
)
@click.argument("path", nargs=-1, type=FOLDER)
@click.option("--within", type=Between(0, 3660), default=30, metavar="DAYS", help="今后多少天以内，默认 30。")
@click.option("--date", "today", type=Day(), help="从哪一天算起，默认今天。")
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "ics", "markdown"]),
    default="text",
    metavar="FORMAT",
    help="输出格式：text（默认）、json、ics（导入日历）、markdown（评审意见）。",
)
def due(path: tuple[Path, ...], within: int, today: date | None, form: str) -> int:
    """List what is due; 0 nothing overdue, 1 something is, 2 could not run."""
    from gongkai.due.command import run_due

    return run_due(path or (Path("schemes"),), within, today or date.today(), form)


@cli.command(
    short_help="统计政府信息公开工作年度报告用的数字。",
    help="统计 YEAR 年主动公开的方案，供编写政府信息公开工作年度报告：公开、按期和逾期、平均工作日、更正、废止和失效。只统计文件写明的，"
    "没有写明的如实列出。PATH 默认 schemes。",
)
@click.argument("year", type=Between(1949, 2990))
@click.argument("path", nargs=-1, type=FOLDER)
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "markdown", "json", "csv"]),
    default="text",
    metavar="FORMAT",
    help="输出格式：text（默认）、markdown、json、csv。",
)
def annual(year: int, path: tuple[Path, ...], form: str) -> int:
    """Print the yearly figures; 0, or 2 could not run."""
    from gongkai.annual.command import run_annual

    return run_annual(year, path or (Path("schemes"),), form)


@cli.command(
    "next",
    short_help="照今年的方案起草下一年度的。",
    help="照 SCHEME（如 anxi/mzj/2024）在旁边写出下一年度的草稿：年份和时限顺延，文号、索引号、发布时间等清空，更正、豁免等删去，要决定的"
    "地方注明“# 待定”并逐项列出；注释、顺序和标识不变。已有的文件不会覆盖。",
)
@click.argument("scheme", type=FOLDER)
@click.option("--year", type=Between(1950, 2999), metavar="YEAR", help="新方案的年度，默认下一年。")
def next_(scheme: Path, year: int | None) -> int:
    """Write next year's draft; 0 written, 2 could not."""
    from gongkai.next_year.command import run_next

    return run_next(scheme, year)


def main() -> None:
    """Entry point: exit codes 0 clean, 1 findings, 2 could not run."""
    sys.exit(_code())


def _code() -> int:
    try:
        code = run_group(cli)
        sys.stdout.flush()
        return code
    except CannotRun as problem:
        said = str(problem)
    except BrokenPipeError:
        _give_up_output()  # the reader (head, a pager) left
        return 0
    except OSError as problem:
        said = f"{f'读写 {problem.filename} 时出错' if problem.filename else '不能输出结果'}：{reason(problem)}。"
    click.echo(f"gongkai：{said}", err=True)
    _give_up_output()
    return 2


def _give_up_output() -> None:
    """Let what cannot be written go nowhere: the interpreter would try it once more at its end, and fail."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
