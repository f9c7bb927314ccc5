// Beside the hits: what to do when there is none, questions that the sources leave open, and the models' conditions.
import { make, makeButton } from "../elements";
import { siteLink } from "../loading";
import { richNodes } from "../rich-nodes";
import { type Conditions, type Facet, isSet, withTopic, withValue } from "./conditions";
import type { Data, Gap, Model } from "./data";
import { dropOne, type Found, type Index, nearTerms, openQuestions } from "./match";
import { conditionWords, KEY_NAME, valueName } from "./sentences";

type Go = (conditions: Conditions) => void;

/** Return what helps on when no practice meets all conditions: which to leave out, and choices near the words. */
export function helpOn(index: Index, conditions: Conditions, found: Found, go: Go): HTMLElement[] {
  if (found.full.length || !found.set.length) return [];
  const parts: HTMLElement[] = [];
  const drops = dropOne(index, conditions);
  if (drops.length) {
    parts.push(make("p", "", "可以少一个条件再看："), make("p", "finder-ways", ...drops.map((drop) => makeButton(
      "finder-way", `去掉${quoted(conditionWords(index.data, conditions, drop.key))}，有 ${drop.count} 条`, () => go(drop.conditions),
    ))));
  }
  const near = isSet(conditions, "q") ? nearTerms(index.data, conditions.q) : [];
  const ways = near.map(({ key, term }) => ({
    words: `${KEY_NAME[key]}：${term.name}`,
    to: key === "topic" ? withTopic(withValue(conditions, "q", ""), 0, term.id) : withValue(withValue(conditions, "q", ""), key, term.id),
  }));
  if (ways.length) {
    parts.push(make("p", "", "意思相近的条件："), make("p", "finder-ways", ...ways.map(({ words, to }) =>
      makeButton("finder-way", words, () => go(to)))));
  }
  if (!parts.length) parts.push(make("p", "", "换一个说法，或者清除条件从头来。也可以看", siteLink("library/practices.html", "做法目录"), "。"));
  return parts;
}

function quoted(words: string): string {
  return words.startsWith("“") ? words : `“${words}”`;
}

/** Return notes on questions that the words ask and the sources leave open: those no practice answers, and the others. */
export function openNotes(data: Data, conditions: Conditions): { nowhere: HTMLElement[]; partly: HTMLElement[] } {
  const gaps = openQuestions(data, conditions);
  return { nowhere: gaps.filter((gap) => gap.none).map(note), partly: gaps.filter((gap) => !gap.none).map(note) };
}

function note(gap: Gap): HTMLElement {
  const link = siteLink(`library/gaps.html#${gap.id}`, gap.question);
  return make("p", "finder-gap", make("b", "", gap.none ? "本库暂无：" : "来源没有说全："), link, make("span", "", gap.open));
}

const ASPECTS: readonly [Facet, string][] = [["size", "规模"], ["staff", "人手"], ["cost", "钱"]];

/** Return the part 条件相近的模式 for a community that was described: the same order always, no place above another. */
export function modelPart(data: Data, conditions: Conditions): HTMLElement[] {
  const asked = ASPECTS.filter(([facet]) => conditions.chosen[facet]);
  const type = conditions.chosen.type ?? "";
  if (!type && !asked.length) return [];
  const name = make("h2", "finder-models-name", "条件相近的模式");
  const note = make("p", "finder-hint", "下面只列条件和理由，不排名次，次序固定。户数、人手和钱照来源的话写出，请对照自己的社区看。更多见",
    siteLink("library/fit.html", "按社区条件看"), "。");
  return [name, note, ...data.models.map((model) => modelItem(data, conditions, model, type, asked))];
}

function modelItem(data: Data, conditions: Conditions, model: Model, type: string, asked: readonly [Facet, string][]): HTMLElement {
  const rows = make("dl", "model-rows");
  if (type) rows.append(...typeRow(data, model, type));
  for (const [facet, kind] of asked) {
    const answer = valueName(data, facet, conditions.chosen[facet] ?? "");
    for (const told of model.conditions.filter((row) => row.kind === kind)) {
      rows.append(make("dt", "", kind), make("dd", "", make("span", "model-own", `你们：${answer}。`), "来源：", ...richNodes(told.text),
        make("span", "model-basis", told.at ? `（来源记载，${told.at}）` : "（来源没有说）")));
    }
  }
  return make("div", "model", make("h3", "", siteLink(`library/${model.id}/index.html`, model.name)), rows);
}

function typeRow(data: Data, model: Model, type: string): HTMLElement[] {
  const fit = model.fit.find((row) => row.type === type);
  const name = valueName(data, "type", type);
  const about = model.types.map((id) => valueName(data, "type", id)).join("、");
  const told = fit
    ? make("dd", "", make("b", "", "相近："), ...richNodes(fit.reason), make("span", "model-basis", `（${fit.basis}）`))
    : make("dd", "", make("b", "", "不同："), `没说适合${name}；来源写的是${about}。`);
  return [make("dt", "", "类型"), told];
}
