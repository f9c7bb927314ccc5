"""What the search must know of single characters: how they are read, and the traditional forms of those we use."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HAN = range(0x3400, 0xA000)


@dataclass(frozen=True, slots=True)
class Readings:
    """How names are read: each character's usual reading, and the names where a character is read otherwise."""

    usual: Mapping[str, str]  # 长 → chang
    odd: Mapping[str, Mapping[int, str]]  # 楼栋长 → {2: zhang}: by the place of the character


def read_names(names: Iterable[str]) -> Readings:
    """The pinyin of names, without tones (ü as v), polyphones by the words that they stand in."""
    from pypinyin import lazy_pinyin  # 0.4 s to import: only when an index is made

    every = list(dict.fromkeys(names))
    text = "\n".join(every)  # one call: each costs a tenth of a millisecond
    syllables = iter(lazy_pinyin(text, errors=list))  # type: ignore[arg-type]  # its annotation leaves out lists
    read: dict[str, list[str]] = {}
    for name in every:
        read[name] = [next(syllables) for _ in name]
        next(syllables, None)  # the line break
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, found in read.items():
        for character, syllable in zip(name, found, strict=True):
            if ord(character) in _HAN:
                counts[character][syllable] += 1
    usual = {character: min(times, key=lambda one: (-times[one], one)) for character, times in sorted(counts.items())}
    odd = {
        name: places
        for name, found in read.items()
        if (places := {place: one for place, one in enumerate(found) if usual.get(name[place], one) != one})
    }
    return Readings(usual, odd)


def traditional_forms(text: Iterable[str]) -> dict[str, str]:
    """Traditional characters, each with its simplified form, of the characters given: a text's, or a set of them.

    A traditional form that is among them is left out: it must stay what it is.
    """
    from opencc import OpenCC

    used = set(text)
    every = "\n".join(map(chr, _HAN))
    simple = OpenCC("t2s").convert(every).split("\n")
    pairs = zip(every.split("\n"), simple, strict=True)
    return {old: new for old, new in pairs if old != new and new in used and old not in used}
