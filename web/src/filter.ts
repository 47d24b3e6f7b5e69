// Which events a reader asked for, and how many more each choice would give. Pure: knows no map and no page.

import type { Bounds } from "./box.ts";
import type { Event, Kind } from "./events.ts";
import { type Chosen, FACETS, type FacetId, valuesOf } from "./facets.ts";
import { fold } from "./fold.ts";
import { ANY_DAY, type Days, type Spans, isAnyDay, maskOf, spansOf, straddling } from "./spans.ts";

export interface Filter {
  readonly chosen: Chosen;
  /** The words asked for, as they were typed. */
  readonly words: string;
  readonly days: Days;
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
  /** 1 for each event of the page that all but the days leave. The same array where these alone have changed. */
  readonly whenever: Uint8Array;
  /** How many of the events may as well have been on other days than those asked for. */
  readonly straddling: number;
}

/** What all but the days leave. */
interface Passed {
  /** Names what was asked. */
  readonly asked: string;
  /** For each event: `PASSES`, `FAILS`, or the place of the one facet of which it has no chosen value. */
  readonly lacking: Int8Array;
  readonly whenever: Uint8Array;
}

const [PASSES, FAILS] = [-1, -2];

export const EVERYTHING: Filter = { chosen: {}, words: "", days: ANY_DAY };

export class Finder {
  readonly spans: Spans;
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  /** The values of each event, facet by facet, and what is searched of it, folded: made when they are asked for first. */
  #values: readonly (readonly (readonly string[])[])[] | undefined;
  #texts: readonly string[] | undefined;
  /** What was asked last by all but the days: these alone change while a brush is dragged. */
  #last: Passed | undefined;

  constructor(events: readonly Event[], kinds: readonly Kind[]) {
    this.#events = events;
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
    this.spans = spansOf(events);
  }

  /** What `filter` leaves. An event that lacks only the values of one facet is what those would add. */
  find(filter: Filter): Found {
    const { lacking, whenever } = this.#passed(filter);
    const then = maskOf(this.spans, filter.days);
    const counts = FACETS.map(() => new Map<string, number>());
    const events: Event[] = [];
    this.#events.forEach((event, row) => {
      const lacks = lacking[row] ?? FAILS;
      if (then[row] === 0 || lacks === FAILS) return;
      if (lacks === PASSES) events.push(event);
      this.#valuesOf(row).forEach((values, facet) => {
        if (lacks !== PASSES && lacks !== facet) return;
        const of = counts[facet];
        for (const value of values) of?.set(value, (of.get(value) ?? 0) + 1);
      });
    });
    return {
      events,
      counts: new Map(FACETS.map((facet, at) => [facet, counts[at] ?? new Map()])),
      whenever,
      straddling: straddling(this.spans, whenever, filter.days),
    };
  }

  #passed({ chosen, words, within }: Filter): Passed {
    const asked = JSON.stringify([
      FACETS.map((facet) => chosen[facet] ?? []),
      wordsOf(words),
      within ?? null,
    ]);
    if (this.#last?.asked === asked) return this.#last;
    const says = this.#saying(words);
    const wanted = FACETS.map((facet) => new Set(chosen[facet]));
    const lacking = Int8Array.from(this.#events, (event, row) => {
      if (!says(row) || !isWithin(event, within)) return FAILS;
      let lacks = PASSES;
      for (const [facet, values] of this.#valuesOf(row).entries()) {
        const of = wanted[facet];
        if (!of || of.size === 0 || values.some((value) => of.has(value))) continue;
        if (lacks !== PASSES) return FAILS;
        lacks = facet;
      }
      return lacks;
    });
    const whenever = Uint8Array.from(lacking, (lacks) => (lacks === PASSES ? 1 : 0));
    this.#last = { asked, lacking, whenever };
    return this.#last;
  }

  /** The values of the event at `row`, facet by facet. */
  #valuesOf(row: number): readonly (readonly string[])[] {
    this.#values ??= this.#events.map((event) => FACETS.map((facet) => valuesOf(event, facet)));
    return this.#values[row] ?? [];
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
export function isEverything({ chosen, words, days, within }: Filter): boolean {
  return Object.keys(chosen).length === 0 && words.trim() === "" && isAnyDay(days) && within === undefined;
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
