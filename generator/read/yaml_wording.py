"""libyaml's English words for a fault of syntax → a problem that an editor of content understands."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from generator.model.problem import Position, Problem
from generator.read.yaml_bytes import bad_character
from generator.read.yaml_events import Reading, Stop
from generator.read.yaml_fault import (
    FULL_WIDTH_COLON,
    NO_SPACE_AFTER_COLON,
    fault,
    key_with_tight_colon,
    key_with_wide_colon,
    shown,
)

_QUOTE_IT: Final = "给整个值加上引号"
_DASH_WITHOUT_SPACE: Final = re.compile(r"\s*-(?=[^\s\-.0-9])")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A stop and the lines around it, with what the wordings ask for."""

    stop: Stop
    lines: list[str]
    file: str
    long_quote: tuple[tuple[int, int], tuple[int, int]] | None

    def problem(self, what: str, mend: str, at: tuple[int, int] | None = None, code: str = "K004") -> Problem:
        line, column = at or self.stop.at
        return fault(code, Position(self.file, line + 1, column + 1), what, mend)

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def character(self) -> str:
        """The character at the fault; empty at the end of a line."""
        return self.line(self.stop.at[0])[self.stop.at[1] :][:1]

    @property
    def before(self) -> str:
        """The line up to the fault."""
        return self.line(self.stop.at[0])[: self.stop.at[1]]


def describe(reading: Reading, stop: Stop, lines: list[str]) -> Problem:
    """Return the problem for a pass that stopped; `lines` are those of the whole file."""
    scene = _Scene(stop, lines, reading.file, reading.long_quote)
    for fragment, word in _WORDINGS:
        if fragment in stop.problem or fragment in stop.context:
            return word(scene)
    return _fallback(scene)


def bare_line(lines: list[str], number: int, file: str) -> Problem:
    """Say what line `number` (from 0) lacks, which is neither `key: value` nor `- item`."""
    line, start = lines[number], Position(file, number + 1)
    colon = key_with_wide_colon(start, line) or key_with_tight_colon(start, line)
    if colon:
        return colon
    where = Position(file, number + 1, len(line) - len(line.lstrip(" ")) + 1)
    if _DASH_WITHOUT_SPACE.match(line):
        return fault("K004", where, "短横线后面缺一个空格", "写成“- ”加内容")
    mend = "补上键和半角冒号；若是接着上一行的话，和上一行并成一行"
    return fault("K004", where, f"“{shown(line)}”不是“键: 值”", mend)


def _directive(scene: _Scene, number: int | None = None) -> Problem:
    at = (scene.stop.start or scene.stop.at)[0] if number is None else number, 0
    return scene.problem("以 % 开头的行是 YAML 指令", f"删去这一行；若是正文，{_QUOTE_IT}", at, "K007")


def _second_document(scene: _Scene) -> Problem:
    above = _content_above(scene, scene.stop.at[0])
    if scene.line(above).startswith("%"):
        return _directive(scene, above)
    if not any(line.startswith("...") for line in scene.lines[: scene.stop.at[0]]):
        mend = "每一行写成“键: 值”，检查前面的引号和括号"
        return _ended_early(scene) or scene.problem("这里的内容接不上前面", mend)
    return scene.problem("文档在上面已经结束（... 或 ---），这里又有内容", "删去 ... 和 ---，一个文件只写一份", code="K007")


def _property(scene: _Scene) -> Problem:
    line, column = scene.stop.start or scene.stop.at
    sign = scene.line(line)[column:][:1]
    name = {"*": "别名", "&": "锚点"}.get(sign, "标签")
    return scene.problem(f"这里以 {sign} 开头，YAML 会当作{name}", f"删去它；若是正文，{_QUOTE_IT}", (line, column), "K007")


def _no_colon(scene: _Scene) -> Problem:
    return bare_line(scene.lines, (scene.stop.start or scene.stop.at)[0], scene.file)


