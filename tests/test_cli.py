"""The command: Chinese throughout, exit statuses, formats, never a traceback for a user's mistake."""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPO, VALID
from test_pipeline import edit

ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")  # three words running: a sentence that was not translated


def casebook(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *words], cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(REPO), "SOURCE_DATE_EPOCH": "1767571200", "LC_ALL": "C.UTF-8"},
    )


COMMANDS = ("check", "verify", "coverage", "build", "print", "pack", "serve", "schema", "new", "fmt")


@pytest.mark.parametrize("words", [("--help",), *((command, "--help") for command in COMMANDS)])
def test_help_is_chinese(words: tuple[str, ...], project: Path) -> None:
    done = casebook(*words, cwd=project)
    assert done.returncode == 0
    assert not ENGLISH.search(done.stdout)
    assert re.search("[一-鿿]{4}", done.stdout)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("chek",), 2, "没有命令"),
        (("check", "--formt", "json"), 2, "没有选项"),
        (("check", "--format", "xml"), 2, "不在可选值中"),
        (("new", "case"), 2, "缺少参数"),
        (("new", "case", "Bad Name"), 2, "E-NAME"),
        (("verify",), 3, "E-SOURCES"),
        (("verify", "--sources", "nowhere"), 3, "E-SOURCES"),
        (("--root", "docs", "check"), 3, "E-ROOT"),
        (("serve", "--port", "99999"), 2, "不在范围"),
        (("print",), 2, "缺少参数"),
        (("print", "guid"), 2, "是不是 guide 操作参考"),
        (("print", "guide", "yishii"), 2, "可以写 yishi"),
        (("print", "guide", "yishi", "--format", "xlsx"), 2, "操作参考没有 xlsx 格式"),
        (("print", "guide", "yishi", "--format", "rtf"), 2, "不在可选值中"),
        (("print", "figures-workbook", "demo", "-o", "mkdocs.yml"), 3, "E-IO"),
        (("pack",), 2, "缺少参数"),
        (("pack", "meiyou.yaml", "-o", "out"), 3, "E-READ"),
        (("pack", "cases/courses/demo-course.yaml", "-o", "mkdocs.yml"), 2, "是文件"),
    ],
)
def test_a_mistake_gets_a_chinese_answer(words: tuple[str, ...], status: int, said: str, project: Path) -> None:
    done = casebook(*words, cwd=project)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not ENGLISH.search(done.stderr)


def test_a_clean_casebook_says_that_figures_are_not_verified(project: Path) -> None:
    done = casebook("check", cwd=project)
    assert done.returncode == 0
    assert "原文不在本机，数字未核对" in done.stdout
    assert "已核对" not in done.stdout


def test_errors_come_all_at_once_sorted_and_as_asked(project: Path) -> None:
    edit(project / "cases/demo/practices/yishi.yaml", "cost: low", "cost: cheap")
    edit(project / "cases/demo/case.yaml", "reviewed: 2026-01-05", "reviewed: 2026年")
    text = casebook("check", cwd=project)
    assert text.returncode == 2
    places = [line.split(" ")[0] for line in text.stdout.splitlines() if line.startswith("cases/")]
    assert places == ["cases/demo/case.yaml:8:11", "cases/demo/practices/yishi.yaml:45:7"]
    rows = json.loads(casebook("check", "--format", "json", cwd=project).stdout)
    assert [(row["file"], row["line"], row["column"], row["code"]) for row in rows] == [
        ("cases/demo/case.yaml", 8, 11, "K105"), ("cases/demo/practices/yishi.yaml", 45, 7, "K104"),
    ]
    github = casebook("check", "--format", "github", cwd=project).stdout.splitlines()
    assert github[0].startswith("::error file=cases/demo/case.yaml,line=8,col=11,title=K105::")


