import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../src/route.ts";

const ANY_DAY = { from: null, to: null, undated: false };
const EVERYTHING = { chosen: {}, words: "", days: ANY_DAY };
const parseRoute = (hash) => parseAddress(hash).route;
const formatRoute = (route) => formatAddress({ route, filter: EVERYTHING });

const CASES = [
  ["", { view: "map" }],
  ["#map", { view: "map" }],
  ["#event=2022-01-20-sinaa-prison", { view: "event", id: "2022-01-20-sinaa-prison" }],
  ["#event=", { view: "map" }],
  ["#event=%E0%A4", { view: "map" }],
  ["#at=40.75,36.47", { view: "groups", keys: ["40.75,36.47"] }],
  ["#at=40.75%2C36.47+~1%2C2", { view: "groups", keys: ["40.75,36.47", "~1,2"] }],
  ["#at=", { view: "map" }],
  ["#table", { view: "document", section: "table" }],
  ["#table=3", { view: "document", section: "table", page: 3 }],
  ["#table=1", { view: "document", section: "table" }],
  ["#table=-3", { view: "document", section: "table" }],
  ["#table=two", { view: "document", section: "table" }],
  ["#sources=3", { view: "document", section: "sources" }],
  ["#constructor", { view: "map" }],
];

test("an address says what the page shows", () => {
  for (const [hash, route] of CASES) assert.deepEqual(parseRoute(hash), route, hash);
});

test("what the page shows can be read back from its address", () => {
  const ids = ["a", "سجن", "a=b#c&d", "100%"];
  for (const id of ids)
    assert.deepEqual(parseRoute(formatRoute({ view: "event", id })), { view: "event", id });
  for (const keys of [ids, ["a+b", "c"], ["40.75,36.47"]])
    assert.deepEqual(parseRoute(formatRoute({ view: "groups", keys })), { view: "groups", keys });
  for (const section of ["table", "unplaced", "sources", "method"]) {
    const route = { view: "document", section };
    assert.deepEqual(parseRoute(formatRoute(route)), route);
  }
  const page = { view: "document", section: "table", page: 12 };
  assert.deepEqual(parseRoute(formatRoute(page)), page);
});

test("an address says which events are asked for", () => {
  const cases = [
    ["#map", EVERYTHING],
    ["#event=a&kind=clash", { ...EVERYTHING, chosen: { kind: ["clash"] }, words: "" }],
    [
      "#map&kind=raid+clash&find=two%20words",
      { ...EVERYTHING, chosen: { kind: ["clash", "raid"] }, words: "two words" },
    ],
    [
      "#map&place=town&date=undated+day&status=denied",
      { ...EVERYTHING, chosen: { status: ["denied"], place: ["town"], date: ["day", "undated"] }, words: "" },
    ],
    ["#table&find=%D8%B3%D8%AC%D9%86", { ...EVERYTHING, chosen: {}, words: "سجن" }],
    ["#map&in=38,35.5,41,37", { ...EVERYTHING, within: [38, 35.5, 41, 37] }],
    ["#map&in=38,35.5,41", EVERYTHING],
    ["#map&in=a,b,c,d", EVERYTHING],
    ["#map&from=1970-01-02&to=1970-01-11", { ...EVERYTHING, days: { from: 1, to: 10, undated: false } }],
    ["#event=a&to=1970-01-11&undated", { ...EVERYTHING, days: { from: null, to: 10, undated: true } }],
    ["#map&from=soon&to=", EVERYTHING],
    ["#map&kind=&find=&other=1", EVERYTHING],
    ["#map&find=%E0%A4", EVERYTHING],
  ];
  for (const [hash, filter] of cases) assert.deepEqual(parseAddress(hash).filter, filter, hash);
});

test("an address says how events are listed and where the map is", () => {
  const cases = [
    ["#map", {}],
    ["#map&sort=oldest", { order: "oldest" }],
    ["#map&sort=sideways", {}],
    ["#map&map=8.5,36.5,40.25", { window: { zoom: 8.5, lat: 36.5, lon: 40.25 } }],
    ["#map&map=8.5,36.5", {}],
    ["#map&map=8.5,,", {}],
  ];
  for (const [hash, told] of cases) {
    const { route: _, filter: __, ...rest } = parseAddress(hash);
    assert.deepEqual(rest, told, hash);
  }
});

test("what is asked for can be read back from the address of every view", () => {
  const filter = {
    chosen: { kind: ["a+b", "c&d", "e=f"], publisher: ["مكتب الحسكة"] },
    words: "سجن غويران & 20% #x",
    days: { from: 0, to: 19_012, undated: true },
    within: [38, 35.5, 41.125, 37],
  };
  const rest = { filter, order: "place", window: { zoom: 9.5, lat: 36.5, lon: 40.75 } };
  for (const route of [
    { view: "map" },
    { view: "event", id: "a&kind=b" },
    { view: "document", section: "table" },
  ])
    assert.deepEqual(parseAddress(formatAddress({ route, ...rest })), { route, ...rest });
});