def _mapping_values(scene: _Scene) -> Problem:
    number = scene.stop.at[0]
    above = _content_above(scene, number)
    for candidate in (number, above):
        if FULL_WIDTH_COLON.match(scene.line(candidate)) or _DASH_WITHOUT_SPACE.match(scene.line(candidate)):
            return bare_line(scene.lines, candidate, scene.file)
    if NO_SPACE_AFTER_COLON.match(scene.line(above)) and above != number:
        return bare_line(scene.lines, above, scene.file)
    if re.search(r":\s", scene.before):
        return scene.problem("一行里有两个“半角冒号加空格”，YAML 分不清哪个是键", f"正文里的冒号用全角“：”，或{_QUOTE_IT}")
    column = len(scene.before) - len(scene.before.lstrip())
    mend = "把这一行和同一层的键对齐；若是接着上一行的话，和上一行并成一行"
    return scene.problem("这一行缩进得更深，可是上一行已经有值了", mend, (number, column))


def _content_above(scene: _Scene, number: int) -> int:
    """Return the nearest line above that is not blank; the line itself without any."""
    return next((above for above in range(number - 1, -1, -1) if scene.line(above).strip()), number)


def _list_in_line(scene: _Scene) -> Problem:
    return scene.problem("列表项“- ”不能接在键的同一行后面", f"另起一行，缩进两个空格再写；若短横线是正文，{_QUOTE_IT}")


def _expected_key(scene: _Scene) -> Problem:
    early = _unclosed_before(scene) or _ended_early(scene)
    if early:
        return early
    line, column = scene.stop.at
    text = scene.line(line).lstrip()
    if text.startswith(("- ", "-\n")) or text == "-":
        return scene.problem("这里不该有列表项：它和上面的键对齐了，或者上面已经有值", "列表项比它的键多缩进两个空格")
    if text.startswith(":"):
        return scene.problem("冒号前面没有键", f"补上键；若冒号是正文，{_QUOTE_IT}")
    if not scene.before.strip():
        return scene.problem("这一行的缩进和上面哪一层都对不齐", "每层两个空格，同一层左边对齐")
    return scene.problem(f"这里的“{shown(scene.line(line)[column:])}”接不上前面", f"检查前面的引号、逗号和括号；若是正文，{_QUOTE_IT}")


def _expected_dash(scene: _Scene) -> Problem:
    early = _unclosed_before(scene) or _ended_early(scene)
    if not early and scene.line(scene.stop.at[0]).lstrip().startswith("-"):
        return scene.problem("这个列表项和同一列表的其他项对不齐", "同一列表的短横线左边对齐")
    return early or scene.problem("这一行和列表对齐，却不是列表项", "行首加“- ”，或缩进到它所属的那一项里面")


def _flow(scene: _Scene) -> Problem:
    early = _unclosed_before(scene)
    if early:
        return early
    start = scene.stop.start or scene.stop.at
    opening = scene.line(start[0])[start[1] :][:1]
    closing = {"[": "]", "{": "}"}.get(opening, "")
    if start[0] != scene.stop.at[0] or not scene.character:
        mend = f"在这一项的末尾补上 {closing}；若 {opening} 是正文，{_QUOTE_IT}"
        return scene.problem(f"这里的 {opening} 没有配上 {closing}", mend, start)
    if scene.character in "]}":
        return scene.problem(f"括号不配对：前面是 {opening}，这里是 {scene.character}", f"改成 {closing}")
    if scene.character == ":":
        what = "这里多了一个半角冒号，或者它前面缺一个逗号"
        return scene.problem(what, f"正文里的冒号用全角“：”，或{_QUOTE_IT}；若是另一项，在它前面补上逗号")
    return _ended_early(scene) or scene.problem("这里前面缺一个逗号", f"项与项之间写半角逗号加空格；若是正文，{_QUOTE_IT}")


def _quote_open(scene: _Scene) -> Problem:
    return _open_quote(scene, scene.stop.start or scene.stop.at)


def _open_quote(scene: _Scene, at: tuple[int, int]) -> Problem:
    quote = scene.line(at[0])[at[1] :][:1]
    return scene.problem(f"这里的引号 {quote} 没有配上另一半", f"在这段文字的末尾补上 {quote}；正文里的引号用“”", at)


def _unclosed_before(scene: _Scene) -> Problem | None:
    """A quoted text over several lines that ends on the line of the fault was not closed where it should be."""
    if scene.long_quote and scene.long_quote[1][0] == scene.stop.at[0]:
        return _open_quote(scene, scene.long_quote[0])
    return None


