"""The browser for hostile pages, and the figures of `make test-hostile` at its end."""
from __future__ import annotations

from collections import Counter

import pytest

from tests.browser.conftest import browser

__all__ = ["browser"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what the tests recorded, summed up, when they are run by themselves."""
    if not any("hostile" in one for one in config.args):
        return
    sums: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        sums.update({name: value for name, value in report.user_properties if isinstance(value, int)})
    if sums:
        terminalreporter.write_line("\n| 有害的内容 | 数目 |\n| --- | --- |")
        for name, value in sums.items():
            terminalreporter.write_line(f"| {name} | {value} |")
