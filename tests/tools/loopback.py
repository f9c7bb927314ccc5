"""A server on the loopback, for as long as a block runs."""
from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Handler = Callable[..., BaseHTTPRequestHandler]


class QuietFiles(SimpleHTTPRequestHandler):
    """Gives out files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever asks looks at what comes."""


@contextmanager
def listening(handler: Handler) -> Iterator[str]:
    """Answer requests by a handler; yield the server's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def files_of(folder: Path, handler: Handler = QuietFiles, **settings: Any) -> Handler:
    """A handler that gives out the files of a folder."""
    return functools.partial(handler, directory=str(folder), **settings)
