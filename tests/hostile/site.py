"""A whole site of hostile texts, and one of their twins, built as every site is: theme, data, search, downloads, policy, crawl."""
from __future__ import annotations

from pathlib import Path

import pytest

from generator import pipeline
from generator.know.catalogue import Catalogue
from generator.model.casebook import Casebook
from tests.conftest import write_project
from tests.hostile.pages import offers_of


def build_sites(folder: Path, book: Casebook, turn: int, together: int) -> tuple[Path, Path]:
    """Build both; returns their folders. The papers are empty files: the pages alone are looked at."""
    from tests.hostile.pages import hostile_and_twin

    made = [_build(folder / name, one) for name, one in zip(("hostile", "twin"), hostile_and_twin(book, turn, together), strict=True)]
    return made[0], made[1]


def _build(folder: Path, book: Casebook) -> Path:
    root = write_project(folder)
    live = root / "build" / "site"
    paper = folder / "paper"
    paper.write_bytes(b"x")

    def offered(root: Path, catalogue: Catalogue, *_: object) -> tuple[object, ...]:
        return tuple((offer, (paper,) * len(offer.files)) for offer in offers_of(catalogue))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767571200")
        patch.setattr(pipeline, "check_casebook", lambda root: (book, ()))
        patch.setattr(pipeline, "print_documents", offered)
        patch.setattr(pipeline, "with_packs", lambda root, catalogue, offers: offers)
        patch.setattr(pipeline, "font_licences", lambda root: {"noto-sc.txt": b"x", "lxgw-wenkai.txt": b"x"})
        pipeline.build(root, live, documents=True)
    return live
