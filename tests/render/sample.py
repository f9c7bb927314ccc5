"""Documents made by hand that use every shape, with words as the real ones are: for page, theme and browser tests."""
from __future__ import annotations

from generator.view.picture_shapes import Bar, Chart, Flow, Frame, Stage, Structure
from generator.view.shapes import (
    Branch,
    Bullets,
    Card,
    Cards,
    Cell,
    Computed,
    Document,
    Download,
    Facts,
    Figure,
    Files,
    Fold,
    Framed,
    Link,
    Note,
    Notes,
    Numbered,
    Paragraph,
    Plain,
    Ruled,
    Section,
    Sheet,
    Speech,
    Speeches,
    Statements,
    StepLine,
    Steps,
    Table,
    Told,
    Tree,
)

CASE = "library/dongguan/index.html"
PRACTICE = "library/dongguan/xinyuan-fenji.html"
FORM = "library/dongguan/form-san-dang.html"
METRICS = "library/metrics.html"

HOME = Link("首页", "index.html")
WISHES = Figure("3300多个", "dongguan/wishes", cautioned=True)


def plain(text: str) -> tuple[Plain]:
    """Return one run of plain words."""
    return (Plain(text),)


def _record() -> tuple[Section, ...]:
    done = Statements(
        (
            Told((Plain("各创建小区一共收来心愿"), WISHES, Plain("，按“想要、愿做、期望”分成三类。")), "做法", "二（一）第2段"),
            Told(plain("收完之后组织居民、开发商、物业、专家和部门分别来议，再归并成清单。"), "做法", "二（一）第3段"),
            Told(plain("按能不能马上实现分成三档：当下、近期、未来争取。"), "", "二（一）第3段"),
            Told(plain("要求各小区从小事做起，尽量满足居民心愿。"), "目标", "二（一）第4段"),
        ),
        ordered=True,
    )
    places = Statements((
        Told(
            (Figure("180多个", "dongguan/mingshangju-wishes"), Plain("心愿归并成"),
             Figure("8大类50小项", "dongguan/mingshangju-list", cautioned=True), Plain("，逐项列了时间。")),
            "", "二（一）第3段", label="大朗镇明上居小区",
        ),
        Told(plain("居民愿意出来参与的比过去多了。"), "成效自述", "三（一）第1段"),
    ))
    notes = Notes((
        Note("相加或相除不一致", (
            Plain("三类心愿分列，合计约"), Computed("3200", "2100 + 500 + 600"),
            Plain("，总数写作3300多，均为约数。引用时建议用其中一处。"),
        ), (Figure("3300多个", "dongguan/wishes"), Figure("2100多个", "dongguan/wants"))),
        Note("口径未说明", plain("原文只给了明上居一个小区的归并结果，不能推到全市。引用时建议写明是该小区。")),
    ))
    return (
        Section("problem", "要解决什么", (Paragraph(plain("收来的心愿多而杂，参与的人少，办了也看不出效果。")),), "record"),
        Section("done", "东莞怎么做", (done,), "record"),
        Section("places", "写到的地方", (places,), "record", 3),
        Section("notes", "引用提示", (notes,)),
        Section("not-said", "来源没有说的", (Bullets((
            plain("最后办成了多少条"), plain("没有选上的怎样答复"), plain("五方意见不一致时谁定"),
        )),)),
    )


