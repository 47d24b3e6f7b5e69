import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDay, parseDay } from "../../src/calendar.ts";
import { ANY_DAY, extentOf, formatDays, maskOf, spansOf, straddling, withPart } from "../../src/spans.ts";

const event = (start, end, date) => ({ start, end, codes: { date } });
const EVENTS = [
  event("2022-01-20", "2022-01-20", "day"),
  event("2022-01-01", "2022-01-31", "month"),
  event("2022-01-01", "2022-12-31", "year"),
  event(null, "2021-06-30", "before"),
  event("2023-05-01", "2023-05-01", "reported"),
  event(null, null, null),
];
const SPANS = spansOf(EVENTS);
const days = (from, to, undated = false) => ({
  from: from === null ? null : parseDay(from),
  to: to === null ? null : parseDay(to),
  undated,
});
const ALL = new Uint8Array(EVENTS.length).fill(1);

test("days leave the events that may have been on one of them", () => {
  const cases = [
    [ANY_DAY, "111111"],
    [days("2022-01-20", "2022-01-20"), "111000"],
    [days("2022-01-21", "2022-01-31"), "011000"],
    [days("2022-02-01", "2022-02-01"), "001000"],
    [days("2021-12-31", "2022-01-01"), "011000"],
    [days("2019-01-01", "2019-12-31"), "000100"],
    [days(null, "2021-06-30"), "000100"],
    [days("2021-07-01", "2021-12-31"), "000000"],
    [days("2023-01-01", null), "000010"],
    [days(null, null, true), "000001"],
    [days("2022-01-20", "2022-01-20", true), "111001"],
  ];
  for (const [asked, mask] of cases) assert.equal(maskOf(SPANS, asked).join(""), mask, formatDays(asked));
});

test("those are counted that may as well have been on other days", () => {
  const cases = [
    [ANY_DAY, 0],
    [days(null, null, true), 0],
    [days("2022-01-20", "2022-01-20"), 2],
    [days("2022-01-01", "2022-01-31"), 1],
    [days("2022-01-01", "2022-12-31"), 0],
    [days(null, "2021-06-30"), 0],
    [days("2021-06-30", "2021-06-30"), 1],
    // The day of publication is on these days; the event need not be.
    [days("2023-01-01", "2023-12-31"), 1],
  ];
  for (const [asked, count] of cases) assert.equal(straddling(SPANS, ALL, asked), count, formatDays(asked));
  assert.equal(straddling(SPANS, Uint8Array.of(1, 1, 0, 0, 0, 0), days("2022-01-20", "2022-01-20")), 1);
});

test("the time of the events goes from their first day to their last", () => {
  const extent = (...events) => extentOf(spansOf(events))?.map(formatDay);
  assert.deepEqual(extent(...EVENTS), ["2021-06-30", "2023-05-01"]);
  assert.deepEqual(extent(EVENTS[0]), ["2022-01-20", "2022-01-20"]);
  assert.equal(extent(EVENTS[5], EVENTS[5]), undefined);
  assert.equal(extent(), undefined);
  assert.equal(extent(event("not a day", "2022-02-30", "day")), undefined);
});

test("days can be read back from an address", () => {
  const cases = [
    [ANY_DAY, ""],
    [days("2022-01-20", "2022-01-30"), "&from=2022-01-20&to=2022-01-30"],
    [days("2022-01-20", null), "&from=2022-01-20"],
    [days(null, "0099-12-31", true), "&to=0099-12-31&undated"],
    [days(null, null, true), "&undated"],
    [
      { ...days("2022-01-20", "2022-01-22"), over: ["2022-01-01", "2022-01-31"].map(parseDay) },
      "&from=2022-01-20&to=2022-01-22&over=2022-01-01..2022-01-31",
    ],
  ];
  for (const [asked, address] of cases) {
    assert.equal(formatDays(asked), address);
    const parts = address
      .split("&")
      .slice(1)
      .map((part) => part.split("="));
    const read = parts.reduce((so, [name, value = ""]) => withPart(so, name, value), ANY_DAY);
    assert.deepEqual(read, asked);
  }
  const turned = withPart(withPart(ANY_DAY, "from", "2022-02-01"), "to", "2022-01-01");
  assert.deepEqual(turned, days("2022-01-01", "2022-02-01"));
  assert.deepEqual(withPart(ANY_DAY, "from", "yesterday"), ANY_DAY);
  assert.deepEqual(withPart(ANY_DAY, "until", "2022-01-01"), ANY_DAY);
  for (const over of ["2022-01-01", "2022-01-02..2022-01-01", "a..b", ""])
    assert.deepEqual(withPart(ANY_DAY, "over", over), ANY_DAY);
});
