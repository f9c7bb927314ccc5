// Elements made from text alone: nothing here, or anywhere, parses data as HTML.

type Part = Node | string;

/** Return a new element of a class, filled with nodes and words. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag, className: string, ...parts: Part[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...parts);
  return element;
}

/** Return a button that does something. */
export function makeButton(className: string, words: string, act: () => void): HTMLButtonElement {
  const button = make("button", className, words);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** Return a control under its name, as bars and panels have them. */
export function makeField(name: string, control: HTMLElement, className = "find-field"): HTMLLabelElement {
  return make("label", className, make("span", "", name), control);
}

/** Return every element that matches, as an array. */
export function all<Found extends HTMLElement = HTMLElement>(selector: string, inside: ParentNode = document): Found[] {
  return Array.from(inside.querySelectorAll<Found>(selector));
}
