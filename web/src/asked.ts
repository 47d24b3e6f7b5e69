// What a reader asked for, in words. Pure.

import type { Facet } from "./facets.ts";
import { type Filter, isEverything } from "./filter.ts";
import { dayInWords, daysInWords } from "./dates.ts";
import type { Order } from "./order.ts";
import type { Days } from "./spans.ts";
import type { Words } from "./words.ts";

/** What is asked for and how it is told, row by row; always the order. */
export function askedInWords(
  filter: Filter,
  order: Order,
  facets: readonly Facet[],
  words: Words,
): [label: string, told: string][] {
  const rows: [string, string][] = [];
  if (isEverything(filter)) rows.push([words.text("asked"), words.text("asked_nothing")]);
  // An event must have one of the values of a facet.
  const either = new Intl.ListFormat(words.lang, { type: "disjunction" });
  for (const { id, values } of facets) {
    const chosen = filter.chosen[id];
    if (!chosen) continue;
    const labels = new Map(values.map(({ id, label }) => [id, label]));
    const label = id === "kind" ? words.text("kind") : words.text(`facet_${id}`);
    rows.push([label, either.format(chosen.map((value) => isolated(labels.get(value) ?? value)))]);
  }
  if (filter.words.trim() !== "") rows.push([words.text("asked_words"), isolated(filter.words.trim())]);
  const days = daysAsked(filter.days, words);
  if (days.length > 0) rows.push([words.text("date"), either.format(days)]);
  if (filter.within) rows.push([words.text("place"), words.text("within")]);
  rows.push([words.text("order"), words.text(`order_${order}`)]);
  return rows;
}

function daysAsked({ from, to, undated }: Days, words: Words): string[] {
  const told: string[] = [];
  const open = (key: string, day: number) => words.text(key).replace("{date}", () => dayInWords(day, words));
  if (from !== null && to !== null) told.push(daysInWords(from, to, words));
  else if (from !== null) told.push(open("asked_since", from));
  else if (to !== null) told.push(open("asked_until", to));
  if (undated) told.push(words.text("asked_undated"));
  return told;
}

/** Text of any direction inside ours. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
