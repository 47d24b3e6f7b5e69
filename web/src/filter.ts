// Which events a reader asked for, and how many more each choice would give. Pure: knows no map and no page.

import type { Bounds } from "./box.ts";
import type { Event, Kind } from "./events.ts";
import { type Chosen, type Counts, FACETS, type FacetId, valuesOf } from "./facets.ts";
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

/** What a filter leaves. */
export interface Found {
  /** In the order of the page. */
  readonly events: readonly Event[];
  readonly count: number;
  /** The same as 1 for each event of the page. */
  readonly asked: Uint8Array;
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

/** The values that events have of a facet: most have the same few sets of them, so that each stands once. */
interface Sets {
  readonly values: readonly (readonly string[])[];
  /** The set of each event. */
  readonly of: Uint32Array;
}

/** What is chosen of a facet. */
interface Wanted {
  /** The place of the facet. */
  readonly at: number;
  /** The set of each event. */
  readonly of: Uint32Array;
  /** Whether each set has a value that is chosen. */
  readonly has: readonly boolean[];
}

const [PASSES, FAILS] = [-1, -2];

export const EVERYTHING: Filter = { chosen: {}, words: "", days: ANY_DAY };

export class Finder {
  readonly spans: Spans;
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  /** What each event has of each facet, and what is searched of it, folded: made when they are asked for first. */
  #sets: readonly Sets[] | undefined;
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
    const asked = maskOf(this.spans, filter.days);
    const counts = countsOf(this.#setsOf(), lacking, asked);
    let count = 0;
    for (let row = 0; row < asked.length; row++) {
      if (lacking[row] !== PASSES) asked[row] = 0;
      count += asked[row] ?? 0;
    }
    const all = this.#events;
    return {
      // Of very many, who needs them in another order picks them anyway.
      get events() {
        return all.filter((_, row) => asked[row] === 1);
      },
      count,
      asked,
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
    const sets = this.#setsOf();
    const wanted = FACETS.flatMap((facet, at): Wanted[] => {
      const values = new Set(chosen[facet]);
      const set = sets[at];
      if (values.size === 0 || !set) return [];
      return [{ at, of: set.of, has: set.values.map((all) => all.some((value) => values.has(value))) }];
    });
    const lacking = new Int8Array(this.#events.length);
    for (let row = 0; row < lacking.length; row++) {
      const event = this.#events[row];
      if (!says(row) || (within && event && !isWithin(event, within))) lacking[row] = FAILS;
      else lacking[row] = lackOf(row, wanted);
    }
    const whenever = new Uint8Array(lacking.length);
    for (let row = 0; row < lacking.length; row++) whenever[row] = lacking[row] === PASSES ? 1 : 0;
    this.#last = { asked, lacking, whenever };
    return this.#last;
  }

  #setsOf(): readonly Sets[] {
    this.#sets ??= FACETS.map((facet) => setsOf(this.#events, facet));
    return this.#sets;
  }

  /** Whether in the event at an index every one of `words` begins a word, in any order. */
  #saying(words: string): (index: number) => boolean {
    const asked = wordsOf(words);
    if (asked.length === 0) return () => true;
    this.#texts ??= this.#textsOf();
    const texts = this.#texts;
    return (index) => asked.every((word) => says(texts[index] ?? "", word));
  }

  /** What is searched of each event. Titles, places and days are the same of many, and folded once. */
  #textsOf(): string[] {
    const known = new Map<string, string>();
    const folded = (text: string) => {
      const found = known.get(text) ?? ` ${wordsOf(text).join(" ")}`;
      known.set(text, found);
      return found;
    };
    return this.#events.map(({ id, title, kind, place, dates, reports, told }) => {
      const often = [title, this.#labels.get(kind) ?? "", place, dates, ...(told?.publishers ?? [])];
      const rest = reports.flatMap(({ sentence, headline, publisher }) => [
        sentence,
        headline ?? "",
        publisher ?? "",
      ]);
      return `${often.map(folded).join("")} ${wordsOf([id, ...rest].join(" ")).join(" ")}`;
    });
  }
}

/** `PASSES`, `FAILS`, or the place of the one facet of which the event at `row` has no chosen value. */
function lackOf(row: number, wanted: readonly Wanted[]): number {
  let lacks = PASSES;
  for (const { at, of, has } of wanted) {
    if (has[of[row] ?? 0]) continue;
    if (lacks !== PASSES) return FAILS;
    lacks = at;
  }
  return lacks;
}

function setsOf(events: readonly Event[], facet: FacetId): Sets {
  const values: (readonly string[])[] = [];
  const known = new Map<string, number>();
  const of = Uint32Array.from(events, (event) => {
    const all = valuesOf(event, facet);
    const key = all.length === 1 && all[0] !== undefined ? all[0] : all.join("\u0000");
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, values.length);
    return values.push(all) - 1;
  });
  return { values, of };
}

/** How many of the events that are 1 in `then` have each value of each facet, whatever is chosen of that very facet. */
function countsOf(sets: readonly Sets[], lacking: Int8Array, then: Uint8Array): Counts[] {
  const counts = sets.map(({ values, of }) => ({ of, counts: new Uint32Array(values.length) }));
  const count = (facet: number, row: number) => {
    const { of, counts: here } = counts[facet] ?? NO_COUNTS;
    const set = of[row] ?? 0;
    here[set] = (here[set] ?? 0) + 1;
  };
  for (let row = 0; row < then.length; row++) {
    const lacks = lacking[row] ?? FAILS;
    if (then[row] === 0 || lacks === FAILS) continue;
    if (lacks === PASSES) for (let facet = 0; facet < sets.length; facet++) count(facet, row);
    else count(lacks, row);
  }
  return counts.map(({ counts: here }, facet) => {
    const found = new Map<string, number>();
    here.forEach((n, set) => {
      if (n === 0) return;
      for (const value of sets[facet]?.values[set] ?? []) found.set(value, (found.get(value) ?? 0) + n);
    });
    return found;
  });
}

const NO_COUNTS = { of: new Uint32Array(), counts: new Uint32Array() };

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
function isWithin({ lon, lat, extent }: Event, [west, south, east, north]: Bounds): boolean {
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
