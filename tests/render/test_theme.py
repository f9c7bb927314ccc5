"""Our theme against Material's: what we override, and the templates that it leans on, are the ones we have read."""
from __future__ import annotations

import hashlib
import re
from pathlib import Path

import material
import pytest

from tests.render.sample_site import ROOT, build_site

MATERIAL = Path(material.__file__).parent / "templates"
OURS = ROOT / "generator" / "render" / "theme"

READ = {
    # overridden; partials/languages/zh-CN.html is a file of our own, made of zh.html
    "main.html": "9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0",
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/footer.html": "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
    # not overridden, but ours are written for them
    "base.html": "8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb",
    "partials/language.html": "3a44516f305006ac794f51a45ad7b532cf270916d8e92e8c42784e58b2eff0a3",
    "partials/languages/zh.html": "7114aa64aa8e4899b0be58a5803dc5c0e58965e7c37225e04afb043fb1637335",
    "partials/content.html": "ce33929c85af129f6e2f3b0aed47159e9c4a519482d1938bae15f5ff4a3cfae5",
}
"""SHA-256 of Material's own files, of the pinned version. When one changes: read the change, mend ours, then this."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built sample site."""
    return build_site(tmp_path_factory.mktemp("theme"))


@pytest.mark.parametrize("name", READ)
def test_material_is_as_we_read_it(name: str) -> None:
    assert hashlib.sha256((MATERIAL / name).read_bytes()).hexdigest() == READ[name]


def test_each_override_is_held() -> None:
    ours = {path.relative_to(OURS).as_posix() for path in OURS.rglob("*.html")}
    assert ours - {"partials/languages/zh-CN.html"} == {name for name in READ if (OURS / name).exists()}


def test_page_says_what_it_is(site: Path) -> None:
    page = (site / "library" / "dongguan" / "xinyuan-fenji.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN"' in page
    assert "<title>心愿论证与分级 - 基层治理案例库</title>" in page
    assert '<meta name="description" content="东莞微治理的一项做法：把居民心愿逐条议清楚，分成三档。">' in page
    assert '<meta name="renderer" content="webkit">' in page
    assert '<meta name="keywords" content="心愿,分档,议事">' in page
    assert "资料库" in page
    assert "跳到正文" in page


def test_every_page_loads_its_own_files_alone(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]*)"|<link[^>]* rel="(?:stylesheet|icon)"[^>]* href="([^"]*)"', page)
        assert loaded
        for address in ("".join(found) for found in loaded):
            target = site / address.lstrip("/") if path.name == "404.html" else path.parent / address
            assert target.resolve().is_file(), f"{path.name}: {address}"


def test_inline_scripts_are_few_and_the_same(site: Path) -> None:
    """A policy by hash names each: one for what the reader chose; 404.html alone has one more, that looks for the site."""
    found = {
        path.name: re.findall(r"<script>(.*?)</script>", path.read_text(encoding="utf-8"), re.DOTALL)
        for path in site.rglob("*.html")
    }
    [chosen, _] = found.pop("404.html")
    assert {tuple(scripts) for scripts in found.values()} == {(chosen,)}


def test_no_style_attributes(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert not re.search(r"<[^>]+ style=", path.read_text(encoding="utf-8")), path.name


def test_theme_costs_little(site: Path) -> None:
    """A page with one card shows what the theme itself weighs: the budget of 30 KB is for the content."""
    assert (site / "library" / "themes.html").stat().st_size < 6_000


def test_navigation_marks_the_page_and_leaves_library_pages_out(site: Path) -> None:
    page = (site / "library" / "metrics.html").read_text(encoding="utf-8")
    assert re.search(r'href="metrics\.html" aria-current="page">数字<', page)
    assert "xinyuan-fenji.html" not in page


def test_settings_hold_the_contract() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for line in ("use_directory_urls: false", "plugins: []", "font: false", "check_paths: true", "anchors: warn"):
        assert line in settings
