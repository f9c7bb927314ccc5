"""找做法 as a reader uses it, on the real site, served and from file://: conditions in, practices and reasons out."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import AXE_SCRIPT, Visit
from tests.browser.nginx import serving

pytestmark = pytest.mark.linux

DESCRIBED = "finder.html?topic=tiaojie&type=old&size=middle&staff=few&cost=low"
SCHEMES = pytest.mark.parametrize("scheme", ["http", "file"])


@pytest.fixture(scope="module")
def served(real_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with serving(real_site, tmp_path_factory.mktemp("nginx")) as address:
        yield {"http": address, "file": real_site.as_uri() + "/"}


@contextmanager
def reader(browser: Browser, address: str, width: int = 1366, **options: object) -> Iterator[Visit]:
    """A window of a reader; fails on anything that a page must not do."""
    context = browser.new_context(viewport={"width": width, "height": 844}, **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), address)
    yield visit
    context.close()
    assert visit.faults == []


def opened(visit: Visit, path: str = "finder.html") -> Page:
    page = visit.open(path)
    expect(page.locator(".finder-found")).to_be_visible()
    return page


def found(page: Page) -> int:
    """How many meet all conditions, as the page says it."""
    told = re.search(r"(?:可先看|共) ([0-9]+) 条", page.locator(".finder-found").inner_text())
    return int(told[1]) if told else 0


def pages_query(page: Page) -> str:
    return page.url.partition("?")[2]


def chosen(page: Page, label: str) -> Locator:
    return page.get_by_role("searchbox" if label == "用字词找" else "combobox", name=label, exact=True)


@SCHEMES
def test_a_described_community_gets_practices_with_reasons(browser: Browser, served: dict[str, str], scheme: str) -> None:
    with reader(browser, served[scheme]) as visit:
        page = opened(visit)
        assert found(page) > 100
        chosen(page, "社区类型").select_option("old")
        chosen(page, "能花的钱").select_option("low")
        chosen(page, "最头疼的事").select_option("tiaojie")
        chosen(page, "第二件").select_option("yishi-xieshang")
        assert page.evaluate("location.search") == "?topic=tiaojie,yishi-xieshang&type=old&cost=low"
        first = page.locator(".hit").first
        expect(first).to_contain_text("符合条件 3/3")
        expect(first.locator(".hit-why").first).to_contain_text("适合老旧小区")
        expect(first).to_contain_text("谁能定：")
        assert page.locator(".finder-list").first.locator("> li").count() == min(20, found(page))
        near = page.locator(".hit", has_text="符合条件 2/3").first
        expect(near.locator(".hit-not")).to_contain_text(re.compile("不太合适：.*(没说适合老旧小区|要一笔小钱|要专项经费)"))
        expect(page.locator(".finder-advice")).to_contain_text("编者建议")
        link = first.locator("a[data-hit]")
        name = link.inner_text()
        link.click()
        expect(page.locator("h1")).to_have_text(name)
        page.go_back()
        expect(page.locator(".finder-chips li")).to_have_count(4)  # three conditions, and the door that clears them
        expect(chosen(page, "社区类型")).to_have_value("old")


def test_a_count_is_what_pressing_it_gives(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"]) as visit:
        page = opened(visit, "finder.html?type=old")
        for fold, option in (("谁能定", "社区可自定"), ("多久见效", "1-3个月"), ("出自哪个案例", "福田一核多元")):
            page.locator("summary", has_text=fold).click()
            button = page.locator(".finder-option", has_text=option)
            count = int(button.locator(".finder-count").inner_text())
            assert 0 < count <= found(page)
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
            expect(button).to_be_focused()
            assert found(page) == count
        before = found(page)
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert found(page) >= before
        label = chosen(page, "人手").locator("option[value=few]").inner_text()
        chosen(page, "人手").select_option("few")
        assert label == f"一两个人兼着做（{found(page)}）"


def test_words_are_looked_for_after_a_pause_and_not_while_a_word_is_composed(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["http"]) as visit:
        page = opened(visit)
        words = chosen(page, "用字词找")
        words.dispatch_event("compositionstart")
        words.fill("jifen")
        page.wait_for_timeout(400)
        assert found(page) > 100
        words.fill("积分")
        words.dispatch_event("compositionend")
        expect(page.locator(".finder-found")).to_have_text(re.compile("^可先看"))
        assert pages_query(page) == "q=" + quote("积分")
        expect(page.locator(".hit-name").first).to_have_text("爱心银行")
        expect(words).to_be_focused()


def test_no_hit_is_helped_on(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"]) as visit:
        page = opened(visit, "finder.html?topic=tiaojie&type=intl&case=dongguan")
        expect(page.locator(".finder-found")).to_have_text(re.compile("没有全部符合的做法"))
        way = page.get_by_role("button", name=re.compile("^去掉“国际化社区”，有 [0-9]+ 条$"))
        count = int(re.findall("[0-9]+", way.inner_text())[0])
        way.click()
        assert found(page) == count
        expect(page.locator(".finder-found")).to_be_focused()
        page.go_back()
        expect(page.locator(".finder-found")).to_have_text(re.compile("没有全部符合的做法"))
        opened(visit, "finder.html?q=" + quote("停车难怎么办"))
        expect(page.locator(".finder-gap").first).to_contain_text("小区停车难怎么办？")
        page.get_by_role("button", name="最头疼的事：停车").click()
        assert found(page) == 1
        assert pages_query(page) == "topic=tingche"
        opened(visit, "finder.html?topic=jiati")
        gap = page.locator(".finder-gap")
        expect(gap).to_contain_text("本库暂无")
        gap.get_by_role("link").click()
        expect(page.locator("h1")).to_contain_text("本库暂无")


def test_models_stand_in_one_order_with_reasons_and_no_rank(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"]) as visit:
        orders = set()
        for kind in ("old", "urban-village", "village-conv"):
            page = opened(visit, f"finder.html?type={kind}&size=large&staff=few")
            orders.add(tuple(page.locator(".model h3").all_text_contents()))
            told = page.locator(".model").all_inner_texts()
            assert all("类型" in text and "规模" in text and "人手" in text for text in told)
            assert any("相近：" in text for text in told)
            assert any("不同：没说适合" in text for text in told)
            assert all("（编者建议）" in text or "（来源记载，原文" in text for text in told)
        assert len(orders) == 1
        expect(page.locator(".finder-models")).to_contain_text("不排名次")
        page.locator(".model a.fig").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("出处")
        opened(visit, "finder.html?q=" + quote("积分"))
        expect(page.locator(".model")).to_have_count(0)


HOSTILE = (
    "type=%E0%A4%A&topic=%", "__proto__=1&constructor=2&toString=3", "type=constructor&topic=__proto__,hasOwnProperty",
    "q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "q=</script><script>alert(1)</script>", "type=" + "x" * 10_000,
    "q=" + quote("长" * 1100), "&".join(f"k{number}={number}" for number in range(900)), "type=old&type=intl", "case=../../etc/passwd",
)


@SCHEMES
def test_a_spoilt_address_says_so_and_runs_nothing(browser: Browser, served: dict[str, str], scheme: str) -> None:
    longest = 7000 if scheme == "http" else 10_100  # a server refuses longer ones itself
    with reader(browser, served[scheme], 390) as visit:
        for query in HOSTILE:
            page = opened(visit, f"finder.html?{query[:longest]}")
            if "alert" not in query:
                hint = page.locator(".finder-ignored")
                expect(hint).to_contain_text("网址里有用不上的部分，已略过：")
                assert len(hint.inner_text()) < 120
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query[:40]
            expect(page.locator("#finder img, #finder script")).to_have_count(0)
        opened(visit, "finder.html?from=singlemessage&type=old")
        expect(page.locator(".finder-ignored")).to_be_hidden()


@SCHEMES
def test_the_conditions_are_copied(browser: Browser, served: dict[str, str], scheme: str) -> None:
    with reader(browser, served[scheme], permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = opened(visit, "finder.html?type=old&cost=low")
        page.get_by_role("button", name="复制这组条件的链接").click()
        expect(page.locator(".finder-tools .copy-said")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        if scheme == "http":
            assert copied == visit.address + "finder.html?type=old&cost=low"
        else:
            assert "条件：老旧小区；能花的钱：基本没有" in copied
            assert "finder.html?type=old&cost=low" in copied


def test_all_of_it_works_by_keyboard(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"]) as visit:
        page = opened(visit)
        chosen(page, "用字词找").focus()
        page.keyboard.press("Tab")
        expect(chosen(page, "社区类型")).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator(".finder-chip").first).to_be_visible()
        for _ in range(5):
            page.keyboard.press("Tab")
        expect(page.locator("summary").first).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator(".finder-option").first).to_have_attribute("aria-pressed", "true")
        chip = page.locator(".finder-chip").first
        chip.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".finder-found")).to_be_focused()
        expect(page.locator(".finder-chip")).to_have_count(1)


def test_a_practice_is_put_into_the_comparison(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["http"]) as visit:
        page = opened(visit, "finder.html?type=old")
        page.evaluate("document.addEventListener('casebook:compare', event => { window.told = event.detail; })")
        button = page.locator(".finder-compare").first
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        ref = page.locator(".hit-name").first.get_attribute("data-hit")
        assert page.evaluate("window.told") == {"ref": ref, "name": page.locator(".hit-name").first.inner_text()}
        assert ref in page.evaluate("JSON.parse(sessionStorage.getItem('casebook.compare'))")
        opened(visit, "finder.html?type=old")
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")


def test_a_phone_shows_hits_at_once_and_folds_the_conditions(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"], 390, has_touch=True) as visit:
        page = opened(visit, "finder.html?type=old")
        fold = page.get_by_role("button", name="条件（1）")
        expect(page.locator(".finder-panel")).to_be_hidden()
        expect(page.locator(".hit-name").first).to_be_in_viewport()
        fold.click()
        expect(fold).to_have_attribute("aria-expanded", "true")
        chosen(page, "能花的钱").select_option("low")
        page.get_by_role("button", name=f"看这 {found(page)} 条").click()
        expect(page.locator(".finder-panel")).to_be_hidden()
        expect(page.locator(".finder-found")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), [
    (1366, "light"), (390, "dark"), *(pytest.param(*pair, marks=pytest.mark.long) for pair in ((1366, "dark"), (390, "light"))),
])
def test_every_state_is_accessible(browser: Browser, served: dict[str, str], width: int, scheme: str) -> None:
    with reader(browser, served["file"], width, color_scheme=scheme) as visit:
        for path in ("finder.html", DESCRIBED, "finder.html?topic=jiati&type=old&zzz=1", "finder.html?q=" + quote("停车难怎么办")):
            page = opened(visit, path)
            if width < 600:
                page.locator(".finder-fold-panel").click()
            page.locator("summary").first.click()
            page.evaluate(AXE_SCRIPT)
            faults = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
            assert [f"{one['id']}: {one['nodes'][0]['target']}" for one in faults] == [], path


def test_the_list_prints_whole_with_its_conditions(browser: Browser, served: dict[str, str]) -> None:
    with reader(browser, served["file"]) as visit:
        page = opened(visit, "finder.html?type=old")
        expect(page.locator(".hit")).to_have_count(20)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator(".hit")).to_have_count(found(page))
        expect(page.locator(".finder-printed")).to_be_visible()
        expect(page.locator(".finder-printed")).to_have_text("条件：老旧小区")
        for hidden in (".finder-panel", ".finder-bar", ".finder-chips", ".finder-tools", ".finder-compare"):
            expect(page.locator(hidden).first).to_be_hidden()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".hit")).to_have_count(20)
        page.emulate_media(media="screen")
        page.get_by_role("button", name=re.compile("^再看 20 条")).click()
        expect(page.locator(".hit")).to_have_count(40)
        expect(page.locator(".hit-name").nth(20)).to_be_focused()


def test_blocked_storage_and_missing_data_are_borne(browser: Browser, served: dict[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('blocked'); }})")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(served["http"] + "finder.html")
    button = page.locator(".finder-compare").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.route("**/practices.js", lambda route: route.abort())
    page.goto(served["http"] + "finder.html?type=old")
    expect(page.locator("#finder")).to_contain_text("做法的资料没有读到")
    expect(page.locator("#finder a").first).to_be_visible()
    assert faults == []
    context.close()


def test_without_script_it_leads_on(browser: Browser, served: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served["file"] + "finder.html")
    page.locator("#finder").get_by_role("link", name="做法目录").click()
    expect(page.locator("h1")).to_have_text("做法")
    context.close()
