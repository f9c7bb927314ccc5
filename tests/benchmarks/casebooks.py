"""Generated casebooks of any size that look like the real one: made from the five models, and accepted by `check`.

A generated case is one of the five models with another place's name and other figures; each of its practices takes
every part (what was done, steps, words to say …) from another practice of the same model. So texts keep the length and
the words of real ones, no two practices are the same, and every reference, section and form still exists. The same
size gives the same bytes. Nothing generated is ever committed or published: its places and figures are invented.
"""
from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.checking import check_casebook
from generator.know.figures import FigurePiece, read_prose
from generator.model.casebook import Casebook, CaseFolder
from generator.model.record import Words

REPO = Path(__file__).resolve().parents[2]
MODELS = {"dongguan": "东莞", "futian": "福田", "longhua": "龙华", "ningyang": "宁阳", "yuhuatai": "雨花台"}
"""The five models and the name that stands for the place in their texts."""
MODEL_PAGES = 263
"""Pages that the five models make; no more than these are made when fewer are asked for."""

_FIRST = "云清岚松柏竹梅澄碧锦瑞泰康兴荣"  # no numeral among them: a place is no figure
_SECOND = "溪河湖岭浦港洲坪桥湾泉林塘屏岗"
_THEME_COPIES = 6  # of each practice named in themes.yaml: with more it would pass what one file may have (256 KiB)
_NUMBERED = frozenset({"count", "money", "area"})
_DIGITS = re.compile(r"(?<![0-9.,])[1-9][0-9]+(?![0-9.,])")
_MARK = re.compile("\ue000([a-z0-9-]+)\ue001")
_VALUE_MARK = re.compile("['\"]?\ue002([a-z0-9-]+)\ue003['\"]?")
_OF_A_CASE = re.compile(rf"(?<![\w-])({'|'.join(MODELS)})(?=/[a-z]|$)")
_EXCHANGED = ("record", "guidance", "portability")
_TOGETHER = {"metrics": "done", "authority_note": "authority"}


