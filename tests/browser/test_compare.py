"""比一比 on the real site: side by side, row by row, by keyboard, on paper, from any address, without storage."""
from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watching import Watch, watching

pytestmark = pytest.mark.linux

SMALL, DAY = "futian/minsheng-weishishi", "longhua/yishi-ri"
TWO = f"compare.html?ids={SMALL},{DAY}"
FIVE = (
    "compare.html?ids=dongguan/xinyuan-fenji,futian/jumin-yishihui,longhua/yishi-ri,ningyang/lianxi-huiyi,yuhuatai/xieshang-guize"
)
CASES = "compare.html?ids=futian,longhua,ningyang"
PRACTICE = f"library/{DAY}.html"
PHONE = {"width": 390, "height": 844}
SCHEMES = pytest.mark.parametrize("scheme", ["http", "file"])


@pytest.fixture
def window(browser: Browser, real_addresses: dict[str, str]) -> Iterator[Watch]:
    """Yield a desktop window on the site from file://."""
    with watching(browser, real_addresses["file"]) as watch:
        yield watch


def columns(page: Page) -> list[str]:
    return page.locator(".compare-table thead th a").all_text_contents()


def chosen(page: Page) -> list[str]:
    return page.locator(".compare-picked").evaluate_all("all => all.map(one => one.firstChild.data)")


def kept(page: Page) -> list[str]:
    found = page.evaluate("sessionStorage.getItem('casebook.compare')")
    return json.loads(found) if found else []


@SCHEMES
def test_two_practices_stand_in_the_same_rows(browser: Browser, real_addresses: dict[str, str], scheme: str) -> None:
    with watching(browser, real_addresses[scheme]) as watch:
        page = watch.open(TWO)
        assert columns(page) == ["民生微实事", "居民议事日和议事流程"]
        done = page.locator("tr[data-row=done] td")
        expect(done.nth(0)).to_contain_text("三议三公开")
        expect(done.nth(1)).to_contain_text("原文做法与经过（三）第4段")
        expect(page.locator("tr[data-row=problem] td").nth(1)).to_contain_text("原文没有写")
        assert page.locator("tbody.compare-advice .compare-voice").text_content() == "编者建议（来源未记载，未经当地验证）数字均可自定"
        assert page.locator("tbody.compare-advice tr[data-row=steps]").count() == 1
        assert page.locator("tbody.compare-record tr[data-row=figures]").count() == 1
        expect(page.locator("tr[data-row=authority] th")).to_contain_text("不同")
        expect(page.locator("tr[data-row=done] th")).not_to_contain_text("不同")
        assert "民生微实事" in page.title()


@SCHEMES
def test_a_figure_says_where_it_comes_from(browser: Browser, real_addresses: dict[str, str], scheme: str) -> None:
    with watching(browser, real_addresses[scheme]) as watch:
        page = watch.open(TWO)
        figure = page.locator("tr[data-row=figures] a.fig", has_text="1363个").first
        assert figure.get_attribute("href").endswith("library/metrics.html#futian.projects-1363")
        expect(figure.locator("sup")).to_have_text("※")
        figure.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("「1363个」")
        page.keyboard.press("Escape")
        expect(figure).to_be_focused()
        formula = page.locator("tr[data-row=figures] .calc").first
        formula.get_by_role("button", name="推算").click()
        expect(formula.locator("+ .calc-how")).to_be_visible()


def test_same_rows_fold_and_only_different_ones_may_be_shown(window: Watch) -> None:
    page = window.open(TWO)
    rows = page.locator("tbody.compare-same tr")
    button = page.get_by_role("button", name="相同的")
    assert button.text_content() == f"相同的 {rows.count()} 行"
    expect(rows.first).to_be_visible()
    for row in rows.all():
        cells = row.locator(".compare-text").all_text_contents()
        assert len(set(cells)) == 1
        assert row.locator(".compare-mark").count() == 0
    button.click()
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(rows.first).to_be_hidden()
    button.click()
    page.get_by_label("只看不同的行").check()
    expect(rows.first).to_be_hidden()
    expect(button).to_be_hidden()
    expect(page.locator("tr[data-row=authority]")).to_be_visible()


def test_long_words_open_by_the_row_and_when_the_keyboard_reaches_them(window: Watch) -> None:
    page = window.open(TWO)
    row = page.locator("tr[data-row=steps]")
    text = row.locator(".compare-text").first
    assert text.evaluate("one => one.scrollHeight > one.clientHeight + 4")
    button = row.get_by_role("button", name="展开：建议的步骤（民生微实事）")
    button.click()
    assert text.evaluate("one => one.scrollHeight <= one.clientHeight + 4")
    expect(row.locator(".compare-open").first).to_have_attribute("aria-expanded", "true")
    figures = page.locator("tr[data-row=figures]")
    expect(figures).to_have_class("clamped")
    figures.locator("a.fig").last.focus()
    expect(figures).not_to_have_class("clamped")


