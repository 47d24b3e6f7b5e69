import assert from "node:assert/strict";
import { test } from "node:test";
import { latitudeOf, metresPerPixel, project } from "../../src/mercator.ts";
import { scaleOf } from "../../src/scale.ts";

test("the bar of the scale is a round length that fits", () => {
  const cases = [
    [1000, 100, 100, "100 km"],
    [700, 100, 71, "50 km"],
    [30, 100, 100, "3 km"],
    [3.4, 100, 88, "300 m"],
  ];
  for (const [metres, widest, pixels, text] of cases)
    assert.deepEqual(scaleOf(metres, widest), { pixels, text });
});

test("latitudes come back from the square, and a pixel is shorter in metres away from the equator", () => {
  for (const lat of [-60, 0, 36.5, 80]) assert.ok(Math.abs(latitudeOf(project(0, lat)[1]) - lat) < 1e-9);
  assert.ok(Math.abs(metresPerPixel(60, 256) / metresPerPixel(0, 256) - 0.5) < 1e-9);
});
