"""The search in a browser, over http and from a USB stick: the box of every page, and the page of results."""
from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AXE_SCRIPT, Visit

pytestmark = pytest.mark.linux

WINDOWS = [("http", 1366), ("file", 390), *(pytest.param(pair, marks=pytest.mark.long) for pair in (("file", 1366), ("http", 390)))]
WIDE = [("http", 1366), ("file", 1366)]
PRACTICE = "library/futian/minsheng-weishishi.html"
COMPOSE = """(box, [event, text]) => {
  box.dispatchEvent(new CompositionEvent(event, {bubbles: true, data: text}));
  if (event === "compositionupdate") {
    box.value = text;
    box.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true, inputType: "insertCompositionText"}));
  }
}"""


@pytest.fixture
def window(browser: Browser, real_addresses: dict[str, str], request: pytest.FixtureRequest) -> Iterator[Visit]:
    scheme, width, *colours = getattr(request, "param", ("http", 1366))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, has_touch=width < 600, color_scheme=colours[0] if colours else "light"
    )
    context.set_default_timeout(20_000)
    opened = Visit(context.new_page(), real_addresses[scheme])
    yield opened
    context.close()
    assert not opened.faults


everywhere = pytest.mark.parametrize("window", WINDOWS, indirect=True, ids=lambda value: f"{value[0]}-{value[1]}")
on_desks = pytest.mark.parametrize("window", WIDE, indirect=True, ids=lambda value: f"{value[0]}-{value[1]}")


def results(window: Visit, query: str) -> Page:
    page = window.open(f"search.html?{query}")
    expect(page.locator(".search-said")).not_to_be_empty()
    expect(page.locator(".search-said")).not_to_contain_text("正在")
    return page


def state(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@everywhere
def test_hits_lead_to_the_part_that_has_the_word(window: Visit) -> None:
    page = results(window, f"q={quote('800户')}")
    expect(page).to_have_title(re.compile("800户"))
    expect(page.locator("mark").first).to_have_text("800户")
    hit = page.locator("a[data-hit]", has_text="按户数和现有区划划网格").first
    assert hit.get_attribute("href", timeout=5000).startswith(window.address)
    hit.click()
    expect(page.locator("h1")).to_contain_text("按户数")
    anchor = urlsplit(page.url).fragment
    assert anchor
    assert page.locator(f"#{anchor}").count() == 1
    page.go_back()
    expect(page.locator("#search-words")).to_have_value("800户")
    expect(page.locator("a[data-hit]").first).to_be_visible()


@everywhere
def test_what_is_missing_stands_on_top(window: Visit) -> None:
    page = results(window, f"q={quote('停车')}")
    first = page.locator(".search-results h2").first
    expect(first).to_have_text("本库暂无")
    expect(page.locator("a[data-hit]").first).to_have_attribute("href", re.compile(r"library/gaps\.html#tingche$"))
    expect(page.locator(".search-gaps")).to_contain_text("来源")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@everywhere
def test_choices_narrow_the_hits_and_stand_in_the_address(window: Visit) -> None:
    page = results(window, f"q={quote('网格员')}")
    button = page.locator(".search-choice[data-key='kind practice']")
    count = int(button.locator("span").inner_text())
    button.click()
    assert state(page) == {"q": ["网格员"], "kind": ["practice"]}
    expect(page.locator(".search-group h2")).to_have_text([re.compile(f"做法 {count}条")])
    expect(page.locator(".search-choice[data-key='kind practice']")).to_be_focused()
    page.locator(".search-choice[data-key='case ningyang']").click()
    assert state(page)["case"] == ["ningyang"]
    hits = page.locator(".search-group a[data-hit]")
    assert hits.count() > 2
    assert all("/library/ningyang/" in (hit.get_attribute("href") or "") for hit in hits.all())
    address = page.url
    page.goto(address)
    expect(page.locator(".search-choice[data-key='case ningyang']")).to_have_attribute("aria-pressed", "true")


@everywhere
def test_typing_searches_when_the_reader_rests(window: Visit) -> None:
    page = window.open("search.html")
    box = page.locator("#search-words")
    expect(box).to_be_focused()
    box.press_sequentially("wxy", delay=20)
    expect(page.locator("a[data-hit]").first).to_contain_text("微心愿")
    expect(page).to_have_url(re.compile(r"q=wxy$"))
    box.fill("")
    box.press("End")
    expect(page.locator("a[data-hit]")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"search\.html$"))


