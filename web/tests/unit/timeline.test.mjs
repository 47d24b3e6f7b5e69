import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDay, parseDay } from "../../src/calendar.ts";
import { extentOf, spansOf } from "../../src/spans.ts";
import { binAt, binsOver, countOf, daysOf, heightsOf } from "../../src/timeline.ts";

const event = (start, end = start, date = "day") => ({ start, end, codes: { date } });
const over = (first, last, most) => binsOver([parseDay(first), parseDay(last)], most);

/** Bins of `most` at most over these events, and what they hold, rounded to thousandths. */
function histogram(events, most = 400, asked = new Uint8Array(events.length).fill(1)) {
  const spans = spansOf(events);
  const bins = binsOver(extentOf(spans), most);
  const { sure, perhaps, touching, peak, undated } = heightsOf(spans, bins, asked);
  const rounded = (column) => [...column].map((n) => Math.round(n * 1000) / 1000);
  const sum = [...sure, ...perhaps].reduce((so, n) => so + n, 0);
  return {
    bins,
    sure: rounded(sure),
    perhaps: rounded(perhaps),
    touching: [...touching],
    peak,
    undated,
    sum,
  };
}

test("bins are as long as the span asks", () => {
  const cases = [
    ["2022-01-20", "2022-01-20", 100, "day", 1],
    ["2022-01-01", "2022-04-10", 100, "day", 100],
    ["2022-01-01", "2022-04-11", 100, "week", 16],
    ["2024-01-01", "2024-12-31", 366, "day", 366],
    ["2022-01-01", "2024-12-31", 100, "month", 36],
    ["1924-01-01", "2023-12-31", 100, "year", 100],
    ["1924-01-01", "2024-01-01", 100, "decade", 11],
    ["0001-01-01", "9999-12-31", 10, "decade", 1000],
    ["2022-01-20", "2022-01-21", 0, "decade", 1],
  ];
  for (const [first, last, most, unit, count] of cases) {
    const bins = over(first, last, most);
    assert.equal(bins.unit, unit, `${first} to ${last}`);
    assert.equal(countOf(bins), count, `${first} to ${last}`);
  }
});

test("every day is in one bin, and the edges are of the bins that they begin and end", () => {
  for (const [first, last, most] of [
    ["2023-12-15", "2024-03-15", 4],
    ["2020-02-28", "2020-03-02", 10],
    ["1899-07-01", "1904-07-01", 8],
  ]) {
    const bins = over(first, last, most);
    for (let bin = 0; bin < countOf(bins); bin++) {
      const [from, to] = daysOf(bins, bin);
      for (let day = from; day <= to; day++) assert.equal(binAt(bins, day), bin, formatDay(day));
    }
    assert.equal(binAt(bins, parseDay(first) - 10_000), 0);
    assert.equal(binAt(bins, parseDay(last) + 10_000), countOf(bins) - 1);
    assert.ok(daysOf(bins, 0)[0] <= parseDay(first) && daysOf(bins, countOf(bins) - 1)[1] >= parseDay(last));
  }
  assert.deepEqual(daysOf(over("2024-02-10", "2024-03-10", 3), 0).map(formatDay), [
    "2024-02-01",
    "2024-02-29",
  ]);
});

