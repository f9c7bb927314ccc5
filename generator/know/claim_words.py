"""Words that claim all or first: figures without a number, which a source says of itself."""
from __future__ import annotations

import re

COUNTED_CLAIMS = (
    "全覆盖",  # a share of 100 per cent without the number
    "全部",  # the same: 全部委托, 全部创建小区
    "所有",
    "无一",
    "普遍(?!性|存在)",  # 95个社区普遍建立; 普遍存在的问题 counts nothing
    "(?<![平人户年月日])均(?![衡等质匀值])",  # 均成立了业委会; 平均 and 均衡 say nothing of all
    "率先",  # rank among peers, nearly always unproved
    "首创",
    "首次",
    "首家",
    "首个",
    "唯一",
    "第一(?!书记|时间|线|步|章|节|条|责任人|次)",  # 增速全市第一; 第一书记 is a post
)
"""Patterns of the words that a source's body must account for. Left out on purpose, since they are mostly manner of
speaking and would bury the findings: 全面, 全程, 全方位, 各, 每, 多数, 大批, 首批 (a flag of its figure), 一律 (a duty)."""

CLAIM = re.compile("|".join(COUNTED_CLAIMS))
