"""A full disk: a whole project on small disks that hold 5 to 95 % of what its build needs beyond the old one (G3).

Run under a command that gives a process mounts of its own: python -m tests.faults.disks FOLDER; prints one line of JSON.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.small import REPO, Row, drafts_of, edit, finish, live_of, make_project, print_of, run, stale_of, start
from tests.tools.publisher import mounting_command

PERCENTS = tuple(range(5, 96, 10))
_LARGE = 2 << 30
_PAGE = 4096


def full_disks(base: Path, percents: Sequence[int] = PERCENTS) -> Row:
    """Builds on disks that are too small, each a tmpfs; told plainly where nothing can be mounted."""
    promised = f"{len(percents)} 个大小全部以 E-DISK-FULL 拒绝，旧网站逐字节不变，不留半成品"
    name = "G3 磁盘满：真的小盘"
    under = mounting_command()
    if not under:
        return Row(name, promised, "本机不能挂载小盘，没有量；假装写满的一遍在 make test 里")
    command = [*under, sys.executable, "-m", "tests.faults.disks", base, *map(str, percents)]
    answer = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    if answer.returncode:
        return Row(name, promised, "没有量成", (answer.stderr[-2000:],))
    found = json.loads(answer.stdout)
    refused = sum(not faults for _, faults in found["sizes"])
    measured = f"建一次要 {found['need'] / 1e6:.1f} MB；{len(found['sizes'])} 个大小里 {refused} 个照样拒绝，加大后下一次都建成"
    return Row(name, promised, measured, tuple(f"{percent}%：{fault}" for percent, faults in found["sizes"] for fault in faults))


def _fill(disk: Path, percents: Sequence[int]) -> dict[str, object]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_LARGE}", "none", disk], check=True)
    root = make_project(disk)
    need = _need(root)
    sizes = []
    for percent in percents:
        edit(root)
        before = print_of(live_of(root))
        _resize(disk, _used(disk) + need * percent // 100 // _PAGE * _PAGE)
        answer = run(root, "build")
        faults = []
        if answer.status != 3 or "E-DISK-FULL" not in answer.said or "Traceback" in answer.said:
            faults.append(f"退出 {answer.status}：{answer.said[-300:]}")
        if print_of(live_of(root)) != before:
            faults.append("旧网站变了")
        if stale_of(root) or drafts_of(root):
            faults.append(f"留下 {stale_of(root) + drafts_of(root)}")
        _resize(disk, _LARGE)
        finish(root)
        sizes.append((percent, faults))
    return {"need": need, "sizes": sizes}


def _used(disk: Path) -> int:
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize


def _resize(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def _need(root: Path) -> int:
    """How many bytes a build of a changed casebook takes for a time, beyond what lies there already."""
    edit(root)
    before = most = _used(root)
    process = start(root, "build")
    listener = threading.Thread(target=process.communicate)
    listener.start()
    while listener.is_alive():
        most = max(most, _used(root))
        time.sleep(0.002)
    return most - before


if __name__ == "__main__":
    place = Path(sys.argv[1]) / "disk"
    place.mkdir()
    print(json.dumps(_fill(place, [int(percent) for percent in sys.argv[2:]])))  # the mount goes with this process
