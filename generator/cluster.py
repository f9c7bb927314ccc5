"""Tasks on the machines of a Dask cluster: `--scheduler tcp://HOST:PORT`. docs/adr/0014 has the reasons.

Whoever reaches a scheduler has its machines run what he sends, and a client runs what a scheduler answers: a closed network
only, or TLS by the settings of distributed. Scheduler and workers need this same program and the packages of
requirements/cluster.txt; what has another version is refused. Workers write nothing but temporary files of their own.
"""
from __future__ import annotations

import hashlib
import logging
import os
import pickle
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any

from generator.document_key import DECIDED_BY
from generator.executor import Item, Result, Results, Shared, WorkLost
from generator.model.problem import CasebookError, reason_of

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 10.0
ALONE_SECONDS = 60.0
"""How long a run goes on waiting while the cluster has no worker at all."""
_LOOK_SECONDS = 2.0
_RETRIES = 2
_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):[0-9]{1,5}")
_PACKAGES = (
    "dask", "distributed", "cloudpickle", "msgpack", "tornado", "jinja2", "markupsafe", "pydantic", "opencc", "pypinyin",
    *sorted({name for _, names in DECIDED_BY.values() for name in names}),
)
_HERE = Path(__file__).parent
_UNREAD = {"web", "__pycache__"}

Program = Mapping[str, str]
"""What decides results besides the task: names with versions, and a hash of our own sources."""


class OtherProgram(Exception):
    """A worker that came later has another program or other packages than the caller."""


class DaskCluster:
    """The workers of a scheduler. Every method raises CasebookError E-SCHEDULER for what is amiss with the cluster."""

    same_machine = False

    def __init__(self, address: str) -> None:
        if not _ADDRESS.fullmatch(address):
            raise _amiss(f"“{address}”不是调度程序的地址", "写成 tcp://主机:端口，如 tcp://10.0.0.5:8786")
        if find_spec("distributed") is None:
            raise _amiss("没有安装几台机器一起做所需的包", "运行 .venv/bin/python -m pip install --require-hashes -r requirements/cluster.txt")
        self.address = address

    def run(self, task: Callable[[Shared, Item], Result], shared: Shared, items: Iterable[Item]) -> Results[Result]:
        """As `Executor.run`. What a lost worker had is done again by another one."""
        with _connected(self.address) as client:
            threads = _refuse_others(client, self.address)
            following = enumerate(items)
            arrived: SimpleQueue[int] = SimpleQueue()
            running: dict[int, Future[Any]] = {}
            # A task of its own, so that the scheduler can repeat it when all who have the value are lost.
            value = client.submit(_unpacked, pickle.dumps(shared), worker_program(), pure=False, retries=_RETRIES)
            while True:
                for index, item in islice(following, 2 * threads + 2 - len(running)):
                    sent = pickle.dumps((task, item))
                    running[index] = client.submit(_work, value, sent, worker_program(), pure=False, retries=_RETRIES)
                    running[index].add_done_callback(lambda _, index=index: arrived.put(index))
                if not running:
                    return
                index = _next(arrived, client, self.address)
                result = _result(running[index], client, self.address)
                del running[index]  # its memory on the worker goes with it
                yield index, result


@cache
def worker_program() -> Program:
    """The program of this process, as every machine of a cluster must have it."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return {**found, "casebook": digest.hexdigest()[:16]}


def _sources() -> Iterator[Path]:
    for folder, folders, files in os.walk(_HERE):
        folders[:] = set(folders) - _UNREAD
        yield from (Path(folder) / name for name in files if not name.endswith(".pyc"))


# --- on the worker ----------------------------------------------------------------------------------------------------

_one_at_a_time = Lock()
"""A worker may have several threads; typst's compiler and others that we keep are made for one."""


def _unpacked(shared: bytes, program: Program) -> Any:
    _refuse_other(program)
    return pickle.loads(shared)  # noqa: S301 - a cluster runs what its client sends: see above


def _work(shared: Any, sent: bytes, program: Program) -> Any:
    _refuse_other(program)
    task, item = pickle.loads(sent)  # noqa: S301
    with _one_at_a_time:
        return task(shared, item)


def _refuse_other(program: Program) -> None:
    if program != worker_program():
        raise OtherProgram(_difference(program, worker_program()))


