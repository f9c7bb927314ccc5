"""No word of a casebook becomes a formula, a field, a link, a part or a command in a document, a table or a text for programs.

Each document of hostile texts is compared with that of their twins: the same parts, relations, elements, formulas, fields.
"""
from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from generator.document_job import Job, render_job
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.know.printable import first_unprintable
from generator.model.casebook import Casebook
from generator.papers import PAPERS, Printable
from generator.render import typst_pdf
from generator.render.typst_faces import Fonts
from generator.view.papers.figures_paper import figures_workbook
from tests.conftest import REPO
from tests.hostile.casebook import rewritten, whole_book
from tests.hostile.pages import make
from tests.hostile.payloads import ADDRESSES, GIFT, HANDLERS, MARKDOWN, OFFICE, SCRIPTS, TYPST

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEF"  # which every font has; a letter a mark
_TWIN = {ord(mark): letter for mark, letter in zip("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", _LETTERS, strict=True)}
SHORT = tuple(
    text for text in (*OFFICE, *TYPST, *GIFT, *SCRIPTS, *HANDLERS, *ADDRESSES, *MARKDOWN)
    if len(text) <= 60 and first_unprintable(text) < 0 and "\n" not in text
)
SECRET = "只有这里才有的秘密一二三"
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠]|[\t\r]")

_ACTIONS = ("/URI", "/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EF", "/GoToR", "/SubmitForm")
"""What a PDF could do or carry by itself."""

Made = dict[tuple[str, str], bytes]
"""Path of the paper and format → the file."""


def dressed(book: Casebook, turn: int, twin: bool) -> Casebook:
    """The casebook with a payload before each text, or with its twin."""
    places = iter(range(10**9))

    def rewrite(kind: tuple[str, str], text: str) -> str:
        put = SHORT[(next(places) + turn) % len(SHORT)]
        return f"{put.translate(_TWIN) if twin else put}{text}"

    return rewritten(book, rewrite)


def papers(book: Casebook, every: bool) -> Iterator[tuple[Printable, tuple[str, ...]]]:
    """Every paper of the table with its formats, or the first of each kind."""
    catalogue = Catalogue(book, "1.0", "2026-01-05")
    for row in PAPERS:
        for paper in row.papers(catalogue):
            yield paper, row.formats
            if not every:
                break


def printed(book: Casebook, fonts: Fonts, every: bool, forms: set[str]) -> Made:
    return {
        (paper.path, form): render_job(Job(paper, form, ""), fonts, "")
        for paper, formats in papers(book, every) for form in formats if form in forms
    }


@pytest.fixture(scope="module")
def book() -> Casebook:
    return whole_book()


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return read_fonts(REPO)


def shape(content: bytes, form: str) -> dict[str, Any]:
    """What a document is made of, without its words."""
    if form == "txt":
        text = re.sub(r"\\.|(?m:^\$CATEGORY: .*)", "", content.decode())  # Moodle reads a category to the end of its line
        return {"marks": Counter(re.findall(r"[{}~=#]|::|\[html\]|(?m:^//|^\$CATEGORY)", text)), "lines": text.count("\n")}
    if form == "pdf":
        return _pdf_shape(content)
    found: dict[str, Any] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            found[name] = None
            if name.endswith((".xml", ".rels", ".vml")):
                found[name] = _xml_shape(package.read(name).decode(), name)
    return found


def _xml_shape(text: str, name: str) -> tuple[Counter[str], list[str]]:
    relations = re.findall(r"<Relationship [^>]*>", text) if name.endswith(".rels") else []
    formulas = [_unquoted(unescape(one)) for one in re.findall(r"<(?:f|formula\d?|definedName)\b[^>]*>(.*?)</", text)]
    fields = re.findall(r"<w:(?:instrText|fldSimple)[^>]*>(?:[^<]*)|<a:fld [^>]*>", text)
    codes = [code for said in re.findall(r"<(?:odd|even|first)(?:Header|Footer)>(.*?)</", text) for code in _codes(said)]
    return Counter(re.findall(r"<(/?[A-Za-z0-9:]+)", text)), [*relations, *formulas, *fields, *codes]


