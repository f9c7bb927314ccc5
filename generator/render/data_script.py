"""Data as a classic script: the one way to hand data to a page that also opens from file://."""
from __future__ import annotations

import json
import re

_UNSAFE = re.compile("[<>&\u2028\u2029]")


def script_json(value: object) -> str:
    """Return a value as JSON that may stand in a script, inside HTML too; keys in the given order.

    Raises ValueError for a number that JSON does not have (NaN, infinity).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def render_version(version: str, date: str) -> bytes:
    """Return data/version.js: the site's version and its date (YYYY-MM-DD), the one place that pages show it from."""
    return f"window.casebookVersion = {script_json({'version': version, 'date': date})};\n".encode()
