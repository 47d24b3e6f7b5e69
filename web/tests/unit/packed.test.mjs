import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackEvents } from "../../src/packed.ts";

test("what was left out is there again, and each report has its source", () => {
  const [event] = unpackEvents({
    sources: [
      { source: "a", path: "a.txt" },
      { source: "b", publisher: "Desk", url: "https://example.org/b", lang: "en", path: "b/c.md" },
    ],
    events: [
      {
        id: "x",
        start: "2031-01-01",
        reports: [
          { of: 1, line: 7, sentence: "It was." },
          { of: 0, line: 1, covered: true, sentence: "" },
        ],
      },
    ],
  });
  assert.equal(event.start, "2031-01-01");
  assert.deepEqual([event.end, event.status, event.tolls, event.aliases], [null, null, [], []]);
  const [first, second] = event.reports;
  assert.deepEqual(
    [first.source, first.publisher, first.lang, first.origin],
    ["b", "Desk", "en", "b/c.md:7"],
  );
  assert.deepEqual([first.covered, first.counts, first.copy_of], [false, [], null]);
  assert.deepEqual(
    [second.source, second.publisher, second.origin, second.covered],
    ["a", null, "a.txt:1", true],
  );
});
