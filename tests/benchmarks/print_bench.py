"""All documents of the five models, made anew, again, and after one change; one guideline against other makers: make bench-print.

The others: WeasyPrint and Chromium set the same words in the same fonts from the plainest HTML, LibreOffice turns our own
Word file of the guideline into PDF. It is no test; it takes about five minutes on two quiet processors. Keeps everything
measured in build/bench/print_bench.json and prints the tables that report.py makes of it.
"""
from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from generator.checking import check_casebook
from generator.document_job import Job, render_job
from generator.document_key import make_jobs
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.papers import PAPERS, find_papers
from generator.printing import print_documents
from generator.render.typst_faces import Fonts
from generator.view.paper import Paper
from tests.benchmarks.kept import keep, packages
from tests.benchmarks.report import print_tables
from tests.benchmarks.usage import REPO, measure
from tests.conftest import write_project
from tests.tools.browser import FLAGS

GUIDELINE = "futian/minsheng-weishishi"
_PEERS = REPO / "build" / "peers-print"
_LOCK = REPO / "requirements" / "bench.txt"
_NEEDED = (
    "weasyprint", "cffi", "pycparser", "cssselect2", "pillow", "pydyf", "pyphen", "tinycss2", "tinyhtml5",
    "webencodings", "brotli", "zopfli",
)
_ROUNDS = 5
_CHROMIUM = "Chromium 打印成 PDF（每份启动一次）"
_RUN = [sys.executable, "-m", "tests.benchmarks.print_bench"]


def catalogue_of(root: Path) -> Catalogue:
    book, _ = check_casebook(root)
    assert book is not None
    return Catalogue(book, "bench", "2026-01-05")


def main() -> None:
    """Measure, keep and print everything."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), REPO / "cases")
        fonts = measure([*_RUN, "fonts", root])
        anew = measure([*_RUN, "print", root])
        before = {path.name for path in (root / "build/.documents").iterdir() if path.is_file()}
        again = measure([*_RUN, "print", root])
        each = json.loads(measure([*_RUN, "each", root]).said)
        _rename(root / "cases" / f"{GUIDELINE.replace('/', '/practices/')}.yaml")
        changed = measure([*_RUN, "print", root])
        new = {path.name for path in (root / "build/.documents").iterdir()} - before
        others, versions = measure_others(root, Path(folder))
    runs = {"anew": (len(before), anew), "again": (0, again), "changed": (len(new), changed), "fonts": (4, fonts)}
    whole = {name: {"count": count, **asdict(used), "said": ""} for name, (count, used) in runs.items()}
    kept = keep("print_bench", {"runs": whole, "each": each, "guideline": GUIDELINE, "others": others}, {**packages("typst"), **versions})
    print(*print_tables(kept), sep="\n")


def _rename(practice: Path) -> None:
    text = practice.read_text("utf-8")
    practice.write_text(re.sub(r"^(name: .*)$", r"\1（试点）", text, count=1, flags=re.MULTILINE), "utf-8")


def measure_others(root: Path, folder: Path) -> tuple[dict[str, list[float] | None], dict[str, str]]:
    """Seconds of CPU of the guideline by each maker: the first, then a further one; None where it is not on this machine."""
    found: dict[str, list[float] | None] = {}
    ours = json.loads(measure([*_RUN, "ours", root]).said)
    found["本库（typst）"] = [ours[0], statistics.mean(ours[1:])]
    versions = {"WeasyPrint": provide_weasyprint()}
    theirs = json.loads(measure([*_RUN, "theirs", root], PYTHONPATH=str(_PEERS)).said)
    found["WeasyPrint"] = [theirs[0], statistics.mean(theirs[1:])]
    page, word = folder / "guideline.html", folder / "guideline.docx"
    measure([*_RUN, "files", root, page, word])
    office, found["LibreOffice（由本库的 Word 文件）"] = shutil.which("soffice"), None
    if office:
        found["LibreOffice（由本库的 Word 文件）"] = _by_office(office, word, folder)
        versions["LibreOffice"] = measure([office, "--version"]).said.split()[1]
    browser, found[_CHROMIUM] = shutil.which("chromium"), None
    if browser:
        found[_CHROMIUM] = _by_browser(browser, page, folder)
        versions["Chromium"] = measure([browser, "--version"]).said.split()[1]
    return found, versions


def _by_browser(browser: str, page: Path, folder: Path) -> list[float] | None:
    """Three starts, each with its page; None when it does not answer (a machine without a screen may hold it up)."""
    command = ["timeout", "60", browser, "--headless", *FLAGS, f"--user-data-dir={folder / 'browser'}", "--no-pdf-header-footer"]
    try:
        runs = [measure([*command, f"--print-to-pdf={folder / 'chromium.pdf'}", page]).cpu for _ in range(3)]
    except RuntimeError:
        return None
    return [runs[0], min(runs[1:])] if (folder / "chromium.pdf").is_file() else None


def _by_office(office: str, word: Path, folder: Path) -> list[float]:
    """One Word file in one call, and each further one in the same call; the user's settings are there before."""
    settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["timeout", "120", office, settings, "--headless", "--convert-to", "pdf", "--outdir", folder / "pdf"]
    copies = [folder / f"copy-{number}.docx" for number in range(_ROUNDS)]
    for copy in copies:
        shutil.copyfile(word, copy)
    measure([*command, word])
    one, more = measure([*command, word]).cpu, measure([*command, *copies]).cpu
    assert len(list((folder / "pdf").glob("*.pdf"))) == 1 + _ROUNDS
    return [one, (more - one) / (_ROUNDS - 1)]