def _unquoted(formula: str) -> str:
    """A formula without its texts, and without the name of the sheet before a place."""
    return re.sub(r'"(?:[^"]|"")*"', '""', re.sub(r"^(?:'(?:[^']|'')*'|[^!'\"]*)!", "!", formula))


def _codes(said: str) -> list[str]:
    """The codes of a header or footer of a sheet: && is a mark, &L, &P … are not."""
    return re.findall(r"&(?:\d+|\"[^\"]*\"|.)", unescape(said).replace("&&", ""))


def _pdf_shape(content: bytes) -> dict[str, Any]:
    reader = PdfReader(io.BytesIO(content))
    kinds: Counter[str] = Counter()
    for one in _objects(reader):
        kinds.update(key for key in _ACTIONS if key in one or one.get("/S") == key)
    return {"actions": kinds, "attachments": list(reader.attachments)}


def _objects(reader: PdfReader) -> Iterator[Any]:
    for number in range(1, len(reader.xref[0]) + sum(len(row) for row in reader.xref.values()) + len(reader.xref_objStm) + 1):
        if number in reader.xref_objStm or any(number in row for row in reader.xref.values()):
            found = reader.get_object(IndirectObject(number, 0, reader))
            if hasattr(found, "get"):
                yield found


def streams(content: bytes) -> str:
    """Every stream of a PDF, unpacked, and the text of its pages."""
    reader = PdfReader(io.BytesIO(content))
    raw = b"\n".join(one.get_data() for one in _objects(reader) if isinstance(one, StreamObject))
    return raw.decode("latin-1") + raw.decode("utf-16-be", "ignore") + raw.decode("utf-8", "ignore") + "".join(page.extract_text() for page in reader.pages)


def differences(hostile: Made, twin: Made) -> list[str]:
    assert hostile.keys() == twin.keys()
    return [f"{path}.{form}" for path, form in hostile if shape(hostile[path, form], form) != shape(twin[path, form], form)]


def test_documents_are_their_twins(book: Casebook, fonts: Fonts) -> None:
    made = [printed(dressed(book, 0, twin), fonts, False, {"xlsx", "pptx", "docx", "txt"}) for twin in (False, True)]
    assert {form for _, form in made[0]} == {"xlsx", "pptx", "docx", "txt"}
    assert differences(*made) == []


@pytest.mark.long
@pytest.mark.parametrize("turn", range(1, len(SHORT), 40))
def test_every_document_is_its_twin(book: Casebook, fonts: Fonts, turn: int, record_property: Callable[[str, object], None]) -> None:
    made = [printed(dressed(book, turn, twin), fonts, True, {"xlsx", "pptx", "docx", "txt", "pdf"}) for twin in (False, True)]
    assert differences(*made) == []
    for (_, form), content in made[0].items():
        if form != "txt" and form != "pdf":
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist() if name.endswith(".rels"))
            assert not re.search(r'TargetMode="External"', text) or "example.invalid" not in text
    record_property("比过的文档（每份与对照各一）", len(made[0]))


