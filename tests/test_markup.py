"""What a page or a style sheet refers to."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markup import Markup, MarkupParser, parse_css
from tests.noticing.profiles import examples


def uses_of(html: str) -> list[tuple[str, str]]:
    return list(MarkupParser().parse(html.encode()).uses)


@pytest.mark.parametrize(("html", "uses"), [
    ('<a href="x">', [("link", "x")]),
    ("<A HREF=x>", [("link", "x")]),
    ('<a href="a&amp;b=1&copy=2&#x6a;">', [("link", "a&b=1&copy=2j")]),
    ('<a href="x" download>', [("download", "x")]),
    ('<area href="x" download="y">', [("download", "x")]),
    ("<a>", []),
    ('<a href="">', [("link", "")]),
    ('<a href="x"></a><a href="x"></a>', [("link", "x")]),
    ('<a href="x" ping="y z">', [("link", "x"), ("form", "y"), ("form", "z")]),
    ('<link rel="stylesheet" href="x">', [("resource", "x")]),
    ('<link rel="alternate stylesheet" href="x">', [("resource", "x")]),
    ('<link href="x">', [("resource", "x")]),
    ('<link rel="preconnect" href="x">', [("resource", "x")]),
    ('<link rel="canonical" href="x"><link rel="Prev" href="y">', [("link", "x"), ("link", "y")]),
    ('<link rel="shortcut icon" href="x">', [("picture", "x")]),
    ('<link rel="preload" as="image" imagesrcset="x 1x">', [("picture", "x")]),
    ('<img src="x" srcset="a.png, b.png 2x,c.png 3x, data:image/png;base64,AA== 4x">',
     [("picture", "x"), ("picture", "a.png"), ("picture", "b.png"), ("picture", "c.png"),
      ("picture", "data:image/png;base64,AA==")]),
    ('<img srcset=" ">', [("picture", "")]),
    ('<picture><source srcset="x"></picture>', [("picture", "x")]),
    ('<script src="x"></script>', [("resource", "x")]),
    ('<iframe src="x"></iframe><embed src="y"><object data="z"></object>',
     [("resource", "x"), ("resource", "y"), ("resource", "z")]),
    ('<p data="x" src-set="y">', []),
    ('<video src="x" poster="y"><track src="z"></video><audio src="w"></audio>',
     [("resource", "x"), ("picture", "y"), ("resource", "z"), ("resource", "w")]),
    ('<form action="x"><button formaction="y"></button></form>', [("form", "x"), ("form", "y")]),
    ('<svg><a xlink:href="x"></a><use href="#y"/><image href="z"/></svg>',
     [("link", "x"), ("picture", "#y"), ("picture", "z")]),
    ('<meta http-equiv="Refresh" content="0; URL=\'x\'">', [("link", "x")]),
    ('<meta http-equiv="refresh" content="5"><meta name="description" content="0; url=x">', []),
    ('<p style="color: red"></p><p style="background: URL( \'x\' )"></p>', [("picture", "x")]),
    ("<style media=print>@import 'x'; a { b: url(y) }</style><style>c</style>", [("picture", "x"), ("picture", "y")]),
    ("<style>a { b: url(x) }", [("picture", "x")]),
    ('<template><a href="x"></a></template><noscript><img src="y"></noscript>', [("link", "x"), ("picture", "y")]),
    ('<!-- <a href="x"> --><script>"<a href=x>"</script><textarea><a href=x></textarea><title><a href=x></title>', []),
])
def test_addresses_and_their_roles(html: str, uses: list[tuple[str, str]]) -> None:
    assert uses_of(html) == uses


def test_ids_names_and_bases() -> None:
    markup = MarkupParser().parse(
        '<base href="b/"><base target="_blank"><p id="一"><a name="二" id="三"></a><input name="q"><p id="一">'.encode())
    assert markup == Markup(ids=["一", "三", "一"], names={"二"}, bases=["b/"])


def test_depth_and_length_hide_nothing() -> None:
    html = "<div>" * 20_000 + '<a href="' + "x" * 100_000 + '"></a>' + "字" * 1_000_000 + '<a href="end">'
    assert uses_of(html)[-1] == ("link", "end")
    assert len(uses_of(html)) == 2


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    parser = MarkupParser()
    for content in (b"", b"<style>a{b:url(x)", b"<p id=a", b"\xff\xfe\x00", b"<style></style><!-- <p>", b"<script>"):
        parser.parse(content)
        assert parser.parse(b"url(z)<a href=y>") == Markup(uses={("link", "y"): None})


@given(st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([
    b"<", b">", b"<a href=", b'"', b"'", b"<style", b"</style>", b"<!--", b"-->", b"<![CDATA[", b"<script>", b"&#x110000;",
    b"<svg>", b"</p", b"<meta http-equiv=refresh content=", b"srcset=", b"<template>", b"<?xml", b"<!doctype",
])), max_size=30))
@settings(max_examples=examples(150), deadline=None)
def test_reads_any_bytes(pieces: list[bytes]) -> None:
    MarkupParser().parse(b"".join(pieces))


@pytest.mark.parametrize(("css", "addresses"), [
    ("a{b:url(x)}", ["x"]),
    ("a{b:URL( 'x y' ), url(\"z\" )}", ["x y", "z"]),
    ("@import 'x'; @import url(y) screen;@import\"z\";", ["x", "y", "z"]),
    ("@font-face{src:url(a.woff2)format('woff2'),url(b.woff)}", ["a.woff2", "b.woff"]),
    ("/* url(x) */ a{content:'url(x)'} b{content:\"/*\"} c{d:url(y)} /* url(x)", ["y"]),
    ('a{b:url("data:image/svg+xml;charset=utf-8,<svg xmlns=\'http://x\'>/*</svg>")}c{d:url(y)}',
     ["data:image/svg+xml;charset=utf-8,<svg xmlns='http://x'>/*</svg>", "y"]),
    ("a{b:url()}", [""]),
    ("a{b:color}", []),
])
def test_style_sheets(css: str, addresses: list[str]) -> None:
    assert list(parse_css(css)) == addresses
