"""The full figures of publishing under faults, two lanes at once, as a table: make test-faults.

Exit status 1 when a promise was not kept. `--only G2` runs the rows of that number, `--few` does each a few times.
"""
from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.disks import PERCENTS, full_disks
from tests.faults.kills import random_kills, stage_kills
from tests.faults.links import linked_content
from tests.faults.names import built_names, real_site
from tests.faults.readers import read_while_publishing
from tests.faults.rights import without_rights
from tests.faults.small import Row
from tests.faults.staged import STAGES
from tests.faults.together import builds_at_once

Measure = Callable[[Path], Row]
STAGE_NAMES = tuple(STAGES)


def beside(few: bool) -> tuple[tuple[str, Measure], ...]:
    """What may run beside something else."""
    kills, step = (2, 9) if few else (25, 1)
    return (
        ("G2", lambda base: random_kills(base, kills, 1)),
        ("G2", lambda base: stage_kills(base, STAGE_NAMES[::2][::step])),
        ("G2", lambda base: random_kills(base, kills, 2)),
        ("G2", lambda base: stage_kills(base, STAGE_NAMES[1::2][::step])),
        ("G3", lambda base: full_disks(base, PERCENTS[::step])),
        ("G19", linked_content),
    )


def alone(few: bool) -> tuple[tuple[str, Measure], ...]:
    """What keeps two processors busy, or is timed."""
    return (
        ("G18", lambda base: built_names(real_site())),
        ("G1", lambda base: read_while_publishing(base, *((20, 200) if few else (200, 20_000)))),
        ("G4", without_rights),
        ("G5", lambda base: builds_at_once(base, 3 if few else 50)),
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="make test-faults")
    parser.add_argument("--only", action="append", help="只量这几行，如 G2（可写几次）")
    parser.add_argument("--few", action="store_true", help="每样只做几次，看程序自己对不对")
    wish = parser.parse_args(arguments)
    began = time.monotonic()
    with ThreadPoolExecutor(2) as lanes:
        waiting = [lanes.submit(measured, name, measure) for name, measure in wanted(beside(wish.few), wish.only)]
        rows = [row.result() for row in waiting]
    rows += [measured(name, measure) for name, measure in wanted(alone(wish.few), wish.only)]
    print("| 事 | 答应 | 量到 |\n| --- | --- | --- |")
    for row in sorted(rows, key=lambda row: (int(row.name[1:].split()[0]), row.name)):
        print(f"| {row.name} | {row.promised} | {row.measured}{'。**没有做到**' if row.broken else ''} |")
    faults = [f"{row.name}：{fault}" for row in rows for fault in row.broken]
    print(f"\n共用 {time.monotonic() - began:.0f} 秒。" + ("全部做到。" if not faults else "没有做到的："))
    print("\n".join(faults))
    return bool(faults)


def wanted(work: Sequence[tuple[str, Measure]], only: Sequence[str] | None) -> list[tuple[str, Measure]]:
    """The rows that were asked for."""
    return [(name, measure) for name, measure in work if not only or name in only]


def measured(name: str, measure: Measure) -> Row:
    """One row; a measurement that breaks is a promise not kept."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        try:
            row = measure(Path(folder))
        except Exception as error:
            return Row(name, "", "没有量成", (f"{type(error).__name__}：{error}",))
    print(f"{row.name}：{row.measured}", file=sys.stderr, flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
