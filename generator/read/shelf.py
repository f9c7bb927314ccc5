"""Records of the files below cases/, each read when it is asked for; and what a part of the casebook sees of the rest."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.model.casebook import SHARED, Casebook, CaseFolder, FieldPath
from generator.model.common import Common
from generator.model.problem import Position, Problem
from generator.model.record import File
from generator.read.kinds import (
    COMMON,
    COMMON_FOLDERS,
    CORE,
    FOLDERS,
    does_not_belong,
    kind_of,
    misnamed,
    missing,
    name_found,
    name_wanted,
)
from generator.read.raw_file import Files, digest_of, home_of, read_raw
from generator.read.shape import read_quickly_as, read_record
from generator.read.slim import Slimming
from generator.read.yaml_text import Spans, YamlFile, parse_yaml, read_quickly

_RECORDS = 500
"""Records of other cases that are held while one case is checked."""
_PLACES = 64
"""Files whose places are held: a check asks for those of one case, and for few."""
Ask = Callable[[str], None]


class Shelf:
    """What the files hold. `stood` tells of homes that were read before, unchanged since, which of their files were refused.

    With `keep` every record is held, for a casebook that is wanted whole; without, those of a few other cases.
    A file that changes after it was listed is read as it is now, and `changed` says so.
    """

    def __init__(self, root: Path, files: Files, keep: bool = False) -> None:
        self.files = files
        self.stood: dict[str, frozenset[str]] = {}
        self.changed = False
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self._root = str(root)
        self._slimming = Slimming() if keep else None
        self._records: dict[str, File] = {}
        self._refused: dict[str, bool] = {}
        self._places: dict[str, Spans | None] = {}

    def record(self, file: str) -> File | None:
        """The record of a file; None when there is none, or when it was refused."""
        if file in self._records:
            found = self._records[file] = self._records.pop(file)  # the last asked for is the last to go
            return found
        if not self.stands(file):
            return None
        if file not in self._records:  # it stood when it was read before
            self._read(file)
        return self._records.get(file)

    def stands(self, file: str) -> bool:
        """Whether the file holds a record without fault."""
        known = self._refused.get(file)
        if known is not None:
            return not known
        if file not in self.files.digests:
            return False
        before = self.stood.get(home_of(file))
        if before is not None:
            return file not in before
        self._read(file)
        return not self._refused[file]

    def is_case(self, home: str) -> bool:
        """Whether the folder holds any file that a case has."""
        return home != SHARED and any(kind_of(file) for file in self.files.by_home.get(home, ()))

    def is_unread(self, file: str) -> bool:
        """Whether the file may hold something that nobody could read: it was refused, or a case lacks it."""
        if file in self.files.digests:
            return kind_of(file) is not None and not self.stands(file)
        folder, _, name = file.rpartition("/")
        return name.removesuffix(".yaml") in CORE and folder.count("/") == 1 and self.is_case(home_of(file))

    def has_case(self, home: str) -> bool:
        """Whether all that a case must have can be read."""
        return home != SHARED and all(self.stands(f"cases/{home}/{name}.yaml") for name in CORE)

    def case_ids(self) -> Iterator[str]:
        """The ids of all cases, sorted."""
        return (home for home in sorted(self.files.by_home) if self.has_case(home))

    def case(self, home: str) -> CaseFolder | None:
        """A case with everything in its folder; None when what it must have cannot be read."""
        if not self.has_case(home):
            return None
        held: dict[str, Any] = {name: self.record(f"cases/{home}/{name}.yaml") for name in CORE}
        held |= {folder: self.below(f"cases/{home}/{folder}") for folder in FOLDERS}
        return CaseFolder(**held, home=home)

    def below(self, folder: str) -> dict[str, Any]:
        """The records right in a folder by file name without ending, sorted."""
        return {name: self.record(f"{folder}/{name}.yaml") for name in self.names(folder)}

    def names(self, folder: str) -> list[str]:
        """The files right in a folder that hold records, by name without ending, sorted."""
        start = f"{folder}/"
        inside = (file for file in self.files.by_home.get(home_of(f"{start}x"), ()) if file.startswith(start))
        found = [file.removeprefix(start).removesuffix(".yaml") for file in inside if self.stands(file)]
        return sorted(name for name in found if "/" not in name)

    def shared(self) -> dict[str, Any] | None:
        """What all cases share, as arguments of Casebook; None when one of the files of cases/common cannot be read."""
        common: dict[str, Any] = {name: self.record(f"cases/common/{name}.yaml") for name in COMMON}
        if None in common.values():
            return None
        folders = {folder: self.below(f"cases/common/{folder}") for folder in COMMON_FOLDERS}
        return {"common": Common(**common), **folders, "courses": self.below("cases/courses")}

    def read_home(self, home: str) -> tuple[Problem, ...]:
        """Read every file of a home; what is wrong with any of them, and which are missing."""
        found: list[Problem] = []
        for file in self.files.by_home.get(home, ()):
            if file not in self.problems:
                self._read(file)
            found += self.problems[file]
        return (*found, *(missing(file) for file in self.missing(home)))

    def missing(self, home: str) -> tuple[str, ...]:
        """The files that a home must have and has not."""
        needed = COMMON if home == SHARED else CORE if self.is_case(home) else ()
        return tuple(file for name in needed if (file := f"cases/{home}/{name}.yaml") not in self.files.digests)

    def refused(self, home: str) -> tuple[str, ...]:
        """The files of a home that was read which hold no record, and those that it lacks."""
        files = self.files.by_home.get(home, ())
        return (*(file for file in files if not self.stands(file)), *self.missing(home))

    def forget(self, home: str) -> None:
        """Hold the records of a home no longer, unless all are kept."""
        if not self._slimming:
            for file in self.files.by_home.get(home, ()):
                self._records.pop(file, None)
                self.problems.pop(file, None)

    def locate(self, file: str, path: FieldPath) -> Position:
        """The place of a value: the file is parsed for it, since few are asked for."""
        if file not in self._places:
            while len(self._places) >= _PLACES:
                del self._places[next(iter(self._places))]
            raw = read_raw(f"{self._root}/{file}", file) if file in self.files.digests else None
            parsed = parse_yaml(raw, file) if isinstance(raw, bytes) else None
            self._places[file] = parsed.spans if isinstance(parsed, YamlFile) else None
        spans = self._places[file]
        return spans.value(path) if spans else Position(file)

    def _read(self, file: str) -> None:
        model = kind_of(file)
        record, problems = (None, (does_not_belong(file),)) if model is None else self._parse(file, model)
        if record is not None:
            self._hold(file, record)
            wanted, found = name_wanted(record), name_found(file, record)
            if wanted is not None and wanted != found:
                problems = (misnamed(self.locate(file, ("id",)), wanted, found),)
        self._refused[file] = record is None
        self.problems[file] = problems

    def _parse(self, file: str, model: type[File]) -> tuple[File | None, tuple[Problem, ...]]:
        raw = read_raw(f"{self._root}/{file}", file)
        if not isinstance(raw, bytes):
            self.changed = self.changed or file not in self.files.refused
            return None, raw
        if digest_of(raw) != self.files.digests[file]:
            self.changed = True
        data = read_quickly(raw)
        record = read_quickly_as(data, model) if data is not None else None
        if record is not None:
            return record, ()
        parsed = parse_yaml(raw, file)
        found = read_record(parsed, model) if isinstance(parsed, YamlFile) else parsed
        return (found, ()) if isinstance(found, File) else (None, found)

    def _hold(self, file: str, record: File) -> None:
        while not self._slimming and len(self._records) >= _RECORDS:
            del self._records[next(iter(self._records))]
        self._records[file] = self._slimming.slim(record) if self._slimming else record


class Part:
    """One home seen alone: its own records, and the rest of the casebook as far as it is asked for.

    Afterwards `needs` names the files elsewhere whose content or absence decided something, and `whole` tells that all
    of them did.
    """

    def __init__(self, shelf: Shelf, home: str, shared: Mapping[str, Any]) -> None:
        self.needs: set[str] = set()
        self.whole = False
        self._shelf = shelf
        self._home = home
        self._own = shelf.case(home)
        self.book = Casebook(cases=_Cases(self), **shared, locate=shelf.locate, unread=_Unread(self), part=home)

    def close(self) -> None:
        """Let the book go: it holds this part and this part it, and nobody looks for garbage while thousands are read."""
        del self.book, self._own

    def ask(self, file: str) -> None:
        """Note that something depends on a file elsewhere."""
        if home_of(file) != self._home:
            self.needs.add(file)

    def stands(self, file: str) -> bool:
        self.ask(file)
        return self._shelf.stands(file)

    def record(self, file: str) -> Any:
        self.ask(file)
        return self._shelf.record(file)

    def is_unread(self, file: str) -> bool:
        self.ask(file)
        if file not in self._shelf.files.digests and home_of(file) in self._shelf.files.by_home:
            self.whole = True  # what a case lacks is no case's, if the folder is none: that hangs on any of its files
        return self._shelf.is_unread(file)

    def case(self, home: str) -> CaseFolder | None:
        if home == self._home:
            return self._own
        stands = [self.stands(f"cases/{home}/{name}.yaml") for name in CORE] if home != SHARED else [False]
        return _Elsewhere(self, home) if all(stands) else None

    def case_ids(self) -> tuple[str, ...]:
        self.whole = True
        return tuple(self._shelf.case_ids())

    def names(self, folder: str) -> tuple[str, ...]:
        self.whole = True
        return tuple(self._shelf.names(folder))


class _Cases(Mapping[str, CaseFolder]):
    """Every case by its id, put together when it is asked for."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._known: dict[str, CaseFolder | None] = {}

    def __getitem__(self, home: str) -> CaseFolder:
        if home not in self._known:
            self._known[home] = self._part.case(home)
        found = self._known[home]
        if found is None:
            raise KeyError(home)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._part.case_ids())

    def __len__(self) -> int:
        return len(self._part.case_ids())


