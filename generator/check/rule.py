"""The register of rules: a rule is one function over the casebook; its Chinese docstring is the ground it prints."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.model.casebook import Casebook
from generator.model.problem import Level, Position, Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: where, what, and how to mend it."""

    where: Position
    what: str
    mend: str
    level: Level = "error"


Check = Callable[[Casebook], Iterator[Finding]]
RULES: dict[str, Check] = {}


def rule(code: str) -> Callable[[Check], Check]:
    """Register the decorated function as the rule `code`. Raises ValueError when the code is taken."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"{code} is taken")
        if not check.__doc__:
            raise ValueError(f"{code} has no ground")
        RULES[code] = check
        return check

    return register


def apply_rules(casebook: Casebook) -> Iterator[Problem]:
    """Every problem that any registered rule finds."""
    for code, check in RULES.items():
        ground = " ".join((check.__doc__ or "").split())
        for found in check(casebook):
            yield Problem(found.where, code, found.what, ground, found.mend, found.level)