def _advice() -> tuple[Section, ...]:
    when = (
        Bullets((
            plain("收集活动刚结束，清单超过30条"), plain("同一件事几拨人说法相反"), plain("上期答应的事拖着没有下文"),
        )),
        Facts((
            ("谁能定", plain("社区可自定；涉及物业共用部分或动用公共收益的，须业主共同决定，以当地规定为准")),
            ("人手", plain("2人兼职两周")), ("花费", plain("打印和场地，不另花钱")),
        )),
    )
    steps = Steps((
        StepLine(plain("合并同类，一条一行，写清谁提的、在哪里、要什么。"), plain("社工或网格员"), (Link("需求台账", FORM),), "2天"),
        StepLine(plain("去掉属于私人之间的事，转人民调解或相关部门，当天告知提出人。"), plain("居委会"), plain("转出记录"), "1天"),
        StepLine(plain("开一次90分钟的议事会，逐条贴到三档里；有争议的先放一边，会后单独议。"),
                 plain("社区书记主持，居民、物业、业委会、相关部门各到一人"), plain("分档草稿"), "1天"),
        StepLine(plain("公示7天，收补充意见；改动处标出来再贴一次。"), plain("居委会"), plain("公示稿和照片"), "7天"),
        StepLine(plain("每月底更新一次进度，办不了的写明原因。"), plain("专人一名"), plain("进度栏"), "每月"),
    ))
    words = Speeches((
        Speech("开场", "今天不定谁对谁错，只做一件事：把大家提的事分成马上能办、今年能办、要慢慢争取的三堆。"),
        Speech("办不了的答复", "这件事我们问过了，卡在某某环节，社区定不了。\n已经报给街道，下个月底前告诉您进展。"),
    ))
    drift = Table(
        "容易走样的地方", ("苗头", "怎么拉回来"),
        ((plain("分档会上只有干部和物业"), plain("少于3名居民不开会，改期")),
         (plain("马上办一档全是挂横幅、发传单"), plain("每档至少一半来自居民原话"))), row_heads=True,
    )
    return (
        Section("when", "什么时候用", when, "advice"),
        Section("steps", "怎么做", (steps,), "advice"),
        Section("words", "可以这样说", (words,), "advice", 3),
        Section("drift", "怎样不走样", (drift,), "advice", 3),
    )


def practice() -> Document:
    """Return a practice page of about the usual length."""
    related = Cards((
        Card("三事分流", CASE, "龙华按由谁办来分，东莞按多久能办来分；两把尺子可以一起用。", ("龙华三社四化", "社区可自定", "1—3个月")),
        Card("心愿征集", CASE, "先把话收上来，再谈怎么分。", ("东莞微治理",)),
    ))
    return Document(
        path=PRACTICE, kind="practice", title="心愿论证与分级", kicker="做法 · 东莞微治理",
        lead=plain("把收上来的心愿逐条议清楚，分成马上办、近期办、争取办三档，给每一档列时间和责任。"),
        sections=(*_record(), *_advice(), Section("related", "可以对照的做法", (related,))),
        description="东莞微治理的一项做法：把居民心愿逐条议清楚，分成三档。",
        crumbs=(HOME, Link("东莞微治理", CASE), Link("做法", "library/practices.html")),
        facts=(
            ("谁能定", plain("社区可自定")), ("适合", plain("商品房小区、城中村、混合型社区")),
            ("材料类型", plain("工作总结；由主办方供稿，没有第三方评估")),
            ("资料时效", plain("原文未注明成文时间；机构、提法为当时情况")),
        ),
        previous=Link("心愿征集", CASE), next=Link("一站多点服务站", CASE), cases=("dongguan",), reviewed="2026-01-05",
        copy="据《“微治理”推动基层社会治理创新》（发布时间未注明）载，东莞各创建小区收集居民心愿3300多个。",
        keywords=("心愿", "分档", "议事"), ref="dongguan/xinyuan-fenji", source="《“微治理”推动基层社会治理创新》",
        downloads=(Download("数字总表", "data/metrics.csv", "CSV", "每个数字一行。", 41_000),),
        linked={"@context": "https://schema.org", "@type": "TechArticle", "headline": "心愿论证与分级</script><b>"},
    )


