"""The set-up script: what it keeps, what it makes again, and what it says when something is missing."""

from __future__ import annotations

import ast
import fcntl
import json
import os
import platform
import shutil
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parent.parent / "requirements"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, turned to a small project whose steps are all done."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import install

    root = tmp_path / "项目 一"
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "VENV", root / ".venv")
    monkeypatch.setattr(install, "STAMP", root / ".venv" / "casebook-install.json")
    monkeypatch.setattr(install, "LOCKS", {name: root / "requirements" / f"{name}.txt" for name in ("site", "test")})
    monkeypatch.setattr(install, "WEB", root / "web")
    monkeypatch.setattr(install, "TOOLS", root / "tools")
    monkeypatch.setattr(install, "provide_nginx", lambda folder: None)
    monkeypatch.setattr(install, "provide_java", lambda: None)
    for file in ("pyproject.toml", "requirements/site.txt", "requirements/test.txt"):
        write(root / file, file)
    for folder in ("web", "tools"):
        write(root / folder / "package-lock.json", folder)
        write(root / folder / "node_modules" / ".package-lock.json", "{}")
    (root / ".venv" / "bin").mkdir(parents=True)
    (root / ".venv" / "bin" / "python").symlink_to(sys.executable)
    done = {
        "test": install.digest(install.LOCKS["test"]),
        "project": install.digest(root / "pyproject.toml"),
        "web": install.digest(root / "web" / "package-lock.json"),
        "tools": install.digest(root / "tools" / "package-lock.json"),
    }
    install.write_stamp({"root": str(root), "python": list(sys.version_info[:2]), "done": done, "doing": ""})
    return install


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def keys(install: ModuleType, purpose: str) -> list[str]:
    """The steps that are still to do."""
    return [step[0] for step in install.plan(purpose, install.read_stamp()["done"])]


def test_what_is_done_is_not_done_again(install: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert install.find_fault(install.read_stamp()) == ""
    assert keys(install, "site") == []
    assert keys(install, "test") == []
    assert install.main(["test"]) == 0
    assert capsys.readouterr().out == ""


def test_the_site_alone_is_not_enough_for_the_tests(install: ModuleType) -> None:
    stamp = install.read_stamp()
    stamp["done"] = {"site": install.digest(install.LOCKS["site"]), **stamp["done"]}
    del stamp["done"]["test"], stamp["done"]["tools"]
    install.write_stamp(stamp)
    assert keys(install, "site") == []
    assert keys(install, "test") == ["test", "project", "tools"]


@pytest.mark.parametrize("folder", ["web", "tools"])
def test_node_modules_that_are_not_whole_are_installed_again(install: ModuleType, folder: str) -> None:
    (install.ROOT / folder / "node_modules" / ".package-lock.json").unlink()
    assert keys(install, "test") == [folder]


def test_a_changed_npm_lock_or_project_file_is_installed_again(install: ModuleType) -> None:
    write(install.WEB / "package-lock.json", "new")
    write(install.ROOT / "pyproject.toml", "new")
    assert keys(install, "test") == ["project", "web"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"doing": "test"}, "上次没有装完"),
        ({"root": "/elsewhere"}, "项目换过位置"),
        ({"python": [3, 99]}, "其中的 Python 已不能用"),
        ({"done": []}, "上次没有装完"),
    ],
)
def test_a_venv_that_cannot_be_trusted_is_made_again(install: ModuleType, change: dict, fault: str) -> None:
    install.write_stamp({**install.read_stamp(), **change})
    assert install.find_fault(install.read_stamp()) == fault


def test_a_venv_without_stamp_or_python_or_with_an_old_lock_is_made_again(install: ModuleType) -> None:
    write(install.LOCKS["test"], "new")
    assert install.find_fault(install.read_stamp()) == "依赖清单有更新"
    write(install.LOCKS["test"], "requirements/test.txt")
    (install.VENV / "bin" / "python").unlink()
    assert install.find_fault(install.read_stamp()) == "其中的 Python 已不能用"
    install.STAMP.write_text("[", encoding="utf-8")
    assert install.find_fault(install.read_stamp()) == "上次没有装完"


