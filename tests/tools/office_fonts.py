"""The fonts that LibreOffice sees in tests: those of our own PDF, under the names that Word files ask for.

A machine without a Chinese font would otherwise break lines elsewhere, and one with other fonts elsewhere again.
"""
from __future__ import annotations

import os
from pathlib import Path

from generator.render.typst_faces import FAMILY, Fonts

_ASKED_FOR = {
    "song": ("方正小标宋简体", "华文中宋", "宋体", "SimSun", "Times New Roman"),
    "fang": ("仿宋_GB2312", "仿宋", "FangSong"),
    "kai": ("楷体_GB2312", "楷体", "KaiTi"),
    "hei": ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei"),
}


def office_environment(fonts: Fonts, folder: Path) -> dict[str, str]:
    """The environment for soffice; the fontconfig file and its cache are made in `folder`."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{FAMILY[role]}</string></edit></match>'
        for role, names in _ASKED_FOR.items() for name in names
    )
    settings = folder / "fonts.conf"
    settings.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts.folder}</dir>'
        f"<cachedir>{folder / 'font-cache'}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}
