"""Stock mkdocs-material over the Markdown that we made: its own theme, search and tags, nothing of ours.

The navigation is as light as ours (naming 3,000 pages in each page would multiply its output); the data files of our
scripts are left out, and each practice's page gets its topics as `tags`. mkdocs' search cuts Chinese words by jieba
when that is installed, so jieba is put where this build alone finds it.
"""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from generator.checking import check_casebook
from tests.benchmarks.usage import REPO, Usage, measure

PEERS = REPO / "build" / "peers"
_LOCK = REPO / "requirements" / "bench.txt"


class _Settings(yaml.SafeLoader):
    """mkdocs.yml without what its own tags (!ENV, !relative) stand for."""


_Settings.add_multi_constructor("!", lambda loader, tag, node: None)


def provide_jieba() -> str:
    """Install the locked jieba into build/peers when it is not there; returns its version."""
    pin = re.search(r"^jieba==(\S+)", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert pin
    if not (PEERS / f"jieba-{pin[1]}.dist-info").is_dir():
        shutil.rmtree(PEERS, ignore_errors=True)
        _install("setuptools", "--only-binary", ":all:")  # jieba is published as source alone
        _install("jieba", "--no-build-isolation")
    return pin[1]


def _install(name: str, *options: str) -> None:
    entry = re.search(rf"^{name}==(?:.*\\\n)*.*\n", _LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    assert entry
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "lock.txt"
        lock.write_text(entry[0], encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                   "--require-hashes", "--target", PEERS, *options, "-r", lock]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(PEERS)})


def write_stock_project(root: Path, folder: Path) -> None:
    """Copy the Markdown of `root`, which we have built, and write two settings: with search and tags, and bare."""
    shutil.rmtree(folder, ignore_errors=True)
    left_out = shutil.ignore_patterns("data", "downloads", "adr", "data-review.md", "benchmarks.md", "reliability.md", "scale.md", "picture.png")
    shutil.copytree(root / "docs", folder / "docs", ignore=left_out)
    _write_tags(root, folder / "docs")
    (folder / "docs" / "tags.md").write_text("# 标签\n\n<!-- material/tags -->\n", encoding="utf-8")
    ours = yaml.load((REPO / "mkdocs.yml").read_text(encoding="utf-8"), _Settings)
    for name, plugins in (("full", [{"search": {"lang": "zh"}}, "tags"]), ("bare", [])):
        settings = _stock_settings(ours, folder / "docs", plugins)
        (folder / f"{name}.yml").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")


def _stock_settings(ours: dict[str, Any], docs: Path, plugins: list[Any]) -> dict[str, Any]:
    return {
        "site_name": ours["site_name"], "docs_dir": "docs", "use_directory_urls": False,
        "theme": {"name": "material", "language": "zh", "font": False, "features": []},
        "plugins": plugins,
        "markdown_extensions": ["attr_list", "toc", {"pymdownx.snippets": {"base_path": [str(docs)], "check_paths": True}}],
        "nav": ours["nav"], "not_in_nav": ours["not_in_nav"] + "/tags.md\n", "exclude_docs": "/library/fragments/\n",
    }


def _write_tags(root: Path, docs: Path) -> None:
    book, _ = check_casebook(root)
    assert book is not None
    topics = {term.id: term.name for term in book.common.taxonomy.topics}
    for folder in book.cases.values():
        for practice in folder.practices.values():
            page = docs / "library" / folder.id / f"{practice.id}.md"
            tags = json.dumps([topics[topic] for topic in practice.topics], ensure_ascii=False)
            page.write_text(page.read_text(encoding="utf-8").replace("---\n", f"---\ntags: {tags}\n", 1), encoding="utf-8")


def build_stock(folder: Path, name: str) -> Usage:
    """Build `full` or `bare` into a folder of that name, anew."""
    shutil.rmtree(folder / name, ignore_errors=True)
    path = str(PEERS) if name == "full" else ""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", folder / f"{name}.yml", "-d", folder / name]
    return measure(command, PYTHONPATH=path)
