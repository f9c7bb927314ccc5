"""What every view writes with: prose whose figures are bound to their metrics, statements with their place, links."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.know import figures
from generator.know.catalogue import Catalogue, place
from generator.model.casebook import CaseFolder
from generator.model.record import STATUS_LABEL, Caution, Statement, Status
from generator.view.shapes import (
    Bullets,
    Computed,
    Figure,
    Inline,
    Link,
    Note,
    Notes,
    Plain,
    Rich,
    Statements,
    Told,
    words_of,
)
from generator.view.split_pages import figure

HOME = Link("首页", "index.html")
_NOTE_FIGURES = 3  # a note names so many figures, the rest it counts: the list of all notes would grow too long


@dataclass(frozen=True)
class Desk:
    """The catalogue, and the case whose figures a text without a reference speaks of (None for cases/common)."""

    catalogue: Catalogue
    folder: CaseFolder | None = None

    def of(self, case_id: str) -> Desk:
        """The desk of another case."""
        return Desk(self.catalogue, self.catalogue.book.cases[case_id])

    @property
    def case(self) -> CaseFolder:
        """The case of this desk. Raises ValueError at the desk of cases/common."""
        if self.folder is None:
            raise ValueError("this desk has no case")
        return self.folder

    def rich(self, text: str, advice: bool = False) -> Rich:
        """The text as runs; figures carry their metric, computed figures their formula."""
        known, key = self.catalogue.told, (self.folder.id if self.folder else "", advice, text)
        runs = known.get(key)
        if runs is None:
            pieces = figures.pieces(text, self.catalogue.book, self.folder, advice)
            runs = known[key] = tuple(self._inline(piece) for piece in pieces)
        return runs

    def _inline(self, piece: figures.Piece) -> Inline:
        if isinstance(piece, figures.FigurePiece):
            metric = f"{piece.case_id}/{piece.metric_id}"
            return figure(self.catalogue, piece.text, metric)
        if isinstance(piece, figures.ComputedPiece):
            return Computed(piece.text, piece.formula)
        return Plain(piece.text)

    def advice(self, text: str) -> Rich:
        """Our own advice: its numerals stay plain, references to metrics are bound."""
        return self.rich(text, advice=True)

    def words(self, text: str, advice: bool = False) -> str:
        """The words of a text, for places that carry no figures."""
        return words_of(self.rich(text, advice))

    def where(self, at: str | None, source: str | None = None) -> str:
        """The place of a locator in words, empty when there is none."""
        return "原文" + place(self.case, at, source) if at else ""

    def told(self, statement: Statement, label: str = "") -> Told:
        """A statement with its status and place."""
        status = "" if statement.status is Status.DESCRIBED else STATUS_LABEL[statement.status]
        return Told(self.rich(statement.text), status, self.where(statement.at, statement.source), label)

    def statements(self, statements: Iterable[Statement], ordered: bool = False) -> Statements:
        """A list of statements."""
        return Statements(tuple(self.told(statement) for statement in statements), ordered)

    def bullets(self, texts: Iterable[str], advice: bool = False, ordered: bool = False) -> Bullets:
        """A list of texts."""
        return Bullets(tuple(self.rich(text, advice) for text in texts), ordered)

    def notes(self, cautions: Iterable[tuple[tuple[str, ...], Caution]]) -> Notes:
        """Cautions with the figures they speak of; the same caution once."""
        found: dict[Caution, tuple[str, ...]] = {}
        for own, caution in cautions:
            metrics = dict.fromkeys((*found.get(caution, ()), *own, *caution.metrics))
            found[caution] = tuple(metrics)
        return Notes(tuple(self._note(caution, metrics) for caution, metrics in found.items()))

    def _note(self, caution: Caution, metrics: tuple[str, ...]) -> Note:
        text, folder = self.rich(caution.text), self.case
        named = {run.metric for run in text if isinstance(run, Figure)}
        figures = tuple(
            figure(self.catalogue, folder.metric_by_id[metric].as_stated, f"{folder.id}/{metric}", cautioned=False)
            for metric in metrics
            if metric in folder.metric_by_id and f"{folder.id}/{metric}" not in named
        )
        return Note(caution.kind, text, figures[:_NOTE_FIGURES], len(figures[_NOTE_FIGURES:]))

    def names(self, vocabulary: str, ids: Iterable[str]) -> str:
        """Names of vocabulary terms, joined."""
        return "、".join(self.catalogue.term[vocabulary][term] for term in ids)


def case_path(case_id: str) -> str:
    """Site path of a case's page."""
    return f"library/{case_id}/index.html"


def practice_path(ref: str) -> str:
    """Site path of a practice named case/id."""
    return f"library/{ref}.html"


def form_path(case_id: str, form_id: str) -> str:
    """Site path of a working form's page."""
    return f"library/{case_id}/form-{form_id}.html"


def theme_path(theme_id: str) -> str:
    """Site path of a theme's page."""
    return f"library/theme-{theme_id}.html"


def plain(text: str) -> Rich:
    """A text without figures to bind."""
    return (Plain(text),)
