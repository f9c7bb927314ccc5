// The radar: all words inside the box, none over another, values where they belong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HEIGHT, LEAST, radarLayout, RADIUS, WIDTH } from "../../generator/web/src/assess/radar";
import type { Spoke } from "../../generator/web/src/assess/radar";

const spokes = (count: number, name: string, rate: number | null = 50_00): Spoke[] =>
  Array.from({ length: count }, () => ({ name, rate, note: "33.33% 短板", weak: true }));

test("labels stay inside the box and apart", () => {
  for (let count = LEAST; count <= 8; count += 1) {
    for (const name of ["服务", "调处与小区治理", "居民参与和社会组织培育工作", "居民参与和社会组织培育以及志愿服务队伍建设工作"]) {
      const boxes = radarLayout(spokes(count, name)).labels.map((label) => label.box);
      boxes.forEach((box, at) => {
        assert.ok(box.left >= 0 && box.right <= WIDTH && box.top >= 0 && box.bottom <= HEIGHT, `${count} ${name} ${JSON.stringify(box)}`);
        for (const other of boxes.slice(at + 1)) {
          const apart = box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top;
          assert.ok(apart, `${count} ${name}: ${JSON.stringify(box)} ${JSON.stringify(other)}`);
        }
        const nearest = Math.hypot(Math.max(box.left - WIDTH / 2, WIDTH / 2 - box.right, 0), Math.max(box.top - HEIGHT / 2, HEIGHT / 2 - box.bottom, 0));
        assert.ok(nearest >= RADIUS, `${count} ${name}: ${nearest}`);
      });
    }
  }
});

test("a rate is a distance from the centre; what does not apply has no point", () => {
  const { centre, points } = radarLayout([...spokes(1, "甲", 100_00), ...spokes(1, "乙", 0), ...spokes(1, "丙", null), ...spokes(1, "丁", 25_00)]);
  assert.deepEqual(points[0], { x: centre.x, y: centre.y - RADIUS });
  assert.deepEqual(points[1], centre);
  assert.equal(points[2], null);
  assert.deepEqual(points[3], { x: centre.x - RADIUS / 4, y: centre.y });
});
