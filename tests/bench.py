"""How long `casebook check` takes for 1, 100 and 1,000 cases: CPU and wall seconds, memory, problems found.

The cases are copies of a real one under other names, so that the work is that of real content.
Run with `make bench`; it is no test and has no bound.
"""
from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODEL = "dongguan"
CHILD = """
import resource, sys, time
from datetime import date
from pathlib import Path
from generator.checking import check_casebook
began = time.perf_counter()
book, problems = check_casebook(Path(sys.argv[1]), date(2099, 1, 1))
used = resource.getrusage(resource.RUSAGE_SELF)
print(len(book.cases), len(problems), time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def write_copies(folder: Path, count: int) -> int:
    """Write a casebook of `count` copies of the model case; returns the bytes of YAML."""
    cases = folder / "cases"
    for name in ("common", MODEL):
        shutil.copytree(ROOT / "cases" / name, cases / name)
    for name in ("themes", "gaps", "glossary", "policies"):
        strip_other_cases(cases / "common" / f"{name}.yaml")
    for number in range(1, count):
        home = cases / f"{MODEL}-{number}"
        shutil.copytree(cases / MODEL, home)
        case_file = home / "case.yaml"
        case_file.write_text(case_file.read_text("utf-8").replace(f"id: {MODEL}\n", f"id: {MODEL}-{number}\n", 1), "utf-8")
    return sum(path.stat().st_size for path in cases.rglob("*.yaml"))


def strip_other_cases(path: Path) -> None:
    """Take out what names the cases that are not copied, so that every size of casebook is clean."""
    from ruamel.yaml import YAML

    yaml = YAML()
    data = yaml.load(path)
    for item in next(value for value in data.values() if isinstance(value, list)):
        for key in ("carriers", "answered_by"):
            if key in item:
                item[key] = [row for row in item[key] if row["practice"].startswith(f"{MODEL}/")] or item[key][:1]
        item.pop("silent", None)
        item.pop("named_by", None)
        if item.get("case") not in (None, MODEL):
            item.pop("case")
    yaml.dump(data, path)


def measure(count: int) -> None:
    """Print one line of figures for a casebook of `count` cases."""
    with tempfile.TemporaryDirectory() as folder:
        size = write_copies(Path(folder), count)
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", CHILD, folder], capture_output=True, text=True, check=True, cwd=ROOT)
        wall = time.perf_counter() - began
        cases, problems, inside, cpu, memory = done.stdout.split()
        print(
            f"{int(cases):>6} 个案例 {size / 1e6:>7.1f} MB  CPU {float(cpu):>7.2f} s  共 {wall:>7.2f} s"
            f"（检查 {float(inside):.2f} s） 内存 {float(memory):>6.0f} MB  问题 {problems}"
        )


if __name__ == "__main__":
    print(f"casebook check，Python {sys.version.split()[0]}，每个案例是 {MODEL} 的副本")
    for count in (1, 100, 1000):
        measure(count)
