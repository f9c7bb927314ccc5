"""The audit fails closed: bad is red, good is green, and whatever was not asked, not answered or not understood is red.

npm is the real one, against a database on the loopback. pip-audit is not among the packages of the tests: here a program
of a few lines stands in for it, which asks the same database; `make audit` tries the real one the same way before it asks.
"""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tools import audit
from tests.tools.advisories import advisories
from tests.tools.audit import BAD_NPM, BAD_PIN, AuditFailed, Tools, audit_npm, audit_pins, write_npm_lock

STAND_IN = """
import json, sys, urllib.request
listed = open(sys.argv[sys.argv.index("--requirement") + 1]).read().split()
service = sys.argv[sys.argv.index("--osv-url") + 1]
rows = []
for line in listed:
    name, version = line.split("==")
    asked = json.dumps({"package": {"name": name, "ecosystem": "PyPI"}, "version": version}).encode()
    found = json.load(urllib.request.urlopen(service, asked)).get("vulns", [])
    rows.append({"name": name, "version": version, "vulns": [{"id": one["id"]} for one in found]})
"""
ENDS = 'print(json.dumps({"dependencies": rows, "fixes": []}))\nsys.exit(any(row["vulns"] for row in rows))\n'
GOOD = ("jinja2", "3.1.6")


def tools(folder: Path, address: str, ends: str = ENDS) -> Tools:
    """The tools with the stand-in, which ends in this way."""
    (folder / "pip_audit.py").write_text(STAND_IN + ends, "utf-8")
    return Tools((sys.executable, "-I", "-S", str(folder / "pip_audit.py")), audit.NPM, f"{address}v1/query", address)


def test_a_bad_version_is_red_and_a_good_one_is_not(tmp_path: Path) -> None:
    with advisories({BAD_PIN}) as address:
        own = tools(tmp_path, address)
        assert audit_pins(frozenset({BAD_PIN, GOOD, ("click", "8.5.1")}), own) == {BAD_PIN: ["TRIAL-1"]}
        assert audit_pins(frozenset({GOOD}), own) == {}


def test_both_versions_of_a_name_are_asked() -> None:
    assert audit._batches(frozenset({("a", "1"), ("a", "2"), ("b", "1")})) == [{"a": "1", "b": "1"}, {"a": "2"}]


@pytest.mark.parametrize(("ends", "why"), [
    ('print(json.dumps({"dependencies": rows[1:]}))', "没有查到结果"),
    ('print(json.dumps({"dependencies": []}))', "没有查到结果"),
    ('print(json.dumps({"fixes": []}))', "没有包的名单"),
    ('print(json.dumps({"dependencies": [{"name": "jinja2", "skip_reason": "not found"}]}))', "被跳过"),
    ('print("No known vulnerabilities found")', "问不到漏洞库"),
    ("", "问不到漏洞库"),
    ('print("[]")', "不可用"),
    (ENDS.replace("any(row", "7 + any(row"), "退出码 7"),
])
def test_a_silent_skip_is_red(tmp_path: Path, ends: str, why: str) -> None:
    with advisories({BAD_PIN}) as address, pytest.raises(AuditFailed, match=why):
        audit_pins(frozenset({GOOD, ("click", "8.5.1")}), tools(tmp_path, address, ends))


def test_a_tool_that_is_not_there_is_red(tmp_path: Path) -> None:
    with pytest.raises(AuditFailed, match="工具没有做完"):
        audit_pins(frozenset({GOOD}), Tools((str(tmp_path / "none"),)))


def test_a_lock_without_pins_is_red(tmp_path: Path) -> None:
    (tmp_path / "site.txt").write_text("# nothing\n", "utf-8")
    with pytest.raises(AuditFailed, match="没有锁定的包"):
        audit.read_pins(tmp_path / "site.txt")


def test_a_pin_for_another_system_is_asked_too(tmp_path: Path) -> None:
    (tmp_path / "site.txt").write_text('click==8.5.1\nwinpkg==1.0 ; sys_platform == "win32" \\\n    --hash=sha256:0\n', "utf-8")
    assert audit.read_pins(tmp_path / "site.txt") == {("click", "8.5.1"), ("winpkg", "1.0")}


def test_npm_bad_is_red_and_good_is_not(tmp_path: Path) -> None:
    with advisories({BAD_NPM}) as address:
        own = tools(tmp_path, address)
        assert audit_npm(write_npm_lock(tmp_path, [BAD_NPM, ("escape-html", "1.0.3")]), own) == {"lodash": "high"}
        assert audit_npm(write_npm_lock(tmp_path, [("lodash", "4.17.21")]), own) == {}


def test_npm_without_an_answer_is_red(tmp_path: Path) -> None:
    with advisories({BAD_NPM}, status=405) as address, pytest.raises(AuditFailed, match="npm 问不到漏洞库"):
        audit_npm(write_npm_lock(tmp_path, [BAD_NPM]), tools(tmp_path, address))


def test_npm_that_asks_of_fewer_packages_than_the_lock_names_is_red(tmp_path: Path) -> None:
    report = '{"auditReportVersion": 2, "vulnerabilities": {}, "metadata": {"dependencies": {"total": 1}}}'
    folder = write_npm_lock(tmp_path, [BAD_NPM, ("escape-html", "1.0.3")])
    with pytest.raises(AuditFailed, match="2 个包里的 1 个"):
        audit_npm(folder, Tools((), (sys.executable, "-c", f"print({report!r})")))


def test_a_service_that_knows_nothing_is_not_believed(tmp_path: Path) -> None:
    with advisories(set()) as address, pytest.raises(AuditFailed, match="也不能信"):
        audit.prove(tools(tmp_path, address))


def test_nothing_known_ends_in_chinese_and_never_in_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with advisories({BAD_PIN}, status=503) as address:
        own = tools(tmp_path, address)
        monkeypatch.setattr(audit, "provide", lambda name: tmp_path)
        monkeypatch.setattr(audit, "try_out", lambda tools: None)
        monkeypatch.setattr(audit, "Tools", lambda *arguments: own)
        assert audit.main() == 3
    told = capsys.readouterr()
    assert "E-AUDIT 没有查成，不知道有没有漏洞" in told.err
    assert "没有已知漏洞" not in told.out


@pytest.mark.parametrize(("bad", "status"), [({BAD_PIN}, 1), (set(), 0)])
def test_the_exit_status_says_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bad: set[tuple[str, str]], status: int
) -> None:
    lock = tmp_path / "site.txt"
    lock.write_text("jinja2==2.11.2 \\\n    --hash=sha256:0\nclick==8.5.1\n", "utf-8")
    with advisories(bad) as address:
        own = tools(tmp_path, address)
        monkeypatch.setattr(audit, "PIP_LOCKS", (lock,))
        monkeypatch.setattr(audit, "NPM_FOLDERS", ())
        monkeypatch.setattr(audit, "provide", lambda name: tmp_path)
        monkeypatch.setattr(audit, "Tools", lambda *arguments: own)
        monkeypatch.setattr(audit, "try_out", lambda tools: None)
        monkeypatch.setattr(audit, "prove", lambda tools: None)
        assert audit.main() == status
    said = capsys.readouterr().out
    assert f"requirements/site.txt：2 个包，有已知漏洞的 {len(bad)} 个" in said
    assert ("jinja2==2.11.2：TRIAL-1" in said) == bool(bad)
