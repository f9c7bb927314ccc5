"""`make mutation`: of small faults put into the scorer, the reader of YAML and the check of figures, how many do the tests notice?

A runner of our own. mutmut puts every function behind a trampoline, which leaves alone what is decorated (@rule, @cache,
@property) and what stands outside functions: the regular expressions and tables that most of the figure check consists of.
This one works on copies of the project, changes the file itself, and forks from a process that has read the libraries, so that
a fault costs a second. First come the tests that pass through the changed line, quickest first; a fault that they let pass
gets all tests of its area. A sample drawn by a seed keeps it short: SAMPLE faults an area, `all` for every one.

Run as a file, not as a module: the process that forks must not know the project's own packages.
"""
from __future__ import annotations

import gc
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest
from mutants import Mutant, count_mutants, mutants

REPO = Path(__file__).resolve().parents[2]
SEED = 2026
LEFT = shutil.ignore_patterns("node_modules", "__pycache__", ".git", "build", ".venv", "library", "downloads", ".*_cache", "browser", "*.pdf")
MEMORY = 3 * 1024**3
"""Address space of a test process, bytes."""
NEVER = 10**6
_PLUGINS = ("-p", "xdist.plugin", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception")
_HEAVY = ("hypothesis", "pydantic", "yaml", "ruamel.yaml", "lxml.etree", "openpyxl", "xlsxwriter", "playwright.sync_api", "jinja2", "click",
          "rich.console", "coverage", "fontTools.ttLib", "docx", "pptx", "typst", "segno", "opencc", "pypinyin", "mkdocs.config", "uharfbuzz",
          "pydantic.main", "pydantic.fields", "pydantic.types", "lxml.html", "multiprocessing.util", "concurrent.futures.process")


@dataclass(frozen=True)
class Area:
    """What is changed, and the tests that should notice; `without` are parts of names of tests that are not asked."""

    name: str
    files: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()


AREAS = (
    Area(
        "评分", ("generator/assess/*.py",), ("tests/assess", "tests/noticing/test_properties.py", "tests/view/test_collect_reports.py"),
        ("test_agreement.py",),  # asks a browser, Node and LibreOffice
    ),
    Area(
        "读 YAML", ("generator/read/yaml_*.py", "generator/read/shape.py", "generator/read/folder.py"),
        ("tests/read", "tests/noticing/test_properties.py", "tests/test_broken.py"),
        ("hostile_files_cost", "real_casebook"),  # other processes; four times the whole casebook
    ),
    Area(
        "核对数字",
        (*(f"generator/know/{name}.py" for name in ("figures", "figure_match", "numerals", "metric_index", "qualifiers")),
         "generator/check/prose.py"),
        ("tests/know", "tests/check", "tests/noticing/test_properties.py", "tests/test_broken.py"),
        ("some_font_has",),
    ),
)


@dataclass(frozen=True)
class Fate:
    """What became of a fault: killed, timeout (both noticed) or survived."""

    mutant: Mutant
    outcome: str


class Recorder:
    """Which tests there are, how long each takes, and which lines each passes through."""

    def __init__(self, root: Path, without: Sequence[str]) -> None:
        self.root, self.without = root, without
        self.seconds: dict[str, float] = {}
        self.measured = coverage.Coverage(data_file=None, source=[str(root / "generator")], config_file=False)

    def pytest_configure(self) -> None:
        self.measured.start()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not any(part in item.nodeid for part in self.without)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        began = time.process_time()
        self.measured.switch_context(item.nodeid)
        done = yield
        self.measured.switch_context("")
        self.seconds[item.nodeid] = time.process_time() - began
        return done

    def lines(self) -> dict[str, dict[str, list[str]]]:
        """Tests by file and line. A line that runs once for many tests, in a fixture, names the first of them only."""
        self.measured.stop()
        data = self.measured.get_data()
        return {
            Path(file).relative_to(self.root).as_posix(): {
                str(line): [name for name in names if name] for line, names in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }


class Chosen:
    """Runs these tests only, in this order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.place = {name: at for at, name in enumerate(names)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid])


def copy_project(root: Path, folder: Path) -> Path:
    """A copy to spoil; the packages of npm are linked."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("generator", "tests", "cases", "docs", "schemas", "requirements"):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=LEFT)
    for name in ("pyproject.toml", "mkdocs.yml", "Makefile"):
        if (root / name).is_file():
            shutil.copy2(root / name, folder)
    for name in ("generator/web/node_modules", "tests/tools/node_modules"):
        if (root / name).is_dir():
            (folder / name).symlink_to(root / name)
    return folder


def start(root: Path, tests: Sequence[str], plugin: object, seconds: int, answer: Path | None = None) -> int:
    """Fork a process that runs these tests of the copy at `root` and stops at the first failure; return its id."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.chdir(root)
        with (root / "output.txt").open("wb") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.environ |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(root), "HYPOTHESIS_PROFILE": "casebook-mutation"}
        sys.dont_write_bytecode = not answer  # the run without a fault compiles what all others read
        sys.path[:] = [str(root), *(path for path in sys.path if Path(path or ".").resolve() not in {REPO, Path(__file__).parent})]
        gc.freeze()
        options = ["-q", "-x", *_PLUGINS, "--tb=line", "-m", "not long", f"--rootdir={root}", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
        code = int(pytest.main([*options, *tests], plugins=[plugin]))
        if answer and isinstance(plugin, Recorder):
            answer.write_text(json.dumps([plugin.seconds, plugin.lines()]), "utf-8")
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return 0


def ended(child: int) -> int:
    """Wait for a process; its exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Trial:
    """One copy that tries faults one after the other."""

    def __init__(self, root: Path, seconds: dict[str, float], lines: dict[str, dict[str, list[str]]]) -> None:
        self.root, self.seconds, self.lines = root, seconds, lines
        self.child = 0
        self.mutant: Mutant | None = None
        self.rest: list[str] = []
        self.deadline = 0.0

    def begin(self, mutant: Mutant) -> None:
        """Put the fault in, and ask the tests that pass through it."""
        self.mutant = mutant
        (self.root / mutant.file).write_text(mutant.source, "utf-8")
        order = sorted(self.seconds, key=lambda name: self.seconds[name])
        through = set(self.lines.get(mutant.file, {}).get(str(mutant.line), []))
        near = [name for name in order if name in through]
        self.rest = [name for name in order if name not in through]
        self._ask(near or self.rest)
        if not near:
            self.rest = []

    def _ask(self, names: list[str]) -> None:
        limit = int(10 + 5 * sum(self.seconds[name] for name in names))
        files = list(dict.fromkeys(name.split("::")[0] for name in names))
        self.deadline = time.monotonic() + 20 * limit
        self.child = start(self.root, files, Chosen(names), limit)

    def done(self, status: int) -> Fate | None:
        """What became of the fault; None when more tests are asked."""
        assert self.mutant
        if status == 0 and self.rest:
            names, self.rest = self.rest, []
            self._ask(names)
            return None
        late = status in {-signal.SIGXCPU, -signal.SIGKILL}
        return Fate(self.mutant, "survived" if status == 0 else "timeout" if late else "killed")


def draw(root: Path, area: Area, sample: int | None) -> list[Mutant]:
    """The faults of an area, `sample` of them drawn evenly over all its files."""
    files = sorted(path for pattern in area.files for path in root.glob(pattern) if path.name != "__init__.py")
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}
    numbers = [(file, number) for file, text in texts.items() for number in range(count_mutants(text))]
    if sample is not None and sample < len(numbers):
        numbers = random.Random(f"{SEED} {area.name}").sample(numbers, sample)
    return [one for file, text in texts.items() for one in mutants(file, text, {number for name, number in numbers if name == file})]


def try_area(root: Path, area: Area, copies: Sequence[Path], sample: int | None, seconds: float) -> list[Fate]:
    """Try faults of an area until all are tried or `seconds` are over; in random order, so that a part is a fair sample too.

    Raises SystemExit when the tests fail without any fault.
    """
    found = draw(root, area, sample)
    random.Random(SEED).shuffle(found)
    answer = copies[0] / "baseline.json"
    if ended(start(copies[0], area.tests, Recorder(copies[0], area.without), 900, answer)):
        print((copies[0] / "output.txt").read_text("utf-8")[-3000:])
        raise SystemExit(f"{area.name}：没有改动时测试就不通过")
    print(f"{area.name}：抽了 {len(found)} 处", flush=True)
    times, lines = json.loads(answer.read_text("utf-8"))
    for path in [found for pattern in area.files for found in copies[0].glob(pattern)]:
        for kept in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
            kept.unlink()
    for copy in copies[1:]:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(copies[0], copy, symlinks=True)
    trials = [Trial(copy, times, lines) for copy in copies]
    return list(_tried(root, trials, found, time.monotonic() + seconds))


def _tried(root: Path, trials: Sequence[Trial], found: list[Mutant], until: float) -> Iterator[Fate]:
    waiting = iter(found)
    for trial in trials:
        _next(trial, waiting, until)
    while busy := {trial.child: trial for trial in trials if trial.child}:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            for late in busy.values():
                if time.monotonic() > late.deadline:
                    os.killpg(late.child, signal.SIGKILL)
            time.sleep(0.02)
            continue
        trial = busy[child]
        fate = trial.done(os.waitstatus_to_exitcode(status))
        if fate is None:
            continue
        if fate.outcome == "survived":
            print(f"没有发现 {fate.mutant.file}:{fate.mutant.line} {fate.mutant.before} → {fate.mutant.after}", flush=True)
        yield fate
        (trial.root / fate.mutant.file).write_bytes((root / fate.mutant.file).read_bytes())
        _next(trial, waiting, until)


def _next(trial: Trial, waiting: Iterator[Mutant], until: float) -> None:
    mutant = next(waiting, None) if time.monotonic() < until else None
    trial.child = 0
    if mutant:
        trial.begin(mutant)


def explained(path: Path) -> dict[tuple[str, str, str], str]:
    """Faults that change nothing anybody could see, with the reason: file, before, after | reason, one a line."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")] if path.is_file() else []
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def table(results: dict[str, list[Fate]], reasons: dict[tuple[str, str, str], str]) -> str:
    """The report in Markdown: figures by area, then what survived."""
    lines = ["| 部分 | 试了 | 发现 | 超时（也算发现） | 没有发现 | 其中有说明 | 发现率 |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    rest: list[str] = []
    for name, fates in results.items():
        count = Counter(fate.outcome for fate in fates)
        survivors = sorted((fate.mutant for fate in fates if fate.outcome == "survived"), key=lambda one: (one.file, one.line))
        known = [one for one in survivors if (one.file, one.before, one.after) in reasons]
        rate = 100 * (len(fates) - count["survived"]) / max(1, len(fates))
        lines.append(f"| {name} | {len(fates)} | {count['killed']} | {count['timeout']} | {count['survived']} | {len(known)} | {rate:.1f}% |")
        rest += ["", f"## {name}：没有发现的改动", ""]
        rest += [
            f"- {one.file}:{one.line}：`{one.before}` → `{one.after}`　{reasons.get((one.file, one.before, one.after), '')}".rstrip("　")
            for one in survivors
        ]
    return "\n".join([*lines, *rest]) + "\n"


def main() -> int:
    root = Path(os.environ.get("MUTATION_ROOT", REPO)).resolve()
    areas = AREAS if root == REPO else tuple(Area(*map(_tupled, row)) for row in json.loads((root / "areas.json").read_text("utf-8")))
    only = os.environ.get("AREA", "")
    said = os.environ.get("SAMPLE") or "250"
    sample = None if said == "all" else int(said)
    seconds = float(os.environ.get("SECONDS_EACH") or (NEVER if sample is None else 540))
    for name in () if "MUTATION_BARE" in os.environ else _HEAVY:
        __import__(name)
    began, results = time.monotonic(), {}
    folder = root / "build" / f"mutation-{os.getpid()}"  # two runs beside each other do not meet
    for area in (one for one in areas if re.search(only, one.name)):
        copies = [folder / str(number) for number in range(min(2, len(os.sched_getaffinity(0))))]
        copy_project(root, copies[0])
        results[area.name] = try_area(root, area, copies, sample, seconds)
        print(table({area.name: results[area.name]}, {}).splitlines()[2], flush=True)
    report = table(results, explained(root / "tests" / "noticing" / "equivalent.tsv"))
    (root / "build" / "mutation.md").write_text(report, "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    print(report, f"用时 {time.monotonic() - began:.0f} 秒，种子 {SEED}；没有发现的都在 build/mutation.md", sep="\n")
    return 0


def _tupled(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
