"""The proof of the built site finds every kind of defect, and nothing where there is none."""
from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import crawl
from generator.crawl import KINDS, Fault, crawl_site, prove_crawler, read_site, site_files
from generator.model.problem import CasebookError
from generator.write import write_file
from generator.write_tree import write_tree

SITE = {
    "index.html": '<title>首页</title><p id="top-of-all"></p>'.encode(),
    "finder.html": b"<title>f</title>",
    "library/futian/index.html": '<title>福田</title><h2 id="数据">a</h2><h2 id="a b"></h2><a name="old"></a>'.encode(),
    "library/metrics.html": b'<p id="futian.projects-1363">',
    "downloads/futian/guide.docx": b"PK",
    "assets/style.css": b"a { background: url(../images/x.png) }",
    "images/x.png": b"",
    "images/a b.png": b"",
}


def faults_of(root: Path, page: str) -> list[tuple[str, str]]:
    """Faults (kind, target) of a page library/page.html with this body, in a site that is otherwise sound."""
    write_tree(root, {**SITE, "library/page.html": f"<!doctype html><title>页</title>{page}".encode()})
    return [(fault.kind, fault.target) for fault in crawl_site(root)]


@pytest.mark.parametrize("page", [
    '<a href="futian/index.html">', '<a href="./futian/../futian/index.html">', '<a href="../index.html">',
    '<a href="futian/index.html#数据">', '<a href="futian/index.html#%E6%95%B0%E6%8D%AE">', '<a href="futian/index.html#old">',
    '<a href="futian/index.html#a%20b">', '<a href="futian/index.html?x=1#old">', '<a href="#">', '<a href="#top">',
    '<a href="#TOP">', '<p id="here"><a href="#here">', '<a href="page.html#here"><i id="here">', '<a href="?q=1">',
    '<a href="metrics.html#futian.projects-1363">', '<a href=" futian/index.html\n">', '<a href="futian\\index.html">',
    '<a href="../finder.html#topic=%E8%AE%AE%E4%BA%8B&amp;cost=low">', '<a href="metrics.html#:~:text=x">',
    '<a href="../downloads/futian/guide.docx" download="操作参考.docx">', '<a href="../downloads/futian/guide.docx#page=2">',
    '<img src="../images/a%20b.png" alt=""><img src="../images/a b.png" alt="">',
    '<img src="data:image/svg+xml,x" alt=""><img srcset="DATA:IMAGE/png;base64,AA== 1x" alt="">',
    '<a href="http://example.com"></a><a href="HTTPS://example.com/a#b"></a><a href="mailto:a@example.com"></a>',
    '<link rel="canonical" href="https://example.com/library/page.html">', "<a></a><form></form><img alt=''>",
    '<p style="background: url(../images/x.png)"><style>p{background:url("../images/x.png")}</style>',
    '<svg><path id="p"/><use href="#p"/></svg>', '<meta http-equiv="refresh" content="0; url=futian/index.html#old">',
    "<script>const link = '<a href=gone.html>';</script><!-- <a href=gone.html> -->",
])
def test_a_sound_page_has_no_fault(tmp_path: Path, page: str) -> None:
    assert faults_of(tmp_path, page) == []


