"""The checklists of a casebook as the readers of returns need them."""
from __future__ import annotations

from generator.know.catalogue import Catalogue
from generator.know.checklists import checklists, fingerprint
from generator.read.returned_known import Known, known_checklist


def known_checklists(catalogue: Catalogue) -> Known:
    """Every version of every checklist by its id, the newest first."""
    types = tuple(catalogue.term["community_types"].items())
    return {
        name: tuple(known_checklist(row.checklist, fingerprint(row.checklist), types) for row in rows)
        for name, rows in checklists(catalogue.book).items()
    }
