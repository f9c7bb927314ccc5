"""Texts that would be markup, script, template, formula or command if any format read them as such; written for this project.

Each stands for one way in. `TWIN` turns the marks of a text into letters one by one, so that what is made of a hostile
text can be compared with what is made of its harmless twin: the same elements, the same attributes, the same words.
"""
from __future__ import annotations

from typing import Final

SCRIPTS: Final = (
    "<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT>", "<scr<script>ipt>alert(1)</script>", "<script >alert(1)</script >",
    "<script/x>alert(1)</script>", "<script\n>alert(1)</script\n>", "<script src=//example.invalid/x.js></script>",
    "<script src=data:text/javascript,alert(1)></script>", "<script type=module>alert(1)</script>", "<script defer>alert(1)",
    "</script><script>alert(1)</script>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</template><script>alert(1)</script>", "</noscript><script>alert(1)</script>",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "\"><script>alert(1)</script>", "'><script>alert(1)</script>",
    "</p><script>alert(1)</script><p>", "</div></div><script>alert(1)</script>", "</td></tr></table><script>alert(1)</script>",
    "</li></ul><script>alert(1)</script>", "</svg><script>alert(1)</script>", "<!--<script>-->alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php echo 1 ?><script>alert(1)</script>", "<script>/*</script><script>*/alert(1)//</script>",
    "<noscript><p title=\"</noscript><script>alert(1)</script>\">",
)
HANDLERS: Final = (
    "<img src=x onerror=alert(1)>", "<IMG SRC=x ONERROR=alert(1)>", "<img/src=x/onerror=alert(1)>", "<img\tsrc=x\tonerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>", "<img src=x onerror=alert`1`>", "<img src=x onerror=&#97;lert(1)>", "<img src=x:x onerror=alert(1)//",
    "<img src=\"x\"onerror=\"alert(1)\">", "<img srcset=x onerror=alert(1)>", "<img src=x onload=alert(1)>", "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<svg><script href=data:,alert(1) />",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><set attributeName=href to=javascript:alert(1)><a>x</a>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>", "<svg><use href=data:image/svg+xml,x#x></use></svg>",
    "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>", "<svg><style>@import '//example.invalid'</style></svg>",
    "<math><a href=javascript:alert(1)>x</a></math>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title=\"--><img src=x onerror=alert(1)>\">",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>", "<body onload=alert(1)>",
    "<body onpageshow=alert(1)>", "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>", "<video src=x onerror=alert(1)></video>", "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>x</details>", "<marquee onstart=alert(1)>x</marquee>",
    "<div onpointerover=alert(1)>x</div>", "<p style=animation-name:x onanimationstart=alert(1)>", "<b onmouseover=alert(1)>x</b>",
    "<a id=x tabindex=1 onfocus=alert(1)>x</a>", "<object data=x onerror=alert(1)>", "<style onload=alert(1)></style>",
    "<link rel=stylesheet href=x onerror=alert(1)>", "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>",
    "<button popovertarget=x>x</button><b popover id=x onbeforetoggle=alert(1)>", "<custom-x onclick=alert(1)>x</custom-x>",
)
ELEMENTS: Final = (
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<iframe src=//example.invalid></iframe>",
    "<iframe srcdoc=&lt;script&gt;alert(1)&lt;/script&gt;>", "<frameset onload=alert(1)>", "<object data=javascript:alert(1)></object>",
    "<object type=text/html data='data:text/html,<script>alert(1)</script>'>", "<embed src=javascript:alert(1)>",
    "<embed src=//example.invalid/x.swf>",
    "<applet code=x></applet>", "<base href=//example.invalid/>", "<base target=_blank>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<meta http-equiv=refresh content=0;//example.invalid>", "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "<link rel=stylesheet href=//example.invalid/x.css>",
    "<link rel=import href=//example.invalid>", "<link rel=prefetch href=//example.invalid>", "<style>*{background:url(//example.invalid)}</style>",
    "<style>@import url(javascript:alert(1));</style>", "<form action=javascript:alert(1)><button>x</button></form>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x</button>", "<input type=image src=x formaction=javascript:alert(1)>",
    "<isindex action=javascript:alert(1) type=submit>", "<table background=javascript:alert(1)>", "<td background=javascript:alert(1)>",
    "<plaintext>", "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<noembed><img src=x onerror=alert(1)></noembed>",
    "<template><script>alert(1)</script></template>", "<slot name=x></slot>", "<portal src=//example.invalid>", "<ruby><rt><script>alert(1)</script>",
    "<a name=document>x</a><form name=body><input name=firstChild>", "<form id=casebookData><input name=search>", "<p id=site-nav>x</p>",
    "<area href=javascript:alert(1)>", "<map name=x><area href=//example.invalid></map><img usemap=#x>", "<menuitem icon=javascript:alert(1)>",
)
ADDRESSES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "javascript://%0aalert(1)",
    "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/passwd", "//example.invalid/x", "\\\\example.invalid\\x", "blob:https://example.invalid/x", "view-source:javascript:alert(1)",
    "<a href=javascript:alert(1)>x</a>", "<a href=\"java&#10;script:alert(1)\">x</a>", "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href=data:text/html,x>x</a>", "<a href=//example.invalid ping=//example.invalid>x</a>", "<a target=_blank href=http://example.invalid>x</a>",
    "http://example.invalid/?x=\"onclick=alert(1)", "https://example.invalid/' onclick='alert(1)",
    "mailto:a@example.invalid?body=<script>alert(1)</script>",
)
BREAKOUTS: Final = (
    "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "` onmouseover=`alert(1)", "\" autofocus onfocus=alert(1) x=\"",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>", "\" style=\"background:url(//example.invalid)", "\" href=\"javascript:alert(1)", "\" id=\"page-title",
    "\" class=\"top\" data-kind=\"x",
    "\"/><script>alert(1)</script>", "\\\"><script>alert(1)</script>", "\\'-alert(1)-\\'", "\"-alert(1)-\"", "';alert(1);//", "\";alert(1);//",
    "\\\";alert(1);//", "</script><!--", "<!--", "-->", "--!>", "]]>", "<!-- --!><img src=x onerror=alert(1)>", "<!--><img src=x onerror=alert(1)>",
    "<!---><img src=x onerror=alert(1)>", "<", ">", "&", "\"", "'", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "&#60;img src=x onerror=alert(1)&#62;", "&#x3c;img src=x onerror=alert(1)&#x3e;", "&lt", "&#", "&#x", "&#99999999;", "&NotAName;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "\\x3cimg src=x onerror=alert(1)\\x3e", "\\74script\\76alert(1)\\74/script\\76",
    "＜script＞alert(1)＜/script＞", "‹script›alert(1)‹/script›", "ʺ onmouseover=ʺalert(1)", "<ſcript>alert(1)</ſcript>", "<ımg src=x onerror=alert(1)>",
    "a\u2028alert(1)//", "a\u2029alert(1)//", "a\u0085b<b>", "a\u00a0<b onclick=alert(1)>", "e\u0301<b>",
)
MARKDOWN: Final = (
    "[x](javascript:alert(1))", "[x](<javascript:alert(1)>)", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,x 'x')",
    "![x](x\" onerror=\"alert(1))", "![x](javascript:alert(1))", "![x](//example.invalid/x.png)", "[x][1]\n\n[1]: javascript:alert(1)",
    "[1]: javascript:alert(1)",
    "[x]: http://example.invalid \"x\" onclick=alert(1)", "<javascript:alert(1)>", "<https://example.invalid/>", "<a@example.invalid>",
    "`x`{onclick=alert(1)}",
    "*x*{: onclick=alert(1) }", "x {: onclick=alert(1) }", "x {#page-title onclick=alert(1)}", "# x {onclick=alert(1)}", "{: .x onclick=alert(1) }",
    "{ #page-title }", "x {.advice}", "[x](y){onclick=alert(1)}", "# x", "\n# x\n", "x\n===", "x\n---", "---\ntitle: x\n---", "***", "* x",
    "1. x", "- [ ] x",
    "> x", "    <script>alert(1)</script>", "```\n<script>alert(1)</script>\n```", "``` { .html onclick=alert(1) }\nx\n```", "~~~\nx\n~~~",
    "`<script>alert(1)</script>`",
    "a|b\n-|-\nc|d", "| a |\n| - |\n| <b onclick=alert(1)> |", "--8<-- \"../mkdocs.yml\"", "\n--8<-- \"guide.md\"\n",
    ";--8<-- \"guide.md\"", "--8<--\nguide.md\n--8<--",
    "-8<- \"guide.md\"", "*[HTML]: <b onclick=alert(1)>", "[^1]\n\n[^1]: <b onclick=alert(1)>", "!!! note \"<b onclick=alert(1)>\"\n    x",
    "??? x\n    x",
    "=== \"x\"\n    x", "\n\n<div markdown=1 onclick=alert(1)>x</div>\n\n", "<div markdown=\"span\">*x*</div>",
    "\\<script>alert(1)\\</script>", "\\\\[x](javascript:alert(1))",
    "**x** __y__ ~~z~~ ==w==", "<!-- x -->\n\n<script>alert(1)</script>", "[TOC]", "[[x]]", "$$\\href{javascript:alert(1)}{x}$$",
    "\\(\\href{javascript:alert(1)}x\\)",
    ":smile: @x #1", "wzxhzdk:0", "klzzwxh:0000", "\u0002wzxhzdk:0\u0003", "\u0002klzzwxh:0000\u0003", "\u0002amp\u0003", "&#2;wzxhzdk:1&#3;",
    "term\n: <b onclick=alert(1)>", "a  \n<b>", "a\r\n\r\n<script>alert(1)</script>",
)
TEMPLATES: Final = (
    "{{7*7}}", "{{ config }}", "{{''.__class__.__mro__[1].__subclasses__()}}", "{% raw %}x{% endraw %}", "{% include 'main.html' %}",
    "{% for x in (1,2) %}x{% endfor %}",
    "{#", "{# x #}", "<# x #>", "{{ super() }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "${alert(1)}", "`${alert(1)}`", "{0.__class__}",
    "%(x)s %s %n", "{page.meta}", "!ENV [HOME]",
    "{{constructor.constructor('alert(1)')()}}", "[%x%]", "{{{x}}}", "$(id)", "`id`", "; rm x", "| id", "../../etc/passwd", "%2e%2e%2f", "a\0b",
)
OFFICE: Final = (
    "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "=IMPORTXML(\"http://example.invalid\",\"//a\")",
    "=WEBSERVICE(\"http://example.invalid\")", "=DDE(\"cmd\",\"/C calc\",\"x\")", "{=1+1}", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1",
    "\ufeff=1+1", "'=1+1", "=\"a\"&\"b\"",
    "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@cmd|x", "%0A=1+1", ";=1+1", ",=1+1", "\"=1+1\"", "=[1]Sheet1!A1",
    "='http://example.invalid/[x]a'!A1",
    "_x000B_", "_x0000_", "_x005F_x000B_", "_xD83D_", "\\r\\n=1+1", "http://example.invalid", "internal:x!A1", "external:c:\\x.xlsx",
    "mailto:a@example.invalid", "ftp://example.invalid/x",
    "file://example.invalid/x", "1e400", "0x1F", "TRUE", "#REF!", "#N/A", "&P&D&F", "&\"Arial\"&72x", "INCLUDETEXT \"c:\\x\"",
    "{ HYPERLINK \"http://example.invalid\" }",
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\" }", "<w:p/>", "</w:t></w:r><w:r><w:instrText>DDE x</w:instrText></w:r>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>&a;",
    "&a;", "<?xml version=\"1.0\"?>", "<a:hlinkClick r:id=\"rId1\"/>", "\\item{x} \\input{/etc/passwd}", "}{\\field{\\*\\fldinst DDE}}",
)
TYPST: Final = (
    "#read(\"secret.txt\")", "#{read(\"secret.txt\")}", "#include \"secret.txt\"", "#import \"secret.txt\": *", "#eval(\"1+1\")",
    "$#read(\"secret.txt\")$", "`#read(\"secret.txt\")`",
    "\"#read(\\\"secret.txt\\\")\"", "\\#read(\"secret.txt\")", "#image(\"secret.txt\")", "#plugin(\"secret.txt\")",
    "#json(\"secret.txt\")", "#sys.inputs", "#raw(read(\"/secret.txt\"))",
    "]#read(\"secret.txt\")[", "\") + read(\"secret.txt\") + (\"", "#link(\"javascript:alert(1)\")[x]",
    "#link(\"http://example.invalid\")[x]", "#while true {}", "#panic(\"x\")", "@label <label>",
    "/* */ #read(\"secret.txt\") //", "#set document(title: read(\"secret.txt\"))", "#pdf.embed(\"secret.txt\")", "#show: read(\"secret.txt\")",
)
GIFT: Final = (
    "::x:: y {=1 ~2}", "} ::x:: {T}", "~%100%x", "=x#y", "// x", "$CATEGORY: ../x", "{#1:0}", "\\n{T}", "a=b~c#d:e{f}",
    "[html]<script>alert(1)</script>",
)
GROUPS: Final = {
    "script": SCRIPTS, "handler": HANDLERS, "element": ELEMENTS, "address": ADDRESSES, "breakout": BREAKOUTS, "markdown": MARKDOWN,
    "template": TEMPLATES, "office": OFFICE, "typst": TYPST, "gift": GIFT,
}
PAYLOADS: Final = tuple(dict.fromkeys(text for group in GROUPS.values() for text in group))

_LETTERS = "ɐɓɔɕɖɗɘəɚɛɜɝɞɟɠɢɣɤɥɦɧɨɩɪɫɬɭɮɯɰɱɲɳɴ"  # small letters as wide as the marks, which nothing else here uses
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
TWIN: Final = {
    **{ord(mark): letter for mark, letter in zip(_MARKS, _LETTERS, strict=False)},
    **{ord(blank): " " for blank in "\t\n\r\x85\u2028\u2029"}, 0: "\ufffd", 2: "\ufffd", 3: "\ufffd", 0xFEFF: "\ufffd",
}
_BACK = {ord(letter): mark for mark, letter in zip(_MARKS, _LETTERS, strict=False)}


def harmless(text: str) -> str:
    """The twin of a hostile text: each mark a letter of its own."""
    return text.translate(TWIN)


def restored(text: str) -> str:
    """What the twin stands for, but for white space and control characters."""
    return text.translate(_BACK)
