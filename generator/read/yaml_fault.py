"""Problems of YAML text: the rule behind each code, and how a piece of text is shown in a message.

The codes are listed in `yaml_text`.
"""
from __future__ import annotations

import re
from typing import Final

from generator.model.limits import YAML_DEPTH, YAML_FILE_BYTES, YAML_NODES, YAML_SCALAR_CHARACTERS
from generator.model.problem import Position, Problem

WHY: Final = {
    "K001": f"每个内容文件不超过 {YAML_FILE_BYTES // 1024} KB",
    "K002": "内容文件一律用 UTF-8 编码保存",
    "K003": "文件里不能有看不见的控制字符：屏幕上看不出来，导出 Word、Excel 时会出错",
    "K004": "YAML 的写法：每行“键: 值”或“- 项”，用空格缩进，引号和括号成对",
    "K005": "键后面用半角冒号加一个空格“: ”",
    "K006": "同一层里，每个键只能写一次",
    "K007": "内容文件不用 YAML 的锚点、别名、标签、合并键、指令和多份文档，键只能是文字",
    "K008": (
        f"嵌套不超过 {YAML_DEPTH} 层，每个文件不超过 {YAML_NODES} 个节点，"
        f"每段文字不超过 {YAML_SCALAR_CHARACTERS} 个字"
    ),
    "K009": "写了键或短横线，后面就要有内容",
    "K010": "内容文件的最外层是一行一行的“键: 值”",
    "K011": "内容文件必须是普通文件，不能是链接、目录或设备",
    "K012": "整理格式只动空格和换行，不动内容，也不动注释",
}
"""Code → the rule that is broken (依据)."""

FULL_WIDTH_COLON: Final = re.compile(r"""\s*(?:- +)*([^\s"'#\[\]{},:：]{1,40})：""")
"""A line or text that looks like a key with a full-width colon; group 1 is the key."""

FULL_WIDTH_COLON_AFTER_FIELD: Final = re.compile(r"([a-z][a-z0-9_]*)：")
"""A text that begins like a field of the model with a full-width colon; group 1 is the field's name."""

FIELD: Final = re.compile(r"[a-z_]")
"""The beginning of a key that may be a field of the model: those are in lower-case ASCII."""

NO_SPACE_AFTER_COLON: Final = re.compile(r"""\s*(?:- +)*([^\s"'#\[\]{},:：]{1,40}):(?=[^\s/])""")
"""A line or text that looks like a key, a colon and no space; group 1 is the key."""


_CUT: Final = "正文里的逗号用全角“，”，或给整个值加上引号"
_CUT_ITEM: Final = f"{_CUT}；真要分成两项，逗号后面加空格"
CUTS: Final = frozenset({_CUT, _CUT_ITEM})
"""How to mend a sentence that a half-width comma cut in two."""

_EMPTY_MEND: Final = "补上内容；若确实没有，写“无”或删去这一行"
_WIDE: Final = "\u2e80"  # the first of the East Asian blocks


def fault(code: str, where: Position, what: str, mend: str) -> Problem:
    """Return the problem, with the rule that belongs to its code."""
    return Problem(where, code, what, WHY[code], mend)


def shown(text: str, most: int = 30) -> str:
    """Shorten a text of the author's for a message: one line, at most `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def key_with_wide_colon(where: Position, text: str) -> Problem | None:
    """Return K005 at the colon if the text or line, which begins at `where`, is like `键：值`."""
    return _wide_colon(where, FULL_WIDTH_COLON.match(text))


def field_with_wide_colon(where: Position, text: str) -> Problem | None:
    """Return K005 at the colon if the text is like `field：值`, the field being one of the model's by its look."""
    return _wide_colon(where, FULL_WIDTH_COLON_AFTER_FIELD.match(text))


def key_with_tight_colon(where: Position, text: str) -> Problem | None:
    """Return K004 at the colon if the text or line, which begins at `where`, is like `键:值`."""
    found = NO_SPACE_AFTER_COLON.match(text)
    if not found:
        return None
    what = f"键“{shown(found[1])}”的冒号后面缺一个空格"
    return fault("K004", _right(where, found.end(1)), what, "在冒号后面加一个空格；若整行是一句话，给它加上引号")


def repeated_key(where: Position, key: str, first_line: int) -> Problem:
    """Return K006; `first_line` (from 1) is where the key stands already."""
    return fault("K006", where, f"键 {shown(key)} 写了两次，第一次在第 {first_line} 行", "删去一处，或改名")


