"""Limits that every reader keeps, in one place (reference: reliability study, section 5).

A limit is a promise: the value itself is accepted, one more is refused with a problem.
"""
from __future__ import annotations

from typing import Final

YAML_FILE_BYTES: Final = 256 * 1024
"""Size of one content file, in bytes, byte order mark included."""

YAML_DEPTH: Final = 20
"""Lists and mappings inside each other, the top level being 1."""

YAML_NODES: Final = 20_000
"""Nodes of one content file: texts (keys are texts too), lists and mappings."""

YAML_SCALAR_CHARACTERS: Final = 8_000
"""Length of one text (key or value), in code points."""

YAML_PROBLEMS: Final = 50
"""Problems reported for one content file; the rest is announced, not listed."""
