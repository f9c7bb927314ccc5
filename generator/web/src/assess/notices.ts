// What is said above the form: how the draft is kept, other windows, other versions. Plain words, no colour alone.
import { make, makeButton } from "../elements";

export interface Action {
  words: string;
  act: () => void;
}

export interface Notices {
  element: HTMLElement;
  /** Show a notice under a name, or take it away (null). `loud`: told to screen readers at once. */
  set: (name: string, words: string | null, actions?: readonly Action[], loud?: boolean) => void;
  focus: (name: string) => void;
}

/** Return the place of notices. */
export function makeNotices(): Notices {
  const element = make("div", "fill-notices");
  const shown = new Map<string, { box: HTMLElement; words: string }>();
  return {
    element,
    set: (name, words, actions = [], loud = false) => {
      const old = shown.get(name);
      if (old && old.words === words) return;
      old?.box.remove();
      shown.delete(name);
      if (words === null) return;
      const box = make("div", "fill-notice", make("p", "", words));
      box.setAttribute("role", loud ? "alert" : "status");
      box.tabIndex = -1;
      if (actions.length) box.append(make("p", "fill-doors", ...actions.map(({ words: name, act }) => makeButton("fill-door", name, act))));
      element.append(box);
      shown.set(name, { box, words });
    },
    focus: (name) => shown.get(name)?.box.focus(),
  };
}

/** A step that cannot be taken back: the button asks first, in its place. */
export function makeConfirmed(words: string, question: () => string, yes: string, act: () => void): HTMLElement {
  const box = make("div", "fill-confirm");
  const asked = make("div", "fill-asked");
  const said = make("p", "");
  said.setAttribute("role", "status");
  const close = (): void => {
    asked.remove();
    box.prepend(button);
    button.focus();
  };
  const agree = makeButton("fill-door", yes, () => {
    close();
    act();
  });
  asked.append(said, make("p", "fill-doors", agree, makeButton("fill-door", "不，留着", close)));
  const button = makeButton("fill-door", words, () => {
    said.textContent = question();
    box.append(asked);
    agree.focus();
    button.remove();
  });
  box.append(button);
  return box;
}
