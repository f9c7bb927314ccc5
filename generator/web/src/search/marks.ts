// Runs of text as nodes: what was found stands in <mark>.
import { make } from "../elements";
import type { Run } from "./snippet";

/** Return the nodes of the runs. */
export function markedNodes(runs: Run[]): (Node | string)[] {
  return runs.map((run) => (run.found ? make("mark", "", run.text) : run.text));
}
