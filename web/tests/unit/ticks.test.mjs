import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatDay, parseDay } from "../../src/calendar.ts";
import { binInWords, daysInWords, tickInWords } from "../../src/dates.ts";
import { ticksOf } from "../../src/ticks.ts";
import { Words } from "../../src/words.ts";

const words = (lang) => {
  const table = readFileSync(new URL(`../../../templates/${lang}.json`, import.meta.url), "utf8");
  return new Words(lang, JSON.parse(table).program);
};
const LANGUAGES = { en: words("en"), ar: words("ar") };

const axis = (first, end, width, unit, lang = "en") => ({
  first: parseDay(first),
  end: parseDay(end),
  width,
  unit,
  label: (of, day, withYear) => tickInWords(of, day, withYear, LANGUAGES[lang]),
  measure: (text) => text.length * 7,
});
const labels = (...of) => ticksOf(axis(...of)).map(({ label }) => label);

test("the axis names as many days as have room, with the year where it changes", () => {
  const cases = [
    [
      ["2022-01-20", "2022-01-24", 1000, "day"],
      ["20 Jan 2022", "21 Jan", "22 Jan", "23 Jan"],
    ],
    [
      ["2022-12-30", "2023-01-02", 600, "day"],
      ["30 Dec 2022", "31 Dec", "1 Jan 2023"],
    ],
    [
      ["2022-01-10", "2022-02-07", 400, "day"],
      ["10 Jan 2022", "17 Jan", "24 Jan", "31 Jan"],
    ],
    [
      ["2022-01-01", "2022-04-01", 330, "week"],
      ["Jan 2022", "Feb", "Mar"],
    ],
    [
      ["2021-11-01", "2022-07-01", 330, "month"],
      ["Nov 2021", "Jan 2022", "Apr"],
    ],
    [
      ["2020-03-01", "2023-09-01", 330, "month"],
      ["2020", "2021", "2022", "2023"],
    ],
    [
      ["1924-01-01", "2024-01-01", 700, "year"],
      ["1924", "1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"],
    ],
    [["2022-01-01", "2023-01-01", 330, "year"], ["2022"]],
    [["2022-01-01", "2022-01-02", 20, "day"], ["1 Jan 2022"]],
    [
      ["2022-01-20", "2022-01-24", 1000, "day", "ar"],
      ["20 كانون الثاني 2022", "21 كانون الثاني", "22 كانون الثاني", "23 كانون الثاني"],
    ],
    [
      ["2022-10-01", "2023-01-01", 400, "week", "ar"],
      ["تشرين الأول 2022", "تشرين الثاني", "كانون الأول"],
    ],
  ];
  for (const [of, named] of cases) assert.deepEqual(labels(...of), named, of.join(" "));
});

test("no name touches the next, however wide the axis", () => {
  for (const [first, end, unit] of [
    ["2022-01-17", "2022-06-06", "day"],
    ["2020-03-01", "2023-09-01", "month"],
    ["1899-01-01", "2001-01-01", "year"],
    ["0100-01-01", "2100-01-01", "decade"],
  ]) {
    for (let width = 120; width < 2400; width += 37) {
      const of = axis(first, end, width, unit, width % 2 === 0 ? "en" : "ar");
      const ticks = ticksOf(of);
      assert.ok(ticks.length > 0, `${first} ${width}`);
      let free = 0;
      for (const { day, label } of ticks) {
        const at = ((day - of.first) / (of.end - of.first)) * width;
        assert.ok(at >= free, `${formatDay(day)} at ${at} of ${width}`);
        free = at + of.measure(label) + 10;
      }
    }
  }
});

test("days and bins are told in both languages, with the months of the Levant", () => {
  const cases = [
    ["day", "2022-01-20", "20 January 2022", "20 كانون الثاني 2022"],
    ["week", "2022-01-17", "week of 17 January 2022", "أسبوع 17 كانون الثاني 2022"],
    ["month", "2022-10-01", "October 2022", "تشرين الأول 2022"],
    ["year", "2022-01-01", "2022", "2022"],
    ["decade", "2020-01-01", "2020 – 2029", "2020 – 2029"],
  ];
  for (const [unit, day, en, ar] of cases) {
    assert.equal(binInWords(unit, parseDay(day), LANGUAGES.en), en);
    assert.equal(binInWords(unit, parseDay(day), LANGUAGES.ar), ar);
  }
  const of = (from, to) => daysInWords(parseDay(from), parseDay(to), LANGUAGES.ar);
  assert.equal(of("2022-08-01", "2022-08-01"), "1 آب 2022");
  assert.equal(of("2022-08-01", "2022-11-30"), "1 آب 2022 – 30 تشرين الثاني 2022");
});