class _Plain(yaml.CSafeDumper):
    """YAML as the strict reader wants it: no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@dataclass(frozen=True)
class Template:
    """A model as texts with marks where its figures stand."""

    case_id: str
    place: str
    files: Mapping[str, str]  # below the case's folder; practices apart
    practices: Mapping[str, Mapping[str, Any]]
    figures: Mapping[str, tuple[str, float]]  # metric → its digits as stated, its value

    @property
    def pages(self) -> int:
        """Pages of one such case."""
        return 1 + len(self.practices) + sum(name.startswith("forms/") for name in self.files)


def write_casebook(root: Path, pages: int) -> int:
    """Write a casebook of about `pages` pages to `root`/cases; returns the number of cases, five at least."""
    made, taken = templates(), _taken_digits()
    copies = _copies(pages, made)
    for number in range(copies):
        template = made[number % len(made)]
        _write_case(root, template, number // len(made) + 1, copies, taken)
    for path in sorted((REPO / "cases" / "common").glob("*.yaml")):
        _write(root / "cases" / "common" / path.name, _common(path, copies))
    return copies


@cache
def templates() -> tuple[Template, ...]:
    """The five models as templates. Raises AssertionError when the real casebook cannot be read."""
    book, _ = check_casebook(REPO)
    assert book is not None
    return tuple(_template(book, book.cases[case_id]) for case_id in MODELS)


def _copies(pages: int, made: Sequence[Template]) -> int:
    """How many cases come nearest to the pages wanted; what all cases share is counted once."""
    left, count = pages - (MODEL_PAGES - sum(template.pages for template in made)), 0
    while count < len(made) or left > made[count % len(made)].pages // 2:
        left -= made[count % len(made)].pages
        count += 1
    return count


# --- a model becomes a template ---------------------------------------------------------------------------------------


def _template(book: Casebook, folder: CaseFolder) -> Template:
    prefix = f"cases/{folder.id}/"
    # checklists and teaching cases are one of a kind in a casebook, and tell of the real places
    files_of = [file for file, _ in folder.files() if not file.startswith((f"{prefix}checklists/", f"{prefix}teaching/"))]
    raw = {file.removeprefix(prefix): _load(REPO / file) for file in files_of}
    texts = [(file.removeprefix(prefix), path, text) for file, path, words, text in book.texts
             if file.startswith(prefix) and words in (Words.RECORD, Words.NAME) and file in files_of and not file.startswith(f"{prefix}forms/")]
    figures = _movable(folder)
    spans = {(file, path): _bound(book, folder, text) for file, path, text in texts}
    for (file, path), found in spans.items():
        for start, end, metric in found:
            if metric in figures and len(_DIGITS.findall(_at(raw[file], path)[start:end])) != 1:
                del figures[metric]
    for file, path, text in texts:
        _put(raw[file], path, _marked(text, spans[file, path], figures))
    for row in raw["metrics.yaml"]["metrics"]:
        if row["id"] in figures:
            for said in (row, *row.get("again", ())):
                said["as_stated"] = said["as_stated"].replace(figures[row["id"]][0], f"\ue000{row['id']}\ue001")
            row["value"] = f"\ue002{row['id']}\ue003"
    practices = {name.removeprefix("practices/").removesuffix(".yaml"): content
                 for name, content in raw.items() if name.startswith("practices/")}
    files = {name: _dump(content) for name, content in raw.items() if not name.startswith("practices/")}
    return Template(folder.id, MODELS[folder.id], files, practices, figures)


def _movable(folder: CaseFolder) -> dict[str, tuple[str, float]]:
    """The metrics whose figure can be another: whole digits, of two places and more, the same in every mention."""
    found = {}
    for metric in folder.metrics.metrics:
        digits = _DIGITS.findall(metric.as_stated)
        same = all(digits == _DIGITS.findall(said.as_stated) for said in metric.again)
        if metric.kind in _NUMBERED and len(digits) == 1 and same and isinstance(metric.value, int | float):
            found[metric.id] = (digits[0], metric.value)
    return found


def _bound(book: Casebook, folder: CaseFolder, text: str) -> list[tuple[int, int, str]]:
    """Where figures stand in a text that are written out, and their metrics."""
    at, found = 0, []
    for piece in read_prose(text, book, folder).pieces:
        written = getattr(piece, "text", "")
        if text.startswith(written, at) and not (text[at] == "[" and not written.startswith("[")):
            if isinstance(piece, FigurePiece):
                found.append((at, at + len(written), piece.metric_id))
            at += len(written)
        else:
            at = text.index("]", at) + 1
    return found


def _marked(text: str, found: list[tuple[int, int, str]], figures: Mapping[str, tuple[str, float]]) -> str:
    for start, end, metric in reversed(found):
        if metric in figures:
            text = text[:start] + _DIGITS.sub(f"\ue000{metric}\ue001", text[start:end]) + text[end:]
    return text


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)


def _dump(content: object) -> str:
    return yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=1_000_000)


def _at(content: Any, path: Sequence[str | int]) -> Any:
    for key in path:
        content = content[key]
    return content


def _put(content: Any, path: Sequence[str | int], text: str) -> None:
    _at(content, path[:-1])[path[-1]] = text


# --- a template becomes a case ----------------------------------------------------------------------------------------


def _write_case(root: Path, template: Template, copy: int, copies: int, taken: frozenset[str]) -> None:
    case_id, chance = f"{template.case_id}-{copy}", random.Random(f"{template.case_id} {copy}")
    digits = _digits(template, chance, taken)
    place = _place(sorted(MODELS).index(template.case_id) + len(MODELS) * (copy - 1))

    def told(text: str) -> str:
        text = _VALUE_MARK.sub(lambda found: _value(template.figures[found[1]], digits[found[1]]), text)
        text = _MARK.sub(lambda found: digits[found[1]], text)
        return _named(text, copy, copies).replace(template.place, place)

    home = root / "cases" / case_id
    for name, text in template.files.items():
        _write(home / name, told(text))
    for name, content in zip(template.practices, _mixed(template, chance), strict=True):
        _write(home / "practices" / f"{name}.yaml", told(content).replace("\nname: ", f"\nname: {place}", 1))


def _mixed(template: Template, chance: random.Random) -> Iterator[str]:
    """Each practice with every part of another one: a part goes round by a number of its own."""
    own = list(template.practices.values())
    moves: dict[str, int] = {}

    def part(index: int, section: str, key: str) -> Any:
        move = moves.setdefault(f"{section} {_TOGETHER.get(key, key)}", chance.randrange(len(own)))
        return own[(index + move) % len(own)][section].get(key)

    for index, practice in enumerate(own):
        lines = []
        for key, value in practice.items():
            if key not in _EXCHANGED:
                lines.append(_dumped(key, value))
                continue
            keys = dict.fromkeys(name for other in own for name in other[key])
            mixed = {name: part(index, key, name) for name in keys}
            lines.append(f"{key}:\n" + "".join(
                textwrap.indent(_dumped(name, inner), "  ") for name, inner in mixed.items() if inner is not None
            ))
        yield "".join(lines)


def _dumped(key: str, value: Any) -> str:
    kept = _DUMPED.get(id(value))
    if kept is None:
        kept = _DUMPED[id(value)] = (_dump({"": value}).removeprefix("''"), value)
    return key + kept[0]


_DUMPED: dict[int, tuple[str, Any]] = {}
"""Parts that were written once, by identity; each holds its part, so that no identity is used again."""


def _digits(template: Template, chance: random.Random, taken: frozenset[str]) -> dict[str, str]:
    """A new number for each figure: as long as the old one, and no other figure's."""
    used, made = set(taken), {}
    for metric, (old, _) in template.figures.items():
        low, high = 10 ** (len(old) - 1), 10 ** len(old) - 1
        free = [number for _ in range(200) if (number := str(chance.randint(low, high))) not in used]
        made[metric] = free[0] if free else old
        used.add(made[metric])
    return made


