// The events as they travel: what reports share of their source stands once, and what is not told is left out. Pure.
// `src/write/block.rs` is the other end.

import type { Event, Report } from "./events.ts";

/** What a report tells of its source alone. */
type OfSource = Pick<Report, "source" | "publisher" | "headline" | "published" | "url" | "lang">;

/** What is left out is `null`, `false`, or an empty list. */
export interface PackedEvents {
  readonly sources: readonly (Partial<OfSource> & { readonly path: string })[];
  readonly events: readonly (Partial<Omit<Event, "reports">> & {
    readonly reports: readonly PackedReport[];
  })[];
}

interface PackedReport extends Partial<Omit<Report, keyof OfSource | "origin">> {
  /** Of its source among the sources. */
  readonly of: number;
  readonly line: number;
}

const EVENT: Partial<Event> = {
  start: null,
  end: null,
  date_precision: null,
  place_id: null,
  generalised: null,
  status: null,
  coded: null,
  tolls: [],
  corrections: [],
  aliases: [],
};

const REPORT: Partial<Report> = {
  covered: false,
  lang: null,
  publisher: null,
  headline: null,
  published: null,
  url: null,
  status: null,
  counts: [],
  tie: null,
  copy_of: null,
  corrections: [],
};

export function unpackEvents({ sources, events }: PackedEvents): Event[] {
  return events.map((event) => {
    const reports = event.reports.map(({ of, line, ...report }) => {
      const { path = "", ...source } = sources[of] ?? {};
      return { ...REPORT, ...source, ...report, origin: `${path}:${line}` };
    });
    return { ...EVENT, ...event, reports } as unknown as Event;
  });
}
