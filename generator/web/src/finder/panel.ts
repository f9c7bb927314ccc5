// The conditions as controls: choices about the community, then lists to choose practices by, each with its count.
import { make, makeButton, makeField } from "../elements";
import { type Conditions, type Facet, isSet, MAX_TOPICS, optionsOf, withTopic, withValue } from "./conditions";
import type { Term } from "./data";
import { countTopics, countValues, type Found, type Index } from "./match";
import { KEY_NAME, valueName } from "./sentences";

const DESCRIBING: readonly Facet[] = ["type", "size", "staff", "cost"];
const CHOOSING: readonly Facet[] = ["authority", "lead", "who", "stage", "tool", "effect", "kind", "case"];
const TOPIC_NAMES = ["最头疼的事", "第二件", "第三件"];

export interface Panel {
  element: HTMLFormElement;
  update(conditions: Conditions, found: Found): void;
}

type Change = (change: (conditions: Conditions) => Conditions) => void;
type Update = Panel["update"];

/** Return the form; `change` is told what a reader chooses. */
export function makePanel(index: Index, change: Change): Panel {
  const updates: Update[] = [];
  const topics = TOPIC_NAMES.map((name, at) => topicField(index, name, at, change, updates));
  const describing = DESCRIBING.map((facet) => facetField(index, facet, change, updates));
  const choosing = CHOOSING.map((facet) => facetFold(index, facet, change, updates));
  const element = make(
    "form", "finder-panel",
    make("h2", "finder-panel-name", "说说你的社区"), make("p", "finder-hint", "都可以不填，知道几项填几项。括号里是选了以后还有几条。"),
    ...describing, ...topics,
    make("h2", "finder-panel-name", "按条件挑"), make("div", "finder-folds", ...choosing),
  );
  element.id = "finder-panel";
  element.autocomplete = "off"; // the address alone says what is chosen, also after going back
  element.addEventListener("submit", (event) => event.preventDefault());
  return { element, update: (conditions, found) => updates.forEach((update) => update(conditions, found)) };
}

function topicField(index: Index, name: string, at: number, change: Change, updates: Update[]): HTMLElement {
  const { control, label } = field(name, optionsOf(index.data, "topic"), (term) => term.name);
  control.addEventListener("change", () => change((conditions) => withTopic(conditions, at, control.value)));
  updates.push((conditions, found) => {
    label.hidden = at > Math.min(conditions.topics.length, MAX_TOPICS - 1);
    if (!label.hidden) show(control, conditions.topics[at] ?? "", countTopics(index, found, conditions, at));
  });
  return label;
}

function facetField(index: Index, facet: Facet, change: Change, updates: Update[]): HTMLElement {
  const { control, label } = field(KEY_NAME[facet], optionsOf(index.data, facet), (term) => valueName(index.data, facet, term.id));
  control.addEventListener("change", () => change((conditions) => withValue(conditions, facet, control.value)));
  updates.push((conditions, found) => show(control, conditions.chosen[facet] ?? "", countValues(index, found, facet)));
  return label;
}

function field(name: string, terms: readonly Term[], words: (term: Term) => string): { control: HTMLSelectElement; label: HTMLElement } {
  const control = make("select", "find-choice", new Option("不限", ""));
  for (const term of terms) {
    const option = new Option(words(term), term.id);
    option.dataset.name = words(term);
    control.append(option);
  }
  control.autocomplete = "off";
  return { control, label: makeField(name, control, "find-field finder-field") };
}

function show(control: HTMLSelectElement, value: string, counts: Map<string, number>): void {
  for (const option of Array.from(control.options)) {
    const words = `${option.dataset.name}（${counts.get(option.value) ?? 0}）`;
    if (option.value && option.text !== words) option.text = words;
  }
  control.value = value;
  control.classList.toggle("chosen", value !== "");
}

/** A list of buttons under a name that opens it; one may be pressed, and pressed again to leave it open. */
function facetFold(index: Index, facet: Facet, change: Change, updates: Update[]): HTMLElement {
  const list = make("ul", "finder-options");
  const said = make("span", "finder-said-choice");
  const rows = optionsOf(index.data, facet).map((term) => {
    const count = make("span", "finder-count");
    const button = makeButton("finder-option", "", () => change((conditions) =>
      withValue(conditions, facet, conditions.chosen[facet] === term.id ? "" : term.id)));
    button.append(make("span", "", term.name), count);
    const item = make("li", "", button);
    list.append(item);
    return { term, item, button, count };
  });
  const fold = make("details", "finder-fold", make("summary", "", make("span", "", KEY_NAME[facet]), said), list);
  updates.push((conditions, found) => {
    const counts = countValues(index, found, facet);
    const chosen = conditions.chosen[facet];
    said.textContent = chosen ? valueName(index.data, facet, chosen) : "";
    for (const { term, item, button, count } of rows) {
      const number = counts.get(term.id) ?? 0;
      count.textContent = String(number);
      button.setAttribute("aria-pressed", String(term.id === chosen));
      item.hidden = number === 0 && term.id !== chosen && document.activeElement !== button;
    }
    if (chosen && !fold.dataset.seen) fold.open = true; // an address that names it opens it once
    if (isSet(conditions, facet)) fold.dataset.seen = "1";
  });
  return fold;
}
