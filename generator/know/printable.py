"""Which characters the documents can be printed with, told without looking at a font.

Each is in at least one of the faces of docs/adr/0008 as its package ships it; ideographs that no table holds are cut
into the fonts when the content has them (generator/fonts.py). tests/know/test_printable.py proves it on the fonts.
"""
from __future__ import annotations

import re

_LETTERS = "\n -~\xa0-\xac\xae-\u024f\u0391-\u03a1\u03a3-\u03c9\u0401\u0410-\u044f\u0451"
_MARKS = (
    "\u2010-\u2016\u2018-\u2022\u2025-\u2027\u2030-\u2037\u2039-\u203e\u2070\u2071\u2074-\u208e\u20a0-\u20af"
    "\u2100\u2101\u2103\u2109\u2113\u2116\u2117\u2121\u2122\u2126\u212a\u212b\u2150-\u218b\u2190-\u2199\u21d2\u21d4"
    "\u2200-\u220d\u220f\u2211-\u2213\u2215\u2216\u2219-\u2220\u2223-\u2230\u2234-\u2237\u223d\u2243\u2245\u2248\u224c"
    "\u2252\u2260-\u2262\u2264-\u226b\u2282-\u2287\u2295-\u2299\u22a5\u2460-\u25ab\u25b2\u25b3\u25b6\u25b7\u25bc\u25bd"
    "\u25c6\u25c7\u25cb\u25ce\u25cf\u25e6\u25ef\u2605\u2606\u2640\u2642\u2713\u2776-\u2793"
)
_CHINESE = (
    "\u3000-\u303f\u3041-\u3096\u3099-\u30ff\u3105-\u312f\u3131-\u3163\u3190-\u31e3\u3220-\u9fff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
)
# Beyond the first plane: those of the list of standard characters of 2013 that both 宋体 and 黑体 hold.
_RARE = (
    "𠂇𠂉𠃌𠅤𠘨𠙶𠳐𡎚𡐓𡗗𢦏𣗋𣲗𣲘𣸣𤇾𤣩𤧛𤨁𤩽𤫉𥔲𥕢𥖨𥫗𥻗𦈡𦒍𦙶𦝼𦥑𦭜𦰡𧺯𧾷𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩙿𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢"
    "𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩"
    "𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿"
    "𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)
PRINTABLE = f"[{_LETTERS}{_MARKS}{_CHINESE}{_RARE}]"
"""A pattern of one character that can be printed."""

_ALL = re.compile(f"{PRINTABLE}*+")


def first_unprintable(text: str) -> int:
    """Where the first character stands that cannot be printed; -1 when all can."""
    found = _ALL.match(text)
    end = found.end() if found else 0
    return end if end < len(text) else -1
