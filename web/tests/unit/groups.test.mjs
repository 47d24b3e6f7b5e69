import assert from "node:assert/strict";
import { test } from "node:test";
import { countByKind, groupByPlace, groupKey, groupName, isPoint } from "../../src/groups.ts";
import { Words } from "../../src/words.ts";

const event = (fields) => ({
  lon: 40,
  lat: 36,
  radius_m: 100,
  extent: "spot",
  place: "P",
  place_id: "p",
  kind: "k",
  ...fields,
});

test("events at one point are one group, whatever their places are called", () => {
  const groups = groupByPlace([
    event({ id: "a" }),
    event({ id: "b", place_id: "q", radius_m: 900 }),
    event({ id: "c", lon: 41 }),
  ]);
  assert.deepEqual(
    groups.map((g) => [g.key, g.events.map((e) => e.id).join(), g.radiusM]),
    [
      ["40,36", "a,b", 900],
      ["41,36", "c", 100],
    ],
  );
});

test("an area is never grouped with a point, even where the coordinates are equal", () => {
  const groups = groupByPlace([
    event({}),
    event({ extent: "area", place_id: "lost" }),
    event({ extent: "region", place_id: "gov" }),
  ]);
  assert.deepEqual(
    groups.map((g) => [g.key, isPoint(g)]),
    [
      ["40,36", true],
      ["~40,36", false],
      ["gov", false],
    ],
  );
});

test("a group is solid only when every event in it is", () => {
  const extent = (...extents) => groupByPlace(extents.map((e) => event({ extent: e })))[0].extent;
  assert.equal(extent("spot", "spot"), "spot");
  assert.equal(extent("spot", "centre"), "centre");
  assert.equal(extent("centre", "spot"), "centre");
});

test("places without a trusted point that share one are one area, as wide as the widest", () => {
  const [area, ...others] = groupByPlace([
    event({ extent: "area", place_id: "depot", place: "Depot", radius_m: 4000 }),
    event({ extent: "area", place_id: "quarter", place: "Quarter", radius_m: 2500 }),
    event({ extent: "area", place_id: "depot", place: "Depot" }),
  ]);
  assert.deepEqual([area.places, area.radiusM, area.events.length], [["Depot", "Quarter"], 4000, 3]);
  assert.equal(others.length, 0);
});

test("a region is one group wherever its events lie, and has a key without a place too", () => {
  assert.equal(groupKey(event({ extent: "region", lon: 39 })), groupKey(event({ extent: "region" })));
  assert.equal(groupKey(event({ extent: "region", place_id: null })), "~40,36");
});

test("a name tells the first place, how many more there are, and how many events", () => {
  const words = new Words("en", {
    and_places_one: "and {n} more place",
    and_places_other: "and {n} more places",
    events_other: "{n} events",
  });
  const cases = [
    [["A"], "A"],
    [["A", "A"], "A · 2 events"],
    [["A", "B"], "A and 1 more place · 2 events"],
    [["A", "B", "A", "C"], "A and 2 more places · 4 events"],
  ];
  for (const [places, name] of cases)
    assert.equal(groupName(groupByPlace(places.map((place, lon) => event({ place, lon }))), words), name);
});

test("kinds are counted, most frequent first", () => {
  assert.deepEqual(
    countByKind([
      { events: [event({ kind: "a" }), event({ kind: "b" })] },
      { events: [], kinds: [["b", 1]] },
    ]),
    [
      ["b", 2],
      ["a", 1],
    ],
  );
});
