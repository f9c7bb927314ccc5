"""The browser's reader in a browser: the small files of the corpus get the verdicts that Python gives."""
from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from generator.read.returned import read_return
from tests.returns.corpus import corpus
from tests.returns.forms import KNOWN, known_json
from tests.tools.browser import FLAGS, find_browser
from tests.web.test_units import WEB, run_node

pytestmark = pytest.mark.linux


def test_chromium_says_what_python_says(driver: Playwright, tmp_path: Path) -> None:
    script = tmp_path / "in_page.js"
    run_node(
        "node_modules/esbuild/bin/esbuild", Path(__file__).with_name("in_page.ts"), "--bundle", "--format=iife", "--target=chrome90",
        f"--outfile={script}", "--log-level=warning", folder=WEB,
    )
    samples = [sample for sample in corpus() if len(sample.content) < 30_000]
    with driver.chromium.launch(executable_path=find_browser(), args=list(FLAGS)) as browser:
        page = browser.new_page()
        page.add_script_tag(path=script)
        known = known_json(KNOWN)
        files = [(sample.name, base64.b64encode(sample.content).decode()) for sample in samples]
        heard = page.evaluate("([files, known]) => files.map(([name, content]) => readHere(name, content, known))", [files, known])
        different = []
        for sample, said in zip(samples, heard, strict=True):
            reading = read_return(sample.name, sample.content, KNOWN)
            notes = [{"code": note.code, "where": note.where, "detail": note.detail} for note in reading.notes]
            wanted = {"name": sample.name, "size": reading.size, "code": reading.code, "where": reading.where, "detail": reading.detail}
            if said != {**wanted, "notes": notes, "read": reading.returned is not None}:
                different.append((sample.about, said))
        assert different == []
        assert page.evaluate("({}).x === undefined")
    assert len(samples) > 100
