import assert from "node:assert/strict";
import { test } from "node:test";
import { ORDERS, Ordering, inOrder } from "../../src/order.ts";

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

test("what a filter leaves is picked from all in each order, as if it were sorted itself", () => {
  const events = inOrder(
    ["b", "a", "c", "d"].map((place, n) => ({
      place,
      start: `203${n}-01-01`,
      end: null,
      reports: Array(n % 3),
    })),
    "newest",
    "en",
  );
  const ordering = new Ordering(events, "en");
  const asked = Uint8Array.of(1, 0, 1, 1);
  const left = events.filter((_, row) => asked[row] === 1);
  for (const order of ORDERS) assert.deepEqual(ordering.of(order, asked), inOrder(left, order, "en"), order);
});
