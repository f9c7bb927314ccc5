"""What a page tells programs: meta data, JSON-LD, Open Graph; without an address of the site, none anywhere."""
from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPO, write_project
from lxml import html
from test_pipeline import edit

from generator.clock import read_clock
from generator.know.catalogue import Catalogue
from generator.mkdocs_site import build_site
from generator.pipeline import build, write_pages
from generator.read.folder import read_casebook

ADDRESS = "https://example.cn/ku/"
HOSTILE = '</script><b class="hostile">{{7*7}}&amp;\\"<svg onload=alert(1)>'
OURS = re.compile(r"https?://[^\s\"'<>)]+")


def page_of(live: Path, path: str) -> html.HtmlElement:
    return html.fromstring((live / path).read_bytes())


def meta(page: html.HtmlElement, name: str) -> list[str]:
    return page.xpath(f"//head/meta[@name='{name}' or @property='{name}']/@content")


def linked(page: html.HtmlElement) -> dict[str, Any]:
    """The JSON-LD of a page as a parser of HTML hands it over."""
    [text] = page.xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small site, built without an address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767571200")
        patch.delenv("CASEBOOK_SITE_URL", raising=False)
        root = write_project(tmp_path_factory.mktemp("quiet"))
        build(root, root / "build/site")
        yield root / "build/site"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small site, built for an address with a path."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767571200")
        patch.setenv("CASEBOOK_SITE_URL", ADDRESS)
        root = write_project(tmp_path_factory.mktemp("public"))
        build(root, root / "build/site")
        yield root / "build/site"


@pytest.fixture
def hostile(project: Path, tmp_path: Path) -> Path:
    """The small site with words in a practice that the checks would refuse: the pages must not rely on them."""
    practice = project / "cases/demo/practices/yishi.yaml"
    edit(practice, "name: 每月议事", f"name: {json.dumps(HOSTILE, ensure_ascii=False)}")
    edit(practice, "one_line: ", "one_line: =1+1 ]]> <!-- ")
    book, _ = read_casebook(project)
    assert book is not None
    write_pages(project, Catalogue(book, "1", "2026-01-05"))
    built = tmp_path / "hostile"
    built.mkdir()
    build_site(project, built, read_clock(project))
    return built


