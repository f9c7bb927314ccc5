"""Two other makers of sites over the Markdown that we made: zensical, from its own lock, and Debian's hugo when it is there.

zensical reads the same folder and settings as stock mkdocs-material (stock.py); it writes its search index always, so that
there is no bare way. hugo knows neither this theme nor snippets: each page keeps its front matter and its Markdown (HTML
blocks let through, as they are), index.md becomes _index.md, as hugo calls the page of a folder, snippets are put in their
place beforehand; one layout writes what the stock theme has too: head, the same light navigation, the page's own contents,
the body, a foot with the neighbours, and the theme's style sheet. Its addresses begin at the root of the site, as is usual with it.
"""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.usage import Usage, measure
from tests.tools.side_venv import provide

_SNIPPET = re.compile(r'^--8<-- "([^"\n]+)"$', re.MULTILINE)
_HEAD = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<title>{{ .Title }} - {{ site.Title }}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a href="#body">跳到正文</a>
<header><a href="/">{{ site.Title }}</a></header>
"""
_REST = """<nav aria-label="本页目录">{{ .TableOfContents }}</nav>
<main id="body"><article>
{{ .Content }}
</article></main>
<footer>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">上一页：{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">下一页：{{ .Title }}</a>{{ end }}
<p>{{ site.Title }}</p>
</footer>
</body>
</html>
"""


def zensical_version() -> str:
    """Provide zensical in its own environment; returns its version. Raises CalledProcessError when it cannot be had."""
    return _said([provide("zensical") / "zensical", "--version"])


def hugo_version() -> str:
    """The version of the hugo on this machine, empty when there is none."""
    return _said(["hugo", "version"]).split()[1].split("+")[0] if shutil.which("hugo") else ""


def _said(command: list[str | Path]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def build_zensical(stock: Path, name: str) -> tuple[Usage, Path]:
    """Build `full` or `bare` of the stock project by zensical, without what it keeps; returns what it took and the site."""
    shutil.rmtree(stock / "zensical" / name, ignore_errors=True)
    shutil.rmtree(stock / ".cache", ignore_errors=True)
    settings = json.loads((stock / f"{name}.yml").read_text("utf-8"))
    settings["site_dir"] = f"zensical/{name}"
    config = stock / f"zensical-{name}.yml"
    config.write_text(json.dumps(settings, ensure_ascii=False), "utf-8")
    used = measure([provide("zensical") / "zensical", "build", "--clean", "-f", config])
    shutil.rmtree(stock / ".cache", ignore_errors=True)
    return used, stock / "zensical" / name


def write_hugo_project(stock: Path, home: Path) -> None:
    """Put the pages of the stock project into hugo's folders, with the one layout and the theme's style sheet."""
    shutil.rmtree(home, ignore_errors=True)
    settings = json.loads((stock / "bare.yml").read_text("utf-8"))
    docs = stock / "docs"
    for page in docs.rglob("*.md"):
        place = page.relative_to(docs)
        if "fragments" in place.parts or place.name == "tags.md":
            continue
        text = _SNIPPET.sub(lambda found: (docs / found[1]).read_text("utf-8"), page.read_text("utf-8"))
        _write(home / "content" / place.with_name(place.name.replace("index.md", "_index.md")), text)
    layout = _HEAD + "\n".join(_navigation(settings["nav"])) + _REST
    for name in ("single", "list"):
        _write(home / "layouts" / "_default" / f"{name}.html", layout)
    _write(home / "config.json", json.dumps({
        "title": settings["site_name"], "baseURL": "/", "languageCode": "zh", "hasCJKLanguage": True, "uglyURLs": True,
        "disableKinds": ["RSS", "taxonomy", "term", "404"], "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }, ensure_ascii=False))
    style = next((stock / "bare" / "assets" / "stylesheets").glob("main.*.css"))
    _write(home / "static" / "style.css", style.read_text("utf-8"))


def _navigation(nav: list[Any]) -> Iterator[str]:
    yield '<nav aria-label="全站目录">'
    for entry in nav:
        for name, below in entry.items():
            rows = below if isinstance(below, list) else [entry]
            yield f"<p>{name}</p><ul>"
            yield from (f'<li><a href="/{page.removesuffix(".md")}.html">{title}</a></li>' for row in rows for title, page in row.items())
            yield "</ul>"
    yield "</nav>\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def build_hugo(home: Path) -> tuple[Usage, Path]:
    """Build by hugo, anew and without what it keeps; returns what it took and the site."""
    shutil.rmtree(home / "public", ignore_errors=True)
    return measure(["hugo", "--quiet", "--ignoreCache", "--source", home]), home / "public"