@pytest.mark.parametrize(("page", "kind", "target"), [
    ('<a href="gone.html">', "missing-file", "gone.html"),
    ('<a href="gone.html#x">', "missing-file", "gone.html#x"),
    ('<a href="futian/index.html/">', "missing-file", "futian/index.html/"),
    ('<a href="%FF.html">', "missing-file", "%FF.html"),
    ('<a href="&#xD800;.html">', "missing-file", "\ufffd.html"),
    ('<a href="gone.docx" download>', "missing-file", "gone.docx"),
    ('<img src="gone.png" alt="">', "missing-file", "gone.png"),
    ('<img srcset="../images/x.png 1x, gone.png 2x" alt="">', "missing-file", "gone.png"),
    ('<script src="gone.js"></script>', "missing-file", "gone.js"),
    ('<meta http-equiv="refresh" content="0;url=gone.html">', "missing-file", "gone.html"),
    ('<noscript><img src="gone.png"></noscript>', "missing-file", "gone.png"),
    ('<a href="Futian/index.html">', "letter-case", "Futian/index.html"),
    ('<a href="futian/Index.html#old">', "letter-case", "futian/Index.html#old"),
    ('<a href="futian/">', "folder", "futian/"),
    ('<a href="futian">', "folder", "futian"),
    ('<a href=".">', "folder", "."),
    ('<a href="..">', "folder", ".."),
    ('<a href="../../secret.html">', "outside-root", "../../secret.html"),
    ('<a href="%2e%2e/%2e%2e/secret.html">', "outside-root", "%2e%2e/%2e%2e/secret.html"),
    ('<a href="futian/index.html#gone">', "missing-anchor", "futian/index.html#gone"),
    ('<a href="#gone">', "missing-anchor", "#gone"),
    ('<a href="metrics.html#gone:~:text=x">', "missing-anchor", "metrics.html#gone:~:text=x"),
    ('<a href="#%FF">', "missing-anchor", "#%FF"),
    ('<a href="futian/index.html#Old">', "missing-anchor", "futian/index.html#Old"),
    ('<svg><use href="#gone"/></svg>', "missing-anchor", "#gone"),
    ('<a href="/index.html">', "absolute-path", "/index.html"),
    ('<a href="//example.com/x">', "absolute-path", "//example.com/x"),
    ('<a href="\\\\example.com\\x">', "absolute-path", "\\\\example.com\\x"),
    ('<img src="/images/x.png" alt="">', "absolute-path", "/images/x.png"),
    ('<a href="javascript:alert(1)">', "scheme", "javascript:alert(1)"),
    ('<a href=" jAva\tscript:alert(1)">', "scheme", " jAva\tscript:alert(1)"),
    ('<a href="file:///etc/passwd">', "scheme", "file:///etc/passwd"),
    ('<a href="C:\\index.html">', "scheme", "C:\\index.html"),
    ('<a href="data:text/html,x">', "scheme", "data:text/html,x"),
    ('<a href="data:image/png,x">', "scheme", "data:image/png,x"),
    ('<form action="mailto:a@example.com"></form>', "scheme", "mailto:a@example.com"),
    ('<a href="tel:110">', "scheme", "tel:110"),
    ('<img src="data:text/html,x" alt="">', "scheme", "data:text/html,x"),
    ('<script src="data:image/png,x"></script>', "scheme", "data:image/png,x"),
    ('<iframe src="about:blank"></iframe>', "scheme", "about:blank"),
    ('<script src="https://example.com/x.js"></script>', "outside-resource", "https://example.com/x.js"),
    ('<link rel="stylesheet" href="//example.com/x.css">', "outside-resource", "//example.com/x.css"),
    ('<link rel="preconnect" href="https://example.com">', "outside-resource", "https://example.com"),
    ('<img src="http://example.com/x.png" alt="">', "outside-resource", "http://example.com/x.png"),
    ('<img srcset="https://example.com/x.png 2x" alt="">', "outside-resource", "https://example.com/x.png"),
    ('<iframe src="https://example.com/"></iframe>', "outside-resource", "https://example.com/"),
    ('<form action="https://example.com/"></form>', "outside-resource", "https://example.com/"),
    ('<a href="https://example.com/x.zip" download>', "outside-resource", "https://example.com/x.zip"),
    ('<p style="background:url(https://example.com/x)">', "outside-resource", "https://example.com/x"),
    ('<style>@import "//example.com/x";</style>', "outside-resource", "//example.com/x"),
    ('<a href="">', "empty-link", ""),
    ('<a href=" ">', "empty-link", " "),
    ('<img src="" alt="">', "empty-link", ""),
    ('<p id="a"><p id="b"><p id="a"><p id="a">', "duplicate-id", "a"),
    ('<base href="../">', "base", "../"),
])
def test_each_defect_is_found_and_told(tmp_path: Path, page: str, kind: str, target: str) -> None:
    assert faults_of(tmp_path, page) == [(kind, target)]
    (fault,) = crawl_site(tmp_path)
    assert fault.page == "library/page.html"
    assert target.replace("\t", "\\t") in fault.what
    assert re.search(r"[\u4e00-\u9fff]", fault.what)


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe<\x00p\x00", "<p>中文</p>".encode("gbk")])
def test_a_page_that_is_no_utf8_text(tmp_path: Path, content: bytes) -> None:
    write_tree(tmp_path, {**SITE, "odd.html": content})
    assert [(fault.page, fault.kind) for fault in crawl_site(tmp_path)] == [("odd.html", "unreadable")]