def odd_key(where: Position, key: str) -> Problem:
    """Return the problem of a key that is a merge, empty, or has white space around it."""
    if key == "<<":
        return fault("K007", where, "这里用了 YAML 的合并键 <<", "把要合并的内容抄写在这里")
    what = "键的前后有空白（可能是全角空格）" if key else "键是空的"
    return fault("K004", where, what, "键前面只用半角空格缩进，键里不留空白")


def key_no_text(where: Position) -> Problem:
    """Return K007 for a list or mapping as key."""
    mend = "键只写一个词；若值以 { 或 [ 开头，给整个值加上引号"
    return fault("K007", where, "这里的键是一个列表或映射", mend)


def directive(where: Position) -> Problem:
    """Return K007 for %YAML or %TAG."""
    return fault("K007", where, "这里有 YAML 指令（% 开头的行）", "删去 % 开头的行，和它下面的 ---")


def second_document(where: Position) -> Problem:
    """Return K007 for a second `---`."""
    return fault("K007", where, "从 --- 起是第二份文档", "一个文件只写一份；删去 ---，或拆成两个文件")


def alias(where: Position, name: str) -> Problem:
    """Return K007 for `*name`."""
    mend = "把要引用的内容抄写在这里；若是正文，给整个值加上引号"
    return fault("K007", where, f"这里用了 YAML 的别名 *{shown(name)}", mend)


def node_property(where: Position, name: str, typed: str) -> Problem:
    """Return K007 for an anchor or tag: its Chinese `name`, and how it was typed."""
    mend = "把它删去；若是正文的一部分，给整个值加上引号"
    return fault("K007", where, f"这里用了 YAML 的{name} {shown(typed)}", mend)


def too_deep(where: Position) -> Problem:
    """Return K008 for a list or mapping below the deepest level."""
    return fault("K008", where, f"嵌套超过 {YAML_DEPTH} 层", "减少一层套一层的列表和映射")


def too_many_nodes(where: Position) -> Problem:
    """Return K008 for the first node beyond the limit."""
    return fault("K008", where, f"文件里的键和值超过 {YAML_NODES} 个", "拆成几个文件")


def long_text(where: Position, length: int) -> Problem:
    """Return K008 for a text of `length` characters."""
    return fault("K008", where, f"这段文字有 {length} 个字，太长", "分成几段来写")


def null_word(where: Position, value: str) -> Problem:
    """Return K009 for `~` or `null`."""
    mend = "写“无”或删去这一行；若就是这几个字，加上引号"
    return fault("K009", where, f"这里写的“{value}”在 YAML 里表示空", mend)


def empty_item(where: Position) -> Problem:
    """Return K009 for a dash without anything."""
    return fault("K009", where, "短横线后面没有内容", _EMPTY_MEND)


def empty_value(where: Position, key: str, after: str) -> Problem:
    """Return the problem of a key without value: a colon of the wrong kind, or K009. `after`: rest of the line."""
    colon = key_with_wide_colon(where, key) or key_with_tight_colon(where, key)
    if colon:
        return colon
    if after.startswith("#"):
        mend = "补上内容；若 # 是内容的一部分，给整个值加上引号"
        return fault("K009", where, f"键 {shown(key)} 后面没有值，# 后面的都是注释", mend)
    return fault("K009", where, f"键 {shown(key)} 后面没有值", _EMPTY_MEND)


def cut_value(where: Position, key: str, before: str) -> Problem | None:
    """Return K009 if a key without value is the rest of a sentence that a half-width comma cut in two."""
    if before != "," or FIELD.match(key):
        return None
    return fault("K009", where, f"“{shown(key)}”成了没有值的键：它前面的半角逗号把一句话切成了两截", _CUT)


def cut_item(where: Position, before: str, item: str) -> Problem | None:
    """Return K004 for `[甲,乙]`: a list of two, or one sentence? `before`: the two characters before the item."""
    if before[1:] != "," or before[0] < _WIDE or item[0] < _WIDE:
        return None
    return fault("K004", _right(where, -1), f"“{shown(item)}”前面的半角逗号后没有空格：是两项，还是一句话？", _CUT_ITEM)


def _wide_colon(where: Position, found: re.Match[str] | None) -> Problem | None:
    if not found:
        return None
    what = f"键“{shown(found[1])}”后面用了全角冒号“：”"
    return fault("K005", _right(where, found.end(1)), what, "改成半角冒号加一个空格“: ”；若整行是一句话，给它加上引号")


def _right(where: Position, columns: int) -> Position:
    return Position(where.file, where.line, where.column + columns)
