// A page that grew too long is a list of its parts (metrics.html of metrics-<case>.html): an address of a row that
// stood there, in a letter or on paper, leads on to the part that has it. Only links of the page itself are followed.
import { all } from "./elements";

/** Go to the part that holds what the address names, when this page does not. */
export function startLeading(): void {
  const anchor = location.hash.slice(1);
  if (!anchor || document.getElementById(anchor)) return;
  const targets = all<HTMLAnchorElement>(".cards a").map((link) => link.getAttribute("href") ?? "");
  const part = partWith(anchor, location.pathname, targets);
  if (part) location.replace(part);
}

/** Return the address of the part with an anchor (`futian.id`, `futian-source`, `case-futian`), "" when no part has it. */
export function partWith(anchor: string, page: string, targets: string[]): string {
  const name = /([a-z]+)\.html$/.exec(page)?.[1];
  const found = targets.filter((target) => {
    const part = name && target.startsWith(`${name}-`) && target.endsWith(".html") ? target.slice(name.length + 1, -5) : "";
    const here = part && anchor.startsWith(part) ? anchor.charAt(part.length) : " ";
    return part && ([".", "-", ""].includes(here) || [`case-${part}`, `topic-${part}`].includes(anchor));
  });
  const longest = found.sort((one, other) => other.length - one.length)[0]; // futian-2.x is no row of futian
  return longest ? `${longest}#${anchor}` : "";
}
