"""The Chinese docstrings of the model's attributes, read from its source when somebody asks.

Pydantic can do this itself (use_attribute_docstrings), but then every start of the program pays for it.
"""
from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from typing import cast

from generator.model.record import Record


@cache
def descriptions(kind: type[Record]) -> dict[str, str]:
    """The docstring of each attribute of a kind of record, inherited ones included, by the key used in YAML."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        if issubclass(base, Record):
            found |= _own(base)
    return {info.alias or name: found[name] for name, info in kind.model_fields.items() if name in found}


def _own(kind: type[Record]) -> dict[str, str]:
    definition = cast(ast.ClassDef, ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0])
    found = {}
    for line, after in zip(definition.body, definition.body[1:], strict=False):
        match line, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found
