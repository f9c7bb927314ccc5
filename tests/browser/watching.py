"""A window of a reader on the real site, for the contract: what it notices, and how it waits."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import AXE_SCRIPT, Visit

NO_PAGE = "no/such/page.html"
"""Asked of the server, it shows the page 404."""

LIKE = ["tbody tr:nth-child(n + 20)", "article li:nth-child(n + 20)", "article dl > :nth-child(n + 40)", "article section:nth-of-type(n + 20)"]
"""The rows of a list from the twentieth on: the same classes once more. The largest page has 2,300 elements."""

_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
_NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, {get() { throw new DOMException("blocked", "SecurityError"); }});
Object.defineProperty(document, "cookie", {get() { throw new DOMException("blocked", "SecurityError"); }});
"""
_SETTLED = """() => new Promise(done => {
    let wait = setTimeout(finish, 90);
    const last = setTimeout(finish, 4000);
    const watch = new MutationObserver(() => { clearTimeout(wait); wait = setTimeout(finish, 90); });
    watch.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
    function finish() { clearTimeout(last); watch.disconnect(); done(); }
})"""
_KIND = re.compile(r'<div class="top" data-kind="([a-z-]+)"')


def sample_pages(site: Path) -> list[str]:
    """One page of every kind, the largest, and every page in the top folder: the hand-written ones and the tools.

    Pages that only lead elsewhere, and the page 404, which a server alone shows, are left out.
    """
    largest: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        name, text = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        if name == "404.html" or 'http-equiv="refresh"' in text:
            continue
        found = _KIND.search(text)
        kind = name if "/" not in name or not found else found[1]
        largest[kind] = max(largest.get(kind, (0, "")), (len(text), name))
    return sorted(name for _, name in largest.values())


class Watch(Visit):
    """A page in a window that also hears what the content security policy stopped."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__(page, address)
        page.add_init_script(_TELL_VIOLATIONS)
        page.on("response", lambda answer: self.faults.append(f"{answer.status} {answer.url[:200]}") if answer.status > 399 else None)

    def open(self, path: str, *, missing: bool = False) -> Page:
        """Open a page and wait until its scripts have come to rest; `missing`: the server says 404, and so it should."""
        page = super().open(path)
        page.evaluate(_SETTLED)
        if missing:
            self.faults.remove(f"404 {self.address}{path}")
            self.faults.remove(next(fault for fault in self.faults if "status of 404" in fault))
        return page

    def violations(self, *rules: str, whole: bool = True) -> list[str]:
        """Return what axe finds, by all of its rules or by these; `whole=False`: without the many like rows of a long list."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
        if rules:
            options["runOnly"] = list(rules)
        where = {"exclude": [] if whole else LIKE}
        found = self.page.evaluate("([where, options]) => axe.run(where, options)", [where, options])["violations"]
        return [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


@contextmanager
def watching(browser: Browser, address: str, *, storage: bool = True, **settings: Any) -> Iterator[Watch]:
    """Yield a window; fails at the end with what it noticed. `storage=False`: the browser refuses every kind of it."""
    with browser.new_context(**{"viewport": {"width": 1366, "height": 800}, "reduced_motion": "reduce", **settings}) as context:
        context.set_default_timeout(10_000)
        if not storage:
            context.add_init_script(_NO_STORAGE)
        watch = Watch(context.new_page(), address)
        yield watch
        assert watch.faults == [], watch.faults
