"""Forty evil ids at every door where an id comes in: files, folders, fields, commands, courses, returns. None gets a path."""
from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from pydantic import TypeAdapter, ValidationError

from generator import cli
from generator.checking import check_casebook, check_course
from generator.model.problem import ContentRefused
from generator.model.record import FullRef, Id, Locator, Ref, SectionId
from generator.read.returned import read_return
from generator.render.page import _saved
from generator.view.shapes import Download
from tests.hostile.casebook import FILES, kinds_of_record
from tests.hostile.payloads import PAYLOADS
from tests.returns.corpus import SAVED
from tests.returns.forms import KNOWN, NEW, filled_return
from tests.returns.forms import workbook as return_workbook

EVIL = (
    ".", "..", "../a", "..\\a", "a/../../b", "/etc/passwd", "\\\\host\\a", "C:\\a", "C:a", "a:b", "~", "~/a", "a\0b", "a\n", "a\r", "a\tb",
    " a", "a ", "a.", "a..",
    ".a", "-a", "a-", "a--b", "A", "Con", "con", "nul", "aux", "NUL.tar.gz", "com1", "COM¹", "lpt9", "common", "courses", "a_b", "a.b",
    "a%2fb", "a?b", "a*b", "a|b",
    "a<b", "a\"b", "a'b", "a$b", "ａ", "а", "é", "e\u0301", "a\u202eb", "a\u200bb", "\ufeffa", "案例", "1a", "٣", "x" * 49, "x" * 300, "",
    "a\x7f", "a\u2028",
)
_TRACE = re.compile("Traceback|Error:|Exception")


def test_there_are_forty_and_more() -> None:
    assert len(set(EVIL)) >= 55


@pytest.mark.parametrize("kind", [Id, Ref, FullRef, SectionId, Locator], ids=["id", "ref", "full", "section", "locator"])
def test_no_field_for_an_id_takes_one(kind: Any) -> None:
    adapter = TypeAdapter(kind)
    taken = []
    for evil in EVIL:
        for text in (evil, f"demo/{evil}", f"{evil}/demo") if kind is not Id else (evil,):
            try:
                adapter.validate_python(text)
                taken.append(text)
            except ValidationError:
                pass
    # a reference to a reserved name, or to one too long, is well formed: it names nothing, which K2 says
    assert {text for text in taken if not re.fullmatch("(?:demo/)?(?:con|nul|aux|com1|lpt9|common|courses|x{49})(?:/demo)?", text)} == set()
    assert kind is not Id or taken == []


def test_every_text_of_the_model_is_words_or_has_a_pattern() -> None:
    """There is no third kind of field that a name could come through."""
    from tests.hostile.casebook import free_fields

    def strings(annotation: Any) -> bool:
        return annotation is str or any(strings(part) for part in get_args(annotation) if not isinstance(part, str))

    for record in kinds_of_record(FILES):
        for name, field in record.model_fields.items():
            if strings(field.annotation) and name not in free_fields(record):
                said = f"{field.metadata} {field.annotation}"
                assert "pattern" in said, f"{record.__name__}.{name}"


def _written(evil: str) -> str:
    return json.dumps(evil, ensure_ascii=True)


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
def test_no_file_takes_one_as_its_id(project: Path, step: int) -> None:
    path = project / "cases/demo/practices/yishi.yaml"
    whole = path.read_text("utf-8")
    taken = []
    for evil in EVIL[::step]:
        path.write_text(whole.replace("id: yishi", f"id: {_written(evil)}", 1), "utf-8")
        _, problems = check_casebook(project)
        if not any(problem.level == "error" and problem.where.file == "cases/demo/practices/yishi.yaml" for problem in problems):
            taken.append(evil)
    assert taken == []


