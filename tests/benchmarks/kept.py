"""What was measured, one file a part in build/bench: with it when, on what machine, how busy it was, and what was measured."""
from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from tests.benchmarks.usage import REPO

BENCH = REPO / "build" / "bench"


def keep(part: str, result: object, versions: Mapping[str, str], command: Sequence[str] = ()) -> dict[str, Any]:
    """Write build/bench/PART.json; returns what is in it. `command` is what measured, else this program with its arguments."""
    whole = {
        "part": part, "date": date.today().isoformat(), "command": " ".join(("python", *(command or ("-m", f"tests.benchmarks.{part}", *sys.argv[1:])))),
        "machine": f"{platform.machine()}，{os.cpu_count()} 个处理器，Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1), "versions": dict(versions), "result": result,
    }
    BENCH.mkdir(parents=True, exist_ok=True)
    (BENCH / f"{part}.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return whole


def read_kept() -> dict[str, dict[str, Any]]:
    """Everything that is there, by part."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(BENCH.glob("*.json"))}


def packages(*names: str) -> dict[str, str]:
    """The versions of installed packages."""
    return {name: version(name) for name in names}
