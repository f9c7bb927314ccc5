"""The table of outputs: sizes of downloads come from the files, and nothing is offered that is not made."""
from __future__ import annotations

from dataclasses import replace

import pytest

from generator.outputs import measured
from generator.view.shapes import Download
from tests.render import sample

FILE = Download("表", "data/a.csv", "CSV")


def test_a_download_has_the_size_of_its_file() -> None:
    document = measured(replace(sample.case(), downloads=(FILE,)), {"data/a.csv": 1234, "data/b.csv": 1})
    assert [file.size for file in document.downloads] == [1234]


def test_what_nobody_makes_is_not_offered() -> None:
    with pytest.raises(ValueError, match=r"a\.csv"):
        measured(replace(sample.case(), downloads=(FILE,)), {"data/b.csv": 1})
