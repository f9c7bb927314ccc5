"""Every gate of the project: what it lets nothing through of, what runs it, and the seeded defect that turns it red.

A gate that cannot turn red proves nothing. `run` is a command (`make …`), a function that refuses a build, or a test;
`canary` is a function of canaries.py, which test_gates.py runs, or the test that seeds the defect. A new command of the
Makefile, a new program in `make test` and a new refusal of the build must have a row here, or test_gates.py fails.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests import canaries as seed

Canary = Callable[[Path], str] | str


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: its name, what it refuses, the commands, functions or tests that run it, its seeded defects."""

    name: str
    refuses: str
    run: tuple[str, ...]
    canary: tuple[Canary, ...]


def gate(name: str, refuses: str, run: str, *canary: Canary) -> Gate:
    """A row of the table; several things that run the gate are parted by a comma."""
    return Gate(name, refuses, tuple(run.split(", ")), canary)


GATES = (
    # --- the content ---
    gate("content", "内容文件的错误（K0—K5）", "make check, refuse_errors",
         seed.content, "tests/test_broken.py::test_says_where_what_why_and_how_to_mend", "tests/test_broken.py::test_every_rule_has_a_broken_example"),
    gate("truth", "与原文不符的数字和出处（K6）", "make verify",
         "tests/check/test_truth.py::test_what_is_not_true_is_named"),
    gate("coverage", "原文里有、本库没有交代的数字", "make verify",
         "tests/check/test_coverage.py::test_what_nothing_accounts_for_is_quoted_with_its_place"),
    gate("schemas", "过时的 schemas", "make schema, tests/test_schema.py::test_the_committed_schemas_are_what_the_model_says", seed.schemas),
    gate("question-bank", "答案由案例库证明不了的题", "tests/bank/test_question_bank.py::test_the_casebook_proves_exactly_the_keyed_answers",
         "tests/bank/test_question_bank.py::test_a_wrong_key_is_seen"),
    gate("release", "改动已发布自查表里决定得分的部分", "tests/test_release.py::test_what_decides_a_score_is_fixed",
         "tests/test_release.py::test_what_decides_a_score_is_fixed"),
    # --- the site ---
    gate("links", "坏的链接、锚点、图片、下载", "prove_site", seed.links,
         "tests/test_crawl.py::test_each_defect_is_found_and_told", "tests/test_crawl.py::TestCanary::test_a_crawler_blind_to_one_kind_is_refused"),
    gate("file-names", "有的系统解不开的文件名", "prove_site", seed.file_names,
         "tests/test_write_names.py::test_refuses_a_hostile_name_before_touching_anything"),
    gate("policy", "网页里自带的脚本、样式、事件", "add_policies", seed.policy,
         "tests/test_csp.py::test_what_a_policy_would_stop_is_refused_and_nothing_is_changed"),
    gate("symlinks", "指到项目外面的符号链接", "refuse_symlinks", seed.symlinks),
    gate("html", "网页写法的错误（Nu）", "make check-html, tests/html/test_nu.py::test_no_message_about_our_own_pages",
         "tests/html/test_nu.py::test_a_checker_that_does_not_do_its_work_is_red",
         "tests/html/test_nu.py::test_a_frozen_message_about_another_part_of_the_page_is_ours"),
    gate("page-size", "超过 150 KB 的网页", "tests/test_content.py::test_pages_keep_the_budget", seed.page_size),
    gate("accessibility", "axe 查出的无障碍问题", "tests/browser/test_contract.py::test_every_kind_is_accessible",
         "tests/browser/test_contract.py::test_the_watch_sees_what_it_is_for"),
    gate("no-outside-request", "向站外的请求、策略拦下的东西", "tests/browser/test_contract.py::test_every_kind_is_quiet_and_fits_a_phone",
         "tests/browser/test_contract.py::test_the_watch_sees_what_it_is_for"),
    gate("pictures", "图里出框的字", "tests/browser/test_pictures.py::test_no_word_of_any_picture_leaves_its_box",
         "tests/browser/test_pictures.py::test_a_word_that_leaves_its_box_is_seen"),
    gate("search", "该在前面的没有排在前面", "tests/search/test_quality.py::test_the_search_finds_what_it_should",
         "tests/search/test_quality.py::test_a_wrong_order_would_be_seen"),
    gate("teachers-words", "学员看得到的教师用文字", "tests/test_editions.py::test_no_page_for_students_holds_a_teachers_text",
         "tests/test_editions.py::test_a_planted_text_is_found_in_every_kind_of_file", "tests/test_pack.py::test_a_planted_text_is_found_wherever_it_hides"),
    gate("same-files", "与标准样本不同的输出", "make golden", seed.golden),
    # --- the program ---
    gate("ruff", "代码写法的错误", "make test ruff", seed.ruff),
    gate("mypy", "Python 类型的错误", "make test mypy", seed.mypy),
    gate("pytest", "测试里的失败", "make test pytest, make test-long", "tests/test_gates.py::test_a_gate_that_stays_green_is_seen"),
    gate("tsc", "TypeScript 类型的错误", "tests/web/test_units.py::test_types", seed.tsc),
    gate("chrome-90", "Chrome 90 不认识的样式、脚本、元素", "tests/web/test_features.py::test_our_styles_are_known_to_chrome_90",
         "tests/web/test_features.py::test_the_gate_sees_a_style_that_is_too_new", "tests/web/test_features.py::test_the_gate_sees_a_call_that_is_too_new",
         "tests/web/test_features.py::test_syntax_that_is_too_new_is_lowered_or_refused"),
    gate("sinks", "把文字当成网页或脚本的写法", "tests/web/test_sinks.py::test_none_of_our_scripts_has_a_sink",
         "tests/web/test_sinks.py::test_each_sink_is_seen"),
    gate("layers", "越层的引用", "tests/test_architecture.py::test_imports_only_from_layers_above",
         "tests/test_architecture.py::test_the_guard_sees_a_wrong_import"),
    gate("readable", "太长的文件、随处打印", "tests/test_architecture.py::test_files_stay_readable", seed.long_file),
    gate("branches", "核心部分没有跑到的分支", "make coverage", seed.branches_covered),
    gate("mutation", "什么也没看的测试", "make mutation", "tests/noticing/test_mutation.py::test_a_test_that_looks_at_nothing_lets_faults_live"),
    gate("fuzz", "读文件的程序死掉、太慢、太占内存", "make fuzz", "tests/noticing/test_fuzzing.py::test_a_reader_with_a_seeded_fault_is_found_out"),
    gate("cluster", "工作机做出不同的字节、丢了活、程序不同", "make test-cluster",
         "tests/cluster/test_cluster.py::test_workers_with_another_program_are_refused_and_nothing_is_done",
         "tests/cluster/test_cluster.py::test_a_scheduler_that_goes_is_told"),
    gate("faults", "发布中断、磁盘满、只读、同时发布留下的坏网站", "make test-faults",
         "tests/faults/test_calls.py::test_a_careless_writer_is_found", "tests/faults/test_faults.py::test_what_a_kill_breaks_is_told"),
    gate("same-bytes", "换了时间、路径、语言就不一样的文件", "make repro", "tests/repro/test_repro.py::test_a_difference_is_named_with_its_place",
         "tests/repro/test_repro.py::test_a_difference_in_a_zip_is_named_with_its_member"),
    gate("hostile", "有害的文字变成网页或文档的一部分", "make test-hostile",
         "tests/hostile/test_pages.py::test_a_renderer_that_forgets_to_escape_is_seen", "tests/hostile/test_pages.py::test_a_strange_address_is_seen",
         "tests/hostile/test_papers.py::test_a_document_with_a_formula_a_field_or_a_link_more_is_seen"),
    gate("codes", "没有说明的错误代码", "tests/test_docs.py::test_every_code_of_the_environment_is_explained", seed.codes),
    gate("make-help", "没有说明的命令", "tests/test_makefile.py::test_help_explains_each_command_in_one_chinese_line", seed.make_help),
    # --- documents ---
    gate("office-files", "Office 会说损坏的文件", "tests/render/test_xlsx.py::test_is_sound_as_office_programs_see_it",
         "tests/render/test_xlsx.py::test_the_audit_sees_a_damaged_file"),
    gate("recalculation", "公式算出来与存着的不同", "tests/assess/test_agreement.py::test_the_workbook_works_out_the_same",
         "tests/assess/test_agreement.py::test_values_before_are_wrong_and_the_comparison_sees_it"),
    gate("printable", "字体里没有的字", "tests/render/test_typst_pdf.py", "tests/know/test_printable.py::test_what_no_font_has_is_refused"),
    gate("gift", "Moodle 读不进的题库", "tests/render/test_gift.py", "tests/render/test_gift.py::test_the_strict_reader_turns_red"),
    gate("returns", "交回的答案挪了位置", "tests/returns/test_edits.py", "tests/returns/test_edits.py::test_a_moved_answer_would_be_seen"),
    # --- what others made ---
    gate("locks", "没有校验值、没有写死版本的依赖", "make lock, tests/test_locks.py::test_pip_lock_pins_everything_by_hash_and_names_no_address",
         "tests/test_locks.py::test_a_package_without_a_hash_is_seen"),
    gate("package-count", "运行用的包多于 60 个", "tests/test_locks.py::test_what_runs_is_at_most_60_packages", seed.package_count),
    gate("parts", "许可不明的部件、漏列的部件", "make sbom", "tests/tools/test_sbom.py::test_a_list_that_lacks_a_package_or_is_too_long_is_refused",
         "tests/test_parts.py::test_a_package_that_is_not_installed_or_says_no_licence_is_refused"),
    gate("audit", "有已知漏洞的依赖；查不到也算", "make audit", "tests/tools/test_audit.py::test_the_exit_status_says_what_was_found",
         "tests/tools/test_audit.py::test_a_silent_skip_is_red", "tests/tools/test_audit.py::test_npm_bad_is_red_and_good_is_not",
         "tests/tools/test_audit.py::test_nothing_known_ends_in_chinese_and_never_in_green"),
)

MAKERS = frozenset(("help", "site", "usb", "serve", "clean", "install-site", "install-test"))
"""Commands of the Makefile that make something and refuse nothing of their own; nor do those that measure (`bench…`)."""


def without_row(makefile: str, pipeline: str, gates: Iterable[Gate] = GATES) -> set[str]:
    """What refuses something, but stands in no row: commands, programs of `make test`, refusals of a build."""
    named = {one for row in gates for one in row.run}
    listed = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    recipe = re.search(r"^test: .*\n((?:\t.*\n|ifeq.*\n|else\n|endif\n)+)", makefile, re.MULTILINE)
    assert listed
    assert recipe
    commands = {f"make {name}" for name in listed[1].split() if name not in MAKERS and name != "test" and not name.startswith("bench")}
    started = re.findall(r"\$\(VENV_PYTHON\) -m (\w+)", recipe[1].replace("$(PYTEST)", "$(VENV_PYTHON) -m pytest"))
    programs = {f"make test {name}" for name in started}
    refusals = set(re.findall(r"\b((?:prove|refuse|add_polic)\w+)\(", pipeline)) - {"prove_crawler"}
    return (commands | programs | refusals) - named
