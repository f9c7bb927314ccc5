"""Look while writing: build, serve on the loopback, build again on any change and reload the page."""
from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from generator.model.problem import CasebookError, ContentRefused, reason_of
from generator.pipeline import build
from generator.report import as_text


def serve_site(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve `root`/build/site at 127.0.0.1:`port` until interrupted; changes in cases/ and docs/ build it again.

    A change that is refused is told and leaves the last good site. Raises CasebookError E-PORT when the port is taken.
    """
    from mkdocs.livereload import LiveReloadServer

    live = root / "build" / "site"

    def rebuild() -> None:
        try:
            if build(root, live):
                say("已更新。")
        except ContentRefused as refused:
            say(as_text(refused.problems) + "内容有错误，页面仍是改动前的。")
        except CasebookError as error:
            say(f"{error.code} {error.what}\n页面仍是改动前的。")

    rebuild()
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(live))
    server.watch(str(root / "cases"))
    server.watch(str(root / "mkdocs.yml"))
    server.watch(str(root / "docs"), recursive=False)  # not docs/library: the build itself writes there
    say(f"打开 http://127.0.0.1:{port}/ 看；按 Ctrl-C 停止。")
    try:
        server.serve()
    except OSError as error:
        raise CasebookError("E-PORT", f"端口 {port} 打不开：{reason_of(error.errno)}", "换一个端口，如 --port 8001") from error
    except KeyboardInterrupt:
        server.shutdown()
        say("已停止。")
