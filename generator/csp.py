"""The content security policy of every built page, as a <meta> that works over http and from file:// alike.

mkdocs knows no policy, so it is added to what mkdocs wrote. The scripts and styles of the site are files of its own;
the one inline script is the theme's, and is allowed by its hash. A page with anything else that runs or styles by
itself (a handler attribute, a style, a strange script) is refused rather than published half-dead.
Source of the terms: Content Security Policy Level 3, W3C.
"""
from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from lxml import html

from generator.model.problem import CasebookError
from generator.write import list_entries, translated_os_errors

_THEME: Final = Path(__file__).parent / "render" / "theme"

_CHARSET: Final = b'<meta charset="utf-8">'
_SCRIPT = re.compile(rb"<script([^>]*)>(.*?)</script>", re.DOTALL)
_DATA: Final = b' type="application/ld+json"'
"""A block of data: no script to the browser, so no policy asks for its hash."""
_OWN_FILE = re.compile(rb' src="[^":]+"')

# What an exact reading must judge; plain search first, since reading each page takes longer than the rest together.
_SUSPECT: Final = (b"<style", b"javascript", b"srcdoc", b"http-equiv=\"content", b"vbscript")
_HANDLER = re.compile(rb"on[a-z]+\s*=")
_STYLE = re.compile(rb"style\s*=")
_ADDRESSES: Final = frozenset((
    "href", "xlink:href", "src", "action", "formaction", "data", "poster", "background", "srcset", "content",
))
_BLANK: Final = dict.fromkeys(range(33))


def add_policies(built: Path) -> int:
    """Put the policy of each .html below `built` behind its charset; returns how many pages have one.

    The same page gets the same bytes on every machine. Raises CasebookError E-CSP naming every page that holds
    something the policy would stop, before any page is changed; E-IO … when a file cannot be read or written.
    """
    faults: list[str] = []
    pages: dict[Path, bytes] = {}
    with translated_os_errors(built):
        for entry in list_entries(built):
            if entry.name.endswith(".html") and entry.is_file(follow_symlinks=False):
                path = Path(entry.path)
                content = path.read_bytes()
                found = tuple(_faults(content))
                faults += [f"  {path.relative_to(built).as_posix()}: {fault}" for fault in found]
                if not found:
                    pages[path] = content
        if faults:
            raise _refused(faults)
        for path, content in pages.items():
            path.write_bytes(content.replace(_CHARSET, _CHARSET + _meta(content), 1))
    return len(pages)


def policy(hashes: tuple[str, ...] = ()) -> str:
    """The policy of a page with inline scripts of these hashes: files of the site alone, and nothing over the net.

    What default-src covers is named again where tools that audit a policy look for the name. No text becomes HTML or a
    script (Trusted Types, W3C); the one policy `casebook` names data files alone (web/src/loading.ts, in each script).
    """
    scripts = " ".join(("'self'", *(f"'sha256-{one}'" for one in hashes)))
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "require-trusted-types-for 'script'; trusted-types casebook 'allow-duplicates'"
    )


def _meta(content: bytes) -> bytes:
    scripts = {script for kind, script in _SCRIPT.findall(content) if not kind}
    hashes = sorted(base64.b64encode(hashlib.sha256(script).digest()).decode("ascii") for script in scripts)
    return f'\n<meta http-equiv="Content-Security-Policy" content="{policy(tuple(hashes))}">'.encode("ascii")


@cache
def _known_scripts() -> frozenset[bytes]:
    """The inline scripts that the theme's own templates hold, which are the same bytes on every page."""
    pages = (path.read_bytes() for path in sorted(_THEME.rglob("*.html")))
    return frozenset(script for page in pages for kind, script in _SCRIPT.findall(page) if not kind)


def _faults(content: bytes) -> Iterator[str]:
    """What a policy would stop, in Chinese, each once."""
    if content.count(_CHARSET) != 1:
        yield f"应有且只有一处 {_CHARSET.decode()}，策略写在它后面"
    yield from _script_faults(content)
    lowered = content.lower()
    suspect = any(word in lowered for word in _SUSPECT) or _STYLE.search(lowered)
    if suspect or any(lowered[found.start() - 1] in b" \t\n\f\r/'\"" for found in _HANDLER.finditer(lowered)):
        yield from dict.fromkeys(_element_faults(content))


def _script_faults(content: bytes) -> Iterator[str]:
    found = _SCRIPT.findall(content)
    if len(found) != content.lower().count(b"<script"):
        yield "有没有写完整的 <script>"
    for kind, script in found:
        if kind == _DATA or (_OWN_FILE.fullmatch(kind) and not script):
            continue
        if kind or script not in _known_scripts():
            yield f"有来历不明的脚本：<script{kind.decode(errors='replace')}>{script[:60].decode(errors='replace')}"


def _element_faults(content: bytes) -> Iterator[str]:
    for element in html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8")).iter(html.etree.Element):
        if element.tag == "style":
            yield "有 <style>，样式应写进 generator/web/src"
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                yield f"<{element.tag}> 有 {name} 属性"
            elif name in _ADDRESSES and value.translate(_BLANK).lower().startswith(("javascript:", "vbscript:")):
                yield f"<{element.tag}> 的 {name} 是脚本地址"
            elif name == "http-equiv" and value.strip().lower() == "content-security-policy":
                yield "已经有一条策略"


def _refused(faults: list[str]) -> CasebookError:
    more = [f"  另有 {len(faults) - 40} 处"] if len(faults) > 40 else []
    return CasebookError(
        "E-CSP", "页面里有浏览器的安全策略不允许的内容，没有发布：\n" + "\n".join(faults[:40] + more),
        "脚本和样式写进 generator/web/src，不写在页面里",
    )
