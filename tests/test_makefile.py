"""The Makefile: every command is explained, and an old make can read it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=outside, capture_output=True, text=True, check=False)


def test_help_explains_each_command_in_one_chinese_line() -> None:
    commands = re.search(r"^\.PHONY: (.*)$", TEXT, re.MULTILINE)
    assert commands
    wanted = {name for name in commands[1].split() if name != "help" and not name.startswith("install-")}
    lines = make("help").stdout.splitlines()
    assert {line.split()[1] for line in lines} == wanted
    assert all(re.fullmatch(r"make [a-z-]+ +[^ ].*", line) and len(line) < 70 for line in lines)
    assert make().stdout.splitlines() == lines


def test_nothing_newer_than_make_3_81_is_used() -> None:
    assert not re.search(r"^\s*\.ONESHELL|^\s*[A-Z_]+ *(?:::=|!=)|\$\(file |\$\(guile |^undefine ", TEXT, re.MULTILINE)


def test_verify_without_the_source_texts_says_what_to_give(tmp_path: Path) -> None:
    answer = make("-o", "install-site", "verify", f"SOURCES={tmp_path}/没有")
    assert answer.returncode != 0
    assert "E-SOURCES 没有找到原文文件夹" in answer.stdout
