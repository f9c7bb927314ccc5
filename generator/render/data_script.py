"""Data as a classic script: the one way to hand data to a page that also opens from file://."""
from __future__ import annotations

import json
import re

from generator.view.shapes import Computed, Figure, Link, Plain, Rich

_UNSAFE = re.compile("[<>&\u2028\u2029]")


def script_json(value: object) -> str:
    """Return a value as JSON that may stand in a script, inside HTML too; keys in the given order.

    Raises ValueError for a number that JSON does not have (NaN, infinity).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def rich_json(text: Rich) -> list[object]:
    """Return a text for web/src/rich.ts: words, and figures, computed figures and links as objects; plain runs joined."""
    found: list[object] = []
    for run in text:
        match run:
            case Figure():
                found.append({"text": run.text, "metric": run.metric, **({"cautioned": True} if run.cautioned else {})})
            case Computed():
                found.append({"text": run.text, "how": run.formula})
            case Link():
                found.append({"text": run.text, "to": run.target})
            case Plain() if found and isinstance(found[-1], str):
                found[-1] += run.text
            case Plain():
                found.append(run.text)
    return found


def render_version(version: str, date: str) -> bytes:
    """Return data/version.js: the site's version and its date (YYYY-MM-DD), the one place that pages show it from."""
    return f"window.casebookVersion = {script_json({'version': version, 'date': date})};\n".encode()
