"""The few facts under the title of a practice."""
from __future__ import annotations

from pathlib import Path

from generator.know.catalogue import Catalogue
from generator.read.folder import read_casebook
from generator.view.desk import Desk
from generator.view.practice_page import practice_page


def test_the_facts_tell_the_hands_and_the_sizes_as_estimates(project: Path) -> None:
    book, problems = read_casebook(project)
    assert not problems
    assert book is not None
    folder = book.cases["demo"]
    document = practice_page(Desk(Catalogue(book), folder), folder.practices["yishi"], None, None)
    facts = {label: "".join(run.text for run in rich) for label, rich in document.facts}
    assert facts["人手（估计）"] == "三五个人分工做"
    assert facts["规模（估计）"] == "1000户以下、1000-3000户"
