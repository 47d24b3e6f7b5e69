import assert from "node:assert/strict";
import { test } from "node:test";
import { byId, idOf, ledTo } from "../../src/events.ts";

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

test("an event is named beyond doubt by its own id, or where others claim that by the marked one that is its alone", () => {
  const cases = [
    // Nobody else is called so.
    ["a", [event("a", "a-1f2e"), event("b")], "a"],
    ["a-1f2e", [event("a-1f2e", "a"), event("a-3d4c", "a")], "a-1f2e"],
    ["a", [event("a", "a-1f2e", "b"), event("a-3d4c", "a")], "a-1f2e"],
    // A mark that two claim names neither, and what is no mark is another's plain id.
    ["a", [event("a", "a-1f2e", "a-5b6a"), event("a-3d4c", "a", "a-1f2e")], "a-5b6a"],
    ["a", [event("a", "a-raid"), event("a-3d4c", "a")], "a"],
  ];
  for (const [id, events, own] of cases) {
    const claimed = byId(events);
    const found = events.find((event) => event.id === id);
    assert.equal(
      idOf(found, (id) => claimed.get(id) ?? []),
      own,
    );
  }
});
