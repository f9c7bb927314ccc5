"""`make fuzz`: random changes to good and hostile files, at the readers of YAML, of returned JSON and of returned workbooks.

A reader may read or refuse; it may not raise, die, take longer than SLOWEST seconds of CPU, or grow the process by more than
GROWTH. What it does so is kept in tests/noticing/kept/READER/, which `make test` replays. Then every property test draws
20,000 examples (or as many as the time allows). SECONDS: how long each reader and each property may take.

The reader runs in a process of its own; which input it is at, it writes into shared memory, so that an input that ends the
process is known.
"""
from __future__ import annotations

import hashlib
import io
import mmap
import os
import random
import re
import signal
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.model.practice import Practice
from generator.model.problem import Problem
from generator.read.returned import read_return
from generator.read.returned_json import read_return_text, write_return
from generator.read.returned_reading import verdicts
from generator.read.shape import read_record
from generator.read.yaml_fault import WHY
from generator.read.yaml_text import YamlFile, parse_yaml
from tests.returns.corpus import corpus
from tests.returns.forms import KNOWN

HERE = Path(__file__).parent
KEPT = HERE / "kept"
SLOWEST = 2.0
GROWTH = 512
"""MiB."""
_TOKENS: dict[str, Sequence[bytes]] = {
    "yaml": [b": ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b"#", b"|\n", b">-\n", b"&a", b"*a", b"!!str ", b"<<: ", b"? ", b"---\n", b"\t", b"\0",
             b"\xe2\x80\x8b", "：".encode(), b"\xff", b"~", b"\n", b"\r", b"\n  ", b"\\u202e", b"schema: 9\n", b"\xef\xbb\xbf", b"%TAG ! a\n"],
    "json": [b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"1e999", b"-0", b"NaN", b"\\ud800", b"\\u0000", b'"__proto__":1,', b"\xff", b"true",
             b"9" * 40, b'"answers":{},', b"\xef\xbb\xbf", b"0.1", b" "],
    "xlsx": [b"<", b">", b"</c>", b"<row>", b'r="A1"', b't="s"', b"&#0;", b"&amp;", b"<!DOCTYPE a>", b"<![CDATA[", b"]]>", b"\xff", b"PK\x03\x04", b"\0",
             b"1048577", b'"', b"_x0000_", b"<v>1e999</v>", b"-1", b"<is><t>"],
}


class Wrong(Exception):
    """The reader answered, but not as it must."""


def read_yaml(content: bytes) -> None:
    """Read YAML and put it into a record; every refusal has a code, a place and Chinese words."""
    parsed = parse_yaml(content, "a.yaml")
    found: Any = read_record(parsed, Practice) if isinstance(parsed, YamlFile) else parsed
    if not isinstance(found, tuple):
        return
    for problem in found:
        if not isinstance(problem, Problem) or not (problem.code in WHY or problem.code.startswith("K10")) or problem.where.line < 1:
            raise Wrong(repr(problem))
        if not re.search("[\u4e00-\u9fff]", problem.what) or not problem.mend:
            raise Wrong(repr(problem))


def read_json(content: bytes) -> None:
    """Read a returned JSON text; what was read, written again, is read the same."""
    _judge(read_return("a.json", content, KNOWN))


def read_xlsx(content: bytes) -> None:
    """Look at a returned file and read it."""
    _judge(read_return("a.xlsx", content, KNOWN))


def _judge(reading: Any) -> None:
    if reading.returned is None:
        if reading.code not in verdicts():
            raise Wrong(repr(reading))
        return
    form = next(one for one in KNOWN[reading.returned.checklist] if one.version == reading.returned.version)
    if read_return_text(write_return(reading.returned, form.fingerprint), KNOWN).returned != reading.returned:
        raise Wrong(repr(reading.returned))


READERS: dict[str, Callable[[bytes], None]] = {"yaml": read_yaml, "json": read_json, "xlsx": read_xlsx}


def seeds(kind: str) -> list[bytes]:
    """Where the changes begin: good files, the hostile corpora, and what was kept."""
    if kind == "yaml":
        tests = HERE.parent
        paths = [*sorted((tests / "read/hostile").glob("*.yaml")), *sorted((tests / "content/valid").rglob("*.yaml")), tests / "fmt/practice.yaml"]
        found = [path.read_bytes() for path in paths]
    else:
        samples = [one.content for one in corpus() if len(one.content) < 200_000]
        found = [one for one in samples if one.startswith(b"PK") == (kind == "xlsx")]
    return found + [path.read_bytes() for path in sorted((KEPT / kind).glob("*"))]


def changed(kind: str, start: Sequence[bytes], seed: int, number: int) -> bytes:
    """One input; the same for the same seed and number."""
    dice = random.Random(f"{seed} {number}")
    content = dice.choice(start)
    if kind == "xlsx" and dice.random() < 0.7:
        return _changed_part(content, dice)
    return _spoilt(kind, content, start, dice)


