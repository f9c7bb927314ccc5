"""What data/casebook.json holds, as the model's own records; the student edition only of teaching cases."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.know import figures
from generator.know.catalogue import Catalogue
from generator.model.case import Metric
from generator.model.casebook import CaseFolder
from generator.model.export import CasebookData, CaseData, CautionRow, DerivedRow, StudentEdition
from generator.model.record import SCHEMA_VERSION
from generator.model.teaching import TeachingCase


def casebook_data(catalogue: Catalogue) -> CasebookData:
    """The casebook for others to build on, but for its cases, which `case_data` gives one by one."""
    book = catalogue.book
    return CasebookData(
        schema_version=str(SCHEMA_VERSION), version=catalogue.version, cases=(),
        checklists=tuple(row for _, row in sorted(book.checklists.items())), teaching=_students(book.teaching),
    )


def case_data(catalogue: Catalogue) -> Iterator[CaseData]:
    """Each case with everything in it, sorted by id."""
    return (_case(catalogue, folder) for _, folder in sorted(catalogue.book.cases.items()))


def _case(catalogue: Catalogue, folder: CaseFolder) -> CaseData:
    derived = sorted(folder.metrics.derived, key=lambda row: row.id)
    return CaseData(
        id=folder.id,
        case=folder.case,
        sources=tuple(sorted(folder.sources.sources, key=lambda row: row.id)),
        metrics=tuple(_with_source(row, folder) for row in sorted(folder.metrics.metrics, key=lambda row: row.id)),
        derived=tuple(DerivedRow(derived=row, value=float(figures.derived(row, folder, catalogue.book).value)) for row in derived),
        practices=tuple(row for _, row in sorted(folder.practices.items())),
        forms=tuple(row for _, row in sorted(folder.forms.items())),
        cautions=tuple(
            CautionRow(caution=caution, metrics=tuple(dict.fromkeys((*own, *caution.metrics))))
            for own, caution in catalogue.cautions_of_case(folder)
        ),
        checklists=tuple(row for _, row in sorted(folder.checklists.items())),
        teaching=_students(folder.teaching),
    )


def _students(shelf: Mapping[str, TeachingCase]) -> tuple[StudentEdition, ...]:
    return tuple(
        StudentEdition(id=row.id, type=row.type, authenticity=row.authenticity, student=row.student) for _, row in sorted(shelf.items())
    )


def _with_source(metric: Metric, folder: CaseFolder) -> Metric:
    """The metric with its source named, for readers who do not know which source comes first."""
    return metric.model_copy(update={"source": folder.source(metric.source).id})
