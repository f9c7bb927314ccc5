"""The shipped settings of nginx, on a small site: types, headers, what is kept, what is not shown."""
from __future__ import annotations

import gzip
import http.client
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import nginx
from tests.conftest import REPO

pytestmark = pytest.mark.linux

LONG = "社区" * 2000
FILES = {
    "index.html": LONG, "404.html": "没有这一页", "library/a.html": LONG, "data/site.js": LONG, "data/site.css": LONG, "data/a.svg": LONG,
    "data/a.csv": LONG, "data/a.json": LONG, "data/a.docx": LONG, "data/a.xlsx": LONG, "data/a.pptx": LONG, "data/a.typ": LONG, "a.pdf": LONG,
    "llms.txt": LONG, "assets/stylesheets/main.57a0d79d.min.css": LONG, "assets/stylesheets/main.css": LONG, ".git/config": "secret",
    "library/.hidden": "secret",
}
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "index.html": "text/html; charset=utf-8", "data/site.js": "text/javascript; charset=utf-8", "data/site.css": "text/css; charset=utf-8",
    "data/a.svg": "image/svg+xml", "data/a.csv": "text/csv; charset=utf-8", "data/a.json": "application/json; charset=utf-8",
    "data/a.typ": "text/plain; charset=utf-8", "llms.txt": "text/plain; charset=utf-8", "a.pdf": "application/pdf",
    "data/a.docx": f"{OFFICE}wordprocessingml.document", "data/a.xlsx": f"{OFFICE}spreadsheetml.sheet",
    "data/a.pptx": f"{OFFICE}presentationml.presentation",
}
HASHED = "assets/stylesheets/main.57a0d79d.min.css"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = tmp_path_factory.mktemp("网站 一")
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    with nginx.serving(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def ask(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", f"/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return got


@pytest.mark.parametrize("path", TYPES)
def test_every_kind_of_file_has_its_type(address: str, path: str) -> None:
    status, headers, body = ask(address, path)
    assert (status, headers["content-type"]) == (200, TYPES[path])
    assert body.decode() == FILES[path]


@pytest.mark.parametrize("path", ["", "library/a.html", "data/site.js", "no/such/page.html", ".git/config", HASHED])
def test_every_answer_has_the_headers(address: str, path: str) -> None:
    _, headers, _ = ask(address, path)
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["server"] == "nginx"


@pytest.mark.parametrize("path", ["no/such/page.html", "library/", "library", "data/", ".git/config", "library/.hidden", "%ff", f"?q={'x' * 40_000}"])
def test_what_is_not_there_or_not_shown_is_the_page_404(address: str, path: str) -> None:
    status, headers, body = ask(address, path)
    if status == 301:
        assert headers["location"] == f"/{path}/"
        status, headers, body = ask(address, f"{path}/")
    assert (status, body.decode()) == (404, FILES["404.html"])
    assert headers["cache-control"] == "no-cache"


def test_only_files_with_a_hash_in_their_name_are_kept(address: str) -> None:
    kept = {path for path in FILES if "immutable" in ask(address, path)[1].get("cache-control", "")}
    assert kept == {HASHED}
    assert ask(address, "data/site.js")[1]["cache-control"] == "no-cache"
    tag = ask(address, "data/site.js")[1]["etag"]
    assert ask(address, "data/site.js", If_None_Match=tag)[0] == 304
    assert "immutable" not in ask(address, "assets/stylesheets/main.00000000.min.css")[1]["cache-control"]


@pytest.mark.parametrize("path", ["index.html", "data/site.js", "data/site.css", "data/a.svg", "data/a.csv", "data/a.json"])
def test_text_is_sent_compressed(address: str, path: str) -> None:
    _, headers, body = ask(address, path, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == FILES[path]
    assert "content-encoding" not in ask(address, "data/a.docx", Accept_Encoding="gzip")[1]


def test_a_part_of_a_file_and_a_long_address_are_answered(address: str) -> None:
    status, _, body = ask(address, "data/a.docx", Range="bytes=0-2")
    assert (status, body.decode()) == (206, "社")
    assert ask(address, f"index.html?q={'x' * 10_000}")[0] == 200


def test_nothing_is_taken_in(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("POST", "/index.html", body=b"x")
    assert connection.getresponse().status == 405
    connection.close()


def test_without_nginx_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(nginx, "find_nginx", lambda folder: None)
    with pytest.raises(nginx.NginxMissing, match="sudo apt install nginx-light"), nginx.serving(tmp_path, tmp_path):
        pass


def test_what_nginx_says_of_wrong_settings_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(nginx, "SHIPPED", tmp_path / "shipped")
    (tmp_path / "shipped").write_text(f"server {{ {nginx.PORT} {nginx.FOLDER} no_such_word on; }}", "utf-8")
    with pytest.raises(AssertionError, match="no_such_word"), nginx.serving(tmp_path, tmp_path):
        pass


def test_the_manual_names_what_the_settings_ask_to_be_changed() -> None:
    manual, settings = ((REPO / "deploy" / name).read_text("utf-8") for name in ("README.md", "nginx.conf"))
    for word in ("listen", "server_name", "root"):
        assert f"`{word}`" in manual
        assert f"    {word} " in settings
    assert os.fspath(REPO) not in manual + settings


def test_what_was_packed_before_is_sent_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = nginx.SHIPPED.read_text("utf-8")
    assert shipped.count("# gzip_static on;") == 1
    settings, site, folder = tmp_path / "shipped", tmp_path / "site", tmp_path / "server"
    settings.write_text(shipped.replace("# gzip_static on;", "gzip_static on;"), "utf-8")
    monkeypatch.setattr(nginx, "SHIPPED", settings)
    for place in (site, folder):
        place.mkdir()
    packed = gzip.compress(LONG.encode(), 9, mtime=0)
    (site / "index.html").write_text(LONG, "utf-8")
    (site / "index.html.gz").write_bytes(packed)
    (site / "about.html").write_text(LONG, "utf-8")
    with nginx.serving(site, folder) as address:
        _, headers, body = ask(address, "index.html", Accept_Encoding="gzip")
        assert (headers["content-encoding"], headers["content-type"], body) == ("gzip", "text/html; charset=utf-8", packed)
        assert ask(address, "index.html")[2].decode() == LONG
        _, headers, body = ask(address, "about.html", Accept_Encoding="gzip")
        assert gzip.decompress(body).decode() == LONG
        assert headers["content-encoding"] == "gzip"
