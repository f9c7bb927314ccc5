"""The list of parts: the same bytes each time, every part with licence and hash, and refused when it is not whole."""
from __future__ import annotations

import json
import tomllib
from dataclasses import replace

import pytest

from generator.parts import Part, read_parts
from tests.test_locks import read_pins
from tests.tools.sbom import LOCK, REPO, ListRefused, parts_list, refuse_faults

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def parts() -> tuple[Part, ...]:
    return read_parts(REPO)


def test_the_same_parts_give_the_same_bytes_in_any_order(parts: tuple[Part, ...]) -> None:
    assert parts_list(parts, PROJECT) == parts_list(parts[::-1], PROJECT)
    changed = (replace(parts[0], version="0"), *parts[1:])
    assert json.loads(parts_list(changed, PROJECT))["serialNumber"] != json.loads(parts_list(parts, PROJECT))["serialNumber"]


def test_every_part_has_an_address_a_version_a_licence_and_a_hash(parts: tuple[Part, ...]) -> None:
    rows = json.loads(parts_list(parts, PROJECT))["components"]
    assert len({row["bom-ref"] for row in rows}) == len(rows) == len(parts)
    for row in rows:
        assert row["purl"].endswith(f"@{row['version']}")
        assert row["licenses"]
        assert row["properties"]
    wenkai = next(row for row in rows if row["name"] == "lxgw-wenkai")
    assert (wenkai["group"], wenkai["type"], wenkai["scope"]) == ("@fontsource", "data", "required")
    assert wenkai["purl"].startswith("pkg:npm/%40fontsource/lxgw-wenkai@")


def test_a_list_that_lacks_a_package_or_is_too_long_is_refused(parts: tuple[Part, ...]) -> None:
    pins = read_pins(LOCK)
    refuse_faults(parts_list(parts, PROJECT), pins)
    without = tuple(part for part in parts if part.name != "click")
    with pytest.raises(ListRefused, match="click"):
        refuse_faults(parts_list(without, PROJECT), pins)
    with pytest.raises(ListRefused, match="超过 50 个"):
        refuse_faults(parts_list(parts, PROJECT), pins, most=50)
