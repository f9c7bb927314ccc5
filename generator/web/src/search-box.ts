// The search box in the header: suggestions while the reader types. Without script it is a form that opens the page.
import { make } from "./elements";
import { loadData, siteAddress } from "./loading";
import { openNames, type NameIndex } from "./search/index";
import { focusOnSlash, ofComposition, onTyped, REST_MS } from "./typing";
import { markedNodes } from "./search/marks";
import { suggest, type Suggestion } from "./search/suggest";

const MOST = 8;

/** Give the box its suggestions; the names are loaded when it is first used. */
export function startSearchBox(): void {
  const form = document.querySelector<HTMLFormElement>(".head-search");
  const box = form?.querySelector<HTMLInputElement>(".head-words");
  if (!form || !box) return;
  const list = make("ul", "head-suggestions");
  const state = new Suggestions(box, list);
  list.id = "head-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "可能要找的");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  form.append(list);
  box.addEventListener("focus", () => void state.load(), { once: true });
  onTyped(box, REST_MS, () => void state.update());
  box.addEventListener("keydown", (event) => state.onKey(event));
  box.addEventListener("blur", () => state.close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus: a click still finds the list
  list.addEventListener("click", (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
    if (option) state.go(Array.from(list.children).indexOf(option));
  });
  form.addEventListener("submit", (event) => {
    if (!box.value.trim()) event.preventDefault();
  });
  focusOnSlash(box);
}

class Suggestions {
  private index: Promise<NameIndex | undefined> | undefined;
  private found: Suggestion[] = [];
  private active = -1;
  private asked = 0;

  constructor(private readonly box: HTMLInputElement, private readonly list: HTMLElement) {}

  /** Load the names; without them the box is a plain form. */
  load(): Promise<NameIndex | undefined> {
    this.index ??= loadData("search-names").then(
      () => (window.casebookNames ? openNames(window.casebookNames) : undefined),
      () => {
        this.index = undefined;
        return undefined;
      },
    );
    return this.index;
  }

  async update(): Promise<void> {
    const asked = ++this.asked;
    const index = await this.load();
    if (asked !== this.asked || document.activeElement !== this.box) return;
    this.found = index ? suggest(index, this.box.value, MOST) : [];
    this.list.replaceChildren(...this.found.map((one, number) => {
      const option = make("li", "", make("span", "", ...markedNodes(one.title)), make("small", "", one.label));
      option.id = `head-suggestion-${number}`;
      option.setAttribute("role", "option");
      return option;
    }));
    this.choose(-1);
    this.list.hidden = !this.found.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  onKey(event: KeyboardEvent): void {
    if (ofComposition(event)) return;
    const size = this.list.hidden ? 0 : this.found.length;
    if (event.key === "ArrowDown" && !size) void this.update();
    else if (event.key === "ArrowDown") this.choose(this.active + 1 < size ? this.active + 1 : -1);
    else if (event.key === "ArrowUp" && size) this.choose(this.active < 0 ? size - 1 : this.active - 1);
    else if (event.key === "Enter" && size && this.active >= 0) this.go(this.active);
    else if (event.key === "Escape" && size) this.close();
    else return;
    event.preventDefault();
  }

  go(number: number): void {
    const one = this.found[number];
    if (one) window.location.assign(siteAddress(one.path));
  }

  close(): void {
    this.asked++;
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }

  private choose(number: number): void {
    this.active = number;
    Array.from(this.list.children).forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    if (number < 0) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", `head-suggestion-${number}`);
  }
}
