"""Pages as Markdown, and what mkdocs makes of them: data shows as it is, whatever it holds."""
from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from generator.render.address import fragment_path, markdown_path, relative
from generator.render.page import render_fragment, render_page
from generator.view import shapes
from generator.view.shapes import Document
from tests.render import sample
from tests.render.sample_site import build_site

GOLDEN = Path(__file__).parents[1] / "golden" / "page-practice.md"

AWKWARD = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}{# x #}",
    "[x](javascript:alert(1)) ![y](z) <https://x.example>",
    "=1+1",
    "`code` ``two``",
    "*em* **strong** _under_ __two__ ~~gone~~",
    "# x",
    '--8<-- "x"',
    "</div></p></td><p>",
    "&amp; &lt; &#35; &copy;",
    "心" * 80,
    "--> <!-- ]]> <?php ?>",
    '"><img src=x onerror=alert(1)>\' onmouseover="alert(1)',
    "{#id .class onclick=alert(1)} {: x=1}",
    "甲\n\n## 乙\n\n    丙\n\n- 丁\n\n</div>\n\n```\n戊",
    "1. 一\t二\\*三\\",
    "---\ntitle: x\n---",
    "a\u2028b\u2029c",
    "[^1]: x *[HTML]: y",
    "$x$ \\(y\\) :smile: ==z== ++k++ ^s^ | a | b |",
)
PLAIN = "平常的话"
KEPT = {"page", "path", "ref", "kind", "id", "ids", "target", "metric", "metrics", "voice", "reviewed", "cases", "status"}
DATA_ATTRIBUTES = {"title", "content", "data-k", "aria-label", "download"}


class Outline(HTMLParser):
    """The elements of a page with the attributes that hold no data, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = ((name, "" if name in DATA_ATTRIBUTES else value) for name, value in attrs)
        self.elements.append((tag, tuple((name, "fig" if value == "fig long" else value) for name, value in kept)))

    def handle_data(self, data: str) -> None:
        self.words += data


def outline(page: Path) -> Outline:
    """Return the outline of a built page."""
    found = Outline()
    found.feed(page.read_text(encoding="utf-8"))
    found.close()
    return found


def squeezed(text: str) -> str:
    """Return text as a browser shows it."""
    return re.sub(r"\s+", " ", text).strip()


def say(value: object, words: str) -> object:
    """Return shapes with every text of the data replaced."""
    if isinstance(value, str):
        return words if value else value
    if isinstance(value, tuple):
        return tuple(say(part, words) for part in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.name not in KEPT}
    return dataclasses.replace(value, **{name: say(field, words) for name, field in fields.items()})


def spoken(document: Document, words: str, path: str) -> Document:
    """Return a document that says the same words everywhere, at another path of the same folder."""
    told = say(document, words)
    assert isinstance(told, Document)
    return dataclasses.replace(told, path=path)


def walk(value: object) -> Iterator[object]:
    """Yield every shape in a shape."""
    yield value
    parts = value if isinstance(value, tuple) else [
        getattr(value, field.name) for field in dataclasses.fields(value)  # type: ignore[arg-type]
    ] if dataclasses.is_dataclass(value) else []
    for part in parts:
        yield from walk(part)


@pytest.fixture(scope="module")
def awkward_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose pages say awkward things everywhere, each beside a twin in plain words."""
    sections = tuple(
        section for make in (sample.practice, sample.case, sample.form, sample.metrics) for section in make().sections
    )
    document = dataclasses.replace(sample.practice(), sections=sections)
    pages = [spoken(document, words, f"library/dongguan/{name}.html") for name, words in enumerate((PLAIN, *AWKWARD))]
    return build_site(tmp_path_factory.mktemp("awkward"), pages) / "library" / "dongguan"


@pytest.fixture(scope="module")
def twin(awkward_site: Path) -> Outline:
    """Return the outline of the page in plain words."""
    return outline(awkward_site / "0.html")


def test_golden_page(request: pytest.FixtureRequest) -> None:
    page = render_page(sample.practice())
    if request.config.getoption("--update-golden", default=False):
        GOLDEN.write_bytes(page)
    assert page.decode() == GOLDEN.read_text(encoding="utf-8")


