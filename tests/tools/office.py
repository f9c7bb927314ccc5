"""LibreOffice for tests: many files to another format by one call, every formula worked out anew."""
from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""UTF-8, commas, values as they are rather than as they are shown, every sheet in a file of its own."""


def run_office(files: Sequence[Path], kind: str, folder: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Convert files by one call of LibreOffice with a profile of its own that always recalculates; returns where they are."""
    office = shutil.which("soffice")
    assert office, "soffice is missing: apt-get install -y --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui libreoffice-impress-nogui"
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    made = folder / kind.split(":")[0]
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind, "--outdir", str(made),
         *map(str, files)],
        check=True, capture_output=True, timeout=3600, env=environment,
    )
    return made


def convert(files: Sequence[Path], kind: str, folder: Path, environment: Mapping[str, str] | None = None) -> dict[Path, Path]:
    """The converted file of each; fails when one is missing. `folder` must not hold the files themselves."""
    made = run_office(files, kind, folder, environment)
    found = {file: made / f"{file.stem}.{kind}" for file in files}
    missing = [file.name for file, result in found.items() if not result.is_file()]
    assert not missing, f"LibreOffice did not convert {missing[:5]}"
    return found


def recalculated(files: Sequence[Path], sheets: Sequence[str], folder: Path) -> dict[Path, dict[str, list[list[str]]]]:
    """The cells of these sheets of each workbook, worked out anew: texts in rows, from 0."""
    made = run_office(files, _CSV, folder)
    return {
        file: {sheet: list(csv.reader((made / f"{file.stem}-{sheet}.csv").read_text("utf-8").splitlines(keepends=True))) for sheet in sheets}
        for file in files
    }
