"""汇总自查表 as a street office uses it, on the real site: files in, verdicts, choices, a summary, papers, a file to go on with."""
from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from collecting import AT, read_here
from conftest import REPO
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from generator import collect_intake
from generator.checking import check_casebook
from generator.collect_intake import find_files, take_in
from generator.collect_ledger import Batch, Ledger
from generator.collect_reports import make_reports
from generator.collect_store import opened as opened_store
from generator.know.catalogue import Catalogue
from generator.know.known_checklists import known_checklists
from generator.model.returned import Answer, Return
from generator.read.folder import read_casebook
from generator.read.returned_json import write_return
from generator.render.checklist_xlsx import render_checklist_xlsx
from generator.view.filled_form import checklist_of
from generator.view.paper import ChecklistForm
from generator.view.papers.checklist_form import checklist_forms
from tests.assess.random_answers import random_return
from tests.browser.watching import Watch, watching

pytestmark = pytest.mark.linux

SCHEMES = pytest.mark.parametrize("scheme", [pytest.param("http", marks=pytest.mark.long), "file"])
HOSTILE = "<img src=x onerror=alert(1)>"
PAPERS = ("汇总表", "提升计划", "简报", "街道看到了什么、准备帮什么", "回执", "培训清单", "代号对照")
UNPRINTED = {"提升计划", "培训清单"}
"""Papers of a kind that another one prints: a page of PDF takes the browser seconds."""
SECONDS = 60
"""How long the page may work on 500 files: its own time of the processor, as the machine is shared."""
PATIENCE_MS = 300_000


@dataclass(frozen=True)
class Sent:
    """A file as it is handed to the page."""

    name: str
    content: bytes

    @property
    def payload(self) -> dict[str, object]:
        return {"name": self.name, "mimeType": "application/octet-stream", "buffer": self.content}


@pytest.fixture(scope="module")
def form() -> ChecklistForm:
    """The general checklist, to hand in."""
    book, _ = check_casebook(REPO)
    assert book is not None
    forms = checklist_forms(Catalogue(book))
    return next(one for one in forms if (one.sheet.id, one.edition, one.use) == ("general", "full", "submit"))


def filled(form: ChecklistForm, number: int, period: str = "2026年度") -> Return:
    """Random answers, the gates kept; three community types in turn."""
    made = random_return(checklist_of(form.sheet), number)
    gates = {item.id: Answer("answered", False) for item in form.sheet.items if item.type == "gate"}
    types = tuple(name for name, _ in form.sheet.community_types[:3])
    return replace(
        made, answers={**made.answers, **gates}, period=period, community=f"第{number:03d}社区", types=types[number % 3:number % 3 + 1],
    )


def as_json(form: ChecklistForm, returned: Return, name: str = "") -> Sent:
    return Sent(name or f"{returned.community}.json", write_return(returned, form.sheet.fingerprint).encode())


def as_workbook(form: ChecklistForm, returned: Return) -> Sent:
    return Sent(f"{returned.community}.xlsx", render_checklist_xlsx(form, returned))


def renamed(book: Sent, community: str) -> Sent:
    """The workbook of another community: made anew it would take a second."""
    old = book.name.removesuffix(".xlsx")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book.content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for part in source.namelist():
            out.writestr(part, source.read(part).replace(old.encode(), community.encode()))
    return Sent(f"{community}.xlsx", made.getvalue())


@pytest.fixture(scope="module")
def batch(form: ChecklistForm) -> list[Sent]:
    """Five JSON files and a workbook; a copy, two that differ, three that are refused, one of them with a hostile name."""
    rows = [filled(form, number) for number in range(6)]
    sent = [as_workbook(form, rows[0]), *(as_json(form, one) for one in rows[1:])]
    sent.append(as_json(form, replace(rows[1], filled="2026-12-01"), "第001社区-又交.json"))
    changed = replace(rows[2], answers=dict(list(rows[2].answers.items())[2:]))
    sent.append(as_json(form, changed, "第002社区-改过.json"))
    return [*sent, Sent(f"{HOSTILE}.json", b'{"format": "casebook-return"}'), Sent("空.xlsx", b""), Sent("通知.pdf", b"%PDF-1.7 x")]


@pytest.fixture
def window(browser: Browser, real_addresses: dict[str, str]) -> Iterator[Watch]:
    with watching(browser, real_addresses["file"]) as watch:
        yield watch


