"""Data as classic scripts: it stays data, whatever it holds."""
from __future__ import annotations

import json

import pytest

from generator.render.data_script import render_version, script_json
from generator.render.metrics_script import render_metrics
from tests.render.sample_site import Row, metric_rows


def test_metrics_are_an_object_of_the_case() -> None:
    script = render_metrics("dongguan", metric_rows()).decode()
    head, _, body = script.partition(" = ")
    assert head == '(window.casebookMetrics ??= {})["dongguan"]'
    figures = json.loads(body.removesuffix(";\n"))
    assert figures["wishes"]["stated"] == "3300多个"
    assert figures["wishes"]["cautions"] == ["三类合计约3200多。引用时建议写明是约数。"]
    assert set(figures["wishes"]) == {"what", "stated", "scope", "asOf", "source", "place", "cautions", "cite"}
    assert script.count("\n") == len(metric_rows()) + 2


def test_no_data_ends_a_script() -> None:
    awkward = "</script><!--<script>\u2028\u2029&\"'\\"
    script = render_metrics("x", [Row("a", awkward, awkward, awkward, awkward, cautions=(awkward,))]).decode()
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(script)
    assert json.loads(script.partition(" = ")[2].removesuffix(";\n"))["a"]["what"] == awkward


def test_a_case_without_figures_is_an_empty_object() -> None:
    assert json.loads(render_metrics("x", []).decode().partition(" = ")[2].removesuffix(";\n")) == {}


def test_version_stands_in_its_own_script() -> None:
    assert render_version("0.1.0", "2026-01-05") == b'window.casebookVersion = {"version":"0.1.0","date":"2026-01-05"};\n'


def test_no_number_that_json_lacks() -> None:
    with pytest.raises(ValueError, match="JSON"):
        script_json(float("nan"))
