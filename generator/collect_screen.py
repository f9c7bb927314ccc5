"""What a run of `casebook collect` prints: every file of the run with its verdict, the totals, and where the reports lie."""
from __future__ import annotations

import io
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.collect import Done
from generator.view.collected import OUTCOME, FileLine
from generator.write import shown

_FIRST = ("conflict", "rejected", "accepted", "duplicate")  # what wants a hand stands first


def as_screen(done: Done, out: Path, width: int = 0) -> str:
    """The whole text; `width` in columns, 0 for that of the terminal."""
    console = Console(file=io.StringIO(), width=width or None, color_system=None, highlight=False)
    met = [line for line in done.lines if (line.name, line.digest) in done.met]
    if met:
        console.print(_table(met))
    for skipped in done.skipped:
        console.print(Text(f"没有收 {shown(skipped.name)}：{skipped.why}"))
    for line in _said(done, out):
        console.print(Text(line))
    text = console.file.getvalue()  # type: ignore[attr-defined]  # the StringIO of above
    return "".join(f"{row.rstrip()}\n" for row in text.splitlines())


def _said(done: Done, out: Path) -> list[str]:
    totals = done.totals
    lines = []
    if done.undone:
        lines.append(f"已撤回第 {done.undone} 批，回到它之前的样子。")
    elif done.batch:
        lines.append(f"记为第 {done.batch} 批。要撤回：casebook collect -o {out} --undo")
    else:
        lines.append("没有新的文件，台账没有变化。")
    summed = " + ".join(f"{word} {totals[outcome]}" for outcome, word in OUTCOME.items())
    lines.append(f"一共收到 {sum(totals.values())} 份 = {summed}")
    if totals["conflict"]:
        lines.append("待定的都不计入，选定一份后才计入（--choose）。")
    lines += [f"有人改过的报表没有覆盖，改名留下了：{path}" for path in done.aside]
    if done.reports:
        lines.append(f"报表在 {done.reports[0].parent if len({path.parent for path in done.reports}) == 1 else done.reports[0].parent.parent}")
    return lines


def _table(met: list[FileLine]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for name, ratio in (("文件", 4), ("结论", 1), ("原因", 5), ("位置", 2), ("怎样办", 6)):
        table.add_column(name, overflow="fold", ratio=None if name == "结论" else ratio, no_wrap=name == "结论")
    for line in sorted(met, key=lambda line: _FIRST.index(line.outcome)):
        what = line.what or (f"读到了，有 {len(line.notes)} 处请核对，见文件清单" if line.notes else "")
        cells = (line.name, OUTCOME[line.outcome], what, line.where, line.mend)
        table.add_row(*(Text(shown(cell, 400)) for cell in cells))
    return table
