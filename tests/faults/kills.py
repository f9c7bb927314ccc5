"""Kills: a real `casebook build` ended by SIGKILL at random moments, and once at each of its stages (G2)."""
from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.faults.small import Row, drafts_of, edit, finish, live_of, make_project, print_of, run, stale_of, start
from tests.faults.staged import STAGES

_TRIES = 4
_OLD = 700  # seconds: drafts of documents younger than ten minutes may be those of a build that is at work


class Kills:
    """Kills build after build, and takes stock after each."""

    def __init__(self, base: Path) -> None:
        self.root = make_project(base)
        self.seconds = [self._undisturbed()]
        self.killed = self.most_stale = self.most_drafts = self.in_work = 0
        self.broken: list[str] = []

    def _undisturbed(self) -> float:
        edit(self.root)
        return finish(self.root).seconds

    def kill(self, name: str, end: Callable[[], int]) -> bool:
        """Change the casebook, let `end` start a build and kill it; False when the build came through."""
        live = live_of(self.root)
        before = print_of(live)
        if end() != -signal.SIGKILL:
            return False
        after, stale = print_of(live), stale_of(self.root)
        self.killed += 1
        self.in_work += bool(stale)
        self.most_stale = max(self.most_stale, len(stale))
        self.most_drafts = max(self.most_drafts, len(drafts_of(self.root)))
        answer = run(self.root, "build")
        new = print_of(live)
        if answer.status:
            self.broken.append(f"{name}：下一次建站没有成功：{answer.said[-300:]}")
        if after not in {before, new}:
            self.broken.append(f"{name}：网站既不是旧的也不是新的")
        if new == before:
            self.broken.append(f"{name}：下一次建站没有把改动发布出去")
        if len(stale) > 1 or stale_of(self.root):
            self.broken.append(f"{name}：留下 {stale}，下一次建站以后还有 {stale_of(self.root)}")
        self.seconds = [*self.seconds[-4:], answer.seconds]
        return True

    def kill_at_random(self, kills: int, seed: int) -> None:
        """Kill so many builds, each at a moment drawn evenly from the time that a build takes."""
        moments = random.Random(seed)
        for number in range(_TRIES * kills):
            if self.killed == kills:
                return
            edit(self.root, documents=number % 2 == 0)

            def end() -> int:
                process = start(self.root, "build")
                time.sleep(moments.uniform(0, max(self.seconds)))
                process.kill()
                process.communicate()
                return process.returncode

            self.kill(f"第 {self.killed + 1} 次", end)
        self.broken.append(f"只杀到 {self.killed} 次")

    def kill_at_stages(self, stages: Iterable[str]) -> None:
        """Kill a build at each named stage."""
        for stage in stages:
            edit(self.root)

            def end(stage: str = stage) -> int:
                process = start(self.root, "build", program=("-m", "tests.faults.staged", stage))
                process.communicate(timeout=180)
                return process.returncode

            if not self.kill(stage, end):
                self.broken.append(f"{stage}：建站没有走到这一步")

    def drafts_go(self) -> None:
        """Ten minutes later a build clears away what killed ones left among the kept documents."""
        for path in self.root.glob("build/.documents/drafts-*"):
            moment = time.time() - _OLD
            os.utime(path, (moment, moment))
        edit(self.root)
        finish(self.root)
        if drafts_of(self.root):
            self.broken.append(f"十分钟后还有 {drafts_of(self.root)}")

    def row(self, name: str) -> Row:
        """What was measured."""
        measured = (
            f"{self.killed} 次被杀（{self.in_work} 次正在写），坏 {len(self.broken)} 次；网站旁最多留 {self.most_stale} 个半成品文件夹，"
            f"下一次建站自己成功并清掉；文档草稿最多 {self.most_drafts} 处，十分钟后清掉"
        )
        return Row(name, "网站逐字节是旧的或整个是新的，下一次建站自己成功，半成品 ≤ 1 且被清掉", measured, tuple(self.broken))


def random_kills(base: Path, kills: int, seed: int) -> Row:
    """Builds killed at random moments."""
    done = Kills(base)
    done.kill_at_random(kills, seed)
    done.drafts_go()
    return done.row(f"G2 建站中随机杀 {kills} 次")


def stage_kills(base: Path, stages: Iterable[str] = tuple(STAGES)) -> Row:
    """Builds killed once at each stage."""
    stages = tuple(stages)
    done = Kills(base)
    done.kill_at_stages(stages)
    done.drafts_go()
    return done.row(f"G2 在 {len(stages)} 个步骤各杀一次")
