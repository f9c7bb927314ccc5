"""How long `casebook check` takes for 1, 100 and 1,000 cases of about 30 KB: CPU and wall seconds, memory, problems.

Each is measured cold (nothing kept from an earlier run) and warm. The cases are the smallest whole case of the tests
with more practices, under other names; the real casebook is measured beside them. Run with `make bench`; it is no
test and has no bound.
"""
from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VALID = ROOT / "tests" / "content" / "valid" / "cases"
PRACTICES = 9  # with them a case has about 30 KB
CHILD = """
import gc, resource, sys
gc.disable()
from datetime import date
from pathlib import Path
from generator.checking import check_casebook
book, problems = check_casebook(Path(sys.argv[1]), date(2099, 1, 1))
used = resource.getrusage(resource.RUSAGE_SELF)
print(len(book.cases), len(problems), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def write_casebook(root: Path, count: int) -> None:
    """Write a casebook of `count` cases below `root`."""
    shutil.copytree(VALID, root / "cases")
    demo = root / "cases" / "demo"
    model = (demo / "practices" / "yishi.yaml").read_text("utf-8")
    names = [f"yishi-{number}" for number in range(PRACTICES)]
    for name in names:
        (demo / "practices" / f"{name}.yaml").write_text(model.replace("id: yishi", f"id: {name}", 1), "utf-8")
    case = demo / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("[yishi, gongkai]", f"[yishi, gongkai, {', '.join(names)}]"), "utf-8")
    for number in range(1, count):
        home = root / "cases" / f"demo-{number}"
        shutil.copytree(demo, home)
        text = (home / "case.yaml").read_text("utf-8")
        (home / "case.yaml").write_text(text.replace("id: demo", f"id: demo-{number}", 1), "utf-8")


def measure(root: Path, how: str) -> None:
    """Print one line of figures for the casebook at `root`."""
    size = sum(path.stat().st_size for path in (root / "cases").rglob("*.yaml"))
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", CHILD, str(root)], capture_output=True, text=True, check=True, cwd=ROOT)
    wall = time.perf_counter() - began
    cases, problems, cpu, memory = done.stdout.split()
    print(
        f"{int(cases):>6} 个案例 {size / 1e6:>6.1f} MB  {how}  CPU {float(cpu):>6.2f} s  用时 {wall:>6.2f} s"
        f"  内存 {float(memory):>5.0f} MB  问题 {problems}", flush=True,
    )


def measure_both(root: Path) -> None:
    """Cold, then warm."""
    (root / "build" / ".records.json").unlink(missing_ok=True)
    measure(root, "初次")
    measure(root, "再次")


if __name__ == "__main__":
    print(f"casebook check，Python {sys.version.split()[0]}")
    for count in (1, 100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            write_casebook(Path(folder), count)
            measure_both(Path(folder))
    print("本库：")
    measure_both(ROOT)
