"""What others made that the site is built from: every locked package, its version, its licence, and what of it goes out.

Names and versions come from the locks, licences from the packages' own metadata (Core Metadata 2.4, package-lock.json);
nothing is added to what a package says of itself. The list and the licences of what is inside go out with the site.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from generator.model.problem import CasebookError

LICENCE_LIST: Final = "licences/packages.txt"
"""Where the list stands, below data/ of the site."""

INSIDE: Final = {
    "mkdocs-material": "每个网页的框架和样式；assets/javascripts 里原样带着它自己的脚本（本库的网页不用），另有许可的写在那个文件里",
    "fflate": "读取交回的自查表时解压缩的脚本",
    "@fontsource/lxgw-wenkai": "PDF 里的楷体字和仿宋体位置的字（霞鹜文楷）",
    "pylopdf-fonts-zh-cn": "PDF 里的宋体字和黑体字（思源宋体、思源黑体）",
    "python-pptx": "幻灯片文件的空白底稿",
    "opencc": "搜索用的简繁字对照",
    "pypinyin": "搜索用的拼音",
}
"""Packages of which something stands in the published files, and what."""

_PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)((?:[^\\\n]*\\\n\s*--hash=\S+)*)", re.MULTILINE)
_SHORT: Final = 30  # characters: what is longer is the licence itself, not its name
_PREFIX = re.compile(r"^License :: (?:OSI Approved :: )?")


@dataclass(frozen=True, slots=True)
class Part:
    """One package: where it comes from (pypi, npm), name, version, licence in its own words, what of it is inside ("": nothing)."""

    source: str
    name: str
    version: str
    licence: str
    is_expression: bool  # the licence is an SPDX expression, not just a name
    inside: str
    hashes: tuple[str, ...]  # as the lock writes them: sha256:…, sha512-…
    texts: tuple[Path, ...]  # the files in which the package gives its licence


def read_parts(root: Path) -> tuple[Part, ...]:
    """Every package of the run-time locks, by source and name: all of pip's, of npm's those that we ask for.

    Raises CasebookError E-TOOL when one is not installed or says no licence.
    """
    return (*sorted(_npm(root / "generator" / "web"), key=lambda part: part.name),
            *sorted(_pip(root / "requirements" / "site.txt"), key=lambda part: part.name))


def licence_list(parts: tuple[Part, ...]) -> bytes:
    """The list in Chinese, then the licences of what is inside in full; for a plain text editor on Windows."""
    inside = [part for part in parts if part.inside]
    lines = [
        "网站里用到的程序、字体和各自的许可", "",
        "名称、版本照锁定的清单，许可照各个包自己的说明。本库自己的程序按 Apache License 2.0 许可，文字和表格按 CC BY 4.0 许可。", "",
        f"一、网站的文件里有它们的一部分（{len(inside)} 个）", "",
        *(f"{part.name} {part.version}　许可：{part.licence}\n    {part.inside}" for part in inside), "",
        f"二、只用来生成网站，网站的文件里没有（{len(parts) - len(inside)} 个）", "",
        *(f"{part.name} {part.version}　许可：{part.licence}" for part in parts if not part.inside), "",
        "三、第一部分各个包的许可全文",
    ]
    for part in inside:
        for path in part.texts:
            lines += ["", "", f"==== {part.name} {part.version}：{path.name} ====", "", path.read_text("utf-8", "replace").strip()]
    text = "\n".join(lines).replace("\r\n", "\n") + "\n"
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def _pip(lock: Path) -> Iterator[Part]:
    for name, version, hashes in _PIN.findall(lock.read_text("utf-8")):
        try:
            found = distribution(name)
        except PackageNotFoundError as error:
            raise _unknown(name, "没有装好") from error
        licence, is_expression = _licence(found)
        texts = tuple(
            Path(str(file.locate())) for file in sorted(found.files or (), key=str)
            if ".dist-info/" in str(file) and file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))
        ) if name in INSIDE else ()
        yield _part("pypi", name, version, licence, is_expression, tuple(re.findall(r"--hash=(\S+)", hashes)), texts)


def _npm(folder: Path) -> Iterator[Part]:
    asked = json.loads((folder / "package.json").read_text("utf-8"))["devDependencies"]
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    for name in asked:
        row = locked[f"node_modules/{name}"]
        texts = (folder / "node_modules" / name / "LICENSE",) if name in INSIDE else ()
        yield _part("npm", name, row["version"], row.get("license", ""), True, (row["integrity"],), texts)


def _part(source: str, name: str, version: str, licence: str, is_expression: bool, hashes: tuple[str, ...], texts: tuple[Path, ...]) -> Part:
    if not licence:
        raise _unknown(name, "没有写明许可")
    if name in INSIDE and not (texts and all(path.is_file() for path in texts)):
        raise _unknown(name, "没有带许可全文")
    return Part(source, name, version, licence, is_expression, INSIDE.get(name, ""), hashes, texts)


def _licence(found: Distribution) -> tuple[str, bool]:
    """What a Python package says: its SPDX expression, else the short name, else the names of its classifiers."""
    said = found.metadata
    expressions = said.get_all("License-Expression")
    if expressions:
        return expressions[0], True
    name = "".join(said.get_all("License") or ()).strip()
    if name and name != "UNKNOWN" and len(name) <= _SHORT and "\n" not in name:
        return name, False
    classified = [_PREFIX.sub("", row) for row in said.get_all("Classifier") or () if row.startswith("License ::")]
    return "、".join(classified), False


def _unknown(name: str, what: str) -> CasebookError:
    return CasebookError("E-TOOL", f"{name} {what}，许可清单写不出来", "请再运行一次 make site；仍不行时看这个包的说明")
