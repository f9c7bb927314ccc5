"""Names of what is built, by the rules of Windows: no drive of a user's refuses one (G18).

Rules: Microsoft, "Naming Files, Paths, and Namespaces"; written here a second time, apart from generator/write.py.
"""
from __future__ import annotations

import io
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from tests.faults.small import REPO, Row, run

MOST_ASCII, MOST_TITLE, MOST_PATH = 64, 60, 200
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}


def part_fault(part: str) -> str:
    """What Windows, or our own limit, has against one part of a name; "" for nothing."""
    if not part or part in {".", ".."}:
        return "空的一段"
    if re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', part):
        return "有 Windows 不许的字符"
    if part[-1] in ". " or part[0] == " ":
        return "以空格或句点开头结尾"
    if part.split(".")[0].rstrip(" ").lower() in _DEVICES or PureWindowsPath(part).is_reserved():
        return "设备名"
    if unicodedata.normalize("NFC", part) != part:
        return "不是 NFC"
    if not part.isascii() and len(part) > MOST_TITLE:
        return f"中文名超过 {MOST_TITLE} 字"
    if part.isascii() and len(part) > MOST_ASCII:
        return f"长 {len(part)} 字节"
    return ""


def name_faults(names: Iterable[str], ascii_only: bool) -> list[str]:
    """Faults of relative POSIX names that shall lie in one folder."""
    found, seen = [], dict[str, str]()
    for name in sorted(names):
        faults = [fault for part in name.split("/") if (fault := part_fault(part))]
        if ascii_only and not name.isascii():
            faults.append("不全是 ASCII")
        if len(name) > MOST_PATH:
            faults.append(f"全长 {len(name)}")
        twin = seen.setdefault(name.casefold(), name)
        if twin != name:
            faults.append(f"与 {twin} 只有大小写不同")
        found += [f"{name}：{fault}" for fault in faults]
    return found


def built_names(live: Path) -> Row:
    """The built site, the stick made of it, and every zip that it offers."""
    site = [path.relative_to(live).as_posix() for path in live.rglob("*") if path.is_file()]
    broken = name_faults(site, ascii_only=True)
    with tempfile.TemporaryDirectory() as folder:
        stick = Path(folder) / "stick.zip"
        project = live.parent.parent
        answer = run(project, "usb", "-o", stick)
        if answer.status:
            return Row("G18 文件名", "", "", (answer.said,))
        inside, packed = _zip_faults(stick.read_bytes(), "U 盘包")
        broken += inside
    packs = sorted(live.rglob("*.zip"))
    for pack in packs:
        inside, count = _zip_faults(pack.read_bytes(), pack.name)
        broken += inside
        packed += count
    longest = max(map(len, site))
    measured = f"{len(site)} 个文件，最长的路径 {longest} 字节；U 盘包和 {len(packs)} 个教学包里 {packed} 个文件；被拒 {len(broken)} 个"
    promised = f"网站里全是 ASCII，每段 ≤ {MOST_ASCII} 字节；包里的中文名 ≤ {MOST_TITLE} 字、NFC；全长 ≤ {MOST_PATH}；Windows 拒绝 0 个"
    return Row("G18 文件名合 Windows 的规矩", promised, measured, tuple(broken))


def _zip_faults(content: bytes, title: str) -> tuple[list[str], int]:
    """Faults of the names in a zip: by Windows, and of a Chinese one that an unpacker would take for another code page."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    faults = name_faults((entry.filename for entry in entries), ascii_only=False)
    faults += [f"{entry.filename}：没有 UTF-8 标记" for entry in entries if not entry.filename.isascii() and not entry.flag_bits & 0x800]
    return [f"{title} 的 {fault}" for fault in faults], len(entries)


def real_site() -> Path:
    """The published site of the real casebook with its documents, built when it is not up to date."""
    answer = run(REPO, "build")
    if answer.status:
        raise RuntimeError(answer.said)
    return REPO / "build" / "site"
