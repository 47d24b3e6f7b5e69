import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder } from "../../src/order.ts";

const event = (id, start, end, place, reports) => ({
  id,
  start,
  end,
  place,
  reports: Array(reports).fill({}),
});
const EVENTS = [
  event("a", "2022-01-20", "2022-01-20", "Raqqa", 1),
  event("b", null, null, "Amuda", 3),
  event("c", null, "2023-08-27", "Hasakah", 1),
  event("d", "2020-03-29", "2020-03-30", "amuda", 2),
];
const ids = (order) =>
  inOrder(EVENTS, order, "en")
    .map(({ id }) => id)
    .join("");

test("events are listed by their day, undated ones last, by their reports or by their place", () => {
  assert.equal(ids("newest"), "cadb");
  assert.equal(ids("oldest"), "dacb");
  assert.equal(ids("reports"), "bdac");
  assert.equal(ids("place"), "dbca");
});
