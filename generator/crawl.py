"""The proof of a built site: every link, anchor, picture and download leads somewhere, and nothing leaves the host.

mkdocs looks neither into HTML blocks nor at all anchors, so the built tree itself is read, each page once.
A gate that cannot turn red proves nothing: `prove_crawler` has it find one seeded defect of each kind first.
"""
from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from generator.markup import ROLES, MarkupParser, Role, parse_css
from generator.model.problem import CasebookError
from generator.write import list_entries, name_faults, shown, translated_os_errors, write_file
from generator.write_tree import write_tree

KINDS: Final[Mapping[str, str]] = {
    "missing-file": "指向的文件不存在",
    "letter-case": "与实际文件名的大小写不符",
    "folder": "指向文件夹，应写到具体文件（从本地打开时不会自动找 index.html）",
    "outside-root": "指到了网站文件夹之外",
    "missing-anchor": "指向的页面里没有这个锚点",
    "absolute-path": "以「/」开头，网站换一个位置就会失效",
    "scheme": "用了不允许的地址类型",
    "outside-resource": "指向其他主机，打开网页时会连到站外",
    "empty-link": "没有写地址",
    "duplicate-id": "在同一页里重复出现",
    "base": "会改变本页所有地址的含义",
    "unreadable": "是空的，或不是 UTF-8 文本",
    "bad-name": "不能作为发布的文件名",
}
"""Each kind of fault, and how it is told."""

