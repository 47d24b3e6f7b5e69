import assert from "node:assert/strict";
import { test } from "node:test";
import { facetsOf, valuesOf } from "../../src/facets.ts";
import { EVERYTHING, Finder } from "../../src/filter.ts";

const report = (source, publisher, headline = null) => ({ source, publisher, headline });
const EVENTS = [
  {
    kind: "raid",
    codes: { status: "denied", place: "town", date: "undated", number: ["killed"] },
    reports: [report("b", "Desk", "A raid"), report("a", null), report("b", "Desk", "A raid")],
  },
  {
    kind: "clash",
    codes: { status: "reported", place: "site", date: "day", number: [] },
    reports: [report("a", "وكالة")],
  },
];
const term = (id) => ({ id, label: id.toUpperCase() });
const PAGE = {
  events: EVENTS,
  kinds: ["clash", "curfew", "raid"].map(term),
  terms: {
    status: ["reported", "planned", "denied"].map(term),
    place: ["site", "town"].map(term),
    date: ["day", "night", "undated"].map(term),
    number: ["escaped", "killed"].map(term),
  },
};

test("an event has each value of a facet once", () => {
  const cases = [
    ["kind", ["raid"]],
    ["status", ["denied"]],
    ["date", ["undated"]],
    ["number", ["killed"]],
    ["publisher", ["Desk"]],
    ["source", ["b", "a"]],
  ];
  for (const [facet, values] of cases) assert.deepEqual(valuesOf(EVENTS[0], facet), values, facet);
});

test("a facet lists the values that occur: codes in their order, the others by how often", () => {
  const { counts } = new Finder(EVENTS, PAGE.kinds).find(EVERYTHING);
  const values = Object.fromEntries(facetsOf(PAGE, counts).map(({ id, values }) => [id, values]));
  assert.deepEqual(values.status, [term("reported"), term("denied")]);
  assert.deepEqual(values.date, [term("day"), term("undated")]);
  assert.deepEqual(values.number, [term("killed")]);
  assert.deepEqual(values.kind, [term("clash"), term("raid")]);
  assert.deepEqual(values.source, [
    { id: "a", label: "a" },
    { id: "b", label: "A raid" },
  ]);
  assert.deepEqual(values.publisher.map(({ id }) => id).sort(), ["Desk", "وكالة"]);
});
