"""Groups, reports and remedies: what is computed adds up, and what is advised really fits."""
from __future__ import annotations

import re

import pytest

from generator.know.class_size import Reports, UnitLength, course_remedy, part_class, report_row, reports_in_words


@pytest.mark.parametrize("wanted", [(6, 8), (5, 7), (3, 5)])
def test_a_class_is_parted_whole_into_the_fewest_groups(wanted: tuple[int, int]) -> None:
    for size in range(1, 201):
        groups = part_class(size, wanted)
        assert sum(groups.sizes) == size
        assert max(groups.sizes) - min(groups.sizes) <= 1
        assert max(groups.sizes) <= wanted[1]
        assert (groups.count - 1) * wanted[1] < size
        assert ("比建议" in groups.in_words()) == (min(groups.sizes) < wanted[0])


@pytest.mark.parametrize(("size", "words"), [
    (40, "5组，每组8人"), (45, "6组：3组每组8人，3组每组7人"), (9, "2组：1组每组5人，1组每组4人（比建议的每组6—8人少）"),
])
def test_groups_in_words(size: int, words: str) -> None:
    assert part_class(size, (6, 8)).in_words() == words


def test_reports_fit_or_say_what_to_cut() -> None:
    for groups in range(1, 20):
        for minutes in range(1, 60):
            reports = Reports(groups, minutes)
            words = reports_in_words(reports, talk=30)
            if reports.missing:
                assert minutes + reports.missing == groups * 4
                assert reports.speaking * 4 <= minutes
                assert reports.speaking < groups
                assert f"还差{reports.missing}分钟" in words
                borrowed = re.search("减到([0-9]+)分钟", words)
                assert (borrowed is not None) == (30 - reports.missing >= 15)
                assert borrowed is None or minutes + 30 - int(borrowed[1]) == groups * 4
            else:
                assert 4 <= reports.each <= 5
                assert groups * reports.each <= minutes
                assert "不够" not in words


def test_reports_in_words() -> None:
    assert reports_in_words(Reports(5, 20)) == "汇报20分钟，5组，每组4分钟。"
    assert reports_in_words(Reports(5, 30)) == "汇报30分钟，5组，每组5分钟，余5分钟机动。"
    assert reports_in_words(Reports(8, 20), 22) == "汇报20分钟不够：8组，每组至少4分钟，要32分钟，还差12分钟。请5组上台，其余3组只补不同的一条。"
    assert reports_in_words(Reports(6, 20), 25).endswith("；或者把前面的讨论从25分钟减到21分钟。")


def test_the_row_of_reports_and_the_talk_before_it() -> None:
    assert report_row([("导入", 5), ("分组讨论", 22), ("小组汇报", 20), ("结构化研讨", 40)]) == (20, 22)
    assert report_row([("导入", 5), ("两两讨论", 10), ("交流", 14)]) is None


PRESETS = (45, 90, 120, 180, 240)


@pytest.mark.parametrize("lengths", [(90,), (240, 45), (90, 90, 120), (240, 240)])
@pytest.mark.parametrize("breaks", [0, 15, 60])
def test_what_a_remedy_advises_adds_up(lengths: tuple[int, ...], breaks: int) -> None:
    units = [UnitLength(length, tuple(other for other in PRESETS if other != length)) for length in lengths]
    total = sum(lengths) + breaks
    assert course_remedy(units, breaks, total) == ""
    for wanted in range(45, 600, 5):
        said = course_remedy(units, breaks, wanted)
        if wanted == total:
            continue
        assert f"minutes 写成 {total}" in said
        swap, changed = re.search("把第([0-9]+)讲改用([0-9]+)分钟", said), re.search("breaks 写成 ([0-9]+)", said)
        after = sum(lengths) - (lengths[int(swap[1]) - 1] - int(swap[2]) if swap else 0) + (int(changed[1]) if changed else breaks)
        if swap or changed:
            assert after == wanted, said
        else:
            assert f"多了 {total - wanted} 分钟" in said
