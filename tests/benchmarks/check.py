"""What `casebook check` costs for 1, 100 and 1,000 cases of about 30 KB: CPU and wall seconds, memory, problems.

Each is measured by the command itself: with nothing left from an earlier check, again, and after one file was edited.
The cases are the smallest whole case of the tests with more practices, under other names; beside them stand the real
casebook and one made of its texts (`casebooks.py`). Run with `make bench`; it has no bound. `--sizes 10000` measures
ten thousand cases, `--pages 3000` the casebook of real texts.
"""
from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "tests" / "content" / "valid" / "cases"
PRACTICES = 9  # with them a case has about 30 KB
HEAD = "| 案例 | MB | 怎样 | CPU 秒 | 每个案例毫秒 | 用时秒 | 内存 MB | 问题 |\n|---:|---:|---|---:|---:|---:|---:|---:|"
READ = (
    "import sys; from pathlib import Path; from generator.checking import check_casebook;"
    "book, problems = check_casebook(Path(sys.argv[1])); print(len(book.cases), len(problems))"
)


def write_casebook(root: Path, count: int) -> None:
    """Write a casebook of `count` cases below `root`; no two files have the same bytes."""
    shutil.copytree(VALID, root / "cases")
    demo = root / "cases" / "demo"
    model = (demo / "practices" / "yishi.yaml").read_text("utf-8")
    names = [f"yishi-{number}" for number in range(PRACTICES)]
    for name in names:
        (demo / "practices" / f"{name}.yaml").write_text(model.replace("id: yishi", f"id: {name}", 1), "utf-8")
    case = demo / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("[yishi, gongkai]", f"[yishi, gongkai, {', '.join(names)}]"), "utf-8")
    texts = {path.relative_to(demo).as_posix(): path.read_text("utf-8") for path in demo.rglob("*.yaml")}
    for number in range(1, count):
        for name, text in texts.items():
            for old in ("demo", "demo-v1"):
                name, text = name.replace(f"/{old}.", f"/demo-{number}{old[4:]}."), text.replace(f"id: {old}\n", f"id: demo-{number}\n")
            text = text.replace("demo/", f"demo-{number}/")
            place = root / "cases" / f"demo-{number}" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"# {number}\n{text}", "utf-8")


def measure(root: Path, how: str, call: list[str]) -> None:
    """Print one row of figures for the casebook at `root`; `call` are the arguments of Python."""
    size = sum(path.stat().st_size for path in (root / "cases").rglob("*.yaml"))
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen([sys.executable, *call], stdout=said, stderr=subprocess.STDOUT, cwd=ROOT)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().decode().strip().splitlines()[-1]
    cases = sum(path.is_file() for path in (root / "cases").glob("*/case.yaml"))
    cpu = used.ru_utime + used.ru_stime
    found = "无" if "没有发现问题" in last or last.endswith(" 0") else last
    print(
        f"| {cases} | {size / 1e6:.1f} | {how} | {cpu:.2f} | {cpu / cases * 1000:.1f} | {time.perf_counter() - began:.2f} |"
        f" {used.ru_maxrss / 1024:.0f} | {found} |", flush=True,
    )


def measure_all(root: Path) -> None:
    """The check cold, warm and after an edit, then what a build reads and checks: the whole casebook in memory."""
    shutil.rmtree(root / "build", ignore_errors=True)
    check = ["-m", "generator", "--root", str(root), "check"]
    measure(root, "初次", check)
    measure(root, "没有改动", check)
    edited = max((root / "cases").glob("*/practices/*.yaml"))
    edited.write_text(edited.read_text("utf-8") + "# 改过\n", "utf-8")
    measure(root, "改了一个文件", check)
    measure(root, "全部读进内存（建站）", ["-c", READ, str(root)])


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=[1, 100, 1000])
    options.add_argument("--pages", type=int, nargs="*", default=[])
    asked = options.parse_args()
    print(f"casebook check，Python {sys.version.split()[0]}\n\n{HEAD}")
    for count in asked.sizes:
        with folder() as root:
            write_casebook(root, count)
            measure_all(root)
    print(f"\n本库，和照本库的文字生成的：\n\n{HEAD}")
    with folder() as root:
        shutil.copytree(ROOT / "cases", root / "cases")
        measure_all(root)
    for pages in asked.pages:
        from tests.benchmarks.casebooks import write_casebook as write_real

        with folder() as root:
            write_real(root, pages)
            measure_all(root)


if __name__ == "__main__":
    main()
