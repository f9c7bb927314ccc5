"""What the publishing tests run in processes of their own: without threads, so that they may fork and be killed.

Each command prints one line of JSON, or plain lines where the test talks with it. Run: python publisher.py COMMAND …
"""
from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import publish
from generator.model.problem import CasebookError
from generator.publish import publishing
from generator.write_tree import write_tree

PAGES = 12
CALLS = ("open", "write", "fsync", "chmod", "mkdir", "rename", "replace", "scandir", "pwrite", "ftruncate")
NOBODY = 65534


class StopBuild(Exception):
    """Ends a build that is not to be published."""


def site(version: int, pages: int = PAGES) -> dict[str, bytes]:
    """A site of which every byte tells the version."""
    text = f"version {version}\n".encode() * 50
    return {"index.html": text, "version.txt": b"%d" % version, **{name_of(n): text for n in range(pages)}}


def name_of(number: int) -> str:
    """Where a page lies."""
    return f"lib/{number % 3}/{number}.html"


def tree_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def litter_of(live: Path) -> list[str]:
    return sorted(path.name for path in live.parent.iterdir() if path.name not in {live.name, f".{live.name}.lock"})


def publish_site(live: Path, version: int, pages: int = PAGES) -> None:
    with publishing(live) as staging:
        write_tree(staging, site(version, pages))


def count_calls(patch: Callable[[object, str, Any], None], at: int, act: Callable[[], None]) -> list[str]:
    """Let `act` run before the at-th call of the disk; return the growing list of calls."""
    seen: list[str] = []

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def call_counted(*arguments: object, **options: object) -> Any:
            seen.append(name)
            if len(seen) == at:
                act()
            return call(*arguments, **options)
        return call_counted

    for name in CALLS:
        patch(os, name, counted(name, getattr(os, name)))
    patch(publish, "_rename_exchange", counted("exchange", publish._rename_exchange))
    return seen


def read_answer(process: subprocess.Popen[str], limit: float = 30) -> Any:
    """The line of JSON with which a command of this file ends."""
    output, errors = process.communicate(timeout=limit)
    if errors or process.returncode:
        raise RuntimeError(f"{process.args}: {process.returncode} {errors}")
    return json.loads(output.splitlines()[-1])


def mounting_command() -> tuple[str, ...]:
    """How a process gets mounts of its own on this machine; () where it cannot."""
    for command in (("unshare", "-m"), ("unshare", "-rm")):
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(FileNotFoundError):
            test = [*command, "mount", "-t", "tmpfs", "-o", "size=64k", "none", folder]
            if subprocess.run(test, capture_output=True, check=False).returncode == 0:
                return command
    return ()


def fork(action: Callable[[], object]) -> int:
    """Run an action in a forked process; return its number once it is under way."""
    ready, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(told, b"!")
            action()
        finally:
            os._exit(0)
    os.read(ready, 1)
    os.close(ready)
    os.close(told)
    return pid


class Damage:
    """Takes stock after each kill: which version stands, whether it is whole, what was left beside it."""

    def __init__(self, live: Path, pages: int, kept_at_once: bool) -> None:
        self.live, self.pages, self.kept_at_once = live, pages, kept_at_once
        self.version, self.killed, self.most_litter = 1, 0, 0
        self.harm: list[str] = []

    def survey(self, new: int, status: int) -> None:
        self.killed += os.WIFSIGNALED(status)
        stale = (".site.staging-", ".site.old-") if self.live.exists() else ".site.staging-"
        left = [name for name in litter_of(self.live) if name.startswith(stale)]
        self.most_litter = max(self.most_litter, len(left))
        at_once = tree_of(self.live)
        with contextlib.suppress(StopBuild), publishing(self.live):
            found = tree_of(self.live)  # where two renames stand in for the exchange, the next build mends first
            raise StopBuild
        version = int(found["version.txt"])
        if version not in {self.version, new} or found != site(version, self.pages):
            self.harm.append(f"{self.version} → {new}: half a site of {version}")
        if self.kept_at_once and at_once != found:
            self.harm.append(f"{self.version} → {new}: not there until the next build")
        self.harm += [f"left: {name}" for name in litter_of(self.live)]
        self.version = version

    def report(self) -> dict[str, object]:
        return {"killed": self.killed, "harm": self.harm, "most_litter": self.most_litter}


def kill_at_random(live: Path, kills: int) -> dict[str, object]:
    numbers = random.Random(20260101)
    damage = Damage(live, PAGES, kept_at_once=True)
    for _ in range(20 * kills):
        new = damage.version + 1
        pid = fork(lambda new=new: publish_site(live, new))
        time.sleep(numbers.uniform(0.0005, 0.04))
        os.kill(pid, signal.SIGKILL)
        damage.survey(new, os.waitpid(pid, 0)[1])
        if damage.killed == kills:
            break
    return damage.report()


def kill_before_each_call(live: Path, way: str) -> dict[str, object]:
    """Kill build after build, each one call of the disk later, until one comes through; the site has one page."""
    if way == "two renames":
        publish._rename_exchange = lambda one, other: False
    damage = Damage(live, 1, kept_at_once=way == "exchange")
    while True:
        at, new = damage.killed + 1, damage.version + 1

        def build(at: int = at, new: int = new) -> None:
            count_calls(setattr, at, lambda: os.kill(os.getpid(), signal.SIGKILL))
            publish_site(live, new, 1)

        damage.survey(new, os.waitpid(fork(build), 0)[1])
        if damage.killed < at:
            return damage.report()


