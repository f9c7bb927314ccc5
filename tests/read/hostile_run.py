"""Feeds hostile bytes to the strict reader, with memory limited to 1 GB; prints seconds, codes and peak as JSON.

Run by test_yaml_text in a process of its own, so that the memory is the reader's and a crash would show.
"""
from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path

from generator.model.problem import Problem
from generator.read.yaml_text import YamlFile, parse_yaml

K = 1000


def hostile() -> dict[str, bytes]:
    """Name (its first word is a code that must be found) → bytes of a file."""
    noise = random.Random(1).randbytes(200 * K)
    ladder = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 2 * K))
    merges = "".join(f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}\n" for n in range(1, 2 * K))
    part = "- 甲\n    " * 3000
    texts = {
        "K008 brackets": "[" * 100 * K,
        "K008 brackets below a key": "a: " + "[" * 250 * K,
        "K008 braces": "{a: " * 60 * K,
        "K008 dashes": "- " * 120 * K,
        "K007 questions": "? " * 120 * K,
        "K008 stairs": "\n".join(" " * n + "a:" for n in range(700)),
        "K008 stairs of lists": "\n".join(" " * n + "-" for n in range(700)),
        "K008 keys": "".join(f"k{n}: 1\n" for n in range(24 * K)),
        "K008 items": "a: [" + "x, " * 80 * K + "]",
        "K008 digits": "a: " + "9" * 250 * K,
        "K008 long block": "a: |\n" + "  甲乙丙丁\n" * 16 * K,
        "K001 digits": "a: " + "9" * 1000 * K,
        "K006 one key": "a: 1\n" * 50 * K,
        "K009 nothing": "a:\n" * 80 * K,
        "K009 commas": "a: {b: x" + ",甲" * 60 * K + "}",
        "K009 dashes": "a:\n" + "  -\n" * 60 * K,
        "K007 ladder": "a0: &a0 x\n" + ladder,
        "K007 merges": "m0: &m0 {a: b}\n" + merges,
        "K007 anchors": "a: " + "&a x\nb: " * 30 * K,
        "K007 aliases": "a: [" + "*a, " * 60 * K + "]",
        "K007 documents": "---\n" * 60 * K,
        "K007 ends": "a: 1\n" + "...\nb: 1\n" * 25 * K,
        "K007 directives": "%TAG ! tag:x,2000:\n" * 12 * K,
        "K004 aliases as keys": "*a : " * 40 * K,
        "K004 second colons": "a: " * 80 * K,
        "K004 quotes": '"' * 250 * K,
        "K004 single quotes": "'" * 249_999,
        "K004 open quotes": 'a: "x\n' * 40 * K,
        "K004 open quotes of many keys": "".join(f'k{n}: "x\n' for n in range(20 * K)),
        "K004 open braces": "a: {b\n" * 36 * K,
        "K004 open quotes in large parts": "".join(f'k{n}: "甲\n' + "  乙乙\n" * 3000 for n in range(8)),
        "K004 items before a fault": "a:\n" + "  - x\n" * 19 * K + "  - {b\n",
        "K004 items without end": "a:\n" + '  - "x\n' * 30 * K,
        "K004 keys before a fault": "".join(f"k{n}: x\n" for n in range(9 * K)) + "b: {c\n",
        "K004 lines over lines": "a:\n" + '  - "x\n    y"\n' * 6 * K + "  - {b\n",
        "K004 stairs with a fault": "\n".join(" " * 2 * n + f"a{n}:" for n in range(18)) + "\n" + " " * 40 + "- x\n" * 1 + (" " * 40 + "- {b\n") * 4000,
        "K004 many dashes in one": "a:\n    " + part + "\n  b: {",
        "K004 long key": "k" * 250 * K + ": x",
        "K004 bare lines": "甲\n乙: 丙\n" * 14 * K,
        "K004 tabs": "\ta\n" * 80 * K,
        "K004 blank and open": "a: [" + "\n" * 250 * K,
        "K005 colons": "键：值\n" * 20 * K,
        "K003 zero width": "a: " + "\u200b" * 80 * K,
        "K003 zero width lines": "\u200b\n" * 60 * K,
        "K003 escapes": 'a: "' + "\\u202e" * 40 * K + '"',
        "K003 bells": 'a: "' + "\\a\\\n" * 60 * K + '"',
        "K003 zeros": "\0a" * 10 + "甲" * 80 * K,
        "K010 comments": "#\n" * 120 * K,
        "K010 spaces": " " * 250 * K,
        "K010 blank lines": "\n" * 250 * K,
        "K010 empty": "",
    }
    raws = {
        "K002 noise": b"a: " + noise,
        "K003 only zeros": b"\0" * 250 * K,
        "K002 gbk": ("a: " + "社区议事会" * 24 * K).encode("gbk"),
        "K002 utf-16": ("a: " + "社区议事会" * 24 * K).encode("utf-16"),
        "K003 carriage returns": b"a: 1\r" * 50 * K,
    }
    return {name: text.encode() for name, text in texts.items()} | raws


def peak_megabytes() -> float:
    """The most memory that this process has held; not ru_maxrss on Linux, which counts what the parent held at the fork."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def timed(raw: bytes) -> tuple[YamlFile | tuple[Problem, ...], float]:
    """Return what the reader found, and the CPU seconds; a slow run is tried again, for a busy machine's clock strays."""
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = parse_yaml(raw, "a.yaml")
        least = min(least, time.process_time() - start)
        if least < 1:
            break
    return found, least


def main() -> None:
    gigabyte = 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (gigabyte, gigabyte))
    seconds: dict[str, float] = {}
    codes: dict[str, list[str]] = {}
    for name, raw in hostile().items():
        found, seconds[name] = timed(raw)
        codes[name] = [] if isinstance(found, YamlFile) else sorted({problem.code for problem in found})
    json.dump({"seconds": seconds, "codes": codes, "megabytes": peak_megabytes()}, sys.stdout)


if __name__ == "__main__":
    main()
