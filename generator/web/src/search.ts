// The page search.html.
export {};