@SCHEMES
def test_choosing_moving_and_removing_by_keyboard_alone(browser: Browser, real_addresses: dict[str, str], scheme: str) -> None:
    with watching(browser, real_addresses[scheme]) as watch:
        page = watch.open("compare.html")
        expect(page.locator(".compare-table")).to_have_count(0)
        page.get_by_label("案例").focus()
        page.get_by_label("案例").select_option("longhua")
        page.keyboard.press("Tab")
        expect(page.get_by_label("找做法")).to_be_focused()
        page.keyboard.type("议事日")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="加入：居民议事日和议事流程")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="已选 1 条做法")).to_be_focused()
        expect(page.get_by_text("再加一条就能比。")).to_be_visible()
        page.get_by_role("button", name="加入：居民议事会").first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="已选 2 条做法")).to_be_focused()
        assert columns(page) == ["居民议事日和议事流程", "居民议事会"]
        page.get_by_role("button", name="后移：居民议事日和议事流程").focus()
        page.keyboard.press("Enter")
        assert columns(page) == ["居民议事会", "居民议事日和议事流程"]
        assert page.url.endswith("?ids=futian/jumin-yishihui,longhua/yishi-ri")
        expect(page.locator(".compare-act:focus")).to_have_count(0)  # it is last now: its button is off
        expect(page.get_by_role("heading", name="已选 2 条做法")).to_be_focused()
        page.get_by_role("button", name="拿掉：居民议事会").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="已选 1 条做法")).to_be_focused()
        page.go_back()
        expect(page.get_by_role("heading", name="已选 2 条做法")).to_be_visible()
        assert chosen(page) == ["居民议事会", "居民议事日和议事流程"]


def test_more_is_folded_away_and_stops_at_five(window: Watch) -> None:
    page = window.open(TWO)
    more = page.get_by_role("button", name="再加（还能加 3 个）")
    expect(page.get_by_label("找做法")).to_be_hidden()
    more.click()
    expect(page.get_by_role("heading", name="同一主题，别处的做法")).to_be_visible()
    for offer in page.locator(".compare-part", has_text="同一主题").locator("small").all_text_contents():
        assert offer not in {"福田一核多元", "龙华三社四化"}
    page.get_by_label("找做法").fill("ＺＺ没有的字")
    expect(page.locator(".compare-chooser .find-found")).to_contain_text("没有符合的做法")
    page = window.open(FIVE)
    page.get_by_role("button", name="再加（已选满）").click()
    expect(page.get_by_text("已选满 5 个")).to_be_visible()
    expect(page.get_by_role("button", name="加入")).to_have_count(0)


def test_practices_tell_how_they_differ(window: Watch) -> None:
    page = window.open(f"compare.html?ids={SMALL},dongguan/sige-yidian")
    expect(page.get_by_role("heading", name="相互的区别")).to_be_visible()
    expect(page.locator(".compare-part", has_text="相互的区别")).to_contain_text("东莞讲几方各出一点，福田先有财政的钱")


def test_cases_show_the_figures_that_may_stand_together(window: Watch) -> None:
    page = window.open(CASES)
    assert columns(page) == ["福田一核多元", "龙华三社四化", "宁阳村改居网格化"]
    expect(page.locator(".compare-voice", has_text="能放在一起看的数字")).to_be_visible()
    marks = set(page.locator("tbody.compare-record .compare-mark").all_text_contents())
    assert marks <= {"不同", "口径相近", "只能并列"}
    assert "只能并列" in marks
    row = page.locator("tbody tr", has=page.locator("th", has_text="站点和中心有多少"))
    expect(row).to_contain_text("这一项没有数字")
    expect(row.locator("+ tr.compare-caution")).to_contain_text("编者建议")
    expect(page.locator("tr[data-row=condition-size] td").nth(1)).to_contain_text("大和社区")
    shown = page.locator("main").text_content()
    assert not [word for word in ("第一名", "最好", "得分：", "优于") if word in shown]


def test_a_phone_reads_row_by_row(browser: Browser, real_addresses: dict[str, str]) -> None:
    with watching(browser, real_addresses["file"], viewport=PHONE, has_touch=True) as watch:
        for path in (TWO, FIVE, CASES, "library/matrix.html"):
            page = watch.open(path)
            for size in ("", "huge"):
                page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)
        page = watch.open(TWO)
        expect(page.locator("thead")).to_be_hidden()
        cells = page.locator("tr[data-row=cost] td")
        first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
        assert first
        assert second
        assert second["y"] >= first["y"] + first["height"] - 1
        assert [name.split("福田")[0].split("龙华")[0] for name in cells.locator(".compare-name").all_text_contents()] == [
            "民生微实事", "居民议事日和议事流程",
        ]
        expect(cells.nth(1).locator(".compare-name")).to_be_visible()


