"""`make coverage`: lines and branches of the core that the tests without a browser run; 1 unless it is every one of them.

Child processes are measured too: the readers of returned files live in processes of their own.
Which tests are left out, and why: TESTS and LEFT_OUT.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
AREAS = ("model", "read", "know", "check", "assess", "write.py")
TESTS = (
    "assess", "bank", "check", "fmt", "know", "noticing", "read", "returns", "test_broken.py", "test_checked.py", "test_collect.py",
    "test_content.py",
    "test_fmt.py", "test_release.py", "test_schema.py", "test_write.py", "test_write_names.py",
)
LEFT_OUT = (  # start LibreOffice or a browser and run none of our Python that others do not; count CPU seconds, which measuring
    # costs; or measure themselves
    "noticing/test_mutation.py",
    "read/test_yaml_text.py::test_hostile_files_cost_neither_time_nor_memory",
    "returns/test_corpus.py::test_refusals_are_quick",
    "returns/test_process.py::test_the_process_grows_by_less_than_100_mb_over_all_hostile_files",
    "assess/test_agreement.py::test_the_workbook_works_out_the_same",
    "assess/test_agreement.py::test_the_own_use_edition_says_the_same",
    "assess/test_agreement.py::test_values_written_are_the_right_ones",
    "assess/test_agreement.py::test_values_before_are_wrong_and_the_comparison_sees_it",
    "assess/test_agreement.py::test_typescript_says_the_same_in_the_browser",
    "returns/test_chromium.py",
)


@dataclass(frozen=True)
class Covered:
    """Statements and branches of one area: how many there are, how many ran, and what did not by file."""

    area: str
    there: int
    ran: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> float:
        """100 only when everything ran."""
        return 100 * self.ran / self.there if self.there else 0.0


def covered(report: Mapping[str, Mapping[str, object]], area: str) -> Covered:
    """Sum up the files of an area in coverage's JSON report (`files` of it)."""
    there = ran = 0
    missing = []
    for file, found in sorted(report.items()):
        if file != f"generator/{area}" and not file.startswith(f"generator/{area}/"):
            continue
        counts: dict[str, int] = found["summary"]  # type: ignore[assignment]
        there += counts["num_statements"] + counts["num_branches"]
        ran += counts["covered_lines"] + counts["covered_branches"]
        lines, branches = found["missing_lines"], found["missing_branches"]
        if lines or branches:
            missing.append(f"{file}：行 {lines}，分支 {branches}")
    return Covered(area, there, ran, tuple(missing))


def told(rows: list[Covered]) -> str:
    """A Markdown table, and what did not run."""
    head = ["| 部分 | 语句和分支 | 跑到 | 占比 |", "| --- | ---: | ---: | ---: |"]
    lines = [f"| generator/{row.area} | {row.there} | {row.ran} | {row.percent:.2f}% |" for row in rows]
    return "\n".join([*head, *lines, *(f"没有跑到：{one}" for row in rows for one in row.missing)])


def measure(folder: Path) -> dict[str, Mapping[str, object]]:
    """Run the tests under coverage, and return its report by file. Raises SystemExit when a test fails."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    folder.chmod(0o777)  # a test starts a child as another user
    settings = folder / "coverage.toml"
    settings.write_text(
        f'[tool.coverage.run]\nbranch = true\nparallel = true\nsource = ["generator"]\npatch = ["subprocess"]\n'
        f'disable_warnings = ["no-data-collected"]\ndata_file = {json.dumps(str(folder / "data"))}\nrelative_files = true\n'
        '[tool.coverage.report]\nexclude_also = ["if TYPE_CHECKING:", "@overload"]\n', "utf-8",
    )
    run = [sys.executable, "-m", "coverage"]
    left_out = [part for name in LEFT_OUT for part in ("--deselect", f"tests/{name}")]
    tests = [f"tests/{name}" for name in TESTS]
    options = ["-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadgroup", "-m", "not long"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*run, "run", f"--rcfile={settings}", "-m", "pytest", *options, *tests, *left_out], cwd=REPO, env=environment, check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)
    subprocess.run([*run, "combine", "--quiet", f"--rcfile={settings}"], cwd=REPO, check=True)
    report = folder / "coverage.json"
    subprocess.run([*run, "json", "--quiet", f"--rcfile={settings}", "-o", report], cwd=REPO, check=True)
    files: dict[str, Mapping[str, object]] = json.loads(report.read_text("utf-8"))["files"]
    return files


def main() -> int:
    began = time.monotonic()
    report = measure(REPO / "build" / "coverage")
    rows = [covered(report, area) for area in AREAS]
    print(told(rows))
    print(f"用时 {time.monotonic() - began:.0f} 秒")
    return 0 if all(row.there and row.ran == row.there for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
