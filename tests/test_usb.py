"""The zip for a USB stick: whole, the same again, readable by old unpackers, written whole or not at all."""
from __future__ import annotations

import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import REPO
from lxml import html

from generator import usb
from generator.model.problem import CasebookError
from generator.usb import MAX_PATH, write_stick

DAY = datetime(2026, 1, 5, 8, 30, 21, tzinfo=UTC)


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """A small published site."""
    folder = tmp_path / "build" / "site"
    (folder / "library").mkdir(parents=True)
    (folder / "index.html").write_text('<a href="library/甲.html">甲</a>', "utf-8")
    (folder / "library" / "a.html").write_bytes(b"<p>a</p>" * 1000)
    return folder


def stick(live: Path, name: str = "stick.zip") -> Path:
    target = live.parent / name
    assert write_stick(live, target, DAY, "0.1.0") == target.stat().st_size
    return target


def test_holds_the_site_below_one_ascii_folder(live: Path) -> None:
    with zipfile.ZipFile(stick(live)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert archive.read("casebook/library/a.html") == (live / "library/a.html").read_bytes()
    assert names == sorted(names)
    assert set(names) == {
        "casebook/index.html", "casebook/library/a.html", "casebook/打开首页.html", "casebook/使用说明.txt",
    }


def test_unzip_reads_it_and_its_chinese_names(live: Path, tmp_path: Path) -> None:
    target = stick(live)
    assert "No errors detected" in subprocess.run(["unzip", "-t", target], capture_output=True, text=True, check=True).stdout
    there = tmp_path / "那边"
    subprocess.run(["unzip", "-q", target, "-d", there], check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (there / "casebook" / "打开首页.html").is_file()
    with zipfile.ZipFile(target) as archive:
        flags = {entry.filename: entry.flag_bits & 0x800 for entry in archive.infolist()}
        modes = {entry.external_attr >> 16 for entry in archive.infolist()}
    assert flags["casebook/使用说明.txt"]
    assert modes == {0o100644}


def test_the_opener_leads_to_the_home_page(live: Path) -> None:
    with zipfile.ZipFile(stick(live)) as archive:
        page = html.fromstring(archive.read("casebook/打开首页.html"))
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=index.html"]
    assert page.xpath("//a/@href") == ["index.html"]


def test_the_guide_opens_in_notepad_and_names_the_version(live: Path) -> None:
    with zipfile.ZipFile(stick(live)) as archive:
        text = archive.read("casebook/使用说明.txt")
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n") > 20
    for words in ("版本：0.1.0，2026年1月5日", "解压", "打开首页.html", "Chrome 90", "只拷一个网页", "发给向您提供本库的单位"):
        assert words in text.decode("utf-8-sig")


def test_the_same_site_gives_the_same_bytes_whatever_its_dates(live: Path) -> None:
    first = stick(live, "one.zip").read_bytes()
    for path in live.rglob("*"):
        os.utime(path, (0, 0))
    (live / "library" / "a.html").chmod(0o600)
    assert stick(live, "two.zip").read_bytes() == first


@pytest.mark.parametrize(("year", "shown"), [(1970, 1980), (2026, 2026), (9999, 2107)])
def test_a_date_that_zip_cannot_hold_is_the_nearest(live: Path, year: int, shown: int) -> None:
    target = live.parent / "stick.zip"
    write_stick(live, target, DAY.replace(year=year), "1")
    with zipfile.ZipFile(target) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {shown}


def test_without_a_site_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(CasebookError) as refused:
        write_stick(tmp_path / "site", tmp_path / "stick.zip", DAY, "1")
    assert (refused.value.code, refused.value.status) == ("E-NO-SITE", 3)
    assert "先运行 make site" in refused.value.mend
    assert not (tmp_path / "stick.zip").exists()


@pytest.mark.parametrize("place", ["index.html.zip", "library/stick.zip", "."])
def test_it_is_never_written_into_the_site(live: Path, place: str) -> None:
    before = sorted(live.rglob("*"))
    with pytest.raises(CasebookError) as refused:
        write_stick(live, live / place, DAY, "1")
    assert refused.value.code == "E-NAME"
    assert sorted(live.rglob("*")) == before


def test_a_folder_is_no_target(live: Path, tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="是文件夹"):
        write_stick(live, tmp_path, DAY, "1")


def test_a_name_that_some_machines_cannot_unpack_is_refused(live: Path) -> None:
    fits = MAX_PATH - len("casebook/.html")
    (live / f"{'a' * fits}.html").write_text("a")
    stick(live)
    (live / f"{'a' * (fits + 1)}.html").write_text("a")
    with pytest.raises(CasebookError, match="180 个字符"):
        stick(live, "other.zip")
    assert not (live.parent / "other.zip").exists()


def test_a_link_in_the_site_is_refused(live: Path) -> None:
    (live / "leak.html").symlink_to("/etc/hostname")
    with pytest.raises(CasebookError) as refused:
        stick(live)
    assert refused.value.code == "E-SYMLINK"


def test_a_site_that_is_exchanged_meanwhile_is_refused(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    former = usb.list_entries

    def exchanged(folder: Path) -> object:
        entries = former(folder)
        live.rename(live.with_name("old"))
        live.mkdir()
        return entries

    monkeypatch.setattr(usb, "list_entries", exchanged)
    with pytest.raises(CasebookError) as refused:
        stick(live)
    assert refused.value.code == "E-LOCKED"


def test_a_disk_that_is_full_leaves_the_old_zip(live: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = stick(live)
    before = target.read_bytes()
    (live / "index.html").write_text("new")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CasebookError) as refused:
        stick(live)
    assert refused.value.code == "E-DISK-FULL"
    monkeypatch.undo()
    assert target.read_bytes() == before
    assert {path.name for path in live.parent.iterdir()} == {"site", "stick.zip"}


def test_the_real_site_fits(real_site: Path, tmp_path: Path) -> None:
    write_stick(real_site, tmp_path / "one.zip", DAY, "1")
    write_stick(real_site, tmp_path / "two.zip", DAY, "1")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = archive.namelist()
    assert {"casebook/index.html", "casebook/data/metrics.csv", "casebook/llms.txt"} < set(names)
    assert max(map(len, names)) <= MAX_PATH
    assert all(name.isascii() for name in names if name not in {"casebook/打开首页.html", "casebook/使用说明.txt"})


def test_make_usb_builds_first() -> None:
    assert "\nusb: site\n\t@$(CASEBOOK) usb\n" in (REPO / "Makefile").read_text("utf-8")
