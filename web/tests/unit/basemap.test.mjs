import assert from "node:assert/strict";
import { test } from "node:test";
import { basemap } from "../../basemap.mjs";
import { smooth, unpack, unpackLine } from "../../src/basemap.ts";
import { northOf, project } from "../../src/mercator.ts";

const close = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("the projection puts known points where the web's maps have them", () => {
  const cases = [
    [0, 0, 0.5, 0.5],
    [-180, 85.05112877980659, 0, 0],
    [180, -85.05112877980659, 1, 1],
    [90, 0, 0.75, 0.5],
  ];
  for (const [lon, lat, x, y] of cases) {
    const point = project(lon, lat);
    close(point[0], x);
    close(point[1], y);
  }
});

test("a degree of latitude is 111 km", () => {
  close(Math.round((northOf(36, 111_320) - 36) * 100) / 100, 1);
});

test("a packed line unpacks to the points it was made of", () => {
  const line = unpackLine([40_000, 36_000, 1_000, -500], 1000);
  [...project(40, 36), ...project(41, 35.5)].forEach((n, i) => close(line[i], n));
});

test("smoothing keeps the ends of a river and the closing of a lake", () => {
  const line = Float64Array.from([0, 0, 1, 0, 1, 1]);
  const river = smooth(line, false);
  assert.deepEqual([...river.slice(0, 2), ...river.slice(-2)], [0, 0, 1, 1]);
  assert.equal(smooth(line, true).length, 3 * 2 * 4);
});

test("the default basemap has the borders, the Euphrates and the Tigris inside its box", async () => {
  const packed = await basemap();
  const { focus, border, rivers, lakes } = unpack(packed);
  assert.equal(focus.length, 1, "Syria has no islands at this scale");
  assert.ok(border.length > 10 && rivers.length > 5 && lakes.length > 2);
  const near = (lines, lon, lat, degrees) => {
    const [x, y] = project(lon, lat);
    return lines.some((line) => {
      for (let i = 0; i < line.length; i += 2)
        if (Math.hypot(line[i] - x, line[i + 1] - y) < degrees / 360) return true;
      return false;
    });
  };
  assert.ok(near(rivers, 40.15, 35.34, 0.2), "the Euphrates passes Deir ez-Zor");
  assert.ok(near(rivers, 43.13, 36.34, 0.2), "the Tigris passes Mosul");
  assert.ok(near(border, 41.21, 37.07, 0.2), "the border passes Qamishli");
});
