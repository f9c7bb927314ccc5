"""No text becomes HTML or a script: none of the ways to do so stands in our TypeScript."""
from __future__ import annotations

import re

import pytest

from tests.web.test_units import WEB

SINKS = (
    r"\b(?:inner|outer)HTML\b", r"\binsertAdjacentHTML\b", r"\bdocument\.write(?:ln)?\b", r"\beval\s*\(", r"\bnew\s+Function\b", r"\bFunction\s*\(",
    r"\bset(?:Timeout|Interval)\(\s*[\"'`]", r"javascript:", r"\bsrcdoc\b", r"\bcreateContextualFragment\b", r"\bparseFromString\b",
    r"\bsetAttribute\(\s*[\"'`](?:on|style|srcdoc)", r"\bimport\s*\(", r"\bsetHTMLUnsafe\b", r"\bexecScript\b", r"\bdangerously",
    r"\.on[a-z]+\s*=\s*[\"'`]",
)
SOURCES = sorted((WEB / "src").rglob("*.ts"))


def sinks(text: str) -> set[str]:
    """Which of the ways a text names."""
    return {one for one in SINKS if re.search(one, text)}


def test_none_of_our_scripts_has_a_sink() -> None:
    assert len(SOURCES) > 60
    found = {path.relative_to(WEB).as_posix(): sinks(path.read_text("utf-8")) for path in SOURCES}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("line", [
    "a.innerHTML = x", "a.outerHTML += x", "a.insertAdjacentHTML('beforeend', x)", "document.write(x)", "eval(x)", "new Function(x)", "Function(x)()",
    "setTimeout('x', 1)", "location.href = 'javascript:x'", "frame.srcdoc = x", "a.setAttribute('onclick', x)", "import('./x')",
    "new DOMParser().parseFromString(x, 'text/html')", "a.onclick = 'x'", "range.createContextualFragment(x)", "a.setHTMLUnsafe(x)",
])
def test_each_sink_is_seen(line: str) -> None:
    assert sinks(line)
