// Limits of what comes back: the numbers of generator/model/limits.py; tests/returns compares them.

export const FILE_BYTES = 5 * 1024 * 1024;
export const JSON_BYTES = 1024 * 1024;
export const JSON_DEPTH = 8;
export const UNPACKED_BYTES = 50 * 1024 * 1024;
export const PART_BYTES = 10 * 1024 * 1024;
export const RATIO = 200;
export const RATIO_FROM = 100 * 1024;
export const PARTS = 200;
export const SHEETS = 20;
export const ROWS = 2_000;
export const COLUMNS = 40;
export const CELLS = 20_000;
export const STRINGS = 20_000;
export const XML_DEPTH = 64;
export const XML_ELEMENTS = 100_000;
export const CHARACTERS = 8_000;
