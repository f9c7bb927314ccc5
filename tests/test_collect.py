"""`casebook collect`: nothing vanishes, the order does not matter, twice is once, and a batch can be taken back."""
from __future__ import annotations

import io
import json
import os
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from collecting import AT, filled, litter, put, read_here, state

from generator import collect_intake, collect_ledger, collect_store
from generator.cli import main
from generator.collect import Done, Wish, collect
from generator.collect_screen import as_screen
from generator.collect_store import KEPT_COPIES
from generator.model.problem import CasebookError
from generator.model.returned import Answer


@pytest.fixture
def processes() -> None:
    """For a test that wants the readers' own processes."""


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere files are read in this process: starting others takes longer than all the rest."""
    if "processes" not in request.fixturenames:
        monkeypatch.setattr(collect_intake, "read_returns", read_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Six good returns, one twice, one in two versions, and files that are no returns."""
    folder = tmp_path / "收件"
    for seed in range(6):
        put(folder, f"社区{seed}.json", filled(seed))
    put(folder, "子文件夹/社区0-副本.json", filled(0))
    put(folder, "社区1-改.json", replace(filled(1), answers={"f1": Answer("unknown")}))
    (folder / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0 photo")
    (folder / "~$社区0.xlsx").write_bytes(b"lock")
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "扫描.pdf").write_bytes(b"%PDF-1.4")
    return folder


def run(root: Path, out: Path, folder: Path | None = None, **wish: object) -> Done:
    return collect(root, out, Wish(folder, **wish), AT)  # type: ignore[arg-type]


def outcomes(done: Done) -> dict[str, str]:
    return {line.name: line.outcome for line in done.lines}


def ledger(out: Path) -> dict[str, object]:
    return dict(json.loads((out / "台账.json").read_text("utf-8")))


def test_every_file_gets_its_verdict(project: Path, inbox: Path, tmp_path: Path) -> None:
    done = run(project, tmp_path / "汇总", inbox)
    assert done.totals == {"accepted": 5, "duplicate": 1, "conflict": 2, "rejected": 4}
    assert sum(done.totals.values()) == len([path for path in inbox.rglob("*") if path.is_file()])
    assert {name for name, outcome in outcomes(done).items() if outcome == "conflict"} == {"社区1.json", "社区1-改.json"}
    why = {line.name: (line.what, line.mend) for line in done.lines if line.outcome == "rejected"}
    assert why["扫描.pdf"][0] == "这是 PDF 文件"
    assert all(what and mend for what, mend in why.values())


