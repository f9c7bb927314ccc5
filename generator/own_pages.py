"""Our own pages put into the theme without Markdown, as a plugin of mkdocs: the same bytes as mkdocs makes, sooner.

mkdocs builds what is written by hand and what its navigation names. The other pages of docs/library and docs/assess,
thousands in a large casebook, differ in a few blocks of the theme's page alone. So the page is rendered whole once for
each folder and kind, and for the rest only those blocks are. A page that page_html.py cannot read goes through
Markdown. Plain `mkdocs build`, which knows nothing of this, gives the same site (tests/test_own_pages.py).
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.render.page_html import read_page

_OWN = ("library/", "assess/")
_BLOCKS = ("site_meta", "htmltitle", "page_nav")
"""Blocks of render/theme/main.html that differ from page to page, in their order; the content follows them."""
_IN_BLOCKS = frozenset(("title", "description", "keywords", "column", "reviewed", "source", "linked", "unlisted", "moved"))
"""What those blocks alone read of a page's front matter; anything else decides the rest of the page too."""


class _NoSettings(Config):
    pass


class OwnPages(BasePlugin[_NoSettings]):
    """Takes our own pages out of mkdocs' hands and writes them."""

    def __init__(self) -> None:
        self._files: list[File] = []
        self._frames: dict[Any, tuple[str, ...]] = {}

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Take out the pages that the navigation does not name."""
        self._nav = nav
        named = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            if file.src_uri.startswith(_OWN) and file.src_uri not in named:
                file.inclusion = InclusionLevel.EXCLUDED
                self._files.append(file)
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Write them, now that the titles of the navigation are known."""
        named = files.documentation_pages()
        for file in self._files:
            page = _page(file, config, files)
            context = get_context(self._nav, named, config, page)
            place = Path(file.abs_dest_path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(self._render(env, page, dict(context)).encode("utf-8", "xmlcharrefreplace"))
            page.content, page.markdown, page.toc = None, None, TableOfContents([])
        return env

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Name our pages to the map of the site too, in the order of their files."""
        if self._files:
            context["pages"] = sorted((*context["pages"], *self._files), key=lambda file: self._order[file.src_uri])
        return context

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the order of all files."""
        self._order = {file.src_uri: number for number, file in enumerate(files)}
        return files

    def _render(self, env: jinja2.Environment, page: Page, context: dict[str, Any]) -> str:
        template = env.get_template(page.meta.get("template", "main.html"))
        rest = sorted((name, str(value)) for name, value in page.meta.items() if name not in _IN_BLOCKS)
        key = (context["base_url"], next((entry.url for entry in page.toc), ""), tuple(rest))
        frame = self._frames.get(key)
        if frame is None:
            page.active = True
            whole = template.render(context)
            page.active = False
            if cut := _cut(whole, list(_blocks(template, context))):
                self._frames[key] = cut
            return whole
        parts = [frame[0]]
        for block, after in zip(_blocks(template, context), frame[1:], strict=True):
            parts += (block, after)
        return "".join(parts)


def _page(file: File, config: MkDocsConfig, files: Files) -> Page:
    """The page as mkdocs has it after reading and rendering."""
    page = file.page or Page(None, file, config)
    try:
        read = read_page(file.content_string)
    except ValueError:  # no UTF-8, which mkdocs tells of
        read = None
    if read is None:
        page.read_source(config)
        page.render(config, files)
    else:
        page.markdown, page.meta, page.content = "", read.meta, read.content
        page.toc = TableOfContents(read.toc)  # type: ignore[arg-type]
    return page


def _blocks(template: jinja2.Template, context: dict[str, Any]) -> Iterator[str]:
    scope = template.new_context(context)
    yield from ("".join(template.blocks[name](scope)) for name in _BLOCKS)
    yield context["page"].content


def _cut(whole: str, blocks: list[str]) -> tuple[str, ...] | None:
    """What stands between the blocks; None when they do not stand once each, in their order."""
    parts, rest = [], whole
    for block in blocks:
        before, found, rest = rest.partition(block)
        if not block or not found or whole.count(block) != 1:
            return None
        parts.append(before)
    return (*parts, rest)