def _ended_early(scene: _Scene) -> Problem | None:
    last = scene.before.rstrip()[-1:]
    if last and last in "\"'":
        return scene.problem(f"引号 {last} 在前面已经结束，后面又有文字", "正文里的引号用“”；或去掉最外面的引号")
    if last and last in "]}":
        return scene.problem("括号在前面已经结束，后面又有文字", f"把文字移到括号里面；若括号是正文，{_QUOTE_IT}")
    return None


def _escape(scene: _Scene) -> Problem:
    line, column = scene.stop.at
    rest = scene.line(line)[column:]
    surrogate = re.match(r"(?:0000)?([dD][89a-fA-F][0-9a-fA-F]{2})", rest)
    if surrogate:
        where = Position(scene.file, line + 1, column - 1)
        return bad_character(where, chr(int(surrogate[1], 16)), escape=scene.before[-2:] + surrogate[0])
    start = column if rest.startswith("\\") else max(scene.before.rfind("\\"), 0)
    typed = scene.line(line)[start:][:2]
    mend = "要写反斜杠就写两个 \\\\，或把外面的双引号改成单引号"
    return scene.problem(f"双引号里的 {typed} 不是有效的转义", mend, (line, start))


def _odd_start(scene: _Scene) -> Problem:
    return scene.problem(f"值不能以 {scene.character} 开头", _QUOTE_IT)


def _no_content(scene: _Scene) -> Problem:
    if scene.character and scene.character in ",]}":
        return scene.problem(f"这里多了一个 {scene.character}", f"删去它，或补上它前面的内容；若是正文，{_QUOTE_IT}")
    mend = f"补上内容，检查前面的括号是否配对；若是正文，{_QUOTE_IT}"
    return scene.problem("写到这里，内容断了", mend, _inside(scene))


def _tight_colon(scene: _Scene) -> Problem:
    return scene.problem("这里的冒号后面缺一个空格", f"冒号后面加一个空格，再写值；若是正文，{_QUOTE_IT}")


def _block_text(scene: _Scene) -> Problem:
    line, column = scene.stop.start or scene.stop.at
    sign = scene.line(line)[column:][:1]
    return scene.problem(f"{sign} 后面要换行，文字从下一行写起", f"文字另起一行并缩进；若 {sign} 是正文，{_QUOTE_IT}", (line, column))


def _question(scene: _Scene) -> Problem:
    return scene.problem("这里不能用“? ”", f"若问号是正文，{_QUOTE_IT}")


def _fallback(scene: _Scene) -> Problem:
    mend = f"检查这一行的缩进、冒号、引号和括号；若是正文，{_QUOTE_IT}"
    return scene.problem("这里不合 YAML 的写法", mend, _inside(scene))


def _inside(scene: _Scene) -> tuple[int, int]:
    """Return the place of the fault, or the end of the content if the text was over before."""
    last = max((number for number, line in enumerate(scene.lines) if line.strip()), default=0)
    return scene.stop.at if scene.stop.at[0] <= last else (last, len(scene.line(last).rstrip()))


_WORDINGS: Final[tuple[tuple[str, Callable[[_Scene], Problem]], ...]] = (
    ("directive", _directive),
    ("incompatible YAML document", _directive),
    ("<document start>", _second_document),
    ("scanning an alias", _property),
    ("scanning an anchor", _property),
    ("a tag", _property),
    ("undefined tag handle", _property),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _mapping_values),
    ("block sequence entries are not allowed", _list_in_line),
    ("did not find expected key", _expected_key),
    ("expected '-' indicator", _expected_dash),
    ("did not find expected ','", _flow),
    ("unexpected end of stream", _quote_open),
    ("unexpected document indicator", _quote_open),
    ("unknown escape character", _escape),
    ("hexdecimal number", _escape),
    ("Unicode character escape", _escape),
    ("cannot start any token", _odd_start),
    ("expected node content", _no_content),
    ("unexpected ':'", _tight_colon),
    ("block scalar", _block_text),
    ("mapping keys are not allowed", _question),
)
"""Part of libyaml's words → the wording; the first that fits."""
