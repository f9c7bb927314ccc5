"""read → check → view → render → write: one build from the files to the published site."""
from __future__ import annotations

import gc
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path

from generator import __version__, outputs
from generator.bundle import read_bundle
from generator.checking import check_casebook, no_cases, refuse_errors
from generator.clock import read_clock
from generator.crawl import crawl_site, prove_crawler, site_files
from generator.csp import add_policies
from generator.executor import Executor
from generator.fonts import font_licences
from generator.know.catalogue import Catalogue
from generator.mkdocs_site import build_site
from generator.model.problem import CasebookError
from generator.pack import with_packs
from generator.page_job import rendered
from generator.parts import LICENCE_LIST, licence_list, read_parts
from generator.printing import place_downloads, print_documents
from generator.publish import publishing
from generator.read.hand_page import read_hand_pages
from generator.schema import read_schemas
from generator.site_address import site_address, site_path
from generator.view.download_pages import Offer
from generator.view.hand_pages import hand_document
from generator.view.search_index import search_entries
from generator.write import refuse_symlinks, shown, write_file
from generator.write_tree import writing_tree

Say = Callable[[str], None]
_INPUTS = ("cases", "docs", "generator", "schemas", "mkdocs.yml", "requirements/site.txt")
_GENERATED = ("docs/library", "docs/assess", "docs/data", "docs/downloads")
_UNREAD = {"node_modules", "__pycache__"}


def write_pages(root: Path, catalogue: Catalogue, offers: Sequence[Offer] = (), executor: Executor | None = None) -> int:
    """Write docs/library, docs/assess and docs/data, the generated part of the site's Markdown tree; returns the page count.

    `executor` renders the pages, else this process.
    """
    docs, count = root / "docs", 0
    with writing_tree(docs / "data") as data, writing_tree(docs / "library") as library, writing_tree(docs / "assess") as assess:
        sizes = {file.path: file.size for offer in offers for file in offer.files}
        for name, content in chain(outputs.data_files(catalogue), _data_apart(root, bool(offers))):
            sizes[f"data/{name}"] = data.put(name, content)
        pages = outputs.Pages()
        for path, page in rendered(outputs.documents(catalogue, offers), sizes, pages, executor):
            folder, _, name = path.removeprefix("docs/").partition("/")
            {"library": library, "assess": assess}[folder].put(name, page)
            count += 1
        pages.found.extend(search_entries(hand_document(page) for page in read_hand_pages(docs)))
        for name, content in chain(outputs.page_data_files(catalogue, pages), read_bundle(root / "generator" / "web").items()):
            data.put(name, content)
    return count


def _data_apart(root: Path, with_papers: bool) -> Iterator[tuple[str, bytes]]:
    """Files of docs/data that no catalogue decides."""
    yield from ((f"schemas/{name}", text) for name, text in read_schemas(root).items())
    yield LICENCE_LIST, licence_list(read_parts(root))
    if with_papers:
        yield from ((f"licences/{name}", text) for name, text in font_licences(root).items())


def build(
    root: Path, live: Path, say: Say = lambda stage: None, documents: bool = False, executor: Executor | None = None
) -> bool:
    """Build and publish the site of `root` at `live`; False when nothing had changed and the old site stays.

    With `documents` the papers are printed too, and pages offer them; without, the site is pages and data alone.
    `executor` makes papers and pages, else this machine.
    EDITION=student in the environment leaves out every page and paper of a teacher's.
    Raises ContentRefused (the content has errors) and CasebookError (environment); the old site stays untouched.
    """
    when, key_file = read_clock(root), live.parent / f".{live.name}.key"
    site_path()  # a wrong address is told before the work
    students = read_edition()
    key = _input_key(root, when, documents, students)
    if _is_current(live, key_file, key):
        return False
    with _collecting_seldom():
        _build(root, live, when, students, documents, say, executor)
    write_file(key_file, (_input_key(root, when, documents, students) + _shape_of(live)).encode("ascii"))
    return True


