"""The files that others can build on, and the page that offers them."""
from __future__ import annotations

from generator.know.catalogue import Catalogue
from generator.view.shapes import Document, Download

METRICS_FILE = Download("数字总表", "data/metrics.csv", "CSV", "每个数字一行：原文的字、数值、单位、限定、范围、截至、出处和引用提示；推算的数字写明算式。")
PRACTICES_FILE = Download("做法总表", "data/practices.csv", "CSV", "每条做法一行：一句话、议题、社区类型、主体、谁能定、花费、见效、人手、规模、来源和编号。")
GLOSSARY_FILE = Download("名词总表", "data/glossary.csv", "CSV", "每个提法一行：当时提法、现行提法、意思和意思从哪里来。")
CASEBOOK_FILE = Download("全库数据", "data/casebook.json", "JSON", "案例、做法、工作表、数字、来源和引用提示的全部内容，给程序读。")
SCHEMA_FILE = Download("全库数据的格式", "data/schemas/casebook.schema.json", "JSON", "全库数据里每一项的意思（JSON Schema）。")
FILES = (METRICS_FILE, PRACTICES_FILE, GLOSSARY_FILE, CASEBOOK_FILE, SCHEMA_FILE)
"""Every file that is offered, in the order of the page."""


def open_data_fragment(catalogue: Catalogue) -> Document:
    """The list of files of the page 数据文件."""
    return Document(
        path="open-data.html", kind="open-data", title="", kicker="", lead=(), sections=(), description="", downloads=FILES
    )
