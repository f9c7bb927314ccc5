"""The raw text of a source document, which is never part of the project: read from a folder that the user names."""
from __future__ import annotations

import hashlib
from pathlib import Path

from generator.model.problem import CasebookError, reason_of

_MOST_BYTES = 4 * 1024 * 1024


def read_source_file(path: Path) -> tuple[str, str] | None:
    """The text of the file (UTF-8, a byte order mark dropped) and the SHA-256 of its bytes; None when there is no file.

    Raises CasebookError E-SOURCE when the file cannot be read, is no UTF-8 text or is larger than 4 MiB.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            raw = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        mend = "检查文件的读权限，再试一次"
        raise CasebookError("E-SOURCE", f"读不了原文 {path.name}：{reason_of(error.errno)}", mend) from error
    if len(raw) > _MOST_BYTES:
        raise CasebookError("E-SOURCE", f"原文 {path.name} 超过 4 MiB", "换成纯文本的原文")
    try:
        return raw.decode("utf-8-sig"), hashlib.sha256(raw).hexdigest()
    except UnicodeDecodeError as error:
        raise CasebookError("E-SOURCE", f"原文 {path.name} 不是 UTF-8 编码", "转成 UTF-8 编码的纯文本，并更新 sha256") from error
