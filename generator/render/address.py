"""Addresses inside the site: from a page to a page, from a page to its file."""
from __future__ import annotations

import re
from functools import lru_cache

_SITE_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_TARGET = re.compile(r"(?P<path>[^?#]*)(?P<query>\?[A-Za-z0-9=&._~%-]*)?(?P<anchor>#[A-Za-z0-9._~-]+)?")


@lru_cache(maxsize=8192)
def relative(from_path: str, to_path: str) -> str:
    """Return the address of `to_path` as a link on the page `from_path` must write it.

    Both are site paths (`library/dongguan/index.html`); the target may carry `?…` and `#…`, or be `#…` alone.
    Raises ValueError for anything else (a scheme, a leading slash, a step upwards): a link never leaves the site.
    """
    parts = _TARGET.fullmatch(to_path)
    if not parts or not to_path or not _SITE_PATH.fullmatch(from_path):
        raise ValueError(f"not a site path: {from_path!r} -> {to_path!r}")
    path, tail = parts["path"], (parts["query"] or "") + (parts["anchor"] or "")
    if not path:
        return tail
    if not _SITE_PATH.fullmatch(path):
        raise ValueError(f"not a site path: {to_path!r}")
    if path == from_path and parts["anchor"] and not parts["query"]:
        return tail
    return _steps(from_path.split("/")[:-1], path.split("/")) + tail


def metric_path(metric: str, page: str = "library/metrics.html") -> str:
    """Return the site path of a metric's row (`case/id`) in the table of figures on `page`."""
    return f"{page}#{metric.replace('/', '.')}"


def markdown_path(site_path: str) -> str:
    """Return the file that holds a page's Markdown, from the project root: `docs/library/x/y.md`."""
    if not _SITE_PATH.fullmatch(site_path) or not site_path.endswith(".html"):
        raise ValueError(f"not the site path of a page: {site_path!r}")
    return f"docs/{site_path.removesuffix('.html')}.md"


def fragment_path(name: str) -> str:
    """Return the file that holds a fragment for a hand-written page, from the project root."""
    return f"docs/library/fragments/{name}.html"


def _steps(here: list[str], there: list[str]) -> str:
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - common) + "/".join(there[common:])
