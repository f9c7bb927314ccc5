"""`casebook collect`: files that communities sent back → a ledger that loses nothing, and the reports of a street office.

One run is one batch: files are read by limited processes, their originals kept, the ledger replaced in one step, the
reports made from the ledger alone. Running again with the same files changes nothing.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import __version__
from generator.checking import check_casebook, no_cases, refuse_errors
from generator.clock import read_clock
from generator.collect_intake import Skipped, find_files, take_in
from generator.collect_ledger import Batch, Ledger
from generator.collect_reports import make_reports, titles, write_reports
from generator.collect_store import ORIGINALS, Store, look, opened
from generator.collect_words import file_lines
from generator.executor import Executor
from generator.know.catalogue import Catalogue
from generator.know.known_checklists import known_checklists
from generator.model.problem import CasebookError
from generator.view.collected import OUTCOME, FileLine
from generator.write import shown

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done: files of `folder` taken in, conflicts settled by `choose`, or the last batch taken back."""

    folder: Path | None = None
    choose: tuple[str, ...] = ()
    undo: bool = False
    before: Path | None = None
    names: bool = True
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Done:
    """What was done. `lines`: every file of the collection, `met`: name and SHA-256 of those of this run."""

    lines: tuple[FileLine, ...]
    met: frozenset[tuple[str, str]]
    skipped: tuple[Skipped, ...]
    batch: int  # the batch that was recorded; 0 when nothing changed
    undone: int  # the batch that was taken back; 0 for none
    reports: tuple[Path, ...]
    aside: tuple[Path, ...]  # reports that somebody had changed, kept under these names

    @property
    def totals(self) -> dict[str, int]:
        """How many files of the collection have each outcome; their sum is all of them."""
        return {outcome: sum(line.outcome == outcome for line in self.lines) for outcome in OUTCOME}


def collect(
    root: Path, out: Path, wish: Wish, now: str, say: Say = lambda stage: None, executor: Executor | None = None
) -> Done:
    """Carry out a wish in the folder `out`; `now` is written into the batch as a text (YYYY-MM-DD HH:MM).

    `executor` reads the files, else processes of this machine, as many as the wish says. Raises CasebookError: E-COLLECT for
    a wrong call (exit 2), E-LEDGER, E-GATE, E-SCHEDULER, and the codes of `opened` and `write_file`; ContentRefused when the casebook itself has errors.
    """
    _refuse_wrong(out, wish)
    say("检查内容")
    book, problems = check_casebook(root)
    refuse_errors(problems)
    if book is None or not book.cases:
        raise no_cases()
    catalogue = Catalogue(book, __version__, read_clock(root).date().isoformat())
    known = known_checklists(catalogue)
    before = look(wish.before, known) if wish.before else None
    found, skipped = find_files(wish.folder, out) if wish.folder else ([], [])
    with opened(out, known) as store:
        batch, met, undone = 0, frozenset[tuple[str, str]](), 0
        if wish.undo:
            undone = store.undo()
        else:
            rows, met, more = take_in(
                store, found, known, len(store.ledger.batches) + 1, wish.workers, lambda count: say(f"读收回来的表 {count}/{len(found)}"),
                executor,
            )
            skipped += more
            if lost := store.missing():
                raise _lost(store, lost)
            batch = _commit(store, replace(store.ledger, files=rows), wish, now)
        say("做报表")
        lines = file_lines(store.ledger, known, titles(catalogue))
        written, aside = write_reports(store.folder, make_reports(catalogue, store.ledger, before, wish.names))
    return Done(lines, met, tuple(skipped), batch, undone, written, aside)


def _refuse_wrong(out: Path, wish: Wish) -> None:
    if wish.undo and (wish.folder or wish.choose):
        raise CasebookError("E-COLLECT", "--undo 只撤回上一批，不能同时收件或选定", "分两次运行", status=2)
    if wish.folder is None and not out.is_dir():
        what = f"没有写收件的文件夹，「{shown(out, 1000)}」里也还没有收过件"
        raise CasebookError("E-COLLECT", what, "写成 casebook collect 收件文件夹 -o 汇总文件夹", status=2)
    if wish.before and wish.before.resolve() == out.resolve():
        raise CasebookError("E-COLLECT", "--before 要写以前那一次的文件夹，不能和 -o 相同", status=2)


def _commit(store: Store, taken: Ledger, wish: Wish, now: str) -> int:
    """Make what was taken in and chosen the state; returns the batch, 0 when nothing changed."""
    old = store.ledger
    chosen = taken
    for prefix in wish.choose:
        chosen = chosen.choose(prefix)
    if chosen == old:
        return 0
    fresh = len(set(_ids(chosen)) - set(_ids(old)))
    did = "、".join(word for word, there in (("收件", taken != old), ("选定", chosen.choices != old.choices)) if there)
    batch = Batch(len(old.batches) + 1, now, did, fresh)
    whole = replace(chosen, batches=(*old.batches, batch))
    whole.sorted()  # nothing may vanish: E-GATE before anything is written
    store.commit(whole)
    return batch.number


def _ids(ledger: Ledger) -> Sequence[tuple[str, str]]:
    return [(row.name, row.sha256) for row in ledger.files]


def _lost(store: Store, names: Sequence[str]) -> CasebookError:
    listed = "、".join(shown(name, 60) for name in names[:5])
    what = f"「{shown(store.folder / ORIGINALS, 1000)}」里缺 {len(names)} 份原件，或内容变了：{listed}"
    return CasebookError("E-LEDGER", what, "把这些文件放回收件文件夹再收一次，原件会补上")
