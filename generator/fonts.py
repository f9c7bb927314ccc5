"""The fonts of documents: taken from locked packages, cut to the characters that we print, kept in build/.fonts.

宋体 and 黑体 are Noto Serif SC and Noto Sans SC (PyPI pylopdf-fonts-zh-cn), 楷体 is 霞鹜文楷 and its light weight has the
part of 仿宋 (npm @fontsource/lxgw-wenkai): docs/adr/0008. All are under the SIL Open Font License 1.1.
"""
from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from unicodedata import category

from generator.model.problem import CasebookError
from generator.render.typst_faces import FAMILY, ROLES, Fonts

_NOTO, _WENKAI = "pylopdf-fonts-zh-cn", "node_modules/@fontsource/lxgw-wenkai"
_FILES = {
    "song": "NotoSerifSC-Regular.otf", "hei": "NotoSansSC-Regular.otf",
    "kai": "files/lxgw-wenkai-latin-500-normal.woff", "fang": "files/lxgw-wenkai-latin-300-normal.woff",
}
_CUT = "3"  # counted up when the way of cutting changes: fonts cut before are cut again
_DRAFT_SECONDS = 600.0
_KEPT = 3  # cuts of a project that stay: a build that runs beside this one may still read the last ones

_PLAIN = (range(0x20, 0x7F), range(0xA0, 0x100))
_MARKS = "‐–—―‘’“”•…‰′″※€№℃℉™⅓½①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳─│□■▢○●◎◇◆△▲▽▼☆★☐☑☒√×÷−∶∽≈≠≤≥→←↑↓㎡㎥㎏㎜㎝㎞⽅　、。〈〉《》「」『』【】〔〕〖〗〇～·・ー"
_RARE = (
    "㐂㙍㛃㭎㳇㳚㴔䒕䓖䓛䗪䜣䝙䢺䥽䲟䴓䶮丏亍仡仫佤侃俣俪倓倞倩倬偲傃傕僖儆冼凊劢勍匡卲厍厘吔呙呣咥咲哿啫喆喦嗪噏囍圪圳圩坂坉坭坜坶垚垟埇埌埔埗埼堃"
    "堉堎堽塅塬墉夒夽妤妘妧妫姁姌姍姞姮娣娴婕婠婳媖媞媱嫄嫚嫣嬛孃孥孮寯屺岙岽峣峧崀崮崟嵊嵘嵩巉帔庹廑弌弢彀彧徯忞怡恺悫惇愔慜慥戬扆抃揆揵斓旸旻昇昉昕昳晅晔晗晙"
    "晞晟晢晫晳暄暅暐暕暠暲曈朏杋杕杬枨柈柘栐栒栟栩桄桉梽棪椑椤椿楒楙楠楦榉榑榕槃槿樾橦檗欤欣歆殷毓氾汜沄沅沚沨沭泂泖泃泇泓泠泫泺洑洨洳洺浈浉浐浒浔浛浠浥浬浯涞涢涪"
    "涵淏淦淯淼渌渑渼湉湑湔湜湦湲溇溆溍溧溦溱滁滇滉滍滢滹滘漖漪漯潆潍潢潞潼澂澉澍澧澴澹濂濉濞濠瀍瀛瀚灏灞灿炅炆炘炜炟炫炻烜烨烺焌焓焘焜焱煊煋煐煓煜煦熠熳熹熺燊燏燚燡"
    "爨犇狁猷獴玏玓玕玚玘玙玚玠玡玢玥玦玧玪玭玮玳玶玹玺玽珂珅珈珉珋珏珐珑珒珖珙珝珞珠珣珥珦珧珩珪珫珮珰珲珵珹珺珽琀琁琇琊琎琏琐琔琚琛琤琦琨琪琫琬琭琮琯琰琲琳琴琼瑀瑁瑂瑃"
    "瑄瑅瑆瑑瑒瑔瑕瑗瑛瑜瑝瑞瑢瑧瑨瑫瑭瑰瑱瑷璀璁璃璆璇璈璋璎璐璒璘璜璞璟璠璥璧璨璩璪璬璮璱璲璺瓅瓒甡甪甯畀畈畯疃癀皓皙皞皦睿瞫瞿矞砀砜硁硚碶碛磴磻礐礽礼祎祐祕祜祢祺禔禕"
    "禤禹穰窅竑竦笈筠筻箐箖箬篁篪簃簋簕粟糌紘縠繇纁绂绥绦绨绬绹缃缊缐缑缟缨缪缵羑羲翀翃翊翌翎翙翚翥翮翯翾耆耔耜聿肇胤胪脩腘腱臧舢舸艉艎芃芊芏芗芙芝芠芪芮芸芷苏苒苓苕苡苣茀"
    "茆茏茗茜茝茴荃荇荏荑荞荪荬荭莆莎莛莠莪莳莹莺菀菁菂菖菡菥菲萁萩萱葆葑葭葳蒗蒯蒴蓁蓂蓥蓼蔺蔻蔼蕊蕙蕤蕲薇薏薛藁藜藟藿蘅蘧虓虔虞蚺蛟螈蠡衍衎袆袁裎裒裳褒襄觅觊觌觐觞訚訢詟諲讠诃诒"
    "诗诜诩诰诹谌谔谖谞谟谧谯豇豨贇贠贲赉赓赟赪赵趱跶踽蹅轫轱轲轶辂辀辕迓迦迨逄逢逯遆遐遥遹邈邑邕邗邘邙邛邝邠邡邢邨邰邱邳邴邵邶邹邺邽邾郃郄郅郇郈郏郐郑郓郗郚郛郜郝郞郡郢郤郦郧"
    "郪郫郭郯郴郸郾鄂鄄鄌鄘鄜鄞鄠鄢鄣鄩鄮鄯鄱鄹酃酆酺醴釗釭釴鈊鉌鉥鉴鋆鋐鋗錀錤錡鍀鍏鎏鏊鐢钇钊钰钲钤钫钬钭钺铄铉铎铖铙铚铧铨铮铻锃锆锐锜锟锠锦锬锴锽镃镆镇镈镐镒镔镕镛镜镠镪镭镱镳"
    "闫闵闾闿阆阊阎阏阗阙阡阪陂陉陔陟陬隗隩隽雎雒雩雯雱雷霁霂霄霆霈霏霓霖霙霞霭靓靖靳韡韦韩韪韫韬韶頔頫颀颉颋颍颎颐颙颛颢颺飏飔飖飨饔馗馥馨騄騊騠驎驩骁骅骃骉骊骎骏骐骓骕骞骢骥髙"
    "鬯魁魏鲂鲔鲜鲲鲳鳌鳐鳜鸢鸣鸶鹃鹄鹇鹍鹏鹓鹔鹖鹤鹭鹮鹰麂麒麓麖麟麴黉黎黛黟鼋鼐鼒鼱齐龑龙龚龠龢堇墘塆垸垴崴嵖岈崆峒嶷嶓嶂嵝"
)


