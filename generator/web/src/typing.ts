// Boxes of words: `/` goes to it, and nothing happens while a Chinese word is being composed.

/** Let `/` go to the box, unless the reader is writing somewhere. */
export function focusOnSlash(box: HTMLInputElement): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = event.target instanceof Element ? event.target.closest("input, textarea, select, [contenteditable]") : null;
    if (at || !box.offsetParent) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

/** How long a reader rests before a search begins. */
export const REST_MS = 150;

/**
 * Call `typed` when the words have changed and rest for so many milliseconds (0: at once); never inside a composition.
 * Return what tells whether the reader is still at it.
 */
export function onTyped(box: HTMLInputElement, rest: number, typed: () => void): () => boolean {
  let timer = 0;
  let composing = false;
  const tell = (): void => {
    timer = 0;
    typed();
  };
  const later = (): void => {
    window.clearTimeout(timer);
    timer = 0;
    if (composing) return;
    if (rest) timer = window.setTimeout(tell, rest);
    else tell();
  };
  box.addEventListener("compositionstart", () => {
    composing = true;
    later();
  });
  box.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  box.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent) || !event.isComposing) later();
  });
  return () => composing || timer !== 0;
}

/** Whether a key belongs to the input method: Enter and arrows there choose a character. */
export function ofComposition(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
