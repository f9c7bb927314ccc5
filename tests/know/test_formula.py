"""Arithmetic over metrics."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.know.formula import FormulaFault, Operand, Result, compute, shown

KNOWN = {
    "a": Operand(Decimal(2100), "个", exact=False), "b": Operand(Decimal(500), "个"), "a-b": Operand(Decimal(7), "项"),
    "demo/b": Operand(Decimal(40), "户"), "zero": Operand(Decimal(0)), "money": Operand(Decimal(82_000_000), "元"),
}


def lookup(ref: str) -> Operand | FormulaFault | None:
    return FormulaFault("值是范围") if ref == "range" else KNOWN.get(ref)


@pytest.mark.parametrize(("formula", "text", "unit", "numbers"), [
    ("a + b", "2600", "个", "2100 + 500"),
    ("a+b", "2600", "个", "2100 + 500"),
    ("a - b", "1600", "个", "2100 − 500"),
    ("a-b", "7", "项", "7"),  # a hyphen between id characters belongs to the id
    ("a -b", "1600", "个", "2100 − 500"),
    ("a / b", "4.2", "", "2100 ÷ 500"),
    ("a/b", "4.2", "", "2100 ÷ 500"),
    ("demo/b", "40", "户", "40"),  # a case's name before the slash
    ("b / a * 100", "23.81", "", "500 ÷ 2100 × 100"),
    ("(a + b) / 2", "1300", "个", "(2100 + 500) ÷ 2"),
    ("a + demo/b", "2140", "", "2100 + 40"),
    ("b * 3", "1500", "个", "500 × 3"),
    ("money", "8200万", "元", "82000000"),
    ("a - b * 2", "1100", "个", "2100 − 500 × 2"),
    ("a - b - b", "1100", "个", "2100 − 500 − 500"),
    ("1 / 3", "0.33", "", "1 ÷ 3"),
])
def test_results(formula: str, text: str, unit: str, numbers: str) -> None:
    result = compute(formula, lookup)
    assert isinstance(result, Result)
    assert (result.text, result.unit, result.formula) == (text, unit, numbers)


def test_a_result_is_exact_only_when_every_operand_is() -> None:
    assert [getattr(compute(formula, lookup), "exact", None) for formula in ("b + b", "a + b")] == [True, False]


@pytest.mark.parametrize(("formula", "what"), [
    ("", "算式没有写完"), ("a +", "算式没有写完"), ("+ a", "“+”前面缺一个数"), ("a b", "两个数之间缺运算符"), ("(a", "括号不成对"),
    ("a)", "括号不成对"), ("()", "“)”前面缺一个数"), ("a / zero", "除数是 0"), ("a & b", "算式里看不懂“& b”"), ("- a", "“-”前面缺一个数"),
    ("nowhere", "没有名为“nowhere”的指标"), ("a / nowhere", "没有名为“nowhere”的指标"), ("a + range", "值是范围"),
    ("x/y", "没有名为“x/y”的指标"), ("a + " * 200 + "a", "算式超过 400 个字符"), ("(" * 300, "算式没有写完"),
])
def test_faults(formula: str, what: str) -> None:
    assert compute(formula, lookup) == FormulaFault(what, getattr(compute(formula, lookup), "ref", ""))


@pytest.mark.parametrize(("value", "digits", "text"), [
    ("2.5", 0, "3"), ("3.5", 0, "4"), ("2.45", 1, "2.5"), ("12", 2, "12.00"), ("1000000", None, "100万"), ("999999", None, "999999"),
    ("1234567", None, "1234567"), ("0.005", None, "0.01"), ("-20000000", None, "-2000万"),
])
def test_how_a_result_is_shown(value: str, digits: int | None, text: str) -> None:
    assert shown(Decimal(value), digits) == text


@settings(deadline=None)
@given(st.text("ab019-+*/(). ", max_size=40))
def test_any_formula_gives_a_result_or_a_fault(formula: str) -> None:
    assert isinstance(compute(formula, lookup, 2), (Result, FormulaFault))


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_sums_are_sums(numbers: list[int]) -> None:
    result = compute(" + ".join(map(str, numbers)), lookup)
    assert isinstance(result, Result)
    assert result.value == sum(numbers)