def test_a_step_that_fails_is_not_marked_as_done(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        raise install.Fault("安装 npm 包没有成功。", "再运行一次。")

    (install.WEB / "node_modules" / ".package-lock.json").unlink()
    monkeypatch.setattr(install, "install_node_packages", fail)
    assert install.main(["site"]) == 3
    stamp = json.loads(install.STAMP.read_text(encoding="utf-8"))
    assert "web" not in stamp["done"]
    assert stamp["doing"] == "web"


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘已满"),
        ("npm error code EINTEGRITY", "校验值不一致"),
        ("npm error code SELF_SIGNED_CERT_IN_CHAIN", "证书不受信任"),
        ("Retrying after connection broken by ...\nERROR: No matching distribution found", "网络不通"),
        ("ERROR: No matching distribution found for x==1", "没有适合本机的版本"),
        ("something else", "原因见上面的输出"),
    ],
)
def test_a_failed_command_is_explained_in_chinese(install: ModuleType, says: str, reason: str) -> None:
    command = [sys.executable, "-c", f"import sys; print({says!r}); sys.exit(1)"]
    with pytest.raises(install.Fault) as caught:
        install.run(command, "安装 Python 包", cwd=install.ROOT)
    assert reason in caught.value.what
    assert caught.value.mend.endswith(("。", "python3.12"))
    assert caught.value.details == says


