// The page assess/<id>.html: a checklist to fill in. Everything stays in this browser.
import type { Channel } from "./assess/saving";
import { AssessPage } from "./assess/page";
import { databaseName, startStore, wipe } from "./assess/stores";
import { loadData, own, siteAddress } from "./loading";

let opened: AssessPage | null = null;

async function start(): Promise<void> {
  const top = document.querySelector<HTMLElement>('.top[data-kind="assess"]');
  const place = document.querySelector<HTMLElement>("#fill + .part");
  const id = top?.dataset.ref ?? "";
  if (!place || !id) return;
  await loadData(`checklist-${id}`);
  const versions = own(window.casebookChecklists, id);
  if (!versions?.length) return;
  const site = new URL(siteAddress("")).pathname;
  const name = databaseName(site, id);
  const store = await startStore(name, () => void opened?.storeMoved());
  const page = new AssessPage(place, {
    versions, store, listen: () => channel(name), alone: typeof BroadcastChannel !== "function",
    wipe: async () => {
      if (store.durable) await wipe(site, [id]);
      else for (const kept of await store.list()) await store.remove((kept as { key: string }).key);
    },
    window: windowName(),
  });
  opened = page;
  await page.follow();
}

/** A channel to the other windows of this checklist; silent where the browser has none. */
function channel(name: string): Channel {
  try {
    const open = new BroadcastChannel(name);
    return {
      post: (said) => open.postMessage(said),
      hear: (listener) => open.addEventListener("message", (event) => listener(event.data)),
      close: () => open.close(),
    };
  } catch {
    return { post: () => undefined, hear: () => undefined, close: () => undefined };
  }
}

function windowName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
}

start().catch((fault: unknown) => {
  console.error(fault);
  const place = document.querySelector<HTMLElement>("#fill + .part > p");
  if (place) place.prepend("表没有打开，请刷新一次。还不行，");
});
