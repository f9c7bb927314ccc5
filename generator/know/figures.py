"""Figures in our own prose: which metric each one is, and the references and sums that stand for one.

`[#id]` is a metric of the text's own case, `[#case/id]` of any case, both shown in the source's own words; a derived
figure may be named so too. `[=a + b]` is computed (know/formula.py). In text that tells what is or was, every other
number must equal one metric of the case in value, unit and qualifier; in advice numerals are free.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.know.formula import FormulaFault, Operand, Result, compute
from generator.know.free_words import free_words
from generator.know.metric_index import index_of, span_of
from generator.know.numerals import Quantity, figure_tokens
from generator.model.case import Derived, Metric
from generator.model.casebook import Casebook, CaseFolder

FaultKind = Literal["bare", "ambiguous", "copied", "unknown", "formula", "repeated unit"]


@dataclass(frozen=True, slots=True)
class PlainPiece:
    """Words that hold no figure of a source."""

    text: str


@dataclass(frozen=True, slots=True)
class FigurePiece:
    """A figure as it is shown, and the metric that it is."""

    text: str
    case_id: str
    metric_id: str


@dataclass(frozen=True, slots=True)
class ComputedPiece:
    """A computed figure with its unit, and its arithmetic in numbers; always shown with the mark 推算."""

    text: str
    formula: str
    unit: str = ""
    exact: bool = True


Piece = PlainPiece | FigurePiece | ComputedPiece


@dataclass(frozen=True, slots=True)
class FigureFault:
    """A figure or reference that cannot stand: the stretch of text, and the metrics (case/id) that come near.

    `bare` has no metric, `ambiguous` fits several, `copied` repeats a source's figure in advice, `unknown` names
    nothing, `formula` gives nothing, `repeated unit` is followed by the unit that it already shows.
    """

    kind: FaultKind
    start: int
    end: int
    text: str
    metrics: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in pieces; joined, they are the text with its references replaced."""

    pieces: tuple[Piece, ...]
    faults: tuple[FigureFault, ...]


_REFERENCE = re.compile(r"[\[［](?P<sign>[#＃=＝])(?P<body>[^\[\]［］\n]{0,400})[\]］]?")
_WELL_WRITTEN = re.compile(r"\[[#=]\s*[^\s\]][^\]]*\]")
_DATE = r"(?<![0-9])(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
_TITLES = re.compile(
    rf"(?:{_DATE}[一-鿿]{{0,6}})?《[^《》]*》(?:[（(][^（）()0-9]{{0,12}}{_DATE}[^（）()0-9]{{0,12}}[)）]|[一-鿿]{{0,4}}{_DATE})?"
)
_NUMBERED = re.compile(r"[〔\[（(](?:19|20)[0-9]{2}[〕\])）]第?[0-9]+号|令第?[0-9]+号|第[0-9]+号令|https?://[!-~]+")
_LARGE = Decimal(100)
_HEAVY = "[0-9０-９]{3}|[%％/／百千万亿成]|分之"
_MAY_WEIGH = re.compile(_HEAVY)
"""Without one of these no number weighs (see _weighs), which most advice is spared by."""
_MAY_WEIGH_OR_REFER = re.compile(rf"{_HEAVY}|[\[［]")
_MAY_COUNT_OR_REFER = re.compile(r"[0-9０-９十百千万亿〇零成\[［]|分之")  # as numerals.figure_tokens


def may_hold_figure(text: str, advice: bool) -> bool:
    """Whether the text could hold what `read_prose` binds or refuses; most do not, and this asks cheaply."""
    return (_MAY_WEIGH_OR_REFER if advice else _MAY_COUNT_OR_REFER).search(text) is not None


def pieces(text: str, book: Casebook, folder: CaseFolder | None, advice: bool = False) -> tuple[Piece, ...]:
    """The text in pieces; what has a fault stays as it is."""
    return read_prose(text, book, folder, advice).pieces


