// The time of the events in bins: how long these are, and how much of each event lies in which. Pure.

import { type Day, UNITS, type Unit, startOf } from "./calendar.ts";
import { OPEN, type Spans } from "./spans.ts";

/** The days of the axis in equal units; the first bin begins and the last one ends with a whole unit. */
export interface Bins {
  readonly unit: Unit;
  /** Where each bin begins, and at the end where the last one ends: one more than there are bins. */
  readonly edges: Int32Array;
  /** The bin of each day, from the first edge on. */
  readonly ofDay: Uint32Array;
}

/** How much there is in each bin. */
export interface Heights {
  /** Events that were in this bin, whatever their day. */
  readonly sure: Float64Array;
  /** The shares of those that may have been in it: an event's shares add up to one. */
  readonly perhaps: Float64Array;
  /** How many events these are of which it holds a share. */
  readonly touching: Int32Array;
  /** The most that a bin holds, shares included. */
  readonly peak: number;
  readonly undated: number;
}

/** Bins of the shortest unit of which at most `most` hold the days `first` to `last`; the longest unit where none does. */
export function binsOver([first, last]: readonly [Day, Day], most: number): Bins {
  const fits = (unit: Unit) => {
    // Counted before they are made: days of ten centuries need not be.
    const shortest = { day: 1, week: 7, month: 31, year: 366, decade: 3653 }[unit];
    return (last - first + 1) / shortest <= most && edgesOf(unit, first, last).length - 1 <= most;
  };
  const unit = UNITS.find(fits) ?? "decade";
  const edges = Int32Array.from(edgesOf(unit, first, last));
  const begin = edges[0] ?? first;
  const ofDay = new Uint32Array((edges[edges.length - 1] ?? begin) - begin);
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    ofDay.fill(bin, (edges[bin] ?? begin) - begin, (edges[bin + 1] ?? begin) - begin);
  }
  return { unit, edges, ofDay };
}

export function countOf({ edges }: Bins): number {
  return edges.length - 1;
}

/** The bin of a day; the first or the last one for a day beyond them. */
export function binAt({ edges, ofDay }: Bins, day: Day): number {
  const at = Math.min(Math.max(day - (edges[0] ?? 0), 0), ofDay.length - 1);
  return ofDay[at] ?? 0;
}

/** The first and the last day of a bin. */
export function daysOf({ edges }: Bins, bin: number): readonly [first: Day, last: Day] {
  return [edges[bin] ?? 0, (edges[bin + 1] ?? 0) - 1];
}

/**
 * What each bin holds of the events whose row is 1 in `asked`, of those beyond the bins nothing. One pass, whatever the events: a long span is kept as
 * what begins and ends with it, and summed up at the end.
 */
export function heightsOf({ first, last, certain }: Spans, bins: Bins, asked: Uint8Array): Heights {
  const count = countOf(bins);
  const { edges, ofDay } = bins;
  const begin = edges[0] ?? 0;
  const end = edges[count] ?? 0;
  const sure = new Float64Array(count);
  const perhaps = new Float64Array(count);
  const touching = new Int32Array(count + 1);
  /** Share of an event on each day of the bins from this one on. */
  const daily = new Float64Array(count + 1);
  let undated = 0;
  for (let row = 0; row < asked.length; row++) {
    if (asked[row] === 0) continue;
    const until = last[row] ?? 0;
    const told = first[row] ?? 0;
    if (told > until) {
      undated++;
      continue;
    }
    if (until < begin || told >= end) continue;
    const a = Math.max(told, begin);
    const b = Math.min(until, end - 1);
    const [from, to] = [ofDay[a - begin] ?? 0, ofDay[b - begin] ?? 0];
    if (from === to && certain[row] === 1 && told >= begin && until < end) {
      add(sure, from, 1);
      continue;
    }
    open(touching, from, 1);
    open(touching, to + 1, -1);
    // An open beginning is drawn from where the axis begins.
    const share = 1 / (until - (told === OPEN ? a : told) + 1);
    if (from === to) {
      add(perhaps, from, share * (b - a + 1));
      continue;
    }
    add(perhaps, from, share * ((edges[from + 1] ?? 0) - a));
    add(perhaps, to, share * (b - (edges[to] ?? 0) + 1));
    add(daily, from + 1, share);
    add(daily, to, -share);
  }
  return { sure, perhaps, touching, peak: sumUp(bins, { sure, perhaps, touching, daily }), undated };
}

/** Turns what begins and ends into what there is, and tells the peak. */
function sumUp(
  { edges }: Bins,
  {
    sure,
    perhaps,
    touching,
    daily,
  }: Pick<Heights, "sure" | "perhaps" | "touching"> & { readonly daily: Float64Array },
): number {
  let peak = 0;
  let share = 0;
  let spans = 0;
  for (let bin = 0; bin < sure.length; bin++) {
    share += daily[bin] ?? 0;
    spans += touching[bin] ?? 0;
    touching[bin] = spans;
    const held = (perhaps[bin] ?? 0) + share * ((edges[bin + 1] ?? 0) - (edges[bin] ?? 0));
    // Where no span is, adding and taking away has left less than a rounding error.
    perhaps[bin] = spans === 0 ? 0 : held;
    peak = Math.max(peak, (sure[bin] ?? 0) + (perhaps[bin] ?? 0));
  }
  return peak;
}

function edgesOf(unit: Unit, first: Day, last: Day): Day[] {
  const edges = [startOf(unit, first)];
  for (let edge = startOf(unit, first, 1); ; edge = startOf(unit, edge, 1)) {
    edges.push(edge);
    if (edge > last) return edges;
  }
}

/** Two of the same kind, so that each meets one type of column only: that is three times as fast. */
function add(column: Float64Array, at: number, n: number): void {
  column[at] = (column[at] ?? 0) + n;
}

function open(column: Int32Array, at: number, n: number): void {
  column[at] = (column[at] ?? 0) + n;
}
