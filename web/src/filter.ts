// Which events a reader asked for, and how many more each choice would give. Pure: knows no map and no page.

import type { Bounds } from "./box.ts";
import type { Event, Kind } from "./events.ts";
import { type Chosen, type Counts, FACETS, type FacetId, valuesOf } from "./facets.ts";
import { fold, sound } from "./fold.ts";
import { ANY_DAY, type Days, type Spans, isAnyDay, maskOf, spansOf, straddling } from "./spans.ts";

export interface Filter {
  readonly chosen: Chosen;
  /** The words asked for, as they were typed. */
  readonly words: string;
  readonly days: Days;
  /** Only what is drawn in these bounds; wherever it happened if there are none. */
  readonly within?: Bounds | undefined;
}

/** What is searched of places beside what is shown of them; `src/write/names.rs` is the other end. */
export interface Names {
  /** Words of further names, as these sound, by the places' ids. */
  readonly names: Readonly<Record<string, string>>;
  /** The governorate of each place that lies in one. */
  readonly within: Readonly<Record<string, string>>;
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
  /** For each sort of events: `PASSES`, `FAILS`, or the place of the one facet of which it has no chosen value. */
  readonly lacking: Int8Array;
  /** 1 for each event that lacks more than values of facets: words, or its place. */
  readonly missed: Uint8Array;
  readonly whenever: Uint8Array;
}

/** Events that have the same values of each facet are of one sort: of many events most are of few, and these are looked at instead. */
interface Sorts {
  readonly count: number;
  /** The values that each sort has of each facet, in the order of these. */
  readonly values: readonly (readonly (readonly string[])[])[];
  /** The sort of each event. */
  readonly of: Uint32Array;
}

const [PASSES, FAILS] = [-1, -2];

export const EVERYTHING: Filter = { chosen: {}, words: "", days: ANY_DAY };

export class Finder {
  readonly spans: Spans;
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  readonly #names: Names;
  /** What each event has of each facet, and what is searched of it, folded: made when they are asked for first. */
  #sorts: Sorts | undefined;
  #texts: string[] | undefined;
  #rows: ReadonlyMap<string, number> | undefined;
  /** What was asked last by all but the days: these alone change while a brush is dragged. */
  #last: Passed | undefined;

  constructor(events: readonly Event[], kinds: readonly Kind[], names: Names = { names: {}, within: {} }) {
    this.#names = names;
    this.#events = events;
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
    this.spans = spansOf(events);
  }

  /** What `filter` leaves. An event that lacks only the values of one facet is what those would add. */
  find(filter: Filter): Found {
    const { lacking, missed, whenever } = this.#passed(filter);
    const { count: sorts, of, values } = this.#sortsOf();
    const asked = maskOf(this.spans, filter.days);
    const numbers = new Uint32Array(sorts);
    for (let row = 0; row < asked.length; row++) {
      if (asked[row] === 0 || missed[row] === 1) continue;
      const sort = of[row] ?? 0;
      numbers[sort] = (numbers[sort] ?? 0) + 1;
    }
    for (let row = 0; row < asked.length; row++) asked[row] = (asked[row] ?? 0) & (whenever[row] ?? 0);
    const count = numbers.reduce((sum, n, sort) => (lacking[sort] === PASSES ? sum + n : sum), 0);
    const counts = values.map((each, facet) => countsOf(each, numbers, lacking, facet));
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
      askedFor(words),
      within ?? null,
    ]);
    if (this.#last?.asked === asked) return this.#last;
    const says = this.#saying(words);
    const { count, values, of } = this.#sortsOf();
    const lacking = new Int8Array(count).fill(PASSES);
    for (const [facet, id] of FACETS.entries()) {
      const wanted = new Set(chosen[id]);
      if (wanted.size === 0) continue;
      values[facet]?.forEach((has, sort) => {
        if (has.some((value) => wanted.has(value))) return;
        lacking[sort] = lacking[sort] === PASSES ? facet : FAILS;
      });
    }
    const missed = new Uint8Array(of.length);
    if (says || within) {
      for (const [row, event] of this.#events.entries())
        if ((says && !says(row)) || (within && !isWithin(event, within))) missed[row] = 1;
    }
    const whenever = new Uint8Array(of.length);
    for (let row = 0; row < of.length; row++)
      whenever[row] = missed[row] === 0 && lacking[of[row] ?? 0] === PASSES ? 1 : 0;
    this.#last = { asked, lacking, missed, whenever };
    return this.#last;
  }

  #sortsOf(): Sorts {
    this.#sorts ??= sortsOf(this.#events);
    return this.#sorts;
  }

  /** Whether in the event at an index every one of `words` begins a word, in any order; nothing where there are none. */
  #saying(words: string): ((index: number) => boolean) | undefined {
    const asked = askedFor(words);
    if (asked.length === 0) return undefined;
    this.#texts ??= this.#textsOf(this.#events);
    const texts = this.#texts;
    return (index) => asked.every((ways) => ways.some((word) => says(texts[index] ?? "", word)));
  }

  /** Lets be searched what `whole` tell of events of which the rest was not at hand. */
  tell(whole: readonly Event[]): void {
    this.#texts ??= this.#textsOf(this.#events);
    this.#rows ??= new Map(this.#events.map(({ id }, row) => [id, row]));
    const texts = this.#textsOf(whole);
    for (const [at, { id }] of whole.entries()) {
      const row = this.#rows.get(id);
      if (row !== undefined) this.#texts[row] = texts[at] ?? "";
    }
    this.#last = undefined;
  }

  /** What is searched of each event. Titles, places and days are the same of many, and folded once. */
  #textsOf(events: readonly Event[]): string[] {
    const known = new Map<string, string>();
    const folded = (text: string) => {
      const found = known.get(text) ?? searched(text);
      known.set(text, found);
      return found;
    };
    return events.map(({ id, title, kind, place, place_id, dates, reports, told }) => {
      const { names, within } = this.#names;
      const of = place_id ?? "";
      const further = `${names[of] ?? ""} ${names[within[of] ?? ""] ?? ""}`;
      const often = [title, this.#labels.get(kind) ?? "", place, dates, ...(told?.publishers ?? [])];
      const rest = reports.flatMap(({ sentence, headline, publisher }) => [
        sentence,
        headline ?? "",
        publisher ?? "",
      ]);
      return `${often.map(folded).join("")}${searched([id, ...rest].join(" "))} ${further} `;
    });
  }
}

