"""Two builds at once: one publishes, the other says so at once (G5)."""
from __future__ import annotations

import threading
import time
from pathlib import Path

from tests.faults.small import Answer, Row, answer_of, edit, live_of, make_project, print_of, stale_of, start

_GAP = 0.5
_SECONDS = 1.0


def builds_at_once(base: Path, times: int) -> Row:
    """Start two builds so many times, 0 to 500 ms apart."""
    root = make_project(base)
    broken, slowest, alone, losers = [], 0.0, 0, []
    for number in range(times):
        gap = _GAP * number / max(1, times - 1)
        edit(root, documents=False)
        before = print_of(live_of(root))
        answers = _start_two(root, gap)
        won = [answer for answer in answers if answer.status == 0 and "已发布到" in answer.said]
        lost = [answer for answer in answers if answer.status == 3 and "E-LOCKED" in answer.said and "Traceback" not in answer.said]
        alone += len(won) == len(lost) == 1
        if not len(won) == len(lost) == 1:
            said = " | ".join(f"{answer.status} {answer.said[-160:]}" for answer in answers)
            broken.append(f"第 {number + 1} 次，相隔 {gap * 1000:.0f} 毫秒：{said}")
        if print_of(live_of(root)) == before or stale_of(root):
            broken.append(f"第 {number + 1} 次：没有发布，或留下 {stale_of(root)}")
        losers += [answer.cpu for answer in lost]
    slowest = max(losers, default=0.0)
    if slowest > _SECONDS:
        broken.append(f"后到的最慢用了 {slowest:.2f} 处理器秒")
    middle = sorted(losers)[len(losers) // 2] if losers else 0.0
    measured = f"{times} 次里 {alone} 次恰好一个发布、一个报 E-LOCKED；后到的中位 {middle:.2f} 处理器秒，最慢 {slowest:.2f}"
    return Row("G5 两个构建同时", f"每次恰好一个发布，另一个用 ≤ {_SECONDS:g} 处理器秒退出 3，报 E-LOCKED", measured, tuple(broken))


def _start_two(root: Path, gap: float) -> list[Answer]:
    """Both answers, timed each by a thread of its own."""
    answers: list[Answer] = []

    def follow(began: float) -> None:
        answers.append(answer_of(start(root, "build"), began))

    threads = []
    for wait in (0.0, gap):
        time.sleep(wait)
        threads.append(threading.Thread(target=follow, args=(time.monotonic(),)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return answers
