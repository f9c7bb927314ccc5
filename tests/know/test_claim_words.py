"""Claims that our own text makes only in the source's name."""
from __future__ import annotations

import pytest

from generator.know.claim_words import claim_words


@pytest.mark.parametrize(("text", "found"), [
    ("原文称实现全覆盖。", ()),
    ("原文还说这项制度在全市首创。", ()),
    ("在全省率先出台。", ("率先",)),
    ("原文称率先出台清单，随后又在各街道都把服务站做到了全覆盖。", ("全覆盖",)),
    ("建成服务站。", ()),
])
def test_claims_without_their_source(text: str, found: tuple[str, ...]) -> None:
    assert claim_words(text) == found