@on_desks
def test_nothing_happens_inside_a_composition(window: Visit) -> None:
    page = window.open("search.html")
    box = page.locator("#search-words")
    box.evaluate(COMPOSE, ["compositionstart", ""])
    for text in ("t", "ting", "ting che"):
        box.evaluate(COMPOSE, ["compositionupdate", text])
    page.wait_for_timeout(500)
    expect(page.locator("a[data-hit]")).to_have_count(0)
    box.evaluate("box => { box.value = '停车'; }")
    box.evaluate(COMPOSE, ["compositionend", "停车"])
    expect(page.locator("a[data-hit]").first).to_contain_text("停车")


@everywhere
def test_nothing_found_offers_something_near(window: Visit) -> None:
    page = results(window, f"q={quote('民生微食事')}")
    expect(page.locator(".search-said")).to_contain_text("没有找到")
    page.locator(".search-near button", has_text="民生微实事").first.click()
    expect(page.locator("a[data-hit]").first).to_be_visible()
    expect(page.locator("#search-words")).to_have_value("民生微实事")


@on_desks
def test_a_question_says_how_it_was_taken(window: Visit) -> None:
    page = results(window, f"q={quote('议事没人来怎么办')}")
    expect(page.locator(".search-how")).to_contain_text("“议事”")
    expect(page.locator("a[data-hit]").first).to_have_attribute("href", re.compile("gaps.html#yishi-mei-ren$"))


HOSTILE = (
    "q=" + "%E5%BF%83" * 3400, "q=<script>alert(1)</script>", "q=%3Cimg src=x onerror=alert(1)%3E&kind=nothing&case=__proto__", "q=%",
    "q=%E5%BF%83%", "q=a&q=b&kind=constructor", "kind=practice", "q=%00%0A&case=" + "x" * 500, "q=%E2%80%AE%E5%BF%83%E6%84%BF", "=&&&", "q=%F0%90",
)


@on_desks
def test_a_hand_edited_address_never_runs_anything(window: Visit) -> None:
    for query in HOSTILE:
        page = window.open(f"search.html?{query}")
        expect(page.locator("#search-words")).to_be_visible()
        page.wait_for_timeout(300)
        assert page.locator("#search img, #search script").count() == 0, query[:60]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), query[:60]
    page = results(window, HOSTILE[0])
    expect(page.locator(".search-how")).to_contain_text("只用了前100个字")
    page = results(window, f"q={quote('心愿')}&kind=nothing&case=__proto__")
    expect(page.locator(".search-how")).to_contain_text("类别和案例")
    expect(page.locator("a[data-hit]").first).to_be_visible()


@on_desks
def test_the_box_of_every_page_suggests_by_keyboard(window: Visit) -> None:
    page = window.open(PRACTICE)
    page.keyboard.press("/")
    box = page.locator(".head-words")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    box.fill("xinyuan")  # at once: a rest in the middle of typing would draw the list twice
    options = page.locator(".head-suggestions [role=option]")
    expect(options.first).to_contain_text("心愿")
    assert 0 < options.count() <= 8
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(page.locator(".head-suggestions")).to_be_hidden()
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    title = options.first.locator("span").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1, h2, td, th").filter(has_text=title).first).to_be_visible()
    assert PRACTICE not in page.url


@on_desks
def test_enter_opens_the_page_of_results(window: Visit) -> None:
    page = window.open(PRACTICE)
    box = page.locator(".head-words")
    box.fill("停车")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search\.html\?q="))
    expect(page.locator("a[data-hit]").first).to_be_visible()
    expect(page.locator(".head-words")).to_have_count(0)  # one box is enough there


@on_desks
def test_enter_of_the_input_method_chooses_a_character(window: Visit) -> None:
    page = window.open(PRACTICE)
    box = page.locator(".head-words")
    box.focus()
    box.evaluate(COMPOSE, ["compositionstart", ""])
    box.evaluate(COMPOSE, ["compositionupdate", "xin"])
    page.wait_for_timeout(400)
    expect(page.locator(".head-suggestions")).to_be_hidden()
    box.evaluate("""box => box.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowDown", keyCode: 229, bubbles: true}))""")
    expect(page.locator(".head-suggestions")).to_be_hidden()
    box.evaluate("box => { box.value = '心愿'; }")
    box.evaluate(COMPOSE, ["compositionend", "心愿"])
    expect(page.locator(".head-suggestions [role=option]").first).to_be_visible()


