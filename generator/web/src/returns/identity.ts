// Which form a workbook is, by what it says of itself in three places (generator/read/returned_identity.py). Pure.
import type { ReadWorkbook } from "./cells";
import { FORMAT, SCHEMA, cut } from "./checks";
import type { Identity } from "./checks";
import { FORM_KEY, PLAN_KEY, keyCells, namedValues } from "./table";
import { plainText } from "./values";
import { RefusedFile } from "./verdicts";

const PARTS = ["checklist", "version", "edition", "fingerprint"];
const NAMED = /^=?"([^"/]+)\/([^"/]+)\/([^"/]+)\/([^"/]+)"$/;
const VERSION = /^[1-9][0-9]{0,5}$/;

/** Return what the form says it is; throws RefusedFile R-TEMPLATE (no form of ours), R-VERSION, R-EDITED. */
export function identityOf(workbook: ReadWorkbook): Identity {
  const all = [...bySheets(workbook), ...byProperties(workbook), ...byName(workbook)];
  const said = [...new Map(all.map((parts) => [JSON.stringify(parts), parts])).values()];
  const [first, second] = said;
  if (!first) {
    const ours = [FORM_KEY, PLAN_KEY].some((key) => keyCells(workbook, key).length);
    throw ours ? new RefusedFile("R-EDITED", "", "表的编号不见了") : new RefusedFile("R-TEMPLATE");
  }
  if (second) throw new RefusedFile("R-EDITED", "", "表的编号前后不一");
  const [checklist = "", version = "", edition = "", fingerprint = ""] = first;
  if (!VERSION.test(version)) throw new RefusedFile("R-EDITED", "", `版本写作“${cut(version)}”`);
  return { checklist, version: Number(version), edition, fingerprint };
}

function bySheets(workbook: ReadWorkbook): string[][] {
  const found: string[][] = [];
  for (const [sheet, row, column] of keyCells(workbook, "format")) {
    const beside = sheet.cell(row, column + 1);
    if (!beside || plainText(beside) !== FORMAT) continue;
    const values = namedValues(sheet, column);
    if (values.get("schema") !== String(SCHEMA)) throw new RefusedFile("R-VERSION", "", "文件的格式不是这里认得的");
    found.push(PARTS.map((part) => values.get(part) ?? ""));
  }
  return found;
}

function byProperties(workbook: ReadWorkbook): string[][] {
  const values = PARTS.map((part) => workbook.properties.get(`casebook_${part}`) ?? "");
  return values.some(Boolean) ? [values] : [];
}

function byName(workbook: ReadWorkbook): string[][] {
  const said = workbook.names.get("casebook_template");
  if (said === undefined) return [];
  return [NAMED.exec(said)?.slice(1) ?? ["", "", "", ""]];
}
