"""The reports of a street office: figures from the summary alone, users' texts as texts, one page of 简报, no rank."""
from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import yaml
from assess.random_answers import random_return
from collecting import AT
from conftest import REPO
from openxml_audit import OpenXmlValidator
from tools.office_fonts import office_environment

from generator.assess.summary import summaries
from generator.collect_ledger import Batch, Ledger, Row
from generator.collect_reports import accepted, known_versions, make_reports
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists, fingerprint
from generator.model.returned import Answer, PlanLine, Return
from generator.read.folder import read_casebook
from generator.render.course_yaml import course_yaml
from generator.view.collect_course import Course

HOSTILE = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "\t=1", "＝1+1", "\ufeff=1", "https://a.b", "<b>&\"", "a\x01b", "_x0041_")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = read_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


def ledger_of(catalogue: Catalogue, returns: list[Return]) -> Ledger:
    print_of = {name: fingerprint(rows[0].checklist) for name, rows in checklists(catalogue.book).items()}
    rows = tuple(
        Row(f"{said.community}.xlsx", f"{number:064x}", 100, 1, True, returned=said, fingerprint=print_of[said.checklist])
        for number, said in enumerate(returns)
    )
    return Ledger((Batch(1, AT, "收件", len(rows)),), rows)


def returns_of(catalogue: Catalogue, count: int, period: str = "2026年度") -> list[Return]:
    checklist = checklists(catalogue.book)["general"][0].checklist
    types = (("old",), ("commercial",), ("urban-village", "old"))
    return [
        replace(random_return(checklist, seed), types=types[seed % 3], period=period, plan=(PlanLine("", "贴规则", "张三", "12月", ""),) * (seed % 2))
        for seed in range(count)
    ]


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> Mapping[str, bytes]:
    before = ledger_of(catalogue, returns_of(catalogue, 20, "2025年度"))
    return make_reports(catalogue, ledger_of(catalogue, returns_of(catalogue, 30)), before)


def book_of(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_sheets(made: Mapping[str, bytes]) -> None:
    assert list(made) == ["汇总表.xlsx", "简报.docx", "街道看到了什么.docx", "回执.docx", "培训清单.yaml"]
    names = book_of(made["汇总表.xlsx"]).sheetnames
    assert names == ["汇总", "各条目", "共性短板", "需协调事项", "提升计划", "前后对比", "文件清单", "代号对照"]


def test_figures_are_those_of_the_summary(catalogue: Catalogue, made: Mapping[str, bytes]) -> None:
    (summary,) = summaries(accepted(ledger_of(catalogue, returns_of(catalogue, 30))), known_versions(catalogue))
    page = book_of(made["汇总表.xlsx"])["汇总"]
    head = [cell.value for cell in page[3]]
    rows = {row[0].value: row for row in page.iter_rows(4)}
    for row in summary.rows:
        cells = {name: cell.value for name, cell in zip(head, rows[row.code], strict=True)}
        assert cells["得分率\n（%）"] == (row.own.rate or 0) / 100
        assert cells["社区"] == row.returned.community
    first = head.index("类型") + 1
    for word, of in (("最低", "least"), ("中位", "middle"), ("最高", "most")):
        assert [rows[word][first + place].value for place in range(len(summary.spreads))] == [getattr(one, of) / 100 for one in summary.spreads]
    gaps = [row[1].value for row in book_of(made["汇总表.xlsx"])["共性短板"].iter_rows(4)]
    assert len(gaps) == len(summary.gaps) > 0


def test_no_rank_is_offered(made: Mapping[str, bytes]) -> None:
    page = book_of(made["汇总表.xlsx"])["汇总"]
    assert page.auto_filter.ref is None
    assert "自愿填写，仅用于改进" in page.oddFooter.left.text
    assert book_of(made["汇总表.xlsx"])["各条目"].auto_filter.ref
    codes = [row[0].value for row in page.iter_rows(4)][:-3]
    types = [row[2].value.split("、")[0] for row in page.iter_rows(4) if row[2].value]
    assert len(set(types)) == len([1 for place, name in enumerate(types) if not place or types[place - 1] != name])
    for name in set(types):
        own = [code for code, kind in zip(codes, types, strict=True) if kind == name]
        assert own == sorted(own)
    said = "".join(words(made[name]) for name in made if name.endswith(("docx", "xlsx")))
    assert not re.search("优秀|不合格|整改|扣分原因|第一名|排名(?!次)|倒数", said)


def words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml"))


def test_users_texts_stay_texts(catalogue: Catalogue) -> None:
    returns = [
        replace(
            said, street=text, community=f"{text}{number}", period="=2026", filler=text,
            answers={name: replace(answer, reason=text, evidence=text) for name, answer in said.answers.items()},
            plan=(PlanLine(next(iter(said.answers)), text, text, text, text),),
        )
        for number, (said, text) in enumerate(zip(returns_of(catalogue, len(HOSTILE)), HOSTILE, strict=True))
    ]
    made = make_reports(catalogue, ledger_of(catalogue, returns))
    with zipfile.ZipFile(io.BytesIO(made["汇总表.xlsx"])) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in part or b"<f " in part or b"hyperlink" in part for part in parts)
    cells = {cell.value for row in book_of(made["汇总表.xlsx"])["提升计划"].iter_rows(4) for cell in row}
    assert {text for text in HOSTILE if "\x01" not in text} <= cells
    assert yaml.safe_load(made["培训清单.yaml"])["title"].endswith("（=2026）")