def test_a_slash_is_a_slash_where_the_reader_writes(window: Visit) -> None:
    page = window.open("library/metrics.html")
    own = page.locator(".find-words")
    own.focus()
    page.keyboard.type("a/b")
    expect(own).to_have_value("a/b")


def test_no_page_loads_the_index_before_it_is_asked_for(window: Visit) -> None:
    asked: list[str] = []
    window.page.on("request", lambda request: asked.append(request.url))
    page = window.open(PRACTICE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/data/search-" in url]
    page.locator(".head-words").focus()
    page.wait_for_load_state("networkidle")
    assert [url.rpartition("/")[2] for url in asked if "/data/search-" in url] == ["search-names.js"]


@pytest.mark.parametrize("window", [("http", 390), ("file", 390)], indirect=True)
def test_a_phone_has_a_door_to_the_page(window: Visit) -> None:
    page = window.open(PRACTICE)
    expect(page.locator(".head-search")).to_be_hidden()
    door = page.get_by_role("link", name="搜索", exact=True)
    size = door.bounding_box()
    assert size
    assert size["height"] >= 44
    assert size["width"] >= 44
    door.click()
    expect(page.locator("#search-words")).to_be_focused()


@everywhere
def test_no_words_needed_but_the_keyboard(window: Visit) -> None:
    page = results(window, f"q={quote('业委会')}")
    page.locator("#search-words").focus()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.closest('a[data-hit]') ? 'hit' : document.activeElement.className")
        seen.add(at.split(" ")[0])
        if {"search-go", "search-choice", "hit"} <= seen:
            break
    assert {"search-go", "search-choice", "hit"} <= seen
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/library/"))


def test_more_hits_come_on_demand(window: Visit) -> None:
    page = results(window, f"q={quote('居民')}&kind=practice")
    more = page.locator(".search-more")
    before = page.locator(".search-group a[data-hit]").count()
    more.click()
    assert page.locator(".search-group a[data-hit]").count() > before
    expect(page.locator(".search-group a[data-hit]").nth(before)).to_be_focused()


@pytest.mark.parametrize("window", [("http", 1366), ("file", 390, "dark"), *(
    pytest.param(window, marks=pytest.mark.long) for window in (("file", 1366), ("http", 390), ("file", 390), ("file", 1366, "dark"))
)], indirect=True)
def test_the_page_of_results_is_accessible(window: Visit) -> None:
    faults = []
    for query in ("停车", "民生微食事", "", "议事没人来怎么办"):
        page = window.open(f"search.html?q={quote(query)}") if query else window.open("search.html")
        page.wait_for_timeout(600)
        page.evaluate(AXE_SCRIPT)
        for one in page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]:
            faults.append(f"{query} {one['id']}: {one['nodes'][0]['target']}")
    assert faults == []


@on_desks
def test_open_suggestions_are_accessible(window: Visit) -> None:
    page = window.open(PRACTICE)
    box = page.locator(".head-words")
    box.press_sequentially("议事")
    expect(page.locator(".head-suggestions [role=option]").first).to_be_visible()
    box.press("ArrowDown")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['target']}" for one in found] == []


def test_a_missing_index_is_said_and_can_be_tried_again(browser: Browser, real_addresses: dict[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/data/search-text.js", lambda route: route.abort())
    page.goto(f"{real_addresses['http']}search.html?q={quote('停车')}")
    expect(page.locator(".search-said")).to_contain_text("没有打开")
    page.unroute("**/data/search-text.js")
    page.locator(".search-go").click()
    expect(page.locator("a[data-hit]").first).to_be_visible()
    context.close()


def test_without_script_the_page_leads_to_the_lists(browser: Browser, real_addresses: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(real_addresses["http"] + PRACTICE)
    page.locator(".head-words").fill("停车")
    page.locator(".head-search button").click()
    page.wait_for_url(re.compile(r"/search\.html\?q="))
    expect(page.locator(".search-plain a", has_text="本库暂无")).to_be_visible()
    expect(page.locator(".search-bar")).to_be_hidden()
    context.close()
