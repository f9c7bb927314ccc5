"""Papers of every layout, made by hand: plain ones, long ones, and one of hostile text."""
from __future__ import annotations

from generator.view.paper import Cover, Paper, PaperCard
from generator.view.shapes import (
    Bar,
    Branch,
    Bullets,
    Card,
    Cards,
    Cell,
    Chart,
    Computed,
    Facts,
    Figure,
    Flow,
    Frame,
    Link,
    Note,
    Notes,
    Paragraph,
    Plain,
    Rich,
    Section,
    Sheet,
    Speech,
    Speeches,
    Stage,
    Statements,
    StepLine,
    Steps,
    Structure,
    Table,
    Told,
    Tree,
)

SOURCE = "cases/demo/practices/yishi.yaml"
SENTENCE = "居民议事会每月开一次，先由楼栋长把收到的意见分成三类，再逐条商量谁来办、什么时候办、办完怎样告诉大家。"
HOSTILE = "#set page(fill: red) $x^2$ @ref \\n <b> \" ' {{7*7}} *粗* _斜_ `码` // 注 /* 注 */ [内容] https://a.b =1+1 ~ -- ---"
RARE = "㙍䶮喆堃镕"


def plain(text: str) -> Rich:
    """Words without figures."""
    return (Plain(text),)


def told(text: str, where: str = "原文二（一）第3段", status: str = "", label: str = "") -> Told:
    """A statement of the source."""
    return Told(plain(text), status, where, label)


STEPS = Steps((
    StepLine(plain("把三个月里收到的意见抄到一张纸上，相同的并在一起，写明是谁提的、提了几次"), plain("网格员"), plain("一张意见单"), "约5天"),
    StepLine(plain("开会前七天贴出要议的事和开会的时间地点"), plain("居委会"), plain("公告照片"), "约1天"),
    StepLine(plain("开会：一件一件议，每件先说清楚情况，再说办法，最后举手"), plain("议事会召集人"), plain("会议记录"), "约1天，每月"),
    StepLine(plain("三天内把结果贴出去，办不了的写明原因"), plain("居委会"), plain("结果公示"), "约3天"),
))

HANDOUT = Paper(
    path="demo/guide-yishi", kind="guide", layout="handout", title="居民议事会", name="操作参考-居民议事会",
    kicker="操作参考 · 示例案例", opening=("这一份大部分是编者建议，供学习参考；标「来源记载」的部分才是原文说的。",),
    facts=(
        ("谁能定", plain("社区可自定")), ("花费（估计）", plain("低")), ("建议谁牵头", plain("社区党组织、居（村）委会")),
        ("见效（估计）", plain("1-3个月")), ("建议用在", plain("商品房小区、老旧小区、城中村、村改居社区")), ("材料类型", plain("工作总结")),
    ),
    sections=(
        Section("done", "来源记载：做了什么", (
            Statements((
                Told((Plain("全区办成"), Figure("1363个", "demo/projects", True), Plain("项目，其中居民提出的占"), Figure("80.5%", "demo/share"),
                      Plain("，两类相差"), Computed("约1000个", "1363 − 363"), Plain("。")), "", "原文二（一）第3段"),
                told(SENTENCE),
                told("计划三年内在每个社区都开起来。", "原文二（二）第1段", "目标"),
                Told((Plain("再次提到"), Figure("1363个", "demo/projects", True), Plain("项目。")), "", "原文二（二）第1段", "福田街道"),
            )),
        ), "record"),
        Section("conditions", "什么时候用，先要有什么", (
            Facts((
                ("什么时候用", plain("意见多、办不完，居民又说不清为什么先办别人的。")),
                ("先要有", plain("一间能坐20个人的屋子；一位大家信得过的召集人。")),
            )),
        ), "advice"),
        Section("steps", "怎样做", (STEPS,), "advice"),
        Section("words", "怎么说", (Speeches((
            Speech("会前通知", "各位邻居：本月15日晚上7点在居委会二楼议三件事，请每户来一位；来不了的可以写在纸上交给楼栋长。"),
            Speech("办不了的答复", "这件事社区定不了，已经在11月3日报给街道，最晚12月3日给您回话。"),
        )),), "advice"),
        Section("light", "人手少、经费少的社区怎么做", (Paragraph(plain("两个月开一次，放在居民小组长例会后面；记录写在旧台账里，不另建表。")),), "advice"),
        Section("drift", "容易走样的地方", (Table(
            "", ("看到这些要当心", "怎样改"),
            ((plain("来的总是那几个人"), plain("每次换一个楼栋请，租户也请")), (plain("议完没有下文"), plain("上次没办成的放在这次第一件说"))),
        ),), "advice"),
        Section("not-said", "来源没有说的", (Bullets((plain("谁主持、几个人到会才算数。"), plain("议不成怎么办。"))),)),
        Section("notes", "引用提示", (Notes((Note("口径未说明", (Plain("“80.5%”的底数原文没有说明；引用时建议只写“原文称”。"),),
                                          (Figure("80.5%", "demo/share"),), 2),)),)),
    ),
    ref="demo/yishi", web="library/demo/yishi.html", reviewed="2026-01-05", version="0.1.0", source=SOURCE,
    footnotes=(
        ("demo/projects", "原文写作「1363个」；范围：全区；截至：未说明；《示例总结》二（一）第3段。※ 两处写法不同：另一处为「1360多个」，引用时建议用其一。"),
        ("demo/share", "原文写作「80.5%」；范围：全区；截至：2015年；《示例总结》二（一）第3段。"),
    ),
    keywords=("议事会", "居民议事会"),
)


