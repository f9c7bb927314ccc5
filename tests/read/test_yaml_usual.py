"""The fast way through usual files: it says what the whole reader says, or it says nothing."""
from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
import yaml
from conftest import REPO, VALID

from generator.read import yaml_usual
from generator.read.yaml_bytes import Decoded, decode
from generator.read.yaml_text import YamlFile, parse_yaml, read_quickly
from generator.read.yaml_usual import read_usual

REAL = sorted((REPO / "cases").rglob("*.yaml"))
TEXTS = [path.read_text("utf-8").split("\n") for path in (*REAL[::4], *sorted(VALID.rglob("*.yaml")))]
TEXTS += [  # as other programs lay them out: a list right below its key
    yaml.dump(yaml.load(path.read_bytes(), yaml.CBaseLoader), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).split("\n")
    for path in sorted(VALID.rglob("*.yaml"))
]
BITS = (
    "- ", "  ", " ", "\n", ":", ": ", " #", "#", '"', "'", "[", "]", "{", "}", ", ", ",", "~", "null", "|", ">", "&a", "*a", "!", "%",
    "?", "- - ", "key: ", "a：", "：", "---", "...", "\n\n", "\\", "<<: x", "@", "`", "=", "-", "\u3000", "[]", "{}", '""', "''", "text：",
    "? ", "!!str ", "[甲,乙]", "[a, b]", "{a: b}", "{a: b, a: c}", "# c\n", '"a\'b"', "- \n", "k:\n", "k:\n- v\n",
)


def said(text: str) -> object:
    """What the whole reader makes of a text; None when it finds fault."""
    found = parse_yaml(text.encode(), "x.yaml")
    return found.data if isinstance(found, YamlFile) else None


def edited(chance: random.Random) -> str:
    """Some lines of a real file, brought to the margin, with up to three slips."""
    lines = chance.choice(TEXTS)
    at = chance.randrange(len(lines))
    lines = lines[max(0, at - chance.randrange(10)) : at + chance.randrange(1, 10)]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    text = "\n".join(line[margin:] for line in lines)
    text = "k:\n" + "\n".join("  " + line for line in text.split("\n")) if text.startswith("- ") else text
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + (chance.choice(BITS) if chance.random() < 0.7 else "") + text[at + chance.choice((0, 0, 0, 1, 3)) :]
    return text


def wrong_answers(seed: int, count: int) -> Iterator[str]:
    """Edited texts for which the fast way has another answer than the whole reader; at least a tenth has any."""
    chance, answered = random.Random(seed), 0
    for _ in range(count):
        text = edited(chance)
        decoded = decode(text.encode(), "x.yaml")
        if isinstance(decoded, Decoded) and not decoded.problems:
            found = read_usual(decoded.text)
            answered += found is not None
            if found is not None and repr(found) != repr(said(text)):
                yield text
    assert answered > count / 20


def test_every_file_of_ours_is_read_the_fast_way_and_the_same() -> None:
    for path in REAL:
        raw = path.read_bytes()
        assert repr(read_quickly(raw)) == repr(said(raw.decode("utf-8"))), path


def test_an_edited_text_is_read_the_same_or_left_to_the_whole_reader() -> None:
    assert list(wrong_answers(1, 1_200)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_edited_texts_are(seed: int) -> None:
    assert list(wrong_answers(seed, 30_000)) == []


def test_the_comparison_sees_a_seeded_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = yaml_usual._LINE.pattern.replace(r"(?<! )\#", r"\#")  # takes a comment for text
    monkeypatch.setattr(yaml_usual, "_LINE", re.compile(blind))
    assert any(wrong_answers(1, 1_200))


@pytest.mark.parametrize("text", [
    "a: ~", "a: null", "a:", "a:\n", "- a", "a: ~x: y", "a: 'it''s'", 'a: "\\n"', "a: 1 # c", "a: b: c", "a: b\n  c", "a: b\n  - c", "a: b\na: c",
    "a: [b,c]", "a: {b: c, b: d}", "a: |\n  b", "a: &x b", "a: *x", "a: !t b", "--- \na: b", "a: b\n...", "%YAML 1.1\n---\na: b", "? a\n: b",
    "a: [甲, text：乙]", "l:\n  - text：乙", "a：b", "a:b", "键: b", "", "# only a comment", "a: [b, [c]]", "a: [\n  b]", "a: {b}", "a: [b, ]",
    "a:\n   b: c\n  d: e", "a:\n  b: c\n - d", "a: b ", "- - a: b", "a: -", "a: ?x", "<<: b", "a: " + "字" * 8_001, "a: b\n" * 6_000,
    "a: [b, null]", "a: {b: ~}", "a:\n" + "- " * 30 + "b", "a:\n" + "- " * 30 + "b: c",
    "".join(f"{'  ' * depth}a:\n" for depth in range(19)) + "  " * 19 + "a: b",
])
def test_what_is_unusual_or_wrong_is_left_to_the_whole_reader(text: str) -> None:
    assert read_usual(text) is None


@pytest.mark.parametrize("text", [
    "a: b", "a: b\n", "# c\n\na: b", "a: b:c", "a: b#c", "a: 甲：乙", "a: http://x/y", "a: ''", 'a: ""', "a: '~'", "a:  b", "a: [b, c]",
    "a: {b: c, d: [e, 'f, g']}", "a:\n- b\n- c", "a:\n- b: c\n  d: e\nf: g", "a:\n    b: c", "a:\n  -   - b\n      - c\n  - d", "a:\n  b:\n  - c\n  d: e",
    "a: 010", "a: yes", "a: 2024-05-01", "a: 'x: y'", "a: [甲：乙]", "  # c\na: b", "a: b\n  \nc: d",
])
def test_what_is_usual_is_read_the_same(text: str) -> None:
    assert read_usual(text) == said(text) != None  # noqa: E711 - all three the same, and something
