"""What a style sheet or a script asks of the browser that Chrome 90 does not have.

The numbers are the first version of Chrome that has the feature (MDN browser-compat-data). Only what may turn up in
a site is listed; what Chrome 90 has (inset, aspect-ratio, gap in flex, :is, :where, replaceChildren …) is not.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

AT_RULES: Final = {"@container": 105, "@layer": 99, "@scope": 118, "@starting-style": 117, "@view-transition": 126}
SELECTORS: Final = {
    r":has\(": 105, r":dir\(": 120, r":modal\b": 105, r":popover-open": 114, r":user-(?:in)?valid": 119, r":open\b": 133,
    r":nth-(?:last-)?child\([^)]* of ": 111, r":state\(": 125, r":autofill": 110, r"(?:^|[\s>+~,])&|&": 112,
}
PROPERTIES: Final = {
    r"accent-color": 93, r"text-wrap.*|white-space-collapse": 114, r"text-box.*": 133, r"translate|rotate|scale": 104,
    r"container.*": 105, r"view-transition.*": 111, r"anchor-name|position-(?:anchor|area|try.*)": 125,
    r"scrollbar-(?:color|width)": 121, r"scrollbar-gutter": 94, r"mask(?:-.+)?": 120, r"print-color-adjust": 136,
    r"field-sizing": 123, r"interpolate-size": 129, r"initial-letter": 110, r"text-emphasis.*": 99, r"font-palette": 101,
    r"font-synthesis.*": 97, r"animation-(?:timeline|range.*)": 115, r"transition-behavior": 117, r"line-clamp": 999,
    r"hyphenate-character": 106, r"font-size-adjust": 127, r"inset-area": 125, r"zoom": 999, r"reading-flow": 137,
}
VALUES: Final = {
    r"color-mix\(": 111, r"\b(?:ok)?l(?:ab|ch)\(": 111, r"\bcolor\(": 111, r"light-dark\(": 123, r"\bhwb\(": 101,
    r"\(from ": 119, r"\bsubgrid\b": 117, r"\d(?:[dsl]v(?:h|w|min|max|b|i))\b": 108, r"\dcq(?:w|h|i|b|min|max)\b": 105,
    r"\d(?:r?cap|r?lh|ric|rex|rch|ic)\b": 109, r"\b(?:round|mod|rem|sign|abs)\(": 125, r"\b(?:a?sin|a?cos|a?tan2?|pow|hypot|sqrt|log|exp)\(": 111,
    r"(?<!-)\bimage-set\(": 113, r"\brevert-layer\b": 99, r"\blinear\(": 113, r"\bstretch\b(?!-)": 138, r"gradient\(in ": 111,
    r"\battr\([^)]* type\(": 133, r"\banchor(?:-size)?\(": 125, r"\bcalc-size\(": 129,
}
QUERIES: Final = {r"\(\s*[a-z-]+\s*[<>]": 104, r"[<>]=?\s*[a-z-]+\s*\)": 104, r"style\(": 111, r"font-(?:tech|format)\(": 108}
SCRIPTS: Final = {
    r"(?<!\.\.)\.at\(": 92, r"\.find(?:Last|LastIndex)\(": 97, r"\.to(?:Sorted|Reversed|Spliced)\(": 110, r"Object\.(?:hasOwn)\b": 93,
    r"\b(?:Object|Map)\.groupBy\b": 117, r"\bstructuredClone\b": 98, r"\bArray\.fromAsync\b": 121, r"\bcrypto\.randomUUID\b": 92,
    r"\bAbortSignal\.(?:timeout|any|abort)\b": 93, r"\bPromise\.(?:withResolvers|try)\b": 119, r"\bURL\.(?:canParse|parse)\b": 120,
    r"\breportError\b": 95, r"\.checkVisibility\(": 105, r"\.(?:showPopover|hidePopover|togglePopover)\(": 114,
    r"\.showPicker\(": 99, r"\bscrollend\b": 114, r"\bCSS\.highlights\b": 105, r"\bstartViewTransition\b": 111, r"\bnavigation\.": 102,
    r"\bdeflate-raw\b": 103, r"\.inert\b": 102, r"\.isWellFormed\(": 111, r"\bSymbol\.dispose\b": 134, r"\bIterator\.from\b": 122,
    r"\.(?:union|intersection|difference|isSubsetOf|isSupersetOf)\(": 122, r"\bsetHTML(?:Unsafe)?\(": 124, r"\bnew EditContext\b": 121,
    r"\bwithResolvers\b": 119, r"/[dgimsuy]*v[dgimsuy]*[.,;)\s]": 112, r"\bimport\s*\(": 999, r"\bfetch\(": 999, r"\.innerHTML\b": 999,
}
"""What our own rules forbid (fetch, import(), innerHTML: they fail on file:// or are unsafe) stands here as 999."""
ELEMENTS: Final = {r"<[a-z][^>]*\s(?:inert|popover(?:target)?|command(?:for)?)\b": 114, r"<search\b": 118, r"<selectedcontent\b": 135}


class Rule(NamedTuple):
    """One block of a style sheet: how deep it stands in rules (not at-rules), its head, and its declarations."""

    depth: int
    head: str
    declarations: tuple[tuple[str, str], ...]


_SKIPPED = re.compile(r"""/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|url\([^)"']*\)""", re.DOTALL)


def read_rules(sheet: str) -> Iterator[Rule]:
    """Yield the blocks of a style sheet, inner ones first; comments, strings and addresses are emptied."""
    sheet = _SKIPPED.sub(lambda found: "" if found[0].startswith("/*") else '""', sheet)
    heads: list[str] = []
    bodies: list[list[str]] = [[]]
    for piece in re.findall(r"[^{};]+|[{};]", sheet):
        if piece == "{":
            heads.append(bodies[-1].pop().strip() if bodies[-1] and bodies[-1][-1] != ";" else "")
            bodies.append([])
        elif piece == "}":
            body, head = bodies.pop(), heads.pop()
            pairs = (one.split(":", 1) for one in body if ":" in one)
            depth = sum(not outer.startswith("@") for outer in heads)
            yield Rule(depth, head, tuple((name.strip(), value.strip()) for name, value in pairs))
        else:
            bodies[-1].append(piece)
    assert not heads, heads
    yield from (Rule(0, one.strip(), ()) for one in bodies[0] if one.startswith("@"))


def too_new_in_sheet(sheet: str) -> set[str]:
    """Name what a style sheet uses that Chrome 90 does not know, as `kind name`."""
    found: set[str] = set()
    for rule in read_rules(sheet):
        if rule.head.startswith("@"):
            name = rule.head.split(" ", 1)[0].split("(", 1)[0]
            found |= {f"rule {name}"} & {f"rule {one}" for one in AT_RULES}
            found |= {f"query {one}" for one in QUERIES if re.search(one, rule.head)}
        else:
            if rule.depth and not re.fullmatch(r"[\d.%,\s]+|from|to", rule.head):
                found.add("nesting")
            found |= {f"selector {one}" for one in SELECTORS if re.search(one, rule.head)}
        named = {name for name, _ in rule.declarations}
        for name, value in rule.declarations:
            if f"-webkit-{name}" not in named:  # with the older name beside it, nothing is amiss
                found |= {f"property {name}" for one in PROPERTIES if re.fullmatch(one, name)}
            found |= {f"value {one}" for one in VALUES if re.search(one, value)}
    return found


def too_new_in_script(script: str) -> set[str]:
    """Name what a bundled script calls that Chrome 90 does not have; syntax is for esbuild to judge."""
    return {one for one in SCRIPTS if re.search(one, script)}
