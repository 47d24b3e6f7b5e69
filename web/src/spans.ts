// On which days each event may have been, as columns of numbers, and which of them a reader asked for. Pure.

import { type Day, formatDay, parseDay } from "./calendar.ts";

/** The days that a reader asked for; all events where it asks for nothing. */
export interface Days {
  /** First and last day, either of them open. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** Whether events without a date are asked for, beside those of the days or alone. */
  readonly undated: boolean;
  /** The part of the time that is looked at more closely; all of it if there is none. */
  readonly over?: readonly [first: Day, last: Day] | undefined;
}

export const ANY_DAY: Days = { from: null, to: null, undated: false };

/** One row for each event, in the order of the page. */
export interface Spans {
  /** The first day and the last, inclusive. The first lies behind the last where an event is undated. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** 1 where the event was on one of these days for certain, 0 where the source only comes near. */
  readonly certain: Uint8Array;
}

/** What is read of an event here. */
export interface Dated {
  readonly start: string | null;
  readonly end: string | null;
  readonly codes: { readonly date: string };
}

/** Where nobody tells since when: before every day. */
export const OPEN = -(2 ** 31);
const NEVER = 2 ** 31 - 1;
/** Sources that tell these name a day that the event need not have been on. */
const NEAR = ["approx", "reported"];

export function spansOf(events: readonly Dated[]): Spans {
  const first = new Int32Array(events.length).fill(NEVER);
  const last = new Int32Array(events.length).fill(OPEN);
  const certain = new Uint8Array(events.length);
  events.forEach(({ start, end, codes }, row) => {
    const ends = end === null ? null : parseDay(end);
    if (ends === null) return;
    last[row] = ends;
    first[row] = (start === null ? null : parseDay(start)) ?? OPEN;
    certain[row] = NEAR.includes(codes.date) ? 0 : 1;
  });
  return { first, last, certain };
}

/** From the first day to the last on which any event may have been; `null` where all are undated. */
export function extentOf({ first, last }: Spans): readonly [first: Day, last: Day] | null {
  let begin = NEVER;
  let end = OPEN;
  for (let row = 0; row < last.length; row++) {
    const [a, b] = [first[row] ?? NEVER, last[row] ?? OPEN];
    if (a > b) continue;
    begin = Math.min(begin, a === OPEN ? b : a);
    end = Math.max(end, b);
  }
  return begin > end ? null : [begin, end];
}

/** 1 for each event that may have been on the days asked for. */
export function maskOf({ first, last }: Spans, days: Days): Uint8Array {
  const mask = new Uint8Array(last.length);
  if (isAnyDay(days)) return mask.fill(1);
  const { lo, hi } = boundsOf(days);
  const undated = days.undated ? 1 : 0;
  for (let row = 0; row < mask.length; row++) {
    const [a, b] = [first[row] ?? NEVER, last[row] ?? OPEN];
    mask[row] = a > b ? undated : a <= hi && b >= lo ? 1 : 0;
  }
  return mask;
}

/** How many of the `asked` events that may have been on `days` may as well have been on others. */
export function straddling({ first, last, certain }: Spans, asked: Uint8Array, days: Days): number {
  if (!hasDays(days)) return 0;
  const { lo, hi } = boundsOf(days);
  let count = 0;
  for (let row = 0; row < asked.length; row++) {
    const [a, b] = [first[row] ?? NEVER, last[row] ?? OPEN];
    if (asked[row] === 0 || a > b || a > hi || b < lo) continue;
    if (a < lo || b > hi || certain[row] === 0) count++;
  }
  return count;
}

/** Whether days are asked for, not only what has none. */
export function hasDays({ from, to }: Days): boolean {
  return from !== null || to !== null;
}

export function isAnyDay(days: Days): boolean {
  return !hasDays(days) && !days.undated;
}

/** `days` as parts of an address: `&from=2022-01-20&to=2022-01-30&undated&over=2022-01-01..2022-12-31`. */
export function formatDays({ from, to, undated, over }: Days): string {
  const part = (name: string, day: Day | null) => (day === null ? "" : `&${name}=${formatDay(day)}`);
  const closer = over ? `&over=${over.map(formatDay).join("..")}` : "";
  return `${part("from", from)}${part("to", to)}${undated ? "&undated" : ""}${closer}`;
}

/** `days` with one part of an address more; what cannot be read is left out, and what is turned around put in order. */
export function withPart(days: Days, name: string, value: string): Days {
  if (name === "from") return ordered({ ...days, from: parseDay(value) });
  if (name === "to") return ordered({ ...days, to: parseDay(value) });
  if (name === "over") {
    const [first = null, last = null] = value.split("..").map(parseDay);
    return first === null || last === null || first > last ? days : { ...days, over: [first, last] };
  }
  return name === "undated" ? { ...days, undated: true } : days;
}

function ordered(days: Days): Days {
  const { from, to } = days;
  return from !== null && to !== null && from > to ? { ...days, from: to, to: from } : days;
}

/** No day lies between these where only what is undated is asked for. */
function boundsOf(days: Days): { readonly lo: Day; readonly hi: Day } {
  if (!hasDays(days)) return { lo: NEVER, hi: OPEN };
  return { lo: days.from ?? OPEN, hi: days.to ?? NEVER };
}
