"""Folders that may not be written or belong to somebody else, as user 65534 (G4)."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.small import Answer, Row, edit, live_of, make_project, print_of, run
from tests.tools.publisher import NOBODY, mounting_command

_SECONDS = 2.0


@dataclass(frozen=True)
class Case:
    """What is locked (below the project), how, and the command that meets it."""

    name: str
    locked: str
    arguments: tuple[str, ...] = ("build",)
    mode: int = 0o555
    foreign: bool = False


CASES = (
    Case("build 只读", "build"),
    Case("上级文件夹只读，输出位置还没有", "", ("build", "--out", "新的/site")),
    Case("锁文件是别人的", "build/.site.lock", mode=0o600, foreign=True),
    Case("网页源文件夹是别人的", "docs/library", ("build", "--pages-only"), 0o755, foreign=True),
    Case("存文档的文件夹是别人的", "build/.documents", mode=0o755, foreign=True),
)


def nobody_command() -> tuple[str, ...]:
    """What makes a program run as user 65534; () where it cannot.

    Where the interpreter lies in a folder of root's, the program may read everywhere, but write only what is its own.
    """
    nobody = ("setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
    reading = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")
    for command in (nobody, (*nobody, *reading)):
        with suppress(FileNotFoundError):
            if subprocess.run([*command, sys.executable, "-c", ""], cwd="/", capture_output=True, check=False).returncode == 0:
                return command
    return ()


def without_rights(base: Path) -> Row:
    """Every case, each with the real command; a read-only bind mount is the sixth."""
    name, promised = "G4 只读的、别人的文件夹", f"6 种情形都退出 3，报 E-READ-ONLY 和文件夹名，≤ {_SECONDS:g} 处理器秒，不出程序错误，旧网站不变"
    nobody = nobody_command()
    if os.getuid() != 0 or not nobody:
        return Row(name, promised, "不是 root，或没有 setpriv：换不了用户，没有量")
    root = make_project(base)
    edit(root)
    base.chmod(0o755)
    for path in (root.parent, *root.parent.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    before, slowest, broken, kept = print_of(live_of(root)), 0.0, [], 0
    trials: list[tuple[str, Callable[[], Answer], str]] = [
        (case.name, lambda case=case: _meet(root, case, nobody), str(root / case.locked)) for case in CASES  # type: ignore[misc]
    ]
    if mounting_command() == ("unshare", "-m"):
        trials.append(("整个项目在只读的盘上", lambda: _mounted(root, nobody), str(root)))
    for title, meet, place in trials:
        answer = meet()
        slowest = max(slowest, answer.cpu)
        faults = []
        if answer.status != 3 or "E-READ-ONLY" not in answer.said or "Traceback" in answer.said or place not in answer.said:
            faults.append(f"{title}：退出 {answer.status}：{answer.said[-400:]}")
        if answer.cpu > _SECONDS:
            faults.append(f"{title}：用了 {answer.cpu:.1f} 秒")
        if print_of(live_of(root)) != before:
            faults.append(f"{title}：旧网站变了")
        kept += not faults
        broken += faults
    return Row(name, promised, f"{len(trials)} 种里 {kept} 种照样，最慢 {slowest:.1f} 处理器秒", tuple(broken))


def _meet(root: Path, case: Case, nobody: Sequence[str]) -> Answer:
    place = root / case.locked
    former = place.stat()
    place.chmod(case.mode)
    if case.foreign:
        os.chown(place, 0, 0)
    out = [str(root / argument) if "/" in argument else argument for argument in case.arguments]
    try:
        return run(root, *out, under=nobody)
    finally:
        os.chown(place, former.st_uid, former.st_gid)
        place.chmod(former.st_mode & 0o777)


def _mounted(root: Path, nobody: Sequence[str]) -> Answer:
    """The project bound onto itself, read-only, in mounts of the command's own."""
    mounts = f'mount --bind "{root}" "{root}" && mount -o remount,bind,ro "{root}" && exec "$@"'
    return run(root, "build", under=("unshare", "-m", "sh", "-c", mounts, "sh", *nobody))
