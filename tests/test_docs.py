"""The hand-written documents keep up with the program."""
from __future__ import annotations

import re

from conftest import REPO

from generator.cli import main
from generator.outputs import OUTPUTS

ARCHITECTURE = (REPO / "ARCHITECTURE.md").read_text("utf-8")


def test_every_code_of_the_environment_is_explained() -> None:
    sources = [*(REPO / "generator").rglob("*.py"), *(REPO / "requirements").glob("*.py")]
    raised = {code for path in sources for code in re.findall(r"\b(E-[A-Z]+(?:-[A-Z]+)*)\b", path.read_text("utf-8"))}
    listed = set(re.findall(r"^\| (E-[A-Z-]+) \|", ARCHITECTURE, flags=re.MULTILINE))
    assert raised == listed


def test_every_command_is_named_in_a_document() -> None:
    told = "".join((REPO / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"))
    for command in main.commands:
        assert re.search(rf"casebook {command}|`{command}`", told), command


def test_outputs_have_their_own_names() -> None:
    names = [output.name for output in OUTPUTS]
    assert len(names) == len(set(names))


def test_the_files_that_architecture_names_exist() -> None:
    for name in re.findall(r"`((?:generator|tests|docs|requirements|schemas)/[A-Za-z0-9_./-]+)`", ARCHITECTURE):
        assert (REPO / name.rstrip("/")).exists() or name.startswith(("docs/library", "docs/data", "docs/downloads")), name


def test_no_document_names_a_place_outside_the_project() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "mkdocs.yml", "Makefile"):
        assert not re.search(r"/(home|root|work|tmp)/", (REPO / name).read_text("utf-8")), name