test("an event that is known to its bin stands in it, one that is not is spread over its days", () => {
  const days = histogram([
    event("2022-01-01"),
    event("2022-01-04"),
    event("2022-01-02", "2022-01-03", "night"),
  ]);
  assert.deepEqual(days.sure, [1, 0, 0, 1]);
  assert.deepEqual(days.perhaps, [0, 0.5, 0.5, 0]);
  assert.deepEqual(days.touching.slice(0, 4), [0, 1, 1, 0]);

  const ends = [event("2022-01-01"), event("2022-12-31")];
  const month = histogram([...ends, event("2022-02-01", "2022-02-28", "month")], 12);
  assert.deepEqual(month.sure, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  assert.ok(month.perhaps.every((n) => n === 0));

  const year = histogram([...ends, event("2022-01-01", "2022-12-31", "year")], 12);
  assert.equal(year.bins.unit, "month");
  assert.deepEqual(year.perhaps.slice(0, 4), [0.085, 0.077, 0.085, 0.082]);
  assert.equal(year.peak < 1.1, true);

  // A part of the first bin and a part of the last.
  const part = histogram([...ends, event("2022-01-31", "2022-03-01", "range")], 12);
  assert.deepEqual(part.perhaps.slice(0, 4), [0.033, 0.933, 0.033, 0]);
});

test("what only comes near a day is never sure, and an open beginning reaches back to where the axis begins", () => {
  const near = histogram([event("2022-01-01"), event("2022-01-03", "2022-01-03", "reported")]);
  assert.deepEqual(
    [near.sure, near.perhaps],
    [
      [1, 0, 0],
      [0, 0, 1],
    ],
  );
  const open = histogram([event("2022-01-01"), event("2022-01-04"), event(null, "2022-01-02", "before")]);
  assert.deepEqual(open.perhaps, [0.5, 0.5, 0, 0]);
  assert.deepEqual(histogram([event(null, "2022-01-02", "before")]).perhaps, [1]);
});

test("nothing is lost: what the bins hold adds up to the events with a date", () => {
  const events = [];
  for (let n = 0; n < 500; n++) {
    const from = 10_000 + ((n * 7919) % 36_525);
    events.push(event(formatDay(from), formatDay(from + ((n * 31) % 800)), n % 9 === 0 ? "approx" : "range"));
    if (n % 10 === 0) events.push(event(null, null, null));
  }
  for (const most of [50, 110, 1300, 6000, 50_000]) {
    const { sum, undated } = histogram(events, most);
    assert.ok(Math.abs(sum - 500) < 1e-6, `${most}: ${sum}`);
    assert.equal(undated, 50);
  }
});

test("of what reaches beyond the bins these hold the part that lies in them", () => {
  const spans = spansOf([
    event("2021-12-31"),
    event("2022-01-02"),
    event("2021-12-31", "2022-01-03", "range"),
    event("2022-01-04", "2022-01-05", "range"),
    event(null, "2022-01-02", "before"),
    event("2022-01-05"),
  ]);
  const bins = over("2022-01-01", "2022-01-04", 9);
  const { sure, perhaps, touching, undated } = heightsOf(spans, bins, new Uint8Array(6).fill(1));
  assert.deepEqual([...sure], [0, 1, 0, 0]);
  assert.deepEqual([...perhaps], [0.75, 0.75, 0.25, 0.5]);
  assert.deepEqual([...touching].slice(0, 4), [2, 2, 1, 1]);
  assert.equal(undated, 0);
});

test("only what is asked for is counted", () => {
  const events = [event("2022-01-01"), event("2022-01-03"), event(null, null, null)];
  const { sure, undated, peak } = histogram(events, 9, Uint8Array.of(0, 1, 0));
  assert.deepEqual(sure, [0, 0, 1]);
  assert.deepEqual([undated, peak], [0, 1]);
  assert.equal(histogram(events, 9, new Uint8Array(3)).peak, 0);
});

test("a hundred years with a million events take less time than a reader notices", () => {
  const rows = 1_000_000;
  const first = new Int32Array(rows);
  const last = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    first[row] = (row * 7919) % 36_525;
    last[row] = first[row] + (row % 3 === 0 ? row % 400 : 0);
  }
  const spans = { first, last, certain: new Uint8Array(rows).fill(1) };
  const bins = binsOver(extentOf(spans), 200);
  const asked = new Uint8Array(rows).fill(1);
  const began = performance.now();
  const { sure } = heightsOf(spans, bins, asked);
  const took = performance.now() - began;
  assert.ok(sure.reduce((so, n) => so + n, 0) > 600_000);
  // It takes about 20 ms; a machine that does much else may take longer.
  assert.ok(took < 500, `${took} ms`);
});
