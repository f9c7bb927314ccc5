"""One build of ours in a process of its own: python -m tests.benchmarks.ours ROOT LIVE prints its parts as JSON.

Each part is seconds of CPU, its children's included; `data …` and `bundle` are inside `pages`. What no part names is
the start of Python, the hash of the inputs, and publishing. `memory` is the most that had been used at a part's end,
in MB (on Linux).
"""
from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

from generator import checking, outputs, pipeline
from generator.know.catalogue import Catalogue

PARTS: dict[str, float] = defaultdict(float)
MEMORY: dict[str, float] = {}


def spent() -> float:
    """Seconds of CPU of this process and its ended children."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def timed(part: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """The same function; what it takes is added to a part."""
    @wraps(call)
    def run(*given: Any, **named: Any) -> Any:
        began = spent()
        try:
            return call(*given, **named)
        finally:
            PARTS[part] += spent() - began
            MEMORY[part] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return run


def timed_row(row: outputs.Data) -> outputs.Data:
    """The same row of data; what is made piece by piece is measured piece by piece."""
    part = f"data {row.name}"

    def pieces(made: Iterator[Any]) -> Iterator[Any]:
        step = timed(part, lambda: next(made, None))
        return iter(step, None)

    def files(catalogue: Catalogue, pages: outputs.Pages) -> outputs.Files:
        for name, content in pieces(iter(row.files(catalogue, pages))):
            yield name, content if isinstance(content, bytes) else pieces(content)
    return replace(row, files=files)


def main(root: Path, live: Path) -> None:
    """Build once and print the parts."""
    for module, name, part in (
        (checking, "read_casebook", "read"), (pipeline, "write_pages", "pages"), (pipeline, "read_bundle", "bundle"),
        (pipeline, "build_site", "mkdocs"), (pipeline, "add_policies", "csp"), (pipeline, "prove_site", "crawl"),
    ):
        setattr(module, name, timed(part, getattr(module, name)))
    rules = checking.all_problems
    checking.all_problems = timed("check", lambda *given: iter(tuple(rules(*given))))
    outputs.DATA = tuple(map(timed_row, outputs.DATA))
    assert pipeline.build(root, live, documents=False)
    print(json.dumps({"parts": {**PARTS, "total": spent()}, "memory": MEMORY}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
