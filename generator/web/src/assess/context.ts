// What the form and its result share.
import type { Checklist } from "./checklist";
import type { Return } from "./returned";

export interface FormContext {
  checklist: Checklist; // the version that the draft was begun with
  filled: Return; // changed in place
  changed: () => void; // to be called after each change: it is saved, and everything that shows it is renewed
  open: (item: string) => void; // show an item of the form and put the focus there
}