def test_heads_stay_in_sight_on_a_desktop(window: Watch) -> None:
    page = window.open(TWO)
    page.locator("tr[data-row=limits]").scroll_into_view_if_needed()
    expect(page.locator("thead th a").first).to_be_in_viewport()


def test_on_paper_everything_is_there_in_landscape(window: Watch) -> None:
    page = window.open(TWO)
    page.get_by_role("button", name="相同的").click()
    page.emulate_media(media="print")
    for hidden in (".compare-chosen", ".compare-more", ".compare-tools", ".compare-open"):
        expect(page.locator(hidden).first).to_be_hidden()
    texts = page.locator(".compare-text")
    assert texts.count() > 40
    assert texts.evaluate_all("all => all.filter(one => one.scrollHeight > one.clientHeight + 4).length") == 0
    expect(page.locator("tbody.compare-same tr").first).to_be_visible()
    for shown in ("h1", ".compare-sources", "thead", "tr[data-row=authority] .compare-speaker", "tr[data-row=authority] .compare-mark"):
        expect(page.locator(shown).first).to_be_visible()
    sources = page.locator(".compare-sources").text_content()
    assert "《福田区多元共治全面推进社区治理创新》" in sources
    assert "内容最近核对：20" in sources
    paper = page.pdf(prefer_css_page_size=True)
    sizes = {box for box in paper.split(b"/MediaBox [")[1:] for box in [box.split(b"]")[0]]}
    assert len(sizes) == 1  # no portrait page beside the landscape ones
    _, _, width, height = map(float, sizes.pop().split())
    assert width > height
    page.emulate_media(media="screen")


def test_axe_finds_nothing(browser: Browser, real_addresses: dict[str, str]) -> None:
    """What other tests do not open: the table, its fold, the basket. The bare pages are in the contract's sample."""
    found = []
    with watching(browser, real_addresses["file"]) as watch:
        page = watch.open(TWO)
        page.get_by_role("button", name="再加（还能加 3 个）").click()
        found += watch.violations()
        page.emulate_media(color_scheme="dark")
        found += watch.violations("color-contrast")
        page.emulate_media(color_scheme="light")
        watch.open(CASES)
        found += watch.violations()
        watch.open(PRACTICE)  # both were put aside by the pages before
        expect(page.locator(".basket-door a")).to_have_count(2)
        found += watch.violations()
    with watching(browser, real_addresses["file"], viewport=PHONE, has_touch=True) as watch:
        watch.open(TWO)
        found += watch.violations()
    assert found == []


HOSTILE = (
    ("?ids=nope/x," + SMALL + "," + DAY, "没有找到：nope/x", 2),
    ("?ids=" + quote("<script>alert(1)</script>") + "," + SMALL + "," + DAY, "没有找到：<script>alert(1)</script>", 2),
    ("?ids=__proto__,constructor,futian/constructor", "没有找到：__proto__、constructor、futian/constructor", 0),
    ("?ids=%E0%A4%A", "没有找到", 0),
    ("?ids=javascript:alert(1)", "没有找到：javascript:alert(1)", 0),
    ('?ids={"a":[1,2]}', "没有找到", 0),
    ("?ids=" + "x" * 10_000, "没有找到：" + "x" * 80 + "…", 0),
    ("?ids=" + SMALL + "," + DAY + ",futian", "做法和案例不能放在一张表里比", 2),
    ("?ids=futian,longhua," + DAY, "没有放进来的：居民议事日和议事流程", 2),
    ("?ids=futian,longhua,ningyang,dongguan,yuhuatai," + SMALL, "这里先看案例", 5),
)


