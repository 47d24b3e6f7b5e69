import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels } from "../../src/labels.ts";
import { project } from "../../src/mercator.ts";

/** A window of 400 by 300 pixels around 40 E 36 N. */
function view(zoom) {
  const size = 256 * 2 ** zoom;
  const [x, y] = project(40, 36);
  return { size, left: x * size - 200, top: y * size - 150, width: 400, height: 300, zoom };
}
const measure = (text) => text.length * 7;
const names = (labels, zoom, taken = []) =>
  placeLabels(labels, view(zoom), taken, measure, "sans-serif").map((l) => l.text);
const at = (name, cls, lon = 40, lat = 36) => ({ name, class: cls, lon, lat });

test("a name shows at the zooms of its class", () => {
  const labels = [
    at("Country", "country", 39),
    at("Far", "city", 42),
    at("Near", "city", 40.1),
    at("Village", "village", 40, 36.1),
  ];
  assert.deepEqual(names(labels, 6), ["COUNTRY", "Far", "Near"]);
  assert.deepEqual(names(labels, 10), ["Near", "Village"]);
});

test("where two names do not fit, the greater place keeps its own", () => {
  const crowd = Array.from({ length: 40 }, (_, i) => at(`Town ${i}`, "town", 40 + i * 1e-4));
  const placed = placeLabels([...crowd, at("City", "city")], view(9), [], measure, "x");
  assert.equal(placed[0].text, "City");
  assert.ok(placed.length < 10);
  for (const [i, a] of placed.entries()) {
    for (const b of placed.slice(i + 1))
      assert.ok(Math.abs(a.y - b.y) > 10 || Math.abs(a.x - b.x) > 40, `${a.text} touches ${b.text}`);
  }
});

test("a name steps aside for a marker on its place", () => {
  const [free] = placeLabels([at("City", "city")], view(9), [], measure, "x");
  const marker = { left: 185, top: 135, right: 215, bottom: 165 };
  const [aside] = placeLabels([at("City", "city")], view(9), [marker], measure, "x");
  assert.ok(aside.x > free.x);
  assert.deepEqual([free.dot, aside.dot], [[200, 150], null]);
});

test("no dot stands among the letters of another name", () => {
  // 12 pixels east of the city's dot, under its letters.
  const town = at("Town", "town", 40 + (12 / 256 / 2 ** 9) * 360);
  assert.deepEqual(names([at("City", "city"), town], 9), ["City"]);
});

test("a name outside the window is not placed", () => {
  assert.deepEqual(names([at("City", "city", 49)], 9), []);
});
