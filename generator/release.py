"""Release a version of a checklist: from then on what decides its scores never changes (rule K410)."""
from __future__ import annotations

from pathlib import Path

from generator.checking import check_casebook, refuse_errors
from generator.fmt import change_yaml
from generator.know.checklists import COMMON, checklists, fingerprint
from generator.model.problem import CasebookError
from generator.write import shown, write_file


def release_checklist(root: Path, name: str) -> Path | None:
    """Write `released` into the newest version of the checklist `name`; returns its file, None when it was released before.

    Raises CasebookError E-NAME for a checklist that there is not, ContentRefused when the content has errors.
    """
    book, problems = check_casebook(root)
    refuse_errors(problems)
    shelf = checklists(book) if book is not None else {}
    if name not in shelf:
        known = "、".join(sorted(shelf)) or "还没有自查表"
        raise CasebookError("E-NAME", f"没有编号为“{shown(name, 80)}”的自查表", f"可以写 {known}", status=2)
    newest = shelf[name][0]
    if newest.checklist.released is not None:
        return None
    home = "cases/common" if newest.home == COMMON else f"cases/{newest.home}"
    path = root / home / "checklists" / f"{name}-v{newest.checklist.version}.yaml"

    def change(data: dict[str, object]) -> None:
        data["released"] = fingerprint(newest.checklist)

    text = change_yaml(path.read_text(encoding="utf-8"), change, path.relative_to(root).as_posix())
    write_file(path, text.encode(), root=root)
    return path
