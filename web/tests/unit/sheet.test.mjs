import assert from "node:assert/strict";
import { test } from "node:test";
import { restAt } from "../../src/sheet.ts";

test("a sheet that is let go rests tall, low, or is put away", () => {
  const cases = [
    [0.95, "tall"],
    [0.75, "tall"],
    [0.7, "low"],
    [0.56, "low"],
    [0.4, "low"],
    [0.3, "away"],
    [0, "away"],
  ];
  for (const [share, rest] of cases) assert.equal(restAt(share), rest, share);
});
