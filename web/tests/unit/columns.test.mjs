import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackColumns } from "../../src/columns.ts";
import { EVERYTHING, Finder } from "../../src/filter.ts";

const bytes = (width, ...numbers) => {
  const out = Buffer.alloc(width * numbers.length);
  numbers.forEach((n, i) => out.writeUIntLE(n, i * width, width));
  return out.toString("base64");
};
const PACKED = {
  count: 3,
  per_shard: 2,
  shards: "assets/events-en-",
  ids: "a\nb\nc",
  aliases: { 1: ["old-b"] },
  tables: {
    title: [["Raid, Town"], ["Clash, Town"]],
    day: [
      ["2031-01-01", "2031-01-01", "1 January 2031", "day", "day"],
      [null, null, "undated", null, "undated"],
    ],
    place: [["Town", "town", "town · within about 3 km", "verified", "centre", 3000, "town"]],
    kind: [
      ["raid", null, "reported", ["killed"]],
      ["clash", "denied", "denied", []],
    ],
    publishers: [["Desk"], []],
  },
  columns: {
    title: bytes(1, 0, 1, 0),
    day: bytes(1, 0, 1, 0),
    place: bytes(1, 0, 0, 0),
    kind: bytes(1, 0, 1, 0),
    publishers: bytes(1, 0, 1, 0),
    reports: bytes(2, 1, 300, 2),
    lon: bytes(4, 220_500_000, 220_500_001, 180_000_000),
    lat: bytes(4, 216_000_000, 216_000_000, 216_250_000),
  },
};

test("an event of the columns tells what the list and the map need", () => {
  const [a, b, c] = unpackColumns(PACKED);
  assert.deepEqual(
    [a.id, a.title, a.kind, a.start, a.dates, a.extent, a.radius_m],
    ["a", "Raid, Town", "raid", "2031-01-01", "1 January 2031", "centre", 3000],
  );
  assert.deepEqual([a.lon, a.lat, b.lon, c.lon, c.lat], [40.5, 36, 40.500001, 0, 36.25]);
  assert.deepEqual(
    [b.status, b.start, b.told, b.aliases],
    ["denied", null, { reports: 300, publishers: [] }, ["old-b"]],
  );
  assert.deepEqual([a.shard, b.shard, c.shard], [0, 0, 1]);
});

test("they are filtered, counted and searched as events are", () => {
  const events = unpackColumns(PACKED);
  const finder = new Finder(events, [
    { id: "raid", label: "Raid" },
    { id: "clash", label: "Clash" },
  ]);
  const found = (filter) =>
    finder
      .find({ ...EVERYTHING, ...filter })
      .events.map(({ id }) => id)
      .join();
  assert.equal(found({}), "a,b,c");
  assert.equal(found({ chosen: { kind: ["raid"] } }), "a,c");
  assert.equal(found({ chosen: { publisher: ["Desk"], date: ["day"] } }), "a,c");
  assert.equal(found({ words: "clash" }), "b");
  assert.equal(found({ words: "desk raid" }), "a,c");
  assert.deepEqual([...finder.find(EVERYTHING).counts.get("number")], [["killed", 2]]);
  assert.deepEqual([...finder.find(EVERYTHING).asked], [1, 1, 1]);
});
