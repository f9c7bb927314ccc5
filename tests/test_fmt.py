"""The formatter: one layout, done twice it is done, and never a change of content or comments."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from generator import fmt
from generator.fmt import format_yaml
from generator.model.problem import ContentRefused
from generator.read.yaml_text import YamlFile, parse_yaml
from tests.noticing.profiles import examples

PRACTICE = Path(__file__).parent / "fmt" / "practice.yaml"
HEAD = "# yaml-language-server: $schema=../../../schemas/practice.schema.json\n"


def data(text: str) -> object:
    read = parse_yaml(text.encode(), "a.yaml")
    assert isinstance(read, YamlFile), read
    return read.data


def refusal(text: str) -> tuple[int, int, str]:
    with pytest.raises(ContentRefused) as caught:
        format_yaml(text, "cases/a/case.yaml")
    problem = caught.value.problems[0]
    assert problem.where.file == "cases/a/case.yaml"
    return problem.where.line, problem.where.column, problem.code


def test_a_file_in_canonical_layout_stays_as_it_is() -> None:
    text = PRACTICE.read_text(encoding="utf-8")
    assert format_yaml(text) == text


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "id: a\n",
        "# 第一行\n\n# 第二行\nid: a\n",
        "a: 1\n\n# 组间\n\nb: 2\n# 末尾\n",
        "a: # 键后\n  - 甲 # 项后\n  # 项间\n  - 乙\n",
        "a:\n  # 第一项前\n  - b: 1\n    # 项内\n    c: 2\n  # 末项后\nd: 3\n",
        "a:\n  - 甲\n\n  # 空行之后\n  - 乙\n\n  # 空行之前\n\nb: 1\n",
        "a: |\n  一\n\n  # 不是注释\n  二\n# 注释\nb: >-\n  one\n  two\n",
        "a: | # 说明\n  一\nb: 1\n",
        "a: |+\n  一\n\n",
        "a: '010'\nb: \"yes\"\nc: 'it''s'\nd: \"3.10\"\ne: \"\"\n",
        "a: 010\nb: True\nc: +5\nd: 1_000\ne: 3.10\nf: 2024-05-01\ng: =\nh: 1:30\ni: 1e3\nj: .5\nk: no\nl: 0x1F\n",
        "a: {b: \"x, y\", c: [d, e], f: {g: h}} # 注\nb: []\nc: {}\n",
        "a: \"# 不是注释\" # 是注释 # 还是\n",
        "a: 甲#乙\nb: http://x.y/#z\n",
        "a: \"第一行\\n第二行 \\\\ \\\"引\\\"\"\n",
        "a: 😀\n全角　空格: 甲　乙\n",
        f"a: {'长' * 7000} {'句' * 900}\nb: \"{'词 ' * 2000}\"\nc: [{', '.join(['项目'] * 3000)}]\n",
        f"{'键' * 300}: {{{'键' * 200}: a}}\n",
    ],
)
def test_canonical_fragments_stay_as_they_are(text: str) -> None:
    assert format_yaml(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a:\n- 甲\n# 项间\n- b: 1\n  c:\n  - 乙\n", "a:\n  - 甲\n# 项间\n  - b: 1\n    c:\n      - 乙\n"),
        ("a:\n    b:\n        - 甲\n", "a:\n  b:\n    - 甲\n"),
        ("a:   1   # 注\nb: 2\t\n".replace("\t", "  "), "a: 1 # 注\nb: 2\n"),
        ("a: {b: c,d: [x,y]}   # 注\n", "a: {b: c, d: [x, y]} # 注\n"),
        ("a: [\n  甲,\n  乙,\n]\n", "a: [甲, 乙]\n"),
        ("a: 甲\n  乙\nb: \"丙\n  丁\"\n", "a: 甲 乙\nb: \"丙 丁\"\n"),
        ("a: \"\\u4e2d\\U0001F600\"\n", "a: \"中😀\"\n"),
        ("\ufeffa: 1\r\nb: |\r\n  一\r\n", "a: 1\nb: |\n  一\n"),
        ("a: 1", "a: 1\n"),
        ("\n\na: 1\n\n   \n\n", "a: 1\n"),
        ("a: 1\n# 末尾\n\n\n", "a: 1\n# 末尾\n"),
        (f"{HEAD}---\na: 1\n...\n", f"{HEAD}a: 1\n"),
        ("--- # 开始\na: 1\n", "# 开始\na: 1\n"),
        ("? a\n: 1\n", "a: 1\n"),
    ],
)
def test_layout(text: str, wanted: str) -> None:
    assert format_yaml(text) == wanted
    assert format_yaml(wanted) == wanted


def test_a_comment_that_would_be_lost_is_a_refusal_at_its_place() -> None:
    assert refusal("id: a\nlist: [甲, # 第一\n  乙]\n") == (2, 11, "K012")
    assert refusal("---\nid: a\nlist: [甲, # 第一\n  乙]\n") == (3, 11, "K012")
    assert refusal("id: a\nlist: {甲: 一, # 第一\n  乙: 二} # 第二\n") == (2, 14, "K012")


def test_content_that_would_change_is_a_refusal_at_its_place() -> None:
    assert refusal("id: a\ntext: >- # 说\n    缩进\n  \n  # 不是注释\n")[2] == "K012"


@pytest.mark.parametrize("result", ["id: b\n", "id: a\nid: a\n", "id: a\n", "# 注\n# 注\nid: a\n", "id: a\n# 注\n"])
def test_a_layout_that_loses_something_is_not_believed(monkeypatch: pytest.MonkeyPatch, result: str) -> None:
    monkeypatch.setattr(fmt, "_lay_out", lambda text, file: result)
    assert refusal("# 注\nid:  a\n")[2] == "K012"


def test_a_layout_that_never_settles_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fmt, "_lay_out", lambda text, file: text + "# 又一次\n")
    assert refusal("id: a\n") == (1, 1, "K012")


def test_a_file_that_the_library_stumbles_over_is_left_alone() -> None:
    assert refusal("a: >\n  \n    缩进\n") == (1, 1, "K012")


def test_what_the_reader_refuses_is_not_formatted() -> None:
    assert refusal("id: a\nid: b\n") == (2, 1, "K006")
    assert refusal("id: &x a\n") == (1, 5, "K007")
    assert refusal("a: '\ud800'\n") == (1, 5, "K002")


words = st.sampled_from(["甲", "010", "yes", "\"引 文\"", "'单'", "[a, b]", "{k: v}", "[]", "\"\"", "x" * 130, "\"a: b\"", "100%", "a#b"])
remarks = st.sampled_from(["", "", "", " # 注释", "   #紧"])


@st.composite
def blocks(draw: st.DrawFn, indent: int = 0) -> str:
    """Lines of a mapping with comments, blank lines and lists, indented in one of several ways."""
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from(["a", "b", "名", "key_x"]), min_size=1, max_size=3, unique=True)):
        lines += draw(st.sampled_from([[], [], [""], [" " * indent + "# 独行"], ["", "# 顶格"]]))
        head = f"{' ' * indent}{key}:"
        kind = draw(st.sampled_from(["text", "text", "mapping", "list", "block"] if indent < 8 else ["text"]))
        if kind == "text":
            lines.append(f"{head} {draw(words)}{draw(remarks)}")
        elif kind == "mapping":
            lines += [head + draw(remarks), draw(blocks(indent + draw(st.sampled_from([2, 4]))))]
        elif kind == "block":
            lines += [f"{head} {draw(st.sampled_from(['|', '>-']))}", f"{' ' * (indent + 2)}块文 # 不是注释"]
        else:
            inner = indent + draw(st.sampled_from([0, 2, 4]))
            lines += [head, *(f"{' ' * inner}- {draw(words)}{draw(remarks)}" for _ in range(draw(st.integers(1, 3))))]
    return "\n".join(lines)


@settings(deadline=None, max_examples=examples(60))
@given(blocks())
def test_any_layout_becomes_one_that_stays(text: str) -> None:
    try:
        result = format_yaml(text)
    except ContentRefused as error:
        event(error.problems[0].code)
        assume(error.problems[0].code != "K012")
        raise
    assert format_yaml(result) == result
    assert data(result) == data(text)
    assert result.count("注释") == text.count("注释")
    assert result.endswith("\n")
    assert "\n\n" not in result[-2:]
