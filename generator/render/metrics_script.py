"""The figures of a case for the browser: data/metrics-<case>.js, what the box over a figure shows."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from generator.render.data_script import script_json


class MetricRow(Protocol):
    """What a reader may want to know of a figure; every text is ready to show. An empty text is left out."""

    @property
    def id(self) -> str:
        """Its id inside the case."""

    @property
    def what(self) -> str:
        """What it counts."""

    @property
    def stated(self) -> str:
        """The words of the source, such as 3300多个, without quotation marks."""

    @property
    def scope(self) -> str:
        """The place that it speaks of."""

    @property
    def as_of(self) -> str:
        """The time that it speaks of, or 原文未说明."""

    @property
    def source(self) -> str:
        """The title of the source, in 《》 when it has one."""

    @property
    def place(self) -> str:
        """The place in the source, such as 二（一）第2段."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """Cautions, each a whole sentence that begins with its kind."""

    @property
    def cite(self) -> str:
        """A sentence to copy: 据《…》（…）载，…。"""


def render_metrics(case_id: str, rows: Iterable[MetricRow]) -> bytes:
    """Return data/metrics-<case>.js: one line a figure, in the order given, so that a change shows as a line."""
    lines = [f"{script_json(row.id)}:{script_json(_shown(row))}" for row in rows]
    body = ",\n".join(lines)
    return f"(window.casebookMetrics ??= {{}})[{script_json(case_id)}] = {{\n{body}\n}};\n".encode()


def _shown(row: MetricRow) -> dict[str, object]:
    return {
        "what": row.what, "stated": row.stated, "scope": row.scope, "asOf": row.as_of, "source": row.source,
        "place": row.place, "cautions": list(row.cautions), "cite": row.cite,
    }
