// Which events a reader asked for, by kind, words and days, and how many there are of each kind. Pure: knows no map and no page.

import type { Event, Kind } from "./events.ts";
import { fold } from "./fold.ts";
import { ANY_DAY, type Days, type Spans, isAnyDay, maskOf, spansOf, straddling } from "./spans.ts";

export interface Filter {
  /** The kinds asked for; all of them where none is. */
  readonly kinds: readonly string[];
  /** The words asked for, as they were typed. */
  readonly words: string;
  readonly days: Days;
}

/** What a filter leaves. */
export interface Found {
  /** In the order of the page. */
  readonly events: readonly Event[];
  /** How many events of each kind its words and days leave, whatever kinds it asks for. */
  readonly counts: ReadonlyMap<string, number>;
  /** 1 for each event of the page that its words and kinds leave, whatever days it asks for. The same where these are. */
  readonly whenever: Uint8Array;
  /** How many of the events may as well have been on other days than those asked for. */
  readonly straddling: number;
}

/** What words and kinds leave, 1 for each event; `asked` names these. */
interface Passed {
  readonly asked: string;
  readonly saying: Uint8Array;
  readonly whenever: Uint8Array;
}

export const EVERYTHING: Filter = { kinds: [], words: "", days: ANY_DAY };

export class Finder {
  readonly spans: Spans;
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  /** What is searched of each event, folded when it is asked for first. */
  #texts: readonly string[] | undefined;
  /** What was asked last by words and kinds: days alone change while a brush is dragged. */
  #last: Passed | undefined;

  constructor(events: readonly Event[], kinds: readonly Kind[]) {
    this.#events = events;
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
    this.spans = spansOf(events);
  }

  find({ kinds, words, days }: Filter): Found {
    const { saying, whenever } = this.#whenever(kinds, words);
    const then = maskOf(this.spans, days);
    const counts = new Map<string, number>();
    const events: Event[] = [];
    this.#events.forEach((event, row) => {
      if (then[row] === 0 || saying[row] === 0) return;
      counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
      if (whenever[row] === 1) events.push(event);
    });
    return { events, counts, whenever, straddling: straddling(this.spans, whenever, days) };
  }

  #whenever(kinds: readonly string[], words: string): Passed {
    const asked = JSON.stringify([kinds, wordsOf(words)]);
    if (this.#last?.asked === asked) return this.#last;
    const saying = this.#saying(words);
    const chosen = new Set(kinds);
    const whenever =
      chosen.size === 0
        ? saying
        : saying.map((says, row) => (says === 1 && chosen.has(this.#events[row]?.kind ?? "") ? 1 : 0));
    this.#last = { asked, saying, whenever };
    return this.#last;
  }

  /** 1 for each event in which every one of `words` begins a word, in any order. */
  #saying(words: string): Uint8Array {
    const asked = wordsOf(words);
    const saying = new Uint8Array(this.#events.length).fill(1);
    if (asked.length === 0) return saying;
    this.#texts ??= this.#events.map((event) => ` ${wordsOf(this.#text(event)).join(" ")}`);
    this.#texts.forEach((text, row) => {
      if (!asked.every((word) => says(text, word))) saying[row] = 0;
    });
    return saying;
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

/** Whether `filter` leaves all events. */
export function asksAll({ kinds, words, days }: Filter): boolean {
  return kinds.length === 0 && words.trim() === "" && isAnyDay(days);
}

/** `filter` with one kind more, or one less. */
export function toggled(filter: Filter, kind: string): Filter {
  const others = filter.kinds.filter((other) => other !== kind);
  const kinds = others.length === filter.kinds.length ? [...others, kind].sort() : others;
  return { ...filter, kinds };
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
