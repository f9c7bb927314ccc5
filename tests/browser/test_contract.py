"""The contract with the reader, on the real site, as nginx serves it with the shipped settings and from file://.

One page of every kind stands for all. What one tool does in detail is tested beside that tool.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.nginx import serving
from tests.browser.watching import NO_PAGE, sample_pages, watching

pytestmark = pytest.mark.linux

TOOLS = ("finder.html", "compare.html", "search.html")
PRACTICE = "library/dongguan/xinyuan-zhengji.html"
FEW = (*TOOLS, PRACTICE, "assess/general.html", "collect.html", "course.html")
PHONE = {"width": 390, "height": 844}
SCHEMES = pytest.mark.parametrize("scheme", ["http", "file"])


@pytest.fixture(scope="module")
def served(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Yield the addresses of the real site by scheme."""
    with serving(real_site, tmp_path_factory.mktemp("nginx")) as address:
        yield {"http": address, "file": real_site.as_uri() + "/"}


@pytest.fixture(scope="module")
def pages(real_site: Path) -> list[str]:
    """Return the sample: a page of every kind."""
    return sample_pages(real_site)


def test_the_sample_has_every_kind(pages: list[str]) -> None:
    folders = {page.split("/", 2)[2] if page.count("/") > 1 else page for page in pages}
    assert {"index.html", "guide.html", "about.html", *TOOLS, "library/metrics.html", "library/notes.html"} <= folders
    assert any("/form-" in page for page in pages)
    assert len(pages) >= 18


def test_every_page_has_its_policy(real_site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in real_site.rglob("*.html")]
    assert all('<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"' in page for page in pages)
    assert all("'unsafe" not in page for page in pages)


def test_the_server_knows_the_type_of_every_file(real_site: Path, served: dict[str, str]) -> None:
    one_of_each = {path.suffix: path.relative_to(real_site).as_posix() for path in real_site.rglob("*") if path.is_file()}
    for name in one_of_each.values():
        with urlopen(served["http"] + quote(name)) as answer:
            assert answer.headers["content-type"] != "application/octet-stream", name


STOPPED = (
    "script-src-elem inline", "script-src-elem https://example.invalid", "style-src-elem inline", "script-src-attr", "style-src-attr",
    "connect-src", "require-trusted-types-for",
)
TAMPERED = """<script>window.struck = 1</script><script src="https://example.invalid/strange.js"></script><style>h1 {color: red}</style>
<p id="strange"><a onclick="window.struck = 1" style="color: red">x</a></p>"""


@SCHEMES
def test_the_watch_sees_what_it_is_for(browser: Browser, served: dict[str, str], real_site: Path, scheme: str) -> None:
    """The canary: a script, a style, an address and a faint colour that must not be are all noticed, and none works."""
    with watching(browser, served[scheme]) as watch:
        whole = (real_site / "guide.html").read_text("utf-8").replace("</article>", f"{TAMPERED}</article>")
        watch.page.route("**/guide.html", lambda route: route.fulfill(body=whole, content_type="text/html; charset=utf-8"))
        page = watch.open("guide.html")
        page.evaluate("""() => {
            document.querySelector("#strange a").click();
            fetch("index.html").catch(() => undefined);
            try { document.body.innerHTML = "x"; } catch { /* no text becomes HTML */ }
        }""")
        page.wait_for_timeout(200)
        assert page.evaluate("window.struck") is None
        told = " ".join(watch.faults)
        for rule in STOPPED:
            assert f"policy: {rule}" in told, rule
        page.evaluate("document.querySelector('article p').style.color = 'silver'")
        for whole in (True, False):
            assert any("color-contrast" in one for one in watch.violations("color-contrast", whole=whole))
        watch.faults.clear()


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_kind_is_accessible(browser: Browser, served: dict[str, str], pages: list[str], whole: bool) -> None:
    """By all rules of axe; the many like rows of a long list only in the long run."""
    found = []
    with watching(browser, served["http"]) as watch:
        for path in (*pages, NO_PAGE):
            watch.open(path, missing=path == NO_PAGE)
            found += [f"{path} {one}" for one in watch.violations(whole=whole)]
    assert found == []


@pytest.mark.parametrize("few", [True, pytest.param(False, marks=pytest.mark.long)])
def test_colours_have_contrast_in_every_display(browser: Browser, served: dict[str, str], pages: list[str], few: bool) -> None:
    found = []
    with watching(browser, served["http"]) as watch:
        for path in FEW if few else pages:
            page = watch.open(path)
            page.emulate_media(color_scheme="dark")
            found += [f"{path} dark {one}" for one in watch.violations("color-contrast", whole=False)]
            page.emulate_media(color_scheme="light")
            page.evaluate("document.documentElement.setAttribute('data-contrast', 'high')")
            found += [f"{path} high contrast {one}" for one in watch.violations("color-contrast", whole=False)]
    assert found == []


