"""Arithmetic over metrics: what stands inside [=…] and in a derived figure's formula.

Grammar: metric ids (`id`, or `case/id` of another case), numbers, + - * / and round brackets. A hyphen between two
id characters belongs to the id, so a minus wants a space before it; so does a division sign after a case's name.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext

_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_LEXEME = re.compile(rf"\s*(?:(?P<ref>{_ID}(?:/{_ID})?)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<sign>[-+*/()]))")
_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}
_SHOWN = {"*": "×", "/": "÷", "-": "−"}
_PRECISION = 60
_MOST = 400


@dataclass(frozen=True, slots=True)
class Operand:
    """One metric's number for a formula: its value, its unit, whether it is exact."""

    value: Decimal
    unit: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula gives: `text` is the number as shown, without unit; `formula` its arithmetic in numbers."""

    value: Decimal
    text: str
    formula: str
    unit: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """Why a formula gives nothing, in Chinese; `ref` is the id that is not known."""

    what: str
    ref: str = ""


Lookup = Callable[[str], Operand | FormulaFault | None]
"""The operand of a reference: a fault when its value cannot be calculated with, None when it is not known."""


def compute(formula: str, lookup: Lookup, digits: int | None = None) -> Result | FormulaFault:
    """Evaluate a formula; `digits` decimals are kept, two at most when it is None; halves go up."""
    lexemes = _lexemes(formula, lookup)
    if isinstance(lexemes, FormulaFault):
        return lexemes
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            total = _evaluate(lexemes)
            if isinstance(total, FormulaFault):
                return total
            return Result(total.value, shown(total.value, digits), _in_numbers(lexemes), total.unit, total.exact)
        except DecimalException:
            return FormulaFault("算不出来：数太大")


def shown(value: Decimal, digits: int | None = None) -> str:
    """A computed number as prose shows it: no thousands marks, 万 from a hundred thousand on where two decimals say it all."""
    if abs(value) >= 10**5 and value % 100 == 0:
        return f"{(value / 10**4).normalize():f}万"
    rounded = value.quantize(Decimal(1).scaleb(-(2 if digits is None else digits)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if digits is None and "." in text else text


def _lexemes(formula: str, lookup: Lookup) -> list[str | Operand] | FormulaFault:
    """Signs as text and operands; a reference `a/b` that is not known as one is a division."""
    if len(formula) > _MOST:
        return FormulaFault(f"算式超过 {_MOST} 个字符")
    lexemes: list[str | Operand] = []
    at, end = 0, len(formula.rstrip())
    while at < end:
        found = _LEXEME.match(formula, at)
        if found is None:
            return FormulaFault(f"算式里看不懂“{formula[at:at + 12].strip()}”")
        at = found.end()
        if found["sign"]:
            lexemes.append(found["sign"])
        elif found["number"]:
            lexemes.append(Operand(Decimal(found["number"])))
        else:
            operands = _operands(found["ref"], lookup)
            if isinstance(operands, FormulaFault):
                return operands
            lexemes += operands
    return lexemes


def _operands(ref: str, lookup: Lookup) -> list[str | Operand] | FormulaFault:
    found = lookup(ref)
    if isinstance(found, Operand):
        return [found]
    if found is None and "/" in ref:
        parts = [lookup(part) for part in ref.split("/")]
        if all(isinstance(part, Operand) for part in parts):
            return [parts[0], "/", parts[1]]  # type: ignore[list-item]
    return found or FormulaFault(f"没有名为“{ref}”的指标", ref)


def _evaluate(lexemes: list[str | Operand]) -> Operand | FormulaFault:
    """Two stacks, no recursion: any length and depth of brackets is safe."""
    values: list[Operand] = []
    signs: list[str] = []
    operand_next = True
    for lexeme in lexemes:
        if isinstance(lexeme, Operand) or lexeme == "(":
            if not operand_next:
                return FormulaFault("两个数之间缺运算符")
            if isinstance(lexeme, Operand):
                values.append(lexeme)
                operand_next = False
            else:
                signs.append(lexeme)
            continue
        if operand_next:
            return FormulaFault(f"“{lexeme}”前面缺一个数")
        while signs and signs[-1] != "(" and (lexeme == ")" or _RANK[signs[-1]] >= _RANK[lexeme]):
            if fault := _apply(values, signs.pop()):
                return fault
        if lexeme != ")":
            signs.append(lexeme)
            operand_next = True
        elif signs:
            signs.pop()
        else:
            return FormulaFault("括号不成对")
    if operand_next:
        return FormulaFault("算式没有写完")
    while signs:
        sign = signs.pop()
        if sign == "(":
            return FormulaFault("括号不成对")
        if fault := _apply(values, sign):
            return fault
    return values[0]


def _apply(values: list[Operand], sign: str) -> FormulaFault | None:
    right, left = values.pop(), values.pop()
    if sign == "/" and right.value == 0:
        return FormulaFault("除数是 0")
    if sign in "+-":
        value = left.value + right.value if sign == "+" else left.value - right.value
        unit = left.unit if left.unit == right.unit else ""
    elif sign == "*":
        value, unit = left.value * right.value, left.unit if not right.unit else right.unit if not left.unit else ""
    else:
        value, unit = left.value / right.value, left.unit if not right.unit else ""
    values.append(Operand(value, unit, left.exact and right.exact))
    return None


def _in_numbers(lexemes: list[str | Operand]) -> str:
    words = [_plain(part.value) if isinstance(part, Operand) else _SHOWN.get(part, part) for part in lexemes]
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