def _chapter(number: int) -> tuple[Section, ...]:
    return (
        Section(f"c{number}", f"示例做法第{number}类", (Paragraph(plain(SENTENCE * 2)),), "record"),
        Section(f"c{number}-done", "做了什么", (
            Statements((told(SENTENCE), told(SENTENCE, "原文三（二）第2段", label="楼栋长")), ordered=number % 2 == 0),
        ), "record", 3),
        Section(f"c{number}-steps", "怎样做", (STEPS, Paragraph(plain(SENTENCE * 6))), "advice", 3),
        Section(f"c{number}-detail", "分工", (Bullets((plain(SENTENCE), plain("楼栋长记，居委会办。"))),), "record", 4),
    )


OFFICIAL = Paper(
    path="demo/compendium", kind="compendium", layout="official", title="示例案例汇编", name="案例汇编-示例",
    cover=Cover("示例案例汇编", "一个社区的十种做法", ("版本 0.1.0", "2026年1月5日核对", "据《示例总结》等公开材料整理，供学习参考")),
    contents=True, opening=("本汇编的正文是原文说的；灰底的部分是编者建议。",),
    sections=(
        Section("background", "背景", (Paragraph(plain(SENTENCE * 8)),), "record"),
        Section("structure", "模式的骨架", (
            Tree((Branch("四微", plain("四样小事。"), "原文一第1段", (), (Branch("微平台", plain("一个屋子")), Branch("微服务", ()))),)),
            Structure("pic", "骨架图", "四微由两样组成", "四微", (Frame("微平台"), Frame("微服务"))),
            Flow("flow", "原文写到的步骤", "四步", (Stage("收集意见"), Stage("分类"), Stage("议定"), Stage("公示")), "record"),
            Chart("chart", "两年的项目数", "单位：个", (Bar("2014年", "500多个", 500, 500, True), Bar("2015年", "1363个", 1363, 1363)),),
        ), "record"),
        *(section for number in range(1, 13) for section in _chapter(number)),
        Section("figures", "数字", (Table("表1　主要数字", ("数的是什么", "原文写作", "范围", "出处"), tuple(
            (plain(f"第{row}项：居民提出的项目"), plain(f"{row * 7}个"), plain("全区"), plain("原文二（一）第3段")) for row in range(1, 41)
        ), row_heads=True),)),
    ),
    ref="demo", web="library/demo/index.html", reviewed="2026-01-05", version="0.1.0", source="cases/demo/case.yaml",
)

GRID = Paper(
    path="demo/grid", kind="compendium", layout="official", title="行数字数", name="行数字数", source=SOURCE, reviewed="2026-01-05",
    sections=(Section("text", "正文", (Paragraph(plain("居" * 28 * 100)),), "record"),),
)
"""Full lines of Han characters alone: 28 to a line, 22 lines to a page, can be counted."""

PROSE = Paper(
    path="demo/prose", kind="compendium", layout="official", title="标点", name="标点", source=SOURCE, reviewed="2026-01-05",
    sections=(Section("text", "正文", tuple(
        Paragraph(plain("".join(
            f"第{index}件：{'楼' * (index % 13)}“要办”（见《办法》第{index}条）、“能办”，{'居' * (index % 7)}“已办”；{'社' * (index % 5)}好！对吗？是的——再看……"
            for index in range(start, start + 12)
        ))) for start in range(1, 120, 12)
    ), "record"),),
)
"""A text full of marks that may not begin a line."""


def card(number: int) -> PaperCard:
    """A card with much to say."""
    return PaperCard(
        f"居民议事会第{number}种", "做法 · 示例案例", plain("每月开一次会，一件一件议，议完三天内贴出结果。" * (1 + number % 3)),
        (("谁能定", "社区可自定"), ("花费（估计）", "低"), ("见效（估计）", "1-3个月")),
        ("把意见抄到一张纸上，相同的并在一起。", "开会前七天贴出要议的事。", "一件一件议，最后举手。", "三天内贴出结果。"),
        "谁主持、几个人到会才算数、议不成怎么办。", f"demo/yishi-{number}", f"library/demo/yishi-{number}.html",
    )


CARDS = Paper(
    path="demo/cards", kind="cards", layout="cards", title="做法卡片：示例案例", name="做法卡片-示例", source=SOURCE, reviewed="2026-01-05",
    cards=tuple(card(number) for number in range(1, 7)),
)