def hold(live: Path, with_worker: str = "") -> None:
    """Build until a line comes in, as a long build would."""
    try:
        with publishing(live) as staging:
            if with_worker:
                print(fork(lambda: time.sleep(20)), flush=True)
            print("building", flush=True)
            sys.stdin.readline()
            write_tree(staging, site(2))
        print("published")
    except CasebookError as error:
        print(error.code, flush=True)
    except KeyboardInterrupt:
        sys.exit(130)


def use_workers(live: Path) -> dict[str, object]:
    """Fork workers during a build: one is ended by SIGTERM, one leaves the block by an exception."""
    result: dict[str, object] = {}
    with publishing(live) as staging:
        pid = fork(lambda: time.sleep(20))
        os.kill(pid, signal.SIGTERM)
        result["ended by"] = os.WTERMSIG(os.waitpid(pid, 0)[1])
        pid = os.fork()
        if pid == 0:
            raise SystemExit(7)
        result["left with"] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        result["kept"] = staging.is_dir()
        write_tree(staging, site(2))
    return result | {"site": int(tree_of(live)["version.txt"]), "litter": litter_of(live)}


def read_until_stopped(live: Path, pages: int = PAGES, enough: int = 0) -> dict[str, int]:
    """Read the live site over and over, each time through a folder that is opened once.

    After `enough` whole readings a file beside it says so; it goes on until it is stopped.
    """
    versions: set[bytes] = set()
    counts = {"whole": 0, "mixed": 0, "missing": 0, "retired": 0}
    print("reading", flush=True)
    while not live.with_name("stop").exists():
        if enough and counts["whole"] == enough:
            live.with_name(f"enough-{os.getpid()}").touch()
        try:
            folder = os.open(live, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            counts["missing"] += 1
            continue
        try:
            version = read_once(folder, pages)
            # A folder exchanged meanwhile is being deleted: what was read of it counts for nothing.
            still_live = os.stat(live).st_ino == os.fstat(folder).st_ino
        finally:
            os.close(folder)
        if still_live and version:
            versions.add(version)
        counts[("whole" if version else "mixed") if still_live else "retired"] += 1
    return counts | {"versions": len(versions)}


def read_once(folder: int, pages: int = PAGES) -> bytes:
    """The version of the site in an open folder; b"" when part of it is missing or of another version.

    Every name is looked for; of a large site the bytes of one page in 25 are read.
    """
    def list_of(name: str) -> list[str]:
        descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=folder)
        try:
            return os.listdir(descriptor)
        finally:
            os.close(descriptor)

    def content_of(name: str) -> bytes:
        descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(descriptor, 1 << 16)
        finally:
            os.close(descriptor)

    try:
        version = content_of("version.txt")
        listed = set(os.listdir(folder))
        found = {f"lib/{part}/{name}" for part in range(min(3, pages)) for name in list_of(f"lib/{part}")}
        contents = {content_of(name) for name in ["index.html", *(name_of(n) for n in range(0, pages, max(1, pages // 12)))]}
        again = content_of("version.txt")
    except FileNotFoundError:
        return b""
    whole = version == again and listed == {"index.html", "version.txt", "lib"} and found == set(map(name_of, range(pages)))
    return version if whole and version and contents == {site(int(version), 0)["index.html"]} else b""


def fill_small_disks(folder: Path, way: str) -> list[object]:
    """Publish a site of 160 KiB on disks that hold 5 to 95 % of it beside the old one, then on a read-only disk.

    way "mounted": each disk is a tmpfs; "pretended": os.write counts what is left.
    """
    results: list[object] = []
    for percent in range(5, 96, 10):
        disk = folder / str(percent)
        disk.mkdir()
        kibibytes = 160 * percent // 100
        if way == "mounted":
            size = f"size={16 + kibibytes}k"
            subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", disk], check=True)
        publish_site(disk / "site", 1, 1)
        with contextlib.ExitStack() as stack:
            if way == "pretended":
                limit_writes(stack, 1024 * kibibytes)
            results.append(publish_on(disk, {"index.html": b"", **{f"p{n}.html": b"x" * 4096 for n in range(40)}}))
    if way == "mounted":
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    else:
        os.mkdir = refuse_to_make
    results.append(publish_on(disk, site(2, 1)))
    return results


def limit_writes(stack: contextlib.ExitStack, left: int) -> None:
    write = os.write
    stack.callback(setattr, os, "write", write)

    def write_while_there_is_room(descriptor: int, content: bytes) -> int:
        nonlocal left
        if len(content) > left:
            raise OSError(errno.ENOSPC, "no room")
        left -= len(content)
        return write(descriptor, content)

    os.write = write_while_there_is_room


def refuse_to_make(*_: object) -> None:
    raise OSError(errno.EROFS, "read-only")


def publish_on(disk: Path, files: dict[str, bytes]) -> object:
    code = ""
    try:
        with publishing(disk / "site") as staging:
            write_tree(staging, files)
    except CasebookError as error:
        code = error.code
    return [code, tree_of(disk / "site") == site(1, 1), litter_of(disk / "site")]


def publish_as_nobody(live: Path) -> object:
    """Give up root for good, where it was had, then publish."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    start = time.monotonic()
    try:
        publish_site(live, 2)
    except CasebookError as error:
        return [error.code, error.status, str(live.parent) in error.what, time.monotonic() - start]
    return "published"


COMMANDS: dict[str, Callable[..., object]] = {
    "random-kills": lambda live, kills: kill_at_random(live, int(kills)),
    "kill-each-call": kill_before_each_call, "hold": hold, "workers": use_workers,
    "read": lambda live, *numbers: read_until_stopped(live, *map(int, numbers)),
    "small-disks": fill_small_disks, "as-nobody": publish_as_nobody,
}

if __name__ == "__main__":
    answer = COMMANDS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
    if answer is not None:
        print(json.dumps(answer))
