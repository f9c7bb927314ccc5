// What the result opens with: what is open, gates first, the rate with its arithmetic, the dimensions and their radar.
import { make } from "../elements";
import { explainBonus, explainDimension, explainLevel, explainRate, explainUpstream, shown } from "./explain";
import { dimensionNotes, WEAK } from "./exports";
import { LEAST, radar } from "./radar";
import type { Spoke } from "./radar";
import { dimensionName, openRows, rowsOf } from "./result-model";
import type { Result } from "./result-model";
import { adviceMark, itemLink, table, takeButton } from "./result-parts";
import type { Acts } from "./result-parts";

const FROM_HERE = 70_00; // below it the result says where to begin

/** Return what is still open, with ways there; nothing when all is answered. */
export function openNotice(result: Result, acts: Acts | null): Node[] {
  const rows = openRows(result);
  if (!rows.length) return [];
  const list = make("ul", "result-open", ...rows.map((row) => make("li", "", itemLink(row.item, acts, "open"), make("span", "result-quiet", openWords(row.said)))));
  return [
    make("h3", "", `未完成：还有 ${rows.length} 条`),
    make("p", "", "没答和不知道的先按 0 分计。补上以后，下面的数会跟着变。"),
    rows.length > 8 && acts ? folded("open", `看是哪 ${rows.length} 条`, list) : list,
  ];
}

function openWords(said: string): string {
  return said.replace("，按 0 分计", "");
}

/** Return a fold. */
export function folded(key: string, words: string, ...inside: Node[]): HTMLElement {
  const fold = make("details", "result-fold", make("summary", "", words), ...inside);
  fold.dataset.key = key;
  return fold;
}

/** Return the gates that were not kept, each with what to do first. */
export function failedGates(result: Result, acts: Acts | null): Node[] {
  const rows = rowsOf(result, result.score.failed);
  if (!rows.length) return [];
  const lines = rows.map(({ item, said }) => make(
    "li", "", itemLink(item, acts, "gate"), make("p", "", `${said}。`),
    make("p", "", adviceMark(), ` 先做这一步：${item.hint}`), ...(acts ? [takeButton([item], acts, `gate-${item.id}`)] : []),
  ));
  return [make("h3", "", "先解决底线事项"), make("ul", "result-gates", ...lines)];
}

/** Return the rate and the level, each with how it came about. */
export function rateBox(result: Result, acts: Acts | null): Node[] {
  const { checklist, score } = result;
  const facts: [string, string, string][] = [
    ["得分率", score.rate === null ? "算不出" : `${shown(score.rate)}%`, score.rate === null ? explainRate(score) : `${explainRate(score)}${score.complete ? "" : "（未完成）"}`],
    ["等级", score.level ?? "暂不给", explainLevel(checklist, score)],
  ];
  const upstream = explainUpstream(score);
  if (upstream && score.rate_with_upstream !== null) facts.push(["连同需上级解决的", `${shown(score.rate_with_upstream)}%`, upstream]);
  const bonus = explainBonus(checklist, score);
  if (bonus) facts.push(["另加分", `${shown(score.bonus)} 分`, bonus]);
  const list = make("dl", "result-facts", ...facts.map(([name, words, why]) => make(
    "div", "", make("dt", "", name), make("dd", "", make("b", "", words), make("span", "result-why", why)),
  )));
  const begin = acts && result.steps.length && score.rate !== null && score.rate < FROM_HERE;
  return [
    make("h3", "", "得分率和等级"), list, make("p", "result-quiet", levelLines(result)),
    ...(begin ? [make("p", "", "从哪里开始：看下面的“先看哪些做法”，从第一条做起就行。")] : []),
  ];
}

function levelLines({ checklist }: Result): string {
  const lines = checklist.levels.map(({ name, rate }) => (rate ? `${name} ${shown(rate)}% 起` : `再低是${name}`));
  return `等级线：${lines.join("，")}。只和自己比，不排名次。`;
}

/** Return the dimensions as a table and as a radar. */
export function dimensions(result: Result, id: string): Node[] {
  const { checklist, score } = result;
  const rows = score.dimensions.map((one) => {
    const name = dimensionName(checklist, one.dimension);
    const notes = dimensionNotes(one);
    const sum = explainDimension(name, score.items.filter((row) => row.dimension === one.dimension)).slice(name.length + 1);
    return [
      name, one.rate === null ? "—" : `${shown(one.got)} / ${shown(one.points)}`, one.rate === null ? "—" : `${shown(one.rate)}%`,
      notes.length ? make("span", "", ...notes.map((note) => make("span", note === WEAK ? "result-weak" : "result-note-word", note))) : "",
      make("span", "result-sum", sum),
    ];
  });
  const columns = [{ name: "维度" }, { name: "得分 / 适用分值", className: "result-short" }, { name: "得分率", className: "result-short" }, { name: "说明" }, { name: "怎么算的", className: "result-long" }];
  return [
    make("h3", "", "各维度"), ...radarBox(result, id), table("各维度的得分率", columns, rows, "result-dimensions"),
    make("p", "result-quiet", "得分率不到 60% 的维度标“短板”，可以先看。不适用、需上级解决的条目不算在适用分值里。"),
  ];
}

function radarBox(result: Result, id: string): Node[] {
  const spokes = result.score.dimensions.map((one): Spoke => {
    const rate = one.rate === null ? "不适用" : `${shown(one.rate)}%`;
    return { name: dimensionName(result.checklist, one.dimension), rate: one.rate, weak: one.weak, note: one.weak ? `${rate} ${WEAK}` : rate };
  });
  if (spokes.filter((spoke) => spoke.rate !== null).length < LEAST) return [];
  const about = `${spokes.map((spoke) => `${spoke.name} ${spoke.note}`).join("；")}。虚线圈是 60%，最外一圈是 100%。`;
  const drawing = radar(spokes, "各维度得分率雷达图", about, id);
  return [make("figure", "result-radar", drawing, make("figcaption", "", "越靠外得分率越高。虚线圈是 60%；空心方块是短板。"))];
}
