"""The command `casebook`: the only module that prints and exits.

Exit: 0 done, 2 content refused or wrong use, 3 environment, 4 unsafe set-up; heavy imports stay inside the commands.
"""
from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import __version__, chinese_messages

chinese_messages.install()
gc.disable()  # most commands end before anything would be worth collecting; `build` and `serve` turn it on

import click  # noqa: E402 - its messages are translated before it is imported

from generator.model.problem import CasebookError, ContentRefused, Problem  # noqa: E402

if TYPE_CHECKING:
    from generator.executor import Executor

SOURCES_HELP = "原文所在文件夹；不写时用环境变量 CASEBOOK_SOURCES"


def _print_problems(problems: tuple[Problem, ...], style: str) -> None:
    from generator.report import FORMATS

    click.echo(FORMATS[style](problems), nl=False)


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what the user can mend into a Chinese message and an exit status; let a bug of ours show itself."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except ContentRefused as refused:
            _print_problems(refused.problems, "text")
            errors = sum(problem.level == "error" for problem in refused.problems)
            kept = "没有发布；原来的网站没有动" if command.__name__ == "build" else "没有往下做；文件没有改动"
            click.echo(f"内容有 {errors} 处错误，{kept}。", err=True)
            sys.exit(2)
        except CasebookError as error:
            click.echo(f"{error.code} {error.what}", err=True)
            if error.mend:
                click.echo(f"    修改: {error.mend}", err=True)
            sys.exit(error.status)
        except KeyboardInterrupt:
            click.echo("\n已停止" + ("；原来的网站没有动。" if command.__name__ == "build" else "。"), err=True)
            sys.exit(130)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, help="基层治理案例库：检查、核对、生成。")
@click.version_option(__version__, message="casebook %(version)s", help="显示版本")
@click.option(
    "--root", type=click.Path(file_okay=False, path_type=Path), default=Path("."), help="案例库所在文件夹，默认当前文件夹"
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """The command group; `root` is the project folder."""
    if not (root / "cases").is_dir():
        click.echo(f"E-ROOT “{root}”里没有 cases 文件夹", err=True)
        click.echo("    修改: 到案例库文件夹里运行，或用 --root 指明", err=True)
        sys.exit(3)
    context.obj = root


@main.command(help="检查全部内容：写法、引用、数字、措辞。")
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="输出格式")
@click.pass_obj
@_guarded
def check(root: Path, style: str) -> None:
    from datetime import date

    from generator.checked import check_files

    checked = check_files(root, date.today())
    problems, cases = checked.problems, checked.cases
    _print_problems(problems, style)
    errors = sum(problem.level == "error" for problem in problems)
    if style == "text":
        verdict = f"{errors} 处错误，{len(problems) - errors} 处提醒" if problems else "没有发现问题"
        click.echo(f"{cases} 个案例：{verdict}。原文不在本机，数字未核对；有原文时运行 casebook verify。", err=bool(errors))
    sys.exit(2 if errors else 0)


def _sources(value: Path | None) -> Path:
    folder = value or (Path(os.environ["CASEBOOK_SOURCES"]) if os.environ.get("CASEBOOK_SOURCES") else None)
    if folder is None or not folder.is_dir():
        raise CasebookError("E-SOURCES", f"没有找到原文文件夹{f'“{folder}”' if folder else ''}", "用 --sources 指明原文所在文件夹")
    return folder


def _truth(root: Path, sources: Path | None, style: str, covering: bool) -> None:
    from generator.proving import compare_with_sources

    problems, summary = compare_with_sources(root, _sources(sources), covering)
    _print_problems(problems, style)
    errors = sum(problem.level == "error" for problem in problems)
    if style == "text":
        click.echo(summary, err=bool(errors))
    sys.exit(2 if errors else 0)


_TRUTH_OPTIONS = (
    click.option("--sources", type=click.Path(path_type=Path), default=None, help=SOURCES_HELP),
    click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="输出格式"),
)