def give(page: Page, sent: Sequence[Sent], folder: Path | None = None) -> None:
    """Choose files, and wait until they are read. A large batch goes by way of a folder."""
    chooser = page.locator(".collect-start input[type=file]").first
    if folder is None:
        chooser.set_input_files([one.payload for one in sent])  # type: ignore[arg-type]
    else:
        for one in sent:
            (folder / one.name).write_bytes(one.content)
        chooser.set_input_files([folder / one.name for one in sent])
    expect(page.locator(".collect-reading")).to_have_count(0, timeout=PATIENCE_MS)
    expect(page.locator(".collect-said").first).not_to_be_empty()


def opened(watch: Watch, sent: Sequence[Sent] = ()) -> Page:
    page = watch.open("collect.html")
    expect(page.locator(".collect-steps li")).to_have_count(3)
    if sent:
        give(page, sent)
    return page


def sums(page: Page) -> list[int]:
    """收到, 计入, 重复, 待定, 退回; the four must add up."""
    words = page.locator(".collect-sums").inner_text().splitlines()[0]
    found = [int(number) for number in re.findall("[0-9]+", words)]
    assert found[0] == sum(found[1:])
    return found


def saved(page: Page, button: str) -> Sent:
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return Sent(download.value.suggested_filename, Path(download.value.path()).read_bytes())


@SCHEMES
def test_every_file_gets_a_verdict_and_nothing_vanishes(
    browser: Browser, real_addresses: dict[str, str], batch: list[Sent], scheme: str
) -> None:
    with watching(browser, real_addresses[scheme]) as watch:
        page = opened(watch)
        expect(page.locator(".collect-promise")).to_contain_text("只在这台电脑上处理，不上传")
        expect(page.locator("#collect")).to_contain_text("自愿填写")
        give(page, batch)
        assert sums(page) == [11, 5, 1, 2, 3]
        table = page.locator(".collect-files tbody tr")
        expect(table).to_have_count(11)
        expect(table.filter(has_text=HOSTILE)).to_contain_text("退回")
        assert page.locator("#collect img, #collect script").count() == 0
        expect(table.filter(has_text="和“第001社区-又交.json”说的一样")).to_contain_text("重复")
        page.get_by_label("只看").select_option("rejected")
        expect(table).to_have_count(3)
        refused = table.filter(has_text="通知.pdf")
        refused.locator("summary").click()
        expect(refused.locator(".collect-text")).to_contain_text("你们交的文件“通知.pdf”没能计入汇总")
        expect(refused.get_by_role("button", name="复制退回说明")).to_be_visible()


def test_a_conflict_waits_for_a_person(window: Watch, batch: list[Sent]) -> None:
    page = opened(window, batch)
    box = page.locator(".collect-conflict")
    expect(box).to_have_count(1)
    expect(box).to_contain_text("第002社区")
    different = box.locator("tbody tr")
    assert 1 <= different.count() <= 2
    expect(different.first).to_contain_text("未答")
    assert sums(page)[1:] == [5, 1, 2, 3]
    box.get_by_role("button", name="选用这一份：第002社区-改过.json").click()
    assert sums(page)[1:] == [6, 1, 1, 3]
    expect(page.get_by_role("button", name="已选用：第002社区-改过.json")).to_be_focused()
    expect(page.locator(".collect-files tr", has_text="第002社区.json").first).to_contain_text("选用了“第002社区-改过.json”")
    page.get_by_role("button", name="先都不计入").click()
    assert sums(page)[1:] == [5, 1, 2, 3]


def test_communities_have_codes_until_names_are_wanted(window: Watch, batch: list[Sent]) -> None:
    page = opened(window, batch)
    heat = page.locator(".collect-heat")
    assert heat.locator("tbody th:not(.collect-type)").all_inner_texts() != []
    assert "社区" not in "".join(heat.locator("tbody th:not(.collect-type)").all_inner_texts())
    for cell in heat.locator("tbody td[class^=collect-shade]").all_inner_texts():
        rate = float(cell.split()[0])
        assert ("▽短板" in cell) == (rate < 60)
    page.get_by_label("显示社区名").check()
    expect(page.get_by_label("显示社区名")).to_be_focused()
    assert any("第003社区" in one for one in heat.locator("tbody th").all_inner_texts())
    assert heat.locator("button").count() == 0  # nothing sorts


