"""A question bank as Moodle GIFT: UTF-8 text that a course platform imports, one category a material.

Short answers become essays, since no platform can mark them; their points and every reason stand in the feedback.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

from generator.view.quiz import Asked, Quiz

END = "// 题库完"
_SPECIAL = re.compile(r"([\\~=#{}:])")
_FRACTIONS = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667"}
"""What Moodle takes for a share of the mark."""


def render_gift(quiz: Quiz) -> bytes:
    """The file; the same bank gives the same bytes. Raises ValueError for an arrow in a pair, which GIFT cannot escape."""
    blocks = [f"// {_line(quiz.title)}：Moodle GIFT，UTF-8。开卷用。"]
    for material, questions in groupby(quiz.questions, key=lambda question: question.material):
        blocks.append(f"$CATEGORY: $course$/top/{_line(quiz.title)}/{_line(material).replace('/', '//')}")
        blocks += map(_question, questions)
    return ("\n\n".join((*blocks, END)) + "\n").encode()


def _question(question: Asked) -> str:
    name = f"{question.number:03d} {question.id}"
    said = [*question.points, question.why, f"出处：{'；'.join(question.where)}"]
    feedback = f"####{_plain(chr(10).join(said))}"
    return "\n".join((f"::{_escaped(name)}::[plain]{_escaped(question.words)}{{", *_answers(question), feedback, "}"))


def _answers(question: Asked) -> list[str]:
    match question.kind:
        case "true_false":
            return ["TRUE" if question.truth else "FALSE"]
        case "single":
            return [("=" if right else "~") + _plain(text) for text, right in question.options]
        case "multiple":
            right = sum(right for _, right in question.options)
            shares = {True: _FRACTIONS[right], False: f"-{_FRACTIONS[len(question.options) - right]}"}
            return [f"~%{shares[right]}%{_plain(text)}" for text, right in question.options]
        case "matching":
            pairs = ((left, question.rights[index]) for left, index in zip(question.lefts, question.matches, strict=True))
            return [f"={_side(left, _plain)} -> {_side(right, _escaped)}" for left, right in pairs]
        case "short":
            return []


def _side(text: str, write: Callable[[str], str]) -> str:
    if "->" in text:
        raise ValueError(f"an arrow would cut this pair: {text}")
    return write(text)


def _plain(text: str) -> str:
    """The text where Moodle would take [html] at its beginning for its format, or %50% for its share of the mark."""
    said = _escaped(text)
    return f"[plain]{said}" if said.startswith(("[", "%")) else said


def _escaped(text: str) -> str:
    r"""The text on one line, every sign of GIFT after a backslash, a line break as \n."""
    return "\\n".join(_SPECIAL.sub(r"\\\1", _line(line)) for line in text.split("\n"))


def _line(text: str) -> str:
    """The text without control characters and line breaks of any kind."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text).strip()
