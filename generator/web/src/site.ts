// The site's script: one classic file, loaded at the end of every page, over http and from file://.
import { startBasket } from "./basket";
import { startComputed } from "./computed";
import { startCopying } from "./copying";
import { startDisplay } from "./display";
import { startFigures } from "./figures";
import { startFilter } from "./filter";
import { startLeading } from "./leading";
import { startMenus } from "./menus";
import { startPrinting } from "./printing";
import { startSearchBox } from "./search-box";
import { startSharing } from "./sharing";
import { startTables } from "./tables";
import { showVersion } from "./version";

for (const start of [
  startLeading, startMenus, startSearchBox, startDisplay, startFigures, startComputed, startFilter, startTables, startPrinting, startBasket, startCopying,
  showVersion, startSharing,
]) {
  try {
    start();
  } catch (fault) {
    console.error(fault); // one part that fails must not take the others with it
  }
}
