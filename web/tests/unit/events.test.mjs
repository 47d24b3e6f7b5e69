import assert from "node:assert/strict";
import { test } from "node:test";
import { byId, ledTo } from "../../src/events.ts";

const event = (id, ...aliases) => ({ id, aliases });

test("an id leads to the event that bears it, else to all that list it", () => {
  const claimed = byId([event("a-1", "a", "b"), event("a-2", "a"), event("b"), event("c", "d")]);
  const ids = (id) => ledTo(id, claimed.get(id) ?? []).map((event) => event.id);
  assert.deepEqual(ids("a"), ["a-1", "a-2"]);
  assert.deepEqual(ids("a-2"), ["a-2"]);
  assert.deepEqual(ids("b"), ["b"]);
  assert.deepEqual(ids("d"), ["c"]);
  assert.deepEqual(ids("e"), []);
});

test("who bears an id comes before the others that claim it", () => {
  const claimed = byId([event("a-1", "a"), event("a"), event("a-2", "a")]);
  const ids = claimed.get("a")?.map((event) => event.id);
  assert.deepEqual(ids, ["a", "a-1", "a-2"]);
});
