"""A self-assessment form on paper: which boxes, rows and words each type, state, edition and use gets."""
from __future__ import annotations

from dataclasses import replace

import pytest
from render.sample_checklist import FORMS, FULL, ITEMS, QUICK, SHEET, SUBMIT

from generator.view.checklist_print import PrintedItem, printed
from generator.view.paper import ChecklistForm


def rows(form: ChecklistForm) -> dict[str, PrintedItem]:
    return {item.number: item for group in printed(form).groups for item in group.items}


def pieces(item: PrintedItem) -> list[str]:
    return [piece for line in item.answers for piece in line.pieces]


@pytest.mark.parametrize(("number", "expected"), [
    ("1", ["□A 都做到（3分）", "□B 做到一半（1.2分）", "□C 没有（0分）", "□不知道"]),
    ("2", ["□有规则", "□贴出来", "□在居民会议或者居民代表会议上通过，并且有记录", "□都没有", "□不知道"]),
    ("3", ["□是", "□否", "□不知道", "□不适用（理由写在右边）", "□需上级解决"]),
    ("4", ["一共：抽查的需求条数______", "其中：写明去向的条数______", "□不知道"]),
    ("5", ["出现______例（没有写0）", "□不知道"]),
    ("6", ["□申报（5分）", "□公示（15分）", "□都没有", "□不知道"]),
    ("7", ["□没有", "□有", "□不知道"]),
    ("8", ["□有", "□没有", "□不知道"]),
])
def test_each_type_has_its_own_places_to_answer(number: str, expected: list[str]) -> None:
    assert pieces(rows(FULL)[number]) == expected


def test_short_choices_stand_side_by_side_and_long_ones_alone() -> None:
    lines = rows(FULL)["2"].answers
    assert lines[0].even
    assert len(lines[0].pieces) == 2
    assert not lines[1].even


def test_a_gate_is_not_scored_and_how_to_draw_stands_in_the_row() -> None:
    made = rows(FULL)
    assert (made["7"].points, made["7"].own) == ("—", "不计分")
    assert made["4"].sample == "隔几条取1条，共10条。"
    assert "（适用：老旧小区）" in made["6"].content
    assert made["1"].filler == "书记"


def test_dimensions_come_with_their_points_then_gates_then_bonus() -> None:
    headings = [group.heading for group in printed(FULL).groups]
    assert headings[:2] == ["一级指标一　议事（60分）", "一级指标二　服务（40分）"]
    assert headings[2].startswith("底线项")
    assert headings[3].startswith("加分项")
    assert [group.items[0].number for group in printed(FULL).groups] == ["1", "5", "7", "8"]


def test_the_quick_form_keeps_the_numbers_and_leaves_out_the_rest() -> None:
    said = printed(QUICK)
    assert set(rows(QUICK)) == {"1", "3", "7"}
    assert rows(QUICK)["1"].dimension == "议事"
    assert said.scoring.rows == ()
    assert "评价\n方式" not in said.columns
    assert "（查阅资料、现场查看）" in rows(QUICK)["1"].content
    assert "分值23分" in said.working[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_columns_fill_the_page_and_every_row_has_a_cell_for_each(form: ChecklistForm) -> None:
    said = printed(form)
    assert sum(said.widths) == 277
    assert len(said.widths) == len(said.columns)
    for table in (said.scoring, said.plan):
        assert all(len(row) == len(table.head) == len(table.widths) for row in table.rows)
        assert not table.widths or sum(table.widths) == 277


def test_only_the_form_to_hand_in_has_seal_telephone_and_reviewer() -> None:
    def words(form: ChecklistForm) -> str:
        return repr(printed(form))

    for word in ("盖章", "联系电话", "复核", "签字"):
        assert word in words(SUBMIT)
        assert word not in words(FULL)
    assert printed(SUBMIT).columns[-2:] == ("复核\n得分", "备注")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_the_first_lines_say_what_everybody_asks_first(form: ChecklistForm) -> None:
    said = dict(printed(form).opening)
    assert said["用来做什么"] == SHEET.purpose
    assert said["交给谁"] == SHEET.receiver
    assert said["保存多久、谁能看到"] == SHEET.keep
    assert "自愿填写，仅用于改进" in said["怎样填"]
    assert "六张自查表选做一张" in said["怎样填"]
    assert all(word in said["不要写"] for word in ("身份证号", "病情", "信仰", "信访"))
    assert "编者建议" in printed(form).kicker


def test_one_checklist_alone_is_not_one_of_many() -> None:
    assert "选做一张" not in dict(printed(replace(FULL, among=1)).opening)["怎样填"]


def test_what_no_item_allows_is_not_explained() -> None:
    plain = replace(FULL, sheet=replace(SHEET, items=tuple(replace(item, na=False, upstream=False) for item in ITEMS)))
    assert not any(note.startswith(("不适用", "需上级解决")) for note in printed(plain).notes)
    assert any(note.startswith("不适用") for note in printed(FULL).notes)
    assert not any("需上级解决" in line for line in printed(plain).working)
    assert any("需上级解决" in line for line in printed(FULL).working)


def test_levels_and_caps_stand_by_the_sum() -> None:
    said = printed(FULL)
    assert any("□成熟（85%及以上）　□较好（70%及以上）　□起步（50%及以上）　□待加强（不到50%）" in line for line in said.working)
    assert "第7条没守住，等级最高到“起步”" in said.gates[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.path)
def test_words_that_blame_or_rank_are_not_there(form: ChecklistForm) -> None:
    said = repr(printed(form))
    assert [word for word in ("优秀", "不合格", "扣分原因", "整改", "薄弱") if word in said] == []