def case() -> Document:
    """Return a case page: structure, timeline, a computed figure."""
    tree = Tree((
        Branch("微心愿", plain("征集、论证、实施、反馈。"), "二（一）", (Link("心愿征集", PRACTICE), Link("心愿论证与分级", PRACTICE)), (
            Branch("加法", plain("多渠道征集需求。"), "二（一）第2段"), Branch("减法", plain("五方论证，分级归并。"), "二（一）第3段"),
        )),
        Branch("微平台", plain("一站多点的综合服务站。"), "二（二）"),
        Branch("微机制", plain("理顺上下、条条、块块三种关系。"), "二（三）"),
        Branch("微组织", (Plain("能人、活动、草根组织（"), Figure("近200家", "dongguan/grassroots"), Plain("）。")), "二（四）"),
    ))
    return Document(
        path=CASE, kind="case", title="东莞微治理", kicker="案例 · 广东省东莞市",
        lead=plain("从楼盘小区的小事入手：收心愿、建站点、理关系、扶组织。"),
        sections=(Section("structure", "模式的结构", (tree,), "record"),),
        description="东莞以小区微治理推动基层社会治理的案例。", crumbs=(HOME, Link("案例", "library/cases.html")),
        facts=(("资料时效", plain("原文未注明成文时间；机构、提法为当时情况")),), cases=("dongguan",), reviewed="2026-01-05",
    )


def form() -> Document:
    """Return a form page: a blank sheet and the same filled as an example."""
    columns = (Cell("序号", 1), Cell("心愿", 4, "照居民原话"), Cell("哪一档", 2), Cell("谁来办", 2), Cell("何时回话", 2), Cell("进展", 3))
    filled = (("1", "三号楼下加一盏灯", "马上办", "物业", "3月10日", "已装"), ("2", "架空层放两张长椅", "近期办", "居委会", "5月底", "询价中"))
    head = (("社区", ""), ("填表人", ""), ("日期", ""))
    foot = ("已有同类记录的不另填。", "不填身份证号、病史、信仰等内容。")
    return Document(
        path=FORM, kind="form", title="三档清单", kicker="工作表 · 东莞微治理", lead=plain("一条心愿一行，写清去向。"),
        sections=(
            Section("blank", "空白表", (Sheet("三档清单", head, columns, (("",) * 6,) * 8, (), foot),), "advice"),
            Section("example", "填好的样子", (
                Sheet("三档清单", (("社区", "某某社区"), ("填表人", "王某"), ("日期", "3月1日")), columns, filled, (), foot, example=True),
            ), "advice"),
        ),
        description="三档清单：一条心愿一行。", crumbs=(HOME, Link("工作表", "library/forms.html")),
    )


ROWS = (
    ("wishes", "居民心愿总数", "3300多个", "数量", "东莞全市各创建小区", "二（一）第2段", "※ 三类合计约3200多"),
    ("wants", "诉求类心愿", "2100多个", "数量", "东莞全市各创建小区", "二（一）第2段", ""),
    ("mingshangju-wishes", "明上居小区的心愿", "180多个", "数量", "大朗镇明上居小区", "二（一）第3段", ""),
    ("mingshangju-list", "归并后的类和项", "8大类50小项", "构成", "大朗镇明上居小区", "二（一）第3段", "※ 只是一个小区"),
    ("grassroots", "草根组织", "近200家", "数量", "东莞全市各创建小区", "二（四）第4段", ""),
    ("reward", "市财政以奖代补", "400万元", "金额", "东莞全市", "二（二）第3段", ""),
    ("social", "社会投入资金", "超过7000万元", "金额", "东莞全市", "二（二）第3段", "※ 不完全统计"),
)


def metrics() -> Document:
    """Return the page of all figures, with rows that a filter may search."""
    head = ("案例", "数的是什么", "原文写作", "类别", "范围", "出处", "引用提示")
    rows = tuple(
        (plain("东莞微治理"), plain(what), plain(stated), plain(sort), plain(scope), plain(f"原文 {where}"), plain(note))
        for _, what, stated, sort, scope, where, note in ROWS
    )
    ids = tuple(f"dongguan.{row[0]}" for row in ROWS)
    keys = tuple(f"{row[0]} 微心愿" for row in ROWS)
    return Document(
        path=METRICS, kind="metrics", title="数字", kicker="查数字", lead=plain("每个数字都写明原文怎么写、说的是哪里、出在哪一段。"),
        sections=(Section("all", "全部数字", (Table("五个案例的数字", head, rows, ids, keys=keys),)),),
        description="全部数字和出处。", crumbs=(HOME,), cases=("dongguan",),
    )