def test_style_sheets_are_read_too(tmp_path: Path) -> None:
    sheet = b'@import "https://example.com/a.css"; b { src: url(gone.woff2), url(../images/x.png) } /* url(c) */'
    write_tree(tmp_path, {**SITE, "assets/style.css": sheet, "assets/bad.css": b"\xff"})
    assert [(fault.page, fault.kind, fault.target) for fault in crawl_site(tmp_path)] == [
        ("assets/bad.css", "unreadable", "assets/bad.css"),
        ("assets/style.css", "missing-file", "gone.woff2"),
        ("assets/style.css", "outside-resource", "https://example.com/a.css"),
    ]


class TestNotFoundPage:
    """mkdocs writes the links of 404.html from the root, since that page is served for any address."""

    PAGE = b'<a href="/index.html">a</a><link rel="stylesheet" href="/assets/style.css"><a href="/gone.html">b</a>'

    def test_links_from_the_root_are_looked_up_below_it(self, tmp_path: Path) -> None:
        write_tree(tmp_path, {**SITE, "404.html": self.PAGE})
        assert [(fault.kind, fault.target) for fault in crawl_site(tmp_path)] == [("missing-file", "/gone.html")]

    def test_with_a_site_below_a_path(self, tmp_path: Path) -> None:
        write_tree(tmp_path, {**SITE, "404.html": self.PAGE.replace(b'"/', b'"/cases/') + b'<a href="/index.html">c</a>'})
        faults = [(fault.kind, fault.target) for fault in crawl_site(tmp_path, site_path="/cases/")]
        assert faults == [("absolute-path", "/index.html"), ("missing-file", "/cases/gone.html")]

    @pytest.mark.parametrize("href", ["/", "//example.com/", "/../secret.html"])
    def test_is_no_door_to_elsewhere(self, tmp_path: Path, href: str) -> None:
        write_tree(tmp_path, {**SITE, "404.html": f'<a href="{href}">a</a>'.encode()})
        assert len(crawl_site(tmp_path)) == 1

    def test_only_the_one_at_the_top(self, tmp_path: Path) -> None:
        write_tree(tmp_path, {**SITE, "library/404.html": b'<a href="/index.html">'})
        assert [fault.kind for fault in crawl_site(tmp_path)] == ["absolute-path"]


def test_the_counts(tmp_path: Path) -> None:
    page = '<a href="https://example.com/a"></a><a href="https://example.com/b"></a><a href="futian/index.html"></a>'
    faults_of(tmp_path, page)
    survey = read_site(tmp_path)
    assert (survey.pages, survey.links, survey.outside_links, survey.faults) == (5, 4, 2, ())


def test_the_same_address_is_judged_from_each_folder(tmp_path: Path) -> None:
    link = b'<a href="b.html#x"></a>'
    write_tree(tmp_path, {"a.html": link, "b.html": b"<p id=x>", "f/a.html": link, "f/b.html": b"<p id=y>", "g/a.html": link})
    assert [(fault.page, fault.kind) for fault in crawl_site(tmp_path)] == [
        ("f/a.html", "missing-anchor"), ("g/a.html", "missing-file")]