def test_wrong_usage_and_faults_end_without_a_traceback(
    install: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install.main(["everything"]) == 2
    install.LOCKS["test"].unlink()
    assert install.main(["test"]) == 3
    told = capsys.readouterr().err
    assert "E-INSTALL 缺少文件 requirements/test.txt。\n    修改: " in told
    assert "Traceback" not in told


def test_a_venv_that_is_a_link_is_left_alone(install: ModuleType, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    install.VENV.rename(elsewhere)
    install.VENV.symlink_to(elsewhere)
    with pytest.raises(install.Fault, match="不是普通文件夹"):
        install.make_venv("项目换过位置")
    assert elsewhere.is_dir()


def test_a_second_set_up_waits_for_the_first(install: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    entered = threading.Event()

    def second() -> None:
        with install.one_at_a_time():
            entered.set()

    handle = os.open(install.ROOT / "requirements", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    waiting = threading.Thread(target=second)
    waiting.start()
    assert not entered.wait(0.3)
    os.close(handle)
    waiting.join(10)
    assert entered.is_set()
    assert "另一个安装正在进行" in capsys.readouterr().out


def test_the_newest_fitting_python_on_path_is_taken_but_none_inside_venv(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import machine

    monkeypatch.setattr(machine, "OLDEST", (3, 91))
    monkeypatch.setattr(machine, "NEWEST", (3, 95))
    shun = tmp_path / "项目" / ".venv"
    for folder, name, minor in (("a", "python3.92", 92), ("b", "python3", 94), ("项目/.venv/bin", "python3.95", 95)):
        write(tmp_path / folder / name, f"#!/bin/sh\necho 3 {minor}\n")
        (tmp_path / folder / name).chmod(0o755)
    path = os.pathsep.join(str(tmp_path / folder) for folder in ("项目/.venv/bin", "a", "b"))
    monkeypatch.setenv("PATH", path)
    assert machine.find_python(shun) == str(tmp_path / "b" / "python3")
    shutil.rmtree(tmp_path / "b")
    assert machine.find_python(shun) == str(tmp_path / "a" / "python3.92")
    shutil.rmtree(tmp_path / "a")
    with pytest.raises(machine.Fault, match=platform.python_version()):
        machine.find_python(shun)


def test_a_python_without_venv_is_named_with_the_command_that_mends_it(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import machine

    write(tmp_path / "python3.12", "#!/bin/sh\nexit 1\n")
    write(tmp_path / "apt-get", "#!/bin/sh\n")
    for name in ("python3.12", "apt-get"):
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(machine.Fault, match="缺少 venv 组件") as caught:
        machine.with_venv(str(tmp_path / "python3.12"), 12)
    assert caught.value.mend == "sudo apt install python3.12-venv"


@pytest.mark.parametrize("name", ["install.py", "machine.py"])
def test_python_3_8_can_read_the_script(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.fixture
def tools(install: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A PATH of a few tools, with an apt-get that has nginx only after its lists were fetched."""
    folder = tmp_path / "bin"
    program(folder / "apt-get", """case $1 in --version) ;; update) touch "$0.lists" ;; *) test -e "$0.lists" && touch $3.deb ;; esac""")
    program(folder / "dpkg-deb", 'mkdir -p "$3/usr/sbin"; printf "#!/bin/sh\\n" > "$3/usr/sbin/nginx"; chmod +x "$3/usr/sbin/nginx"')
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    real = shutil.which
    # the machine's own nginx, if it has one, stays out of it
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None if name == "nginx" else real(name, path=path))
    return folder


def program(file: Path, body: str) -> None:
    write(file, f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def test_nginx_is_unpacked_beside_the_packages_and_kept(tools: Path, tmp_path: Path) -> None:
    import machine

    machine.provide_nginx(tmp_path / "nginx")
    found = machine.find_nginx(tmp_path / "nginx")
    assert found == str(tmp_path / "nginx/usr/sbin/nginx")
    (tools / "apt-get").unlink()
    machine.provide_nginx(tmp_path / "nginx")


def test_without_nginx_the_package_is_named(tools: Path, tmp_path: Path) -> None:
    import machine

    program(tools / "apt-get", "exit 1")
    with pytest.raises(machine.Fault, match="没有找到 nginx") as caught:
        machine.provide_nginx(tmp_path / "nginx")
    assert caught.value.mend == "sudo apt install nginx-light"


def test_an_nginx_that_does_not_start_is_none(tools: Path, tmp_path: Path) -> None:
    import machine

    program(tmp_path / "nginx/usr/sbin/nginx", "exit 127")
    assert machine.find_nginx(tmp_path / "nginx") is None


@pytest.fixture
def no_java(tools: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same PATH on a machine without java, of which only the folder of tools may hold one."""
    real = shutil.which
    own = str(tools)
    monkeypatch.setattr(shutil, "which", lambda name, path=None: real(name, path=own) if name == "java" else real(name, path=path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tools


def test_java_is_installed_once_the_lists_of_packages_are_there(no_java: Path) -> None:
    import machine

    java, asked = no_java / "java", no_java / "asked"
    brings = f'test -e "$0.lists" || exit 1; printf "#!/bin/sh\\n" > {java}; chmod +x {java}'
    program(no_java / "apt-get", f'echo "$@" >> {asked}; case $1 in update) touch "$0.lists" ;; install) {brings} ;; esac')
    machine.provide_java()
    assert machine.has_program("java")
    calls = asked.read_text(encoding="utf-8").splitlines()
    assert [call.split()[0] for call in calls] == ["install", "update", "install"]
    assert calls[0].endswith("--no-install-recommends default-jre-headless")
    machine.provide_java()
    assert len(asked.read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.parametrize("user", [0, 1000])
def test_without_java_its_package_is_named(no_java: Path, monkeypatch: pytest.MonkeyPatch, user: int) -> None:
    import machine

    program(no_java / "java", "exit 1")  # macOS has such a stand-in
    program(no_java / "apt-get", "exit 0")  # says that all is well, and brings nothing
    monkeypatch.setattr(os, "geteuid", lambda: user)
    with pytest.raises(machine.Fault, match="没有找到 java") as caught:
        machine.provide_java()
    assert caught.value.mend == "sudo apt install --no-install-recommends default-jre-headless"
