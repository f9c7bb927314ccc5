"""备课 as a trainer uses it: cases in, minutes that add up, advice taken, a plan printed, a file that Python takes, a list read."""
from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import REPO
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from generator.checking import check_casebook
from generator.csp import add_policies
from generator.know.catalogue import Catalogue
from generator.know.class_size import Reports, part_class, report_row, reports_in_words
from generator.model.casebook import Casebook
from generator.render.course_yaml import course_yaml
from generator.render.lessons_script import render_lessons
from generator.view.collect_course import Course as Training
from generator.view.lesson import lessons
from generator.view.lesson_rows import lesson_data
from generator.view.papers.course_paper import timetable
from generator.view.shapes import Download
from generator.view.teaching_pages import student_pages
from tests.browser.conftest import addressed
from tests.browser.watching import Watch, watching
from tests.render.sample_site import build_site

pytestmark = pytest.mark.linux

SCHEMES = pytest.mark.parametrize("scheme", [pytest.param("http", marks=pytest.mark.long), "file"])
HOSTILE = "<img src=x onerror=window.struck=1>"
READY = "zhenjie-yitian"
UNITS = "u=ningyang/wangge-kao-shenme.90,futian/shixiang-quliu.120.q1.q2"


@pytest.fixture(scope="module")
def book() -> Casebook:
    made, _ = check_casebook(REPO)
    assert made is not None
    return made


