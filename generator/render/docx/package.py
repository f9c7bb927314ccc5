"""Parts → the file: relations and content types by python-docx, the zip by our own normaliser."""
from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from generator.render.office_zip import normalise_package

_FIXED = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "fontTable": (CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
    "footnotes": (CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "theme/theme1": (CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
}


def pack(
    document: bytes, parts: Mapping[str, bytes], footers: Mapping[str, bytes], pictures: Mapping[bytes, str], links: Mapping[str, str],
    core: bytes, day: date,
) -> bytes:
    """The document as a file. `parts` by name (styles …), footers (and a header, `header…`) by the id of their relation, pictures and links to theirs."""
    package = OpcPackage()
    main = _part(package, "/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, document)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    package.relate_to(_part(package, "/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, core), RELATIONSHIP_TYPE.CORE_PROPERTIES)
    for name, content in parts.items():
        kind, relation = _FIXED[name]
        main.load_rel(relation, _part(package, f"/word/{name}.xml", kind, content), name.rpartition("/")[2])
    for name, content in footers.items():
        above = name.startswith("header")
        kind, relation = (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER) if above else (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)
        main.load_rel(relation, _part(package, f"/word/{name}.xml", kind, content), name)
    for content, name in pictures.items():
        main.load_rel(RELATIONSHIP_TYPE.IMAGE, _part(package, f"/word/media/{name}.png", CONTENT_TYPE.PNG, content), name)
    for address, name in links.items():
        main.load_rel(RELATIONSHIP_TYPE.HYPERLINK, address, name, is_external=True)
    made = io.BytesIO()
    package.save(made)
    return normalise_package(made.getvalue(), day)


def _part(package: OpcPackage, name: str, kind: str, content: bytes) -> Part:
    return Part(PackURI(name), kind, content, package)  # type: ignore[arg-type]
