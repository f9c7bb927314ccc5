"""The faces that documents are set in, as their renderer sees them: where the files lie and what each can write."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROLES = ("song", "fang", "kai", "hei")
"""宋体, the part of 仿宋, 楷体, 黑体. 小标宋 is 宋体 set heavier."""
FAMILY = {"song": "Casebook Song", "fang": "Casebook Fang", "kai": "Casebook Kai", "hei": "Casebook Hei"}
"""The names inside the cut files: the licence of 霞鹜文楷 keeps its own name for the whole font."""
_BREAKS = frozenset("\n")


class GlyphMissing(Exception):
    """No font has a glyph for these characters: the document is not made, and nothing is left out silently."""

    def __init__(self, characters: str, where: str, source: str) -> None:
        self.characters, self.where, self.source = characters, where, source
        named = "、".join(_named(character) for character in characters[:12])
        more = f" 等 {len(characters)} 个字" if len(characters) > 12 else ""
        self.what = f"{source or '这份文档'} 里有字体印不出来的字：{named}{more}，见“{where}”"
        self.mend = "换成印得出来的字；人名、地名里的生僻字可以请维护者把它加进 generator/fonts.py"
        super().__init__(self.what)


@dataclass(frozen=True)
class Fonts:
    """The cut fonts of a project: their folder, the code points of each role, a digest of all files."""

    folder: Path
    coverage: Mapping[str, frozenset[int]]
    digest: str

    def missing(self, text: str, role: str = "") -> str:
        """The characters of a text that the role's font lacks (no role: that every font lacks), each once, in order."""
        faces = [self.coverage[role]] if role else list(self.coverage.values())
        return "".join(
            character for character in dict.fromkeys(text)
            if character not in _BREAKS and not any(ord(character) in face for face in faces)
        )


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character}（{code}）" if character.isprintable() else code
