"""From the files to the published site: what is refused, what is kept, what every page shows."""
from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from lxml import html

from generator.checking import check_casebook
from generator.clock import read_clock
from generator.model.export import CasebookData
from generator.model.problem import CasebookError, ContentRefused
from generator.pipeline import build, prove_site

AWKWARD = "<script>alert(1)</script> {{7*7}} [x](javascript:alert(1)) =1+1 `a` *b* &amp; --> </div> ![i](x) {#id .c}"


def prints(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below the folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_publishes_a_page_for_everything(project: Path) -> None:
    live = project / "build/site"
    assert build(project, live)
    pages = {path.relative_to(live).as_posix() for path in live.rglob("*.html")}
    assert {
        "index.html", "guide.html", "about.html", "404.html", "library/demo/index.html", "library/demo/yishi.html",
        "library/demo/gongkai.html", "library/demo/form-jiyao.html", "library/theme-yishi.html", "library/metrics.html",
        "library/notes.html", "library/sources.html", "library/glossary.html", "library/policies.html", "library/gaps.html",
        "library/cases.html", "library/practices.html", "library/themes.html", "library/forms.html",
    } <= pages


def test_an_unchanged_casebook_is_not_built_again_and_a_damaged_site_is(project: Path) -> None:
    live = project / "build/site"
    assert build(project, live)
    assert not build(project, live)
    (live / "index.html").write_text("damaged")
    assert build(project, live)
    edit(project / "cases/demo/case.yaml", "只有一份材料", "只有一份材料，没有别的")
    assert build(project, live)


def test_a_broken_case_never_publishes_and_the_old_site_stays(project: Path) -> None:
    live = project / "build/site"
    build(project, live)
    before = prints(live)
    practice = project / "cases/demo/practices/yishi.yaml"
    edit(practice, "cost: low", "cost: cheap")
    line = practice.read_text("utf-8").splitlines().index("cost: cheap") + 1
    with pytest.raises(ContentRefused) as refused:
        build(project, live)
    assert [(problem.code, problem.where.line) for problem in refused.value.problems] == [("K104", line)]
    assert prints(live) == before


def test_a_link_that_leads_nowhere_never_publishes(project: Path) -> None:
    live = project / "build/site"
    build(project, live)
    before = prints(live)
    with (project / "docs/guide.md").open("a", encoding="utf-8") as page:
        page.write('\n<p><a href="library/nowhere.html">x</a></p>\n')
    with pytest.raises(CasebookError, match=r"library/nowhere\.html") as refused:
        build(project, live)
    assert refused.value.code == "E-LINKS"
    assert prints(live) == before


def test_a_warning_of_mkdocs_never_publishes(project: Path) -> None:
    with (project / "docs/guide.md").open("a", encoding="utf-8") as page:
        page.write("\n[x](library/nowhere.md)\n")
    with pytest.raises(CasebookError) as refused:
        build(project, project / "build/site")
    assert refused.value.code == "E-SITE"
    assert not (project / "build/site").exists()


def test_the_proof_names_every_fault_of_a_tree(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="a"></p><p id="a"></p><img src="x.png" alt=""><a href="#b">b</a>', "utf-8")
    with pytest.raises(CasebookError) as refused:
        prove_site(tmp_path)
    assert "3 处错误" in refused.value.what


def test_awkward_text_shows_as_that_text_on_every_page(project: Path) -> None:
    quoted = "'" + AWKWARD + "'"
    cases = project / "cases"
    edit(cases / "demo/practices/yishi.yaml", "name: 每月议事", f"name: {quoted[:80]}'")
    edit(cases / "demo/practices/yishi.yaml", "one_line: 每个试点小区设召集人，每月议一次。", f"one_line: {quoted}")
    edit(cases / "demo/practices/yishi.yaml", "text: 今天只议三件事。", f"text: {quoted}")
    edit(cases / "demo/case.yaml", "limits: [只有一份材料]", f"limits: [{quoted}]")
    edit(cases / "demo/forms/jiyao.yaml", "purpose: 记下议了什么、谁去办。", f"purpose: {quoted}")
    edit(cases / "common/gaps.yaml", "question: 停车怎么办？", f"question: {quoted}")
    edit(cases / "common/policies.yaml", "title: 示例法", f"title: {quoted}")
    edit(cases / "common/themes.yaml", "question: 事情怎样议得成？", f"question: {quoted}")
    _, problems = check_casebook(project)
    assert {problem.code for problem in problems} <= {"K301", "K502"}  # the numbers and half-width marks of the text itself
    from generator.know.catalogue import Catalogue
    from generator.mkdocs_site import build_site
    from generator.pipeline import write_pages

    book, _ = check_casebook(project)
    assert book is not None
    write_pages(project, Catalogue(book, "1", "2026-01-05"))
    built = project / "built"
    built.mkdir()
    build_site(project, built, read_clock(project))
    prove_site(built)
    shown = 0
    for page in built.rglob("*.html"):
        tree = html.fromstring(page.read_bytes())
        for script in tree.iter("script"):
            if script.get("type") == "application/ld+json":  # data: parsed, never run, and no mark of HTML in it
                json.loads(script.text)
                assert not set("<>&") & set(script.text)
            else:
                assert "alert" not in (script.text or "")
        assert not [link for link in tree.iterfind(".//a") if "javascript" in link.get("href", "")]
        assert not tree.xpath("//*[@onerror or @onload or @onclick]")
        assert "49" not in {word.strip() for word in tree.itertext()}
        shown += AWKWARD in tree.text_content()
    assert shown >= 8


def test_casebook_json_is_what_its_schema_says(project: Path) -> None:
    build(project, project / "build/site")
    data = json.loads((project / "build/site/data/casebook.json").read_text("utf-8"))
    CasebookData.model_validate(data)
    assert (data["schema"], data["version"]) == ("1", "0.1.0")
    case = data["cases"][0]
    assert {"id", "metrics", "practices", "cautions", "sources", "checklists", "teaching"} <= case.keys()
    metric = next(row for row in case["metrics"] if row["id"] == "estates")
    wanted = {"as_stated": "120多个", "value": 120, "unit": "个", "qualifier": "over", "kind": "count", "at": "s1/2"}
    assert {key: metric[key] for key in wanted} == wanted
    assert metric["source"] == "main"


def test_a_word_of_a_teacher_stands_on_his_page_alone(project: Path) -> None:
    live = project / "build/site"
    edit(project / "cases/demo/teaching/yishi-case.yaml", "大事拖不得", "只给教师看的一句话")
    build(project, live)
    found = {path for path in live.rglob("*") if path.is_file() and "只给教师看的一句话".encode() in path.read_bytes()}
    assert found == {live / "library/demo/teaching-yishi-case-teacher.html"}


def test_a_link_inside_docs_is_refused(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# 外面的文件\n", "utf-8")
    (project / "docs/leak.md").symlink_to(secret)
    with pytest.raises(CasebookError) as refused:
        build(project, project / "build/site")
    assert refused.value.code == "E-SYMLINK"


def test_plain_mkdocs_builds_the_generated_tree(project: Path, tmp_path: Path) -> None:
    from generator.mkdocs_site import build_site

    build(project, project / "build/site")
    target = tmp_path / "plain"
    target.mkdir()
    shutil.rmtree(project / "build")
    build_site(project, target, read_clock(project))
    assert (target / "library/demo/yishi.html").is_file()


def test_a_former_address_leads_on_to_the_practice(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_SITE_URL", "https://example.cn/")
    edit(project / "cases/demo/practices/yishi.yaml", "name: 每月议事", "name: 每月议事\nformer_ids: [lao-yishi]")
    live = project / "build/site"
    build(project, live)
    page = html.fromstring((live / "library/demo/lao-yishi.html").read_bytes())
    assert page.xpath("//head/meta[@http-equiv='refresh']/@content") == ["0; url=yishi.html"]
    assert "yishi.html" in page.xpath("//main//a/@href")
    assert page.xpath("//head/meta[@name='robots']/@content") == ["noindex"]
    assert not html.fromstring((live / "library/demo/yishi.html").read_bytes()).xpath("//meta[@http-equiv='refresh']")
    listed = (live / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.cn/library/demo/yishi.html</loc>" in listed
    assert "lao-yishi" not in listed


@pytest.mark.parametrize("address", ["https://example.cn/库/sub", "https://example.cn/库/sub/"])
def test_a_published_address_may_have_a_path(address: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = project / "build/site"
    build(project, live)
    assert not (live / "sitemap.xml").exists()
    monkeypatch.setenv("CASEBOOK_SITE_URL", address)
    assert build(project, live)
    page = html.fromstring((live / "library/demo/yishi.html").read_bytes())
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("/sub/library/demo/yishi.html")
    assert "/sub/library/demo/yishi.html</loc>" in (live / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("address", ["example.cn", "http://[bad", "ftp://example.cn/", "https:///x", "https://example.cn/?a"])
def test_an_address_that_is_none_is_told(address: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEBOOK_SITE_URL", address)
    with pytest.raises(CasebookError) as refused:
        build(project, project / "build/site")
    assert refused.value.code == "E-URL"


def test_what_lies_among_the_inputs_stops_no_build_with_a_traceback(project: Path) -> None:
    live = project / "build/site"
    build(project, live)
    (project / "build/.site.key").write_bytes(b"\xff\xfe")
    assert build(project, live)
    before = prints(live)
    forms = project / "cases/demo/forms"
    (forms / "gone.yaml").symlink_to("/nowhere")
    os.mkfifo(forms / "pipe.yaml")
    (forms / os.fsdecode(b"\xff.yaml")).write_bytes(b"")
    with pytest.raises(ContentRefused) as refused:
        build(project, live)
    assert [problem.code for problem in refused.value.problems] == ["K011", "K011", "K010"]
    assert prints(live) == before


@pytest.mark.parametrize("page", [b"# \xff\n", b'--8<-- "nowhere.html"\n'])
def test_a_hand_written_page_that_cannot_be_read_is_named(page: bytes, project: Path) -> None:
    (project / "docs/guide.md").write_bytes(page)
    with pytest.raises(CasebookError, match=r"guide\.md") as refused:
        build(project, project / "build/site")
    assert refused.value.code == "E-SITE"
