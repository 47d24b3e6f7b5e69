// Days in the words of the page's language: for the axis, for what is brushed, for what a screen reader says. Pure.

import { type Day, type Unit, civil, startOf } from "./calendar.ts";
import type { Words } from "./words.ts";

/** A whole day: `29 March 2020`. */
export function dayInWords(day: Day, words: Words): string {
  return fill(words.text("date_of_day"), day, words.text(`month_${civil(day).month}`));
}

/** A bin: `29 March 2020`, `week of 23 March 2020`, `March 2020`, `2020`, `2020 – 2029`. */
export function binInWords(unit: Unit, day: Day, words: Words): string {
  const { year, month } = civil(day);
  switch (unit) {
    case "day":
      return dayInWords(day, words);
    case "week":
      return words.text("date_of_week").replace("{date}", () => dayInWords(day, words));
    case "month":
      return fill(words.text("date_of_month"), day, words.text(`month_${month}`));
    case "year":
      return String(year);
    case "decade":
      return between(String(year), String(civil(startOf("decade", day, 1) - 1).year), words);
  }
}

/** The days from one to another. */
export function daysInWords(first: Day, last: Day, words: Words): string {
  const from = dayInWords(first, words);
  return first === last ? from : between(from, dayInWords(last, words), words);
}

/** As short as the axis wants it: `29 Mar`, `Mar`, `2020`; with its year where that is not the neighbour's. */
export function tickInWords(unit: Unit, day: Day, withYear: boolean, words: Words): string {
  const { year, month } = civil(day);
  const name = words.text(`month_short_${month}`);
  if (unit === "year" || unit === "decade") return String(year);
  if (unit === "month") return withYear ? fill(words.text("date_of_month"), day, name) : name;
  return fill(words.text(withYear ? "date_of_day" : "date_without_year"), day, name);
}

function between(from: string, to: string, words: Words): string {
  return words
    .text("date_range")
    .replace("{from}", () => from)
    .replace("{to}", () => to);
}

function fill(pattern: string, of: Day, month: string): string {
  const { year, day } = civil(of);
  return pattern
    .replace("{day}", String(day))
    .replace("{month}", () => month)
    .replace("{year}", String(year));
}
