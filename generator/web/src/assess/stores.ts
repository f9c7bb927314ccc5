// Where drafts are kept: IndexedDB, or the memory of this page where the browser has no room for us.
import { bare } from "./drafts";

/** A kept record is read with care (`readDraft`): file:// pages of other folders share one storage. */
export interface Kept {
  key: string;
  rev: number;
}

export interface DraftStore {
  readonly durable: boolean; // false: gone with the page
  list(): Promise<unknown[]>;
  read(key: string): Promise<unknown>;
  /** Decide in one transaction what a draft becomes; null leaves it as it is. */
  change(key: string, decide: (kept: unknown) => Kept | null): Promise<void>;
  remove(key: string): Promise<void>;
}

const TABLE = "drafts";
const SPACE = "casebook:";
const WAIT_MS = 800; // longer than this, and the reader is told

/** Return the name of a checklist's database: sites share an origin on a stick, and on a host with several. */
export function databaseName(site: string, checklist: string): string {
  return `${SPACE}${site}:${checklist}`;
}

/** Return a store that lasts as long as the page. */
export function memoryStore(): DraftStore {
  const kept = bare<string>();
  const read = (key: string): unknown => (kept[key] === undefined ? undefined : JSON.parse(kept[key] ?? ""));
  return {
    durable: false,
    list: async () => Object.keys(kept).map(read),
    read: async (key) => read(key),
    change: async (key, decide) => {
      const made = decide(read(key));
      if (made) kept[key] = JSON.stringify(made);
    },
    remove: async (key) => {
      delete kept[key];
    },
  };
}

/**
 * Return a store: the browser's own when it opens in time. A slow disk gets more time: until then drafts are in memory, and
 * move over when it opens (`moved` is called); a browser that has no room for us never gets there.
 */
export async function startStore(name: string, moved: () => void): Promise<DraftStore> {
  const opening = openStore(name);
  const soon = await within(opening).catch(() => null);
  if (soon) return soon;
  const memory = memoryStore();
  let inner = memory;
  let gate: Promise<void> = Promise.resolve();
  const move = async (own: DraftStore): Promise<void> => {
    for (const kept of await memory.list()) await own.change((kept as Kept).key, (found) => (found ? null : kept as Kept));
    inner = own;
  };
  opening.then((own) => {
    gate = move(own).then(moved, () => undefined); // one that cannot be written to is no better than none
  }, () => undefined);
  const past = async (): Promise<DraftStore> => {
    await gate;
    return inner;
  };
  return {
    get durable() {
      return inner.durable;
    },
    list: async () => (await past()).list(),
    read: async (key) => (await past()).read(key),
    change: async (key, decide) => (await past()).change(key, decide),
    remove: async (key) => (await past()).remove(key),
  };
}

/** Return the browser's own store. Rejects when there is none, or when it is blocked. */
async function openStore(name: string): Promise<DraftStore> {
  let database = await opened(name);
  const begun = async (mode: IDBTransactionMode): Promise<IDBTransaction> => {
    try {
      return begin(database, mode);
    } catch {
      database = await within(opened(name)); // another window wiped everything, or the browser closed it
      return begin(database, mode);
    }
  };
  return {
    durable: true,
    list: async () => asked((await begun("readonly")).objectStore(TABLE).getAll()),
    read: async (key) => asked((await begun("readonly")).objectStore(TABLE).get(key)),
    change: async (key, decide) => {
      const step = await begun("readwrite");
      const table = step.objectStore(TABLE);
      await new Promise<void>((resolve, reject) => {
        const request = table.get(key);
        request.onsuccess = () => {
          try {
            const made = decide(request.result);
            if (made) table.put(made);
          } catch (fault) {
            step.abort();
            reject(fault);
          }
        };
        settle(step, resolve, reject);
      });
    },
    remove: async (key) => {
      const step = await begun("readwrite");
      await new Promise<void>((resolve, reject) => {
        step.objectStore(TABLE).delete(key);
        settle(step, resolve, reject);
      });
    },
  };
}

/** Delete every database of ours of this site. Rejects when the browser keeps one. */
export async function wipe(site: string, checklists: readonly string[]): Promise<void> {
  const names = new Set(checklists.map((id) => databaseName(site, id)));
  const listed = typeof indexedDB.databases === "function" ? await indexedDB.databases() : [];
  for (const { name } of listed) if (name?.startsWith(`${SPACE}${site}:`)) names.add(name);
  await Promise.all([...names].map((name) => within(new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  }), WAIT_MS * 5)));
}

/** Ask the browser not to clear our drafts when room runs out; it may say no. */
export async function askToStay(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist();
  } catch {
    // an old browser, or file://: drafts stay as long as the browser likes
  }
}

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1); // throws where storage is blocked: the promise rejects
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" });
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // another window wipes: do not hold it up
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

function begin(database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  return database.transaction(TABLE, mode, { durability: "strict" });
}

function settle(step: IDBTransaction, resolve: () => void, reject: (fault: unknown) => void): void {
  step.oncomplete = () => resolve();
  step.onerror = () => reject(step.error);
  step.onabort = () => reject(step.error);
}

function asked<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function within<Result>(work: Promise<Result>, limit = WAIT_MS): Promise<Result> {
  return Promise.race([
    work,
    new Promise<Result>((_, reject) => window.setTimeout(() => reject(new Error("no answer")), limit)),
  ]);
}
