"""A database of vulnerabilities on the loopback, for trials: answers as OSV (POST /v1/query) and as an npm registry do."""
from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Set
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.tools.loopback import listening

_NPM_PATH = "/-/npm/v1/security/advisories/bulk"


@contextmanager
def advisories(bad: Set[tuple[str, str]], status: int = 200) -> Iterator[str]:
    """Serve a database that knows these versions as bad; yields its address with a slash at the end.

    With another `status` it answers every question with that and nothing else.
    """

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            asked = json.loads(gzip.decompress(content) if self.headers["Content-Encoding"] == "gzip" else content)
            self.answer(status, _of_npm(asked, bad) if self.path == _NPM_PATH else _of_osv(asked, bad))

        def do_GET(self) -> None:
            self.answer(404, {})  # npm asks for the whole history of a bad package, and does without

        def answer(self, code: int, told: object) -> None:
            content = json.dumps(told).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with listening(Answers) as address:
        yield address


def _of_osv(asked: dict[str, Any], bad: Set[tuple[str, str]]) -> dict[str, Any]:
    name, version = asked["package"]["name"], asked["version"]
    if (name, version) not in bad:
        return {}
    affected = {"package": {"name": name, "ecosystem": "PyPI"}, "versions": [version], "ranges": []}
    return {"vulns": [{"id": "TRIAL-1", "summary": "trial", "modified": "2021-01-01T00:00:00Z", "affected": [affected]}]}


def _of_npm(asked: dict[str, list[str]], bad: Set[tuple[str, str]]) -> dict[str, Any]:
    return {
        name: [{"id": 1, "url": "", "title": "trial", "severity": "high", "vulnerable_versions": version, "cwe": [],
                "cvss": {"score": 7, "vectorString": ""}}]
        for name, versions in asked.items() for version in versions if (name, version) in bad
    }