@cache
def _taken_digits() -> frozenset[str]:
    """Every number of two digits and more that the real casebook writes anywhere."""
    texts = (path.read_text(encoding="utf-8") for path in (REPO / "cases").rglob("*.yaml"))
    return frozenset(number for text in texts for number in re.findall("[0-9]{2,}", text))


def _value(figure: tuple[str, float], digits: str) -> str:
    old, value = figure
    return f"{value / int(old) * int(digits):.10g}" if value != int(old) else digits


def _place(number: int) -> str:
    first, second = divmod(number, len(_SECOND))
    return "例" + _FIRST[first % len(_FIRST)] + _SECOND[second]


def _named(text: str, copy: int, copies: int) -> str:
    """The text with each case of the models as the copy of the same number; where there is none, as the first."""
    def name(found: re.Match[str]) -> str:
        return f"{found[1]}-{copy if _exists(found[1], copy, copies) else 1}"
    return re.sub(_OF_A_CASE.pattern, name, text, flags=re.MULTILINE)


def _exists(case_id: str, copy: int, copies: int) -> bool:
    return (copy - 1) * len(MODELS) + sorted(MODELS).index(case_id) < copies


def _common(path: Path, copies: int) -> str:
    """A file of cases/common; themes name the practices of the copies too, as an editor would."""
    content = _load(path)
    for theme in content.get("themes", ()) if path.stem == "themes" else ():
        for key, field in (("carriers", "practice"), ("silent", "case")):
            rows = theme.get(key, ())
            theme[key] = [
                {name: _named(text, copy, copies) for name, text in row.items()}
                for copy in range(1, min(_THEME_COPIES, copies // len(MODELS) + 1) + 1)
                for row in rows if _exists(row[field].split("/")[0], copy, copies)
            ]
            if not theme[key]:
                del theme[key]
    return _named(_dump(content), 1, copies)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
