"""The strict reader: what it takes as it was typed, what it refuses and in which words, and what cannot hurt it."""
from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.model import limits
from generator.model.problem import CasebookError, Position, Problem
from generator.read import raw_file, yaml_text
from generator.read.yaml_events import Reading, Stop
from generator.read.yaml_fault import WHY
from generator.read.yaml_text import YamlFile, parse_yaml, read_yaml
from generator.read.yaml_wording import describe
from tests.noticing.profiles import examples

HERE = Path(__file__).parent
HOSTILE = sorted((HERE / "hostile").glob("*.yaml"))
PRACTICE = HERE.parent / "fmt" / "practice.yaml"
FILE = "cases/a/case.yaml"
UNSEEN = (
    "\x00\x07\x0b\x0c\x1b\x7f\x80\x85\x9f\xad\u061c\u200b\u200c\u200d"
    "\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\ufffd\ufffe\uffff\U000e0041"
)
FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffc"
"""Letters and marks that show nothing; refused as well."""
LITERALS = [
    "no", "No", "NO", "yes", "on", "Off", "true", "True", "010", "0800", "0644", "0x1F", "0o17", "1:30", "12:30:45",
    "1_000", "3.10", "1e3", ".5", ".inf", "=", "2024-05-01", "2024-05-01 08:00:00", "+5",
]  # fmt: skip


def parsed(text: str | bytes) -> YamlFile:
    found = parse_yaml(text if isinstance(text, bytes) else text.encode(), FILE)
    assert isinstance(found, YamlFile), found
    return found


