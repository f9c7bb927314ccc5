// A copy of a draft as a file: what readers are asked to keep where the browser keeps nothing.
import { make } from "../elements";

const KEEP_MS = 60_000; // the browser reads the file within it

/** Offer the text as a file of this name. */
export function saveFile(name: string, text: string): void {
  const link = make("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
