"""Footnotes of one paper: each of them once, later marks refer to the first."""
from __future__ import annotations

from dataclasses import dataclass, field

from generator.render.docx.names import HEAD, NAMESPACES
from generator.render.docx.runs import field as make_field
from generator.render.docx.runs import look_of, paragraph, run

_FIRST = 1  # the ids before it are the separators'
_REFERENCE = look_of("FootnoteReference", plain=True)


@dataclass
class Footnotes:
    """Collects the footnotes while the text is written, in the order of the text."""

    numbers: dict[str, int] = field(default_factory=dict)  # words → number

    def mark(self, words: str) -> str:
        """The mark of a footnote; of one that said the same before, a reference to it."""
        number = self.numbers.get(words)
        if number is not None:
            again = make_field(f"NOTEREF _note{number} \\h", str(number), _REFERENCE)
            return run("[", _REFERENCE) + again + run("]", _REFERENCE)
        number = self.numbers[words] = len(self.numbers) + 1
        made = f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{number + _FIRST - 1}"/></w:r>'
        start = f'<w:bookmarkStart w:id="{number}" w:name="_note{number}"/>'
        return run("[", _REFERENCE) + start + made + f'<w:bookmarkEnd w:id="{number}"/>' + run("]", _REFERENCE)

    def part(self) -> bytes:
        """The part word/footnotes.xml."""
        notes = "".join(
            f'<w:footnote w:id="{number + _FIRST - 1}">' + paragraph("FootnoteText", (
                f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>" + run(" ") + run(words)
            )) + "</w:footnote>"
            for words, number in self.numbers.items()
        )
        return (
            f'{HEAD}<w:footnotes {NAMESPACES}>'
            f'{_separator(-1, "separator")}{_separator(0, "continuationSeparator")}{notes}</w:footnotes>'
        ).encode()


def _separator(number: int, kind: str) -> str:
    line = paragraph("FootnoteText", f"<w:r><w:{kind}/></w:r>")
    return f'<w:footnote w:type="{kind}" w:id="{number}">{line}</w:footnote>'
