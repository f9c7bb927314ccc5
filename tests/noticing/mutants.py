"""Small faults put into a source file, one at a time: what `make mutation` asks the tests to notice.

Made from the syntax tree, by nine kinds of change: a comparison, and/or, not, arithmetic, a constant, a condition, a statement
or argument left out, a case left out, a sign of a regular expression. Left alone are what no behaviour hangs on: docstrings,
annotations and names of types, decorators, imports, and the words of ValueError and TypeError, which no user sees.
"""
from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from copy import deepcopy
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}
_OF_TYPES = {"Literal", "Callable", "TypeVar", "Mapping", "Sequence", "Union", "Optional"}
_INNER_ERRORS = {"ValueError", "TypeError", "AssertionError", "NotImplementedError"}
_REGEX = re.compile(r"\(\?<?[!=]|\[\^|(?<=[\])}\w])[?+*](?!\))|\{\d+,(\d+)\}|^\^|\$$|\\b")
_SIGNS = {"(?!": "(?=", "(?=": "(?!", "(?<!": "(?<=", "(?<=": "(?<!", "[^": "[", "?": "", "+": "*", "*": "+", "^": "", "$": "", r"\b": ""}


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, what it changes, and the whole source with it."""

    file: str
    line: int
    before: str
    after: str
    source: str


def count_mutants(text: str) -> int:
    """How many faults can be put into a source file."""
    return sum(1 for parent, _, _, node in _places(ast.parse(text)) for _ in _others(node, parent))


def mutants(file: str, text: str, wanted: Container[int]) -> Iterator[Mutant]:
    """The faults of a source file that have these numbers, in the order of the syntax tree."""
    tree = ast.parse(text)
    number = -1
    for parent, field, at, node in _places(tree):
        for other in _others(node, parent):
            number += 1
            if number in wanted:
                _put(parent, field, at, other)
                yield Mutant(file, node.lineno, _short(node), _short(other), ast.unparse(ast.fix_missing_locations(tree)))
                _put(parent, field, at, node)


def _short(node: ast.AST) -> str:
    said = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return said if len(said) <= 110 else said[:107] + "…"


def _put(parent: ast.AST, field: str, at: int | None, node: ast.AST) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr | ast.stmt]]:
    """Expressions and statements below a node with where they hang; what no behaviour hangs on is passed over."""
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "decorator_list", "bases", "pattern", "ctx"}:
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _idle(child) or (field == "func" and isinstance(child, (ast.Name, ast.Attribute))):
                continue
            if isinstance(child, (ast.expr, ast.stmt)):
                yield node, field, at, child
            yield from _places(child)


def _idle(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom() | ast.Name() | ast.Slice():
            return True
        case ast.Assign(value=ast.Subscript(value=ast.Name(id=name))) | ast.Assign(value=ast.Call(func=ast.Name(id=name))):
            return name in _OF_TYPES
        case ast.Assign(value=ast.BinOp(op=ast.BitOr(), right=ast.Name())):
            return True  # a union of types
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))):
            return name in _INNER_ERRORS
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def _others(node: ast.expr | ast.stmt, parent: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                yield _with(node, ops=[*node.ops[:at], _SWAPS[type(op)](), *node.ops[at + 1:]])
        case ast.BoolOp() | ast.BinOp() if type(node.op) in _SWAPS:
            yield _with(node, op=_SWAPS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.Constant():
            yield from _constants(node, parent)
        case ast.If() | ast.While() | ast.IfExp() if isinstance(node.test, (ast.Name, ast.Call, ast.Attribute, ast.NamedExpr, ast.Subscript)):
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Call():
            for at in range(len(node.keywords)):
                yield _with(node, keywords=node.keywords[:at] + node.keywords[at + 1:])
        case ast.Expr(value=ast.Call()):
            yield ast.Pass(lineno=node.lineno)
        case ast.Break():
            yield ast.Continue(lineno=node.lineno)
        case ast.Continue():
            yield ast.Break(lineno=node.lineno)
        case ast.Return(value=ast.expr()) | ast.Assign() if not isinstance(node.value, ast.Constant):
            yield _with(node, value=ast.Constant(None))
        case ast.AugAssign():
            yield ast.Assign([node.target], node.value, lineno=node.lineno)
        case ast.Match():
            for at in range(len(node.cases)):
                yield _with(node, cases=node.cases[:at] + node.cases[at + 1:] or [ast.match_case(ast.MatchAs(), None, [ast.Pass()])])


def _with(node: ast.AST, **changed: object) -> ast.AST:
    made = deepcopy(node)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def _constants(node: ast.Constant, parent: ast.AST) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value, lineno=node.lineno)
    elif isinstance(value, (int, float)):
        yield ast.Constant(value + 1, lineno=node.lineno)
    elif isinstance(value, str) and value.strip():
        yield ast.Constant(f"XX{value}XX", lineno=node.lineno)
        if isinstance(parent, ast.JoinedStr) or (isinstance(parent, ast.Call) and ast.unparse(parent.func).startswith("re.")):
            yield from (ast.Constant(other, lineno=node.lineno) for other in _patterns(value))


def _patterns(pattern: str) -> Iterator[str]:
    """The pattern with one of its signs changed."""
    for sign in _REGEX.finditer(pattern):
        if sign[1]:
            yield pattern[:sign.start(1)] + str(int(sign[1]) + 1) + pattern[sign.end(1):]
        else:
            yield pattern[:sign.start()] + _SIGNS[sign[0]] + pattern[sign.end():]
