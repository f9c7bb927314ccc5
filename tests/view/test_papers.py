"""What the printables say: whole, each voice in its own part, every figure with a footnote."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from conftest import REPO

from generator.checking import check_casebook
from generator.know.catalogue import Catalogue
from generator.model.problem import CasebookError
from generator.papers import PAPERS, find_papers
from generator.view.desk import Desk
from generator.view.paper import Paper, Workbook
from generator.view.paper_fit import fitted, without
from generator.view.papers.brief import brief_paper
from generator.view.papers.cards import card_paper
from generator.view.papers.compendium import case_compendium
from generator.view.papers.form_paper import form_papers
from generator.view.papers.guide import guide_paper
from generator.view.shapes import Figure, Note, Notes, Paragraph, Plain, Section, Table


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    book, _ = check_casebook(REPO)
    assert book is not None
    return Catalogue(book, "0.1.0", "2026-01-05")


@pytest.fixture(scope="module")
def papers(catalogue: Catalogue) -> list[Paper | Workbook]:
    return [paper for row in PAPERS for paper in row.papers(catalogue)]


def shapes_in(shape: object) -> Iterator[object]:
    yield shape
    if isinstance(shape, tuple):
        for part in shape:
            yield from shapes_in(part)
    elif not isinstance(shape, str):
        for name in getattr(shape, "__match_args__", ()):
            yield from shapes_in(getattr(shape, name))


def words_in(sections: tuple[Section, ...]) -> str:
    return "".join(part for part in shapes_in(sections) if isinstance(part, str))


def told(paper: Paper) -> str:
    """The paper as a reader would copy it by hand: its lines, the voice before each part."""
    lines = [paper.kicker, paper.title, *paper.opening]
    lines += [f"{label}：{''.join(run.text for run in value)}" for label, value in paper.facts]
    for section in paper.sections:
        lines.append(f"\n[{section.voice}] {section.heading}")
        lines += ["  " + "|".join(part for part in shapes_in(block) if isinstance(part, str) and part) for block in section.blocks]
    return "\n".join(lines) + "\n"


def test_every_practice_has_its_guide_and_page_and_every_form_its_papers(catalogue: Catalogue, papers: list[Paper | Workbook]) -> None:
    made = {paper.path for paper in papers}
    for folder in catalogue.book.cases.values():
        assert {f"{folder.id}/{kind}-{name}" for kind in ("guide", "brief") for name in folder.practices} <= made
        assert {f"{folder.id}/form-{name}{end}" for name in folder.forms for end in ("", "-example")} <= made
        assert {f"{folder.id}/{name}" for name in ("compendium", "cards", "figures")} <= made
    assert {f"common/theme-{theme.id}" for theme in catalogue.book.common.themes.themes} <= made
    assert {"common/casebook", "common/figures", "common/notes"} <= made


def test_paths_and_names_can_be_saved_everywhere(papers: list[Paper | Workbook]) -> None:
    keys = [(paper.path, isinstance(paper, Workbook)) for paper in papers]
    assert len(keys) == len(set(keys))
    for paper in papers:
        assert re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+", paper.path), paper.path
        assert len(paper.path) <= 120
        assert not re.search(r'[\\/:*?"<>|\n]', paper.name), paper.name
        assert len(paper.name) <= 60, paper.name


def test_every_figure_has_its_footnote(papers: list[Paper | Workbook]) -> None:
    for paper in papers:
        if isinstance(paper, Paper):
            noted = dict(paper.footnotes)
            for shape in shapes_in(paper.sections):
                if isinstance(shape, Figure):
                    assert "原文写作" in noted[shape.metric], paper.path


def test_a_footnote_points_to_cautions_only_where_they_stand(catalogue: Catalogue, papers: list[Paper | Workbook]) -> None:
    pointing = 0
    for paper in papers:
        if not isinstance(paper, Paper):
            continue
        for version in (paper, without(paper, [name for name, _ in paper.spare])):
            said = "".join("".join(run.text for run in note.text) for note in shapes_in(version.sections) if isinstance(note, Note))
            shown = {shape.metric for section in version.sections for shape in shapes_in(section) if isinstance(shape, Figure)}
            for metric, words in version.footnotes:
                if metric not in shown or not words.endswith("※ 见“引用提示”。"):
                    continue
                pointing += 1
                desk = Desk(catalogue, catalogue.book.cases[metric.partition("/")[0]])
                for caution in catalogue.cautions[metric]:
                    assert "".join(run.text for run in desk.rich(caution.text)) in said, (paper.path, metric)
    assert pointing > 300


def test_a_caution_goes_with_the_figures_that_it_speaks_of() -> None:
    figure, other = Figure("5个", "a/five"), Figure("9个", "a/nine")
    notes = Notes((Note("口径未说明", (Plain("这是五。"),), (figure,)), Note("口径未说明", (Plain("这是九，不是"), figure), (other,)),
                   Note("口径未说明", (Plain("总的说。"),))))
    paper = Paper("a/b", "guide", "handout", "题", "名", (
        Section("told", "甲", (Paragraph((figure,)),)), Section("more", "乙", (Paragraph((other,)),)), Section("notes", "引用提示", (notes,)),
    ), at_most=1, spare=(("more", "乙"), ("told", "甲")), ref="a/x")
    left = without(paper, {"more"}).sections[-1].blocks[0]
    assert isinstance(left, Notes)
    assert ["".join(run.text for run in note.text) for note in left.items] == ["这是五。", "这是九，不是5个", "总的说。"]
    assert {shape.metric for shape in shapes_in(left) if isinstance(shape, Figure)} == {"a/five"}
    bare = without(replace(paper, sections=(*paper.sections[:2], Section("notes", "引用提示", (Notes(notes.items[:2]),)))), {"told", "more"})
    assert bare.sections == ()


def test_a_compendium_tells_each_part_once(catalogue: Catalogue) -> None:
    for case_id in catalogue.book.cases:
        for section in case_compendium(catalogue, case_id).sections:
            kinds = {type(block).__name__ for block in section.blocks}
            assert not {"Tree", "Structure"} <= kinds, section.id
            assert all(block.caption != section.heading for block in section.blocks if isinstance(block, Table)), section.id


def test_record_never_stands_in_advice(catalogue: Catalogue) -> None:
    for folder in catalogue.book.cases.values():
        desk = Desk(catalogue, folder)
        for practice in folder.practices.values():
            paper = guide_paper(desk, practice)
            advice = words_in(tuple(section for section in paper.sections if section.voice == "advice"))
            record = words_in(tuple(section for section in paper.sections if section.voice == "record"))
            for statement in practice.record.done:
                plain = statement.text.split("[")[0]
                assert len(plain) < 12 or plain not in advice, practice.id
            for step in practice.guidance.steps:
                assert step.do not in record, practice.id


def test_a_guide_says_first_that_most_of_it_is_advice(catalogue: Catalogue, golden: Callable[[str, str], None]) -> None:
    desk = Desk(catalogue, catalogue.book.cases["longhua"])
    paper = guide_paper(desk, desk.case.practices["yishi-ri"])
    assert "编者建议" in paper.opening[0]
    golden("paper-guide.txt", told(paper))


def test_a_page_for_a_meeting_says_what_is_asked_of_us(catalogue: Catalogue, golden: Callable[[str, str], None]) -> None:
    desk = Desk(catalogue, catalogue.book.cases["longhua"])
    paper = brief_paper(desk, desk.case.practices["yishi-ri"])
    assert [section.heading for section in paper.sections if section.heading] == [
        "我们的问题", "可借鉴做法", "需要我们出什么", "来源没说的", "拟请研究事项",
    ]
    golden("paper-brief.txt", told(paper))


def test_a_card_is_short_and_its_steps_end_where_they_may(catalogue: Catalogue) -> None:
    for folder in catalogue.book.cases.values():
        for card in card_paper(Desk(catalogue, folder)).cards:
            assert all(len(step) <= 50 for step in card.steps), card.ref
            assert all(step.count("“") == step.count("”") for step in card.steps), card.ref


def test_an_example_says_that_it_is_made_up(catalogue: Catalogue) -> None:
    for folder in catalogue.book.cases.values():
        for form in folder.forms.values():
            blank, example = form_papers(Desk(catalogue, folder), form)
            assert "情景合成" in example.opening[0]
            assert "已有同类记录的不另填" in blank.opening[0]


def test_a_compendium_holds_each_practice_once(catalogue: Catalogue) -> None:
    for case_id, folder in catalogue.book.cases.items():
        ids = [section.id for section in case_compendium(catalogue, case_id).sections]
        assert len(ids) == len(set(ids))
        assert {f"{case_id}-{name}" for name in folder.practices} <= set(ids)


def test_titles_hold_no_claim_of_being_first(papers: list[Paper | Workbook]) -> None:
    for paper in papers:
        assert not re.search("首创|率先|全覆盖", paper.title), paper.path


def test_room_that_is_left_is_used() -> None:
    sections = tuple(Section(f"s{number}", f"第{number}节", ()) for number in range(5))
    lines = {"s0": 9, "s1": 1, "s2": 2, "s3": 6, "s4": 5}
    paper = Paper("a/b", "guide", "handout", "题", "名", sections, at_most=8, spare=tuple((f"s{n}", f"第{n}节") for n in range(4)), ref="a/x")
    short = fitted(paper, lambda version: sum(lines[section.id] for section in version.sections))
    assert [section.id for section in short.sections] == ["s1", "s2", "s4"]
    assert short.opening == ("还有第0节、第3节，见网页（编号 a/x）。",)


@pytest.mark.parametrize("pages", range(1, 8))
def test_a_paper_gives_up_no_more_than_it_must(pages: int) -> None:
    sections = tuple(Section(f"s{number}", f"第{number}节", ()) for number in range(6))
    paper = Paper("a/b", "guide", "handout", "题", "名", sections, at_most=pages, spare=tuple((f"s{n}", f"第{n}节") for n in range(4)), ref="a/x")
    short = fitted(paper, lambda version: len(version.sections))
    assert len(short.sections) == max(min(pages, 6), 2)
    assert bool(short.opening) == (pages < 6)


def test_what_was_left_out_is_named() -> None:
    paper = Paper("a/b", "guide", "handout", "题", "名", at_most=1, spare=(("x", "怎么说"), ("y", ""), ("z", "规定")), ref="a/x")
    assert without(paper, {"x", "y", "z"}).opening == ("还有怎么说、规定，见网页（编号 a/x）。",)


@pytest.mark.parametrize(
    ("kind", "ref", "path"),
    [
        ("guide", "futian/minsheng-weishishi", "futian/guide-minsheng-weishishi"),
        ("guide", "minsheng-weishishi", "futian/guide-minsheng-weishishi"),
        ("compendium", "longhua", "longhua/compendium"),
        ("theme-booklet", "xuqiu-shouji", "common/theme-xuqiu-shouji"),
        ("form", "futian/weishishi-dan", "futian/form-weishishi-dan"),
        ("figures", "futian", "futian/figures"),
        ("casebook", "", "common/casebook"),
    ],
)
def test_a_paper_is_found_by_its_id(catalogue: Catalogue, kind: str, ref: str, path: str) -> None:
    assert [paper.path for paper in find_papers(catalogue, kind, ref)[1]] == [path]


def test_an_unknown_id_is_told_with_near_ones(catalogue: Catalogue) -> None:
    with pytest.raises(CasebookError) as told_error:
        find_papers(catalogue, "guide", "minsheng-weishishy")
    assert "minsheng-weishishi" in told_error.value.mend