def spend_each(root: Path) -> None:
    """Make every document in this process alone; print what each took, by its kind and format."""
    catalogue, fonts = catalogue_of(root), read_fonts(root)
    rows: dict[str, list[tuple[str, float, int]]] = defaultdict(list)
    for row in PAPERS:
        for paper in row.papers(catalogue):
            longest: dict[str, Paper] = {}
            for job in make_jobs(paper, row.formats, fonts, ""):
                began = time.process_time()
                content = render_job(job, fonts, "", longest)
                rows[f"{row.title}.{job.format}"].append((job.path, time.process_time() - began, len(content)))
    print(json.dumps(rows, ensure_ascii=False))


def spend_ours(root: Path) -> None:
    """Set the guideline, then others, each once, for typst keeps what it has set; print the seconds of CPU of each."""
    fonts, jobs = read_fonts(root), guidelines(root)
    print(json.dumps([timed(lambda job=job: render_job(job, fonts, "")) for job in jobs]))


def spend_theirs(root: Path) -> None:
    """Set the same words in the same fonts by WeasyPrint; print the seconds of CPU of each."""
    import weasyprint

    fonts, jobs = read_fonts(root), guidelines(root)
    pages = [plain_html(job, fonts) for job in jobs]
    print(json.dumps([timed(lambda page=page: weasyprint.HTML(string=page).write_pdf()) for page in pages]))


def plain_html(job: Job, fonts: Fonts) -> str:
    """The words of a guideline, as plainly as may be, in our fonts."""
    from generator.render.typst_json import paper_json, texts_of

    assert isinstance(job.paper, Paper)
    faces = {path.stem: path.as_uri() for path in fonts.folder.iterdir() if path.suffix in {".otf", ".ttf"}}
    rules = "".join(f"@font-face {{font-family: {role}; src: url({address})}}" for role, address in faces.items())
    words = "".join(f"<p>{text}</p>" for text in texts_of(paper_json(job.paper, "", lambda address: "")))
    look = "@page {size: A4} body {font: 12pt/1.6 song} p {font-family: song, kai}"
    return f"<!doctype html><html lang=zh><meta charset=utf-8><title>1</title><style>{rules} {look}</style>{words}"


def write_files(root: Path, page: Path, word: Path) -> None:
    """The HTML that WeasyPrint gets, and our Word file of the guideline."""
    fonts = read_fonts(root)
    page.write_text(plain_html(guidelines(root)[0], fonts), "utf-8")
    word.write_bytes(render_job(guidelines(root, "docx")[0], fonts, ""))


def guidelines(root: Path, form: str = "pdf") -> tuple[Job, ...]:
    """The guideline, and a few others of the same case."""
    catalogue, fonts = catalogue_of(root), read_fonts(root)
    case, name = GUIDELINE.split("/")
    others = [practice for practice in catalogue.book.cases[case].practices if practice != name][:_ROUNDS - 1]
    found = [find_papers(catalogue, "guide", f"{case}/{practice}")[1][0] for practice in (name, *others)]
    return tuple(job for paper in found for job in make_jobs(paper, (form,), fonts, ""))


def timed(make: object) -> float:
    began = time.process_time()
    assert callable(make)
    make()
    return time.process_time() - began


def provide_weasyprint() -> str:
    """Install the locked WeasyPrint into build/peers-print when it is not there; returns its version."""
    entry = rf"^({'|'.join(_NEEDED)})==((?:.*\\\n)*.*\n)"
    entries = dict(re.findall(entry, _LOCK.read_text("utf-8"), re.MULTILINE))
    pin = entries["weasyprint"].split()[0]
    if not (_PEERS / f"weasyprint-{pin}.dist-info").is_dir():
        shutil.rmtree(_PEERS, ignore_errors=True)
        with tempfile.TemporaryDirectory() as folder:
            lock = Path(folder) / "lock.txt"
            lock.write_text("".join(f"{name}=={entry}" for name, entry in entries.items()), "utf-8")
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                       "--only-binary", ":all:", "--require-hashes", "--target", _PEERS, "-r", lock]
            subprocess.run(command, check=True)
    return pin


TASKS: dict[str, Callable[..., object]] = {
    "fonts": read_fonts, "print": lambda root: print_documents(root, catalogue_of(root)),
    "each": spend_each, "ours": spend_ours, "theirs": spend_theirs, "files": write_files,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        TASKS[sys.argv[1]](*map(Path, sys.argv[2:]))
    else:
        main()