def test_a_practice_names_itself_its_source_and_its_day(quiet: Path) -> None:
    page = page_of(quiet, "library/demo/yishi.html")
    wanted = {
        "ArticleTitle": "每月议事", "ColumnName": "做法", "PubDate": "2026-01-05", "ContentSource": "《甲镇小区议事材料》",
        "og:title": "每月议事", "og:type": "article", "og:site_name": "基层治理案例库",
    }
    assert {name: meta(page, name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert meta(page, "og:description") == meta(page, "description")
    assert meta(page, "keywords")
    data = linked(page)
    assert (data["@type"], data["headline"], data["identifier"]) == ("TechArticle", "每月议事", "demo/yishi")
    assert data["citation"][0]["name"] == "甲镇小区议事材料"
    assert data["isPartOf"]["identifier"] == "demo"


def test_a_case_is_an_article_and_other_pages_are_none(quiet: Path) -> None:
    assert linked(page_of(quiet, "library/demo/index.html"))["@type"] == "Article"
    for path in ("index.html", "library/metrics.html", "library/demo/form-jiyao.html", "404.html"):
        page = page_of(quiet, path)
        assert not page.xpath("//script[@type='application/ld+json']")
        assert "article" not in meta(page, "og:type")


def test_without_an_address_none_is_written(quiet: Path) -> None:
    allowed = ("https://schema.org", "https://creativecommons.org/", "https://squidfunk.github.io/")
    for path in sorted(quiet.rglob("*")):
        if path.suffix not in {".html", ".txt", ".csv"} or {"assets", "licences"} & set(path.parts):
            continue  # licences of others name their own places
        strange = [found for found in OURS.findall(path.read_text("utf-8")) if not found.startswith(allowed)]
        assert strange == [], path.name
        if path.suffix == ".html":
            page = html.fromstring(path.read_bytes())
            assert not page.xpath("//link[@rel='canonical'] | //meta[@property='og:url' or @property='og:image']")
    assert not (quiet / "sitemap.xml").exists()


def test_with_an_address_each_page_knows_its_own(public: Path) -> None:
    own = f"{ADDRESS}library/demo/gongkai.html"
    page = page_of(public, "library/demo/gongkai.html")
    assert page.xpath("//link[@rel='canonical']/@href") == [own]
    assert meta(page, "og:url") == [own]
    assert linked(page)["url"] == own
    assert f"<loc>{own}</loc>" in (public / "sitemap.xml").read_text("utf-8")
    guide = (public / "llms.txt").read_text("utf-8")
    assert f"]({own})" in guide
    assert f"]({ADDRESS}data/metrics.csv)" in guide
    assert page_of(public, "404.html").xpath("//main//a/@href")[0].startswith("/ku/")


def test_hostile_words_stay_words(hostile: Path) -> None:
    page = page_of(hostile, "library/demo/yishi.html")
    data = linked(page)
    assert data["headline"] == HOSTILE
    assert data["description"].startswith("=1+1 ]]> <!-- ")
    assert meta(page, "og:title") == meta(page, "ArticleTitle") == [HOSTILE]
    assert not page.xpath("//b[@class='hostile'] | //*[@onload]")
    with (hostile / "data/practices.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["编号"] == "demo/yishi")
    assert row["名称"] == HOSTILE
    assert row["一句话"].startswith("'=1+1")


def test_a_very_long_description_is_cut(project: Path) -> None:
    edit(project / "cases/demo/practices/yishi.yaml", "one_line: ", f"one_line: {'长' * 300}")
    build(project, project / "build/site")
    [said] = meta(page_of(project / "build/site", "library/demo/yishi.html"), "description")
    assert len(said) == 160
    assert said.endswith("…")


def test_the_guide_names_every_page_and_file_that_there_is(quiet: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", (quiet / "llms.txt").read_text("utf-8"))
    assert {"library/demo/index.html", "library/demo/yishi.html", "data/casebook.json", "data/metrics.csv"} <= set(targets)
    for target in targets:
        assert (quiet / target).is_file(), target


def test_schemas_are_published_as_they_are_kept(quiet: Path) -> None:
    kept = {path.name: path.read_bytes() for path in (REPO / "schemas").glob("*.json")}
    assert {path.name: path.read_bytes() for path in (quiet / "data/schemas").iterdir()} == kept


def test_downloads_say_their_real_size_and_a_chinese_name(quiet: Path) -> None:
    [link] = page_of(quiet, "library/metrics.html").xpath("//div[@class='end']//div[@class='files']//a")
    size = round((quiet / "data/metrics.csv").stat().st_size / 1024)
    assert link.text_content() == f"数字总表（CSV，{size} KB）"
    assert (link.get("href"), link.get("download")) == ("../data/metrics.csv", "数字总表.csv")
    files = page_of(quiet, "open-data.html").xpath("//div[@class='files']//a")
    assert len(files) == 5
    assert all(re.search(r"，[0-9.]+ (KB|MB)）$", one.text_content()) for one in files)


def test_the_metrics_table_and_its_file_say_the_same(quiet: Path) -> None:
    shown = page_of(quiet, "library/metrics.html").xpath("//table[contains(@class,'find')]/tbody/tr/@id")
    rows = list(csv.DictReader(io.StringIO((quiet / "data/metrics.csv").read_text("utf-8-sig"))))
    assert [row["编号"].replace("/", ".") for row in rows if row["限定"] != "推算"] == shown
    for row in rows:
        path, _, anchor = row["网页"].partition("#")
        assert page_of(quiet, path).xpath("//*[@id=$name]", name=anchor), row["编号"]
