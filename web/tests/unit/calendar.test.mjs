import assert from "node:assert/strict";
import { test } from "node:test";
import { civil, dayOf, formatDay, longer, parseDay, startOf } from "../../src/calendar.ts";

test("a date is a number of days, and back", () => {
  const cases = [
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11016],
    ["1900-03-01", -25508],
    ["2022-01-20", 19012],
    ["0099-12-31", -683004],
  ];
  for (const [text, day] of cases) {
    assert.equal(parseDay(text), day, text);
    assert.equal(formatDay(day), text);
  }
});

test("what is no day of the calendar is none", () => {
  const none = ["", "2022", "2022-1-2", "2022-13-01", "2022-00-10", "2022-02-29", "1900-02-29", "2022-04-31"];
  for (const text of [...none, "2022-01-20T00:00", " 2022-01-20", "٢٠٢٢-٠١-٢٠"])
    assert.equal(parseDay(text), null, text);
  assert.equal(formatDay(parseDay("2024-02-29")), "2024-02-29");
});

test("units begin where the calendar has them begin, in leap years too", () => {
  const cases = [
    ["day", "2024-02-28", 1, "2024-02-29"],
    ["day", "2023-02-28", 1, "2023-03-01"],
    ["week", "2022-01-20", 0, "2022-01-17"],
    ["week", "2022-01-17", 0, "2022-01-17"],
    ["week", "2022-01-16", 0, "2022-01-10"],
    ["week", "1969-12-31", 0, "1969-12-29"],
    ["week", "2024-02-27", 1, "2024-03-04"],
    ["month", "2024-02-29", 0, "2024-02-01"],
    ["month", "2024-12-31", 1, "2025-01-01"],
    ["month", "2024-01-31", -1, "2023-12-01"],
    ["month", "2024-01-31", 14, "2025-03-01"],
    ["year", "2024-12-31", 0, "2024-01-01"],
    ["year", "2024-02-29", 1, "2025-01-01"],
    ["decade", "2029-12-31", 0, "2020-01-01"],
    ["decade", "2020-01-01", 1, "2030-01-01"],
  ];
  for (const [unit, day, steps, begins] of cases)
    assert.equal(formatDay(startOf(unit, parseDay(day), steps)), begins, `${unit} of ${day} ${steps}`);
});

test("a day has its year, month and day", () => {
  assert.deepEqual(civil(dayOf(2024, 2, 29)), { year: 2024, month: 2, day: 29 });
  assert.deepEqual(civil(dayOf(33, 1, 1)), { year: 33, month: 1, day: 1 });
});

test("beyond the longest unit is none", () => {
  assert.deepEqual(["day", "week", "month", "year", "decade"].map(longer), [
    "week",
    "month",
    "year",
    "decade",
    "decade",
  ]);
});