def test_sample_uses_every_shape() -> None:
    used = {type(shape) for document in sample.site() for shape in walk(document)}
    assert {*get_args(shapes.Block), *get_args(shapes.Inline)} <= used


@pytest.mark.parametrize(("number", "words"), list(enumerate(AWKWARD, 1)), ids=range(1, len(AWKWARD) + 1))
def test_awkward_words_show_as_they_are(awkward_site: Path, twin: Outline, number: int, words: str) -> None:
    page = outline(awkward_site / f"{number}.html")
    assert page.elements == twin.elements
    assert twin.words.count(PLAIN) > 100
    assert squeezed(page.words).count(squeezed(words)) >= twin.words.count(PLAIN)


def test_control_characters_are_replaced() -> None:
    document = spoken(sample.case(), "a\x02wzxhzdk:0\x03\x85b", sample.CASE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", render_page(document).decode())


def test_every_block_is_one_element_without_blank_lines() -> None:
    for document in sample.site():
        body = render_page(document).decode().split("---\n", 2)[2]
        for block in re.split(r"\n{2,}", body.strip()):
            assert re.match(r"#{1,3} .+ \{#[^}]+\}$|<(div)\b[\s\S]*</\1>$", block), block
            assert not re.search(r"^[ \t]", block, re.MULTILINE)


def test_says_the_same_bytes_again() -> None:
    assert [render_page(document) for document in sample.site()] == [render_page(document) for document in sample.site()]


def test_default_status_is_not_shown_and_others_are() -> None:
    page = render_page(sample.practice()).decode()
    assert 'class="status">做法' not in page
    assert 'class="status">目标' in page
    assert 'class="status">成效自述' in page


def test_voices_are_labelled_in_words() -> None:
    page = render_page(sample.practice()).decode()
    assert page.count("编者建议</b>（来源未记载，未经当地验证）<span>数字均可自定") == 2
    assert page.count("编者建议</b><span>数字均可自定") == 2
    assert page.count("来源记载") == 2


def test_a_long_figure_may_break_and_a_short_one_not() -> None:
    long = (shapes.Figure("市镇两级、村（社区）和网格（楼盘小区等）组成的四级治理网络体系", "dongguan/levels"),)
    page = render_page(dataclasses.replace(sample.case(), lead=long)).decode()
    assert 'class="fig long"' in page
    assert 'class="fig long"' not in render_page(sample.practice()).decode()


def test_fragment_is_the_body_alone() -> None:
    fragment = render_fragment(sample.home_fragment()).decode()
    assert not fragment.startswith("---")
    assert "## 案例 {#cases}" in fragment
    assert 'href="library/dongguan/index.html"' in fragment
    assert "#" not in render_fragment(sample.about_fragment()).decode()


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "library/x/y.html", "library/x/y.html"),
        ("library/x/y.html", "index.html", "../../index.html"),
        ("library/x/y.html", "library/x/z.html#a", "z.html#a"),
        ("library/x/y.html", "library/w/z.html", "../w/z.html"),
        ("library/x/y.html", "library/x/y.html", "y.html"),
        ("library/x/y.html", "library/x/y.html#a", "#a"),
        ("library/x/y.html", "#a", "#a"),
        ("library/metrics.html", "library/metrics.html?case=dongguan", "metrics.html?case=dongguan"),
        ("library/library/y.html", "library/y.html", "../y.html"),
    ],
)
def test_links_are_relative(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link


@pytest.mark.parametrize(
    "there", ["javascript:alert(1)", "https://x.example/", "//x.example", "/x.html", "../x.html", "a/../b.html", "", "a b.html", 'a"b']
)
def test_a_link_never_leaves_the_site(there: str) -> None:
    with pytest.raises(ValueError, match="not a site path"):
        relative("library/x.html", there)


@pytest.mark.parametrize("find", [markdown_path, fragment_path])
def test_files_stand_below_docs(find: Callable[[str], str]) -> None:
    assert find("library/x/y.html").startswith("docs/library/")


def test_an_anchor_of_a_heading_is_checked() -> None:
    document = dataclasses.replace(sample.case(), sections=(shapes.Section("a b}", "题", ()),))
    with pytest.raises(ValueError, match="not an anchor"):
        render_page(document)
