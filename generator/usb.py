"""The published site as one zip for a USB stick: unpacked, a double click on 打开首页.html opens it.

All names stand below one ASCII folder, since old unpackers garble Chinese ones; of these there are two, and the
site works without them. The same site gives the same bytes: entries in order, one date, no owner.
"""
from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from generator.model.problem import CasebookError
from generator.write import list_entries, refuse_symlinks, shown, translated_os_errors, write_file

TOP = "casebook"
"""The folder in the zip that holds everything."""

MAX_PATH = 180
"""Longest name in the zip, in characters: unpacked into a folder of the user's, it stays below Windows' 260."""

_FIRST_DATE, _LAST_DATE = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # the zip format knows no other dates

_OPENER = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url=index.html">
<title>打开基层治理案例库</title>
</head>
<body><p><a href="index.html">打开首页</a></p></body>
</html>
"""

_GUIDE = """基层治理案例库　使用说明

版本：{version}，{date}

一、怎样打开
1. 先解压：在压缩包上点右键，选“解压到当前文件夹”。不要在压缩包里直接双击，那样只能看到一页。
2. 打开 casebook 文件夹，双击“打开首页.html”。文件名变成乱码时，双击 index.html，效果一样。
3. 不用联网，不用安装软件。

二、用什么浏览器
Chrome、Edge、360、奇安信等都可以，版本要在 Chrome 90 以上；360、奇安信请用极速模式。IE 不能用。
双击后打开的是 IE，或页面排版乱了：在文件上点右键，选“打开方式”，换一个浏览器。

三、怎样拷给别人
把整个 casebook 文件夹一起拷，或直接给这个压缩包。只拷一个网页，数字的出处、搜索和排版都会没有。
手机上看不方便解压的，请在电脑上看，或用单位发布的网址。

四、发现有错
打开有错的那一页，页末有“这一页有错，告诉编者”，复制文字，填好后发给向您提供本库的单位。

五、要知道的
本库是学习资料，不是公文。事实和数字出自公开资料，引用时请写原始资料；标“编者建议”的内容由编者编写，
来源没有记载，也没有在当地验证过。
本库编写的内容按“知识共享 署名 4.0 国际”许可使用，写明“基层治理案例库贡献者”。
"""


def write_stick(live: Path, target: Path, when: datetime, version: str) -> int:
    """Write the site at `live` as the zip `target`, whole or not at all; returns its size in bytes.

    `when` dates every entry. Raises CasebookError: E-NO-SITE without a site, E-NAME for a name that is too long or a
    target inside the site, E-LOCKED when a build exchanges the site meanwhile, the codes of `write_file`.
    """
    live, target = Path(os.path.abspath(live)), Path(os.path.abspath(target))
    if not (live / "index.html").is_file():
        raise CasebookError("E-NO-SITE", f"「{shown(live, 1000)}」里还没有建好的网站", "先运行 make site，再运行一次")
    if live == target or live in target.parents:
        raise CasebookError("E-NAME", f"「{shown(target, 1000)}」在网站文件夹里面", "用 -o 写到别的文件夹", status=4)
    if target.is_dir():
        raise CasebookError("E-NAME", f"「{shown(target, 1000)}」是文件夹", "用 -o 写明文件名，如 -o U盘/casebook.zip", status=4)
    guide = _GUIDE.format(version=version, date=f"{when.year}年{when.month}月{when.day}日")
    content = _zipped(live, {
        "打开首页.html": _OPENER.encode(),
        "使用说明.txt": ("\ufeff" + guide).replace("\n", "\r\n").encode(),
    }, when)
    write_file(target, content)
    return len(content)


@contextmanager
def _one_build(live: Path) -> Iterator[None]:
    """What the block reads is all of one build: a site that is exchanged meanwhile is refused."""
    try:
        with translated_os_errors(live):
            before = os.stat(live).st_ino
            yield
            same = os.stat(live).st_ino == before
    except CasebookError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            raise
        same = False
    if not same:
        raise CasebookError("E-LOCKED", f"另一个构建正在写「{shown(live, 1000)}」", "请等它完成后再运行")


def _zipped(live: Path, words: Mapping[str, bytes], when: datetime) -> bytes:
    """The zip of the site and of `words`, by their names in it. The files are read one by one: the site may be large."""
    date = min(max(when.timetuple()[:6], _FIRST_DATE), _LAST_DATE)
    out = io.BytesIO()
    with _one_build(live), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        refuse_symlinks(live)
        files = [Path(entry.path) for entry in list_entries(live) if entry.is_file(follow_symlinks=False)]
        paths = {path.relative_to(live).as_posix(): path for path in files}
        _refuse_long(sorted((*paths, *words)))
        for name in sorted({*paths, *words}):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever this machine is: the mode below is read as Unix's
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, words[name] if name in words else paths[name].read_bytes())
    return out.getvalue()


def _refuse_long(names: Sequence[str]) -> None:
    long = [name for name in names if len(f"{TOP}/{name}") > MAX_PATH]
    if long:
        what = f"「{shown(long[0], 300)}」等 {len(long)} 个文件的路径超过 {MAX_PATH} 个字符，有的电脑解压不了"
        raise CasebookError("E-NAME", what, "请把产生这些名字的编号改短后重新建网站", status=4)