def read_prose(text: str, book: Casebook, folder: CaseFolder | None, advice: bool = False) -> Prose:
    """Bind every figure of the text to its metric, and say which cannot be bound.

    `folder` is the case that the text speaks of, None for cases/common; `advice` frees the numerals.
    """
    if not may_hold_figure(text, advice):
        return Prose((PlainPiece(text),), ())
    tokens = figure_tokens(text) if not advice or _MAY_WEIGH.search(text) else ()
    if not tokens and "[" not in text and "［" not in text:
        return Prose((PlainPiece(text),), ())
    found: list[tuple[int, int, Piece | None, FigureFault | None]] = []
    for reference in _REFERENCE.finditer(text):
        read = _read_sum if reference["sign"] == "=" else _read_reference
        if not _WELL_WRITTEN.fullmatch(reference[0]):
            read = _misread
        found.append((reference.start(), reference.end(), *read(reference, book, folder)))
    if advice:
        tokens = tuple(token for token in tokens if _weighs(token, folder))
    taken = [(start, end) for start, end, _, _ in found]
    if tokens:
        taken += _free_spans(text, book)
    for token in tokens:
        if any(low < token.unit_at and token.number_start < high for low, high in taken):
            continue
        row = _advise(text, token, book, folder) if advice else _bind(text, token, folder)
        if row is not None:
            found.append(row)
    found.sort(key=lambda row: row[0])
    return Prose(tuple(_joined(text, found)), tuple(fault for _, _, _, fault in found if fault))


def derived(row: Derived, folder: CaseFolder, book: Casebook) -> Result:
    """The value of a derived figure. Raises ValueError when its formula is faulty, which check K305 refuses before."""
    result = compute_derived(row, folder, book)
    if isinstance(result, FormulaFault):
        raise ValueError(f"{folder.id}/{row.id}: {result.what}")
    return result


def compute_derived(row: Derived, folder: CaseFolder, book: Casebook) -> Result | FormulaFault:
    """The value of a derived figure, or what is wrong with its formula."""
    return compute(row.formula, lambda ref: _operand(ref, book, folder), row.digits)


def as_shown(metric: Metric) -> str:
    """A metric in the source's own words, without the white space that some texts put between digits."""
    return re.sub(r"\s+", "", metric.as_stated)


def _joined(text: str, found: list[tuple[int, int, Piece | None, FigureFault | None]]) -> Iterator[Piece]:
    at = 0
    for start, end, piece, _ in found:
        if piece is None or start < at:
            continue
        if start > at:
            yield PlainPiece(text[at:start])
        yield piece
        at = end
    if at < len(text):
        yield PlainPiece(text[at:])


def _bind(
    text: str, token: Quantity, folder: CaseFolder | None
) -> tuple[int, int, Piece | None, FigureFault | None] | None:
    """The one metric that the token is, or the fault; None for the date of a source of the case."""
    fits = index_of(folder).equal_to(text, token) if folder else ()
    start, end = token.start, token.end
    if folder and fits and (len(fits) == 1 or fits[0].kind == "date"):
        start, end = span_of(fits[0], text, token) or (start, max(end, _unit_end(text, token, fits[0].unit)))
        return start, end, FigurePiece(text[start:end], folder.id, fits[0].id), None
    if folder and isinstance(token.value, str) and _dates_a_source(token.value, folder):
        return None
    if folder is None:
        return start, end, None, FigureFault("bare", start, end, text[start:end])
    kind: FaultKind = "ambiguous" if fits else "bare"
    near = fits or index_of(folder).near(token)[:3]
    return start, end, None, FigureFault(kind, start, end, text[start:end], tuple(f"{folder.id}/{metric.id}" for metric in near))


def _advise(
    text: str, token: Quantity, book: Casebook, folder: CaseFolder | None
) -> tuple[int, int, Piece | None, FigureFault | None] | None:
    """A fault when advice repeats a source's figure without naming the metric."""
    fits = [
        f"{home.id}/{metric.id}"
        for home in ([folder] if folder else book.cases.values())
        for metric in index_of(home).equal_to(text, token, any_qualifier=True)
        if metric.kind != "ordinal"
    ]
    if not fits:
        return None
    return token.start, token.end, None, FigureFault("copied", token.start, token.end, text[token.start : token.end], tuple(fits[:3]))


def _weighs(token: Quantity, folder: CaseFolder | None) -> bool:
    """Whether a number in advice could be a source's figure: a hundred and more, with %, 万 or 亿.

    A date, or 100 % of something, is nobody's figure. In cases/common, where any case's figure could be meant,
    a round number is more likely advice.
    """
    if isinstance(token.value, str) or (token.percent and token.value == _LARGE):
        return False
    if not (token.percent or token.highest >= _LARGE or any(char in token.digits for char in "万亿")):
        return False
    return folder is not None or not _round(token)


