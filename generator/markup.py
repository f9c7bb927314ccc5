"""What a page or a style sheet refers to: its anchors, and every address with the part it plays.

lxml gives the page as a stream of start tags: an eighth of html.parser's time, no tree, and no limit of depth that
would hide the end of a page. It comes with python-docx and python-pptx anyway.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from lxml import etree

Role = Literal["link", "download", "form", "resource", "picture"]
"""link: the reader may follow it; download: saved to disk; form: receives what was filled in;
resource: loaded with the page; picture: loaded too, and may be a data: address."""

ROLES: Final[Mapping[Role, str]] = {
    "link": "链接", "download": "下载链接", "form": "表单提交地址", "resource": "页面资源", "picture": "图片或样式资源",
}

_PLAIN_RELATIONS: Final = frozenset((
    "alternate", "author", "bookmark", "canonical", "first", "help", "index", "last", "license", "me", "next", "prev",
    "shortlink", "up",
))
"""Values of <link rel> that load nothing (HTML Living Standard, link types)."""

_WATCHED: Final = frozenset((
    "id", "name", "href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "background", "data", "action",
    "formaction", "ping", "style", "content",
))
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")
_REFRESH = re.compile(r"[\s\d.]*[;,]?\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_CSS = re.compile(
    r"""/\*.*?(?:\*/|\Z)
      | (?:url\(\s*|@import\s*) (?:"((?:[^"\\]|\\.)*)" | '((?:[^'\\]|\\.)*)')
      | url\(([^)"']*)\)
      | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*'""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


@dataclass(slots=True)
class Markup:
    """The anchors and addresses of one page, in the order of the page; addresses as written, each role once."""

    ids: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    """Values of <a name>: anchors like ids, though they may stand twice."""
    bases: list[str] = field(default_factory=list)
    """Addresses of <base> elements."""
    uses: dict[tuple[Role, str], None] = field(default_factory=dict)


class MarkupParser:
    """Reads pages one after another, not in several threads: making a parser costs a fifth of a page, so two serve all."""

    def __init__(self) -> None:
        self._plain = _Collector()
        self._styled = _StyleCollector()
        targets: tuple[Any, Any] = (self._plain, self._styled)  # Any: lxml takes a part of the target's methods
        self._parsers = [etree.HTMLParser(encoding="utf-8", target=target) for target in targets]

    def parse(self, content: bytes) -> Markup:
        """Return what a UTF-8 page refers to, <style>, <noscript> and <template> included; reads any bytes."""
        styled = b"<style" in content.lower()
        target = self._styled if styled else self._plain
        target.reset()
        parser = self._parsers[styled]
        parser.feed(content)
        parser.close()
        return target.markup


def parse_css(text: str) -> Iterator[str]:
    """Yield each address of url(…) and @import in a style sheet or attribute; comments and strings are skipped."""
    for match in _CSS.finditer(text):
        for address in match.groups():
            if address is not None:
                yield address.strip()


class _Collector:
    """The target of lxml's parser: `start` is called for each start tag."""

    markup: Markup

    def reset(self) -> None:
        self.markup = Markup()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not attributes:
            return  # a third of the time: lxml's empty mapping iterates slowly
        for name, value in attributes.items():
            if name not in _WATCHED:
                continue
            if name == "id":
                self.markup.ids.append(value)
            elif name == "href" and tag == "a":
                self.markup.uses["download" if "download" in attributes else "link", value] = None
            else:
                for use in _uses(tag, name, value, attributes):
                    self.markup.uses[use] = None
                if name == "name" and tag == "a":
                    self.markup.names.add(value)
                elif name == "href" and tag == "base":
                    self.markup.bases.append(value)

    def close(self) -> None:
        pass  # lxml asks for it


class _StyleCollector(_Collector):
    """The same for pages with <style>: text is asked for only then, since it costs a call a piece."""

    _style: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "style":
            self._style = []

    def data(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def end(self, tag: str) -> None:
        if tag == "style" and self._style is not None:
            for address in parse_css("".join(self._style)):
                self.markup.uses["picture", address] = None
            self._style = None


def _uses(tag: str, name: str, value: str, attributes: Mapping[str, str]) -> Iterator[tuple[Role, str]]:
    """Yield the addresses in one attribute; `a href`, the most frequent by far, has been dealt with."""
    match name:
        case "href" | "xlink:href":
            if tag != "base":
                yield _role_of_href(tag, attributes), value
        case "src":
            yield ("picture" if tag in {"img", "input", "source"} else "resource"), value
        case "poster" | "background":
            yield "picture", value
        case "srcset" | "imagesrcset":
            for address in _CANDIDATE.findall(value) or [""]:
                yield "picture", address
        case "data" if tag == "object":
            yield "resource", value
        case "action" | "formaction":
            yield "form", value
        case "ping":
            for address in value.split():
                yield "form", address
        case "style":
            for address in parse_css(value) if "(" in value else ():
                yield "picture", address
        case "content" if attributes.get("http-equiv", "").strip().lower() == "refresh":
            if target := _REFRESH.match(value):
                yield "link", target[1]


def _role_of_href(tag: str, attributes: Mapping[str, str]) -> Role:
    if tag in {"a", "area"}:
        return "download" if "download" in attributes else "link"
    if tag != "link":
        return "picture"  # <image>, <use> and <feImage> of SVG
    relations = set(attributes.get("rel", "").lower().split())
    if relations and relations <= _PLAIN_RELATIONS:
        return "link"
    return "picture" if "icon" in relations else "resource"
