"""The question bank as readers get it: numbered questions in plain words, each with its key. Pure data, no format."""
from __future__ import annotations

from dataclasses import dataclass

from generator.bank.question import KIND_TITLE, Kind
from generator.view.shapes import Rich, words_of

QUIZ_PATH = "library/questions.html"
LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what stands on the paper, and what stands in the key."""

    number: int  # within its material
    id: str  # futian/wording-weishishi-fiscal
    kind: Kind
    skill: str  # 引用, 口径 …
    home: str  # futian, common
    material: str  # 福田一核多元
    stem: Rich  # its figures bound to their metrics
    options: tuple[tuple[str, bool], ...]  # single, multiple: words, and whether they are right
    truth: bool  # true_false
    lefts: tuple[str, ...]  # matching
    rights: tuple[str, ...]  # matching, in the order shown
    matches: tuple[int, ...]  # matching: for each left which right
    points: tuple[str, ...]  # short
    why: str
    where: tuple[str, ...]

    @property
    def words(self) -> str:
        """The stem."""
        return words_of(self.stem)

    @property
    def key(self) -> str:
        """The answer in short: B, AC, 对, 1C 2A 3B; of a short answer its points."""
        if self.kind == "true_false":
            return "对" if self.truth else "错"
        if self.kind == "matching":
            return "　".join(f"{number}{LETTERS[right]}" for number, right in enumerate(self.matches, 1))
        if self.kind == "short":
            return "\n".join(self.points)
        return "".join(LETTERS[index] for index, (_, right) in enumerate(self.options) if right)

    @property
    def lines(self) -> tuple[str, ...]:
        """The answers to choose from, one a line."""
        if self.kind == "matching":
            lefts = (f"{number}．{text}" for number, text in enumerate(self.lefts, 1))
            return (*lefts, *(f"{LETTERS[index]}．{text}" for index, text in enumerate(self.rights)))
        return tuple(f"{LETTERS[index]}．{text}" for index, (text, _) in enumerate(self.options))


@dataclass(frozen=True, slots=True)
class Quiz:
    """The bank as one file for a course platform (Moodle GIFT)."""

    path: str
    kind: str
    title: str
    name: str
    questions: tuple[Asked, ...]
    web: str = ""
    reviewed: str = ""
    version: str = ""
    source: str = ""
    footer: str = ""


def kinds_of(questions: tuple[Asked, ...]) -> tuple[tuple[Kind, tuple[Asked, ...]], ...]:
    """The questions by kind, in the order of a paper; a kind without any is left out."""
    rows = ((kind, tuple(question for question in questions if question.kind == kind)) for kind in KIND_TITLE)
    return tuple((kind, group) for kind, group in rows if group)
