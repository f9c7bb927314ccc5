// Keys of a search box: `/` goes to it, and nothing happens while a Chinese word is being composed.

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

/** Call `typed` when the words have changed and rest for `wait` milliseconds; never inside a composition. */
export function onTyped(box: HTMLInputElement, wait: number, typed: () => void): void {
  let timer = 0;
  let composing = false;
  const later = (): void => {
    window.clearTimeout(timer);
    if (!composing) timer = window.setTimeout(typed, wait);
  };
  box.addEventListener("compositionstart", () => {
    composing = true;
    window.clearTimeout(timer);
  });
  box.addEventListener("compositionend", () => {
    composing = false;
    later();
  });
  box.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent) || !event.isComposing) later();
  });
}

/** Whether a key belongs to the input method: Enter and arrows there choose a character. */
export function ofComposition(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