@main.command(help="对照原文核对每一个数字和出处。")
@_TRUTH_OPTIONS[0]
@_TRUTH_OPTIONS[1]
@click.pass_obj
@_guarded
def verify(root: Path, sources: Path | None, style: str) -> None:
    _truth(root, sources, style, covering=False)


@main.command(help="查原文里还有哪些数字没有收进来。")
@_TRUTH_OPTIONS[0]
@_TRUTH_OPTIONS[1]
@click.pass_obj
@_guarded
def coverage(root: Path, sources: Path | None, style: str) -> None:
    _truth(root, sources, style, covering=True)


_SCHEDULER_OPTION = click.option(
    "--scheduler", metavar="tcp://主机:端口", default=None, help="请几台机器一起做：Dask 调度程序的地址；只在内部网络用"
)


def _executor(scheduler: str | None) -> Executor | None:
    """Who does the work: the machines of a cluster when one was named, else what the command has by itself."""
    if scheduler is None:
        return None
    from generator.cluster import DaskCluster

    return DaskCluster(scheduler)


@main.command(help="生成网站并发布到 build/site。")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="发布到哪里，默认 build/site")
@click.option("--pages-only", is_flag=True, help="只生成网页和数据，不做可打印的文档")
@_SCHEDULER_OPTION
@click.pass_obj
@_guarded
def build(root: Path, out: Path | None, pages_only: bool, scheduler: str | None) -> None:
    from generator.publish import claiming

    live = out or root / "build" / "site"
    with claiming(live):  # before the long imports
        gc.enable()
        from rich.console import Console

        from generator.pipeline import build as build_site

        executor = _executor(scheduler)
        with Console(stderr=True).status("读入内容……") as status:
            changed = build_site(root, live, lambda stage: status.update(f"{stage}……"), documents=not pages_only, executor=executor)
    click.echo(f"{'已发布到' if changed else '内容没有变化，沿用'} {live}")
    click.echo(f"打开 {live / 'index.html'} 就能看；整个文件夹可以拷到 U 盘。")


@main.command(name="print", help="只做指定的文档，放到一个文件夹里。")
@click.argument("kind", metavar="种类")
@click.argument("ref", metavar="[编号]", default="")
@click.option("--format", "form", type=click.Choice(["pdf", "docx", "xlsx", "pptx"]), default=None, help="格式，默认这一种文档的全部格式")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("."), help="放到哪个文件夹，默认当前文件夹")
@_SCHEDULER_OPTION
@click.pass_obj
@_guarded
def print_command(root: Path, kind: str, ref: str, form: str | None, out: Path, scheduler: str | None) -> None:
    from rich.console import Console

    from generator.printing import print_some

    executor = _executor(scheduler)
    with Console(stderr=True).status("读入内容……") as status:
        saved = print_some(root, kind, ref, form, out, lambda stage: status.update(f"{stage}……"), executor)
    for path in saved:
        click.echo(f"已做好 {path}")


