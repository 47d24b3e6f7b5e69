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
const names = (labels, zoom, taken = []) => place(labels, view(zoom), taken).map((l) => l.text);
const place = (places, view, taken = [], waters = [], rivers = []) =>
  placeLabels({ places, waters, rivers }, view, taken, measure, "sans-serif");
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
  const placed = place([...crowd, at("City", "city")], view(9));
  assert.equal(placed[0].text, "City");
  assert.ok(placed.length < 10);
  for (const [i, a] of placed.entries()) {
    for (const b of placed.slice(i + 1))
      assert.ok(Math.abs(a.y - b.y) > 10 || Math.abs(a.x - b.x) > 40, `${a.text} touches ${b.text}`);
  }
});

test("a name steps aside for a marker on its place", () => {
  const [free] = place([at("City", "city")], view(9));
  const marker = { left: 185, top: 135, right: 215, bottom: 165 };
  const [aside] = place([at("City", "city")], view(9), [marker]);
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

/** A river of weight 1 through points of the window, in pixels. */
function river(name, ...points) {
  const { size, left, top } = view(9);
  const line = Float64Array.from(points.flatMap(([x, y]) => [(x + left) / size, (y + top) / size]));
  return { name, weight: 1, sure: true, lines: [line] };
}

test("a river's name follows its course and never stands on its head", () => {
  const cases = [
    ["eastward", [0, 150], [400, 150], 0],
    ["westward", [400, 150], [0, 150], 0],
    ["downhill", [50, 0], [350, 300], Math.PI / 4],
    ["uphill, drawn from its mouth", [350, 0], [50, 300], -Math.PI / 4],
  ];
  for (const [course, from, to, angle] of cases) {
    const [label] = place([], view(9), [], [], [river("Euphrates", from, to)]);
    assert.ok(Math.abs(label.angle - angle) < 1e-6, `${course}: ${label.angle}`);
  }
});

test("a river's name keeps clear of towns and markers, and shows only where the river runs straight", () => {
  const straight = river("Euphrates", [0, 150], [400, 150]);
  const marker = { left: 0, top: 100, right: 400, bottom: 200 };
  const bends = Array.from({ length: 41 }, (_, i) => [i * 10, 150 + (i % 2) * 30]);
  assert.equal(place([], view(9), [], [], [straight]).length, 1);
  assert.deepEqual(place([], view(9), [marker], [], [straight]), []);
  assert.deepEqual(place([], view(9), [], [], [river("Euphrates", ...bends)]), []);
  assert.deepEqual(place([], view(9), [], [], [{ ...straight, name: null }]), []);
});

test("letters are slanted for water and spread for areas in Latin script, never in Arabic", () => {
  const written = (name, cls) => place([at(name, cls)], view(7))[0];
  assert.equal(written("Raqqa", "governorate").spacing > 0, true);
  assert.equal(written("الرقة", "governorate").spacing, 0);
  const named = (name) => place([], view(9), [], [{ name, lon: 40, lat: 36 }])[0];
  assert.match(named("Lake Assad").font, /^italic/);
  assert.doesNotMatch(named("بحيرة الأسد").font, /italic/);
});

test("the name of an area steps aside for a town", () => {
  const [city, area] = place([at("City", "city"), at("Area", "governorate")], view(8));
  assert.deepEqual([city.text, area.text], ["City", "AREA"]);
  assert.notEqual(area.y, 150);
});