def refused(text: str | bytes) -> tuple[Problem, ...]:
    found = parse_yaml(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"), FILE)
    assert not isinstance(found, YamlFile), found.data
    return found


def report(problems: tuple[Problem, ...]) -> str:
    return "".join(
        f"{problem.where.line}:{problem.where.column} {problem.code} {problem.what}\n    修改: {problem.mend}\n"
        for problem in problems
    )


def places(problems: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    return [(problem.where.line, problem.where.column, problem.code) for problem in problems]


# --- the words of a refusal -------------------------------------------------------------------------


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_says_where_what_and_how_to_mend(path: Path) -> None:
    assert report(refused(path.read_bytes())) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_each_problem_names_its_file_and_its_rule() -> None:
    for path in HOSTILE:
        for problem in refused(path.read_bytes()):
            assert problem.where.file == FILE
            assert problem.why == WHY[problem.code]
            assert problem.level == "error"


def test_the_table_of_codes_is_complete() -> None:
    assert re.findall(r"^(K0\d\d)  ", yaml_text.__doc__ or "", re.MULTILINE) == sorted(WHY)


def test_a_file_name_of_the_corpus_begins_with_a_code_that_is_found_in_it() -> None:
    for path in HOSTILE:
        assert path.name.split("-")[0] in {problem.code for problem in refused(path.read_bytes())}


def test_faults_of_several_kinds_are_found_in_one_run() -> None:
    text = "id: a\nid: b\nname:\nlist:\n  - &x 甲\nnote: \"乙\ncost: ~\ntopics: [甲\n"
    assert places(refused(text)) == [
        (2, 1, "K006"), (3, 1, "K009"), (5, 5, "K007"), (6, 7, "K004"), (7, 7, "K009"), (8, 9, "K004"),
    ]  # fmt: skip


def test_a_text_over_several_lines_is_no_fault_of_its_own_beside_one() -> None:
    text = 'a:\n  - "甲\n    乙"\n  - [丙,\n    丁]\n  - {b: c: d}\n'
    assert places(refused(text)) == [(6, 10, "K004")]


def test_lines_below_an_empty_list_are_a_fault_like_others() -> None:
    assert places(refused("a: 1\n[]\n  甲: 乙\nb: ~\n")) == [(3, 3, "K004"), (4, 4, "K009")]


def test_problems_beyond_the_limit_are_announced() -> None:
    problems = refused("".join(f"k{number}: ~\n" for number in range(200)))
    assert len(problems) == limits.YAML_PROBLEMS + 1
    assert places(problems)[-1] == (limits.YAML_PROBLEMS + 1, 1 + len("k50: "), "K008")
    assert "不再列出" in problems[-1].what


def test_unseen_characters_beyond_the_limit_are_announced() -> None:
    for text in ("a: 甲\u200b\n" * 200, 'a: "' + "\\u200b" * 200 + '"\n'):
        problems = refused(text)
        assert len(problems) == limits.YAML_PROBLEMS + 1
        assert {problem.code for problem in problems[:-1]} == {"K003"}
        assert problems[-1].code == "K008"


def test_words_of_a_later_libyaml_are_not_shown() -> None:
    problem = describe(Reading("a: b\n", FILE), Stop("brand new words", "while learning", (7, 0), None), ["a: b", ""])
    assert places((problem,)) == [(1, 5, "K004")]
    assert problem.what == "这里不合 YAML 的写法"


# --- bytes and characters ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "place", "words"),
    [
        ("name: 社区议事会\n".encode("gbk"), (1, 7), "GBK"),
        ("id: a\nname: 甲 的办法，一共三条。\n".encode("gb18030"), (2, 7), "GBK"),
        ("name: 甲\n".encode("utf-16"), (1, 1), "UTF-16"),
        ("name: 甲\n".encode("utf-16-le"), (1, 1), "UTF-16"),
        ("name: 甲\n".encode("utf-16-be"), (1, 1), "UTF-16"),
        ("name: 甲\n".encode("utf-32"), (1, 1), "UTF-32"),
        ("name: 议事会和物业公司\n".encode()[:-3] + b"\n", (1, 14), "不是 UTF-8"),
        ("甲: 乙\nb: 社区".encode() + b"\xe9\n", (2, 6), "0xE9"),
        (b"\xef\xbb\xbf" + b"a: 1\nb: " + b"\xff\n", (2, 4), "0xFF"),
        (b"a: \xed\xa0\x80\n", (1, 4), "0xED"),
        (b"a: \xc0\x80\n", (1, 4), "0xC0"),
    ],
)
def test_only_utf8_is_read(raw: bytes, place: tuple[int, int], words: str) -> None:
    (problem,) = refused(raw)
    assert places((problem,)) == [(*place, "K002")]
    assert words in problem.what
    assert "UTF-8" in problem.mend


@pytest.mark.parametrize("character", UNSEEN, ids=lambda character: f"U+{ord(character):04X}")
def test_unseen_characters_are_refused_raw(character: str) -> None:
    found = refused(f"a: 甲\nb: 乙{character}丙\nc: 丁\n")
    assert places(found) == [(2, 5, "K003")]
    assert f"U+{ord(character):04X}" in found[0].what


@pytest.mark.parametrize("character", [*UNSEEN, "\t", "\r"], ids=lambda character: f"U+{ord(character):04X}")
def test_unseen_characters_are_refused_as_escapes(character: str) -> None:
    escape = f"\\U{ord(character):08X}"
    found = refused(f'a: 甲\nb: "乙\\n {escape}丙"\n')
    assert places(found) == [(2, 9, "K003")]
    assert escape in found[0].what


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\b", "\\t", "\\v", "\\f", "\\r", "\\e", "\\N", "\\L", "\\P", "\\x07", "\\u202e", "\\uD800", "\\uDFFF"])
def test_unseen_characters_are_refused_as_short_escapes(escape: str) -> None:
    assert places(refused(f'a: ["甲", "\\\\{escape}"]\n')) == [(1, 13, "K003")]


def test_an_escape_on_a_later_line_of_a_text_is_placed_there() -> None:
    assert places(refused('a: "甲\n  乙\\u200B"\n')) == [(2, 4, "K003")]


def test_harmless_escapes_are_text() -> None:
    text = parsed('a: "\\u4e2d\\n\\"\\\\\\x41\\_\\/\\U0001F600"\n').data["a"]
    assert text == "中\n\"\\A\xa0/😀"


def test_a_character_that_occurs_often_is_named_once_a_line() -> None:
    (problem,) = refused("a: 一\u200b二\u200b三\u200b\n")
    assert "本行共 3 处" in problem.what


def test_other_faults_are_found_beside_an_unseen_character() -> None:
    assert places(refused("a: 甲\u200b\nb: ~\n\u200bc: 1\nd:\n")) == [
        (1, 5, "K003"), (2, 4, "K009"), (3, 1, "K003"), (4, 1, "K009"),
    ]  # fmt: skip


def test_tabs_are_named_and_nothing_else_is_said_of_their_layout() -> None:
    found = refused("a:\n\t- 甲\n  \t- 乙\nb: 1\nb: 2\n")
    assert places(found) == [(2, 1, "K004"), (3, 3, "K004"), (5, 1, "K006")]
    assert found[0].what == "行首用制表符（Tab）缩进"
    assert places(refused("a: 甲\t# 注\n")) == [(1, 5, "K003")]


def test_line_ends_and_byte_order_mark_change_nothing() -> None:
    text = PRACTICE.read_text(encoding="utf-8")
    plain = parsed(text)
    ways = everywhere(plain.data)
    for raw in (text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode(), text.rstrip("\n").encode()):
        other = parsed(raw)
        assert other.data == plain.data
        assert [(other.spans.value(way), other.spans.key(way)) for way in ways] == [
            (plain.spans.value(way), plain.spans.key(way)) for way in ways
        ]


def test_faults_stand_at_the_same_place_with_other_line_ends() -> None:
    for path in HOSTILE:
        raw = path.read_bytes()
        assert refused(raw.replace(b"\n", b"\r\n")) == refused(raw)
        assert refused(b"\xef\xbb\xbf" + raw) == refused(raw)


# --- data -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("literal", LITERALS)
def test_a_text_is_what_was_typed(literal: str) -> None:
    assert len(LITERALS) == 24
    assert parsed(f"a: {literal}\nb: [{literal}]\n{literal}: c\n").data == {"a": literal, "b": [literal], literal: "c"}


def test_quoted_nulls_and_empty_texts_are_texts() -> None:
    assert parsed("a: \"~\"\nb: 'null'\nc: ''\nd: []\ne: {}\n").data == {"a": "~", "b": "null", "c": "", "d": [], "e": {}}


def test_block_texts() -> None:
    assert parsed("a: |\n  一\n  二\nb: >-\n  one\n  two\n").data == {"a": "一\n二\n", "b": "one two"}


def test_one_document_may_be_marked() -> None:
    assert parsed("# 注\n---\na: 1\n...\n").data == {"a": "1"}


def test_prose_with_full_width_colons_is_text() -> None:
    data = parsed("a:\n  - 时间：周五\n  - 说明:甲\nb: 地点：乙\nc: level：丙\n").data
    assert data == {"a": ["时间：周五", "说明:甲"], "b": "地点：乙", "c": "level：丙"}


def test_commas_between_words_of_an_id_or_number_are_not_questioned() -> None:
    assert parsed("a: [b,c, 甲, 乙]\nb: 1,200 元\n").data == {"a": ["b", "c", "甲", "乙"], "b": "1,200 元"}


@settings(deadline=None)
@given(st.text(st.characters(max_codepoint=0xDFFFF, exclude_categories=("C", "Zl", "Zp")), max_size=60))
def test_any_visible_text_comes_through_quotes(text: str) -> None:
    assume(not set(text) & set(UNSEEN + FILLERS))
    single = "'" + text.replace("'", "''") + "'"
    assert parsed(f"a: {json.dumps(text, ensure_ascii=False)}\nb: {single}\n").data == {"a": text, "b": text}


# --- places -----------------------------------------------------------------------------------------


def everywhere(data: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [way, *(below for step, value in steps for below in everywhere(value, (*way, step)))]


def test_places_of_keys_values_and_lists() -> None:
    spans = parsed("# 注\nid: a\nrecord:\n  done:\n    - {text: 甲, at: s1}\n    -  乙\n😀: [丙, 丁]\n").spans
    assert spans.value(()) == Position(FILE, 2, 1)
    assert spans.value(("id",)) == Position(FILE, 2, 5)
    assert spans.value(("record",)) == Position(FILE, 4, 3)
    assert spans.value(("record", "done")) == Position(FILE, 5, 5)
    assert spans.value(("record", "done", 0)) == Position(FILE, 5, 7)
    assert spans.value(("record", "done", 0, "at")) == Position(FILE, 5, 21)
    assert spans.key(("record", "done", 0, "at")) == Position(FILE, 5, 17)
    assert spans.value(("record", "done", 1)) == Position(FILE, 6, 8)
    assert spans.value(("😀", 1)) == Position(FILE, 7, 8)


def test_a_way_that_is_not_there_leads_to_the_nearest_that_is() -> None:
    spans = parsed("a:\n  b: [c]\n").spans
    assert spans.value(("a", "x", 3, "y")) == Position(FILE, 2, 3)
    assert spans.value(("a", "b", 9)) == spans.value(("a", "b", -1)) == spans.value(("a", "b", "x")) == Position(FILE, 2, 6)
    assert spans.value(("a", "b", 0, "deep")) == Position(FILE, 2, 7)
    assert spans.key(("a", "x")) == spans.value(("a",))
    assert spans.key(("x", "y")) == spans.key(()) == Position(FILE, 1, 1)
    assert spans.key(("a", "b", 0)) == Position(FILE, 2, 7)


names = st.text("abcde社区", min_size=1, max_size=6)
texts = st.text("甲乙丙，。abc123", min_size=1, max_size=12)
trees = st.recursive(
    texts, lambda below: st.lists(below, min_size=1, max_size=4) | st.dictionaries(names, below, min_size=1, max_size=4), max_leaves=12
)


@settings(deadline=None, max_examples=examples(60))
@given(st.dictionaries(names, trees, min_size=1, max_size=5), st.booleans())
def test_each_text_stands_where_its_place_says(data: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style='"', width=1000)
    read = parsed(text)
    assert read.data == data
    lines = text.split("\n")
    for way in everywhere(data)[1:]:
        value, place = read.data, read.spans.value(way)
        for step in way:
            value = value[step]  # type: ignore[index]
        if isinstance(value, str):
            assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(value, ensure_ascii=False))
        if isinstance(way[-1], str):
            place = read.spans.key(way)
            assert lines[place.line - 1][place.column - 1 :].startswith(json.dumps(way[-1], ensure_ascii=False))


# --- limits and hostile files -----------------------------------------------------------------------


def nested(depth: int) -> str:
    return "a: " + "[" * (depth - 1) + "x" + "]" * (depth - 1) + "\n"


def with_nodes(count: int) -> str:
    return "a: [" + ", ".join("x" for _ in range(count - 3)) + "]\n"


def of_size(size: int) -> str:
    return "a: b\n" + ("# " + "x" * 97 + "\n") * ((size - 5) // 100) + "#" * ((size - 5) % 100)


@pytest.mark.parametrize(
    ("make", "limit", "code"),
    [
        (nested, limits.YAML_DEPTH, "K008"),
        (with_nodes, limits.YAML_NODES, "K008"),
        (lambda length: f"a: {'字' * length}\n", limits.YAML_SCALAR_CHARACTERS, "K008"),
        (lambda length: f"a: |-\n  {'字' * length}\n", limits.YAML_SCALAR_CHARACTERS, "K008"),
        (of_size, limits.YAML_FILE_BYTES, "K001"),
    ],
)
def test_limits_hold_to_the_last(make, limit: int, code: str) -> None:  # type: ignore[no-untyped-def]
    parsed(make(limit - 1))
    parsed(make(limit))
    assert [problem.code for problem in refused(make(limit + 1))] == [code]


@pytest.mark.linux
def test_hostile_files_cost_neither_time_nor_memory() -> None:
    """Each is refused within a second of CPU, and all of them below 100 MB, in a process that may take 1 GB."""
    root = HERE.parents[1]
    run = subprocess.run(
        [sys.executable, str(HERE / "hostile_run.py")], cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    result = json.loads(run.stdout)
    assert len(result["seconds"]) >= 40
    assert {name: seconds for name, seconds in result["seconds"].items() if seconds > 1} == {}
    assert {name: codes for name, codes in result["codes"].items() if name.split(" ")[0] not in codes} == {}
    assert result["megabytes"] < 100


SLIPS = [
    '"', "'", "[", "]", "{", "}", ": ", "：", ", ", "- ", "\n", "\n  ", "#", "&a ", "*a ", "!t ", "|", ">", "%", "@", "? ",
    "\t", "\u200b", "\x00", "\r", "~", "\\", "\u3000",
]  # fmt: skip


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), st.sampled_from(SLIPS)), min_size=1, max_size=6))
def test_whatever_slips_in_is_read_or_refused_in_chinese(edits: list[tuple[float, int, str]]) -> None:
    text = PRACTICE.read_text(encoding="utf-8")
    for place, cut, slip in edits:
        start = int(place * len(text))
        text = text[:start] + slip + text[start + cut :]
    found = parse_yaml(text.encode(), FILE)
    if isinstance(found, YamlFile):
        assert found.data == yaml.load(text, yaml.CBaseLoader)
        return
    assert list(found) == sorted(found, key=Problem.sort_key)
    lines = text.split("\n")
    for problem in found:
        assert 1 <= problem.where.line <= len(lines)
        assert 1 <= problem.where.column <= len(lines[problem.where.line - 1]) + 1
        assert re.search("[\u4e00-\u9fff]", problem.what)
        assert not re.search("expected|found|while|allowed", problem.what + problem.mend)


