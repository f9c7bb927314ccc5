// Data from data/*.js: classic scripts, since file:// allows no fetch. Each sets a property of window.

import { make } from "./elements";

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
const pending = new Map<string, Promise<void>>();

/** Load data/<name>.js once. Rejects when it is not there; a later call tries again. */
export function loadData(name: string): Promise<void> {
  let loading = pending.get(name);
  if (!loading) {
    loading = addScript(name);
    pending.set(name, loading);
    loading.catch(() => pending.delete(name)); // a stick that was pulled out may come back
  }
  return loading;
}

/** Return the address of a page of the site by its site path (`library/x.html?…#…`), from any page. */
export function siteAddress(path: string): string {
  return new URL(`../${path}`, here).href;
}

/** Return a link to a page of the site by its site path. */
export function siteLink(path: string, words: string): HTMLAnchorElement {
  const link = make("a", "", words);
  link.href = siteAddress(path);
  return link;
}

/** Return what a record holds under a key of its own; a hand-edited URL may ask for `constructor`. */
export function own<Value>(record: Record<string, Value> | undefined, key: string): Value | undefined {
  return record && Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL(address: string): string };
}

const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("casebook", { createScriptURL: ownFile });

/** The page's policy (generator/csp.py) lets no plain text name a script; where the browser knows that, the address is vouched for. */
function trusted(address: string): string {
  return policy ? policy.createScriptURL(address) : ownFile(address);
}

function ownFile(address: string): string {
  if (!address.startsWith(new URL(".", here).href)) throw new TypeError("not a file of this site");
  return address;
}

function addScript(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!/^[a-z0-9-]+$/.test(name)) return reject(new Error("not a data file"));
    const script = document.createElement("script");
    script.src = trusted(new URL(`${name}.js`, here).href);
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`no data ${name}`));
    };
    document.head.append(script);
  });
}