def read_fonts(root: Path) -> Fonts:
    """The cut fonts of the project, cut now when they are not kept yet (about 2 s of CPU, once).

    Raises CasebookError E-TOOL when a font package is not installed.
    """
    sources = _sources(root)
    characters = printed_characters(root)
    key = _key(sources, characters)
    folder = root / "build" / ".fonts" / key
    if not (folder / "coverage.json").is_file():
        _cut(sources, characters, folder)
    coverage = json.loads((folder / "coverage.json").read_text(encoding="utf-8"))
    return Fonts(folder, {role: frozenset(map(ord, coverage[role])) for role in ROLES}, key)


def printed_characters(root: Path) -> str:
    """Every character that the fonts are cut to: GB 2312, marks, Latin-1, rare names, and what cases/ and docs/ hold."""
    found = {chr(code) for codes in _PLAIN for code in codes} | set(_MARKS) | set(_RARE) | set(_gb2312())
    for path in _texts(root):
        found |= set(path.read_text(encoding="utf-8", errors="ignore"))
    return "".join(sorted(character for character in found if category(character)[0] != "C"))


def font_licences(root: Path) -> dict[str, bytes]:
    """The licences that go out with the documents, by file name."""
    noto = next(file for file in distribution(_NOTO).files or () if file.name == "LICENSE")
    wenkai = root / "generator" / "web" / _WENKAI / "LICENSE"
    made = "（本库的 PDF 里嵌入的是裁剪后的字形。）\n\n".encode()
    return {
        "noto-sc.txt": "\ufeffNoto Serif SC, Noto Sans SC © Adobe. ".encode() + made + Path(str(noto.locate())).read_bytes(),
        "lxgw-wenkai.txt": "\ufeffLXGW WenKai 霞鹜文楷. ".encode() + made + wenkai.read_bytes(),
    }


