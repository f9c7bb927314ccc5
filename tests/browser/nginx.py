"""An nginx with the shipped settings on a free port of the loopback, as an ordinary user."""
from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import AF_INET, SOCK_STREAM, create_connection, socket

from requirements.machine import find_nginx
from tests.conftest import REPO

SHIPPED = REPO / "deploy" / "nginx.conf"
PORT, FOLDER = "listen 80;", "root /srv/casebook/site;"
"""The two lines that whoever sets up a server changes, and so do the tests."""

AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/shipped.conf;
}}
"""


class NginxMissing(RuntimeError):
    """No nginx starts on this machine; the text (Chinese) names the package that brings one."""


def set_up(site: Path, folder: Path, port: int) -> Path:
    """Write the settings for a site and a port into a folder; return the file that nginx is started with."""
    shipped = SHIPPED.read_text(encoding="utf-8")
    for line in (PORT, FOLDER):
        assert shipped.count(line) == 1, line
    shipped = shipped.replace(PORT, f"listen 127.0.0.1:{port};").replace(FOLDER, f'root "{site}";')
    (folder / "shipped.conf").write_text(shipped, encoding="utf-8")
    settings = folder / "nginx.conf"
    # started by root, nginx would read as nobody, who may not enter the tests' folders; others may not name a user
    user = "" if os.geteuid() else "user root;"
    settings.write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    return settings


@contextmanager
def serving(site: Path, folder: Path) -> Iterator[str]:
    """Serve a built site with the shipped settings; yields its address with a slash at the end.

    `folder` is an empty one for the server's own files. Raises NginxMissing; AssertionError with what nginx says
    when it warns or does not start.
    """
    program = find_nginx(REPO / ".venv" / "nginx")
    if not program:
        raise NginxMissing("没有找到 nginx。运行 make test 会取得它；也可以：sudo apt install nginx-light")
    port = free_port()
    settings = set_up(site, folder, port)
    said = folder / "said"
    with said.open("wb") as output:
        server = subprocess.Popen(
            [program, "-p", folder, "-c", settings, "-e", "stderr"], stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        wait_until_open(port, server, said)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(10)
    told = said.read_text(encoding="utf-8", errors="replace")
    assert "[warn]" not in told, told


def free_port() -> int:
    with socket(AF_INET, SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int, server: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(200):
        assert server.poll() is None, said.read_text(encoding="utf-8", errors="replace")
        try:
            create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")