def _spoilt(kind: str, content: bytes, start: Sequence[bytes], dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        at = dice.randrange(len(content) + 1)
        end = min(len(content), at + dice.choice((0, 1, 2, 7, 40, 400)))
        match dice.randrange(7):
            case 0:
                content = content[:at] + bytes(dice.randrange(256) for _ in range(dice.choice((1, 2, 8)))) + content[end:]
            case 1 | 2:
                content = content[:at] + dice.choice(_TOKENS[kind]) + content[end:]
            case 3:
                content = content[:at] + content[end:]
            case 4:
                content = content[:at] + content[at:end] * dice.choice((2, 3, 30, 300)) + content[end:]
            case 5:
                other = dice.choice(start)
                cut = dice.randrange(len(other) + 1)
                content = content[:at] + other[cut:cut + dice.choice((5, 60, 900))] + content[end:]
            case _:
                content = re.sub(rb"\d+", lambda found: dice.choice((found[0], found[0], b"0", b"-1", b"99999999999")), content)
        content = content[:300_000]
    return content


def _changed_part(content: bytes, dice: random.Random) -> bytes:
    """A workbook with one part spoilt and packed again, so that the change is reached behind the checks of the package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts = {name: opened.read(name) for name in opened.namelist()[:60] if opened.getinfo(name).file_size < 200_000}
    except Exception:
        return content[: dice.randrange(len(content) + 1)]
    if not parts:
        return content
    name = dice.choice(sorted(parts))
    parts[name] = _spoilt("xlsx", parts[name], list(parts.values()), dice)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        for part, text in parts.items():
            opened.writestr(part, text)
    return made.getvalue()


@dataclass(frozen=True)
class Result:
    """How many inputs were read, the slowest (seconds of CPU), the growth (MiB), and what was found: input and what it did."""

    kind: str
    count: int
    slowest: float
    growth: float
    found: tuple[tuple[bytes, str], ...]


def _peak() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


@dataclass(frozen=True)
class Limits:
    """What one input may take: seconds of CPU, and MiB by which the process grows over all of them."""

    seconds: float = SLOWEST
    growth: float = GROWTH


def fuzz(
    kind: str, reader: Callable[[bytes], None], seconds: float, seed: int, most: int = 10**9, finds: int = 5, limits: Limits | None = None,
) -> Result:
    """Read changed inputs until the time is over; a process that dies is started again behind the input that it died of."""
    start = seeds(kind)
    shared = mmap.mmap(-1, 32)
    number, slowest, growth, found = 0, 0.0, 0.0, []
    until = time.monotonic() + seconds
    while number < most and len(found) < finds and time.monotonic() < until:
        answer, far = os.pipe()
        child = os.fork()
        if not child:
            os.close(answer)
            _read_on(reader, lambda at: changed(kind, start, seed, at), range(number, most), until, limits or Limits(), shared, far)
        os.close(far)
        word = _watch(child, shared)
        with os.fdopen(answer, encoding="utf-8", errors="replace") as said:
            reason = said.read()
        number, slow, grown = struct.unpack_from("<qdd", shared)
        slowest, growth = max(slowest, slow), max(growth, grown)
        if reason or word:
            found.append((changed(kind, start, seed, number), reason or word))
        number += 1
    return Result(kind, number, slowest, growth, tuple(found))


def _watch(child: int, shared: mmap.mmap) -> str:
    """Wait for the process; end it when one input takes far too long. What ended it, when it did not end itself."""
    before, since = -1, time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return "" if code == 0 else f"the process ended: {code}"
        (at,) = struct.unpack_from("<q", shared)
        if at != before:
            before, since = at, time.monotonic()
        elif time.monotonic() - since > 30 * SLOWEST:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "no answer"
        time.sleep(0.02)


def _read_on(
    reader: Callable[[bytes], None], make: Callable[[int], bytes], numbers: range, until: float, limits: Limits, shared: mmap.mmap, far: int,
) -> None:
    """The process: read input after input, and end at the first that is not read or refused as it should be."""
    base, slowest = _peak(), 0.0
    try:
        for number in numbers:
            if time.monotonic() > until:
                break
            struct.pack_into("<q", shared, 0, number)
            content = make(number)
            began = time.process_time()
            try:
                reader(content)
            except BaseException as error:
                os.write(far, f"{type(error).__name__}: {error}"[:500].encode("utf-8", "replace"))
                os._exit(0)
            slowest = max(slowest, time.process_time() - began)
            struct.pack_into("<dd", shared, 8, slowest, _peak() - base)
            if slowest > limits.seconds or _peak() - base > limits.growth:
                os.write(far, f"{slowest:.1f} s, {_peak() - base:.0f} MiB".encode())
                os._exit(0)
        os._exit(0)
    finally:
        os._exit(3)


def keep(kind: str, content: bytes, folder: Path = KEPT) -> Path:
    """Keep an input that was not read as it should be."""
    path = folder / kind / hashlib.sha256(content).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def properties(seconds: int) -> int:
    """Every property test with 20,000 examples, each at most `seconds` long; what pytest says."""
    root = HERE.parents[1]
    files = sorted({
        path.relative_to(root).as_posix() for path in (root / "tests").rglob("test_*.py")
        if re.search(r"^@given", path.read_text("utf-8"), re.MULTILINE)
    })
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "casebook-nightly", "PROPERTY_SECONDS": str(seconds)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.noticing.bounded", "-n", "2", *files]
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode


def main() -> int:
    seconds, seed = float(os.environ.get("SECONDS") or 60), int(os.environ.get("SEED") or time.time())
    broken = False
    print(f"每种 {seconds:.0f} 秒，种子 {seed}")
    print("| 读什么 | 读了 | 每秒 | 最慢（秒） | 内存增长（MB） | 出错 |\n| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for kind, reader in READERS.items():
        began = time.monotonic()
        result = fuzz(kind, reader, seconds, seed)
        rate = result.count / max(0.1, time.monotonic() - began)
        print(f"| {kind} | {result.count} | {rate:.0f} | {result.slowest:.2f} | {result.growth:.0f} | {len(result.found)} |", flush=True)
        for content, what in result.found:
            broken = True
            print(f"    {keep(kind, content).relative_to(HERE.parents[1])}：{what}")
    return 1 if properties(max(1, int(seconds / 3))) or broken else 0


if __name__ == "__main__":
    sys.exit(main())