def test_a_saved_collection_goes_on_where_it_stopped(window: Watch, batch: list[Sent], form: ChecklistForm) -> None:
    page = opened(window, batch)
    page.get_by_role("button", name="选用这一份：第002社区-改过.json").click()
    before, heat = sums(page), page.locator(".collect-heat").inner_text()
    kept = saved(page, "存下整个汇总（JSON）")
    assert re.fullmatch(r"自查汇总-[0-9-]{10}\.json", kept.name)
    give(page, batch)
    expect(page.locator(".collect-said").first).to_contain_text("新收 0 个，11 个以前收过")
    page = opened(window, [kept])
    assert sums(page) == before
    assert page.locator(".collect-heat").inner_text() == heat
    give(page, [*batch, kept])
    assert sums(page) == before
    again = saved(page, "存下整个汇总（JSON）")
    assert json.loads(again.content) == json.loads(kept.content)
    give(page, [as_json(form, filled(form, 77))])
    assert sums(page)[1] == before[1] + 1
    saved(page, "存下整个汇总（JSON）")  # nothing unsaved is left


def test_before_and_after(window: Watch, form: ChecklistForm) -> None:
    page = opened(window, [as_json(form, filled(form, number, "2025年度")) for number in range(4)])
    earlier = saved(page, "存下整个汇总（JSON）")
    better = [replace(filled(form, number), answers={
        **filled(form, number).answers,
        **{item.id: Answer("answered", 0) for item in form.sheet.items if item.type == "grade"},
    }) for number in range(1, 6)]
    page = opened(window, [as_json(form, one) for one in better])
    page.locator("#collect-change ~ .collect-tools input").set_input_files(earlier.payload)  # type: ignore[arg-type]
    paper = page.locator(".collect-part .collect-paper")
    expect(paper).to_contain_text("两次都交的 3 个社区")
    expect(paper).to_contain_text("只有上次交的 1 个，只有这次交的 2 个")
    expect(paper).to_contain_text("个百分点")
    saved(page, "存下整个汇总（JSON）")


def test_papers_are_printed_alone_and_saved_as_tables(window: Watch, batch: list[Sent]) -> None:
    page = opened(window, batch)
    for name in PAPERS:
        file = saved(page, f"存成表格（CSV）：{name}")
        assert file.content.startswith("\ufeff".encode())
        assert not re.search(r"(^|,|\r\n)\"?[=+@-]", file.content.decode("utf-8-sig"))
        if name in UNPRINTED:
            continue
        page.get_by_role("button", name=f"看和打印：{name}").click()
        pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        text = "".join(one.extract_text() for one in pages)
        assert all(one.extract_text().strip() for one in pages), name
        assert "文件清单" not in text
        assert ("社区名" in text or "第003社区" in text) == (name == "代号对照")
        wide = pages[0].mediabox.width > pages[0].mediabox.height
        assert wide == (name == "汇总表")
        if name in {"简报", "街道看到了什么、准备帮什么"}:
            assert len(pages) == 1
    course = saved(page, "存成培训清单.yaml")
    assert course.name == "培训清单.yaml"
    assert course.content.decode().splitlines()[1] == 'learners: "社区书记"'
    page.get_by_label(re.compile("带上社区名")).check()
    page.get_by_role("button", name="看和打印：汇总表").click()
    expect(page.locator(".collect-paper")).to_contain_text("第003社区")


@pytest.mark.parametrize("width", [390, pytest.param(1366, marks=pytest.mark.long)])
def test_axe_finds_nothing(browser: Browser, real_addresses: dict[str, str], batch: list[Sent], width: int) -> None:
    with watching(browser, real_addresses["http"], viewport={"width": width, "height": 844}) as watch:
        page = opened(watch)
        if width > 600:
            assert watch.violations() == []
        give(page, batch)
        for fold in page.locator(".collect-fold > summary").all():
            fold.click()
        page.get_by_role("button", name="看和打印：汇总表").click()
        assert watch.violations() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_keyboard_alone(window: Watch, batch: list[Sent]) -> None:
    page = opened(window)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="选文件", exact=True).focus()
        page.keyboard.press("Enter")
    chooser.value.set_files([one.payload for one in batch])  # type: ignore[arg-type]
    expect(page.locator(".collect-sums")).to_be_visible()
    page.get_by_role("button", name="看和打印：简报").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".collect-open-name")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="收起：社区自查情况简报").press("Enter")
    expect(page.locator(".collect-paper")).to_have_count(0)
    page.get_by_role("button", name="全部清空").press("Enter")
    expect(page.get_by_role("button", name="没有存下来，确定清空")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".collect-steps")).to_be_visible()


