"""The list of what others made: whole, in the packages' own words, with the licences of what goes out with the site."""
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import REPO

from generator import parts as module
from generator.model.problem import CasebookError
from generator.parts import INSIDE, Part, licence_list, read_parts
from tests.test_locks import read_pins


@pytest.fixture(scope="module")
def real() -> tuple[Part, ...]:
    return read_parts(REPO)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with locks that a test may change."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(REPO / "requirements" / "site.txt", tmp_path / "requirements")
    web = tmp_path / "generator" / "web"
    web.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(REPO / "generator" / "web" / name, web)
    (web / "node_modules").symlink_to(REPO / "generator" / "web" / "node_modules")
    return tmp_path


def test_every_locked_package_is_listed_with_its_version_hashes_and_licence(real: tuple[Part, ...]) -> None:
    pins = read_pins(REPO / "requirements" / "site.txt")
    assert {part.name: part.version for part in real if part.source == "pypi"} == pins
    asked = json.loads((REPO / "generator" / "web" / "package.json").read_text("utf-8"))["devDependencies"]
    assert {part.name: part.version for part in real if part.source == "npm"} == asked
    assert all(part.licence and part.hashes and all(part.hashes) for part in real)


def test_what_goes_out_with_the_site_is_told_with_its_licence_in_full(real: tuple[Part, ...]) -> None:
    assert {part.name for part in real if part.inside} == set(INSIDE)
    content = licence_list(real)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("utf-8-sig")
    for part in real:
        assert text.count(f"\n{part.name} {part.version}　许可：{part.licence}\r\n") == 1, part.name
        for path in part.texts:
            assert f"==== {part.name} {part.version}：{path.name} ====" in text
    assert text.count("SIL OPEN FONT LICENSE") >= 2
    assert text.index("一、") < text.index("fflate ") < text.index("二、") < text.index("esbuild ") < text.index("三、")
    assert str(REPO) not in text


def test_the_list_is_the_same_each_time(real: tuple[Part, ...]) -> None:
    assert licence_list(read_parts(REPO)) == licence_list(real)


def test_a_package_that_is_not_installed_or_says_no_licence_is_refused(folder: Path) -> None:
    lock = folder / "requirements" / "site.txt"
    whole = lock.read_text("utf-8")
    lock.write_text(whole.replace("click==", "no-such-package=="), "utf-8")
    with pytest.raises(CasebookError, match="no-such-package 没有装好"):
        read_parts(folder)
    lock.write_text(whole, "utf-8")
    npm = folder / "generator" / "web" / "package-lock.json"
    content = json.loads(npm.read_text("utf-8"))
    del content["packages"]["node_modules/esbuild"]["license"]
    npm.write_text(json.dumps(content), "utf-8")
    with pytest.raises(CasebookError, match="esbuild 没有写明许可"):
        read_parts(folder)


def test_what_goes_out_without_its_licence_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(module.INSIDE, "esbuild", "打包程序")  # its licence file has another name
    with pytest.raises(CasebookError, match="esbuild 没有带许可全文") as caught:
        read_parts(folder)
    assert caught.value.code == "E-TOOL"


def test_what_pages_and_scripts_take_from_packages_is_known_as_inside() -> None:
    """A script of ours that imports a package brings it into the site."""
    imported = {
        line.split(' from "')[1].rstrip('";\n')
        for path in (REPO / "generator" / "web" / "src").rglob("*.ts") for line in path.read_text("utf-8").splitlines()
        if ' from "' in line and not line.split(' from "')[1].startswith(".")
    }
    assert imported == {"fflate"}
    assert imported <= set(INSIDE)
