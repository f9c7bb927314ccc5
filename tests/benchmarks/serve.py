"""How many requests nginx answers with the shipped settings, over the loopback, asked by wrk: make bench-serve.

It is no test and has no bound of its own but the seconds of each row. Prints tables in Markdown. The server has one process;
wrk takes the other processor. Seconds by the clock hang on what else the machine does; the CPU of the server for one
request hardly does, and says how many one processor could answer.
"""
from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.usage import REPO
from tests.browser import nginx

SECONDS, CONNECTIONS = 6, 16
_PAGE, _HOME, _TEXT = "library/futian/minsheng-weishishi.html", "index.html", "data/search-text.js"
_ALWAYS = ("data/version.js", "data/site.js")  # what every page loads besides its styles
_SEARCH = ("search.html", "data/search.js", "data/search-names.js", _TEXT)
_PACKED = {".html", ".js", ".css", ".json", ".csv", ".svg", ".txt", ".md", ".xml", ".yaml"}
_TIMES = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Answered:
    """What wrk counted for one file: requests a second, bytes of one; median and 99 % latency in milliseconds."""

    requests: float
    kilobytes: float
    count: int
    median: float
    late: float


def ask(address: str, path: str, headers: Sequence[str] = ()) -> Answered:
    """Ask for a file for so many seconds. Raises RuntimeError when an answer is none of 2xx and 3xx."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s", "--latency"]
    for header in headers:
        command += ["-H", header]
    said = subprocess.run([*command, address + path], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{path}: {said}")
    total = re.search(r"(\d+) requests in [\d.]+m?s, ([\d.]+)([KMG]?)B read", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert total
    assert rate
    kilobytes = float(total[2]) * {"": 1 / 1024, "K": 1, "M": 1024, "G": 1024**2}[total[3]]
    return Answered(float(rate[1]), kilobytes / int(total[1]), int(total[1]), _latency(said, "50%"), _latency(said, "99%"))


def _latency(said: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)\b", said)
    assert found
    return float(found[1]) * _TIMES[found[2]]


def cpu_of(folder: Path) -> float:
    """Seconds of CPU that the processes of the server in this folder have taken so far."""
    master = (folder / "pid").read_text().strip()
    found = 0.0
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = place.read_text("utf-8", "replace").rpartition(")")[2].split()
            if master in (place.parent.name, fields[1]):
                found += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def tag_of(address: str, path: str) -> str:
    """The ETag of a file as a reader's browser sends it back."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", f"/{path}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return str(answer.getheader("ETag"))


def measured(site: Path, paths: Sequence[str], packed: bool) -> None:
    """Print a table for a site, which has packed files beside its own or not."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if packed:
            settings = folder / "shipped.txt"
            settings.write_text(nginx.SHIPPED.read_text("utf-8").replace("gzip on;", "gzip on;\n    gzip_static on;"), "utf-8")
            nginx.SHIPPED = settings
        with nginx.serving(site, folder) as address:
            print("| 文件 | 每秒次数 | 每次 KB | 中位毫秒 | 99% 毫秒 | 服务器每次处理器毫秒 | 一个处理器每秒最多 |")
            print("| --- | --- | --- | --- | --- | --- | --- |")
            for path in paths:
                _row(folder, address, path, path, [])
            if not packed:
                _row(folder, address, _PAGE, f"{_PAGE}（没有变，304）", [f"If-None-Match: {tag_of(address, _PAGE)}"])


def _row(folder: Path, address: str, path: str, name: str, headers: Sequence[str]) -> None:
    before = cpu_of(folder)
    found = ask(address, path, ["Accept-Encoding: gzip", *headers])
    cpu = 1000 * (cpu_of(folder) - before) / found.count
    times = f"{found.median:.1f} | {found.late:.1f} | {cpu:.3f} | {1000 / cpu:.0f}"
    print(f"| {name} | {found.requests:.0f} | {found.kilobytes:.1f} | {times} |", flush=True)


def visits(site: Path, pdf: str) -> None:
    """Print what a visit weighs on the line: gzipped where the settings say so, the headers not counted."""
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', (site / _HOME).read_text("utf-8"))
    rows = {
        "第一次打开首页": [_HOME, *styles, *_ALWAYS], "之后打开一个做法页（样式和脚本没有变）": [_PAGE],
        "第一次搜索": list(_SEARCH), "下载一份 PDF": [pdf],
    }
    print("\n| 读者做什么 | 请求 | 传送 KB |\n| --- | --- | --- |")
    for name, paths in rows.items():
        size = sum(len(_sent(site / path)) for path in paths)
        print(f"| {name} | {len(paths)} | {size / 1024:.0f} |")


def _sent(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 5) if path.suffix in _PACKED and len(content) >= 1024 else content


def packed_copy(site: Path, folder: Path) -> Path:
    """The site with a packed file beside each that is worth it."""
    copy = folder / "site"
    shutil.copytree(site, copy, copy_function=os.link)
    for path in [path for path in copy.rglob("*") if path.suffix in _PACKED and path.stat().st_size >= 1024]:
        Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return copy


def main(arguments: Sequence[str]) -> int:
    """Measure the built site (or the one named); 3 when something is missing here."""
    site = Path(arguments[0]).resolve() if arguments else REPO / "build" / "site"
    if not shutil.which("wrk"):
        print("E-TOOL 没有找到 wrk。\n    修改: sudo apt-get install wrk", file=sys.stderr)
        return 3
    if not (site / _PAGE).is_file():
        print(f"E-NO-SITE {site} 里没有建好的网站。\n    修改: 先运行 make site", file=sys.stderr)
        return 3
    pdf = min(path.relative_to(site).as_posix() for path in (site / "downloads").rglob("guide-*.pdf"))
    paths = (_HOME, _PAGE, "data/site.css", _TEXT, pdf)
    print(f"一个 nginx 进程，{CONNECTIONS} 个连接，每行 {SECONDS} 秒，本机回环。\n\n照 deploy/nginx.conf（边压缩边送）：\n")
    measured(site, paths, packed=False)
    with tempfile.TemporaryDirectory(dir=site.parent) as place:
        print("\n另加 gzip_static（事先压缩好）：\n")
        measured(packed_copy(site, Path(place)), paths, packed=True)
    visits(site, pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
