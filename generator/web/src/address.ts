// The part of the page's address that says what was asked for. Anybody may have edited it.

/** Return the query of an address without its `?`: after `#?` where the browser keeps no query (some file:// pages). Pure. */
export function stated({ search, hash }: { search: string; hash: string }): string {
  return hash.startsWith("#?") ? hash.slice(2) : search.replace(/^\?/, "");
}

/** Put a query (with its `?`, or nothing) into the address; `step`: as one that a reader can go back from. */
export function keepQuery(query: string, step = false): void {
  const keep = (address: string): void => (step ? history.pushState(null, "", address) : history.replaceState(null, "", address));
  try {
    keep(location.pathname + query);
  } catch {
    try {
      keep(`#${query}`); // some browsers keep no query for file:// pages
    } catch {
      // the page works without an address; it can only not be sent
    }
  }
}

/** Return words of an address safe to show: no control characters, no marks that turn the direction of writing. Pure. */
export function readable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/g, " ");
}

/** Return such words cut to so many characters. Pure. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(readable(text).trim());
  return characters.length > most ? `${characters.slice(0, most).join("")}…` : characters.join("");
}
