"""XML of a returned workbook as a tree, several times as fast as the stream of returned_xml.py, for what is plain.

Never the last word: what is not plain (too much, too deep, odd names, broken, not UTF-8) has no tree, and its reader takes the
stream, which alone refuses. A part that has a tree is one that the stream reads to its end.
"""
from __future__ import annotations

import re
from codecs import BOM_UTF8
from itertools import chain
from operator import attrgetter
from xml.etree.ElementTree import Element, ParseError, XMLParser

from generator.model.limits import RETURN_XML_DEPTH, RETURN_XML_ELEMENTS
from generator.read.returned_xml import is_declared

Tree = Element

_TAG = attrgetter("tag")
_PREFIX = re.compile(rb"xmlns:([^ \t\r\n=<>\"'/]*)")


def plain_tree(content: bytes) -> Tree | None:
    """The root of a part that is plain; None when it is not, whatever the reason."""
    content = content.removeprefix(BOM_UTF8)
    if content.count(b"<") > RETURN_XML_ELEMENTS or not is_declared(content) or b"<!" in content or content.find(b"<?", 1) > 0:
        return None
    if not all(map(bytes.isascii, _PREFIX.findall(content))):
        return None
    parser = XMLParser(encoding="utf-8")  # noqa: S314  # no definitions of its own: `<!` is not plain
    try:
        content.decode("utf-8")
        parser.feed(content)
        tree = parser.close()
    except (UnicodeDecodeError, ParseError):
        return None
    return tree if _is_usual(tree) else None


def local(element: Tree) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def last_text(element: Tree) -> str:
    """The text since the last element inside it, as the stream tells it."""
    return (element[-1].tail if len(element) else element.text) or ""


def _is_usual(tree: Tree) -> bool:
    """Whether it is not too deep, and all its names are ASCII."""
    names: set[str] = set()
    level = [tree]
    for _ in range(RETURN_XML_DEPTH):
        names.update(map(_TAG, level), chain.from_iterable(map(Element.keys, level)))
        level = list(chain.from_iterable(level))
        if not level:
            return "".join(names).isascii()
    return False