@pytest.mark.parametrize(("query", "hint", "count"), HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_any_address_is_answered_in_chinese(window: Watch, query: str, hint: str, count: int) -> None:
    page = window.open("compare.html" + query)
    expect(page.locator(".compare-said")).to_contain_text(hint)
    assert len(columns(page)) == count
    assert page.locator("#compare script, #compare img, #compare iframe").count() == 0
    assert page.locator(".compare-said").evaluate("one => one.textContent.length") < 200


def test_more_than_five_are_cut(window: Watch) -> None:
    page = window.open(f"{FIVE},{SMALL}")
    assert len(columns(page)) == 5
    expect(page.locator(".compare-said")).to_have_text("一次最多比 5 个，没有放进来的：民生微实事")


def test_missing_data_is_told(window: Watch) -> None:
    page = window.page
    page.route("**/compare-longhua.js", lambda route: route.abort())
    window.open(TWO)
    expect(page.locator(".compare-said")).to_contain_text("有的资料没有载入")
    page.route("**/comparing.js", lambda route: route.abort())
    window.open(TWO)
    expect(page.locator(".compare-said")).to_contain_text("比一比的资料没有载入")
    window.faults = [fault for fault in window.faults if "ERR_FAILED" not in fault]


@SCHEMES
def test_the_basket_goes_from_page_to_page(browser: Browser, real_addresses: dict[str, str], scheme: str) -> None:
    with watching(browser, real_addresses[scheme]) as watch:
        page = watch.open(PRACTICE)
        door = page.locator(".basket-door a")
        expect(door).to_have_count(0)
        page.get_by_role("button", name="加入比一比").click()
        expect(page.get_by_role("button", name="从比一比拿掉")).to_be_focused()
        expect(door).to_have_text("比一比（1）")
        expect(page.locator(".basket-said")).to_have_text("已加入比一比，再加一条做法就能比")
        watch.open(f"library/{SMALL}.html").get_by_role("button", name="加入比一比").click()
        assert kept(page) == [DAY, SMALL]
        watch.open("library/longhua/index.html").get_by_role("button", name="加入比一比").click()
        expect(door).to_have_text(["比一比做法（2）", "比一比案例（1）"])
        page.get_by_role("button", name="从比一比拿掉").click()
        expect(door).to_have_text("比一比（2）")
        box = door.bounding_box()
        assert box
        assert box["height"] >= 44
        door.click()
        expect(page.locator(".compare-table")).to_be_visible()
        assert columns(page) == ["居民议事日和议事流程", "民生微实事"]
        page.get_by_role("button", name="拿掉：民生微实事").click()
        expect(page.locator(".compare-table")).to_have_count(0)
        assert kept(page) == [DAY]


def test_other_pages_may_ask_by_event_and_five_is_the_most(window: Watch) -> None:
    page = window.open("library/practices.html")
    ask = "ref => document.dispatchEvent(new CustomEvent('casebook:compare', {detail: {ref, name: '某'}}))"
    refs = [f"longhua/{name}" for name in ("yishi-ri", "bao-lou", "wei-ip", "sanda-zhendi", "yishi-qingdan", "ruhu-dengji")]
    for ref in (*refs, "<img src=x>", None, 7):
        page.evaluate(ask, ref)
    assert kept(page) == refs[:5]
    expect(page.locator(".basket-said")).to_have_text("比一比里已有 5 条做法，先拿掉一条做法再加")
    page.evaluate(ask, refs[0])
    assert kept(page) == refs[1:5]
    page.evaluate("document.dispatchEvent(new Event('casebook:compare'))")
    expect(page.locator(".basket-door a")).to_have_text("比一比（4）")


@pytest.mark.parametrize("stored", ["{", "7", '{"a":1}', '["<b>x", 3, null, "__proto__", "futian/__proto__"]', '"x"'])
def test_strange_storage_is_ignored(window: Watch, stored: str) -> None:
    page = window.open("about.html")
    page.evaluate("stored => sessionStorage.setItem('casebook.compare', stored)", stored)
    page = window.open(PRACTICE)
    expect(page.locator(".basket-door a")).to_have_count(0)
    expect(window.open("compare.html").get_by_role("heading", name="比做法")).to_be_visible()


def test_without_storage_the_address_carries_the_choice(browser: Browser, real_addresses: dict[str, str]) -> None:
    with watching(browser, real_addresses["file"], storage=False) as watch:
        page = watch.open(PRACTICE)
        page.get_by_role("button", name="加入比一比").click()
        page.locator(".basket-door a").click()
        expect(page.get_by_role("heading", name="已选 1 条做法")).to_be_visible()
        page.get_by_role("button", name="加入：居民议事会").first.click()
        expect(page.locator(".compare-table")).to_be_visible()
        page.reload()
        assert page.wait_for_selector(".compare-table")
        assert columns(page) == ["居民议事日和议事流程", "居民议事会"]


def test_a_theme_leads_to_its_comparison(window: Watch) -> None:
    page = window.open("library/matrix.html")
    page.locator("#theme-yishi th a", has_text="比一比").click()
    expect(page.locator(".compare-table")).to_be_visible()
    assert len(columns(page)) == 5
    expect(page.locator(".compare-said")).to_be_empty()


def test_without_script_the_page_leads_on(browser: Browser, real_addresses: dict[str, str]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(real_addresses["file"] + TWO)
        page.get_by_role("link", name="主题对照表").last.click()
        expect(page.locator("table tbody tr").first).to_be_visible()