def test_without_libyaml_nothing_is_read() -> None:
    code = "import yaml; del yaml.CBaseLoader; import generator.read.yaml_text"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=HERE.parents[1], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 1
    assert run.stderr.rstrip().endswith("CasebookError: PyYAML 没有带 libyaml")


def test_nothing_is_left_for_the_cycle_collector() -> None:
    texts = [PRACTICE.read_bytes(), *(path.read_bytes() for path in HOSTILE)]
    gc.collect()
    gc.disable()
    try:
        for raw in texts:
            parse_yaml(raw, FILE)
        assert gc.collect() == 0
    finally:
        gc.enable()


# --- files ------------------------------------------------------------------------------------------


def test_reads_a_regular_file(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("id: a\n", encoding="utf-8")
    read = read_yaml(tmp_path / "case.yaml", FILE)
    assert isinstance(read, YamlFile)
    assert (read.file, read.data, read.spans.file) == (FILE, {"id": "a"}, FILE)


def test_follows_no_link_and_opens_nothing_but_files(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("id: a\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "dangling.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("link", "loop", "dangling", "folder", "pipe"):
        found = read_yaml(tmp_path / f"{name}.yaml", FILE)
        assert not isinstance(found, YamlFile)
        assert places(found) == [(1, 1, "K011")]


def test_a_link_put_in_place_of_a_file_meanwhile_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real.yaml").write_text("id: a\n", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    before = (tmp_path / "real.yaml").lstat()
    monkeypatch.setattr(raw_file.os, "lstat", lambda path: before)
    for name in ("link", "pipe"):
        found = read_yaml(tmp_path / f"{name}.yaml", FILE)
        assert not isinstance(found, YamlFile)
        assert places(found) == [(1, 1, "K011")]


def test_reads_no_more_of_a_large_file_than_it_needs(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as sparse:
        sparse.truncate(10 * 1024**3)
    found = read_yaml(tmp_path / "large.yaml", FILE)
    assert not isinstance(found, YamlFile)
    assert places(found) == [(1, 1, "K001")]
    assert f"{10 * 1024**2} KB" in found[0].what


def test_a_file_that_cannot_be_read_is_a_matter_of_the_environment(tmp_path: Path) -> None:
    with pytest.raises(CasebookError) as caught:
        read_yaml(tmp_path / "gone.yaml", FILE)
    assert (caught.value.code, caught.value.status) == ("E-READ", 3)
    assert FILE in caught.value.what


@pytest.mark.parametrize("text", [
    "a: b\nc：d\n  e: f\n", "a:\n  -甲\n    b: c\n", "a: b\n   c: d\n", "a:b\n  c: d\n", "a: b: c\n",
    "a: 1\n: b\n", "a:\n    b: 1\n  c: 2\n", "a: [1] b\n", "a: 'x' y\n", "- a\nb: c\n", "a: 1\n- b\n",
    "a:\n  - b\n  c: d\n", "甲\n乙: 丙\n", "a: |b\n", "a: >9\n  b\n", "{b?[甲", "a: \n  *xb}",
    "{a: b}}\n", "a: {b, c: [}]\n", 'a: "\\q"\n', 'a: "b\n', "a: 'b\n", "\ta: b\n", "@a: b\n",
])
def test_slips_are_told_in_chinese_at_a_place_that_is_there(text: str) -> None:
    for problem in refused(text):
        assert re.search("[\u4e00-\u9fff]", problem.what)
        assert re.search("[\u4e00-\u9fff]", problem.mend)
        assert 1 <= problem.where.line <= text.count("\n") + 1