@pytest.fixture(scope="module")
def course_addresses(book: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The page with the real teaching cases, each with two files, on the sample site."""
    site = build_site(tmp_path_factory.mktemp("course"))
    catalogue = Catalogue(book, "1", "2026-01-05")
    pages = []
    for page in student_pages(catalogue):
        stem = page.path.removeprefix("library/").removesuffix(".html")
        files = [Download("01_案例正文_学员版", f"downloads/{stem}-01.docx", "Word"), Download("学员用的整包", f"downloads/{stem}-student.zip", "zip")]
        for file in files:
            (site / file.path).parent.mkdir(parents=True, exist_ok=True)
            (site / file.path).write_bytes(b"PK")
        pages.append(replace(page, downloads=tuple(files)))
    (site / "data" / "lessons.js").write_bytes(render_lessons(lesson_data(catalogue, pages)))
    add_policies(site)
    with addressed(site) as found:
        yield found


@pytest.fixture
def window(browser: Browser, course_addresses: dict[str, str]) -> Iterator[Watch]:
    with watching(browser, course_addresses["file"]) as watch:
        yield watch


def opened(watch: Watch, query: str = "") -> Page:
    page = watch.open(f"course.html{query}")
    expect(page.locator(".course-lesson").first).to_be_visible()
    return page


def saved(page: Page) -> tuple[str, str]:
    with page.expect_download() as download:
        page.get_by_role("button", name="存下课程（yaml）").click()
    return download.value.suggested_filename, Path(download.value.path()).read_text("utf-8")


def give(page: Page, name: str, content: bytes | str) -> None:
    data = content.encode() if isinstance(content, str) else content
    page.locator("#course-file").set_input_files([{"name": name, "mimeType": "text/yaml", "buffer": data}])
    expect(page.locator(".collect-said").first).not_to_be_empty()


@SCHEMES
def test_cases_are_picked_and_the_minutes_add_up(browser: Browser, course_addresses: dict[str, str], scheme: str) -> None:
    with watching(browser, course_addresses[scheme]) as watch:
        page = opened(watch)
        page.get_by_label("写给谁").select_option("网格员")
        expect(page.locator(".course-lesson")).to_have_count(1)
        page.get_by_role("button", name="加进来：53个网格建起来以后靠什么转").click()
        expect(page.locator(".course-used")).to_be_visible()
        expect(page.locator(".course-verdict")).to_have_text("✓ 正好 180 分钟")
        page.get_by_label("写给谁").select_option("")
        page.get_by_label("讲哪里").select_option("longhua")
        page.get_by_role("button", name="加进来：沿街院子开放以后，要不要签一张约定").click()
        expect(page.locator(".course-verdict")).to_have_text("△ 比总分钟多 45 分钟")
        page.get_by_label("课堂计划").first.focus()
        page.get_by_label("课堂计划").first.select_option("90")
        expect(page.locator(".course-verdict")).to_have_text("△ 比总分钟少 45 分钟")
        expect(page.get_by_label("课堂计划").first).to_be_focused()
        page.get_by_role("button", name=re.compile("照这样改：课间加 45 分钟")).click()
        expect(page.locator(".course-verdict")).to_have_text("✓ 正好 180 分钟")
        expect(page.locator(".course-verdict")).to_be_focused()
        page.reload()
        expect(page.locator(".course-unit")).to_have_count(2)  # the address says it all
        expect(page.get_by_label("课间合计（分钟）")).to_have_value("45")
        links = page.locator(".course-files a[href*=downloads]")
        expect(links).to_have_count(4)
        assert [link.split("teaching-")[1] for link in links.evaluate_all("all => all.map(one => one.href)")[:2]] == [
            "wangge-kao-shenme-student.zip", "wangge-kao-shenme-01.docx",
        ]
        with page.expect_download() as download:
            links.first.click()
        assert download.value.suggested_filename.endswith(".zip")


def test_too_long_says_what_to_shorten_and_which_question_to_drop(window: Watch) -> None:
    page = opened(window, f"?t=150&{UNITS.replace('.q1.q2', '')}")
    advice = page.locator(".course-advice li")
    expect(advice.first).to_contain_text(re.compile("从 1?[29]0 分钟改成 [0-9]+ 分钟（少 [0-9]+ 分钟，去掉第 [0-9、]+ 题）"))
    for _ in range(advice.count()):
        words = page.locator(".course-advice li span").first.inner_text()
        page.get_by_role("button", name=f"照这样改：{words}").click()
        assert page.locator(".course-verdict").inner_text().startswith("✓") or "还余" in words
        page.go_back()
        expect(page.locator(".course-verdict")).to_have_text("△ 比总分钟多 60 分钟")


def test_questions_units_and_wrong_numbers(window: Watch) -> None:
    page = opened(window, f"?t=210&{UNITS}")
    second = page.locator(".course-unit").nth(1)
    expect(second.locator("summary")).to_have_text("讨论题：选了 2 道，共 6 道")
    second.locator("summary").click()
    second.get_by_label("第 6 题").check()
    expect(second.get_by_label("第 6 题")).to_be_focused()  # and the fold is still open
    expect(second.locator("summary")).to_have_text("讨论题：选了 3 道，共 6 道")
    second.get_by_role("button", name="往前移").click()
    expect(page.locator(".course-unit h3").first).to_contain_text("工作站减下来的事项往哪里去")
    people = page.get_by_label("人数")
    people.fill("９００")
    expect(page.locator(".course-wrong")).to_have_text("写 5 到 200 的整数；先按原来的算")
    people.fill("６０")
    expect(page.locator(".course-unit").first).to_contain_text("8组：4组每组8人，4组每组7人")
    page.get_by_role("button", name="拿掉第一讲").click()
    expect(page.locator(".course-unit")).to_have_count(1)


def test_groups_and_reports_are_those_of_the_program(window: Watch, book: Casebook) -> None:
    page = opened(window, f"?{UNITS}")
    by_ref = {taught.lesson.ref: taught.teacher for taught in lessons(Catalogue(book, "1", "2026-01-05"))}
    units = list(enumerate((("ningyang/wangge-kao-shenme", "90"), ("futian/shixiang-quliu", "120"))))
    for people, (at, (ref, minutes)) in product((9, 40, 45, 60, 120), units):
        page.get_by_label("人数").fill(str(people))
        part = by_ref[ref]
        groups = part_class(people, (part.group_size[0], part.group_size[1]))
        row = report_row([(one.stage, one.minutes) for one in next(plan for plan in part.plans if plan.preset == minutes).rows])
        assert row is not None
        unit = page.locator(".course-groups").nth(at)
        expect(unit).to_contain_text(f"{groups.in_words()}。{reports_in_words(Reports(groups.count, row[0]), row[1])}")


def test_a_saved_course_is_taken_by_the_check_and_opened_again(window: Watch, book: Casebook, tmp_path: Path) -> None:
    page = opened(window, f"?t=225&b=15&id=ban-tian&{UNITS}")
    page.get_by_label("课程名称").fill(f'议事[#x]:"{HOSTILE}" 2026年度')
    page.get_by_label("课程名称").blur()
    expect(page.locator(".course-verdict")).to_have_text("✓ 正好 225 分钟")
    name, text = saved(page)
    assert name == "ban-tian.yaml"
    root = tmp_path / "book"
    shutil.copytree(REPO / "cases", root / "cases")
    (root / "cases" / "courses" / name).write_text(text, "utf-8")
    made, problems = check_casebook(root)
    assert [str(problem) for problem in problems if "ban-tian" in str(problem)] == []
    assert made is not None
    course = made.courses["ban-tian"]
    assert (course.title, course.minutes, course.breaks) == (f'议事〔#x〕："{HOSTILE}" 2026年度', 225, 15)
    assert [(unit.teaching, unit.minutes, unit.questions) for unit in course.units][1] == ("futian/shixiang-quliu", "120", ("q1", "q2"))
    rows = page.locator(".course-plan table").first.locator("tbody tr").evaluate_all("all => all.map(one => one.lastChild.textContent)")
    assert rows == [f"{minutes}分钟" for _, minutes in timetable(course)]
    page.get_by_role("button", name="重新开始").click()
    expect(page.locator(".course-unit")).to_have_count(0)
    give(page, name, text)
    expect(page.locator(".course-unit")).to_have_count(2)
    assert saved(page) == (name, text)
    assert page.evaluate("window.struck") is None
    assert page.locator("#course img").count() == 0


def test_every_ready_course_opens_as_it_is_and_from_its_file(window: Watch, book: Casebook) -> None:
    page = opened(window)
    for name, course in book.courses.items():
        page.get_by_role("button", name=f"从现成的课程开始：{course.title}").click()
        expect(page.locator(".course-verdict")).to_have_text(f"✓ 正好 {course.minutes} 分钟")
        there = page.evaluate("location.href")
        page.get_by_role("button", name="重新开始").click()
        give(page, f"{name}.yaml", (REPO / "cases" / "courses" / f"{name}.yaml").read_bytes())
        expect(page.locator(".course-unit")).to_have_count(len(course.units))
        assert page.evaluate("location.href") == there


def test_a_training_list_brings_its_teaching_cases_forward(window: Watch, book: Casebook) -> None:
    page = opened(window)
    uses = Catalogue(book, "1", "2026-01-05").teaching_uses
    practice = min(ref for ref, found in uses.items() if [(use.home, use.rests) for use in found] == [("dongguan", True)])
    list_ = Training(f"共性短板培训{HOSTILE}", "社区书记", 2, (practice, "no/such"), (f"对应“{HOSTILE}”", "没有"))
    give(page, "培训清单.yaml", course_yaml(list_))
    expect(page.locator(".course-lesson").first).to_contain_text("以奖代补的400万元怎样分")
    expect(page.locator(".course-wanted").first).to_contain_text(f"对应“{HOSTILE}”")
    expect(page.locator(".course-training")).to_contain_text("编者建议")
    expect(page.get_by_label("人数")).to_have_value("5")
    expect(page.get_by_label("对象")).to_have_value("社区书记")
    assert page.evaluate("window.struck") is None
    assert page.locator("#course img").count() == 0


def test_a_wrong_file_is_told_with_line_reason_and_mend_and_changes_nothing(window: Watch) -> None:
    page = opened(window, f"?{UNITS}")
    whole = (REPO / "cases" / "courses" / f"{READY}.yaml").read_text("utf-8")
    wrong = {
        "没有教学案例“no/such”": whole.replace("futian/shixiang-quliu", "no/such"),
        "“minutes”写的是“300000”": re.sub("(?m)^minutes: .*$", "minutes: 300000", whole),
        f"对象“{HOSTILE[:28]}": re.sub("(?m)^learners: .*$", f'learners: "{HOSTILE}"', whole),
        "不是 UTF-8 编码": whole.encode("gb18030"),
        "文件太大": b"#" * (2 << 20),
    }
    for told, content in wrong.items():
        give(page, f"{HOSTILE}.yaml", content)
        said = page.locator(".collect-said").first
        expect(said).to_contain_text(told)
        expect(said).to_contain_text("改法：")
        expect(page.locator(".course-unit")).to_have_count(2)
    assert page.evaluate("window.struck") is None
    assert page.locator("#course img").count() == 0


def test_a_hostile_address_is_only_words(window: Watch) -> None:
    for query in (f"u=__proto__.90,no/such.45&title={quote(HOSTILE)}&n=x&t=&b=%FF", "u=%E4%B8%&%=%&__proto__=1&for=constructor", "u=" + "x%22%3E%3Ca%27" * 720):
        page = opened(window, f"?{query}")
        expect(page.locator(".collect-said").first).to_contain_text("网址里有用不上的部分")
        assert page.evaluate("window.struck") is None
        assert page.locator("#course img").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_plan_is_printed_alone_on_a4(window: Watch, tmp_path: Path) -> None:
    page = opened(window, f"?t=225&b=15&{UNITS}&title={quote('议事课')}")
    page.pdf(path=tmp_path / "plan.pdf", prefer_css_page_size=True)
    pages = PdfReader(tmp_path / "plan.pdf").pages
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(one.extract_text() for one in pages)))
    assert [round(side) for side in (pages[0].mediabox.width, pages[0].mediabox.height)] in ([595, 842], [596, 842])
    assert 1 <= len(pages) <= 4
    for words in ("议事课", "时间表", "225分钟", "第二讲", "小组汇报", "要带的文件(按次序):01_案例正文_学员版"):
        assert words in text
    assert "加进来" not in text
    assert "照这样改" not in text
    assert "选案例" not in text


LOOKS = [(390, "dark", ""), *(pytest.param(*look, marks=pytest.mark.long) for look in ((1366, "light", ""), (390, "light", "high")))]


@pytest.mark.parametrize(("width", "scheme", "contrast"), LOOKS, ids=lambda one: str(one) or "usual")
def test_it_fits_and_is_accessible(browser: Browser, course_addresses: dict[str, str], width: int, scheme: str, contrast: str) -> None:
    window = {"width": width, "height": 844}
    with watching(browser, course_addresses["http"], viewport=window, color_scheme=scheme, has_touch=width < 600, storage=width > 600) as watch:
        page = opened(watch, f"?t=100&n=60&{UNITS}")
        page.locator(".course-unit summary").first.click()
        page.get_by_role("button", name="看教案").click()
        give(page, "错.yaml", "a: |\n")
        if contrast:
            page.evaluate("document.documentElement.setAttribute('data-contrast', 'high')")
        assert watch.violations(*(["color-contrast"] if contrast else [])) == []
        for size in ("", "huge"):
            page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size


def test_the_keyboard_alone_makes_a_course(window: Watch) -> None:
    page = opened(window)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".course-foot")).to_be_hidden()
    page.locator("#course-file").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if "加进来" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".course-unit")).to_have_count(1)
    assert "再加一讲" in page.evaluate("document.activeElement.textContent")  # the focus stays where the reader was
    expect(page.locator(".course-foot")).to_have_text(re.compile("^1 讲，合计 180 分钟.*正好"))
    expect(page.locator(".course-foot")).to_be_in_viewport()
