"""The Markdown tree → HTML, by mkdocs with mkdocs-material; strict: any warning is a failure."""
from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from generator.model.problem import CasebookError


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def build_site(root: Path, target: Path, when: datetime, own: bool = True) -> None:
    """Build `root`/mkdocs.yml into the folder `target`; every date that mkdocs writes is `when`.

    Our own pages are put into the theme by own_pages.py; without `own` by mkdocs, to the same bytes and slowly.

    Raises CasebookError E-SITE with mkdocs' own messages when it warns or fails.
    """
    with _environment(NO_MKDOCS_2_WARNING="1", SOURCE_DATE_EPOCH=str(int(when.timestamp()))):
        _build(root, target, own)


@contextmanager
def _environment(**settings: str) -> Iterator[None]:
    """Set variables for mkdocs, which reads its clock nowhere else, and put the old ones back."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _build(root: Path, target: Path, own: bool) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from generator.own_pages import OwnPages

    heard = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True)
        if own:
            config.plugins["casebook"] = OwnPages()
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        for name in () if config.site_url else ("sitemap.xml", "sitemap.xml.gz"):
            (target / name).unlink(missing_ok=True)  # a map without addresses: mkdocs makes it all the same
    except MkDocsException as error:
        raise _refused(heard.lines or [str(error)]) from error
    except Exception as error:  # a page that is no UTF-8, a snippet that is not there: mkdocs names the page, then raises
        if heard.lines:
            raise _refused(heard.lines) from error
        raise
    finally:
        logger.removeHandler(heard)
    if heard.lines:
        raise _refused(heard.lines)


def _refused(lines: list[str]) -> CasebookError:
    return CasebookError("E-SITE", "mkdocs 没有建成：\n" + "\n".join(f"  {line}" for line in lines[:40]), "照上面的话改正后再建")
