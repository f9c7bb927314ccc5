"""All documents of the five models, made anew, again, and after one change; one guideline against WeasyPrint: make bench-print.

It is no test and has no bound; it takes some minutes. Prints tables in Markdown for docs/benchmarks.md, and keeps
everything measured in build/bench-print.json.
"""
from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from generator.checking import check_casebook
from generator.document_job import Job, render_job
from generator.document_key import make_jobs
from generator.fonts import read_fonts
from generator.know.catalogue import Catalogue
from generator.papers import PAPERS, find_papers
from generator.printing import print_documents
from generator.view.paper import Paper
from tests.benchmarks.usage import REPO, measure
from tests.conftest import write_project

BUDGET = {"pdf": 250, "docx": 250, "xlsx": 100, "pptx": 300}
"""Milliseconds of CPU a document may take."""
GUIDELINE = "futian/minsheng-weishishi"
_PEERS = REPO / "build" / "peers-print"
_LOCK = REPO / "requirements" / "bench.txt"
_NEEDED = (
    "weasyprint", "cffi", "pycparser", "cssselect2", "pillow", "pydyf", "pyphen", "tinycss2", "tinyhtml5",
    "webencodings", "brotli", "zopfli",
)
_ROUNDS = 5
_RUN = [sys.executable, "-m", "tests.benchmarks.print_bench"]


def catalogue_of(root: Path) -> Catalogue:
    book, _ = check_casebook(root)
    assert book is not None
    return Catalogue(book, "bench", "2026-01-05")


def main() -> None:
    """Measure and print everything."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), REPO / "cases")
        fonts = measure([*_RUN, "fonts", root])
        anew = measure([*_RUN, "print", root])
        files = [path for path in (root / "build/.documents").iterdir() if path.is_file()]
        sizes = {path.name: path.stat().st_size for path in files}
        again = measure([*_RUN, "print", root])
        each = json.loads(measure([*_RUN, "each", root]).said)
        practice = root / "cases" / f"{GUIDELINE.replace('/', '/practices/')}.yaml"
        text = practice.read_text("utf-8")
        practice.write_text(re.sub(r"^(name: .*)$", r"\1（试点）", text, count=1, flags=re.MULTILINE), "utf-8")
        changed = measure([*_RUN, "print", root])
        new = {path.name for path in (root / "build/.documents").iterdir()} - set(sizes)
        weasyprint = provide_weasyprint()
        ours = json.loads(measure([*_RUN, "ours", root]).said)
        theirs = json.loads(measure([*_RUN, "theirs", root], PYTHONPATH=str(_PEERS)).said)
    print(f"{platform.machine()}，{os.cpu_count()} 核，Python {platform.python_version()}，typst {version('typst')}，WeasyPrint {weasyprint}\n")
    print("| 全部文档（五个案例） | 份数 | 处理器时间 | 用时 | 内存（最大的一个进程） |\n|---|---:|---:|---:|---:|")
    for name, count, used in (
        ("裁字体（只在第一次）", 4, fonts), ("从头做，两个进程", len(sizes), anew), ("没有改动", 0, again),
        ("一条做法改了名字", len(new), changed),
    ):
        print(f"| {name} | {count} | {used.cpu:.1f} 秒 | {used.wall:.1f} 秒 | {used.memory:.0f} MB |")
    print_each(each)
    print(f"\n| 一份操作参考（{GUIDELINE}） | 第一份 | 以后每份 |\n|---|---:|---:|")
    for name, rounds in (("本库（typst）", ours), (f"WeasyPrint {weasyprint}", theirs)):
        print(f"| {name} | {rounds[0] * 1000:.0f} 毫秒 | {statistics.median(rounds[1:]) * 1000:.0f} 毫秒 |")
    print(f"\nWeasyPrint 用的处理器时间是本库的 {statistics.median(theirs[1:]) / statistics.median(ours[1:]):.1f} 倍（同样的字、同样的字体）。")
    kept = {"fonts": fonts, "anew": anew, "again": again, "changed": changed}
    whole = {**{name: asdict(used) for name, used in kept.items()}, "each": each, "ours": ours, "theirs": theirs}
    (REPO / "build" / "bench-print.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")


def print_each(each: dict[str, list[tuple[str, float, int]]]) -> None:
    """One row a kind and format: how many, how long, how large."""
    print("\n| 种类 | 格式 | 份数 | 每份平均 | 最长 | 期限 | 共 | 最大 |\n|---|---|---:|---:|---:|---:|---:|---:|")
    whole: dict[str, list[tuple[str, float, int]]] = defaultdict(list)
    for name, rows in each.items():
        title, form = name.rsplit(".", 1)
        whole[form] += rows
        print_row(title, form, rows)
    for form, rows in whole.items():
        print_row("全部", form, rows)


def print_row(title: str, form: str, rows: list[tuple[str, float, int]]) -> None:
    seconds, sizes = [row[1] for row in rows], [row[2] for row in rows]
    print(f"| {title} | {form} | {len(rows)} | {1000 * sum(seconds) / len(rows):.0f} 毫秒 | {1000 * max(seconds):.0f} 毫秒 "
          f"| {BUDGET[form]} 毫秒 | {sum(sizes) / 1e6:.1f} MB | {max(sizes) / 1e3:.0f} KB |")


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
    """Set the guideline some times over; print the seconds of CPU of each."""
    fonts, (job,) = read_fonts(root), guideline(root)
    print(json.dumps([timed(lambda: render_job(job, fonts, "")) for _ in range(_ROUNDS)]))


def spend_theirs(root: Path) -> None:
    """Set the same words in the same fonts by WeasyPrint, as plainly as may be; print the seconds of CPU of each."""
    import weasyprint

    from generator.render.typst_json import paper_json, texts_of

    fonts, (job,) = read_fonts(root), guideline(root)
    assert isinstance(job.paper, Paper)
    faces = {path.stem: path.as_uri() for path in fonts.folder.iterdir() if path.suffix in {".otf", ".ttf"}}
    rules = "".join(f"@font-face {{font-family: {role}; src: url({address})}}" for role, address in faces.items())
    words = "".join(f"<p>{text}</p>" for text in texts_of(paper_json(job.paper, "", lambda address: "")))
    page = f"<html lang=zh><style>{rules} @page {{size: A4}} body {{font: 12pt/1.6 song}} p {{font-family: song, kai}}</style>{words}"
    print(json.dumps([timed(lambda: weasyprint.HTML(string=page).write_pdf()) for _ in range(_ROUNDS)]))


def guideline(root: Path) -> tuple[Job, ...]:
    _, papers = find_papers(catalogue_of(root), "guide", GUIDELINE)
    return make_jobs(papers[0], ("pdf",), read_fonts(root), "")


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


TASKS = {
    "fonts": read_fonts, "print": lambda root: print_documents(root, catalogue_of(root)),
    "each": spend_each, "ours": spend_ours, "theirs": spend_theirs,
}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        TASKS[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
