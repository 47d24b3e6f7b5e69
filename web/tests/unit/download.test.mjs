import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv, toGeoJson } from "../../src/download.ts";

const feature = (id, title, lon, lat) => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: [lon, lat] },
  properties: { event_id: id, title, killed_low: null, radius_m: 1200, covered: false },
});
const ALL = {
  type: "FeatureCollection",
  kharita: { version: "1", events: 3 },
  features: [
    feature("a", "Prison escape", 40.75, 36.5),
    feature("b", 'سجن "الصناعة"،\nحي غويران', 39, 35.25),
    feature("c", "=cmd|' /C calc'!A0", 41, 37),
  ],
};

test("a download holds the features of what is shown, whole and in the order of the file", () => {
  const made = JSON.parse(toGeoJson(ALL, new Set(["b", "a"]), "#map&kind=clash"));
  assert.deepEqual(made.features, ALL.features.slice(0, 2));
  assert.deepEqual(made.bbox, [39, 35.25, 40.75, 36.5]);
  assert.deepEqual(made.kharita, { version: "1", events: 3, asked: "#map&kind=clash", shown: 2 });
  const none = JSON.parse(toGeoJson(ALL, new Set(), "#map"));
  assert.deepEqual([none.features, none.bbox], [[], undefined]);
});

test("a table holds the same, quoted where a cell has commas, quotes or lines, and with no formula", () => {
  const lines = toCsv(ALL, new Set(["a", "b", "c"])).split("\r\n");
  assert.equal(lines[0], "\ufeffevent_id,title,killed_low,radius_m,covered,lon,lat");
  assert.equal(lines[1], "a,Prison escape,,1200,false,40.75,36.5");
  assert.equal(lines[2], 'b,"سجن ""الصناعة""،\nحي غويران",,1200,false,39,35.25');
  assert.equal(lines[3], "c,'=cmd|' /C calc'!A0,,1200,false,41,37");
  assert.equal(lines.length, 5);
  const guarded = ["=1", "+1", "-1", "@a", " =1", "\t1", "＝1", "'=1"];
  for (const text of guarded) {
    const csv = toCsv({ ...ALL, features: [feature("a", text, 1, 2)] }, new Set(["a"]));
    assert.match(csv, /\na,"?'/, text);
  }
  for (const text of ["'tis", "a=b", "2022-01-20"]) {
    const csv = toCsv({ ...ALL, features: [feature("a", text, 1, 2)] }, new Set(["a"]));
    assert.ok(csv.includes(`a,${text},`), text);
  }
});
