"""What the set-up asks of this machine: a Python that fits, its venv module, make, git, nginx, java; and how to get them.

Like install.py it runs under Python 3.8 and later.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
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


def find_nginx(folder: Path) -> str | None:
    """Return an nginx that starts: the machine's, else the one unpacked in `folder`; None when there is none."""
    places = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
    for found in (shutil.which("nginx", path=places), str(folder / "usr" / "sbin" / "nginx")):
        if found and os.path.isfile(found) and is_well([found, "-v"]):
            return found
    return None


def provide_nginx(folder: Path) -> None:
    """Make sure that the tests find an nginx: Debian's package is unpacked in `folder` when the machine has none.

    Unpacked, not installed: that needs no root, and starts no server on the machine. apt proves its signature.
    Raises Fault naming the package when that cannot be done here.
    """
    if find_nginx(folder):
        return
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        print("下载 nginx（测试网站的服务器设置，约 0.6 MB）……", flush=True)
        # before Debian 12 the program was in nginx-light; a machine whose lists are empty must fetch them first
        tries = (["apt-get", "--version"], ["apt-get", "update", "-q"])
        if any(is_well(ready) and unpack_package(name, folder) for ready in tries for name in ("nginx", "nginx-light")):
            return
    raise Fault("没有找到 nginx（make test 用它测试网站的服务器设置）。", install_hint("nginx-light", "nginx", "nginx"))


OFFICE = (
    ("pdftotext", "读 PDF", "poppler-utils", "poppler-utils", "poppler", "约 2 MB"),
    ("soffice", "打开 Word、Excel 和幻灯片文件", "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
     "libreoffice", "--cask libreoffice", "约 120 MB"),
)
"""Programs that only the tests of documents need: command, what for, Debian's packages, Fedora's, Homebrew's, download."""

JAVA = ("java", "核对网页的写法", "default-jre-headless", "java-latest-openjdk-headless", "openjdk", "约 50 MB")
"""What runs the checker of HTML, in the same order."""


def has_program(command: str) -> bool:
    """Whether a program is there; a LibreOffice without its slides counts as none where its parts can be seen.

    A java must start: macOS has a stand-in that only says where to get one.
    """
    found = shutil.which(command)
    if found and command == "java":
        return is_well([found, "-version"])
    if not found or command != "soffice":
        return bool(found)
    parts = Path(found).resolve().parent
    return (parts / "libsdlo.so").is_file() or not (parts / "libswlo.so").is_file()


def provide_office() -> None:
    """Make sure that the tests find what opens documents: Debian's packages are installed when root may do so.

    Raises Fault naming the first program that is missing and cannot be installed here.
    """
    for program in OFFICE:
        provide_program(*program)


def provide_java() -> None:
    """Make sure that the tests find the java that runs the checker of HTML; as provide_office."""
    provide_program(*JAVA)


def provide_program(command: str, use: str, apt: str, dnf: str, brew: str, size: str) -> None:
    """Make sure that one program is there; see OFFICE for what describes it. Raises Fault naming its package."""
    if has_program(command):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"安装 {apt}（测试用它{use}，{size}）……", flush=True)
        install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *apt.split()]
        if (is_well(install) or (is_well(["apt-get", "update", "-q"]) and is_well(install))) and has_program(command):
            return
    raise Fault(f"没有找到 {command}（make test 用它{use}）。", install_hint(f"--no-install-recommends {apt}", dnf, brew))


def unpack_package(name: str, folder: Path) -> bool:
    """Fetch one Debian package and unpack it in `folder`; whether an nginx starts there afterwards."""
    with tempfile.TemporaryDirectory() as draft:
        is_well(["apt-get", "download", "-q", name], cwd=draft)
        for package in Path(draft).glob("*.deb"):
            is_well(["dpkg-deb", "-x", str(package), str(folder)])
    return find_nginx(folder) is not None


def is_well(command: list, cwd: str | None = None) -> bool:
    """Whether a command ends well; what it prints is nobody's."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.run(command, cwd=cwd, timeout=300, check=False, **quiet).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
