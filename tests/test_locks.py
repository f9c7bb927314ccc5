"""Every lock names what it installs by hash, and no address: the user's own mirror decides where it comes from."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIP_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NPM_LOCKS = [ROOT / "generator" / "web" / "package-lock.json", ROOT / "tests" / "tools" / "package-lock.json"]

ADDRESS = re.compile(r"://|\bfile:|\bgit\+|^\s*(?:-i|-f|--index-url|--extra-index-url|--find-links)\b|@ ", re.MULTILINE)
PIN = re.compile(r"([a-z0-9][a-z0-9.-]*)==(\S+)( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
RUN_TIME_MOST = 60
"""Packages of the site lock, those of other systems counted too (issue 8, item 8)."""
INTEGRITY = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


def read_pins(lock: Path) -> dict[str, str]:
    """Return name → version of a pip lock; fails on an entry that is no exact pin with hashes."""
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    pins = {}
    for entry in "\n".join(lines).replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+(?=--hash=)", entry.strip())
        pin = PIN.fullmatch(requirement)
        assert pin, f"not an exact pin: {entry[:80]}"
        assert hashes, f"no hash: {requirement}"
        assert all(HASH.fullmatch(item) for item in hashes), requirement
        pins[pin[1]] = pin[2]
    return pins


def walk_strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield (key, text) for every text of a JSON value, leaving out the funding pages, which nothing is fetched from."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "funding":
                yield from walk_strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk_strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def test_the_locks_are_where_the_set_up_looks() -> None:
    assert [lock.name for lock in PIP_LOCKS] == ["audit.txt", "bench.txt", "cluster.txt", "mutation.txt", "site.txt", "test.txt", "zensical.txt"]
    assert all(lock.is_file() for lock in NPM_LOCKS)
    found = {path.parent for path in ROOT.glob("*/*/package.json")}
    assert found == {lock.parent for lock in NPM_LOCKS}
    assert not list(ROOT.glob("uv.lock"))


@pytest.mark.parametrize("lock", PIP_LOCKS, ids=lambda lock: lock.name)
def test_pip_lock_pins_everything_by_hash_and_names_no_address(lock: Path) -> None:
    assert len(read_pins(lock)) > (5 if lock.name == "zensical.txt" else 30)
    assert not ADDRESS.search(lock.read_text(encoding="utf-8"))


def test_a_package_without_a_hash_is_seen(tmp_path: Path) -> None:
    lock = tmp_path / "site.txt"
    lock.write_text("click==8.5.1\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="no hash"):
        read_pins(lock)
    lock.write_text(f"click>=8 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="not an exact pin"):
        read_pins(lock)
    assert ADDRESS.search("--index-url https://example.org/simple")
    assert ADDRESS.search("click @ file:///wheels/click.whl")


@pytest.mark.parametrize("name", ["test.txt", "bench.txt", "cluster.txt", "mutation.txt"])
def test_the_other_locks_hold_the_site_lock(name: str) -> None:
    site, other = (read_pins(ROOT / "requirements" / lock) for lock in ("site.txt", name))
    assert site.items() <= other.items()


def test_what_runs_is_at_most_60_packages() -> None:
    assert 30 < len(read_pins(ROOT / "requirements" / "site.txt")) <= RUN_TIME_MOST


def test_the_site_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["build-system"]["requires"]
    names = {re.split(r"[<>=]", requirement)[0].replace(".", "-") for requirement in wanted}
    pins = read_pins(ROOT / "requirements" / "site.txt")
    assert names <= set(pins)
    assert "jieba" not in pins  # it would double the time of every build


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_lock_has_an_integrity_for_each_package_and_names_no_address(lock: Path) -> None:
    content = json.loads(lock.read_text(encoding="utf-8"))
    packages = {name: package for name, package in content["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert INTEGRITY.fullmatch(package.get("integrity", "")), name
        assert "resolved" not in package, name
        assert "link" not in package, name
    assert not [(key, text) for key, text in walk_strings(content) if ADDRESS.search(text)]


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_lock_agrees_with_its_package_json(lock: Path) -> None:
    asked = json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_runs_no_script_of_a_package_and_writes_no_address(lock: Path) -> None:
    settings = lock.with_name(".npmrc").read_text(encoding="utf-8").splitlines()
    assert "ignore-scripts=true" in settings
    assert "omit-lockfile-registry-resolved=true" in settings
    assert not any("registry=" in line and "://" in line for line in settings)
