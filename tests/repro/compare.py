"""Two trees that should be the same: every file's bytes and mode; what differs is named with its first difference."""
from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

_AROUND = 24  # bytes shown of each side
_LINE = 120  # characters shown of a line


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two folders, one line a file: its name, then the first difference."""
    left, right = _entries(one), _entries(other)
    found = []
    for name in sorted(left.keys() | right.keys()):
        if name not in left or name not in right:
            found.append(f"{name}：只有{'甲' if name in left else '乙'}有")
            continue
        what = _entry_difference(left[name], right[name])
        if what:
            found.append(f"{name}：{what}")
    return found


def _entries(root: Path) -> dict[str, Path]:
    """Every file and folder below root, the root's own name left out; links count as they are, unfollowed."""
    return {path.relative_to(root).as_posix(): path for path in root.rglob("*")}


def _entry_difference(one: Path, other: Path) -> str:
    modes = [os.lstat(path).st_mode for path in (one, other)]
    if modes[0] != modes[1]:
        return "权限或种类不同 " + " / ".join(stat.filemode(mode) for mode in modes)
    if not stat.S_ISREG(modes[0]):
        return ""
    return content_difference(one.read_bytes(), other.read_bytes())


def content_difference(one: bytes, other: bytes) -> str:
    """The first difference of two contents: in a zip the member, in a text the line, else the offset; "" for none."""
    if one == other:
        return ""
    if one[:2] == other[:2] == b"PK":
        return _zip_difference(one, other)
    try:
        return _text_difference(one.decode("utf-8"), other.decode("utf-8"))
    except UnicodeDecodeError:
        at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        around = [content[at:at + _AROUND].hex(" ") or "到头了" for content in (one, other)]
        return f"从第 {at} 字节起不同（共 {len(one)} / {len(other)} 字节）：{around[0]} / {around[1]}"


def _text_difference(one: str, other: str) -> str:
    """The first line that differs, from a little before the first differing character; a file may be one long line."""
    lines = zip([*one.split("\n"), "（到头了）"], [*other.split("\n"), "（到头了）"], strict=False)
    number, (left, right) = next((number, pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1])
    column = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    start = max(0, column - _AROUND)
    return f"第 {number} 行第 {column + 1} 字：{left[start:start + _LINE]!r} / {right[start:start + _LINE]!r}"


def _zip_difference(one: bytes, other: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(one)) as left, zipfile.ZipFile(io.BytesIO(other)) as right:
            found = next(_member_differences(left, right), "")
    except zipfile.BadZipFile:
        return "有一个压缩包是坏的"
    return found or "压缩包里的内容相同，压缩包本身不同"


def _member_differences(left: zipfile.ZipFile, right: zipfile.ZipFile) -> Iterator[str]:
    names = left.namelist(), right.namelist()
    if sorted(names[0]) != sorted(names[1]):
        yield f"压缩包里只有一边有 {sorted(set(names[0]) ^ set(names[1]))[:3]}"
        return
    if names[0] != names[1]:
        yield f"压缩包里文件的次序不同：{next(pair for pair in zip(*names, strict=True) if pair[0] != pair[1])}"
    for one, other in zip(left.infolist(), sorted(right.infolist(), key=lambda info: names[0].index(info.filename)), strict=True):
        what = content_difference(left.read(one), right.read(other))
        if what:
            yield f"压缩包里的 {one.filename}：{what}"
        for field in ("date_time", "external_attr", "create_system", "flag_bits", "compress_type", "extra", "comment"):
            if getattr(one, field) != getattr(other, field):
                yield f"压缩包里的 {one.filename}：{field} {getattr(one, field)} / {getattr(other, field)}"
