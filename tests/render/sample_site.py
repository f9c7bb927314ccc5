"""The sample documents as a site, built by the real mkdocs with the project's own settings, theme and bundle."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.bundle import read_bundle
from generator.render.address import fragment_path, markdown_path
from generator.render.data_script import render_version
from generator.render.metrics_script import render_metrics
from generator.render.page import render_fragment, render_page
from generator.view.shapes import Document
from tests.render import sample

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Row:
    """A figure as the box over it shows it."""

    id: str
    what: str
    stated: str
    scope: str
    place: str
    as_of: str = "原文未说明"
    source: str = "《“微治理”推动基层社会治理创新》"
    cautions: tuple[str, ...] = ()

    @property
    def cite(self) -> str:
        """Return the sentence to copy."""
        return f"据{self.source}（发布时间未注明）载，{self.scope}{self.what}为{self.stated}。"


def metric_rows() -> list[Row]:
    """Return the figures of the sample case."""
    return [
        Row(id_, what, stated, scope, where, cautions=(f"{note.removeprefix('※ ')}。引用时建议写明是约数。",) if note else ())
        for id_, what, stated, _, scope, where, note in sample.ROWS
    ]


def build_site(folder: Path, documents: Iterable[Document] = ()) -> Path:
    """Write and build the sample site (or these documents beside it) in a folder; return the folder of its pages."""
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "generator" / "render" / "theme", folder / "generator" / "render" / "theme")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("library", "data", "assess", "downloads"))
    for document in (*sample.site(), *documents):
        _write(folder / markdown_path(document.path), render_page(document))
    _write(folder / fragment_path("home"), render_fragment(sample.home_fragment()))
    _write(folder / fragment_path("about"), render_fragment(sample.about_fragment()))
    _write(folder / fragment_path("open-data"), render_fragment(sample.open_data_fragment()))
    data = folder / "docs" / "data"
    for name, content in read_bundle(ROOT / "generator" / "web").items():
        _write(data / name, content)
    _write(data / "metrics-dongguan.js", render_metrics("dongguan", metric_rows()))
    _write(data / "metrics.csv", "编号\r\n".encode())
    _write(data / "licences" / "packages.txt", "许可清单\r\n".encode())
    _write(data / "version.js", render_version("0.1.0", "2026-01-05"))
    site = folder / "site"
    answer = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )
    if answer.returncode:
        raise AssertionError(f"mkdocs refused the sample site:\n{answer.stdout}{answer.stderr}")
    return site


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
