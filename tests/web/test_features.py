"""Chrome 90, the oldest browser of the offices: no syntax, no call and no style that it does not have goes unseen."""
from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import material
import pytest
from conftest import REPO

from generator.bundle import read_bundle
from generator.model.problem import CasebookError
from tests.web.features import ELEMENTS, too_new_in_script, too_new_in_sheet
from tests.web.test_units import WEB, run_node

THEME = Path(material.__file__).parent / "templates"
TEMPLATES = REPO / "generator" / "render"

KNOWN = {
    "property scrollbar-color": "look of scroll bars: the system's without it",
    "property scrollbar-gutter": "room for a scroll bar in Material's list of pages, which ours replaces",
    "property scrollbar-width": "look of scroll bars: the system's without it",
    r"value \brevert-layer\b": "in a fold of Material that the site does not use",
}
"""What the theme's own style sheet uses beyond Chrome 90, and why it does no harm. A new one turns the test red."""


@pytest.fixture(scope="module")
def bundle() -> dict[str, bytes]:
    return read_bundle(WEB)


def theme_sheets() -> list[Path]:
    """The style sheets of Material that a page loads; main.html keeps its block `styles`, and no palette is set."""
    main = re.search(r"assets/stylesheets/main\.[0-9a-f]+\.min\.css", (THEME / "base.html").read_text("utf-8"))
    assert main
    return [THEME / main[0]]


def test_our_styles_are_known_to_chrome_90(bundle: dict[str, bytes]) -> None:
    assert too_new_in_sheet(bundle["site.css"].decode()) == set()


def test_the_theme_uses_nothing_newer_than_we_have_read() -> None:
    used = set().union(*(too_new_in_sheet(sheet.read_text("utf-8")) for sheet in theme_sheets()))
    assert used == set(KNOWN)


def test_our_scripts_call_nothing_newer(bundle: dict[str, bytes]) -> None:
    called = {name: too_new_in_script(text.decode()) for name, text in bundle.items() if name.endswith(".js")}
    assert {name: found for name, found in called.items() if found} == {}


def test_the_types_know_no_newer_library() -> None:
    """What came to JavaScript after 2021 (Chrome 85) is no word of the language to the type checker."""
    library = json.loads((WEB / "tsconfig.json").read_text("utf-8"))["compilerOptions"]["lib"]
    assert {name for name in library if name.startswith("es")} <= {"es2020", "es2021"}


def test_our_scripts_have_no_newer_syntax(bundle: dict[str, bytes], tmp_path: Path) -> None:
    """What esbuild still lowers for Chrome 90 would be too new."""
    for name in (name for name in bundle if name.endswith(".js")):
        (tmp_path / name).write_bytes(bundle[name])
        assert lowered(tmp_path / name, "chrome90") == lowered(tmp_path / name, "esnext"), name


def test_the_templates_use_no_newer_elements() -> None:
    for path in [*TEMPLATES.rglob("*.j2"), *TEMPLATES.rglob("*.html"), *(REPO / "docs").glob("*.md")]:
        text = path.read_text("utf-8")
        assert not [one for one in ELEMENTS if re.search(one, text)], path.name


def lowered(script: Path, target: str) -> str:
    return run_node("node_modules/esbuild/bin/esbuild", script, "--minify-whitespace", f"--target={target}", "--charset=utf8")


SHEETS = {
    "a:has(b){color:red}": r"selector :has\(",
    "@container (width > 1px){a{color:red}}": "rule @container",
    "@layer a;": "rule @layer",
    "@layer a{b{color:red}}": "rule @layer",
    "a{color:color-mix(in srgb,red,blue)}": r"value color-mix\(",
    ":root{--x:oklch(1 0 0)}": r"value \b(?:ok)?l(?:ab|ch)\(",
    "a{b{color:red}}": "nesting",
    "@media print{a{color:red;&:hover{color:blue}}}": "nesting",
    "a{height:100dvh}": r"value \d(?:[dsl]v(?:h|w|min|max|b|i))\b",
    "a{grid-template-rows:subgrid}": r"value \bsubgrid\b",
    "a{text-wrap:balance}": "property text-wrap",
    "input{accent-color:red}": "property accent-color",
    "a{mask-image:none}": "property mask-image",
    "a{translate:1px}": "property translate",
    "@media (width>=600px){a{color:red}}": r"query \(\s*[a-z-]+\s*[<>]",
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_gate_sees_a_style_that_is_too_new(sheet: str) -> None:
    assert SHEETS[sheet] in too_new_in_sheet(sheet)


FINE = """/* :has( @layer */ @charset "UTF-8"; @media (min-width:30em) and (prefers-contrast:more){ a:is(b,c)::after{content:"a:has(b){}";
inset:0;aspect-ratio:1;background:url(data:image/svg+xml;a{b{}})} } @keyframes k{0%{transform:scale(1)}to{transform:rotate(1turn)}}
a{color:rgb(0 0 0/50%);width:min(10px,max(1vh,2vw));gap:1px;-webkit-mask-image:none;mask-image:none;transform:translate(1px)}"""


def test_the_gate_lets_the_rest_through() -> None:
    assert too_new_in_sheet(FINE) == set()


@pytest.mark.parametrize("script", [
    "[1].at(-1)", "structuredClone({})", "Object.hasOwn({},'a')", "[1].findLast(Boolean)", "/a/v.test('a')", "el.innerHTML=x",
    "fetch('x')",
])
def test_the_gate_sees_a_call_that_is_too_new(script: str) -> None:
    assert too_new_in_script(script)


def test_syntax_that_is_too_new_is_lowered_or_refused(tmp_path: Path) -> None:
    script = tmp_path / "new.js"
    script.write_text("class A{static{A.x=1}#a;has(o){return #a in o}}", "utf-8")
    assert lowered(script, "chrome90") != lowered(script, "esnext")
    assert "static{" not in lowered(script, "chrome90").replace(" ", "")


def test_the_bundle_is_made_for_chrome_90(tmp_path: Path) -> None:
    """A copy of the sources with a line of today: its bundle has none of it, and what cannot be lowered is refused."""
    shutil.copytree(WEB, tmp_path / "web", ignore=shutil.ignore_patterns("node_modules"))
    (tmp_path / "web" / "node_modules").symlink_to(WEB / "node_modules")
    shutil.copytree(WEB.parent / "read", tmp_path / "read")  # verdicts.json, which scripts share with Python
    site = tmp_path / "web" / "src" / "site.ts"
    whole = site.read_text("utf-8")
    site.write_text(f"{whole}\nclass Canary {{ static {{ console.error(1); }} }}\nvoid Canary;\n", "utf-8")
    made = read_bundle(tmp_path / "web")["site.js"].decode()
    assert "static{" not in made
    site.write_text(f"{whole}\nawait Promise.resolve();\n", "utf-8")
    with pytest.raises(CasebookError, match="await"):
        read_bundle(tmp_path / "web")
