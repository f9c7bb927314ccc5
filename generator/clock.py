"""The one clock: when the casebook was last changed, never when it was built."""
from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

_RELEASE = re.compile(r"^## .*?([0-9]{4}-[0-9]{2}-[0-9]{2})\s*$", re.MULTILINE)


def read_clock(root: Path) -> datetime:
    """SOURCE_DATE_EPOCH, else the last commit's time, else the newest date in CHANGELOG.md, else 1980-01-01 (UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    commit = _last_commit(root)
    if commit is not None:
        return commit
    changelog = root / "CHANGELOG.md"
    found = _RELEASE.search(changelog.read_text(encoding="utf-8")) if changelog.is_file() else None
    return datetime.fromisoformat(f"{found[1] if found else '1980-01-01'}T00:00:00+00:00")


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
