// The page finder.html.
export {};
