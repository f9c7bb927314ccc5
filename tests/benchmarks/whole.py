"""Every benchmark one after another, the tables of docs/benchmarks.md, and the promises: make bench-all.

About twenty minutes on two quiet processors. `BENCH="site collect"` chooses parts; a part that takes longer than its time is
ended, said to be unmeasured, and leaves what was measured before. Exits with 1 when a part failed or a promise is broken.
"""
from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from tests.benchmarks import report
from tests.benchmarks.kept import BENCH, keep
from tests.benchmarks.usage import REPO

PARTS: dict[str, tuple[list[str], int]] = {
    "check": (["tests/benchmarks/check.py"], 5),
    "site": (["-m", "tests.benchmarks.site", "--runs", "1"], 14),
    "print": (["-m", "tests.benchmarks.print_bench"], 8),
    "collect": (["-m", "tests.benchmarks.collect"], 5),
    "serve": (["-m", "tests.benchmarks.serve"], 4),
}
"""What runs each part, and the minutes that it may take."""
_SAID = {"check", "serve"}  # these print what they measured; the others keep it themselves
_THERE = {"serve": REPO / "tests" / "benchmarks" / "serve.py"}


def main(asked: Sequence[str]) -> int:
    """Measure the parts asked for, all when none is; then fill the page."""
    if wrong := [name for name in asked if name not in PARTS]:
        print(f"没有这一项：{'、'.join(wrong)}。可以选：{' '.join(PARTS)}")
        return 2
    failed = [name for name in asked or PARTS if not measured(name)]
    print("\n## 期限\n")
    broken = report.main()
    if failed:
        print(f"没有量完：{'、'.join(failed)}。表里是以前量的，或没有。")
    print(f"量得的数在 {BENCH.relative_to(REPO)}，表在 docs/benchmarks.md。")
    return int(bool(failed or broken))


def measured(name: str) -> bool:
    """Measure one part; whether it came to its end in time."""
    arguments, minutes = PARTS[name]
    if name in _THERE and not _THERE[name].exists():
        print(f"\n## {name}\n\n没有这一项的程序，没有量。", flush=True)
        return True
    print(f"\n## {name}（最多 {minutes} 分钟）\n", flush=True)
    stream = subprocess.PIPE if name in _SAID else None
    child = subprocess.Popen([sys.executable, *arguments], cwd=REPO, stdout=stream, text=True, start_new_session=True, env=_environment())
    try:
        said, _ = child.communicate(timeout=60 * minutes)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        print(f"{name}：{minutes} 分钟内没有完，已经停下。", flush=True)
        return False
    if name in _SAID and child.returncode == 0:
        print(said, flush=True)
        keep(name, {"said": said}, {}, arguments)
    return child.returncode == 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPO)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
