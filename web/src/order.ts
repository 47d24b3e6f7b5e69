// In which order events are listed. Pure.

import { type Event, tellings } from "./events.ts";

/** The first is that of a page that asks for none; also the names in its address. */
export const ORDERS = ["newest", "oldest", "reports", "place"] as const;

export type Order = (typeof ORDERS)[number];

/** `events` in an order; those that are alike in it keep theirs. Undated ones stand last by date, whichever way. */
export function inOrder(events: readonly Event[], order: Order, lang: string): Event[] {
  const day = ({ start, end }: Event) => start ?? end ?? "";
  switch (order) {
    case "newest":
      return sortedBy(events, day, (a, b) => ordered(b, a));
    case "oldest":
      return sortedBy(events, day, (a, b) => ordered(a || "~", b || "~"));
    case "reports":
      return sortedBy(events, tellings, (a, b) => b - a);
    case "place":
      return sortedBy(events, ({ place }) => place, new Intl.Collator(lang).compare);
  }
}

/** Many events share a key: these are sorted, and each event is then put behind its own. */
function sortedBy<Key>(
  events: readonly Event[],
  keyOf: (event: Event) => Key,
  compare: (a: Key, b: Key) => number,
): Event[] {
  const alike = new Map<Key, Event[]>();
  for (const event of events) {
    const key = keyOf(event);
    const others = alike.get(key);
    if (others) others.push(event);
    else alike.set(key, [event]);
  }
  return [...alike].sort(([a], [b]) => compare(a, b)).flatMap(([, of]) => of);
}

/** All events in each order, sorted when it is asked for first: what a filter leaves is then picked, not sorted. */
export class Ordering {
  readonly #events: readonly Event[];
  readonly #lang: string;
  readonly #rows = new Map<Order, Int32Array>();

  /** `events` are in the first of the orders. */
  constructor(events: readonly Event[], lang: string) {
    this.#events = events;
    this.#lang = lang;
  }

  /** Those that are 1 in `asked`. */
  of(order: Order, asked: Uint8Array): Event[] {
    if (order === ORDERS[0]) return this.#events.filter((_, row) => asked[row] === 1);
    const picked: Event[] = [];
    for (const row of this.#sorted(order)) {
      const event = asked[row] === 1 ? this.#events[row] : undefined;
      if (event) picked.push(event);
    }
    return picked;
  }

  #sorted(order: Order): Int32Array {
    const known = this.#rows.get(order);
    if (known) return known;
    const rowOf = new Map(this.#events.map((event, row) => [event, row]));
    const rows = Int32Array.from(inOrder(this.#events, order, this.#lang), (event) => rowOf.get(event) ?? 0);
    this.#rows.set(order, rows);
    return rows;
  }
}

function ordered(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