@main.command(name="pack", help="把一门课（课程文件，如 备课 页存下的 course.yaml）做成一个文件夹：每讲一个文件夹，课程安排，学员版和教师版两个压缩包。")
@click.argument("course", type=click.Path(dir_okay=False, path_type=Path), metavar="课程文件")
@click.option("-o", "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="放到哪个文件夹；课程在里面占一个文件夹")
@_SCHEDULER_OPTION
@click.pass_obj
@_guarded
def pack_command(root: Path, course: Path, out: Path, scheduler: str | None) -> None:
    gc.enable()
    from rich.console import Console

    from generator.course_pack import pack_course

    executor = _executor(scheduler)
    with Console(stderr=True).status("读入内容……") as status:
        folder, names = pack_course(root, course, out, lambda stage: status.update(f"{stage}……"), executor)
    click.echo(f"已做好 {folder}，{len(names)} 个文件")
    for name in names:
        if name.endswith(".zip"):
            click.echo(f"压缩包 {folder / name}")


@main.command(help="边改边看：内容一改就重新生成并刷新页面。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="端口，默认 8000")
@click.pass_obj
@_guarded
def serve(root: Path, port: int) -> None:
    gc.enable()
    from generator.serve import serve_site

    serve_site(root, port, click.echo)


@main.command(help="把建好的网站打成一个压缩包，拷到 U 盘，解压就能看。")
@click.option("-o", "--out", type=click.Path(path_type=Path), default=None, help="压缩包的文件名，默认 build/casebook-usb.zip")
@click.pass_obj
@_guarded
def usb(root: Path, out: Path | None) -> None:
    from generator.clock import read_clock
    from generator.usb import write_stick

    target = out or root / "build" / "casebook-usb.zip"
    size = write_stick(root / "build" / "site", target, read_clock(root), __version__)
    click.echo(f"已写好 {target}，{size / 2**20:.1f} MB")
    click.echo("拷到 U 盘，解压后双击 casebook 文件夹里的“打开首页.html”就能看。")


@main.command(name="collect", help="收回来的自查表：逐份读、逐份说明，汇总成表格和简报。")
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[收件文件夹]")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="汇总放在哪个文件夹：原件、台账、报表")
@click.option("--workers", type=click.IntRange(1, 32), default=2, help="同时读几份，默认 2")
@click.option("--before", type=click.Path(path_type=Path), default=None, help="以前那一次的汇总文件夹，用来前后对比")
@click.option("--choose", metavar="编号", multiple=True, help="答案不同的几份里选定这一份；编号见文件清单")
@click.option("--undo", is_flag=True, help="撤回上一批")
@click.option("--no-names", is_flag=True, help="报表里只用代号，不写社区名和文件名")
@_SCHEDULER_OPTION
@click.pass_obj
@_guarded
def collect_command(
    root: Path, folder: Path | None, out: Path, workers: int, before: Path | None, choose: tuple[str, ...], undo: bool,
    no_names: bool, scheduler: str | None,
) -> None:
    from datetime import datetime

    from rich.console import Console

    from generator.collect import Wish, collect
    from generator.collect_screen import as_screen

    wish, executor = Wish(folder, choose, undo, before, not no_names, workers), _executor(scheduler)
    with Console(stderr=True).status("读入内容……") as status:
        now = f"{datetime.now():%Y-%m-%d %H:%M}"
        done = collect(root, out, wish, now, lambda stage: status.update(f"{stage}……"), executor)
    click.echo(as_screen(done, out, 0 if sys.stdout.isatty() else 140), nl=False)


@main.command(help="从模型重新生成 schemas/。")
@click.pass_obj
@_guarded
def schema(root: Path) -> None:
    from generator.schema import write_schemas

    changed = write_schemas(root)
    click.echo(f"更新了 {len(changed)} 个文件：{'、'.join(changed)}" if changed else "schemas/ 已是最新")


@main.command(help="新建案例、做法、自查表或教学案例，生成带说明的骨架。")
@click.argument("kind", type=click.Choice(["case", "practice", "checklist", "teaching"]), metavar="类别")
@click.argument("name", metavar="名称")
@click.pass_obj
@_guarded
def new(root: Path, kind: str, name: str) -> None:
    from datetime import date

    from generator.scaffold import write_scaffold

    for path in write_scaffold(root, kind, name, date.today()):
        done = "已把它写进" if kind == "practice" and path.name == "case.yaml" else "已新建"
        click.echo(f"{done} {path.relative_to(root)}")


@main.command(help="发布一张自查表的最新一版：以后计分内容不能再改，要改就另写一版。")
@click.argument("checklist", metavar="编号")
@click.pass_obj
@_guarded
def release(root: Path, checklist: str) -> None:
    from generator.release import release_checklist

    path = release_checklist(root, checklist)
    click.echo(f"已发布 {path.relative_to(root).as_posix()}" if path else "这一版早就发布了，没有改动")


@main.command(help="整理 YAML 的排版，注释和内容不变。")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
@click.pass_obj
@_guarded
def fmt(root: Path, files: tuple[Path, ...]) -> None:
    from generator.fmt import format_files

    paths = files or tuple(sorted((root / "cases").rglob("*.yaml")))
    changed = format_files(root, paths)
    click.echo(f"整理了 {changed} 个文件，其余 {len(paths) - changed} 个已经整齐")


if __name__ == "__main__":
    main()