# --- at the caller ----------------------------------------------------------------------------------------------------


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler, which is quiet: what matters is told in our words."""
    import dask
    from distributed import Client, Security
    from distributed.client import ClosedClientError

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    quiet = {"distributed.comm.timeouts.connect": CONNECT_SECONDS, "distributed.admin.large-graph-warning-threshold": "1 GB"}
    with dask.config.set(quiet), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # versions that differ are refused below
        try:
            if address.startswith("tls:") and not Security().get_connection_args("client")["ssl_context"]:
                raise ValueError("no certificate")
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="casebook")
        except (OSError, ImportError, ValueError, RuntimeError) as error:
            what = f"{CONNECT_SECONDS:.0f} 秒内连不上调度程序 {address}"
            raise _amiss(what, "核对地址；看调度程序是否在运行，防火墙是否放行；用 tls:// 时看证书是否配好（docs/scale.md）") from error
        try:
            yield client
        except (CancelledError, ClosedClientError) as lost:
            raise _gone(address) from lost
        finally:
            with suppress(Exception):  # what was to be told is told already
                client.close(timeout=_LOOK_SECONDS)


def _refuse_others(client: Client, address: str) -> int:
    """Refuse machines with another program; returns how many tasks the others do at a time."""
    try:
        if not client.scheduler_info()["workers"]:
            with suppress(TimeoutError):
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        found = {"调度程序": client.run_on_scheduler(worker_program), **client.run(worker_program, on_error="return")}
        threads = sum(worker["nthreads"] for worker in client.scheduler_info()["workers"].values())
    except Exception as error:  # whatever it says: a scheduler without our program cannot even read the question
        raise _amiss(f"调度程序 {address} 没有回答，或没有装本程序", "在它那台机器上用同一份程序、同一个 requirements/cluster.txt 启动它") from error
    if len(found) == 1:
        raise _amiss(f"调度程序 {address} 下面没有工作机", "在每台工作机上启动 dask worker 后再运行")
    ours = worker_program()
    wrong = [f"{place}（{_difference(ours, theirs)}）" for place, theirs in sorted(found.items()) if theirs != ours]
    if wrong:
        listed = "；".join(wrong[:4]) + (f"；另有 {len(wrong) - 4} 台" if len(wrong) > 4 else "")
        raise _amiss(f"这些机器上的程序或包和本机不同：{listed}", "换成同一份程序，按 requirements/cluster.txt 装好，重新启动它们")
    return max(1, threads)


def _difference(ours: Program, theirs: object) -> str:
    if not isinstance(theirs, Mapping):
        return "没有装本程序，或已经停了"
    names = [name for name in ours if ours[name] != theirs.get(name)]
    shown = {"casebook": "本程序的源文件"}
    said = [f"{shown.get(name, name)} {theirs.get(name) or '没有'}，应为 {ours[name] or '没有'}" for name in names[:3]]
    return "、".join(said) + ("等" if len(names) > 3 else "")


def _next(arrived: SimpleQueue[int], client: Client, address: str) -> int:
    """The index of a task that has ended, waiting for it as long as there is somebody to do it."""
    alone = time.monotonic()
    while True:
        with suppress(Empty):
            return arrived.get(timeout=_LOOK_SECONDS)
        alone = _watched(client, address, alone)


def _watched(client: Client, address: str, alone: float) -> float:
    """Since when there is no worker: now, as long as there is one. Raises E-SCHEDULER when it has been too long."""
    try:
        there = bool(client.scheduler_info()["workers"])
    except Exception as error:  # each transport has its own
        raise _gone(address) from error
    if there:
        return time.monotonic()
    if time.monotonic() - alone > ALONE_SECONDS:
        raise _amiss(f"工作机都不在了，等了 {ALONE_SECONDS:.0f} 秒", "重新启动工作机后再运行；原有的结果没有动")
    return alone


def _result(future: Future[Any], client: Client, address: str) -> Any:
    from distributed import KilledWorker

    alone = time.monotonic()
    while True:
        try:
            return future.result(timeout=_LOOK_SECONDS)
        except TimeoutError as error:  # the worker that had it was lost, it is being done again
            if future.status == "error":
                raise _amiss("工作机上的一项工作超时", "再运行一次；原有的结果没有动") from error
            alone = _watched(client, address, alone)
        except KilledWorker as killed:
            raise WorkLost from killed
        except OtherProgram as other:
            raise _amiss(f"后来加入的工作机上的程序或包和本机不同：{other}", "换成同一份程序，重新启动它们") from other
        except OSError as error:
            reason = reason_of(error.errno) if error.errno else str(error)
            raise _amiss(f"工作机或与它的连接出错：{reason}", "看工作机的磁盘和网络，再运行一次；原有的结果没有动") from error


def _gone(address: str) -> CasebookError:
    return _amiss(f"与调度程序 {address} 的连接断了", "看它是否还在运行，再运行一次；原有的结果没有动")


def _amiss(what: str, mend: str) -> CasebookError:
    return CasebookError("E-SCHEDULER", what, mend)
