// The page compare.html.
export {};