def test_every_file_is_sound(made: Mapping[str, bytes], tmp_path: Path) -> None:
    for name, content in made.items():
        if name.endswith((".docx", ".xlsx")):
            path = tmp_path / name
            path.write_bytes(content)
            assert [str(fault) for fault in OpenXmlValidator().validate(path).errors] == []


def test_the_same_ledger_gives_the_same_bytes(catalogue: Catalogue) -> None:
    one, other = (make_reports(catalogue, ledger_of(catalogue, returns_of(catalogue, 5))) for _ in range(2))
    assert one == other


def test_the_list_for_training_is_yaml(made: Mapping[str, bytes], catalogue: Catalogue) -> None:
    said = yaml.safe_load(made["培训清单.yaml"])
    assert list(said) == ["title", "learners", "class_size", "practices", "why"]
    assert (said["learners"], said["class_size"]) == ("社区书记", 30)
    assert len(said["practices"]) == len(said["why"]) > 0
    assert all(catalogue.book.practice(ref) for ref in said["practices"])


@pytest.mark.parametrize("text", [*HOSTILE, "\u2028", "\x85", "a: b", "- x", "'", '"', "#", "!!python/object:os.system", "{{x}}", "\\"])
def test_no_text_breaks_out_of_the_yaml(text: str) -> None:
    said = yaml.safe_load(course_yaml(Course(text, text, 1, (text,), (text, text))))
    kept = text.replace("\x01", "\ufffd").replace("\u2028", "\n").replace("\x85", "\ufffd")
    assert said == {"title": kept, "learners": kept, "class_size": 1, "practices": [kept], "why": [kept, kept]}


@pytest.mark.linux
def test_the_longest_brief_is_one_page_and_each_receipt_one(catalogue: Catalogue, tmp_path: Path) -> None:
    checklist = checklists(catalogue.book)["general"][0].checklist
    poor = {item.id: Answer("upstream", reason="情况复杂" * 30) if item.upstream_allowed else Answer("answered", _least(item.type)) for item in checklist.items}
    period = "二〇二六年度上半年" * 20
    returns = [
        replace(said, period=period, community=f"示例社区{said.community}", answers=poor if number % 2 else dict(list(poor.items())[:3]))
        for number, said in enumerate(returns_of(catalogue, 8))
    ]
    made = make_reports(catalogue, ledger_of(catalogue, returns), ledger_of(catalogue, [replace(said, period="以前") for said in returns]))
    assert pages(made["简报.docx"], tmp_path) == 1
    assert pages(made["回执.docx"], tmp_path) == 8


def _least(kind: str) -> bool | int | tuple[int, ...]:
    return {"count": (), "parts": (), "rate": (0, 10), "deduct": 40, "grade": 3, "gate": True}.get(kind, False)


def pages(content: bytes, folder: Path) -> int:
    """How many pages LibreOffice makes of a Word file."""
    office = shutil.which("soffice")
    assert office, "soffice is missing: apt-get install -y --no-install-recommends libreoffice-writer-nogui"
    (folder / "paper.docx").write_bytes(content)
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{folder / 'office'}", "--convert-to", "pdf", "--outdir", folder, folder / "paper.docx"],
        env={**os.environ, **office_environment(read_fonts(REPO), folder)}, check=True, capture_output=True, timeout=120,
    )
    told = subprocess.run(["pdfinfo", folder / "paper.pdf"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages: +([0-9]+)", told)[1])  # type: ignore[index]


def test_a_collection_without_any_good_file_is_a_list(catalogue: Catalogue) -> None:
    bad = Row("扫描.pdf", "0" * 64, 8, 1, True, "R-PDF")
    made = make_reports(catalogue, Ledger((Batch(1, AT, "收件", 1),), (bad,)))
    assert list(made) == ["汇总表.xlsx"]
    page = book_of(made["汇总表.xlsx"])["文件清单"]
    assert "收到 1 份 = 计入 0 + 重复 0 + 待定 0 + 退回 1" in page["A2"].value
    assert json.dumps([cell.value for cell in page[4]], ensure_ascii=False).count("扫描.pdf") == 1
    assert make_reports(catalogue, Ledger((), ())) == {}