@pytest.mark.long
def test_every_kind_is_accessible_on_a_phone(browser: Browser, served: dict[str, str], pages: list[str]) -> None:
    found = []
    with watching(browser, served["file"], viewport=PHONE, has_touch=True) as watch:
        for path in pages:
            watch.open(path)
            found += [f"{path} {one}" for one in watch.violations(whole=False)]
    assert found == []


SMALL = """() => [...document.querySelectorAll("button, select, summary, input, textarea, [role=button], .site-nav a, label.head-button")]
    .filter(one => !one.closest("p, .calc") && one.checkVisibility({visibilityProperty: true}) && !one.disabled)
    .map(one => [one, (one.matches("input[type=checkbox], input[type=radio]") && one.closest("label") || one).getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.width < 44 || box.height < 44))
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


@pytest.mark.parametrize("scheme", [pytest.param("http", marks=pytest.mark.long), "file"])
def test_every_kind_is_quiet_and_fits_a_phone(browser: Browser, served: dict[str, str], pages: list[str], scheme: str) -> None:
    """At 390 and 320 points and three sizes of letters the page itself never scrolls sideways; controls are 44 by 44.

    A link or a button within a sentence is as large as its words (WCAG 2.2, 2.5.8, exception).
    """
    found = []
    with watching(browser, served[scheme], viewport=PHONE, has_touch=True) as watch:
        for path in pages:
            page = watch.open(path)
            page.locator(".head-display").click()
            found += [f"{path}: small {one}" for one in page.evaluate(SMALL)]
            for width in (390, 320):
                page.set_viewport_size({"width": width, "height": 844})
                for size in ("", "large", "huge"):
                    page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
                    if (over := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                        found.append(f"{path}: {over} too wide at {width}, letters {size or 'standard'}")
            page.set_viewport_size(PHONE)
    assert found == []


def test_blocked_storage_breaks_no_page(browser: Browser, served: dict[str, str], pages: list[str]) -> None:
    with watching(browser, served["http"], storage=False) as watch:
        for path in pages:
            page = watch.open(path)
            assert "js" in page.evaluate("document.documentElement.className").split(), path
            page.get_by_role("button", name="字号与显示").click()
            page.get_by_role("button", name="特大").click()
            assert page.evaluate("document.documentElement.dataset.size") == "huge", path


# a form is the browser's own, and the formula of a computed figure opens by style alone
DEAD = """() => [...document.querySelectorAll("button, select, input:not(.md-toggle), [role=button]")]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest("form[action], .calc"))
    .map(one => one.outerHTML.slice(0, 90))"""


def test_without_script_everything_can_be_read_and_followed(browser: Browser, served: dict[str, str], pages: list[str]) -> None:
    dead = []
    with watching(browser, served["file"], viewport=PHONE, java_script_enabled=False) as watch:
        page = watch.page
        for path in pages:
            page.goto(served["file"] + path)
            expect(page.locator("h1")).to_be_visible()
            assert len(page.locator("article").inner_text()) > 60, path
            expect(page.locator("article a[href]:visible").first).to_be_visible()
            dead += [f"{path}: {one}" for one in page.evaluate(DEAD)]
            page.locator(".head-menu").click()
            expect(page.locator("#site-nav a").first).to_be_visible()
        page.locator("#site-nav a", has_text="数字").first.click()
        expect(page.locator("h1")).to_have_text("数字总表")
    assert dead == []


def test_a_keyboard_reaches_menu_display_and_figure(browser: Browser, served: dict[str, str]) -> None:
    with watching(browser, served["http"], viewport={"width": 1000, "height": 800}) as watch:
        page = watch.open(PRACTICE)
        press = page.keyboard.press
        press("Tab")
        expect(page.locator(".md-skip")).to_be_focused()
        menu = page.get_by_role("button", name="菜单")
        for _ in range(4):
            press("Tab")
            if menu.evaluate("one => one === document.activeElement"):
                break
        expect(menu).to_be_focused()
        press("Enter")
        expect(page.locator("#site-nav a").first).to_be_focused()
        press("Escape")
        expect(menu).to_be_focused()
        expect(page.locator("#site-nav")).to_be_hidden()
        display = page.get_by_role("button", name="字号与显示")
        for _ in range(6):
            press("Tab")
            if display.evaluate("one => one === document.activeElement"):
                break
        expect(display).to_be_focused()
        press("Space")
        press("Tab")
        press("Tab")
        expect(page.get_by_role("button", name="大", exact=True)).to_be_focused()
        press("Enter")
        assert page.evaluate("document.documentElement.dataset.size") == "large"
        press("Escape")
        expect(display).to_be_focused()
        figure = page.locator("article a.fig").first
        figure.focus()
        press("Enter")
        box = page.get_by_role("dialog")
        expect(box).to_be_focused()
        press("Tab")
        expect(box.get_by_role("button", name="复制引用句")).to_be_focused()
        press("Escape")
        expect(box).to_have_count(0)
        expect(figure).to_be_focused()


FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return null;
    if (!window.walked) window.walked = new Map();
    if (!walked.has(one)) walked.set(one, walked.size);
    const box = one.getBoundingClientRect();
    const ringed = node => {
        const style = getComputedStyle(node);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && style.visibility === "visible";
    };
    const rings = [one, one.closest("label"), ...one.labels ?? []].filter(node => node).some(ringed);
    const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return [walked.get(one), rings, shown, one.outerHTML.slice(0, 100)];
}"""
STOPS = 30


