"""Eight things that a machine may do otherwise, and a program run under some of them.

Debian's rebuilders vary the same (Policy 4.15, reprotest). The clock is moved by `faketime` or, without it, by clock.c,
built with the machine's C compiler; where neither is to be had, that variation is left out and said so.
"""
from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
VARIATIONS: Mapping[str, str] = {
    "clock": "时钟快 400 天，源文件的日期全打乱",
    "path": "放在又长又是中文的路径里",
    "umask": "umask 077（另一边 022）",
    "zone": "时区 Pacific/Apia（另一边 UTC）",
    "locale": "LC_ALL=C（另一边 C.UTF-8）",
    "hash": "PYTHONHASHSEED=4711（另一边 0）",
    "cpu": "只用 1 个处理器",
    "order": "文件夹里的次序倒过来",
}
_LATER = 400 * 86400
_LONG = "第二份 案例库（路径很长，有空格，也有全角标点）"
_OURS = {"SOURCE_DATE_EPOCH", "CASEBOOK_SITE_URL", "CASEBOOK_SOURCES", "EDITION", "TZ", "LC_ALL", "LANG", "PYTHONPATH", "LD_PRELOAD"}


def place(base: Path, name: str, varied: Collection[str]) -> Path:
    """The folder of a side below `base`: short, or long and Chinese."""
    return base / name if "path" not in varied else base / f"{name} {_LONG}" / _LONG / "基层治理案例库"


def available(base: Path) -> tuple[str, ...]:
    """The variations that can be carried out on this machine."""
    return tuple(name for name in VARIATIONS if name != "clock" or _clock(base)[0] or _clock(base)[1])


def disturb(root: Path, varied: Collection[str]) -> None:
    """Give every file of a folder another date, where the clock is varied."""
    if "clock" not in varied:
        return
    dates = random.Random(20260101)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink() and ".git" not in path.parts:
            moment = dates.uniform(400e6, 1.9e9)
            os.utime(path, (moment, moment))


def run(command: Sequence[str | Path], root: Path, base: Path, varied: Collection[str]) -> str:
    """Run a Python command (its arguments) in `root` under these variations; returns what it said.

    Raises RuntimeError with its output when it fails.
    """
    before, settings = _settings(base, varied)
    outside = {name: value for name, value in os.environ.items() if name not in _OURS and not name.startswith("PYTEST")}
    done = subprocess.run(
        [*before, sys.executable, *map(str, command)], cwd=root, env={**outside, **settings}, capture_output=True, text=True,
        encoding="utf-8", errors="replace", check=False, umask=0o077 if "umask" in varied else 0o022,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def _settings(base: Path, varied: Collection[str]) -> tuple[list[str], dict[str, str]]:
    """What goes before the command, and the environment that makes the variations."""
    before, settings = [], {
        "TZ": "Pacific/Apia" if "zone" in varied else "UTC",
        "LC_ALL": "C" if "locale" in varied else "C.UTF-8",
        "PYTHONHASHSEED": "4711" if "hash" in varied else "0",
        "PYTHONPATH": str(HERE / "startup"),
    }
    if "order" in varied:
        settings["REPRO_ORDER"] = "1"
    if "cpu" in varied:
        settings["REPRO_ONE_CPU"] = "1"
    if "clock" in varied:
        before, more = _clock(base)
        settings |= more
    return before, settings


def _clock(base: Path) -> tuple[list[str], dict[str, str]]:
    """How the clock is moved here; nothing when it cannot be."""
    if shutil.which("faketime"):
        return ["faketime", "-f", f"+{_LATER}s"], {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    library, compiler = base / "clock.so", shutil.which("cc") or shutil.which("gcc")
    if not library.is_file() and compiler and sys.platform == "linux":
        command = [compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "clock.c", "-ldl"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return [], {}
    return [], {"LD_PRELOAD": str(library), "REPRO_CLOCK": str(_LATER)} if library.is_file() else {}