def pictures() -> Document:
    """Return a page with each kind of picture."""
    structure = Structure("pic-structure", "东莞微治理的结构", "微心愿：加法、减法；微平台。", "东莞微治理", (
        Frame("微心愿", (Frame("加法"), Frame("减法"))), Frame("微平台"),
    ))
    procedure = Flow("pic-procedure", "原文写到的先后", "共3步。", (Stage("先收"), Stage("再议"), Stage("归并成清单")), "record")
    steps = Flow("pic-steps", "每步谁做，留下什么", "共2步。", (Stage("社工", "需求台账"), Stage("居委会", "转出记录")), "advice",
                 ("谁做", "留下什么"))
    chart = Chart("pic-money", "同一笔钱前后两年", "横条从0画起。", (Bar("2014年", "3000万元", 3e7, 3e7), Bar("2015年", "5000万元", 5e7, 5e7)))
    table = Download("数字总表", "data/metrics.csv", "CSV", size=41_000)
    sections = (
        Section("structure", "结构", (structure, procedure), "record"), Section("steps", "步骤", (steps,), "advice"),
        Section("chart", "数字", (chart,)), Section("files", "资料", (Files((("数字总表", (table,)),)),)),
        Section("text", "正文", (Numbered(((1, plain("三类心愿各走一条路。")),)), Framed("情景为教学需要合成", (plain("他在纸上写了两行。"),)), Ruled(2))),
        Section("fold", "样题", (Fold("看答案 <b>", ((Plain("答案：*B*"),),)),)),
    )
    return Document(path="library/dongguan/pictures.html", kind="case", title="图", kicker="案例", lead=(), sections=sections,
                    description="各种图。", crumbs=(HOME,))


def home_fragment() -> Document:
    """Return what the home page takes in."""
    cards = Cards((
        Card("东莞微治理", CASE, "从楼盘小区的小事入手：收心愿、建站点、理关系、扶组织。", ("广东省东莞市", "商品房小区", "6项做法")),
        Card("福田一核多元", CASE, "把社区的事分给该办的人，居民议决小项目。", ("广东省深圳市福田区", "混合型", "8项做法")),
        Card("龙华三社四化", CASE, "三事分流，租户也能参与。", ("广东省深圳市龙华区", "城中村")),
    ))
    return Document(path="index.html", kind="home", title="", kicker="", lead=(), sections=(Section("cases", "案例", (cards,)),),
                    description="")


def about_fragment() -> Document:
    """Return what the page 关于 takes in."""
    facts = Facts((("版本", plain("0.1.0")), ("日期", plain("2026年1月5日")), ("收录", plain("5个案例"))))
    return Document(path="about.html", kind="about", title="", kicker="", lead=(), sections=(Section("version", "", (facts,)),),
                    description="")


def open_data_fragment() -> Document:
    """Return what the page 数据文件 takes in."""
    files = (Download("数字总表", "data/metrics.csv", "CSV", "每个数字一行。", 41_000),)
    return Document(path="open-data.html", kind="open-data", title="", kicker="", lead=(), sections=(), description="",
                    downloads=files)


def listing(path: str, title: str) -> Document:
    """Return a small page for a place that the navigation names."""
    return Document(path=path, kind="list", title=title, kicker="目录", lead=plain(f"{title}一览。"),
                    sections=(Section("all", "全部", (Cards((Card("东莞微治理", CASE, "一个案例。"),)),)),), description=title, crumbs=(HOME,))


LISTINGS = {
    "cases": "案例", "practices": "做法", "themes": "主题", "notes": "数据说明", "forms": "工作表", "checklists": "自查表", "sources": "资料来源",
    "glossary": "名词", "policies": "政策", "gaps": "本库暂无", "fit": "按社区条件看", "comparisons": "数字对照",
    "matrix": "主题对照表", "downloads": "下载打印", "teaching": "教学案例", "questions": "题库",
}


def site() -> tuple[Document, ...]:
    """Return every page of a small site, those that the navigation names included."""
    lists = tuple(listing(f"library/{name}.html", title) for name, title in LISTINGS.items())
    return (practice(), case(), form(), metrics(), pictures(), *lists)
