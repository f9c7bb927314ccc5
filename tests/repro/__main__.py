"""The whole site with every document, the stick, packs, prints and a collection, made twice and compared: make repro.

The second time eight things are otherwise (variations.py); `--each` varies one at a time, to find a culprit, and
`--only NAME` one of them. `--folder` keeps what was made. Exit status 1 when a byte or a mode differs.
"""
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.benchmarks.collect import write_returns
from tests.repro.compare import differences
from tests.repro.variations import VARIATIONS, available, disturb, place, run

REPO = Path(__file__).resolve().parents[2]
_SHOWN = 40
_COURSES = ("mpa-sijiang",)
_PRINTS = (("casebook", ""), ("guide", "futian/minsheng-weishishi"), ("checklist", "general"))
COLLECT = """
import sys
from pathlib import Path
from generator.collect import Wish, collect

if __name__ == "__main__":
    collect(Path.cwd(), Path(sys.argv[2]), Wish(Path(sys.argv[1])), "2026-11-22 16:30")
"""
"""A batch is dated by the clock of its command, on purpose: here it is told the moment."""


def main(arguments: Sequence[str]) -> int:
    """Make, compare and print; returns the exit status."""
    parser = argparse.ArgumentParser(prog="make repro")
    parser.add_argument("--each", action="store_true", help="一次只变一样")
    parser.add_argument("--only", choices=list(VARIATIONS), action="append", help="只变这一样（可写几次）")
    parser.add_argument("--folder", type=Path, help="做出来的留在这个文件夹里；里面已做好的一份不重做")
    wish = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="repro-") as temporary:
        base = (wish.folder or Path(temporary)).absolute()
        base.mkdir(parents=True, exist_ok=True)
        names = available(base)
        one_by_one = wish.only or (names if wish.each else ())
        return compare_rounds(base, {name: (name,) for name in one_by_one} or {"all": names})


def compare_rounds(base: Path, rounds: dict[str, Sequence[str]]) -> int:
    """Make the plain side and one side a round, and print a row each; 1 when anything differs, or a round varied nothing."""
    missing = [VARIATIONS[name] for name in VARIATIONS if name not in available(base)]
    take_source(base / "source")
    plain = made(base, "甲", ())
    files = sum(path.is_file() for path in plain.rglob("*"))
    rows, told, status = [], [], 0
    for name, varied in rounds.items():
        found = differences(plain, made(base, name, varied))
        rows.append(f"| {'、'.join(VARIATIONS[one] for one in varied)} | {files} | {len(found)} |")
        told += [f"{VARIATIONS.get(name, '八样都变')}：{line}" for line in found[:_SHOWN]]
        told += [f"另有 {len(found) - _SHOWN} 个文件不同"] if len(found) > _SHOWN else []
        status |= bool(found) or not varied
    print("| 变了什么 | 比较的文件 | 不同 |\n| --- | --- | --- |")
    print("\n".join(rows))
    print("\n".join(f"没有变：{one}（本机做不到）" for one in missing))
    print("\n".join(told) if told else "每个文件的内容和权限都相同。")
    return status


def take_source(source: Path) -> None:
    """Copy what the project consists of, others' unfinished work too, with a commit that has the date of the last one."""
    if source.is_dir():
        return
    draft = source.with_name("source-draft")
    shutil.rmtree(draft, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=REPO, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (REPO / name).is_file():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPO / name, draft / name)
    when = subprocess.run(["git", "log", "-1", "--format=%cI"], cwd=REPO, capture_output=True, text=True, check=True).stdout.strip()
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c"}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    for command in (["init", "-q"], ["add", "CHANGELOG.md"], ["commit", "-q", "-m", "source"]):
        subprocess.run(["git", *command], cwd=draft, env={**os.environ, **who, **dates}, check=True)
    draft.rename(source)


def made(base: Path, name: str, varied: Collection[str]) -> Path:
    """Everything that the project makes, under these variations: a folder with site/ and out/."""
    home = place(base, name, varied)
    kept = home / "made"
    if kept.is_dir():
        return kept
    root = home / "project"
    if not (home / "ready").exists():  # else a run that was cut off: its documents are kept
        shutil.rmtree(home, ignore_errors=True)
        copy_project(base / "source", root)
        disturb(root, varied)
        (home / "ready").touch()
    shutil.rmtree(home / "draft", ignore_errors=True)
    returns = base / "returns"
    if not returns.is_dir():
        write_returns(root, returns, 6)
    out, start = home / "draft" / "out", time.monotonic()
    out.mkdir(parents=True)
    collector = home / "collect.py"
    collector.write_text(COLLECT, "utf-8")
    casebook = ["-m", "generator"]
    commands = [
        [*casebook, "build"], [*casebook, "usb", "-o", out / "usb.zip"],
        *([*casebook, "pack", root / "cases" / "courses" / f"{course}.yaml", "-o", out / "课程"] for course in _COURSES),
        *([*casebook, "print", kind, *([ref] if ref else []), "-o", out / kind] for kind, ref in _PRINTS),
        [collector, returns, out / "汇总"],
    ]
    for command in commands:
        run(command, root, base, varied)
    (root / "build" / "site").rename(home / "draft" / "site")
    shutil.rmtree(root)
    (home / "draft").rename(kept)
    print(f"{name} 做好了，{time.monotonic() - start:.0f} 秒", file=sys.stderr, flush=True)
    return kept


def copy_project(source: Path, root: Path) -> None:
    """The project, with the installed packages of the web linked in; what esbuild made before is not among them."""
    shutil.copytree(source, root)
    modules = root / "generator" / "web" / "node_modules"
    modules.mkdir()
    for package in (REPO / "generator" / "web" / "node_modules").iterdir():
        if package.name != ".cache":
            (modules / package.name).symlink_to(package)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