def test_a_dropped_folder_is_read_and_reading_can_be_stopped(window: Watch, form: ChecklistForm) -> None:
    page = opened(window)
    text = as_json(form, filled(form, 1)).content.decode()
    page.evaluate("""text => {
        const data = new DataTransfer();
        for (let at = 0; at < 400; at += 1) data.items.add(new File([text.replace("第001社区", `第${1000 + at}社区`)], `${1000 + at}.json`));
        document.querySelector(".collect").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }""", text)
    page.get_by_role("button", name="停下").click()
    expect(page.locator(".collect-said").first).to_contain_text("已停下，还有")
    assert 0 < sums(page)[0] < 400


def thirty(form: ChecklistForm) -> list[Sent]:
    """What a street gets: workbooks, JSON, a copy, two that differ, names that fold alike, an unread cell, refused ones."""
    rows = [filled(form, number) for number in range(22)]
    item = next(one.id for one in form.sheet.items if one.upstream)
    rows = [replace(one, answers={**one.answers, item: Answer("upstream", reason="=请街道协调")}) if at % 3 else one for at, one in enumerate(rows)]
    books = [as_workbook(form, rows[0]), as_workbook(form, rows[1])]
    books += [renamed(books[at % 2], f"第9{at:02d}社区") for at in range(4)]
    broken = books[0].content[:4000]
    twice = json.loads(as_json(form, rows[5]).content)
    twice["answers"] |= {"no-such-item": {"state": "answered", "value": 1}, item: {"state": "na", "reason": ""}}
    return [
        *books, *(as_json(form, one) for one in rows[2:18]),
        as_json(form, replace(rows[2], filled="2026-12-01"), "第002社区-又交.json"),
        as_json(form, replace(rows[3], community="第００３ 社区", answers=dict(list(rows[3].answers.items())[2:])), "第003社区-改过.json"),
        Sent("第005社区-手改.json", json.dumps({**twice, "community": "手改社区"}, ensure_ascii=False).encode()),
        Sent("断.xlsx", broken), Sent("空.xlsx", b""), Sent("通知.pdf", b"%PDF-1.7 x"), Sent("旧.json", b'{"format":"casebook-return","schema":null}'),
        Sent("没写.json", write_return(replace(rows[6], community=" "), form.sheet.fingerprint).encode()),
    ]


@pytest.fixture(scope="module")
def told_by_command(form: ChecklistForm, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Sent], Ledger, dict[str, bytes]]:
    """The same files through what `casebook collect` is made of: its ledger and its reports."""
    sent = thirty(form)
    folder = tmp_path_factory.mktemp("inbox")
    for one in sent:
        (folder / one.name).write_bytes(one.content)
    book, _ = read_casebook(REPO)
    assert book is not None
    catalogue = Catalogue(book)
    known = known_checklists(catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collect_intake, "read_returns", read_here)
        out = folder.parent / "out"
        with opened_store(out, known) as store:
            rows, _, skipped = take_in(store, find_files(folder, out)[0], known, 1, 1)
    assert not skipped
    ledger = Ledger((Batch(1, AT, "收件", len(rows)),), rows)
    return sent, ledger, make_reports(catalogue, ledger)


