import assert from "node:assert/strict";
import { test } from "node:test";
import { Many } from "../../src/many.ts";

const event = (id, lon, lat, fields) => ({
  id,
  lon,
  lat,
  extent: "spot",
  radius_m: 500,
  kind: "raid",
  place: "Nowhere",
  place_id: "nowhere",
  ...fields,
});
/** Three thousand events strewn over a region, the same each time. */
const STREWN = Array.from({ length: 3000 }, (_, n) =>
  event(`e${n}`, 38 + ((n * 7919) % 4001) / 1000, 34.5 + ((n * 104729) % 2503) / 1000, {
    kind: n % 3 ? "raid" : "clash",
  }),
);
const WORLD = [30, 29, 50, 42];
const all = (events) => new Uint8Array(events.length).fill(1);
const ids = (groups) => groups.flatMap(({ events }) => events.map(({ id }) => id)).sort();

test("each event that is asked for is in exactly one heap, and in a window only what lies there", () => {
  const many = new Many(STREWN);
  for (const zoom of [5, 7.5, 11])
    assert.deepEqual(ids(many.heaps(all(STREWN), zoom, WORLD)), ids([{ events: STREWN }]));
  const asked = Uint8Array.from(STREWN, (_, row) => row % 5 === 0);
  const wanted = STREWN.filter((_, row) => row % 5 === 0);
  assert.deepEqual(ids(many.heaps(asked, 8, WORLD)), ids([{ events: wanted }]));
  const near = many.heaps(all(STREWN), 9, [39, 35, 39.5, 35.5]);
  const inside = STREWN.filter(({ lon, lat }) => lon > 39 && lon < 39.5 && lat > 35 && lat < 35.5);
  const found = new Set(ids(near));
  assert.ok(inside.every(({ id }) => found.has(id)));
  assert.ok(found.size < STREWN.length / 4);
});

test("there are no more heaps than cells of the screen, and one counts its kinds, most first", () => {
  const many = new Many(STREWN);
  const heaps = many.heaps(all(STREWN), 6, WORLD);
  assert.ok(heaps.length < 60, `${heaps.length} heaps`);
  for (const { kinds, events } of heaps) {
    assert.equal(
      kinds.reduce((sum, [, n]) => sum + n, 0),
      events.length,
    );
    assert.deepEqual(
      kinds.map(([, n]) => n),
      kinds.map(([, n]) => n).sort((a, b) => b - a),
    );
  }
});

test("the key of a heap names the same events again, and other keys name none", () => {
  const many = new Many(STREWN);
  const [first] = many.heaps(all(STREWN), 7.5, WORLD);
  assert.deepEqual(many.heap(first.key, all(STREWN)), first);
  assert.equal(many.heap(first.key, new Uint8Array(STREWN.length)), undefined);
  for (const key of ["40,36", "~40,36", "@x", "@7,1,1", ""])
    assert.equal(many.heap(key, all(STREWN)), undefined, key);
});

test("what is known to an area stands apart from what has a point, and a wide region in no heap", () => {
  const events = [
    event("point", 40, 36),
    event("town", 40, 36, { extent: "centre", radius_m: 3000 }),
    event("district", 40, 36, { extent: "area", radius_m: 15000, place: "District" }),
    event("governorate", 40, 36, { extent: "region", place_id: "gov" }),
  ];
  const many = new Many(events);
  const heaps = many.heaps(all(events), 8, WORLD);
  assert.deepEqual(
    heaps.map(({ extent, radiusM, events: of }) => [extent, radiusM, of.map(({ id }) => id).join()]),
    [
      ["centre", 3000, "point,town"],
      ["area", 15000, "district"],
    ],
  );
  assert.deepEqual(
    many.regions(all(events)).map(({ key }) => key),
    ["gov"],
  );
  assert.deepEqual(many.extent, [40, 36, 40, 36]);
  assert.equal(new Many([events[3]]).extent, null);
});
