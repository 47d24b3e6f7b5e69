// Which events a reader asked for, and how many more each choice would give. Pure: knows no map and no page.

import type { Bounds } from "./box.ts";
import type { Event, Kind } from "./events.ts";
import { type Chosen, FACETS, type FacetId, valuesOf } from "./facets.ts";
import { fold } from "./fold.ts";

export interface Filter {
  readonly chosen: Chosen;
  /** The words asked for, as they were typed. */
  readonly words: string;
  /** Only what is drawn in these bounds; wherever it happened if there are none. */
  readonly within?: Bounds | undefined;
}

/** How many events have each value of a facet. */
export type Counts = ReadonlyMap<string, number>;

/** What a filter leaves. */
export interface Found {
  /** In the order of the page. */
  readonly events: readonly Event[];
  /** How many events have each value, whatever is chosen of that very facet. */
  readonly counts: ReadonlyMap<FacetId, Counts>;
}

export const EVERYTHING: Filter = { chosen: {}, words: "" };

export class Finder {
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  /** The values of each event, facet by facet, and what is searched of it, folded: made when they are asked for first. */
  #values: readonly (readonly (readonly string[])[])[] | undefined;
  #texts: readonly string[] | undefined;

  constructor(events: readonly Event[], kinds: readonly Kind[]) {
    this.#events = events;
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
  }

  /** What `filter` leaves, in one pass: an event that lacks only the values of one facet is what those would add. */
  find(filter: Filter): Found {
    this.#values ??= this.#events.map((event) => FACETS.map((facet) => valuesOf(event, facet)));
    const says = this.#saying(filter.words);
    const chosen = FACETS.map((facet) => new Set(filter.chosen[facet]));
    const counts = FACETS.map(() => new Map<string, number>());
    const events: Event[] = [];
    this.#values.forEach((values, index) => {
      const event = this.#events[index];
      if (!event || !says(index) || !isWithin(event, filter.within)) return;
      const lacking = chosen.flatMap((asked, facet) =>
        asked.size === 0 || values[facet]?.some((value) => asked.has(value)) ? [] : facet,
      );
      if (lacking.length === 0) events.push(event);
      if (lacking.length > 1) return;
      counts.forEach((of, facet) => {
        if (lacking.length === 1 && lacking[0] !== facet) return;
        for (const value of values[facet] ?? []) of.set(value, (of.get(value) ?? 0) + 1);
      });
    });
    return { events, counts: new Map(FACETS.map((facet, at) => [facet, counts[at] ?? new Map()])) };
  }

  /** Whether in the event at an index every one of `words` begins a word, in any order. */
  #saying(words: string): (index: number) => boolean {
    const asked = wordsOf(words);
    if (asked.length === 0) return () => true;
    this.#texts ??= this.#events.map((event) => ` ${wordsOf(this.#text(event)).join(" ")}`);
    const texts = this.#texts;
    return (index) => asked.every((word) => says(texts[index] ?? "", word));
  }

  #text(event: Event): string {
    const reports = event.reports.flatMap(({ sentence, headline, publisher }) => [
      sentence,
      headline ?? "",
      publisher ?? "",
    ]);
    const { id, title, place, dates } = event;
    return [title, this.#labels.get(event.kind) ?? "", place, dates, id, ...reports].join(" ");
  }
}

/** `filter` with one value of a facet more, or one less. */
export function toggled(filter: Filter, facet: FacetId, value: string): Filter {
  const before = filter.chosen[facet] ?? [];
  const others = before.filter((other) => other !== value);
  const values = others.length === before.length ? [...others, value].sort() : others;
  return withValues(filter, facet, values);
}

/** `filter` with these values of a facet and no others. */
export function withValues(filter: Filter, facet: FacetId, values: readonly string[]): Filter {
  const { [facet]: _, ...others } = filter.chosen;
  return { ...filter, chosen: values.length === 0 ? others : { ...others, [facet]: values } };
}

/** Whether nothing is asked for, so that every event is shown. */
export function isEverything({ chosen, words, within }: Filter): boolean {
  return Object.keys(chosen).length === 0 && words.trim() === "" && within === undefined;
}

/** Whether an event is drawn in the bounds. What is known only to a wide region is drawn nowhere. */
function isWithin({ lon, lat, extent }: Event, bounds: Bounds | undefined): boolean {
  if (bounds === undefined) return true;
  const [west, south, east, north] = bounds;
  return extent !== "region" && west <= lon && lon <= east && south <= lat && lat <= north;
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Whether a word of `text` begins so, be «و», a preposition or the article glued to its front. */
function says(text: string, word: string): boolean {
  return (
    text.includes(` ${word}`) ||
    (/^\p{Script=Arabic}/u.test(word) && GLUED.some((glued) => text.includes(` ${glued}${word}`)))
  );
}

const GLUED = ["ال", "و", "ف", "ب", "ل", "ك", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول"];
