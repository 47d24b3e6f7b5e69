// In which order events are listed. Pure.

import type { Event } from "./events.ts";

/** The first is that of a page that asks for none; also the names in its address. */
export const ORDERS = ["newest", "oldest", "reports", "place"] as const;

export type Order = (typeof ORDERS)[number];

/** `events` in an order; those that are alike in it keep theirs. Undated ones stand last by date, whichever way. */
export function inOrder(events: readonly Event[], order: Order, lang: string): Event[] {
  const day = ({ start, end }: Event, none: string) => start ?? end ?? none;
  const text = new Intl.Collator(lang);
  const compare: Readonly<Record<Order, (a: Event, b: Event) => number>> = {
    newest: (a, b) => ordered(day(b, ""), day(a, "")),
    oldest: (a, b) => ordered(day(a, "~"), day(b, "~")),
    reports: (a, b) => b.reports.length - a.reports.length,
    place: (a, b) => text.compare(a.place, b.place),
  };
  return [...events].sort(compare[order]);
}

function ordered(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