_COLUMNS = (Cell("序号", 2), Cell("谁提的", 4, "姓加称呼"), Cell("说了什么", 9, "用他的原话"), Cell("归哪一类", 4, "□能办　□要议　□要报"), Cell("哪天回话", 4))
_HEAD = ("小区和楼栋", "记录人", "日期")
FOOT = ("已有同类记录的不另填。", "贴出去的那份遮去电话。")

FORM = Paper(
    path="demo/form-yijian", kind="form", layout="form", title="意见登记表", name="意见登记表", source=SOURCE, reviewed="2026-01-05", ref="demo/yijian",
    sections=(Section("blank", "", (Sheet("意见登记表", tuple((name, "") for name in _HEAD), _COLUMNS, (("",) * 5,) * 10, (), FOOT),), "plain"),),
)
FORM_WIDE = Paper(
    path="demo/form-yijian-wide", kind="form", layout="form", title="意见登记表", name="意见登记表-横", source=SOURCE, reviewed="2026-01-05", landscape=True,
    sections=(Section("blank", "", (Sheet("意见登记表", tuple((name, "") for name in _HEAD), _COLUMNS, (("",) * 5,) * 6, (), FOOT, landscape=True),)),),
)
FORM_FILLED = Paper(
    path="demo/form-yijian-example", kind="form", layout="form", title="意见登记表（示例）", name="意见登记表-示例", source=SOURCE, reviewed="2026-01-05",
    sections=(Section("example", "", (Sheet(
        "意见登记表", (("小区和楼栋", "示例小区3栋"), ("记录人", "楼栋长"), ("日期", "11月9日")), _COLUMNS,
        tuple((str(row), "罗师傅", "门前的灯晚上不亮，走路看不见。", "■能办　□要议　□要报", f"11月{row}日") for row in range(1, 8)), (), FOOT, example=True,
    ),)),),
)
LETTER = Paper(
    path="demo/form-dafu", kind="form", layout="form", title="「办不了」的答复", name="办不了的答复", source=SOURCE, reviewed="2026-01-05",
    sections=(Section("blank", "", (Sheet(
        "「办不了」的答复", (), (), (), (
            "____（姓加称呼）：您____月____日说的“____”（用他的原话），我们一直记着。",
            "现在的结果：□办不成　□现在办不成，____月再看　□不归社区，已转给____　□和大家的意见不一致，没有通过",
            "卡在哪里：____（说一个具体的环节，不写“条件不成熟”）。",
            "下一次告诉您：____月____日，由____（姓和岗位）打电话或当面说；有没有结果都说。",
        ), FOOT,
    ),)),),
)

TABLE = Paper(
    path="demo/figures", kind="figures", layout="table", title="指标表：示例案例", name="指标表-示例", source="cases/demo/metrics.yaml",
    reviewed="2026-01-05", landscape=True, opening=("每一行都写明原文的写法和出处；※ 表示引用前请看说明。",),
    sections=(Section("all", "全部数字", (Table(
        "", ("编号", "数的是什么", "原文写作", "数值", "范围", "截至", "出处", "引用提示"),
        tuple((plain(f"demo/m-{row}"), plain("办成的民生项目"), plain(f"{row}余个"), plain(f"{row}，多于"), plain("全区"), plain("未说明"),
               plain("《示例总结》二（一）第3段"),
               plain("※ 口径未说明：底数原文没有说；引用时建议写“原文称”。" if row % 3 == 0 else ""))
              for row in range(1, 201)),
    ),)),),
)

HOSTILE_PAPER = Paper(
    path="demo/hostile", kind="guide", layout="handout", title="怪" * 80, name="怪", kicker=HOSTILE, opening=(HOSTILE,), footer="学习资料，非公文",
    facts=(("#标签", plain(HOSTILE)),), source=SOURCE, reviewed="2026-01-05", ref="demo/hostile", keywords=("#", "\"", "\\"),
    sections=(
        Section("a", HOSTILE, (Paragraph(plain(HOSTILE)), Statements((told(HOSTILE, HOSTILE, HOSTILE, HOSTILE),)), Paragraph(plain(RARE))), "record"),
        Section("b", HOSTILE, (
            Bullets((plain(HOSTILE),)), Facts(((HOSTILE, plain(HOSTILE)),)), Speeches((Speech(HOSTILE, HOSTILE),)),
            Steps((StepLine(plain(HOSTILE), plain(HOSTILE), plain(HOSTILE), HOSTILE),)),
            Notes((Note(HOSTILE, plain(HOSTILE)),)), Tree((Branch(HOSTILE, plain(HOSTILE)),)), Cards((Card(HOSTILE, "x", HOSTILE),)),
            Table(HOSTILE, (HOSTILE, "b"), ((plain(HOSTILE), (Link(HOSTILE, "library/x.html"),)),)),
            Sheet(HOSTILE, ((HOSTILE, HOSTILE),), (Cell(HOSTILE, 3, HOSTILE),), ((HOSTILE,),), (HOSTILE,), (HOSTILE,)),
        ), "advice"),
    ),
)

ALL = (HANDOUT, OFFICIAL, GRID, PROSE, CARDS, FORM, FORM_WIDE, FORM_FILLED, LETTER, TABLE, HOSTILE_PAPER)
