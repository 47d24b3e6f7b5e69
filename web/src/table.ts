// The table of events that the generator wrote: where it is looked at, it shows what the list shows, in the same order.

import type { Event } from "./events.ts";

export class Table {
  readonly #rows = new Map<string, HTMLTableRowElement>();
  readonly #body: HTMLElement | null = null;
  #shown: readonly Event[] | undefined;

  constructor(document: Document) {
    for (const row of document.querySelectorAll<HTMLTableRowElement>("tr[data-row]")) {
      this.#rows.set(row.dataset["row"] ?? "", row);
      this.#body ??= row.parentElement;
    }
  }

  /** Leaves the rows of `events`, in their order. */
  show(events: readonly Event[]): void {
    if (events === this.#shown) return;
    this.#shown = events;
    const shown = new Set(events.flatMap(({ id }) => this.#rows.get(id) ?? []));
    const others = [...this.#rows.values()].filter((row) => !shown.has(row));
    for (const row of shown) row.hidden = false;
    for (const row of others) row.hidden = true;
    this.#body?.append(...shown, ...others);
  }
}
