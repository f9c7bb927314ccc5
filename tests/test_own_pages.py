"""Our own pages put into the theme without Markdown: the same bytes as mkdocs makes, for every page."""
from __future__ import annotations

from pathlib import Path

import pytest

from generator.clock import read_clock
from generator.know.catalogue import Catalogue
from generator.mkdocs_site import build_site
from generator.model.problem import CasebookError
from generator.pipeline import write_pages
from generator.read.folder import read_casebook
from generator.render.page import render_page
from generator.view.shapes import Document, Paragraph, Plain, Section

AWKWARD = "a < b & c > d “e” 'f' \"g\" [h](i) *j* `k` \\ {#l .m} # n　o ~ 1. | --8<-- 「p」/q:r"


def page(name: str, title: str, *sections: Section, **more: str) -> Document:
    lead = (Plain(f"{title}\n\n{title}"),)
    return Document(
        path=f"library/odd/{name}.html", kind="practice", title=title, kicker="做法", lead=lead, sections=sections,
        description=title, keywords=("一", title), **more,  # type: ignore[arg-type]
    )


def part(id_: str, heading: str, level: int = 2) -> Section:
    return Section(id_, heading, (Paragraph((Plain(heading + "\t甲"),)),), "advice" if level == 2 else "plain", level)


ODD = (
    page("plain", "普通", part("a", "一节"), part("b", "二节"), part("c", "其下", 3)),
    page("marks", AWKWARD, part("a", AWKWARD), part("b", "　全角　空格　")),
    page("bare", "没有节"),
    page("one", "只有一节", part("a", "一节")),
    page("deep", "先三级", part("a", "三级", 3), part("b", "二级")),
    page("script", "带脚本", part("a", "一"), part("b", "二"), script="search"),
    page("moved", "搬走的", moved="library/odd/plain.html"),
    page("source", "有出处", part("a", "一"), part("b", "二"), reviewed="2026-01-05", source="《某》 & <某>"),
)


@pytest.fixture
def written(project: Path) -> Path:
    """A project whose pages are written, ours and odd ones, with two more that are no page of ours."""
    book, _ = read_casebook(project)
    assert book is not None
    write_pages(project, Catalogue(book, "1", "2026-01-05"))
    odd = project / "docs" / "library" / "odd"
    odd.mkdir()
    for document in ODD:
        (odd / Path(document.path).name).with_suffix(".md").write_bytes(render_page(document))
    (odd / "hand.md").write_text("---\ntitle: 手写\n---\n\n# 手写 *的*\n\n段落 `x`\n\n- 一\n- 二\n", "utf-8")
    (odd / "none.md").write_text("没有标题", "utf-8")
    return project


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_is_the_same_as_mkdocs_makes_it(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_SITE_URL", "https://example.org/cases/")  # with canonical addresses and a map
    made = []
    for name in ("ours", "mkdocs"):
        (tmp_path / name).mkdir()
        build_site(written, tmp_path / name, read_clock(written), own=name == "ours")
        made.append(tree(tmp_path / name))
    ours, theirs = made
    assert ours.keys() == theirs.keys()
    assert {f"library/odd/{Path(page.path).name}" for page in ODD} < ours.keys()
    assert [name for name in theirs if name.endswith((".html", ".xml")) and ours[name] != theirs[name]] == []
    assert b"library/odd/plain.html" in ours["sitemap.xml"]


def test_a_page_that_is_no_text_is_told(written: Path, tmp_path: Path) -> None:
    (written / "docs" / "library" / "odd" / "plain.md").write_bytes(b"\xff")
    (tmp_path / "site").mkdir()
    with pytest.raises(CasebookError, match=r"plain\.md"):
        build_site(written, tmp_path / "site", read_clock(written))
