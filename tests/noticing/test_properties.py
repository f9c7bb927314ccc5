"""What holds for anything that people write, fill in or hand back: properties with drawn examples. The table: docs/reliability.md."""
from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import html
from sample_casebook import book, folder, metric

from generator.assess.batch import Arrival, sort_batch
from generator.assess.changes import changes
from generator.assess.explain import shown
from generator.assess.score import Score, hundredths, score
from generator.assess.summary import middle, summaries
from generator.check.prose import prose_problems
from generator.model.returned import Answer, PlanLine, Return, folded
from generator.read.returned import read_return
from generator.read.returned_json import read_return_text, write_return
from generator.read.yaml_text import YamlFile, parse_yaml
from generator.render.inline import render_rich
from generator.view.filled_form import checklist_of
from generator.view.shapes import Computed, Figure, Plain
from tests.assess.awkward import awkward_form
from tests.assess.random_answers import random_return
from tests.assess.test_score import BEST, CHECKLIST
from tests.noticing.profiles import examples
from tests.returns.forms import KNOWN, NEW, filled_return, workbook

AWKWARD = checklist_of(awkward_form().sheet)
VERSIONS = {AWKWARD.id: {AWKWARD.version: AWKWARD}}
seeds = st.integers(0, 10**6)
words = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FA1D, exclude_categories=("C", "Zl", "Zp")), max_size=40).filter(
    lambda text: text == text.strip())
small = settings(max_examples=examples(20))
medium = settings(max_examples=examples(50))


# --- round trips --------------------------------------------------------------------------------------


@medium
@given(seeds, words, words, words)
def test_a_return_comes_back_from_json_as_it_was(seed: int, street: str, reason: str, do: str) -> None:
    filled = filled_return(seed)
    answers = {name: replace(answer, reason=reason) for name, answer in filled.answers.items()}
    plan = (PlanLine("count-2", do), *filled.plan)
    wanted = replace(filled, street=street, answers=answers, plan=plan)
    reading = read_return_text(write_return(wanted, NEW.fingerprint), KNOWN)
    assume(not [note for note in reading.notes if note.code == "N-NORMAL"])  # unseen characters are taken out and told
    assert reading.code == ""
    assert reading.returned == wanted


@small
@given(seeds)
def test_a_return_comes_back_from_a_workbook_as_it_was(seed: int) -> None:
    filled = filled_return(seed)
    reading = read_return("a.xlsx", workbook(filled, NEW), KNOWN)
    assert (reading.code, reading.notes, reading.returned) == ("", (), filled)


@medium
@given(st.integers(0, 10**9))
def test_points_are_shown_so_that_they_read_back(value: int) -> None:
    assert hundredths(float(shown(value))) == value
    assert not shown(value).endswith(".")


# --- once is twice, and the order is nothing ------------------------------------------------------------


@medium
@given(seeds, st.binary(max_size=6), st.integers(0, 5000))
def test_what_was_read_is_read_again_without_a_word(seed: int, junk: bytes, at: int) -> None:
    text = write_return(filled_return(seed), NEW.fingerprint)
    place = at % len(text)
    reading = read_return_text(text[:place] + junk.decode("utf-8", "replace") + text[place:], KNOWN)
    assume(reading.returned is not None)
    assert reading.returned
    again = read_return_text(write_return(reading.returned, NEW.fingerprint), KNOWN)
    assert again.returned == reading.returned
    assert not [note for note in again.notes if note.code in {"N-CHECKSUM", "N-ORPHAN", "N-CELL", "N-NORMAL"}]


def arrivals_of(drawn: list[tuple[int, int, bool]]) -> list[Arrival]:
    """Files of few communities, some with other answers, some broken."""
    found = []
    for number, (community, variant, broken) in enumerate(drawn):
        returned = None if broken else replace(filled_return(variant), community=f"社区{community}")
        found.append(Arrival(f"{number:064x}", f"{number % 7}.xlsx", returned, "R-DAMAGED" if broken else ""))
    return found


batches = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=12)


@medium
@given(batches, st.randoms(use_true_random=False))
def test_the_order_of_files_decides_nothing(drawn: list[tuple[int, int, bool]], dice: object) -> None:
    batch = arrivals_of(drawn)
    mixed = list(batch)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    before = {one.arrival.id: (one.outcome, one.other) for one in sort_batch(batch)}
    assert {one.arrival.id: (one.outcome, one.other) for one in sort_batch(mixed)} == before
    assert len(before) == len(batch)


@medium
@given(batches)
def test_a_batch_twice_accepts_no_more_and_loses_nothing(drawn: list[tuple[int, int, bool]]) -> None:
    batch = arrivals_of(drawn)
    twice = sort_batch([*batch, *(replace(one, id=f"{int(one.id, 16) + 1000:064x}", name=f"z{one.name}") for one in batch)])
    once = Counter(one.outcome for one in sort_batch(batch))
    again = Counter(one.outcome for one in twice)
    assert (again["accepted"], again["conflict"], again["rejected"]) == (once["accepted"], once["conflict"], 2 * once["rejected"])
    assert sum(again.values()) == 2 * len(batch)


