"""Words that find each other."""
from __future__ import annotations

from sample_casebook import book

from generator.know.catalogue import Catalogue
from generator.know.search_words import one_way_words, same_words

TERM = {"id": "old", "name": "老旧小区"}
COMMON = {
    "synonyms": {"groups": [{"words": ["电梯", "加梯"]}, {"words": ["宠物", "遛狗"], "one_way": "true"}]},
    "glossary": {"terms": [
        {"id": "a", "term": "网格", "defined": "来源未说明", "aliases": ["网格化"], "today": "网格员"},
        {"id": "b", "term": "社工", "defined": "来源未说明", "today": "社会工作者，也叫社工"},
    ]},
    "taxonomy": {
        "community_types": [{**TERM, "aliases": ["老小区"]}], "topics": [{"id": "t", "name": "议事和监督", "aliases": ["开会"]}],
        "actors": [{"id": "resident", "name": "居民", "aliases": ["租户"]}], "stages": [TERM], "tools": [TERM],
    },
}


def test_synonyms_terms_and_other_names_but_no_members_and_no_lists() -> None:
    catalogue = Catalogue(book(common=COMMON))
    assert same_words(catalogue) == (("电梯", "加梯"), ("网格", "网格化", "网格员"), ("老旧小区", "老小区"))
    assert one_way_words(catalogue) == (("宠物", "遛狗"),)
