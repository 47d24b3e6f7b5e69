import assert from "node:assert/strict";
import { test } from "node:test";
import { middle, touch } from "../../src/box.ts";
import { clusters, zoomApart } from "../../src/clusters.ts";
import { project } from "../../src/mercator.ts";
import { Words } from "../../src/words.ts";

const lettered = { words: new Words("en", {}), width: (text) => text.length * 7, most: 0 };

const group = (key, lon, lat, fields) => ({
  key,
  extent: "centre",
  lon,
  lat,
  radiusM: 1000,
  places: [key],
  events: [{}],
  ...fields,
});
const several = (count) => ({ events: Array(count).fill({}) });
const keys = (found) => found.map(({ groups }) => groups.map(({ key }) => key).join());

/** A town's quarters and its prison, as such news names them. */
const TOWN = [
  group("town", 40.745, 36.507),
  group("prison", 40.7625, 36.4775, several(16)),
  group("depot", 40.7551, 36.49, { extent: "area", radiusM: 4000, ...several(2) }),
  group("quarter", 40.7625, 36.4775, { extent: "area", radiusM: 2500 }),
  group("far", 40.07, 36.85),
  group("governorate", 40.7, 36.5, { extent: "region" }),
];

/** Many groups at few places, always the same: a linear congruential generator of Knuth's. */
function crowd(count) {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: count }, (_, i) =>
    group(`g${i}`, 38 + 4 * random(), 35 + 2 * random(), {
      extent: ["spot", "centre", "area"][i % 3],
      radiusM: 500 + 9000 * random(),
      ...several(1 + (i % 7)),
    }),
  );
}

test("markers that would overlap are one, led by the one with most events, and come apart on zooming in", () => {
  assert.deepEqual(keys(clusters(TOWN, 8.5, lettered)), ["prison,town", "far", "depot", "quarter"]);
  assert.deepEqual(keys(clusters(TOWN, 11, lettered)), ["prison", "far", "town", "depot", "quarter"]);
});

test("a cluster stands where its leader lies", () => {
  const [prison] = clusters(TOWN, 8.5, lettered);
  const expected = project(40.7625, 36.4775).map((part) => part * 256 * 2 ** 8.5);
  middle(prison.box).forEach((part, axis) => assert.ok(Math.abs(part - expected[axis]) < 1e-6));
});

test("the name of an area never stands in the middle of its circle", () => {
  for (const zoom of [5, 8.5, 14]) {
    const [{ box }] = clusters([TOWN[2]], zoom, lettered);
    const y = project(40.7551, 36.49)[1] * 256 * 2 ** zoom;
    assert.ok(box.bottom <= y - 19, `at zoom ${zoom}`);
  }
});

test("an area that finds no room joins what is nearest to it, not what its long name runs into", () => {
  const long = "a name that reaches far to both sides";
  const found = clusters(
    [
      group("own", 40, 36, several(2)),
      group("north", 40.12, 36.02, several(9)),
      group("south", 39.88, 35.98, several(9)),
      group("area", 40, 36, { extent: "area", places: [long] }),
    ],
    9,
    lettered,
  );
  assert.deepEqual(keys(found), ["north", "south", "own,area"]);
});

test("no two markers overlap, and each group that is drawn is in exactly one, at every zoom", () => {
  const groups = crowd(400);
  for (let zoom = 5; zoom <= 14; zoom += 0.5) {
    const found = clusters(groups, zoom, lettered);
    const members = found.flatMap((cluster) => cluster.groups.map(({ key }) => key));
    assert.deepEqual(members.sort(), groups.map(({ key }) => key).sort());
    found.forEach((a, i) =>
      found.slice(i + 1).forEach((b) => assert.ok(!touch(a.box, b.box), `${keys([a, b])} at zoom ${zoom}`)),
    );
  }
});

test("the order of the groups does not matter", () => {
  const groups = crowd(60);
  assert.deepEqual(clusters(groups, 7, lettered), clusters([...groups].reverse(), 7, lettered));
});

test("the zoom at which groups come apart is the first, or the first with the fewest beside them", () => {
  const [town, prison, , , far] = TOWN;
  const zooms = [8.5, 9, 9.5, 10, 10.5, 11, 11.5];
  assert.equal(zoomApart([far], TOWN, zooms, lettered), 8.5);
  assert.equal(zoomApart([town], TOWN, zooms, lettered), 11);
  const beside = group("beside", 40.7626, 36.4775);
  assert.equal(zoomApart([beside], [prison, beside], zooms, lettered), 8.5);
  assert.equal(zoomApart([beside], [town, prison, beside], zooms, lettered), 11);
});

test("an area's name has room for all its letters where nothing is in the way", () => {
  const name = "A fuel depot with a long name";
  const depot = group("depot", 40.75, 36.49, { extent: "area", radiusM: 4000, places: [name] });
  const widthOf = (groups, most) => {
    const found = clusters(groups, 9, { ...lettered, most });
    const { box } = found.find(({ groups }) => groups.some(({ key }) => key === "depot"));
    return box.right - box.left;
  };
  const [cut, whole] = [150 + 43, name.length * 7 + 43];
  assert.equal(widthOf([depot], 0), cut);
  assert.equal(widthOf([depot], 400), whole);
  assert.equal(widthOf([depot], 180), 180 + 43);
  const beside = group("beside", 40.75 + (cut / 2 + 21) / ((256 * 512) / 360), 36.49 + 0.036);
  assert.equal(widthOf([depot, beside], 400), cut);
});
