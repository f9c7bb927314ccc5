"""The fonts of documents: what they can write, under which names, always the same bytes, never half made."""
from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from conftest import REPO
from fontTools.ttLib import TTFont

from generator import fonts as module
from generator.fonts import font_licences, printed_characters, read_fonts
from generator.model.problem import CasebookError
from generator.render.typst_faces import FAMILY, ROLES, Fonts

WORDS = "一二三示例换句话囗"


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The fonts of the packages with few characters, so that cutting them takes no time."""
    folder, few = tmp_path_factory.mktemp("packages"), f"{WORDS}囧" + "".join(map(chr, range(0x20, 0x7F)))
    found = {}
    for role, path in module._sources(REPO).items():
        found[role] = folder / path.name
        found[role].write_bytes(module._cut_one(path, role, few))
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, little: dict[str, Path]) -> Path:
    """A project with one line of content, whose fonts are cut from little, and to little."""
    sources = module._sources
    monkeypatch.setattr(module, "_sources", lambda root: little if sources(root) else {})
    monkeypatch.setattr(module, "_gb2312", lambda: iter(WORDS))
    (tmp_path / "generator").symlink_to(REPO / "generator")
    (tmp_path / "cases" / "demo").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    (tmp_path / "cases" / "demo" / "case.yaml").write_text("name: 示例\n", "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def real() -> Fonts:
    return read_fonts(REPO)


def cut_files(fonts: Fonts) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(fonts.folder.iterdir())}


def gb2312() -> list[str]:
    found = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_role_writes_gb2312_marks_and_rare_names(role: str, real: Fonts) -> None:
    characters = gb2312()
    assert len(characters) == 6763
    assert real.missing("".join(characters), role) == ""
    assert real.missing("Aa09 ,.%¥—…“”‘’《》〔〕【】（）：；、。※□■√①②→㎡−×　", role) == ""
    assert real.missing("㙍䶮喆堃珺镕翀祎赟燚暠邨鋆彧", role) == ""


def test_everything_that_the_content_says_can_be_written(real: Fonts) -> None:
    words = "".join(path.read_text("utf-8") for path in (REPO / "cases").rglob("*.yaml"))
    assert len(words) > 100_000
    assert real.missing(words) == ""


def test_what_no_font_has_is_said_once_each(real: Fonts) -> None:
    assert real.missing("好😀好\u0627😀\u200b") == "😀\u0627\u200b"
    assert real.missing("两行\n文字") == ""


def test_a_new_rare_character_of_the_content_is_cut_in(root: Path) -> None:
    before = read_fonts(root)
    assert before.missing("囧") == "囧"
    (root / "cases" / "demo" / "case.yaml").write_text("name: 囧\n", "utf-8")
    after = read_fonts(root)
    assert after.missing("囧") == ""
    assert after.digest != before.digest


def test_a_character_that_the_fonts_have_already_changes_nothing(root: Path) -> None:
    before = read_fonts(root)
    (root / "docs" / "guide.md").write_text("换一句话\n", "utf-8")
    (root / "docs" / "library").mkdir()
    (root / "docs" / "library" / "page.md").write_text("囧\n", "utf-8")  # generated pages decide nothing
    assert read_fonts(root).digest == before.digest


def test_the_same_characters_give_the_same_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cut_files(read_fonts(root))
    other = root / "other 项目"
    other.mkdir()
    for name in ("generator", "cases", "docs"):
        (other / name).symlink_to(root / name)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(other)
    assert cut_files(read_fonts(Path())) == first


@pytest.mark.parametrize("role", ROLES)
def test_the_cut_fonts_carry_our_names_and_keep_their_licence(role: str, real: Fonts) -> None:
    path = next(real.folder.glob(f"{role}.*"))
    font = TTFont(io.BytesIO(path.read_bytes()))
    names = {record.nameID: str(record) for record in font["name"].names}
    assert names[1] == names[4] == FAMILY[role]
    assert "Open Font License" in names[13]
    assert names[0]
    assert not any("LXGW" in text or "霞鹜" in text for number, text in names.items() if number not in (0, 13, 14))
    assert font["OS/2"].fsType & 0x000F in (0, 8)  # may be embedded
    assert path.stat().st_size < 6_000_000


def test_a_cut_that_was_broken_off_is_made_again(root: Path) -> None:
    whole = read_fonts(root)
    files = cut_files(whole)
    (whole.folder / "coverage.json").unlink()
    (whole.folder / "song.otf").write_bytes(b"half")
    assert cut_files(read_fonts(root)) == files


def test_a_failure_leaves_no_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_cut_one", fail)
    with pytest.raises(OSError, match="No space"):
        read_fonts(root)
    assert list((root / "build" / ".fonts").iterdir()) == []


def test_old_cuts_are_swept(root: Path) -> None:
    for number in range(5):
        old = root / "build" / ".fonts" / f"{number:024d}"
        old.mkdir(parents=True)
        os.utime(old, (number, number))
    killed = root / "build" / ".fonts" / "tmpabc"
    killed.mkdir()
    os.utime(killed, (1, 1))
    fonts = read_fonts(root)
    left = {path.name for path in (root / "build" / ".fonts").iterdir()}
    assert left == {fonts.digest, f"{3:024d}", f"{4:024d}"}


def test_a_missing_package_is_said_with_its_file(root: Path) -> None:
    (root / "generator").unlink()
    with pytest.raises(CasebookError) as caught:
        read_fonts(root)
    assert caught.value.code == "E-TOOL"
    assert "lxgw-wenkai" in caught.value.what


def test_control_characters_are_never_asked_of_a_font(root: Path) -> None:
    (root / "docs" / "guide.md").write_text("a\tb\u200bc\ufeff\n", "utf-8")
    characters = printed_characters(root)
    assert not set("\t\n\u200b\ufeff") & set(characters)
    assert {"\u3000", "\xa0", "a"} <= set(characters)


def test_the_licences_go_out_whole(real: Fonts) -> None:
    texts = {name: content.decode() for name, content in font_licences(REPO).items()}
    assert set(texts) == {"noto-sc.txt", "lxgw-wenkai.txt"}
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in texts.values())
    assert "Copyright 2021-2023 LXGW" in texts["lxgw-wenkai.txt"]