def _round(token: Quantity) -> bool:
    if not isinstance(token.value, Decimal):
        return False
    return len(token.value.normalize().as_tuple().digits) == 1 or (token.percent and token.value % 1 == 0)


def _unit_end(text: str, token: Quantity, unit: str) -> int:
    """Where the unit after a number ends, white space before and inside it included."""
    if not unit or token.percent:
        return token.unit_at
    found = re.compile(r"\s*个?\s*" + r"\s*".join(map(re.escape, unit))).match(text, token.unit_at)
    return found.end() if found else token.unit_at


def _dates_a_source(iso: str, folder: CaseFolder) -> bool:
    days = [source.published for source in folder.sources.sources if source.published]
    return any(day == iso or day.startswith(iso + "-") for day in days)


def _read_reference(
    reference: re.Match[str], book: Casebook, folder: CaseFolder | None
) -> tuple[Piece | None, FigureFault | None]:
    ref = reference["body"].strip()
    case_id, _, name = ref.rpartition("/")
    home = book.cases.get(case_id) if case_id else folder
    metric = home.metric_by_id.get(name) if home else None
    row = home.derived_by_id.get(name) if home else None
    if home and metric:
        shown, piece = as_shown(metric), FigurePiece(as_shown(metric), home.id, metric.id)
        return piece, _repeated(reference, metric.unit if shown.endswith(metric.unit) else "")
    if home and row:
        result = compute_derived(row, home, book)
        return (None, None) if isinstance(result, FormulaFault) else (_computed(result, row.unit, reference), None)
    why = "这里没有自己的案例，要写成 [#案例/编号]" if folder is None and not case_id else ""
    return None, FigureFault("unknown", reference.start(), reference.end(), reference[0], why=why)


def _misread(
    reference: re.Match[str], book: Casebook, folder: CaseFolder | None
) -> tuple[Piece | None, FigureFault | None]:
    why = "方括号和 #、= 用半角，写全括号，中间写编号"
    return None, FigureFault("unknown", reference.start(), reference.end(), reference[0], why=why)


def _repeated(reference: re.Match[str], unit: str) -> FigureFault | None:
    """1500多个 followed by 个 reads 1500多个个."""
    if unit and reference.string.startswith(unit, reference.end()):
        return FigureFault("repeated unit", reference.start(), reference.end() + len(unit), reference[0] + unit, why=unit)
    return None


def _read_sum(
    reference: re.Match[str], book: Casebook, folder: CaseFolder | None
) -> tuple[Piece | None, FigureFault | None]:
    result = compute(reference["body"], lambda ref: _operand(ref, book, folder))
    if isinstance(result, FormulaFault):
        return None, FigureFault("formula", reference.start(), reference.end(), reference[0], why=result.what)
    return _computed(result, result.unit, reference), None


def _computed(result: Result, unit: str, reference: re.Match[str]) -> ComputedPiece:
    """The unit is shown once: it is left to the text where the text goes on with it."""
    follows = unit != "" and reference.string.startswith(unit, reference.end())
    return ComputedPiece(result.text + ("" if follows else unit), result.formula, unit, result.exact)


def _operand(ref: str, book: Casebook, folder: CaseFolder | None) -> Operand | FormulaFault | None:
    case_id, _, name = ref.rpartition("/")
    home = book.cases.get(case_id) if case_id else folder
    metric = home.metric_by_id.get(name) if home else None
    if metric is None:
        return None
    if isinstance(metric.value, (str, tuple)):
        kind = "范围" if isinstance(metric.value, tuple) else "文字"
        return FormulaFault(f"指标“{ref}”的值是{kind}，不能拿来算")
    return Operand(Decimal(str(metric.value)), metric.unit, metric.qualifier == "exact")


def _free_spans(text: str, book: Casebook) -> Iterator[tuple[int, int]]:
    """Titles in 《》 with the date beside them, numbers of documents, terms and words that hold a numeral."""
    for pattern in (_TITLES, _NUMBERED, free_words(book)):
        if pattern is not None:
            for found in pattern.finditer(text):
                yield found.start(), found.end()
