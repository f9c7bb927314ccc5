"""The result of a self-assessment, by itself on a page (result_harness.ts), with the real general checklist: what it says,
the plan, ways out, an earlier result, paper, phone, hostile words."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import REPO
from playwright.sync_api import Browser, Locator, Page, expect

from generator.assess.explain import explain_level, explain_rate, shown
from generator.assess.score import items_of, score
from generator.checking import check_casebook
from generator.csp import add_policies
from generator.know.catalogue import Catalogue
from generator.know.checklists import Shelved, checklists, fingerprint
from generator.know.known_checklists import known_checklists
from generator.model.assessment import CountItem, DeductItem, GateItem, GradeItem, Item, PartsItem, RateItem
from generator.model.returned import Answer, PlanLine, Return, Value
from generator.read.returned_json import read_return_text, write_return
from generator.render.checklist_script import render_checklist
from generator.view.checklist_sheet import checklist_sheet
from tests.assess.random_answers import random_return
from tests.browser.watching import Watch, watching
from tests.web.test_units import run_node

pytestmark = pytest.mark.linux

PHONE = {"width": 390, "height": 844}
WECHAT = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/90.0.4430.91 Mobile Safari/537.36 MicroMessenger/8.0.1"
HOSTILE = '<img src=x onerror="alert(1)"> =1+1 {{7*7}} \u202egnp'
ORDER = [
    "未完成：还有 3 条", "先解决底线事项", "得分率和等级", "各维度", "逐条看：每条的分怎么来的", "需街道/部门协调事项",
    "从哪里开始：先看哪些做法", "提升计划", "和上次比", "带走结果",
]


@dataclass(frozen=True)
class Desk:
    """The harness: where its page is, and the checklist that it shows."""

    address: str
    catalogue: Catalogue
    shelved: Shelved

    def write(self, returned: Return) -> str:
        """The file of a return."""
        return write_return(returned, fingerprint(self.shelved.checklist))

    def read(self, text: str) -> Return:
        """What the street reads back from a file; fails when anything was noted."""
        reading = read_return_text(text, known_checklists(self.catalogue))
        assert reading.code == ""
        assert not reading.notes
        assert reading.returned
        return reading.returned


@pytest.fixture(scope="module")
def desk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    book, _ = check_casebook(REPO)
    assert book
    catalogue = Catalogue(book, "0.1.0", "2026-01-05")
    shelved = checklists(book)["general"][0]
    folder = tmp_path_factory.mktemp("result")
    shutil.copytree(site / "assets", folder / "assets")
    shutil.copytree(site / "data", folder / "data")
    (folder / "data" / "checklist-general.js").write_bytes(render_checklist([checklist_sheet(catalogue, shelved)]))
    run_node(
        "node_modules/esbuild/bin/esbuild", Path(__file__).with_name("result_harness.ts"), "--bundle", "--target=chrome90", "--format=iife",
        "--charset=utf8", "--log-level=warning", f"--outfile={folder / 'data' / 'harness.js'}",
    )
    text = (site / "compare.html").read_text("utf-8").replace('data-kind="compare"', 'data-kind="assess"')
    text, places = re.subn(r'<div class="compare wide" id="compare">.*?</div>', '<div class="wide" id="harness"></div>', text, flags=re.DOTALL)
    scripts = '<script src="data/checklist-general.js"></script><script src="data/harness.js"></script>'
    assert places == 1
    (folder / "harness.html").write_text(text.replace('<script src="data/compare.js"></script>', scripts), "utf-8")
    add_policies(folder)
    return Desk(folder.as_uri() + "/", catalogue, shelved)


def best(item: Item) -> Value:
    """The answer that reaches full points."""
    match item:
        case GradeItem():
            return 0
        case CountItem():
            return tuple(range(len(item.options)))
        case PartsItem():
            return tuple(range(len(item.parts)))
        case RateItem():
            return (10, 10)
        case DeductItem():
            return 0
    return not isinstance(item, GateItem)


def worst(item: Item) -> Value:
    """The answer that reaches nothing."""
    match item:
        case GradeItem():
            return len(item.grades) - 1
        case CountItem() | PartsItem():
            return ()
        case RateItem():
            return (0, 10)
        case DeductItem():
            return 99
    return isinstance(item, GateItem)


def returned(desk: Desk, answer: Callable[[Item], Value], edition: str = "full", **more: Any) -> Return:
    """A return whose items are all answered so."""
    items = items_of(desk.shelved.checklist, "quick" if edition == "quick" else "full")
    return Return(
        "general", desk.shelved.checklist.version, "quick" if edition == "quick" else "full", "2026年度", "南湖街道", "第三社区居民委员会",
        ("old",) if any(one == "old" for one in desk.catalogue.term["community_types"]) else (), "2026-11-22", "王某",
        {item.id: Answer("answered", answer(item)) for item in items}, **more,
    )


def mixed(desk: Desk) -> Return:
    """A low result with every state in it: one unknown, two open, one that lies with the street, a gate not kept."""
    whole = returned(desk, worst)
    items = desk.shelved.checklist.items
    scored = [item for item in items if not isinstance(item, GateItem) and item.type != "bonus"]
    above = next(item for item in scored if item.upstream_allowed)
    na = next(item for item in scored if item.na_allowed)
    plain = [item for item in scored if item not in (above, na)]
    gates = [item.id for item in items if isinstance(item, GateItem)]
    answers = {
        **whole.answers, above.id: Answer("upstream", reason="清单要区里先定"), na.id: Answer("na", reason="没有这类小区"),
        plain[0].id: Answer("unknown"), plain[1].id: Answer("answered", best(plain[1]), evidence="会议记录本"),
        gates[0]: Answer("answered", value=True), gates[1]: Answer("answered", value=False),
    }
    del answers[plain[2].id], answers[plain[3].id]
    return replace(whole, answers=answers)


@pytest.fixture
def window(browser: Browser, desk: Desk) -> Iterator[Watch]:
    with watching(browser, desk.address) as watch:
        yield watch


def show(watch: Watch, desk: Desk, filled: Return) -> Page:
    """Open the harness with what was filled in."""
    members = json.loads(desk.write(filled))
    members = {key: value for key, value in members.items() if key not in {"format", "schema", "fingerprint", "checksum"}}
    state = json.dumps({"checklist": "general", "filled": members, "opened": [], "changes": 0})
    watch.page.add_init_script(f"window.harness = {state}")
    page = watch.open("harness.html")
    expect(page.get_by_role("heading", name="结果", exact=True)).to_be_visible()
    return page


def headings(page: Page) -> list[str]:
    return page.locator(".result h3:visible").all_text_contents()


def part(page: Page, name: str) -> Locator:
    return page.locator(".result-part", has=page.locator("h3", has_text=name))


def plan(page: Page) -> list[dict[str, str]]:
    lines: list[dict[str, str]] = page.evaluate("harness.filled.plan")
    return lines


def test_everything_stands_in_its_order(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    assert headings(page) == ORDER
    found = score(desk.shelved.checklist, "full", mixed(desk).answers)
    rate = part(page, "得分率和等级")
    expect(rate).to_contain_text(explain_rate(found))
    expect(rate).to_contain_text(explain_level(desk.shelved.checklist, found))
    assert found.rate_with_upstream is not None
    expect(rate).to_contain_text(f"按 0 分算进来是 {shown(found.rate_with_upstream)}%")
    expect(rate).to_contain_text("另加分 0 分，不计入得分率")
    expect(rate).to_contain_text("从哪里开始")
    weak = [one for one in found.dimensions if one.weak]
    assert page.locator(".result-dimensions .result-weak").all_text_contents() == ["短板"] * len(weak)
    assert page.locator(".result-items tbody tr").count() == len(desk.shelved.checklist.items)
    words = page.locator(".result").text_content() or ""
    assert not [word for word in ("不合格", "优秀", "扣分原因", "整改", "第一名", "undefined", "NaN", "null") if word in words]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2))])
def test_the_figures_are_those_of_the_other_scorer(window: Watch, desk: Desk, seed: int) -> None:
    filled = random_return(desk.shelved.checklist, seed)
    page = show(window, desk, filled)
    found = score(desk.shelved.checklist, "full", filled.answers)
    rows = page.locator(".result-facts dd b").all_text_contents()
    assert rows[0] == ("算不出" if found.rate is None else f"{shown(found.rate)}%")
    assert rows[1] == (found.level or "暂不给")
    points = page.locator(".result-items tbody td[data-name=得分]").all_text_contents()
    got = {row.item: row.got for row in (*found.items, *found.bonus_items)}
    expected = {item.id: got.get(item.id) for item in desk.shelved.checklist.items}
    assert sorted(points) == sorted("—" if one is None else shown(one) for one in expected.values())


def test_open_items_lead_back_to_the_form(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    links = part(page, "未完成").locator(".result-link")
    assert links.count() == 3
    links.nth(1).click()
    missing = [item.id for item in desk.shelved.checklist.items if item.id not in mixed(desk).answers]
    assert page.evaluate("harness.opened") == [missing[0]]


def test_an_empty_form_has_no_result_yet(window: Watch, desk: Desk) -> None:
    page = show(window, desk, replace(mixed(desk), answers={}))
    expect(page.get_by_text("还没有回答任何一条")).to_be_visible()
    assert headings(page) == ["带走结果"]


def test_a_full_form_needs_nothing(window: Watch, desk: Desk) -> None:
    page = show(window, desk, returned(desk, best))
    assert headings(page) == ["得分率和等级", "各维度", "逐条看：每条的分怎么来的", "提升计划", "和上次比", "带走结果"]
    expect(part(page, "得分率和等级").locator("b").first).to_have_text("100%")


def test_the_short_edition_has_its_own_items(window: Watch, desk: Desk) -> None:
    page = show(window, desk, returned(desk, worst, edition="quick"))
    assert page.locator(".result-items tbody tr").count() == len(items_of(desk.shelved.checklist, "quick"))


def test_practices_first_six_then_a_fold_each_with_its_reason(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    steps = part(page, "从哪里开始")
    first = steps.locator("ol").first.locator("> li")
    assert first.count() == 6
    for card in first.all():
        href = card.get_by_role("link").get_attribute("href") or ""
        assert (REPO / "cases" / re.sub(r".*library/(\w+)/(.*)\.html$", r"\1/practices/\2.yaml", href)).is_file(), href
        expect(card).to_contain_text(re.compile(r"为什么：第 \d+ 条“.+”还能多得 [0-9.]+ 分；“.+”是短板。"))
        expect(card).to_contain_text("编者建议")
    fold = steps.locator("details")
    expect(fold.locator("li").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("ol > li").first).to_be_visible()


def test_the_plan_is_taken_over_written_and_kept(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    button = part(page, "先解决底线事项").get_by_role("button", name="列进提升计划")
    button.focus()
    page.keyboard.press("Enter")
    expect(part(page, "先解决底线事项").get_by_role("button", name="已列进提升计划")).to_be_focused()
    gate = next(item for item in desk.shelved.checklist.items if isinstance(item, GateItem))
    assert [(line["item"], line["do"], line["done"]) for line in plan(page)] == [(gate.id, gate.hint, "未启动")]
    owner = page.get_by_label("责任人（写岗位）")
    owner.focus()
    page.keyboard.type("网格员")
    expect(owner).to_be_focused()
    page.get_by_label("时限").fill("12月底前")
    page.get_by_label("完成情况").select_option("推进中")
    assert [plan(page)[0][key] for key in ("owner", "due", "done")] == ["网格员", "12月底前", "推进中"]
    expect(page.locator(".result-planning")).to_contain_text("完成情况：推进中 1。")
    page.get_by_role("button", name="列进还能多得分最多的 5 条").click()
    assert len(plan(page)) == 6
    assert len({line["item"] for line in plan(page)}) == 6
    assert page.evaluate("harness.changes") >= 4
    page.get_by_role("button", name="删去").first.click()
    assert len(plan(page)) == 5
    page.get_by_role("button", name="撤销").click()
    assert plan(page)[0]["owner"] == "网格员"
    page.get_by_role("button", name="自己加一行").click()
    expect(page.get_by_label("要做的事").last).to_be_focused()
    assert page.get_by_label("完成情况").last.locator("option").all_text_contents() == ["没有写", "未启动", "推进中", "已完成", "长期坚持"]


def download(page: Page, name: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    path = waiting.value.path()
    return waiting.value.suggested_filename, path.read_bytes()


def test_files_go_out_as_the_street_reads_them(window: Watch, desk: Desk) -> None:
    filled = replace(mixed(desk), plan=(PlanLine("", "=开会", "@网格员"),))
    page = show(window, desk, filled)
    name, content = download(page, "存成文件（JSON）")
    assert name == "自查-第三社区居民委员会-2026年度.json"
    assert desk.read(content.decode()) == filled
    name, content = download(page, "存成表格（CSV）")
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    table = content.decode("utf-8-sig")
    assert "'=开会,'@网格员" in table
    assert not re.search(r'(?:^|[,\n"])[=+@]', table)
    page.get_by_role("button", name="复制文字").click()
    text = page.locator(".result-words").text_content() or ""
    assert "第三社区" in text
    assert len(text.split("\n\n")[0]) <= 600
    page.get_by_label("不带社区名和填表人").check()
    expect(page.locator(".result-words")).to_be_hidden()
    for button in ("存成文件（JSON）", "存成表格（CSV）"):
        name, content = download(page, button)
        assert name.startswith("自查-2026年度.")
        assert not [word for word in ("第三社区", "王某") if word in content.decode()]
    page.get_by_role("button", name="复制文字").click()
    assert "第三社区" not in (page.locator(".result-words").text_content() or "")


def test_in_a_chat_program_there_is_text_to_copy(browser: Browser, desk: Desk) -> None:
    with watching(browser, desk.address, viewport=PHONE, has_touch=True, user_agent=WECHAT) as watch:
        page = show(watch, desk, mixed(desk))
        page.get_by_role("button", name="存成文件（JSON）").click()
        words = page.locator(".result-words")
        assert desk.read(words.text_content() or "") == mixed(desk)
        expect(page.locator(".result-text .copy")).to_be_visible()
        page.get_by_role("button", name="存成表格（CSV）").click()
        assert "\t" in (words.text_content() or "")


def bring(page: Page, text: str) -> None:
    page.get_by_label("选上次存的文件").set_input_files({"name": "自查.json", "mimeType": "application/json", "buffer": text.encode()})


def test_an_earlier_result_stands_beside_this_one(window: Watch, desk: Desk) -> None:
    page = show(window, desk, returned(desk, best))
    before = replace(mixed(desk), period="2025年度")
    bring(page, desk.write(before))
    tables = page.locator(".result-compared table")
    expect(tables).to_have_count(2)
    found = score(desk.shelved.checklist, "full", before.answers)
    assert found.rate is not None
    row = tables.first.locator("tbody tr", has_text="得分率")
    assert row.locator("td").all_text_contents() == [f"{shown(found.rate)}%", "100%", f"多 {shown(10000 - found.rate)} 个百分点"]
    expect(page.locator(".result-compared")).to_contain_text("没填完")
    bring(page, desk.write(returned(desk, worst, edition="quick")))
    expect(page.locator(".result-compared")).to_contain_text("总分和等级不放在一起比")
    expect(page.locator(".result-compared table")).to_have_count(1)
    expect(page.locator(".result-compared")).to_contain_text("不能对照的 25 条")
    bring(page, '{"format": "something"}')
    expect(page.locator(".result-earlier [role=status]")).to_contain_text("没有读成")
    page.get_by_role("button", name="不对照了").click()
    expect(page.locator(".result-compared")).to_be_hidden()
    page.get_by_text("没有文件，贴上次复制的文字").click()
    page.get_by_label("上次复制的文字").fill(desk.write(before))
    page.get_by_role("button", name="读入").click()
    expect(page.locator(".result-compared table")).to_have_count(2)


def test_a_review_is_shown_beside_the_own_score(window: Watch, desk: Desk) -> None:
    whole = returned(desk, best)
    first = desk.shelved.checklist.items[0].id
    answers = {**whole.answers, first: replace(whole.answers[first], review=0, review_note="只看到一份")}
    page = show(window, desk, replace(whole, answers=answers))
    review = part(page, "自评和复核")
    expect(review).to_contain_text("复核了 1 条，1 条分数不同。自评得分率 100%，按复核分是 96%")
    expect(review.locator("tbody tr")).to_contain_text("只看到一份")


def paper(page: Page, folder: Path, name: str) -> tuple[str, str]:
    """Print the page; return what pdfinfo and pdftotext say of it."""
    page.pdf(path=folder / name, prefer_css_page_size=True)
    said = [subprocess.run([tool, *more], capture_output=True, text=True, check=True).stdout for tool, *more in (
        ("pdfinfo", folder / name), ("pdftotext", "-layout", folder / name, "-"),
    )]
    return said[0], said[1]


def test_on_paper_the_result_with_its_items_and_the_plan(window: Watch, desk: Desk, tmp_path: Path) -> None:
    filled = replace(mixed(desk), plan=(PlanLine("", "每月开一次会", "网格员", "12月底前", "推进中"),))
    page = show(window, desk, filled)
    info, text = paper(page, tmp_path, "result.pdf")
    assert "A4" in info
    pages = re.search(r"Pages:\s+(\d+)", info)
    assert pages
    assert int(pages[1]) <= 9
    text = re.sub(r"\s", "", text)
    for words in ("社区治理自查表：结果", "第三社区居民委员会", "先解决底线事项", "短板", "每月开一次会", "12月底前", "逐条看", "清单要区里先定"):
        assert words in text, words
    for words in ("带走结果", "列进提升计划", "选上次存的文件"):
        assert words not in text, words
    expect(page.locator(".result-paper")).to_have_count(0)
    page.get_by_label("不带社区名和填表人").check()
    page.evaluate("document.querySelector('.result').hidden = true")  # as the form does while it is being filled in
    info, text = paper(page, tmp_path, "form.pdf")
    text = re.sub(r"\s", "", text)
    first = desk.shelved.checklist.items[0]
    for words in (re.sub(r"\s", "", first.content)[:12], "√都没有", "□", "佐证：会议记录本"):
        assert words in text, words
    assert "第三社区" not in text
    assert "从哪里开始" not in text


def test_print_buttons_choose_the_paper(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    page.evaluate("""window.print = () => {
        dispatchEvent(new Event("beforeprint"));
        window.printed = document.querySelector(".result-paper h1").textContent;
        dispatchEvent(new Event("afterprint"));
    }""")
    for button, title in (("打印结果", "社区治理自查表：结果"), ("打印填好的表", "社区治理自查表")):
        page.get_by_role("button", name=button).click()
        assert page.evaluate("printed") == title
    assert page.evaluate("document.documentElement.classList.contains('prints-result')") is False


@pytest.mark.parametrize("width", [390, pytest.param(1366, marks=pytest.mark.long)])
def test_it_fits_its_window_in_every_size_and_contrast(browser: Browser, desk: Desk, width: int) -> None:
    with watching(browser, desk.address, viewport={"width": width, "height": 844}, has_touch=width < 600) as watch:
        page = show(watch, desk, mixed(desk))
        bring(page, desk.write(returned(desk, worst)))
        expect(page.locator(".result-compared table")).to_have_count(2)
        page.get_by_role("button", name="列进还能多得分最多的 5 条").click()
        page.evaluate("document.querySelectorAll('.result details').forEach(one => one.open = true)")
        small = page.evaluate("""[...document.querySelectorAll('.result button, .result input, .result select, .result summary, .result a')]
            .filter(one => one.offsetParent && one.type !== 'checkbox' && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)""")
        assert small == []
        found = watch.violations(whole=False)
        for size in ("large", "huge"):
            page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
        for name, value in (("scheme", "dark"), ("contrast", "high")) if width < 600 else ():
            page.evaluate("([name, value]) => document.documentElement.setAttribute(`data-${name}`, value)", [name, value])
            found += watch.violations("color-contrast")
        assert found == []


def test_the_words_of_the_radar_stay_in_its_box(window: Watch, desk: Desk) -> None:
    page = show(window, desk, mixed(desk))
    drawing = page.locator("svg.radar")
    outside = drawing.evaluate("""one => [...one.querySelectorAll('text')].filter(text => {
        const box = text.getBBox(), view = one.viewBox.baseVal;
        return box.x < 0 || box.y < 0 || box.x + box.width > view.width || box.y + box.height > view.height;
    }).map(text => text.textContent)""")
    assert outside == []
    assert drawing.get_attribute("role") == "img"
    assert "短板" in (drawing.locator("desc").text_content() or "")


def test_hostile_words_stay_words(window: Watch, desk: Desk) -> None:
    whole = mixed(desk)
    answers = {name: replace(answer, reason=HOSTILE, evidence=HOSTILE) for name, answer in whole.answers.items()}
    filled = replace(whole, answers=answers, period=HOSTILE, street=HOSTILE, community=HOSTILE, plan=(PlanLine("nope", HOSTILE, HOSTILE, HOSTILE, HOSTILE),))
    page = show(window, desk, filled)
    bring(page, desk.write(replace(filled, period="2025")))
    page.get_by_role("button", name="复制文字").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".result img, .result script, .result-paper img").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    name, _ = download(page, "存成表格（CSV）")
    assert not re.search(r'[\\/:*?"<>|\u202e]', name)