@pytest.mark.parametrize("width", [1366, pytest.param(390, marks=pytest.mark.long)])
def test_focus_is_always_seen_and_never_trapped(browser: Browser, served: dict[str, str], pages: list[str], width: int) -> None:
    """Tab goes on to a stop that it has not been at, in sight and ringed, until it leaves the page (or 30 stops on)."""
    faults = []
    with watching(browser, served["file"], viewport={"width": width, "height": 800}) as watch:
        for path in pages if width == 1366 else (*TOOLS, PRACTICE):
            page = watch.open(path)
            for turn in range(STOPS):
                page.keyboard.press("Tab")
                at = page.evaluate(FOCUSED)
                if at is None:
                    break
                number, rings, shown, what = at
                if turn and not number:  # the browser goes from the last stop to the first
                    break
                if number < turn:
                    faults.append(f"{path}: back at stop {number} after {turn}: {what}")
                    break
                if not (rings and shown):
                    faults.append(f"{path}: {'no ring' if shown else 'out of sight'}: {what}")
            assert turn > 5, path
    assert faults == []


MARK = "<img src=x onerror=window.struck=1>"
HOSTILE = {
    "unknown": "{key}=no-such-thing,no/such/thing",
    "script": "{key}=%3Cscript%3Ewindow.struck=1%3C/script%3E" + MARK,
    "javascript": "{key}=javascript:window.struck=1",
    "prototype": "{key}=__proto__,constructor,toString&__proto__=1&constructor=1&hasOwnProperty=1",
    "broken escape": "{key}=%E4%B8%&%=%&%zz=%zz",
    "broken json": "{key}=%7B%22a%22:[1,&state=%7B%22&s=[[[",
    "bytes that are no text": "{key}=%FF%FE%C0%80%ED%A0%80",
    "repeated": "&".join(["{key}=a"] * 300),
    "empty": "{key}=&=&&&?#",
    "ten thousand": "{key}=" + "x%22%3E%3Ca%27" * 720,
}
KEYS = {"finder.html": "topic", "compare.html": "ids", "search.html": "q", "library/metrics.html": "q"}
NODES = """() => [
    ...[...document.querySelectorAll("script")].map(one => one.src || one.textContent.slice(0, 40)),
    ...[...document.querySelectorAll("img, iframe, object, embed, base, form")].map(one => one.outerHTML),
].sort()"""


@pytest.mark.parametrize("path", KEYS)
def test_a_hostile_address_is_only_words(browser: Browser, served: dict[str, str], path: str) -> None:
    with watching(browser, served["http"]) as watch:
        page = watch.open(f"{path}?{KEYS[path]}=")
        usual = set(page.evaluate(NODES))
        for kind, text in HOSTILE.items():
            query = text.format(key=KEYS[path])
            watch.open(f"{path}?{query}#{query}")
            strange = {node for node in page.evaluate(NODES) if not node.startswith(served["http"])} - usual
            assert not strange, (kind, strange)
            assert page.evaluate("window.struck") is None, kind
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
            expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("path", KEYS)
def test_a_hostile_address_on_a_stick_is_only_words(browser: Browser, served: dict[str, str], path: str) -> None:
    with watching(browser, served["file"], storage=False) as watch:
        for kind in ("script", "prototype", "broken escape", "ten thousand"):
            page = watch.open(f"{path}?{HOSTILE[kind].format(key=KEYS[path])}")
            assert page.evaluate("window.struck") is None, kind
            assert page.locator("img").count() == 0