@small
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_answers_decides_nothing(seed: int, dice: object) -> None:
    filled = random_return(AWKWARD, seed)
    mixed = list(filled.answers.items())
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert score(AWKWARD, "full", dict(mixed)) == score(AWKWARD, "full", filled.answers)


@small
@given(st.permutations(["a", "b", "c"]), st.lists(st.sampled_from(["12个", "7户", "约30%", "[#b/one]", "[#one]", "[=a/one + 1]"]), min_size=3, max_size=3))
def test_the_order_of_cases_decides_nothing(order: list[str], said: list[str]) -> None:
    cases = {
        name: folder(metric("one", "12个", 12, "个"), name=name, case={"summary": f"有{text}。"}) for name, text in zip("abc", said, strict=True)
    }
    found = set(prose_problems(book(*cases.values())))
    assert set(prose_problems(book(*(cases[name] for name in order)))) == found


@medium
@given(st.text(max_size=60))
@example("U\u00a8")
def test_a_name_folded_twice_is_folded_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(f" {text}\u3000") == folded(text)


# --- sums and bounds ------------------------------------------------------------------------------------


def check_sums(found: Score) -> None:
    """The whole is the sum of its parts, whatever was answered."""
    for one in found.dimensions:
        rows = [row for row in found.items if row.dimension == one.dimension and row.got is not None]
        assert (one.got, one.points) == (sum(row.got or 0 for row in rows), sum(row.points for row in rows))
    assert (found.got, found.points) == (sum(one.got for one in found.dimensions), sum(one.points for one in found.dimensions))
    assert all(row.got is None or 0 <= row.got <= row.points for row in found.items)
    assert len(found.items) == sum(row.standing == "scored" for row in found.items) + len(
        (*found.open, *found.unknown, *found.na, *found.upstream))
    assert (found.rate is None) == (found.points == 0)
    if found.rate is not None:
        assert 0 <= found.rate <= 100_00
        assert abs(found.rate * found.points - found.got * 100_00) * 2 <= found.points
        assert found.rate_with_upstream is not None
        assert found.rate_with_upstream <= found.rate


@medium
@given(seeds, st.booleans(), st.sampled_from(["full", "quick"]))
def test_a_score_is_the_sum_of_its_parts(seed: int, reviewed: bool, edition: str) -> None:
    check_sums(score(AWKWARD, edition, random_return(AWKWARD, seed, edition).answers, reviewed))  # type: ignore[arg-type]


LADDERS: dict[str, list[object]] = {
    "g": [2, 1, 0], "c": [(), (1,), (1, 3), (0, 1, 3), (0, 1, 2, 3)], "p": [(), (0,), (0, 1)], "y": [False, True],
    "r": [(0, 10), (3, 10), (8, 10), (9, 10), (10, 10)], "d": [5, 2, 1, 0], "low": [True, False], "more": [False, True],
}


@medium
@given(seeds, st.sampled_from(sorted(LADDERS)), st.data())
def test_a_better_answer_never_lowers_anything(seed: int, item: str, data: st.DataObject) -> None:
    ladder = LADDERS[item]
    low = data.draw(st.integers(0, len(ladder) - 2))
    high = data.draw(st.integers(low + 1, len(ladder) - 1))
    others = {
        name: Answer("answered", data.draw(st.sampled_from(values))) for name, values in LADDERS.items() if name != item  # type: ignore[arg-type]
    }
    worse, better = (
        score(CHECKLIST, "full", {**others, item: Answer("answered", ladder[at])}) for at in (low, high)  # type: ignore[arg-type]
    )
    order = [level.name for level in CHECKLIST.levels]
    assert worse.rate is not None
    assert better.rate is not None
    assert better.rate >= worse.rate
    assert better.bonus >= worse.bonus
    assert order.index(better.level or "") <= order.index(worse.level or "")


@medium
@given(st.sampled_from(sorted(BEST)), st.sampled_from(["unknown", "na", "upstream"]))
def test_an_item_without_an_answer_never_helps(item: str, state: str) -> None:
    """不适用 without its reason and 不知道 count as nothing; what may be left out leaves the rate of the rest."""
    found = score(CHECKLIST, "full", {**BEST, item: Answer(state)})  # type: ignore[arg-type]
    full = score(CHECKLIST, "full", BEST)
    assert found.got <= full.got
    assert (found.rate or 0) <= (full.rate or 0)


def some_returns(seed: int, count: int) -> list[Return]:
    return [replace(random_return(AWKWARD, seed + number), community=f"社区{number}", types=()) for number in range(count)]


