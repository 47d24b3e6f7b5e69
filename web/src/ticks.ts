// Which days the axis of time names, so that no two names touch. Pure.

import { type Day, type Unit, civil, dayOf, startOf } from "./calendar.ts";

export interface Tick {
  readonly day: Day;
  readonly label: string;
}

export interface Axis {
  readonly first: Day;
  /** The day after the last. */
  readonly end: Day;
  /** In pixels. */
  readonly width: number;
  /** The bins' unit: nothing finer is named. */
  readonly unit: Unit;
  readonly label: (unit: Unit, day: Day, withYear: boolean) => string;
  /** How wide a text is, in pixels. */
  readonly measure: (text: string) => number;
}

/** How far apart days may be named, finest first. */
const STEPS: readonly (readonly [unit: Unit, steps: number])[] = [
  ["day", 1],
  ["week", 1],
  ["month", 1],
  ["month", 3],
  ["month", 6],
  ["year", 1],
  ["year", 2],
  ["year", 5],
  ["year", 10],
  ["year", 20],
  ["year", 50],
  ["year", 100],
  ["year", 1000],
];
/** Between two names, in pixels. */
const GAP = 14;
/** No axis is so wide that it could name more. */
const MOST = 200;

/** The ticks of the finest step whose names have room; each name begins at its day. */
export function ticksOf(axis: Axis): Tick[] {
  const coarse = axis.unit === "year" || axis.unit === "decade";
  const steps = STEPS.filter(([unit]) => !coarse || unit === "year");
  for (const [unit, count] of steps) {
    const ticks = namedBy(unit, count, axis);
    if (ticks && ticks.length > 0) return ticks;
  }
  return [];
}

/** `null` where names would touch. */
function namedBy(unit: Unit, count: number, axis: Axis): Tick[] | null {
  const ticks: Tick[] = [];
  let free = Number.NEGATIVE_INFINITY;
  let year: number | null = null;
  const days = daysBy(unit, count, axis);
  if (days.length > MOST) return null;
  for (const day of days) {
    const { year: ofDay } = civil(day);
    const label = axis.label(unit, day, ofDay !== year);
    const at = ((day - axis.first) / (axis.end - axis.first)) * axis.width;
    if (at < free) return null;
    const end = at + axis.measure(label);
    // A name that would stand out at the end is left off; its neighbours tell enough.
    if (end > axis.width && ticks.length > 0) break;
    ticks.push({ day, label });
    free = end + GAP;
    year = ofDay;
  }
  return startNamed(unit, ticks, axis);
}

/** The beginning of the axis is named too, where there is room before the first tick. */
function startNamed(unit: Unit, ticks: readonly Tick[], axis: Axis): Tick[] {
  const [next] = ticks;
  if (next?.day === axis.first) return [...ticks];
  const label = axis.label(unit, axis.first, true);
  const room =
    next === undefined ? axis.width : ((next.day - axis.first) / (axis.end - axis.first)) * axis.width - GAP;
  if (axis.measure(label) > room) return [...ticks];
  // The year stands at the beginning now, and need not be told again with the next one.
  const again = next !== undefined && civil(next.day).year === civil(axis.first).year;
  const rest = again
    ? [{ day: next.day, label: axis.label(unit, next.day, false) }, ...ticks.slice(1)]
    : ticks;
  return [{ day: axis.first, label }, ...rest];
}

function daysBy(unit: Unit, count: number, { first, end }: Axis): Day[] {
  const days: Day[] = [];
  let day = aligned(unit, count, first);
  while (day < end && days.length <= MOST) {
    if (day >= first) days.push(day);
    day = startOf(unit, day, count);
  }
  return days;
}

/** The last day not behind `day` at which a step begins: quarters with January, five years with a round one. */
function aligned(unit: Unit, count: number, day: Day): Day {
  const { year, month } = civil(day);
  if (unit === "month") return dayOf(year, month - ((month - 1) % count), 1);
  if (unit === "year") return dayOf(year - (year % count), 1, 1);
  return startOf(unit, day);
}