def _texts(root: Path) -> Iterator[Path]:
    yield from (root / "cases").rglob("*.yaml")
    yield from (root / "docs").glob("*.md")


def _gb2312() -> Iterator[str]:
    for row, cell in product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        try:
            yield bytes((row, cell)).decode("gb2312")
        except UnicodeDecodeError:
            continue


def _sources(root: Path) -> Mapping[str, Path]:
    """The whole font of each role, as its package ships it."""
    spec = find_spec("pylopdf_fonts_zh_cn")
    noto = Path(spec.origin).parent if spec and spec.origin else Path()
    wenkai = root / "generator" / "web" / _WENKAI
    found = {role: (noto if name.endswith(".otf") else wenkai) / name for role, name in _FILES.items()}
    for path in found.values():
        if not path.is_file():
            raise CasebookError("E-TOOL", f"没有找到字体 {path.name}，PDF 无法生成", "请运行 make site 装好字体后再试")
    return found


def _key(sources: Mapping[str, Path], characters: str) -> str:
    """What decides the cut: which packages, which characters, how. File sizes stand for the packages' locked contents."""
    try:
        noto = distribution(_NOTO).version
    except PackageNotFoundError:  # a font put there by hand
        noto = ""
    sizes = " ".join(f"{role}:{path.stat().st_size}" for role, path in sorted(sources.items()))
    return hashlib.sha256(f"{_CUT} {noto} {sizes} {characters}".encode()).hexdigest()[:24]


def _cut(sources: Mapping[str, Path], characters: str, folder: Path) -> None:
    """Cut every font and move the finished folder into place in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        draft = Path(made) / "fonts"
        draft.mkdir()
        coverage = {}
        for role, path in sources.items():
            content = _cut_one(path, role, characters)
            (draft / f"{role}.{'otf' if content[:4] == b'OTTO' else 'ttf'}").write_bytes(content)
            coverage[role] = _characters(content)
        (draft / "coverage.json").write_text(json.dumps(coverage, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        if folder.exists() and not (folder / "coverage.json").is_file():
            shutil.rmtree(folder)  # a cut whose deletion was broken off
        try:
            draft.rename(folder)
        except OSError:
            if not (folder / "coverage.json").is_file():  # else another build has made the same meanwhile
                raise
    _sweep(folder)


def _cut_one(path: Path, role: str, characters: str) -> bytes:
    """The font with these characters only, without hinting and layout tables, under our own family name."""
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont

    whole = TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    whole.flavor = None
    plain = io.BytesIO()
    whole.save(plain, reorderTables=None)
    wish = harfbuzz.SubsetInput()
    wish.unicode_set.update(map(ord, characters))
    wish.layout_feature_tag_set.clear()
    wish.name_id_set.update((0, 13, 14))  # copyright and licence stay
    wish.flags = harfbuzz.SubsetFlags.NO_HINTING
    cut = harfbuzz.subset(harfbuzz.Face(plain.getvalue()), wish).blob.data
    font = TTFont(io.BytesIO(cut), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 13, 14)]
    family = FAMILY[role]
    for number, words in ((1, family), (2, "Regular"), (3, f"{family} {_CUT}"), (4, family), (6, family.replace(" ", ""))):
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    made = io.BytesIO()
    font.save(made, reorderTables=None)
    return made.getvalue()


def _characters(content: bytes) -> str:
    import uharfbuzz as harfbuzz

    return "".join(map(chr, sorted(harfbuzz.Face(content).unicodes)))


def _sweep(newest: Path) -> None:
    """Delete cuts that are no longer used: all but the last few."""
    cuts = sorted((path for path in newest.parent.iterdir() if path.is_dir() and len(path.name) == len(newest.name)),
                  key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in cuts if path != newest][_KEPT - 1:]:
        shutil.rmtree(old, ignore_errors=True)
    for draft in newest.parent.glob("tmp*"):  # a cut that was killed
        if time.time() - draft.stat().st_mtime > _DRAFT_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