class _Unread:
    """The files that nobody could read."""

    def __init__(self, part: Part) -> None:
        self._part = part

    def __contains__(self, file: object) -> bool:
        return isinstance(file, str) and self._part.is_unread(file)


class _Elsewhere(CaseFolder):
    """Another case: each of its files is read when somebody asks for what it holds."""

    def __init__(self, part: Part, home: str) -> None:
        base = f"cases/{home}"
        self.__dict__.update({folder: _Folder(part, f"{base}/{folder}") for folder in FOLDERS}, _part=part, home=home)

    def __getattr__(self, name: str) -> Any:
        if name not in CORE:
            raise AttributeError(name)
        record = self.__dict__[name] = self.__dict__["_part"].record(f"cases/{self.id}/{name}.yaml")
        return record


class _Folder(Mapping[str, Any]):
    """The records of another case's folder by name."""

    def __init__(self, part: Part, folder: str) -> None:
        self._part = part
        self._folder = folder

    def __getitem__(self, name: str) -> Any:
        record = self._part.record(f"{self._folder}/{name}.yaml")
        if record is None:
            raise KeyError(name)
        return record

    def __contains__(self, name: object) -> bool:
        return self._part.stands(f"{self._folder}/{name}.yaml")

    def __iter__(self) -> Iterator[str]:
        return iter(self._part.names(self._folder))

    def __len__(self) -> int:
        return len(self._part.names(self._folder))
