"""Data is never a template and never markup: where words could pass unescaped is written down here, each place with its reason."""
from __future__ import annotations

import ast
import re
from pathlib import Path

import jinja2
import pytest

from generator.render import page
from tests.conftest import REPO

GENERATOR = REPO / "generator"
SOURCES = sorted(path for path in GENERATOR.rglob("*.py") if "node_modules" not in path.parts)
THEME = sorted((GENERATOR / "render" / "theme").rglob("*.html"))
TYPST = sorted((GENERATOR / "render" / "templates" / "typst").glob("*.typ"))
TRUSTED = {
    ("render/inline.py", "render_rich"), ("render/page.py", "_heading"), ("render/page.py", "_quoted"),
    ("render/svg/write.py", "render_svg"),
}
"""Functions that call a text HTML, each after it has escaped every word."""
UNESCAPED = {
    "super()", "door(item)", "door(child)", "words", '"article" if said.linked else "website"',
    "said.linked[:-1]",  # JSON that may stand in a script (render/data_script.py)
    '{"language": "zh-CN", "action.skip": "跳到正文"}[key] or zh.t(key)',  # our own words and the theme's
    "heading.title", "part.title", "heading.url", "part.url",  # from the list of headings, which is HTML already
}
_ESCAPING = re.compile(r"\| *(?:e|url|tojson|script_tag)$")
_COMMANDS = re.compile(r"\b(?:eval|read|plugin|csv|yaml|toml|xml|cbor)\(|#include|@[a-z]+/|\bimport +\"(?![a-z]+\.typ\")")


def trusting(source: str) -> list[str]:
    """The functions of a source that call a text HTML, or read one as a template."""
    found: list[str] = []
    if "Markup" not in source and "from_string" not in source and "Template" not in source:
        return found
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
            names = [one.id if isinstance(one, ast.Name) else one.attr if isinstance(one, ast.Attribute) else "" for one in called]
            found += [function.name for name in names if name in {"from_string", "Template"} or (name == "Markup" and "markupsafe" in source)]
    return found


def test_a_text_is_called_html_only_where_its_words_are_escaped() -> None:
    found = {(path.relative_to(GENERATOR).as_posix(), name) for path in SOURCES for name in trusting(path.read_text("utf-8"))}
    assert found == TRUSTED


def test_the_templates_of_pages_escape_everything_and_know_every_name() -> None:
    environment = page._template("page.md.j2").environment
    assert environment.autoescape is True
    assert environment.undefined is jinja2.StrictUndefined
    for path in (GENERATOR / "render" / "templates").glob("*.j2"):
        assert not re.search(r"\| *safe\b|autoescape", path.read_text("utf-8")), path.name


def unescaped(text: str) -> list[str]:
    """What a template of the theme, which mkdocs renders without autoescape, puts out as it is."""
    return [one for one in re.findall(r"{{-? *(.*?) *-?}}", text) if not _ESCAPING.search(one) and one not in UNESCAPED]


@pytest.mark.parametrize("path", THEME, ids=lambda path: path.name)
def test_the_theme_escapes_each_value_itself(path: Path) -> None:
    assert unescaped(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TYPST, ids=lambda path: path.name)
def test_no_template_of_papers_runs_or_reads_what_it_is_given(path: Path) -> None:
    assert _COMMANDS.findall(path.read_text("utf-8")) == []


def test_each_gap_is_seen() -> None:
    """The canary."""
    assert trusting("import markupsafe\ndef a(x):\n    return Markup(x)\n") == ["a"]
    assert trusting("def a(x):\n    return env.from_string(x)\n") == ["a"]
    assert unescaped("<p>{{ page.meta.title }}</p>{{ a | e }}") == ["page.meta.title"]
    for text in ('#eval(paper.title)', '#include "a.typ"', '#import "@preview/x:1.0"', "#read(x)"):
        assert _COMMANDS.search(text), text
