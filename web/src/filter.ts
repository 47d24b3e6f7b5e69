// Which events a reader asked for, and how many there are of each kind. Pure: knows no map and no page.

import type { Event, Kind } from "./events.ts";
import { fold } from "./fold.ts";

export interface Filter {
  /** The kinds asked for; all of them where none is. */
  readonly kinds: readonly string[];
  /** The words asked for, as they were typed. */
  readonly words: string;
}

/** What a filter leaves. */
export interface Found {
  /** In the order of the page. */
  readonly events: readonly Event[];
  /** How many events of each kind say its words, whatever kinds it asks for. */
  readonly counts: ReadonlyMap<string, number>;
}

export const EVERYTHING: Filter = { kinds: [], words: "" };

export class Finder {
  readonly #events: readonly Event[];
  readonly #labels: ReadonlyMap<string, string>;
  /** What is searched of each event, folded when it is asked for first. */
  #texts: readonly string[] | undefined;

  constructor(events: readonly Event[], kinds: readonly Kind[]) {
    this.#events = events;
    this.#labels = new Map(kinds.map(({ id, label }) => [id, label]));
  }

  find({ kinds, words }: Filter): Found {
    const saying = this.#saying(words);
    const counts = new Map<string, number>();
    for (const { kind } of saying) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const events = kinds.length === 0 ? saying : saying.filter(({ kind }) => kinds.includes(kind));
    return { events, counts };
  }

  /** The events in which every one of `words` begins a word, in any order. */
  #saying(words: string): readonly Event[] {
    const asked = wordsOf(words);
    if (asked.length === 0) return this.#events;
    this.#texts ??= this.#events.map((event) => ` ${wordsOf(this.#text(event)).join(" ")}`);
    const texts = this.#texts;
    return this.#events.filter((_, index) => asked.every((word) => says(texts[index] ?? "", word)));
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