def test_no_file_and_no_folder_may_have_one_as_its_name(project: Path) -> None:
    whole = (project / "cases/demo/practices/yishi.yaml").read_bytes()
    case = (project / "cases/demo/case.yaml").read_bytes()
    made: list[str] = []
    for evil in EVIL:
        if evil in ("", ".", "..") or "/" in evil or "\0" in evil or len(os.fsencode(evil)) > 240:
            continue
        for place, content in ((f"cases/demo/practices/{evil}.yaml", whole), (f"cases/{evil}/case.yaml", case)):
            if evil in ("common", "courses") and place.endswith("case.yaml"):
                continue
            (project / place).parent.mkdir(exist_ok=True)
            (project / place).write_bytes(content)
            made.append(place)
    assert len(made) > 80
    book, problems = check_casebook(project)
    told = {problem.where.file for problem in problems if problem.level == "error"}
    hidden = {place for place in made if Path(place).parts[1].startswith(".") or Path(place).name.startswith(".") or Path(place).parts[1].endswith("~")}
    silent = [place for place in made if place not in hidden and not any(one == place or one.startswith(f"{Path(place).parent.as_posix()}/") for one in told)]
    assert silent == []
    assert book is None or set(book.cases) <= {"demo"} or all(re.fullmatch("[a-z][a-z0-9-]*", name) for name in book.cases)


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("words", [
    ("new", "case", "{}"), ("new", "practice", "demo/{}"), ("new", "practice", "{}/a"), ("new", "checklist", "demo/{}"), ("new", "teaching", "common/{}"),
    ("print", "guide", "{}"), ("print", "{}", "yishi"), ("release", "{}"),
])
def test_no_command_takes_one(words: tuple[str, ...], project: Path, step: int) -> None:
    check_casebook(project)  # what it keeps beside the content is no work of these commands
    before = _tree(project.parent)
    for evil in (evil for evil in EVIL[::step] if "\0" not in evil and (evil or words[1] != "guide")):
        given = [word.format(evil) for word in words]
        done = CliRunner().invoke(cli.main, ["--root", str(project), words[0], "--", *given[1:]])
        said = f"{given}: {done.output}"
        assert done.exit_code in {2, 3, 4}, said
        assert done.exception is None or isinstance(done.exception, SystemExit), said
        assert not _TRACE.search(done.output), said
        assert all(line.isprintable() for line in done.output.splitlines()), said
    assert _tree(project.parent) == before


@pytest.mark.parametrize("field", ["id: demo-course", "teaching: demo/yishi-case", "questions: [q1]"])
def test_no_course_to_pack_takes_one(project: Path, tmp_path: Path, field: str) -> None:
    whole = (project / "cases/courses/demo-course.yaml").read_text("utf-8")
    name = field.partition(":")[0]
    taken = []
    for evil in EVIL:
        value = f"[{_written(evil)}]" if "[" in field else _written(evil)
        course = tmp_path / "course.yaml"
        course.write_text(whole.replace(field, f"{name}: {value}", 1), "utf-8")
        try:
            check_course(project, course, "course.yaml")
            taken.append(evil)
        except ContentRefused:
            pass
    assert taken == []


def test_a_return_that_names_one_is_refused_or_its_answer_is_listed() -> None:
    saved = json.loads(SAVED)
    for evil in EVIL:
        named = read_return("a.json", json.dumps({**saved, "checklist": evil}).encode(), KNOWN)
        assert named.code in {"R-TEMPLATE", "R-JSON", "R-EDITED"}, evil
        answered = read_return("a.json", json.dumps({**saved, "answers": {evil: {"state": "unknown"}}}).encode(), KNOWN)
        assert answered.code != "" or (answered.returned is not None and evil not in answered.returned.answers and answered.notes), evil
    for evil in (evil for evil in EVIL if evil.isprintable() and 0 < len(evil) < 256):
        identity = {"checklist": evil, "version": "2", "edition": "full", "fingerprint": NEW.fingerprint}
        book = return_workbook(replace(filled_return(1), community="甲社区"), identity=identity)
        assert read_return("a.xlsx", book, KNOWN).code != "", evil


def test_a_saved_file_gets_a_name_that_every_system_takes() -> None:
    for label in (*PAYLOADS, *EVIL, "长" * 80, "。", "con", "a." * 30):
        name = _saved(Download(label, "downloads/a.pdf", "PDF"))
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name), label
        assert name.endswith(".pdf")
