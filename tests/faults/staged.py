"""`casebook` with one difference: at the stage that the first argument names it kills itself.

A stage is what a build announces (`say:` and the beginning of the words), or the moment before or after a call.
Run: python -m tests.faults.staged STAGE --root … build
"""
from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from generator import pipeline, printing, publish
from generator.write_tree import TreeWriter

STAGES: dict[str, tuple[ModuleType | type, str, str, int]] = {
    "前：发布区准备": (publish, "_recover", "before", 1),
    "后：建好半成品文件夹": (publish, "make_folder", "after", 2),
    "前：做文档": (pipeline, "print_documents", "before", 1),
    "中：有文档要做": (printing, "_make", "before", 1),
    "后：文档做好": (printing, "_make", "after", 1),
    "前：清理不用的文档": (printing, "sweep", "before", 1),
    "前：打教学包": (pipeline, "with_packs", "before", 1),
    "前：写网页源文件": (TreeWriter, "put", "before", 1),
    "中：写到第 40 个网页源文件": (TreeWriter, "put", "before", 40),
    "后：写网页源文件": (pipeline, "write_pages", "after", 1),
    "前：排版": (pipeline, "build_site", "before", 1),
    "后：排版": (pipeline, "build_site", "after", 1),
    "前：放下载文件": (pipeline, "place_downloads", "before", 1),
    "前：加安全策略": (pipeline, "add_policies", "before", 1),
    "前：核对": (pipeline, "prove_site", "before", 1),
    "后：核对": (pipeline, "prove_site", "after", 1),
    "中：落盘": (publish, "sync", "before", 40),
    "前：交换": (publish, "_exchange", "before", 1),
    "后：交换的那一步": (publish, "_rename_exchange", "after", 1),
    "后：交换": (publish, "_exchange", "after", 1),
    "前：删旧网站": (shutil, "rmtree", "before", -1),
    "前：记下输入": (pipeline, "write_file", "before", -1),
    "后：记下输入": (pipeline, "write_file", "after", -1),
} | {f"说：{words}": (pipeline, "build", words, 1) for words in ("检查内容", "做文档", "生成页面", "排版", "核对", "发布")}
"""Module, name, when, at which call: -1 is the first one after the exchange."""


def kill_here() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(stage: str) -> None:
    """Replace the call of a stage by one that ends this process."""
    module, name, when, number = STAGES[stage]
    call = getattr(module, name)
    if when in {"before", "after"}:
        setattr(module, name, _counted(call, when, number))
    else:
        setattr(module, name, _announced(call, when))


def _announced(build: Callable[..., bool], words: str) -> Callable[..., bool]:
    def build_until(root: Any, live: Any, say: Callable[[str], None] = lambda stage: None, **options: Any) -> bool:
        def hear(stage: str) -> None:
            say(stage)
            if stage.startswith(words):
                kill_here()
        return build(root, live, hear, **options)
    return build_until


def _counted(call: Callable[..., Any], when: str, number: int) -> Callable[..., Any]:
    seen, published = [0], [number > 0]
    if number < 0:
        exchange = publish._exchange

        def exchange_noted(*folders: Any) -> None:
            exchange(*folders)
            published[0] = True

        publish._exchange = exchange_noted

    def call_counted(*arguments: Any, **options: Any) -> Any:
        seen[0] += published[0]
        due = seen[0] == abs(number)
        if due and when == "before":
            kill_here()
        answer = call(*arguments, **options)
        if due:
            kill_here()
        return answer
    return call_counted


if __name__ == "__main__":
    from generator.cli import main

    arm(sys.argv.pop(1))
    main()