_BLANK: Final = "".join(map(chr, range(33)))
_DROPPED: Final = {ord(character): None for character in "\t\n\r"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One defect of a built site: file it stands in (POSIX, below the root), kind (see KINDS), address or id, text."""

    page: str
    kind: str
    target: str
    what: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What the crawl saw: counts of pages, of different addresses a page, of plain links to other hosts; faults."""

    pages: int
    links: int
    outside_links: int
    faults: tuple[Fault, ...]


class _Verdict(NamedTuple):
    """What is known of an address without its page's anchors; `target` "" is the page itself."""

    kind: str = ""
    detail: str = ""
    target: str = ""
    fragment: str = ""
    outside: bool = False


def crawl_site(root: Path, *, site_path: str = "/") -> tuple[Fault, ...]:
    """Return every defect of the links of the site below `root`, in order of page; see `read_site`."""
    return read_site(root, site_path=site_path).faults


def read_site(root: Path, *, site_path: str = "/") -> Survey:
    """Read all .html and .css files below `root` and judge every address in them.

    Plain links to other hosts (http, https) and mailto are allowed, data: only for pictures. A fragment that
    holds "=" is the state of a page with a script (finder.html#topic=…), not an anchor. mkdocs writes links
    from the site's root into the top 404.html, since it is served for any address: there, and only there,
    addresses may start with `site_path`, the path of site_url with a slash at both ends.
    Raises CasebookError (E-IO …) when a file cannot be read.
    """
    with translated_os_errors(root):
        site = _Site(root, site_path)
        for name in sorted(site.files):
            if name.endswith((".html", ".htm")):
                site.read_page(name)
            elif name.endswith(".css"):
                site.read_style_sheet(name)
    site.judge_anchors()
    return Survey(len(site.anchors), site.links, site.outside_links, tuple(sorted(site.faults)))


def site_files(root: Path) -> tuple[Fault, ...]:
    """Return a fault for each file below `root` whose name cannot be published (`name_faults`), in order of name."""
    with translated_os_errors(root):
        files, _ = _list_names(root)
    return tuple(
        Fault(shown(name), "bad-name", shown(name), f"「{shown(name)}」{KINDS['bad-name']}：{reason}")
        for name, reason in name_faults(files)
    )


def _list_names(root: Path) -> tuple[set[str], set[str]]:
    """The regular files and the folders below root, as relative POSIX names; a symlink is neither."""
    files: set[str] = set()
    folders: set[str] = set()
    for entry in list_entries(root):
        name = os.path.relpath(entry.path, root)
        if entry.is_dir(follow_symlinks=False):
            folders.add(name)
        elif entry.is_file(follow_symlinks=False):
            files.add(name)
    return files, folders


class _Site:
    """The state of one crawl."""

    def __init__(self, root: Path, site_path: str) -> None:
        self.root = root
        self.site_path = site_path
        self.files, self.folders = _list_names(root)
        self.by_lower_case = {name.lower(): name for name in self.files}
        self.anchors: dict[str, frozenset[str]] = {}
        self.faults: set[Fault] = set()
        self.links = 0
        self.outside_links = 0
        self._parser = MarkupParser()
        # Most addresses stand on many pages of a folder, so each is judged once a folder.
        self._known: dict[tuple[str, bool], dict[tuple[Role, str], _Verdict]] = {}
        self._waiting: list[tuple[str, tuple[Role, str], _Verdict]] = []

    def read_page(self, name: str) -> None:
        content = (self.root / name).read_bytes()
        if not content.strip() or _decoded(content) is None:
            self._blame(name, "unreadable", name, "页面")
        markup = self._parser.parse(content)
        self.anchors[name] = frozenset(markup.ids) | markup.names
        if len(set(markup.ids)) < len(markup.ids):
            for value, count in Counter(markup.ids).items():
                if count > 1:
                    self._blame(name, "duplicate-id", value, "id")
        for address in markup.bases:
            self._blame(name, "base", address, "base 元素")
        self._judge_all(name, markup.uses)

    def read_style_sheet(self, name: str) -> None:
        text = _decoded((self.root / name).read_bytes())
        if text is None:
            self._blame(name, "unreadable", name, "样式表")
        else:
            self._judge_all(name, dict.fromkeys(("picture", address) for address in parse_css(text)))

    def judge_anchors(self) -> None:
        """Look up the anchors on other pages, once all pages have been read."""
        for page, (role, address), verdict in self._waiting:
            if not _has_anchor(self.anchors.get(verdict.target), verdict.fragment):
                self._blame(page, "missing-anchor", address, ROLES[role])

    def _blame(self, page: str, kind: str, target: str, subject: str, detail: str = "") -> None:
        self.faults.add(Fault(shown(page), kind, target, f"{subject}「{shown(target)}」{KINDS[kind]}{detail}"))

    def _judge_all(self, page: str, uses: Iterable[tuple[Role, str]]) -> None:
        base = (posixpath.dirname(page), page == "404.html")
        known = self._known.setdefault(base, {})
        for use in uses:
            verdict = known.get(use)
            if verdict is None:
                verdict = known[use] = self._judge(*base, *use)
            self.links += 1
            self.outside_links += verdict.outside
            if verdict.kind:
                self._blame(page, verdict.kind, use[1], ROLES[use[0]], verdict.detail)
            elif verdict.fragment:
                self._waiting.append((page, use, verdict if verdict.target else verdict._replace(target=page)))

    def _judge(self, folder: str, absolute: bool, role: Role, address: str) -> _Verdict:
        """Judge an address as a browser reads it (WHATWG URL): blanks around, tabs and line ends count for nothing."""
        text = address.strip(_BLANK).translate(_DROPPED)
        if not text:
            return _Verdict("empty-link")
        if scheme := _SCHEME.match(text):
            return _judge_scheme(scheme[0][:-1].lower(), role, text)
        path, _, fragment = text.partition("#")
        path = path.partition("?")[0].replace("\\", "/")
        if path.startswith("//"):
            return _Verdict("absolute-path" if role == "link" else "outside-resource")
        if path.startswith("/"):
            if not (absolute and path.startswith(self.site_path)):
                return _Verdict("absolute-path")
            path, folder = path[len(self.site_path):] or ".", ""
        return self._find(folder, path, fragment) if path else _Verdict(fragment=fragment)

    def _find(self, folder: str, path: str, fragment: str) -> _Verdict:
        decoded = _decoded(unquote_to_bytes(path))
        if decoded is None:
            return _Verdict("missing-file")
        target = posixpath.normpath(posixpath.join(folder, decoded))
        if target == ".." or target.startswith("../"):
            return _Verdict("outside-root")
        if target in self.files and not decoded.endswith("/"):
            return _Verdict(target=target, fragment=fragment)
        if target in self.folders or target == ".":
            return _Verdict("folder")
        if (actual := self.by_lower_case.get(target.lower())) not in (None, target):
            return _Verdict("letter-case", f"（实际是「{actual}」）")
        return _Verdict("missing-file")


def _judge_scheme(scheme: str, role: Role, address: str) -> _Verdict:
    if scheme in {"http", "https"}:
        return _Verdict(outside=True) if role == "link" else _Verdict("outside-resource")
    if scheme == "mailto" and role == "link":
        return _Verdict()
    if scheme == "data" and role == "picture" and address[5:].lower().startswith("image/"):
        return _Verdict()
    return _Verdict("scheme")


def _decoded(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _has_anchor(anchors: frozenset[str] | None, fragment: str) -> bool:
    """Whether a page has the anchor, raw or percent-decoded (HTML, "find a potential indicated element")."""
    fragment = fragment.partition(":~:")[0]
    if anchors is None or not fragment or fragment in anchors:
        return True
    decoded = _decoded(unquote_to_bytes(fragment))
    return decoded in anchors or fragment.lower() == "top" or "=" in fragment


_CANARY: Final[Mapping[str, bytes]] = {
    "page.html": """<!doctype html><html lang="zh"><head><meta charset="utf-8"><base href="inner/"><title>页</title>
        <meta http-equiv="refresh" content="9; url=gone-refresh.html"><link rel="stylesheet" href="//outside.invalid/a">
        <style>p { background: url("gone-style.png") }</style></head><body>
        <a href="other.html#%E5%9C%A8">好</a><a href="https://outside.invalid/">好</a>
        <a href="mailto:a@outside.invalid">好</a><a href="other.html?a#b=c">好</a><a href="#top">好</a>
        <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="好">
        <a href="gone-link.html">坏</a><a href="gone-file.docx" download="表.docx">坏</a>
        <img src="gone-image.png" alt=""><img srcset="other.html 1x, gone-srcset.png 2x" alt="">
        <video poster="gone-poster.png"></video><object data="gone-object.pdf"></object>
        <a href="Other.html">坏</a><a href="inner/">坏</a><a href="../page.html">坏</a><a href="/other.html">坏</a>
        <a href="other.html#gone">坏</a><a href="#%E6%97%A0">坏</a><a href="">坏</a>
        <a href="data:text/html,x">坏</a><a href="file:///page.html">坏</a><a href=" java&#10;script:alert(1)">坏</a>
        <script src="https://outside.invalid/b.js"></script><iframe src="http://outside.invalid/c"></iframe>
        <form action="https://outside.invalid/d"></form>
        <p id="twice" style="background: url(https://outside.invalid/e)"></p><p id="twice"></p></body>""".encode(),
    "other.html": '<!doctype html><title>另一页</title><p id="在"></p>'.encode(),
    "404.html": b'<!doctype html><title>404</title><a href="/other.html">a</a><a href="/gone-404.html">b</a>',
    "empty.html": b"",
    "inner/style.css": b'@import "https://outside.invalid/f"; /* url(x) */ a { src: url(../gone-font.woff2) }',
}
_CANARY_NAME: Final = "坏名字.txt"
_CANARY_FAULTS: Final = frozenset((
    ("page.html", "base", "inner/"), ("page.html", "duplicate-id", "twice"), ("page.html", "empty-link", ""),
    *(("page.html", "missing-file", f"gone-{name}") for name in (
        "refresh.html", "style.png", "link.html", "file.docx", "image.png", "srcset.png", "poster.png", "object.pdf")),
    *(("page.html", "outside-resource", address) for address in (
        "//outside.invalid/a", "https://outside.invalid/b.js", "http://outside.invalid/c", "https://outside.invalid/d",
        "https://outside.invalid/e")),
    *(("page.html", "scheme", address) for address in (
        " java\nscript:alert(1)", "file:///page.html", "data:text/html,x")),
    ("page.html", "letter-case", "Other.html"), ("page.html", "folder", "inner/"),
    ("page.html", "outside-root", "../page.html"), ("page.html", "absolute-path", "/other.html"),
    ("page.html", "missing-anchor", "other.html#gone"), ("page.html", "missing-anchor", "#%E6%97%A0"),
    ("404.html", "missing-file", "/gone-404.html"), ("empty.html", "unreadable", "empty.html"),
    ("inner/style.css", "outside-resource", "https://outside.invalid/f"),
    ("inner/style.css", "missing-file", "../gone-font.woff2"), (_CANARY_NAME, "bad-name", _CANARY_NAME),
))


def prove_crawler(tmp: Path) -> None:
    """Raise CasebookError E-GATE (status 4) unless the crawl finds exactly the defects of a small seeded site.

    The site is written to a new folder inside `tmp` and removed again.
    """
    with translated_os_errors(tmp), tempfile.TemporaryDirectory(prefix="canary-", dir=tmp) as folder:
        root = Path(folder)
        write_tree(root, _CANARY)
        write_file(root / _CANARY_NAME, b"")
        found = {(fault.page, fault.kind, fault.target) for fault in (*crawl_site(root), *site_files(root))}
    if wrong := sorted(found ^ _CANARY_FAULTS):
        page, kind, target = wrong[0]
        error = "漏报" if wrong[0] in _CANARY_FAULTS else "误报"
        what = f"链接检查自身不可靠：{error}了 {page} 中的「{target}」（{kind}），共 {len(wrong)} 处不符"
        raise CasebookError("E-GATE", what, "请重新安装锁定版本的依赖（特别是 lxml）后再运行", status=4)