def test_originals_lie_byte_for_byte_under_their_hash(project: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    run(project, out, inbox)
    kept = {path.name: path for path in (out / "原件").rglob("*") if path.is_file()}
    for row in ledger(out)["files"]:  # type: ignore[attr-defined]
        path = kept[row["sha256"]]
        assert path.parent.name == row["sha256"][:2]
        assert path.read_bytes() == (inbox / row["name"]).read_bytes()
        assert path.stat().st_mode & 0o777 == 0o644
    assert state(out)[f"原件/{kept[row['sha256']].parent.name}/{row['sha256']}"] == row["sha256"]


def test_running_again_changes_no_byte(project: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    run(project, out, inbox)
    everything = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    again = collect(project, out, Wish(inbox), "2027-01-01 08:00")
    assert again.batch == 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == everything


def test_outcome_does_not_hang_on_the_order_of_batches(project: Path, inbox: Path, tmp_path: Path) -> None:
    whole = run(project, tmp_path / "一次", inbox)
    files = sorted(path for path in inbox.rglob("*") if path.is_file())
    for seed in range(3):
        random.Random(seed).shuffle(files)
        for number, part in enumerate((files[:4], files[4:7], files[7:])):
            folder = tmp_path / f"分{seed}-{number}"
            for path in part:
                target = folder / path.relative_to(inbox)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
            last = run(project, tmp_path / f"几次{seed}", folder)
        assert outcomes(last) == outcomes(whole)


def test_undo_brings_back_the_state_of_before(project: Path, inbox: Path, tmp_path: Path) -> None:
    out, more = tmp_path / "汇总", tmp_path / "又来"
    put(more, "社区7.json", filled(7))
    put(more, "社区2.json", replace(filled(2), answers={"f1": Answer("unknown")}))
    run(project, out, inbox)
    first = state(out)
    run(project, out, more)
    assert state(out) != first
    assert run(project, out, undo=True).undone == 2
    assert state(out) == first
    assert run(project, out, undo=True).undone == 1
    assert state(out) == {}
    assert not (out / "报表" / "汇总表.xlsx").exists()
    with pytest.raises(CasebookError, match="没有可以撤回") as nothing:
        run(project, out, undo=True)
    assert (nothing.value.code, nothing.value.status) == ("E-COLLECT", 2)
    assert run(project, out, inbox).batch == 1
    assert state(out) == first


def test_the_last_batches_can_be_taken_back(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEPT_COPIES == 10
    few = 3
    monkeypatch.setattr(collect_store, "KEPT_COPIES", few)
    out, states = tmp_path / "汇总", []
    for seed in range(few + 2):
        run(project, out, put(tmp_path / f"批{seed}", f"社区{seed}.json", filled(seed)).parent, workers=1)
        states.append(state(out))
    assert len(list((out / "台账备份").iterdir())) == few
    for before in states[-2:-few - 2:-1]:
        run(project, out, undo=True)
        assert state(out) == before
    with pytest.raises(CasebookError, match="最近 3 批"):
        run(project, out, undo=True)


def test_a_person_settles_a_conflict(project: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    done = run(project, out, inbox)
    before = state(out)
    line = next(line for line in done.lines if line.name == "社区1-改.json")
    assert "“社区1.json”" in line.what
    assert line.digest[:12] in line.mend
    settled = run(project, out, choose=(line.digest[:12].upper(),))
    assert outcomes(settled)["社区1-改.json"] == "accepted"
    assert outcomes(settled)["社区1.json"] == "conflict"
    assert next(line for line in settled.lines if line.name == "社区1.json").what.endswith("已由人选定“社区1-改.json”，这份不计")
    assert run(project, out, choose=()).totals == settled.totals
    run(project, out, undo=True)
    assert state(out) == before


@pytest.mark.parametrize("wrong", ["ffffffffffff", "abc", "g" * 12])
def test_a_choice_that_names_nothing_changes_nothing(project: Path, inbox: Path, tmp_path: Path, wrong: str) -> None:
    out = tmp_path / "汇总"
    run(project, out, inbox)
    before = state(out)
    with pytest.raises(CasebookError) as refused:
        run(project, out, choose=(wrong,))
    assert (refused.value.code, refused.value.status) == ("E-COLLECT", 2)
    assert state(out) == before


def test_links_and_what_is_no_file_are_told_not_read(project: Path, tmp_path: Path) -> None:
    folder, secret = tmp_path / "收件", tmp_path / "外面"
    put(folder, "社区0.json", filled(0))
    put(secret, "社区1.json", filled(1))
    (folder / "文件链接.json").symlink_to(secret / "社区1.json")
    (folder / "文件夹链接").symlink_to(secret)
    os.mkfifo(folder / "管道")
    done = run(project, tmp_path / "汇总", folder)
    assert [line.name for line in done.lines] == ["社区0.json"]
    assert sorted(skipped.name for skipped in done.skipped) == ["文件夹链接", "文件链接.json", "管道"]


def test_the_folder_of_results_may_lie_in_the_inbox(project: Path, tmp_path: Path) -> None:
    folder = put(tmp_path / "收件", "社区0.json", filled(0)).parent
    run(project, folder / "汇总", folder)
    assert run(project, folder / "汇总", folder).batch == 0
    for wrong in (folder / "汇总", folder / "汇总" / "原件"):
        with pytest.raises(CasebookError) as refused:
            run(project, folder / "汇总", wrong)
        assert refused.value.status == 2


def test_what_is_too_large_is_listed_and_not_kept(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "录像.xlsx").write_bytes(b"PK\x03\x04" + bytes(6 * 1024 * 1024))
    out = tmp_path / "汇总"
    (line,) = run(project, out, folder).lines
    assert line.what == "文件太大，超过 5 MB；原件太大，没有另存"
    assert list(state(out)) == ["台账.json"]
    assert run(project, out, folder).batch == 0


def test_files_beyond_a_batch_wait_for_the_next(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect_intake, "BATCH_FILES", 2)
    for seed in range(5):
        put(tmp_path / "收件", f"社区{seed}.json", filled(seed))
    counts = []
    for _ in range(4):
        done = run(project, tmp_path / "汇总", tmp_path / "收件")
        counts.append((len(done.lines), len(done.skipped)))
    assert counts == [(2, 3), (4, 1), (5, 0), (5, 0)]


def test_a_lost_original_is_noticed_and_healed(project: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "汇总", put(tmp_path / "收件", "社区0.json", filled(0)).parent
    run(project, out, folder)
    (kept,) = [path for path in (out / "原件").rglob("*") if path.is_file()]
    whole = kept.read_bytes()
    kept.write_bytes(b"other")
    with pytest.raises(CasebookError, match=r"社区0\.json") as lost:
        run(project, out)
    assert (lost.value.code, lost.value.status) == ("E-LEDGER", 3)
    run(project, out, folder)
    assert kept.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format":"casebook-collection","schema":2}', b"\xff\xfe"])
def test_a_damaged_ledger_is_left_alone(project: Path, tmp_path: Path, damage: bytes) -> None:
    out, folder = tmp_path / "汇总", put(tmp_path / "收件", "社区0.json", filled(0)).parent
    run(project, out, folder)
    (out / "台账.json").write_bytes(damage)
    before = state(out)
    with pytest.raises(CasebookError) as refused:
        run(project, out, folder)
    assert (refused.value.code, refused.value.status) == ("E-LEDGER", 3)
    assert state(out) == before


def test_a_foreign_folder_is_not_written(project: Path, tmp_path: Path) -> None:
    out, folder = tmp_path / "家", put(tmp_path / "收件", "社区0.json", filled(0)).parent
    out.mkdir()
    (out / "日记.txt").write_text("我的", "utf-8")
    with pytest.raises(CasebookError, match=r"日记\.txt") as refused:
        run(project, out, folder)
    assert refused.value.code == "E-FOREIGN"
    assert [path.name for path in out.iterdir()] == ["日记.txt"]
    link = tmp_path / "链接"
    link.symlink_to(tmp_path / "别处")
    with pytest.raises(CasebookError) as linked:
        run(project, link, folder)
    assert linked.value.code == "E-SYMLINK"


def test_a_report_that_somebody_changed_is_kept(project: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    run(project, out, inbox)
    mine = out / "报表" / "街道看到了什么.docx"
    mine.write_bytes(b"filled in")
    put(inbox, "社区8.json", filled(8))
    done = run(project, out, inbox)
    assert [path.read_bytes() for path in done.aside] == [b"filled in"]
    assert mine.read_bytes().startswith(b"PK")
    assert run(project, out, inbox).aside == ()


def test_forty_files_with_a_fifth_faulty(processes: None, project: Path, tmp_path: Path) -> None:
    folder, dice = tmp_path / "收件", random.Random(4)
    answered = 0
    for seed in range(40):
        said = filled(seed)
        path = put(folder, f"社区{seed:02}.json", said)
        if seed % 5 == 0:
            content = bytearray(path.read_bytes())
            path.write_bytes(bytes(content[:dice.randrange(20, len(content) - 20)]))
        else:
            answered += len(said.answers)
    out = tmp_path / "汇总"
    done = run(project, out, folder)
    assert done.totals == {"accepted": 32, "duplicate": 0, "conflict": 0, "rejected": 8}
    rows = ledger(out)["files"]
    assert sum(len(row["return"]["answers"]) for row in rows if "return" in row) == answered  # type: ignore[attr-defined]
    assert litter(out) == []


def test_a_file_that_vanishes_stops_the_run(project: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "汇总"
    run(project, out, inbox)
    before = state(out)
    put(inbox, "社区9.json", filled(9))
    whole = collect_ledger.sort_batch
    monkeypatch.setattr(collect_ledger, "sort_batch", lambda arrivals, chosen: whole(arrivals, chosen)[1:])
    with pytest.raises(CasebookError) as stopped:
        run(project, out, inbox)
    assert stopped.value.code == "E-GATE"
    assert state(out) == before


def test_names_are_left_out_when_asked(project: Path, inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总"
    put(inbox, "社区9.json", filled(9, community="梧桐里"))
    run(project, out, inbox)
    assert "梧桐里" in words_of(out)
    assert "代号对照" in words_of(out)
    run(project, out, names=False)
    told = words_of(out)
    assert not any(word in told for word in ("梧桐里", "示例社区", "示例街道", "社区9.json", "代号对照"))
    assert "汇总" in told


def words_of(out: Path) -> str:
    """Everything that the reports say."""
    said = []
    for path in sorted((out / "报表").rglob("*")):
        if path.suffix in {".xlsx", ".docx"}:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
                said += [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")]
        elif path.is_file():
            said.append(path.read_text("utf-8"))
    return "".join(said)


def test_several_periods_lie_in_folders_of_their_own(project: Path, inbox: Path, tmp_path: Path) -> None:
    for seed in range(3):
        put(inbox, f"去年{seed}.json", filled(seed, period="2025/年:度"))
    done = run(project, tmp_path / "汇总", inbox)
    folders = {path.parent.name for path in done.reports}
    assert folders == {"议事自查表-完整版-2026年度", "议事自查表-完整版-2025_年_度"}
    assert all(path.is_file() for path in done.reports)


def test_the_command(processes: None, project: Path, inbox: Path, tmp_path: Path) -> None:
    runner, out = CliRunner(), str(tmp_path / "汇总")

    def call(*arguments: str) -> tuple[int, str]:
        made = runner.invoke(main, ["--root", str(project), "collect", *arguments])
        return made.exit_code, made.output

    status, said = call(str(inbox), "-o", out)
    assert status == 0
    assert "一共收到 12 份 = 计入 5 + 重复 1 + 待定 2 + 退回 4" in said
    assert all(path.name in said for path in inbox.iterdir() if path.is_file())
    assert call("-o", out, "--undo")[0] == 0
    assert call("-o", out, "--undo")[0] == 2
    assert call(str(tmp_path / "没有"), "-o", out)[0] == 2
    assert call(str(inbox))[0] == 2
    assert call("-o", str(tmp_path / "新的"))[0] == 2
    assert call(str(inbox), "-o", out, "--undo")[0] == 2
    assert call(str(inbox), "-o", out, "--before", str(tmp_path / "没有"))[0] == 2
    assert call(str(inbox), "-o", out, "--workers", "0")[0] == 2


def test_hostile_names_are_only_text_on_the_screen(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    put(folder, "[red]社区\x1b[31m\n=1+1.json", filled(0))
    (folder / os.fsdecode(b"\xc9\xe7\xc7\xf8.xlsx")).write_bytes(b"")
    said = as_screen(run(project, tmp_path / "汇总", folder), tmp_path / "汇总", 200)
    assert "\x1b" not in said
    assert "[red]社区" in said
    assert "\\xc9\\xe7\\xc7\\xf8.xlsx" in said.replace("\n", "")
