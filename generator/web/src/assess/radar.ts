// The dimensions as a radar: where everything stands (pure), and the drawing. Words stay inside the box.

export interface Spoke {
  name: string;
  rate: number | null; // hundredths of a percent; null: nothing applies
  note: string; // what stands under the name
  weak: boolean;
}

export interface Point {
  x: number;
  y: number;
}

export interface Label {
  x: number; // of the middle
  y: number; // of the first line's baseline
  lines: string[];
  box: { left: number; right: number; top: number; bottom: number };
}

export interface Radar {
  centre: Point;
  ends: Point[]; // of the spokes
  points: (Point | null)[];
  labels: Label[];
}

export const WIDTH = 460;
export const HEIGHT = 360;
export const LEAST = 3; // fewer spokes make no shape
export const RADIUS = 112;
const LETTER = 15;
const LINE = 19;
const MOST_LETTERS = 7; // in a line
const MOST_LINES = 2;
const GAP = 12;

/** Return where everything stands; the first spoke points up, the others follow clockwise. Pure. */
export function radarLayout(spokes: Spoke[]): Radar {
  const centre = { x: WIDTH / 2, y: HEIGHT / 2 };
  const toward = (at: number, length: number): Point => {
    const angle = (2 * Math.PI * at) / spokes.length;
    return { x: rounded(centre.x + Math.sin(angle) * length), y: rounded(centre.y - Math.cos(angle) * length) };
  };
  return {
    centre, ends: spokes.map((_, at) => toward(at, RADIUS)),
    points: spokes.map(({ rate }, at) => (rate === null ? null : toward(at, (RADIUS * Math.min(rate, 100_00)) / 100_00))),
    labels: spokes.map((spoke, at) => labelAt(spoke, toward(at, RADIUS + GAP), centre)),
  };
}

function labelAt(spoke: Spoke, anchor: Point, centre: Point): Label {
  const lines = [...folded(spoke.name), spoke.note];
  const width = Math.max(...lines.map(widthOf));
  const height = lines.length * LINE;
  const [right, down] = [anchor.x - centre.x, anchor.y - centre.y];
  const side = Math.abs(right) < 1 ? 0 : Math.sign(right);
  const x = anchor.x + (side * width) / 2; // MOST_LETTERS fit beside the drawing
  const top = anchor.y - height / 2 + (height * down) / RADIUS / 2.4; // above the drawing, beside it, or below
  return { x: rounded(x), y: rounded(top + LETTER), lines, box: { left: x - width / 2, right: x + width / 2, top, bottom: top + height } };
}

/** Return a name in at most MOST_LINES lines of equal length; the table beside the drawing has it whole. */
function folded(name: string): string[] {
  const whole = Array.from(name);
  const letters = whole.length > MOST_LETTERS * MOST_LINES ? [...whole.slice(0, MOST_LETTERS * MOST_LINES - 1), "…"] : whole;
  const count = Math.ceil(letters.length / MOST_LETTERS);
  const each = Math.ceil(letters.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, at) => letters.slice(at * each, (at + 1) * each).join(""));
}

function widthOf(line: string): number {
  return Array.from(line).reduce((sum, letter) => sum + (/[\u0020-\u007e]/.test(letter) ? 0.58 : 1), 0) * LETTER;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Return the drawing; `name` and `about` are its text alternative. Rings stand at every fifth, the one of 60 % is dashed. */
export function radar(spokes: Spoke[], name: string, about: string, id: string): SVGSVGElement {
  const { centre, ends, points, labels } = radarLayout(spokes);
  const box = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "radar", role: "img", "aria-labelledby": `${id}-name ${id}-about` });
  box.append(worded("title", { id: `${id}-name` }, name), worded("desc", { id: `${id}-about` }, about));
  for (const part of [20, 40, 60, 80, 100]) {
    const ring = ends.map((end) => between(centre, end, part / 100));
    box.append(svg("polygon", { points: listed(ring), class: part === 60 ? "radar-ring radar-line" : "radar-ring" }));
  }
  for (const end of ends) box.append(svg("line", { x1: centre.x, y1: centre.y, x2: end.x, y2: end.y, class: "radar-spoke" }));
  const there = points.filter((point): point is Point => point !== null);
  box.append(svg("polygon", { points: listed(there), class: "radar-shape" }));
  points.forEach((point, at) => {
    if (point) box.append(mark(point, spokes[at]?.weak === true));
  });
  for (const [part, words] of [[0.6, "60%"], [1, "100%"]] as const) {
    box.append(worded("text", { x: centre.x + 4, y: centre.y - RADIUS * part + 14, class: "radar-scale" }, words));
  }
  for (const label of labels) box.append(labelText(label));
  return box;
}

/** A filled dot; where the dimension is 短板, an open square. */
function mark(point: Point, weak: boolean): SVGElement {
  if (weak) return svg("rect", { x: point.x - 4.5, y: point.y - 4.5, width: 9, height: 9, class: "radar-weak" });
  return svg("circle", { cx: point.x, cy: point.y, r: 4, class: "radar-dot" });
}

function labelText(label: Label): SVGElement {
  const text = svg("text", { "text-anchor": "middle", class: "radar-label" });
  label.lines.forEach((line, at) => {
    const note = at === label.lines.length - 1;
    text.append(worded("tspan", { x: label.x, y: label.y + at * LINE, class: note ? "radar-note" : "" }, line));
  });
  return text;
}

function between(from: Point, to: Point, part: number): Point {
  return { x: rounded(from.x + (to.x - from.x) * part), y: rounded(from.y + (to.y - from.y) * part) };
}

function listed(points: Point[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(" ");
}

function svg<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Record<string, string | number>): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") element.setAttribute(name, String(value));
  return element;
}

function worded<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Record<string, string | number>, words: string): SVGElement {
  const element = svg(tag, attributes);
  element.append(words);
  return element;
}
