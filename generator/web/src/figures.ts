// Click, tap or Enter on a figure: what it counts, how the source puts it, where, and how to cite it.
// Without script, or when the data is not there, the link leads to the figure's row in the table.
import { copyButton } from "./copying";
import { make, makeButton } from "./elements";
import { loadMetric, type Metric } from "./metrics";

const GAP = 8; // pixels between a figure and its box, and between the box and the window's edge
const PHONE = "(max-width: 44.98em)";

let box: HTMLElement | null = null;
let opener: HTMLAnchorElement | null = null;

/** Open a box for the figures of the page. */
export function startFigures(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLAnchorElement>("a.fig[data-m]");
    if (link && !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (link === opener) close(true);
      else void open(link);
    } else if (box && target && !box.contains(target)) {
      close(false);
    }
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("resize", () => place());
}

async function open(link: HTMLAnchorElement): Promise<void> {
  close(false);
  opener = link;
  let metric: Metric | undefined;
  try {
    metric = await loadMetric(link.dataset.m ?? "");
  } catch {
    // the row in the table says the same
  }
  if (opener !== link) return; // another figure was opened meanwhile
  if (!metric) {
    opener = null;
    window.location.assign(link.href);
    return;
  }
  box = describe(metric, link.href);
  document.body.append(box);
  link.setAttribute("aria-expanded", "true");
  place();
  box.focus({ preventScroll: true });
}

function close(returnFocus: boolean): void {
  box?.remove();
  box = null;
  const link = opener;
  opener = null;
  link?.removeAttribute("aria-expanded");
  if (returnFocus) link?.focus({ preventScroll: true });
}

function describe(metric: Metric, href: string): HTMLElement {
  const title = make("p", "pop-what", metric.what);
  title.id = "pop-what";
  const rows = make("dl", "pop-rows");
  for (const [label, value] of [
    ["原文写作", metric.stated && `「${metric.stated}」`], ["范围", metric.scope], ["截至", metric.asOf],
    ["出处", [metric.source, metric.place].filter(Boolean).join("，")],
  ]) {
    if (value) rows.append(make("dt", "", label ?? ""), make("dd", "", value));
  }
  const dialog = make("div", "pop", title, rows);
  if (metric.cautions.length) {
    dialog.append(make("ul", "notes", ...metric.cautions.map((caution) => make("li", "", caution))));
  }
  const doors = make("div", "pop-doors");
  if (metric.cite) {
    const cite = make("p", "pop-cite", metric.cite);
    dialog.append(cite);
    doors.append(copyButton("复制引用句", cite));
  }
  const row = make("a", "", "在数字表中查看");
  row.href = href;
  row.addEventListener("click", () => close(false)); // the row may be on this very page
  doors.append(row, makeButton("pop-close", "关闭", () => close(true)));
  dialog.append(doors);
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.tabIndex = -1;
  return dialog;
}

/** Put the box under its figure, or above it where there is more room; on a phone the style sheet docks it. */
function place(): void {
  if (!box || !opener) return;
  if (window.matchMedia(PHONE).matches) {
    box.style.left = box.style.top = "";
    const hidden = opener.getBoundingClientRect().bottom + GAP - box.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, hidden);
    return;
  }
  const figure = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(GAP, Math.min(figure.left, clientWidth - width - GAP));
  const below = figure.bottom + GAP;
  const fits = below + height <= clientHeight - GAP || figure.top < clientHeight / 2;
  const top = fits ? below : Math.max(GAP, figure.top - GAP - height);
  box.style.left = `${left + window.scrollX}px`;
  box.style.top = `${top + window.scrollY}px`;
}

function onKey(event: KeyboardEvent): void {
  if (!box) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close(true);
  } else if (event.key === "Tab" && box.contains(document.activeElement)) {
    const stops = Array.from(box.querySelectorAll<HTMLElement>("a, button"));
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    // The box stands at the end of the page: leaving it leads back to the figure, where the reader came from.
    if (document.activeElement === edge || (event.shiftKey && document.activeElement === box)) {
      event.preventDefault();
      close(true);
    }
  }
}
