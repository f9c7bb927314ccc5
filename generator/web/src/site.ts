// The site's script: one classic file, loaded at the end of every page, over http and from file://.
import { startComputed } from "./computed";
import { startCopying } from "./copying";
import { startDisplay } from "./display";
import { startFigures } from "./figures";
import { startFilter } from "./filter";
import { startMenus } from "./menus";
import { startPrinting } from "./printing";
import { startTables } from "./tables";
import { showVersion } from "./version";

for (const start of [
  startMenus, startDisplay, startFigures, startComputed, startFilter, startTables, startPrinting, startCopying,
  showVersion,
]) {
  try {
    start();
  } catch (fault) {
    console.error(fault); // one part that fails must not take the others with it
  }
}
