"""The Markdown extension for speed: the same page with it and without it."""
from __future__ import annotations

import shutil
from pathlib import Path

import markdown
import pytest

from generator.clock import read_clock
from generator.csp import add_policies
from generator.mkdocs_site import build_site
from generator.pipeline import build

EXTENSIONS = ["attr_list", "toc"]


def both_ways(text: str) -> tuple[str, str]:
    fast = markdown.markdown(text, extensions=["generator.render.html_blocks", *EXTENSIONS])
    return fast, markdown.markdown(text, extensions=EXTENSIONS)


def squeezed(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if line.strip())


@pytest.mark.parametrize(
    "text",
    [
        "# a\n\n<div class=\"x\">b *c* `d`</div>\n\n## e {#f}\n\ng",
        "<div>\n<div>a</div>\n<p>b</p>\n</div>\n\nc *d*",
        "<ul>\n<li>a</li>\n</ul>\n\n<dl><dt>b</dt><dd>c</dd></dl>",
        "<div>a\n\nb</div>\n\nc",  # not whole before the blank line: left to Markdown
        "<div>a</div> after\n\nb",
        "<span>inline</span> *a*\n\nb",
        "text\n<div>not at a block's start</div>\n\nb",
        "<https://example.org>\n\n<div><div></div>\n\nopen",
        "- a\n\n    <div>b</div>\n\nc",
    ],
)
def test_changes_no_page(text: str) -> None:
    fast, plain = both_ways(text)
    assert squeezed(fast) == squeezed(plain)


def test_the_whole_site_is_the_same_without_it(project: Path, tmp_path: Path) -> None:
    live = project / "build/site"
    build(project, live)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    assert "generator.render.html_blocks" in text
    config.write_text("\n".join(line for line in text.splitlines() if "generator.render.html_blocks" not in line), "utf-8")
    plain = tmp_path / "plain"
    plain.mkdir()
    build_site(project, plain, read_clock(project))
    add_policies(plain)
    for page in live.rglob("*.html"):
        assert squeezed(page.read_text("utf-8")) == squeezed((plain / page.relative_to(live)).read_text("utf-8"))
    shutil.rmtree(plain)
