"""Texts that no reader should see and texts that make Markdown slow: the first are refused at their place, the second cost nothing."""
from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from generator import cli
from generator.checking import check_casebook
from generator.document_job import Job, render_job
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from generator.model.walk import texts
from generator.outputs import made_documents, render_output
from generator.papers import PAPERS
from generator.read.yaml_text import YamlFile, parse_yaml
from tests.conftest import REPO
from tests.hostile.casebook import rewritten, whole_book
from tests.hostile.pages import make, read_page
from tests.hostile.payloads import GROUPS
from tests.read.hostile_run import hostile as hostile_yaml

UNSEEN = (
    *(chr(number) for number in (*range(9), 11, 12, *range(14, 32), *range(127, 133), *range(134, 160))),
    *"\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2064\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff",
    "\U000e0041", "\ud800", "\udfff",
)
"""C0 and C1 without tab, line ends and NEL, marks of direction, of width nought, what is no character, halves of one."""
WHOLE = tuple(one for one in UNSEEN if not "\ud800" <= one <= "\udfff")
LONGEST, NAME = 2000, 80
SECONDS = 2.0
SLOW = {
    "brackets": "[", "pictures": "![", "links": "[a](", "nested links": "[[a](b)", "emphasis": "*a_", "stars": "**a* ", "code": "`a``",
    "entities": "&#",
    "quotes": "> ", "tags": "<a ", "comments": "<!--", "attributes": "{: a=", "definitions": "[a]: ", "escapes": "\\[", "rules": "- - ",
    "figures": "[#a ", "sums": "[=a + ", "digits": "1",
}
"""A beginning that is repeated to the limit of the field."""


@pytest.fixture(scope="module")
def book() -> Casebook:
    return whole_book()


def test_no_text_field_takes_a_character_that_is_not_seen(book: Casebook) -> None:
    """In each file, each text once with one of these characters: refused, on the line of that very text."""
    assert len(UNSEEN) >= 80
    seen: set[tuple[str, ...]] = set()
    wrong = []
    for file, record in book.files():
        data = record.model_dump(by_alias=True, mode="json", exclude_none=True)
        for path, _, _ in texts(record):
            kind = (file.split("/")[-2], *(step for step in path if isinstance(step, str)))
            if kind in seen:
                continue
            seen.add(kind)
            character = WHOLE[len(seen) % len(WHOLE)]
            found = parse_yaml(_with(data, path, character), file)
            clean = parse_yaml(_with(data, path, "甲"), file)
            assert isinstance(clean, YamlFile)
            line = clean.spans.value(path).line
            if isinstance(found, YamlFile) or [problem.where.line for problem in found if problem.code == "K003"] != [line]:
                wrong.append((file, path, character))
    assert wrong == []
    assert len(seen) >= 215


def _with(data: Any, path: tuple[str | int, ...], character: str) -> bytes:
    """The file as JSON, which YAML is, one text a line; in the text at `path` a mark, written as an escape."""
    whole = json.loads(json.dumps(data))
    part = whole
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = f"{part[path[-1]]}MARK"
    return json.dumps(whole, ensure_ascii=False, indent=1).replace("MARK", _escape(character)).encode()


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}" if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"


@pytest.mark.parametrize("character", UNSEEN, ids=lambda one: f"{ord(one):04x}")
def test_each_such_character_is_refused_typed_or_escaped(character: str) -> None:
    for text in (f"a: 甲{character}乙\n", f'a: "甲{_escape(character)}乙"\n'):
        found = parse_yaml(text.encode("utf-8", "surrogatepass"), "a.yaml")
        assert not isinstance(found, YamlFile)
        assert {problem.code for problem in found} & {"K002", "K003", "K004"}