def test_verify_and_coverage_prove_the_figures(project: Path) -> None:
    sources = str(VALID / "sources")
    assert "9 个指标对照了 1 份原文：字、位置、数值、单位、限定词都相符" in casebook("verify", "--sources", sources, cwd=project).stdout
    assert "0 处没有着落" in casebook("coverage", "--sources", sources, cwd=project).stdout
    edit(project / "cases/demo/metrics.yaml", "value: 260", "value: 250")
    edit(project / "cases/demo/case.yaml", "原文称议定260件小事", "原文称议了许多小事")
    for name in ("yishi", "gongkai"):
        path = project / f"cases/demo/practices/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("原文称议定260件、", ""), "utf-8")
    wrong = casebook("verify", "--sources", sources, cwd=project)
    assert wrong.returncode == 2
    assert "K603 “260件”是 260，这里写成 250" in wrong.stdout


def test_build_says_how_to_open_and_refuses_with_2(project: Path) -> None:
    done = casebook("build", cwd=project)
    assert done.returncode == 0
    assert "index.html 就能看" in done.stdout
    assert "内容没有变化" in casebook("build", cwd=project).stdout
    edit(project / "cases/demo/case.yaml", "level: street", "level: stret")
    refused = casebook("build", cwd=project)
    assert refused.returncode == 2
    assert "原来的网站没有动" in refused.stderr


def test_print_saves_what_is_asked_for_where_it_is_asked(project: Path) -> None:
    done = casebook("print", "figures-workbook", "demo", "-o", "打印 的/文件", cwd=project)
    assert done.returncode == 0
    assert done.stdout == "已做好 打印 的/文件/figures.xlsx\n"
    saved = project / "打印 的/文件/figures.xlsx"
    assert saved.read_bytes().startswith(b"PK")
    saved.write_bytes(b"old")
    assert casebook("print", "指标表（Excel）", "demo", "--format", "xlsx", "-o", "打印 的/文件", cwd=project).returncode == 0
    assert saved.read_bytes().startswith(b"PK")
    assert [path.name for path in saved.parent.iterdir()] == ["figures.xlsx"]


def test_print_refuses_content_with_errors_and_characters_that_no_font_has(project: Path) -> None:
    edit(project / "cases/demo/practices/yishi.yaml", "text: 今天只议三件事。", "text: 今天只议三件事👍。")
    done = casebook("print", "guide", "yishi", cwd=project)
    assert done.returncode == 2
    assert "K507" in done.stdout
    assert "没有往下做" in done.stderr
    assert not list(project.glob("*.pdf"))


def test_fmt_lays_out_and_changes_nothing_when_it_may_not(project: Path) -> None:
    done = casebook("fmt", cwd=project)
    assert done.returncode == 0
    assert casebook("check", cwd=project).returncode == 0
    assert "整理了 0 个文件" in casebook("fmt", cwd=project).stdout
    broken = project / "cases/demo/case.yaml"
    broken.write_text("id: [demo\n", "utf-8")
    assert casebook("fmt", cwd=project).returncode == 2
    assert broken.read_text("utf-8") == "id: [demo\n"


def test_an_empty_casebook_and_a_read_only_folder_are_told(project: Path) -> None:
    for path in sorted((project / "cases").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert casebook("check", cwd=project).returncode == 2
    assert casebook("build", cwd=project).returncode == 2


def test_files_that_cannot_be_laid_out_are_told(project: Path) -> None:
    (project / "gbk.yaml").write_bytes("名称: 甲".encode("gbk"))
    os.mkfifo(project / "pipe.yaml")
    for name, status, said in (
        ("nowhere.yaml", 3, "E-READ"), ("cases", 2, "K011"), ("gbk.yaml", 2, "K002"), ("pipe.yaml", 2, "K011"),
    ):
        done = casebook("fmt", name, cwd=project)
        assert (done.returncode, "Traceback" in done.stderr) == (status, False), name
        assert said in done.stdout + done.stderr
        assert "发布" not in done.stderr  # fmt publishes nothing


def test_new_says_what_it_made_and_what_is_in_its_way(project: Path) -> None:
    assert casebook("new", "practice", "demo/xin", cwd=project).stdout == (
        "已新建 cases/demo/practices/xin.yaml\n已把它写进 cases/demo/case.yaml\n"
    )
    (project / "cases/sixth").write_text("a file")
    refused = casebook("new", "case", "sixth", cwd=project)
    assert (refused.returncode, refused.stderr.split()[0]) == (3, "E-IO")