def _build(
    root: Path, live: Path, when: datetime, students: bool, documents: bool, say: Say, executor: Executor | None
) -> None:
    say("检查内容")
    book, problems = check_casebook(root)
    refuse_errors(problems)
    if book is None or not book.cases:
        raise no_cases()
    refuse_symlinks(root / "docs")
    with publishing(live) as staging:
        catalogue = Catalogue(book, __version__, when.date().isoformat(), students)
        offers = with_packs(root, catalogue, print_documents(root, catalogue, site_address(), say, executor)) if documents else ()
        say("生成页面")
        count = write_pages(root, catalogue, [offer for offer, _ in offers], executor)
        at_root = outputs.root_files(catalogue, site_address())
        del book, problems, catalogue  # hundreds of MB in a large casebook, which mkdocs may have
        say(f"排版 {count} 个页面")
        build_site(root, staging, when)
        for name, content in at_root.items():
            write_file(staging / name, content)
        place_downloads(staging, offers)
        add_policies(staging)
        say("核对链接、锚点、图片和下载")
        prove_site(staging)
        say("发布")


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom: a build keeps most of what it makes, and walking over it took a third of the pages' time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 1000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def read_edition() -> bool:
    """Whether the environment asks for the site for students. Raises CasebookError E-EDITION for any other wish."""
    edition = os.environ.get("EDITION", "")
    if edition not in ("", "student"):
        raise CasebookError("E-EDITION", f"EDITION 的值“{shown(edition, 40)}”不认识", "写成 EDITION=student（不含教师用的页和文件），或不设这个变量")
    return edition == "student"


def prove_site(built: Path) -> None:
    """Crawl the built tree. Raises CasebookError E-LINKS naming each fault; E-GATE when the crawler itself is blind."""
    prove_crawler(Path(tempfile.gettempdir()))
    faults = (*crawl_site(built, site_path=site_path()), *site_files(built))
    if faults:
        lines = "\n".join(f"  {fault.page}: {fault.what}" for fault in faults[:40])
        more = f"\n  另有 {len(faults) - 40} 处" if len(faults) > 40 else ""
        raise CasebookError("E-LINKS", f"建好的网站有 {len(faults)} 处错误，没有发布：\n{lines}{more}", "照上面逐处改正后再建")


def _is_current(live: Path, key_file: Path, key: str) -> bool:
    """Whether what is published was made from these inputs and is whole; what cannot be read is not."""
    try:
        return (live / "index.html").is_file() and key_file.read_bytes() == (key + _shape_of(live)).encode()
    except OSError:
        return False


def _input_files(root: Path) -> Iterator[Path]:
    for name in _INPUTS:
        place = root / name
        if place.is_file():
            yield place
        for folder, folders, files in os.walk(place):
            folders[:] = sorted(set(folders) - _UNREAD)
            if Path(folder).relative_to(root).as_posix() in _GENERATED:
                folders.clear()
                continue
            yield from (Path(folder) / file for file in sorted(files))


def _input_key(root: Path, when: datetime, documents: bool, students: bool) -> str:
    """A hash of everything that decides the site."""
    digest = hashlib.sha256(f"{when.isoformat()} {os.environ.get('CASEBOOK_SITE_URL', '')} {documents} {students}".encode())
    for path in _input_files(root):
        digest.update(os.fsencode(path.relative_to(root)) + b"\0" + _content(path) + b"\0")
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    """The bytes of an input; none of what is no file or cannot be read, which is for the checks to say."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.stat().st_mode) else b""
    except OSError:
        return b""


def _shape_of(live: Path) -> str:
    """A cheap print of the published tree: names and sizes, so that a damaged site is built again."""
    digest = hashlib.sha256()
    for path in sorted(live.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(live).as_posix()} {path.stat().st_size}\n".encode())
    return " " + digest.hexdigest()
