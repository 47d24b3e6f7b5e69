import assert from "node:assert/strict";
import { test } from "node:test";
import { union } from "../../src/box.ts";
import { clusters } from "../../src/clusters.ts";
import { frameOf, leastOf } from "../../src/frame.ts";
import { Words } from "../../src/words.ts";

const lettered = { words: new Words("en", {}), width: (text) => text.length * 7, most: 0 };
const ZOOMS = Array.from({ length: 19 }, (_, i) => 5 + i / 2);
const PHONE = [390, 324];
const windowAt = (zoom, size = PHONE) => ({ size, foot: 28, zoom, zooms: ZOOMS });

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

const prison = group("prison", 40.7625, 36.4775, { events: Array(20).fill({}) });
const town = group("town", 40.745, 36.507);
const crossing = group("crossing", 42.36, 36.98, {
  extent: "area",
  radiusM: 20_000,
  places: ["a crossing far from all of them"],
});
const quarter = group("a quarter", 40.7625, 36.4775, {
  extent: "area",
  radiusM: 2500,
  places: ["the quarter that the prison lies in"],
});
/** One marker of a small screen: two points of one town, and a wide area far off whose name finds no room. */
const RING = [prison, town, crossing];
const ALL = [...RING, quarter];
const SMALL = 5;

const groupsWith = (wanted, zoom) =>
  clusters(ALL, zoom, lettered).find(({ groups }) => groups.includes(wanted)).groups;
const markerOf = (wanted, zoom) =>
  clusters(ALL, zoom, lettered).find(({ groups }) => groups.includes(wanted)).box;
const holds = (outer, inner) =>
  outer.left <= inner.left &&
  outer.top <= inner.top &&
  inner.right <= outer.right &&
  inner.bottom <= outer.bottom;

test("a ring comes apart into all its groups, even where one lies too far off to be seen with the others", () => {
  assert.deepEqual(groupsWith(prison, SMALL), RING);
  const { zoom, box } = frameOf(RING, ALL, windowAt(SMALL), lettered);
  const alone = (at) => RING.every((each) => groupsWith(each, at).length === 1);
  assert.ok(alone(zoom));
  assert.ok(!alone(zoom - 0.5), "it is the first such zoom");
  assert.ok(holds(box, markerOf(prison, zoom)));
  assert.ok(holds(box, markerOf(town, zoom)));
  assert.ok(!holds(box, markerOf(crossing, zoom)));
});

test("what is framed fits the window, and holds the marker of the first", () => {
  for (const now of ZOOMS)
    for (const wanted of [RING, [...RING].reverse(), [crossing], [town, prison]]) {
      const { zoom, box } = frameOf(wanted, ALL, windowAt(now), lettered);
      const told = `${wanted.map(({ key }) => key)} from zoom ${now}`;
      assert.ok(box.right - box.left <= PHONE[0] && box.bottom - box.top <= PHONE[1], told);
      assert.ok(holds(box, markerOf(wanted[0], zoom)), told);
    }
});

test("who stands alone is shown at the zoom where the window is, an area further out where it is wider", () => {
  assert.equal(frameOf([town], ALL, windowAt(13), lettered).zoom, 13);
  assert.equal(frameOf([crossing], ALL, windowAt(7), lettered).zoom, 7);
  assert.equal(frameOf([crossing], ALL, windowAt(13), lettered).zoom, 9.5);
});

test("nothing is framed where nothing is read", () => {
  assert.equal(frameOf([], ALL, windowAt(8), lettered), null);
});

test("what markers take at the least is no more than they take", () => {
  const scattered = Array.from({ length: 40 }, (_, i) =>
    group(`p${i}`, 40 + ((i * 7) % 11) / 9, 36 + ((i * 5) % 13) / 17),
  );
  for (const groups of [[town], RING, ALL, scattered]) {
    const least = leastOf(groups);
    for (const zoom of ZOOMS) {
      const taken = union(clusters(groups, zoom, lettered).map(({ box }) => box));
      const { left, top, right, bottom } = least(zoom);
      assert.ok(
        right - left <= taken.right - taken.left && bottom - top <= taken.bottom - taken.top,
        `${zoom}`,
      );
    }
  }
});
