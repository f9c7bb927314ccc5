"""What is wrong, where, on what ground, and how to mend it: faults as values, and the few exceptions."""
from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

_REASONS = {
    errno.ENOENT: "文件或文件夹不存在", errno.ENOTDIR: "路径中有一段不是文件夹", errno.EISDIR: "该处已有同名文件夹",
    errno.EEXIST: "该处已有同名文件", errno.ENAMETOOLONG: "名字过长", errno.EMFILE: "打开的文件过多",
    errno.EBUSY: "正被其他程序占用", errno.EXDEV: "不在同一个磁盘上（或在容器镜像的底层）",
    errno.EIO: "磁盘读写出错", errno.EFBIG: "文件超过系统允许的大小", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EADDRINUSE: "已被别的程序占用",
}


def reason_of(number: int | None, name: str = "") -> str:
    """What an error number of the system says, in Chinese; its own name (or `name`) when it is a rare one."""
    return _REASONS.get(number or 0) or f"系统错误 {errno.errorcode.get(number or 0, name)}"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text file: path relative to the project root (POSIX), line and column from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the content, ready to print; every text is Chinese.

    `code` is K and three digits; `what` says the fault, `why` the rule it breaks (依据),
    `mend` what to do (修改). Only problems of level "error" refuse a build.
    """

    where: Position
    code: str
    what: str
    why: str
    mend: str
    level: Level = "error"

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then place, then code and text."""
        return (self.where.file, self.where.line, self.where.column, self.code, self.what)


class CasebookError(Exception):
    """A failure that is not in the content: it carries a code, a Chinese text and an exit status.

    Exit 3: environment (disk, rights, lock, missing tool); 4: unsafe set-up.
    """

    def __init__(self, code: str, what: str, mend: str = "", status: int = 3) -> None:
        super().__init__(what)
        self.code = code
        self.what = what
        self.mend = mend
        self.status = status

    def __reduce__(self) -> tuple[type[CasebookError], tuple[str, str, str, int]]:
        """It may come from another process: without this it could not be put together there again."""
        return type(self), (self.code, self.what, self.mend, self.status)


class ContentRefused(Exception):
    """The content has errors; nothing was published. Carries every problem found (exit 2)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
