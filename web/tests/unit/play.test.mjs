import assert from "node:assert/strict";
import { test } from "node:test";
import { outlines } from "../../src/bars.ts";
import { advanced, opening, paceOf } from "../../src/play.ts";

test("a window moves to the end and stops there, as wide as it was", () => {
  const cases = [
    [{ first: 0, last: 2 }, 10, 1, { first: 1, last: 3 }],
    [{ first: 6, last: 8 }, 10, 5, { first: 7, last: 9 }],
    [{ first: 7, last: 9 }, 10, 1, null],
    [{ first: 0, last: 0 }, 1, 1, null],
  ];
  for (const [window, count, by, next] of cases) assert.deepEqual(advanced(window, count, by), next);
});

test("playing takes about twelve seconds, whatever the number of bins, and goes from end to end", () => {
  for (const count of [2, 12, 60, 178, 1000]) {
    let window = opening(count);
    const { by, every } = paceOf(window, count, false);
    let steps = 0;
    for (let next = window; next; next = advanced(window, count, by)) {
      window = next;
      steps++;
    }
    assert.equal(window.last, count - 1);
    assert.ok(steps * every <= 14_000, `${count} bins: ${steps * every} ms`);
    assert.ok(every >= 120);
  }
});

test("a reader who wants no motion sees every window once, two seconds each", () => {
  assert.deepEqual(paceOf({ first: 0, last: 4 }, 60, true), { by: 5, every: 2000 });
});

test("bars are drawn from the ground, what is perhaps on top of what is sure, and nothing where nothing is", () => {
  const bins = { unit: "day", edges: Int32Array.of(100, 101, 102, 103, 104), ofDay: new Uint32Array(4) };
  const heights = { sure: Float64Array.of(4, 0, 2, 0.01), perhaps: Float64Array.of(0, 1, 2, 0) };
  const { sure, perhaps } = outlines(bins, heights, { peak: 4, height: 40, gap: 0.25 });
  // The last is too low to be seen, and drawn as low as can be.
  assert.equal(sure, "M0 0h0.75v40h-0.75zM2 20h0.75v20h-0.75zM3 38h0.75v2h-0.75z");
  assert.equal(perhaps, "M1 30h0.75v10h-0.75zM2 0h0.75v20h-0.75z");
  const none = { sure: new Float64Array(4), perhaps: new Float64Array(4) };
  assert.deepEqual(outlines(bins, none, { peak: 0, height: 40, gap: 0 }), { sure: "", perhaps: "" });
});
