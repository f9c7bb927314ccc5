// The list of pages (a drawer on narrow windows) and the list of headings (folded on narrow windows), by keyboard too.
import { makeButton } from "./elements";

/** Make both lists work without a mouse. */
export function startMenus(): void {
  startDrawer();
  startHeadings();
}

function startDrawer(): void {
  const toggle = document.querySelector<HTMLInputElement>("#__drawer");
  const label = document.querySelector<HTMLLabelElement>(".head-menu");
  const list = document.querySelector<HTMLElement>("#site-nav");
  if (!toggle || !label || !list) return;
  const button = makeButton(label.className, label.textContent ?? "", () => show(!toggle.checked));
  button.setAttribute("aria-controls", list.id);
  label.replaceWith(button);
  const show = (open: boolean): void => {
    toggle.checked = open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector<HTMLElement>("a")?.focus();
  };
  show(false);
  toggle.addEventListener("change", () => button.setAttribute("aria-expanded", String(toggle.checked)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    show(false);
    button.focus();
  });
}

function startHeadings(): void {
  const name = document.querySelector<HTMLElement>("#page-nav-name");
  const list = document.querySelector<HTMLElement>("#page-nav");
  if (!name || !list) return;
  const button = makeButton("page-nav-fold", name.textContent ?? "", () => show(!list.classList.contains("open")));
  const show = (open: boolean): void => {
    list.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.setAttribute("aria-controls", list.id);
  name.replaceChildren(button);
  show(false);
  list.addEventListener("click", () => show(false));
}