def test_the_page_and_the_command_say_the_same_of_thirty_files(
    window: Watch, told_by_command: tuple[list[Sent], Ledger, dict[str, bytes]]
) -> None:
    sent, ledger, reports = told_by_command
    assert len(sent) == 30
    page = opened(window, sent)
    fates = dict(zip((row.name for row in ledger.files), ledger.sorted(), strict=True))
    counted = [sum(fate.outcome == outcome for fate in fates.values()) for outcome in ("accepted", "duplicate", "conflict", "rejected")]
    assert sums(page) == [30, *counted]
    assert min(counted) > 0

    kept = {one["name"]: one for one in json.loads(saved(page, "存下整个汇总（JSON）").content)["files"]}
    for row in ledger.files:
        there = kept[row.name]
        assert (there["code"], there["where"], there["detail"]) == (row.code, row.where, row.detail), row.name
        assert [tuple(note.values()) for note in there["notes"]] == [(note.code, note.where, note.detail) for note in row.notes], row.name
        said = json.loads(write_return(row.returned, row.fingerprint)) if row.returned else None
        assert there["return"] == said, row.name

    page.get_by_label(re.compile("带上社区名")).check()
    table = tables(saved(page, "存成表格（CSV）：汇总表").content)
    book = openpyxl.load_workbook(io.BytesIO(reports["汇总表.xlsx"]))
    whole = table["各社区得分率（%）"]
    for line, row in zip(whole, sheet_rows(book["汇总"]), strict=True):
        mine = [line[0], line[1], *(cell.removesuffix(" 短板") for cell in line[3:12]), line[13]]
        assert mine == [row["代号"], row["社区"], *(row[name] for name in row if "（%）" in name and "算进" not in name and "复核" not in name),
                        row["等级"], row["没答完（条）"] or ("0" if row["社区"] else "")]
        assert [cell for cell in line[3:10] if cell.endswith("短板")] == [
            f"{row[f'{name}（%）']} 短板" for name in filter(None, row["短板"].split("、"))
        ]
        assert line[12] == (str(len(row["先解决底线事项"].split("、"))) if row["先解决底线事项"] else "0" if row["社区"] else "")
    assert sheet_rows(book["共性短板"])
    assert sheet_rows(book["需协调事项"])
    wanted = ("条目", "指标", "得分不到六成（社区）", "作了答（社区）", "可以先带的做法", "代号")
    gaps = [tuple(row[name] for name in wanted) for row in sheet_rows(book["共性短板"])]
    assert [(*line[0].split(" ", 1), line[2], line[3], line[5], re.sub(" [^、]+", "", line[4])) for line in table["共性短板"]] == gaps
    matters = [(f"{row['条目']} {row['指标']}", f"{row['代号']} {row['社区']}", row["社区写的情况"]) for row in sheet_rows(book["需协调事项"])]
    assert [(line[0], line[1], line[2].lstrip("'") or "（没有写）") for line in table["需街道、部门协调的事项"]] == matters
    assert saved(page, "存成培训清单.yaml").content == reports["培训清单.yaml"]


def tables(content: bytes) -> dict[str, list[list[str]]]:
    """The tables of a file by the name above each: rows without the head."""
    found: dict[str, list[list[str]]] = {}
    for block in re.split(r"(?:^|\r\n)\r\n", content.decode("utf-8-sig"))[1:]:
        rows = list(csv.reader(io.StringIO(block)))
        found[rows[0][0]] = rows[2:]
    return found


def sheet_rows(sheet: Any) -> list[dict[str, str]]:
    """The rows of a sheet as texts, by the words of its head."""
    texts = [["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(texts) if row[0] in {"代号", "条目"})
    heads = [head.replace("\n", "") for head in texts[at]]
    return [dict(zip(heads, row, strict=True)) for row in texts[at + 1:] if any(row)]


def measured(watch: Watch, form: ChecklistForm, count: int, folder: Path) -> float:
    """Seconds that the page works to read so many workbooks of real size; it must stay live meanwhile."""
    book = as_workbook(form, filled(form, 1))
    sent = [renamed(book, f"第{number:03d}社区") for number in range(1, count + 1)]
    page = opened(watch)
    page.evaluate("""() => {
        let last = performance.now();
        window.longest = 0;
        setInterval(() => { window.longest = Math.max(window.longest, performance.now() - last); last = performance.now(); }, 20);
    }""")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    give(page, sent, folder)
    wall = time.perf_counter() - start
    told = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    seconds: float = told["TaskDuration"]
    assert sums(page) == [count, count, 0, 0, 0]
    longest = page.evaluate("window.longest")
    print(f"\n{count} workbooks of {len(book.content) // 1024} KB: {wall:.1f} s, of these {seconds:.1f} s at work; longest stop {longest:.0f} ms")
    assert longest < 2_000
    return seconds


@pytest.mark.long  # thirty files of every kind are read in test_the_page_and_the_command_say_the_same_of_thirty_files
def test_thirty_workbooks(window: Watch, form: ChecklistForm, tmp_path: Path) -> None:
    assert measured(window, form, 30, tmp_path) < SECONDS * 30 / 500 * 3  # nothing is compiled at first


@pytest.mark.long
def test_five_hundred_workbooks(window: Watch, form: ChecklistForm, tmp_path: Path) -> None:
    assert measured(window, form, 500, tmp_path) < SECONDS
