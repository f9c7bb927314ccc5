// What the page of results shows of a search: how it was understood, choices, hits by kind.
import { make, makeButton } from "../elements";
import { siteAddress, siteLink } from "../loading";
import type { Choice, Count, Engine, Found, Group, Hit } from "./engine";
import { markedNodes } from "./marks";
import { show } from "./snippet";

const FEW: Record<string, number> = { practice: 6 }; // of a kind, while several kinds are shown; of others FEW_OTHERS
const FEW_OTHERS = 3;
const MORE = 30;
const TRIED = 8;
const SEE = 3;

/** What the reader may do with the results. */
export interface Acts {
  choose(choice: Choice): void;
  ask(words: string): void;
}

/** Say in one sentence what was found; a screen reader hears it. */
export function countWords(found: Found): string {
  if (!found.words.length) return "";
  const shown = found.hits.length + found.gaps.length;
  if (!found.total) return `没有找到“${found.query.trim()}”。`;
  const kinds = found.groups.slice(0, 4).map((group) => `${group.label}${group.hits.length}条`).join("，");
  const rest = found.groups.length > 4 ? "等" : "";
  return `找到${shown}条${kinds ? `：${kinds}${rest}` : ""}。`;
}

/** Return lines that say how the words were taken. */
export function howLines(found: Found): HTMLElement[] {
  const quoted = found.words.map((word) => `“${word}”`).join("");
  const lines: string[] = [];
  if (found.cut) lines.push("字太多，只用了前100个字。");
  if (found.how === "joined") lines.push(`按去掉空格的${quoted}找。`);
  if (found.how === "pieces") lines.push(`没有一处连着写“${found.query.trim()}”，下面按${quoted}找。`);
  if (found.how === "some") lines.push(`没有一处同时写到这些词，下面按${quoted}找，写到越多的排得越前。`);
  if (found.how === "more") lines.push(`整句写到的不多，下面也按${quoted}找。`);
  const tried = found.tried.slice(0, TRIED);
  if (tried.length) lines.push(`也找了意思相近的：${tried.join("、")}${found.tried.length > TRIED ? "等" : ""}。`);
  return lines.map((line) => make("p", "", line));
}

/** Return the choices of kind and case, each with its count. */
export function facets(found: Found, choice: Choice, acts: Acts): HTMLElement[] {
  const rows: HTMLElement[] = [];
  const row = (name: string, key: "kind" | "case", counts: Count[]): void => {
    if (counts.length < 2 && !choice[key]) return;
    const { [key]: now = "", ...others } = choice;
    const all = counts.reduce((sum, one) => sum + one.count, 0);
    const options: Count[] = [{ key: "", label: "全部", count: key === "kind" ? all : -1 }, ...counts];
    const buttons = options.map((option) => {
      const button = makeButton("search-choice", option.label, () => acts.choose(option.key ? { ...others, [key]: option.key } : others));
      if (option.count >= 0) button.append(make("span", "", ` ${option.count}`));
      button.setAttribute("aria-pressed", String(option.key === now));
      button.dataset.key = `${key} ${option.key}`;
      return button;
    });
    const box = make("div", "search-choices", make("span", "search-choices-name", name), ...buttons);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name);
    rows.push(box);
  };
  row("类别", "kind", found.kinds);
  row("案例", "case", found.cases);
  return rows;
}

/** Return what the casebook does not have: above all hits. */
export function gapPart(engine: Engine, found: Found): HTMLElement[] {
  if (!found.gaps.length) return [];
  const items = found.gaps.map((hit) => {
    const item = hitItem(engine, found, hit);
    const see = (engine.index.entries[hit.entry]?.see ?? []).slice(0, SEE).map((number) => {
      const entry = engine.index.entries[number];
      return siteLink(entry?.path ?? "", entry?.title ?? "");
    });
    if (see.length) item.append(make("p", "hit-see", "可以先看：", ...see.flatMap((link, place) => (place ? ["、", link] : [link]))));
    return item;
  });
  return [make("div", "search-gaps", make("h2", "", "本库暂无"), make("p", "search-gaps-note", "常有人问，来源材料没有答全："),
    make("ul", "hits", ...items))];
}

/** Return the hits of a kind; more of them come on demand. */
export function groupPart(engine: Engine, found: Found, group: Group, alone: boolean): HTMLElement {
  const list = make("ul", "hits");
  const more = makeButton("search-more", "", () => {
    const before = list.children.length;
    add(before + MORE);
    list.children[before]?.querySelector<HTMLElement>("a")?.focus();
  });
  const add = (upTo: number): void => {
    list.append(...group.hits.slice(list.children.length, upTo).map((hit) => hitItem(engine, found, hit)));
    const left = group.hits.length - list.children.length;
    more.hidden = !left;
    more.textContent = `再显示${Math.min(left, MORE)}条${group.label}（还有${left}条）`;
  };
  add(alone ? MORE : FEW[group.kind] ?? FEW_OTHERS);
  const label = group.kind === "gap" && found.gaps.length ? "本库暂无的其他条目" : group.label;
  return make("div", "search-group", make("h2", "", label, make("span", "", ` ${group.hits.length}条`)), list, more);
}

function hitItem(engine: Engine, found: Found, hit: Hit): HTMLElement {
  const shown = show(engine.index, hit, found);
  const link = make("a", "hit-title", ...markedNodes(shown.title));
  link.href = siteAddress(shown.address);
  link.dataset.hit = "";
  const item = make("li", "hit", link);
  const title = shown.title.map((run) => run.text).join("");
  if (shown.home && shown.home !== title) item.append(make("span", "hit-home", shown.home));
  if (shown.text.length) item.append(make("p", "hit-text", ...markedNodes(shown.text)));
  if (shown.heading) item.append(make("p", "hit-where", `在“${shown.heading}”一节${shown.voice ? `，${shown.voice}` : ""}`));
  return item;
}

/** Return what to try when nothing was found. */
export function emptyPart(found: Found, acts: Acts): HTMLElement {
  const part = make("div", "search-empty");
  if (found.near.length) {
    part.append(make("p", "", "要找的是不是："), make("div", "search-near",
      ...found.near.map((word) => makeButton("search-choice", word, () => acts.ask(word)))));
  }
  const lists = [["本库暂无", "gaps"], ["做法", "practices"], ["主题", "themes"], ["名词", "glossary"], ["数字", "metrics"]];
  const links = lists.map(([label = "", name = ""]) => siteLink(`library/${name}.html`, label));
  part.append(make("p", "", "可以少打几个字，或换一个说法。也可以从目录找：", ...links.flatMap((link, place) => (place ? ["、", link] : [link])), "。"));
  return part;
}
