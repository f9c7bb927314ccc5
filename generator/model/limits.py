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

RETURN_FILE_BYTES: Final = 5 * 1024 * 1024
"""Size of one file that comes back. The same numbers are in generator/web/src/returns/limits.ts; a test compares them."""

RETURN_JSON_BYTES: Final = 1024 * 1024
"""Size of one JSON file that comes back."""

RETURN_JSON_DEPTH: Final = 8
"""Lists and objects inside each other in such a file, the top level being 1."""

RETURN_UNPACKED_BYTES: Final = 50 * 1024 * 1024
"""All parts of a workbook that comes back, unpacked."""

RETURN_PART_BYTES: Final = 10 * 1024 * 1024
"""One part of it that is read, unpacked."""

RETURN_RATIO: Final = 200
"""How many times smaller a part may be packed; an honest workbook that repeats itself reaches 69."""

RETURN_RATIO_FROM: Final = 100 * 1024
"""Unpacked size from which the ratio is looked at."""

RETURN_PARTS: Final = 200
"""Parts of a workbook."""

RETURN_SHEETS: Final = 20
"""Sheets of a workbook."""

RETURN_ROWS: Final = 2_000
"""The last row that may hold a value."""

RETURN_COLUMNS: Final = 40
"""The last column that may hold a value."""

RETURN_CELLS: Final = 20_000
"""Cells with a value in all sheets together: the largest form has some 5,000."""

RETURN_STRINGS: Final = 20_000
"""Shared strings of a workbook."""

RETURN_XML_DEPTH: Final = 64
"""Elements inside each other in a part."""

RETURN_XML_ELEMENTS: Final = 100_000
"""Elements of one part: the largest form has some 20,000, empty cells with a style included."""

RETURN_CHARACTERS: Final = 8_000
"""Length of one text in a returned file, in code points."""

RETURN_SECONDS: Final = 20
"""How long the reader may work on one file."""

RETURN_MEMORY_BYTES: Final = 512 * 1024 * 1024
"""Address space of a reader's process: the interpreter alone takes a fifth of it."""

BATCH_FILES: Final = 2_000
"""Files that one run of collecting takes in."""

BATCH_BYTES: Final = 2 * 1024 * 1024 * 1024
"""Their size together."""
