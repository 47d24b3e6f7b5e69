// By what a reader may choose among the events, and the values that occur. Pure: knows no map and no page.

import type { Event, Page, Term } from "./events.ts";

/** In the order of the page; also the names in its address. */
export const FACETS = ["kind", "status", "place", "date", "number", "publisher", "source"] as const;

export type FacetId = (typeof FACETS)[number];

/** The values chosen of each facet: an event must have one of them, where there are any. */
export type Chosen = Readonly<Partial<Record<FacetId, readonly string[]>>>;

export interface Facet {
  readonly id: FacetId;
  /** Those that occur: in the order of their terms, else the most frequent first. */
  readonly values: readonly Term[];
}

const NONE: readonly string[] = [];

/** The values that `event` has of `facet`, each once. Of very many events nobody chooses by a single source. */
export function valuesOf(event: Event, facet: FacetId): readonly string[] {
  switch (facet) {
    case "kind":
      return [event.kind];
    case "status":
    case "place":
    case "date":
      return [event.codes[facet]];
    case "number":
      return event.codes.number;
    case "publisher":
      if (event.told) return event.told.publishers;
      return distinct(event.reports.flatMap(({ publisher }) => publisher ?? []));
    case "source":
      if (event.told) return NONE;
      return distinct(event.reports.map(({ source }) => source));
  }
}

/** How many events have each value of a facet. */
export type Counts = ReadonlyMap<string, number>;

/**
 * The facets of a page, of which `counts` tells how many events have each value. One with a single value tells nothing
 * apart, but shows what there is.
 */
export function facetsOf({ events, kinds, terms }: Page, counts: ReadonlyMap<FacetId, Counts>): Facet[] {
  const named: Readonly<Record<FacetId, readonly Term[]>> = {
    ...terms,
    kind: kinds,
    publisher: [],
    source: titles(events),
  };
  return FACETS.map((id) => ({ id, values: occurring(id, named[id], counts.get(id) ?? new Map()) }));
}

/** The values that occur, most frequent first; where there are codes, in their order. */
function occurring(facet: FacetId, named: readonly Term[], counts: Counts): Term[] {
  const isCoded = facet === "status" || facet === "place" || facet === "date" || facet === "number";
  if (isCoded) return named.filter(({ id }) => counts.has(id));
  const labels = new Map(named.map(({ id, label }) => [id, label]));
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.map(([id]) => ({ id, label: labels.get(id) ?? id }));
}

/** What the sources of the reports are called: by their headline, else by their id. */
function titles(events: readonly Event[]): Term[] {
  const named = new Map<string, string>();
  for (const { source, headline } of events.flatMap(({ reports }) => reports)) {
    if (headline !== null) named.set(source, headline);
  }
  return [...named].map(([id, label]) => ({ id, label }));
}

function distinct(all: readonly string[]): readonly string[] {
  return all.length < 2 ? all : [...new Set(all)];
}
