// Days as numbers, and where weeks, months, years and decades begin. Pure; knows no time zone, and no clock.

/** Days since 1 January 1970. */
export type Day = number;

/** What a bin of the histogram may be as long as, shortest first. */
export const UNITS = ["day", "week", "month", "year", "decade"] as const;
export type Unit = (typeof UNITS)[number];

export interface Civil {
  readonly year: number;
  /** January is 1. */
  readonly month: number;
  readonly day: number;
}

const MS = 86_400_000;
/** 1 January 1970 was a Thursday; weeks begin on Mondays, as ISO 8601 has them. */
const THURSDAY = 3;

/** The day of a date; a month or day beyond its last counts on into the next. */
export function dayOf(year: number, month: number, day: number): Day {
  // Not Date.UTC, which takes the years 0 to 99 for those of the 20th century.
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / MS);
}

export function civil(day: Day): Civil {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `YYYY-MM-DD`; `null` where it is anything else, or no day of the calendar. */
export function parseDay(text: string): Day | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const found = dayOf(Number(year), Number(month), Number(day));
  return formatDay(found) === text ? found : null;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  const { year, month, day: ofMonth } = civil(day);
  const padded = (n: number, length: number) => String(n).padStart(length, "0");
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(ofMonth, 2)}`;
}

/** The first day of the unit that lies `steps` after the one in which `day` is. */
export function startOf(unit: Unit, day: Day, steps = 0): Day {
  const { year, month } = civil(day);
  switch (unit) {
    case "day":
      return day + steps;
    case "week":
      return day - modulo(day + THURSDAY, 7) + 7 * steps;
    case "month":
      return dayOf(year, month + steps, 1);
    case "year":
      return dayOf(year + steps, 1, 1);
    case "decade":
      return dayOf(year - modulo(year, 10) + 10 * steps, 1, 1);
  }
}

/** The next longer unit; the longest is its own. */
export function longer(unit: Unit): Unit {
  return UNITS[UNITS.indexOf(unit) + 1] ?? unit;
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by;
}
