"""What the set-up asks of this machine: a Python that fits, its venv module, make and git; and how to get them.

Like install.py it runs under Python 3.8 and later.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
"""The versions of Python for which the locks hold a wheel of every compiled package."""


class Fault(Exception):
    """Something that the set-up cannot mend by itself: what it is, and what to do."""

    def __init__(self, what: str, mend: str, details: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.details = what, mend, details


def read_version(python: str) -> tuple[int, int] | None:
    """Return (major, minor) of an interpreter, or None when it does not start."""
    try:
        answer = subprocess.run(
            [python, "-I", "-S", "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20, check=False,
        )  # fmt: skip
        major, minor = answer.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def find_python(shun: Path) -> str:
    """Return a Python of a version that the locks serve: this one, else the newest on PATH.

    Never one inside the folder `shun`, which is about to be removed: an activated .venv stands first on PATH.
    Raises Fault when there is none, or when it lacks the venv module.
    """
    if OLDEST <= sys.version_info[:2] <= NEWEST and not is_inside(sys.prefix, shun):
        return with_venv(sys.executable, sys.version_info[1])
    folders = [folder for folder in os.get_exec_path() if not is_inside(folder, shun)]
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for name in (f"python3.{minor}", "python3"):
            python = shutil.which(name, path=os.pathsep.join(folders))
            if python and read_version(python) == (3, minor):
                return with_venv(python, minor)
    raise Fault(
        f"没有找到 Python 3.{OLDEST[1]} 至 3.{NEWEST[1]}（现在的是 {platform.python_version()}）。",
        install_hint("python3.11 python3.11-venv", "python3.11", "python@3.11"),
    )


def with_venv(python: str, minor: int) -> str:
    """Return the interpreter if it can make virtual environments (Debian packs that apart); raises Fault otherwise."""
    check = [python, "-I", "-c", "import venv; from ensurepip import bootstrap"]
    if subprocess.run(check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        name = f"python3.{minor}"
        raise Fault(f"{python} 缺少 venv 组件。", install_hint(f"{name}-venv", name, f"python@3.{minor}"))
    return python


def is_inside(path: str, folder: Path) -> bool:
    """Whether a path is a folder or lies below it."""
    return os.path.abspath(path) == str(folder) or os.path.abspath(path).startswith(str(folder) + os.sep)


def install_hint(apt: str, dnf: str, brew: str) -> str:
    """Return the one command of this system that installs a missing piece."""
    for tool, command in (
        ("apt-get", "sudo apt install " + apt),
        ("dnf", "sudo dnf install " + dnf),
        ("yum", "sudo yum install " + dnf),
        ("zypper", "sudo zypper install " + dnf),
        ("brew", "brew install " + brew),
    ):
        if shutil.which(tool):
            return command
    return "请从系统的软件源安装：" + dnf


def say_missing_helpers() -> None:
    """Name make and git when they are absent: the set-up goes on, since it does not need them itself."""
    for tool, need in (("make", "运行 make site、make test 等命令"), ("git", "取得提交日期、参与修改")):
        if not shutil.which(tool):
            print(f"提示：没有找到 {tool}（用于{need}）。安装：{install_hint(tool, tool, tool)}")