def test_a_document_with_a_formula_a_field_or_a_link_more_is_seen(book: Casebook, fonts: Fonts) -> None:
    """The canary of the comparison."""
    made = printed(dressed(book, 0, twin=True), fonts, False, {"xlsx", "docx"})
    workbook = next(content for (_, form), content in made.items() if form == "xlsx")
    paper = next(content for (_, form), content in made.items() if form == "docx")
    for content, form, name, old, new in (
        (workbook, "xlsx", "xl/worksheets/sheet1.xml", "</row>", "<c><f>1+1</f></c></row>"),
        (workbook, "xlsx", "xl/worksheets/sheet1.xml", "</oddFooter>", "&amp;D</oddFooter>"),
        (paper, "docx", "word/document.xml", "</w:p>", "<w:instrText>DDE</w:instrText></w:p>"),
        (paper, "docx", "word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="x" TargetMode="External"/></Relationships>'),
    ):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
            for part in before.namelist():
                text = before.read(part)
                after.writestr(part, text.replace(old.encode(), new.encode(), 1) if part == name else text)
        assert shape(changed.getvalue(), form) != shape(content, form), new


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The templates of typst with a secret beside them, where a command in a text would find it."""
    folder = tmp_path / "typst"
    shutil.copytree(typst_pdf._TEMPLATES, folder)
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    monkeypatch.setattr(typst_pdf, "_TEMPLATES", folder)
    typst_pdf._compiler.cache_clear()
    yield folder
    typst_pdf._compiler.cache_clear()


@pytest.mark.parametrize("kinds", [{"guide", "checklist", "cards"}, pytest.param(set(), marks=pytest.mark.long)], ids=["few", "all"])
def test_no_pdf_reads_a_file(book: Casebook, fonts: Fonts, templates: Path, kinds: set[str], record_property: Callable[[str, object], None]) -> None:
    words = [text for text in TYPST if first_unprintable(text) < 0]
    places = iter(range(10**9))
    hostile = rewritten(book, lambda kind, text: f"{words[next(places) % len(words)]}{text}")
    told, count = "", 0
    for paper, formats in papers(hostile, every=not kinds):
        if "pdf" in formats and (not kinds or paper.kind in kinds):
            content = render_job(Job(paper, "pdf", ""), fonts, "")
            text = streams(content)
            assert SECRET not in text, paper.path
            assert _pdf_shape(content)["attachments"] == []
            told, count = told + text, count + 1
    assert 'read("secret.txt")' in re.sub(r"\s", "", told)  # the words themselves are there
    record_property("秘密文件旁边排的 PDF", count)


def test_a_text_that_is_run_would_be_seen(book: Casebook, fonts: Fonts, templates: Path) -> None:
    """The canary: a template that evaluates a text prints the secret, and it is found."""
    handout = templates / "handout.typ"
    text = handout.read_text("utf-8")
    assert "  foot-words" in text
    handout.write_text(text.replace("  foot-words", '  (foot-words + eval("#read(\\"secret.txt\\")", mode: "markup"))', 1), "utf-8")
    paper = next(paper for paper, _ in papers(book, every=False) if paper.kind == "guide")
    with pytest.raises((AssertionError, typst_pdf.TypesettingFault), match=SECRET[:4] + "|read"):
        assert SECRET not in streams(render_job(Job(paper, "pdf", ""), fonts, ""))


@pytest.mark.parametrize("turn", [0, pytest.param(50, marks=pytest.mark.long)])
def test_no_cell_of_a_table_is_a_formula(book: Casebook, turn: int) -> None:
    hostile, twin = (make(dressed(book, turn, one)).data for one in (False, True))
    tables = [name for name in hostile if name.endswith(".csv")]
    assert len(tables) == 3
    quoted = 0
    for name in tables:
        rows, others = (list(csv.reader(io.StringIO(data[name].decode("utf-8-sig"), newline=""), strict=True)) for data in (hostile, twin))
        assert [len(row) for row in rows] == [len(row) for row in others]
        assert [cell for row in rows for cell in row if _FORMULA.match(cell)] == []
        quoted += sum(bool(cell.startswith("'") and _FORMULA.match(cell[1:])) for row in rows for cell in row)
    assert quoted > 0


def test_a_case_may_have_any_name_for_its_sheet(book: Casebook, fonts: Fonts) -> None:
    """Marks that a sheet's name may not hold, names too long, and two names that are alike at their beginning."""
    folder = book.cases["demo"]
    for name in ("甲镇/乙镇[试点]：a*b?c\\d", "'甲'", "/", "长" * 80, "History"):
        cases = {
            part: type(folder)(folder.case.model_copy(update={"id": part, "name": name}), folder.sources, folder.metrics, folder.practices)
            for part in ("demo", "other", "third")
        }
        catalogue = Catalogue(type(book)(cases, book.common, {}, {}, {}, book.locate))
        workbook = figures_workbook(catalogue)
        assert len({sheet.name.casefold() for sheet in workbook.sheets}) == len(workbook.sheets) == 6
        assert all(len(sheet.name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", sheet.name) for sheet in workbook.sheets)
        assert render_job(Job(workbook, "xlsx", ""), fonts, "").startswith(b"PK")
