// The result by itself on a page, without the form around it: what a test puts into `window.harness` is what was filled in.
import type { Return } from "../../generator/web/src/assess/returned";
import { makeResult } from "../../generator/web/src/assess/result";

declare global {
  interface Window {
    harness: { checklist: string; filled: Return; opened: string[]; changes: number; renew: () => void };
  }
}

const { harness } = window;
const checklist = window.casebookChecklists?.[harness.checklist]?.[0];
const place = document.querySelector("#harness");
if (checklist && place) {
  const context = {
    checklist, filled: harness.filled, open: (item: string): void => void harness.opened.push(item),
    changed: (): void => {
      harness.changes += 1;
      view.update();
    },
  };
  const view = makeResult(context);
  harness.renew = view.update;
  place.replaceChildren(view.element);
}
