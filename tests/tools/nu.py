"""The Nu checker (npm vnu-jar) over the pages of a built site, by one call of java.

Pages are served on the loopback: read from a folder, the checker takes every file of the site for a stranger to the
page's content security policy. What it says is held against the frozen list tests/html/theme-messages.yaml. A page with
seeded defects is checked beside the others, and every page must have been fetched: a checker that is blind is red.

    python -m tests.tools.nu build/site
"""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from tests.tools.loopback import QuietFiles, files_of, listening

REPO = Path(__file__).resolve().parents[2]
JAR = REPO / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FROZEN = REPO / "tests" / "html" / "theme-messages.yaml"
# Compiling everything well costs more than these short runs give back.
JAVA: Final = ("java", "-Xss4m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dnu.validator.servlet.allow-forbidden-hosts=true")
SECONDS: Final = 480

CANARY_NAME: Final = "seeded-defects-of-the-checker.html"
CANARY: Final = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'self'"><title>坏页</title></head>
<body><p id="a">一</p><p id="a">二</p><ul><p>三</p></ul><img src="x.png"><script>alert(1)</script></body></html>
"""
CANARY_SAYS: Final = ("Duplicate ID", "not allowed as child of element “ul”", "must have an “alt” attribute", "Inline script violates")


class CheckerFailed(RuntimeError):
    """The checker did not do its work; the text (Chinese) says what happened."""


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One message of the checker: site path of the page, error / warning / what it could not read, words, place."""

    page: str
    kind: str
    text: str
    extract: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.page}:{self.line} [{self.kind}] {self.text}\n    {' '.join(self.extract.split())[:160]}"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A message that stays, and the part of the page that it may be about."""

    message: str
    within: str
    reason: str

    def covers(self, told: Message) -> bool:
        """Whether this is the message, about the part of the page that it is frozen for."""
        return told.text == self.message and self.within in told.extract


def read_frozen(path: Path = FROZEN) -> tuple[Frozen, ...]:
    """The frozen list."""
    return tuple(Frozen(**row) for row in yaml.safe_load(path.read_text("utf-8")))


class _Pages(QuietFiles):
    """The site, and the seeded page; notes what was asked for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, asked: set[str], **more: Any) -> None:
        self.asked = asked
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        name = self.path.removeprefix("/")
        self.asked.add(name)
        if name != CANARY_NAME:
            super().do_GET()
            return
        content = CANARY.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def guess_type(self, path: Any) -> str:
        found = super().guess_type(path)
        return f"{found}; charset=utf-8" if found == "text/html" else found



def check_pages(site: Path, names: Sequence[str], checker: Sequence[str] = (*JAVA, "-jar", str(JAR))) -> tuple[Message, ...]:
    """All messages about these pages of a site (site paths), in order.

    Raises CheckerFailed when java or the checker does not start, ends badly, says what is no report, has not read every
    page, or overlooks one of the seeded defects.
    """
    asked: set[str] = set()
    with listening(files_of(site, _Pages, asked=asked)) as address:
        told = [_message(row, address) for row in _run(checker, [address + name for name in (CANARY_NAME, *names)])]
    missing = sorted({CANARY_NAME, *names} - asked)
    if missing:
        raise CheckerFailed(f"核对程序漏读了 {len(missing)} 个网页，如 {missing[0]}")
    seeded = [message.text for message in told if message.page == CANARY_NAME]
    unseen = [words for words in CANARY_SAYS if not any(words in text for text in seeded)]
    if unseen:
        raise CheckerFailed(f"核对程序没有认出故意写错的地方：{'；'.join(unseen)}")
    return tuple(sorted(message for message in told if message.page != CANARY_NAME))


def _run(checker: Sequence[str], addresses: Sequence[str]) -> list[dict[str, Any]]:
    command = [*checker, "--format", "json", "--exit-zero-always", *addresses]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except OSError as error:
        raise CheckerFailed(f"核对程序不能启动：{error}（缺 java 时运行 make install-test）") from error
    except subprocess.TimeoutExpired as error:
        raise CheckerFailed(f"核对程序 {SECONDS} 秒没有做完") from error
    try:
        report = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()[:400]
        raise CheckerFailed(f"核对程序没有写出结果（退出码 {done.returncode}）：{said}") from error
    if done.returncode:
        raise CheckerFailed(f"核对程序退出码 {done.returncode}")
    return list(report)


def _message(row: dict[str, Any], address: str) -> Message:
    kind = row.get("subType", row["type"]) if row["type"] == "info" else row["type"]
    return Message(row.get("url", "").removeprefix(address), kind, row.get("message", ""), row.get("extract", ""), row.get("lastLine", 0))


def ours(messages: Sequence[Message], frozen: Sequence[Frozen]) -> tuple[Message, ...]:
    """The messages that no frozen one covers."""
    return tuple(message for message in messages if not any(one.covers(message) for one in frozen))


def outdated(messages: Sequence[Message], frozen: Sequence[Frozen]) -> tuple[Frozen, ...]:
    """What is frozen, but no longer said: the list would hide a fault of ours one day."""
    return tuple(one for one in frozen if not any(one.covers(message) for message in messages))


def main(arguments: Sequence[str]) -> int:
    """Check every page of a built site; prints the figures in Chinese. 0 clean, 1 faults, 3 the checker failed."""
    site, frozen = Path(arguments[0]), read_frozen()
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    try:
        if not names:
            raise CheckerFailed(f"{site} 里没有网页")
        told = check_pages(site, names)
    except CheckerFailed as fault:
        print(f"E-HTML {fault}", file=sys.stderr)
        return 3
    faults, old = ours(told, frozen), outdated(told, frozen)
    for one in faults[:40]:
        print(one)
    for row in old:
        print(f"清单里的这一条已经没有了，请从 {FROZEN.name} 删去：{row.message[:80]}")
    print(f"核对网页 {len(names)} 个；自己的错误和警告 {len(faults)} 条（应为 0）；"
          f"主题的 {len(frozen)} 种、{len(told) - len(faults)} 条；故意写错的 {len(CANARY_SAYS)} 处都认出了")
    return 1 if faults or old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
