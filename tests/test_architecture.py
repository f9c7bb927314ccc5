"""The layers of ARCHITECTURE.md, held by reading every import."""
from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[1] / "generator"
LAYERS = ("model", "read", "know", "check", "assess", "bank", "view", "render")
TOP = "top"  # the modules beside the layers: outputs, write, pipeline, cli …
MODULES = sorted(GENERATOR.rglob("*.py"))


def layer_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else TOP


def name_of(path: Path) -> str:
    parts = path.relative_to(GENERATOR.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults(module: str, imported: str) -> bool:
    """True when `module` may not import `imported`."""
    if not imported.startswith("generator.") or layer_of(module) == TOP:
        return False
    if layer_of(imported) == TOP:
        return True
    if layer_of(module) == "render" and layer_of(imported) == "model":
        return True
    return LAYERS.index(layer_of(imported)) > LAYERS.index(layer_of(module))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_from_layers_above(path: Path) -> None:
    module = name_of(path)
    assert [name for name in imports_of(path) if faults(module, name)] == []


def test_the_guard_sees_a_wrong_import() -> None:
    assert faults("generator.model.case", "generator.check.rule.rule")
    assert faults("generator.render.page", "generator.model.case.Case")
    assert faults("generator.view.case_page", "generator.write.write_file")
    assert not faults("generator.view.case_page", "generator.know.catalogue.Catalogue")
    assert not faults("generator.pipeline", "generator.write.write_file")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_stay_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 330, f"{path.name} has {lines} lines: split it by what changes together"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_command_prints(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not calls
