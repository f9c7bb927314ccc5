"""A plugin of pytest for `make fuzz`: only property tests, each ended when its time is over; examples are counted and told."""
from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import wraps
from typing import Any

import pytest

SECONDS = int(os.environ.get("PROPERTY_SECONDS", "20"))
_TOLD = pytest.StashKey[str]()


class TimeOver(BaseException):
    """Ends a property test that has found nothing in its time; no Exception, so that hypothesis does not take it for a failure."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the property tests."""
    left_out = [item for item in items if not hasattr(getattr(item, "obj", None), "hypothesis")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: Any) -> Iterator[None]:
    """Count the examples; when the time is over without a failure the test has passed."""
    holder = pyfuncitem.obj.hypothesis
    inner, count = holder.inner_test, 0

    @wraps(inner)
    def counted(*args: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        return inner(*args, **named)

    def end(*_: object) -> None:
        raise TimeOver

    holder.inner_test = counted
    former = signal.signal(signal.SIGALRM, end)
    signal.alarm(SECONDS)
    over = ""
    try:
        return (yield)
    except TimeOver:
        over = "，时间到"
        return True
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)
        holder.inner_test = inner
        pyfuncitem.add_report_section("call", "examples", f"{count}{over}")
        pyfuncitem.user_properties.append(("examples", f"{count}{over}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """A table of the examples drawn."""
    rows = [(report.nodeid, dict(report.user_properties).get("examples", "")) for report in terminalreporter.stats.get("passed", [])]
    terminalreporter.write_line("| 性质 | 试了多少组 |\n| --- | ---: |")
    for name, count in sorted(rows):
        terminalreporter.write_line(f"| {name.removeprefix('tests/')} | {count} |")