def test_were_one_to_come_through_no_office_file_would_break(book: Casebook) -> None:
    """Behind the reader's refusal stands each writer: it leaves such a character out."""
    hostile = rewritten(book, lambda kind, text: f"\x00\x0b\x1b\ufffe\uffff{text}\x07")
    fonts, catalogue = read_fonts(REPO), Catalogue(hostile, "1.0", "2026-01-05")
    for row in PAPERS:
        for form in {"xlsx", "pptx", "txt"} & set(row.formats):
            content = render_job(Job(next(iter(row.papers(catalogue))), form, ""), fonts, "")
            if form == "txt":
                assert not {*"\x00\x0b\x1b\x07"} & {*content.decode()}
    for content in make(hostile).files.values():
        assert not {*"\x00\x0b\x1b\x07\ufffe\uffff"} & {*content.decode()}


def slowest_page(book: Casebook, start: str) -> tuple[float, str]:
    """CPU seconds of the slowest page through view, template and Python-Markdown, every text at its limit."""
    long = rewritten(book, lambda kind, text: (start * LONGEST)[: NAME if kind[1] in {"name", "title", "heading", "term"} else LONGEST])
    begin = time.process_time()
    documents = made_documents(Catalogue(long, "1.0", "2026-01-05"))
    sizes = {file.path: 1 for _, document in documents for file in document.downloads}
    files = {output.path(document.path): render_output(output, document, sizes) for output, document in documents}
    each = (time.process_time() - begin) / len(files)
    worst = (0.0, "")
    for name, content in files.items():
        begin = time.process_time()
        read_page(content)
        worst = max(worst, (time.process_time() - begin + each, name))
    return worst


@pytest.mark.long
@pytest.mark.parametrize("kind", SLOW)
def test_no_text_makes_a_page_slow(book: Casebook, kind: str, record_property: Callable[[str, object], None]) -> None:
    assert slowest_page(book, SLOW[kind])[0] < SECONDS
    record_property("拖慢排版的文字（每页 2 秒以内）", 1)


def test_a_page_that_lets_brackets_through_would_be_slow() -> None:
    """The canary: the same brackets as Markdown cost many times what they cost as entities."""
    def seconds(words: str) -> float:
        begin = time.process_time()
        read_page(f"---\ntitle: x\n---\n\n# {words}\n".encode())
        return time.process_time() - begin

    assert seconds("![" * 1500) > 5 * seconds("&#33;&#91;" * 1500)


@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.long)])
def test_hostile_yaml_ends_a_check_with_status_two(project: Path, step: int, record_property: Callable[[str, object], None]) -> None:
    corpus = list(hostile_yaml().items())
    assert len(corpus) >= 50
    for name, raw in corpus[::step]:
        (project / "cases/demo/practices/yishi.yaml").write_bytes(raw)
        begin = time.process_time()
        done = CliRunner().invoke(cli.main, ["--root", str(project), "check"])
        assert done.exit_code == 2, name
        assert name.split()[0] in done.output, name
        assert "Traceback" not in done.output
        assert len(done.output) < 200_000, name
        assert time.process_time() - begin < 10, name
    record_property("有害的 YAML（退出码 2）", len(corpus[::step]))


@pytest.mark.long
def test_which_payloads_the_checks_refuse(project: Path, record_property: Callable[[str, object], None]) -> None:
    """Most are words like any others, and are published as words; some are refused before. Both are counted."""
    path = project / "cases/demo/practices/yishi.yaml"
    whole = path.read_text("utf-8")
    for group, payloads in GROUPS.items():
        refused = 0
        for payload in payloads:
            text = json.dumps(f"{payload}今天只议三件事。", ensure_ascii=True)
            path.write_text(whole.replace("text: 今天只议三件事。", f"text: {text}"), "utf-8")
            assert yaml.safe_load(path.read_text("utf-8"))
            _, problems = check_casebook(project)
            refused += any(problem.level == "error" for problem in problems)
        record_property(f"检查就拒绝的：{group}（共 {len(payloads)} 条）", refused)
