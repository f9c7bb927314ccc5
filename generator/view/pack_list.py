"""What is in the pack of a teaching case or of a course: what each file is for, who gets it, when, how it is printed."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

PackEdition = Literal["student", "teacher"]
EDITION_NAME: Mapping[str, str] = {"student": "学员版", "teacher": "教师版"}
GUIDE, MANIFEST = "使用说明.txt", "manifest.json"
SCHEDULE = "00_课程安排"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One document of a pack; `copies` in words, so that they hold for every class."""

    name: str  # of the file, without suffix
    what: str
    when: str
    copies: str
    printing: str
    own: str = ""  # what a student does with it; empty: it is the teacher's


PACK_ROWS: tuple[PackRow, ...] = (
    PackRow(SCHEDULE, "各讲的次序、用时、课前要读的", "开课前发", "每人1份", "A4，双面", "先看"),
    PackRow(f"{SCHEDULE}_教师版", "各讲的时间表、分组和汇报时间、要准备的", "备课时看", "授课人1份", "A4，双面"),
    PackRow("01_案例正文_学员版", "案例正文，段落连着编号，有图表和“来源没有说的”", "课前3天发", "每人1份", "A4，双面", "课前读"),
    PackRow("01b_短读版", "课前没读正文的，课上读这一份", "当堂发", "每人1份", "A4，双面", "当堂读"),
    PackRow("02_案例使用说明_教师版", "答题要点、根据、相反的看法、课堂计划", "提前5天通读", "授课人1份", "A4，双面"),
    PackRow("03_课件_学员版", "幻灯片，没有备注", "课后发电子版", "不用打印", "要打印时一页6张", "课后翻看"),
    PackRow("03_课件_教师版", "幻灯片，备注里有分钟、要说的话和冷场怎么办", "上课放", "不用打印", "没有投影时用06"),
    PackRow("04_讨论题单", "讨论题、引用练习、放到我们这里、自带案例单、90天回访条", "当堂发", "每人1份", "A4，单面，要在上面写字", "课上写"),
    PackRow(
        "05_角色卡与任务卡_教师版", "情景模拟的角色卡、小组的任务卡", "情景模拟前发", "任务卡每组1套，角色卡全班1套、只给本人",
        "A4，单面，厚一点的纸，裁成A6",
    ),
    PackRow("06_板书与流程卡_教师版", "板书写满的样子，90分钟和45分钟的流程卡", "上课放在手边", "授课人1份", "A4横放，单面"),
    PackRow("07_课堂观察与评分表_教师版", "按小组记、按小组打分；反馈表的汇总", "上课和课后填", "授课人1份", "A4横放；也可以在电脑上填"),
    PackRow("08_教学反馈表", "不记名，用来改课", "下课前5分钟发", "每人1份", "A4，单面", "下课前填，不写名字"),
    PackRow("09_阅读与政策清单", "做法的出处、别处怎样做、今天要查的规定", "做完练习以后发", "每人1份，或发电子版", "A4，双面", "做完04里的练习再看"),
)
_ROW = {row.name: row for row in PACK_ROWS}
_ORDER = {row.name: place for place, row in enumerate(PACK_ROWS)}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST = 40
_SUFFIXES = (".docx", ".pdf", ".pptx", ".xlsx")


def pack_path(home: str, teaching_id: str, edition: PackEdition) -> str:
    """Site path of the zip of a teaching case."""
    return f"downloads/{home}/teaching-{teaching_id}-{edition}.zip"


def pack_label(title: str, edition: str) -> str:
    """What the zip is called, and the name that it is saved under, without suffix."""
    return f"教学包_{EDITION_NAME[edition]}_{file_words(title)}"


def file_words(title: str) -> str:
    """A title as a part of a file's name: without what Windows forbids, not so long that unpackers fail."""
    return _FORBIDDEN.sub("_", title)[:_LONGEST].rstrip(" .")


def pack_row(name: str) -> PackRow | None:
    """What is known of a document by the name of its file, with or without suffix; None for what belongs to no pack."""
    return _ROW.get(stem(name))


def stem(name: str) -> str:
    """The name of a file of a pack without folder and suffix."""
    last = name.rpartition("/")[2]
    return next((last.removesuffix(suffix) for suffix in _SUFFIXES if last.endswith(suffix)), last)


def in_order(names: Sequence[str]) -> list[str]:
    """Names of files in the order of the pack, Word before PDF."""
    return sorted(names, key=lambda name: (_ORDER[stem(name)], name))


@dataclass(frozen=True, slots=True)
class GuideHead:
    """What 使用说明.txt says of the whole."""

    title: str
    edition: str  # student, teacher; empty: both
    version: str
    reviewed: str
    folders: tuple[str, ...] = ()  # of a course: one a unit, in order; empty: a teaching case


def guide_text(head: GuideHead, names: Sequence[str]) -> str:
    """The text of 使用说明.txt for these files; LF, without the mark of the encoding."""
    whose = f"（{EDITION_NAME[head.edition]}）" if head.edition else ""
    lines = [
        f"{head.title}{whose}　使用说明", "", f"版本：{head.version}，核对日期：{head.reviewed}", "",
        "一、先解压", "在压缩包上点右键，选“解压到当前文件夹”，再打开里面的文件。文件名变成乱码时，看开头的编号，和下面的表一样。", "",
        "二、有什么，照这个次序用",
    ]
    if head.folders:
        lines += [*_listed([name for name in names if "/" not in name], head.edition), "每一讲一个文件夹，次序就是上课的次序："]
        lines += [*(f"  {folder}" for folder in head.folders), "每个文件夹里的文件："]
    lines += _listed([name for name in names if "/" in name or not head.folders], head.edition)
    lines += ["", "三、怎样打印", "要改的用 Word（.docx），直接打印的用 PDF，两种说的一样。用 WPS 也能打开、能改。黑白打印就够，不靠颜色看。"]
    if head.edition != "student":
        lines += [
            "打印时选“实际大小”或“100%”，不要选“适合页面”，卡片裁开才是A6。", "“每人1份”照实到人数加两份。", "",
            "四、教师用的",
            "名字里有“教师版”的，有答案、点评和角色的秘密，每一页都写着“教师用”，不发给学员。",
            "发给学员的，用学员版的压缩包，里面没有教师版的文件。",
        ]
    lines += [
        "", "五、要知道的" if head.edition != "student" else "四、要知道的",
        "都是学习资料，不是公文。事实和数字出自公开资料，出处在脚注里，引用时请写原始资料；讨论题、情景和任务是编者为教学写的。",
        "manifest.json 记着每个文件的大小和 SHA-256，用来核对文件有没有传坏，平时不用打开。",
        "本库编写的内容按“知识共享 署名 4.0 国际”许可使用，写明“基层治理案例库贡献者”。",
    ]
    return "\n".join(lines) + "\n"


def _listed(names: Sequence[str], edition: str) -> list[str]:
    suffixes: dict[str, list[str]] = {}
    for name in in_order(names):
        found = suffixes.setdefault(stem(name), [])
        suffix = name.rpartition(".")[2]
        if suffix not in found:
            found.append(suffix)
    lines = []
    for name, kinds in suffixes.items():
        row = _ROW[name]
        how = row.own if edition == "student" else f"{row.when}；{row.copies}；{row.printing}"
        lines.append(f"  {name}（{'、'.join(kinds)}）：{row.what}。{how}。")
    return lines