def test_a_symlink_is_no_file_of_the_site(tmp_path: Path) -> None:
    faults_of(tmp_path, '<a href="link.html"></a><a href="folder/index.html">')
    (tmp_path / "library" / "link.html").symlink_to("page.html")
    (tmp_path / "library" / "folder").symlink_to("futian")
    assert [fault.kind for fault in crawl_site(tmp_path)] == ["missing-file", "missing-file"]


def test_a_site_that_is_not_there_is_an_environment_fault(tmp_path: Path) -> None:
    with pytest.raises(CasebookError) as caught:
        crawl_site(tmp_path / "gone")
    assert caught.value.code == "E-IO"


def test_names_that_cannot_be_published(tmp_path: Path) -> None:
    write_tree(tmp_path, SITE)
    assert site_files(tmp_path) == ()
    for name in ("标题.html", "A", "a", "x" * 201, "aux.txt", "a?b", f"{'d' * 100}/{'f' * 100}"):
        write_file(tmp_path / name, b"", root=tmp_path)
    assert [fault.target for fault in site_files(tmp_path)] == [
        "a", "a?b", "aux.txt", f"{'d' * 100}/{'f' * 18}…", f"{'x' * 119}…", "标题.html"]
    assert {fault.kind for fault in site_files(tmp_path)} == {"bad-name"}


def test_messages_can_be_printed_whatever_the_names(tmp_path: Path) -> None:
    write_file(tmp_path / "\udcff\u202e.html", b"<a href='\xe2\x80\xaegone'>", root=tmp_path)
    for fault in (*crawl_site(tmp_path), *site_files(tmp_path)):
        f"{fault.page} {fault.what}".encode()
        assert "\u202e" not in fault.page + fault.what


class TestCanary:
    def test_the_crawler_proves_itself_quickly_and_leaves_nothing(self, tmp_path: Path) -> None:
        prove_crawler(tmp_path)
        start = time.process_time()
        prove_crawler(tmp_path)
        assert time.process_time() - start < 0.1  # 6 ms on a quiet machine
        assert list(tmp_path.iterdir()) == []

    def test_every_kind_is_seeded(self) -> None:
        assert {kind for _, kind, _ in crawl._CANARY_FAULTS} == set(KINDS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_crawler_blind_to_one_kind_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str,
    ) -> None:
        for name in ("crawl_site", "site_files"):
            look: Callable[[Path], tuple[Fault, ...]] = getattr(crawl, name)
            monkeypatch.setattr(
                crawl, name, lambda root, look=look: tuple(fault for fault in look(root) if fault.kind != kind))
        with pytest.raises(CasebookError) as caught:
            prove_crawler(tmp_path)
        assert (caught.value.code, caught.value.status) == ("E-GATE", 4)
        assert "漏报" in caught.value.what
        assert list(tmp_path.iterdir()) == []

    def test_a_crawler_that_sees_ghosts_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        look = crawl.crawl_site
        monkeypatch.setattr(crawl, "crawl_site", lambda root: (*look(root), Fault("other.html", "folder", "x", "")))
        with pytest.raises(CasebookError, match="误报"):
            prove_crawler(tmp_path)


def test_a_large_site_is_read_in_good_time(tmp_path: Path) -> None:
    """60 pages of 25 KB; 3,000 such pages took 4.5 s of CPU and 60 MB on a busy machine of two cores."""
    row = "<tr><td>议事协商</td><td class='n'>1363</td><td><a href='p{n}.html#r{n}'>做法</a></td><td id='r{n}'></td></tr>"
    page = "<!doctype html><title>页</title><table>" + "".join(row.format(n=n) for n in range(60)) + "居民议事" * 1500
    write_tree(tmp_path, {f"p{n}.html": page.encode() for n in range(60)})
    start = time.process_time()
    survey = read_site(tmp_path)
    assert (survey.pages, survey.links, survey.faults) == (60, 3600, ())
    assert (time.process_time() - start) / 60 < 0.02