@small
@given(seeds, st.integers(1, 7))
def test_a_summary_holds_every_return_and_its_figures_lie_between(seed: int, count: int) -> None:
    (summary,) = summaries(some_returns(seed, count), VERSIONS)
    assert len(summary.rows) == count
    for spread in summary.spreads:
        rates = [one.rate for row in summary.rows for one in row.own.dimensions if one.dimension == spread.dimension and one.rate is not None]
        assert (spread.count, spread.least, spread.most) == (len(rates), min(rates), max(rates))
        assert spread.least <= spread.middle <= spread.most
    for gap in summary.gaps:
        assert 2 <= gap.short <= gap.answered <= count
        assert 2 * gap.short >= gap.answered
        assert gap.short == len(set(gap.codes))
    assert all(training.communities <= count for training in summary.training)


@small
@given(seeds, seeds, st.integers(1, 5))
def test_what_rose_one_way_fell_the_other(first: int, second: int, count: int) -> None:
    (before,), (after,) = summaries(some_returns(first, count), VERSIONS), summaries(some_returns(second, count), VERSIONS)
    there, back = changes(before, after), changes(after, before)
    assert (there.gone, there.new, len(there.communities)) == (0, 0, count)
    for one, other in zip(there.communities, back.communities, strict=True):
        assert (one.rate.before, one.rate.after) == (other.rate.after, other.rate.before)
        assert one.rate.difference is None or one.rate.difference == -(other.rate.difference or 0)
    assert all(one.rate.difference in {0, None} for one in changes(before, before).communities)


@medium
@given(st.lists(st.integers(0, 100_00), min_size=1, max_size=9))
def test_the_middle_lies_in_the_middle(rates: list[int]) -> None:
    half = middle(sorted(rates))
    assert 2 * sum(rate < half for rate in rates) <= len(rates)
    assert 2 * sum(rate > half for rate in rates) <= len(rates) + 1  # rounded up by half a hundredth at most
    assert min(rates) <= half <= max(rates)


# --- nothing is lost --------------------------------------------------------------------------------------


@medium
@given(seeds, st.text("abcxyz社区", min_size=1, max_size=8), words, st.sampled_from(["whole", "answer", "plan", "item"]))
def test_a_field_nobody_knows_is_told_with_its_value(seed: int, name: str, value: str, where: str) -> None:
    members = json.loads(write_return(filled_return(seed), NEW.fingerprint))
    place = {"whole": members, "answer": next(iter(members["answers"].values())), "plan": members["plan"][0], "item": members["answers"]}[where]
    place[f"x-{name}"] = {"state": value} if where == "item" else value
    reading = read_return_text(json.dumps(members, ensure_ascii=False), KNOWN)
    assert reading.code == ""
    told = [note.detail for note in reading.notes if note.code == "N-ORPHAN" and f"x-{name}" in note.where]
    assert told
    assert json.dumps(value, ensure_ascii=False).strip('"')[:20] in "".join(told) or '"' in value or "\\" in value


trees = st.recursive(
    st.text("甲乙，。abc12", min_size=1, max_size=8),
    lambda below: st.lists(below, min_size=1, max_size=3) | st.dictionaries(st.text("abc社", min_size=1, max_size=4), below, min_size=1, max_size=3),
    max_leaves=8,
)
slips = st.sampled_from(["", "", '"', "[", "{", ": ", "- ", "~", "&a ", "\t", "\u200b", "#"])


@medium
@given(st.dictionaries(st.text("abc社", min_size=1, max_size=4), trees, min_size=1, max_size=4), slips, st.integers(0, 200))
def test_line_ends_and_byte_order_marks_change_nothing(data: dict[str, object], slip: str, at: int) -> None:
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items()]
    text = "\n".join(lines) + "\n"
    text = text[: at % len(text)] + slip + text[at % len(text):]
    plain = parse_yaml(text.encode(), "a.yaml")
    for raw in (b"\xef\xbb\xbf" + text.encode(), text.replace("\n", "\r\n").encode()):
        other = parse_yaml(raw, "a.yaml")
        if isinstance(plain, YamlFile):
            assert isinstance(other, YamlFile)
            assert other.data == plain.data
        else:
            assert other == plain


@medium
@given(st.lists(st.tuples(words, st.sampled_from(["plain", "figure", "computed"])), min_size=1, max_size=4))
def test_the_text_of_a_page_is_the_text_of_the_file(parts: list[tuple[str, str]]) -> None:
    runs = tuple(
        Plain(text) if kind == "plain" else Figure(text, "demo/one", False) if kind == "figure" else Computed(text, "1 + 1")
        for text, kind in parts
    )
    page = html.fromstring(f"<div>{render_rich(runs, 'library/demo/a.html')}</div>")
    for extra in page.xpath("//button | //*[@class='calc-how']"):
        extra.drop_tree()
    assert page.text_content() == "".join(text for text, _ in parts)
    assert {child.tag for child in page.iter()} <= {"div", "a", "span"}
