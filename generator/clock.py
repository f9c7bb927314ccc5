"""The one clock: when the casebook was last changed, never when it was built."""
from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from generator.model.problem import CasebookError

_RELEASE = re.compile(r"^## .*?([0-9]{4}-[0-9]{2}-[0-9]{2})\s*$", re.MULTILINE)


def read_clock(root: Path) -> datetime:
    """SOURCE_DATE_EPOCH, else the last commit's time, else the newest date in CHANGELOG.md, else 1980-01-01 (UTC).

    Raises CasebookError E-CLOCK when SOURCE_DATE_EPOCH is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return _from_epoch(epoch)
    commit = _last_commit(root)
    if commit is not None:
        return commit
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8", errors="replace") if changelog.is_file() else ""
    for day in _RELEASE.findall(text):
        with suppress(ValueError):  # 2026-02-30 is no day
            return datetime.fromisoformat(f"{day}T00:00:00+00:00")
    return datetime(1980, 1, 1, tzinfo=UTC)


def _from_epoch(seconds: str) -> datetime:
    try:
        if seconds.isascii() and seconds.isdigit():
            return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        pass  # after the year 9999, or beyond what the system counts
    mend = "写成 1970 年以来的秒数，如 1767571200，或不设这个变量"
    raise CasebookError("E-CLOCK", f"SOURCE_DATE_EPOCH 的值“{seconds[:40]}”不是时间", mend)


def _last_commit(root: Path) -> datetime | None:
    if not (root / ".git").exists():
        return None
    try:
        answer = subprocess.run(
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],
            capture_output=True, text=True, timeout=20, check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    text = answer.stdout.strip()
    return datetime.fromtimestamp(int(text), UTC) if answer.returncode == 0 and text.isdigit() else None