function sortsOf(events: readonly Event[]): Sorts {
  let of = new Uint32Array(events.length);
  // The first event of each sort speaks for all of it.
  let firsts = events.slice(0, 1);
  for (const facet of FACETS) {
    const { sets, of: setOf } = setsOf(events, facet);
    if (sets < 2) continue;
    const finer = new Map<number, number>();
    const first: Event[] = [];
    of = of.map((sort, row) => {
      const both = sort * sets + (setOf[row] ?? 0);
      const known = finer.get(both);
      if (known !== undefined) return known;
      finer.set(both, first.length);
      return first.push(...events.slice(row, row + 1)) - 1;
    });
    firsts = first;
  }
  const values = FACETS.map((facet) => firsts.map((event) => valuesOf(event, facet)));
  return { count: firsts.length, values, of };
}

/** The values that events have of a facet: most have the same few sets of them, so that each is a number. */
function setsOf(
  events: readonly Event[],
  facet: FacetId,
): { readonly sets: number; readonly of: Uint32Array } {
  const known = new Map<string, number>();
  const of = Uint32Array.from(events, (event) => {
    const all = valuesOf(event, facet);
    const key = all.length === 1 && all[0] !== undefined ? all[0] : all.join("\u0000");
    const found = known.get(key) ?? known.size;
    if (found === known.size) known.set(key, found);
    return found;
  });
  return { sets: known.size, of };
}

/** How many events have each value of a facet, whatever is chosen of that very facet; `numbers` is how many there are of each sort. */
function countsOf(
  values: readonly (readonly string[])[],
  numbers: Uint32Array,
  lacking: Int8Array,
  facet: number,
): Counts {
  const found = new Map<string, number>();
  numbers.forEach((n, sort) => {
    if (n === 0 || (lacking[sort] !== PASSES && lacking[sort] !== facet)) return;
    for (const value of values[sort] ?? []) found.set(value, (found.get(value) ?? 0) + n);
  });
  return found;
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
function isWithin({ lon, lat, extent }: Event, [west, south, east, north]: Bounds): boolean {
  return extent !== "region" && west <= lon && lon <= east && south <= lat && lat <= north;
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** `text` as it is searched: each word as it is written, and as it sounds where that differs. */
function searched(text: string): string {
  return wordsOf(text).map(heard).join("");
}

/** The words of many texts are the same few. */
const HEARD = new Map<string, string>();

function heard(word: string): string {
  const known = HEARD.get(word);
  if (known !== undefined) return known;
  const sounds = sound(word);
  const both = sounds === word ? ` ${word}` : ` ${word} ${sounds}`;
  HEARD.set(word, both);
  return both;
}

/**
 * What is to be found of `text`: how each word is written, and how it sounds. A letter alone begins too many words to be told by
 * once it is closed, be it by the sign of a tag: then it is the whole word.
 */
function askedFor(text: string): string[][] {
  const words = fold(text).match(/[\p{L}\p{N}]+(?:$|.)/gsu) ?? [];
  return words.map((found) => {
    const [word = ""] = wordsOf(found);
    if (word.length === 1 && found !== word) return [`${word} `];
    const heard = sound(word);
    // So does what is heard in few letters.
    return word.length > 2 ? [word, heard.length > 2 ? heard : `${heard} `] : [word];
  });
}

/** Whether a word of `text` begins so, be «و», a preposition or the article glued to its front. */
function says(text: string, word: string): boolean {
  return (
    text.includes(` ${word}`) ||
    (/^\p{Script=Arabic}/u.test(word) && GLUED.some((glued) => text.includes(` ${glued}${word}`)))
  );
}

const GLUED = ["ال", "و", "ف", "ب", "ل", "ك", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول"];
