"""The policy of every page: what it says, where it stands, and what turns the build away."""
from __future__ import annotations

import base64
import hashlib
import re
import time
from pathlib import Path

import pytest
from conftest import REPO

from generator.csp import add_policies, policy
from generator.model.problem import CasebookError

THEME = (REPO / "generator/render/theme/main.html").read_text("utf-8")
KNOWN = re.search(r"<script>.*?</script>", THEME, re.DOTALL)
HEAD = '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
META = re.compile(r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def page(head: str = "", body: str = "<p>一页</p>") -> str:
    return f"{HEAD}{head}<title>一页</title></head>\n<body>{body}</body></html>\n"


def write(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        place = folder / f"{name}.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return folder


def test_the_policy_stands_behind_the_charset_and_names_the_script_of_the_page(tmp_path: Path) -> None:
    assert KNOWN
    write(tmp_path, plain=page(), scripted=page(KNOWN[0]))
    assert add_policies(tmp_path) == 2
    plain, scripted = ((tmp_path / f"{name}.html").read_text("utf-8") for name in ("plain", "scripted"))
    digest = base64.b64encode(hashlib.sha256(KNOWN[0][8:-9].encode()).digest()).decode()
    found = META.search(scripted)
    assert found
    assert f"script-src 'self' 'sha256-{digest}';" in found[1]
    assert "sha256" not in plain
    assert META.sub('<meta charset="utf-8">', scripted) == page(KNOWN[0])


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert rules["default-src"] == rules["connect-src"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["font-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in policy(("x",))
    assert "*" not in policy()
    assert "http" not in policy()


def test_the_same_pages_get_the_same_bytes(tmp_path: Path) -> None:
    pages = {"a": page(), "b": page(KNOWN[0] if KNOWN else "")}
    first, second = write(tmp_path / "1", **pages), write(tmp_path / "2", **dict(reversed(pages.items())))
    add_policies(first)
    add_policies(second)
    for name in pages:
        assert (first / f"{name}.html").read_bytes() == (second / f"{name}.html").read_bytes()


REFUSED = {
    "strange script": (page("<script>alert(1)</script>"), "来历不明的脚本"),
    "known script, one byte more": (page(KNOWN[0].replace("</script>", " </script>") if KNOWN else ""), "来历不明的脚本"),
    "module": (page('<script type="module" src="a.js"></script>'), "来历不明的脚本"),
    "script of another host": (page('<script src="https://example.org/a.js"></script>'), "来历不明的脚本"),
    "code behind an address": (page('<script src="a.js">alert(1)</script>'), "来历不明的脚本"),
    "capital letters": (page("<SCRIPT>alert(1)</SCRIPT>"), "没有写完整"),
    "open end": (page("<script>alert(1)"), "没有写完整"),
    "handler": (page(body='<p onclick="alert(1)">x</p>'), "<p> 有 onclick 属性"),
    "handler behind a slash": (page(body="<img src=x/onerror=alert(1) alt=''><svg/onload=alert(1)>"), "<svg> 有 onload 属性"),
    "handler in capitals": (page(body='<p ONCLICK = "alert(1)">x</p>'), "onclick"),
    "style attribute": (page(body='<p style="color:red">x</p>'), "<p> 有 style 属性"),
    "style in a drawing": (page(body='<svg><g style="fill:red"/></svg>'), "<g> 有 style 属性"),
    "style element": (page("<style>p{color:red}</style>"), "有 <style>"),
    "script address": (page(body='<a href="javascript:alert(1)">x</a>'), "<a> 的 href 是脚本地址"),
    "script address with blanks": (page(body='<a href=" JavaScript:alert(1)">x</a>'), "是脚本地址"),
    "page inside a page": (page(body='<iframe srcdoc="x"></iframe>'), "srcdoc"),
    "policy there already": (page(f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'), "已经有一条策略"),
    "no charset": (page().replace('<meta charset="utf-8">', ""), "应有且只有一处"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_a_policy_would_stop_is_refused_and_nothing_is_changed(kind: str, tmp_path: Path) -> None:
    text, told = REFUSED[kind]
    write(tmp_path, fine=page(), seeded=text)
    with pytest.raises(CasebookError) as refused:
        add_policies(tmp_path)
    assert refused.value.code == "E-CSP"
    assert re.search(rf"^  seeded\.html: .*{re.escape(told)}", refused.value.what, re.MULTILINE)
    assert "fine.html" not in refused.value.what
    assert (tmp_path / "fine.html").read_text("utf-8") == page()


ALLOWED = {
    "data for search engines": page('<script type="application/ld+json">{"@type":"Article"}</script>'),
    "own script": page(body='<script src="../data/site.js"></script>'),
    "words of a text": page(body="<p>&lt;script&gt;alert(1)&lt;/script&gt; onclick=“x” style=1 javascript:alert(1)</p>"),
    "words of an attribute": page(body='<p data-q="style=x onclick=1 &lt;script&gt;">x</p>'),
    "drawing": page(body='<svg width="1" height="1"><g fill="none" class="a"/></svg>'),
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_what_runs_nothing_is_let_through(kind: str, tmp_path: Path) -> None:
    write(tmp_path, page=ALLOWED[kind])
    assert add_policies(tmp_path) == 1


def test_hundreds_of_pages_take_no_time(tmp_path: Path) -> None:
    """A budget of 0.3 s for 264 pages of 20 KB, with room for a busy machine."""
    body = "<p>" + "社区治理是一件要大家一起商量的事。" * 400 + "</p>"
    write(tmp_path, **{f"page-{number}": page(KNOWN[0] if KNOWN else "", body) for number in range(264)})
    began = time.process_time()
    add_policies(tmp_path)
    assert time.process_time() - began < 0.6
