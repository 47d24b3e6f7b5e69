// The events as the generator wrote them into the page: `<script type="application/json" id="events">`.
// `src/write/page.rs` is the other end; docs/templates.md tells the fields. Every text is plain text.

import type { PackedColumns } from "./columns.ts";
import type {} from "./crowd.ts";
import type { Names } from "./filter.ts";
import { type PackedEvents, unpackEvents } from "./packed.ts";

/** How far an event's place lets itself be drawn; nothing is drawn finer than it is known. */
export type Extent =
  /** A point that can be trusted: a site, or a coordinate of the source. */
  | "spot"
  /** A town or quarter, drawn at its centre as a hollow marker. */
  | "centre"
  /** A district, or a place without a trusted point: its circle, never a marker. */
  | "area"
  /** A governorate or a country: named at the margin of the map. */
  | "region";

export interface Kind {
  readonly id: string;
  readonly label: string;
  /** `#rrggbb`. */
  readonly colour: string;
  /** The id of a shape in templates/symbols.html, without its `symbol-`. */
  readonly symbol: string;
}

/** What an event is chosen by, the same in every language: words of docs/events-geojson.md, or `undated`. */
export interface Codes {
  readonly status: string;
  readonly place: string;
  readonly date: string;
  readonly number: readonly string[];
}

/** What a code is called in the language of the page. */
export interface Term {
  readonly id: string;
  readonly label: string;
}

export interface Report {
  /** Empty where it is covered. */
  readonly sentence: string;
  /** Whether the sentence is not published. */
  readonly covered: boolean;
  readonly lang: string | null;
  /** The id of its source. */
  readonly source: string;
  readonly publisher: string | null;
  readonly headline: string | null;
  readonly published: string | null;
  readonly url: string | null;
  /** In words; `null` where it is told as a fact. */
  readonly status: string | null;
  /** `file:line`. */
  readonly origin: string;
  /** How many of what, in words. */
  readonly counts: readonly string[];
  /** What holds it to its event, in words. */
  readonly tie: string | null;
  /** The id of the source whose words it repeats. */
  readonly copy_of: string | null;
  readonly corrections: readonly Correction[];
}

/** What an analyst changed. */
export interface Correction {
  readonly what: string;
  readonly by: string | null;
  readonly on: string | null;
  readonly why: string | null;
}

/** What the sources of an event tell of one measure, side by side. */
export interface Toll {
  readonly label: string;
  /** The bounds that all claims leave, in words. */
  readonly bounds: string | null;
  /** Whether an analyst set it. */
  readonly settled: boolean;
  /** Whether the claims cannot all be right. */
  readonly disputed: boolean;
  readonly claims: readonly Claim[];
}

export interface Claim {
  readonly by: string;
  readonly number: string | null;
  readonly words: string;
  /** Whether the same source tells another number later. */
  readonly superseded: boolean;
}

export interface Event {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  /** `YYYY-MM-DD`; both `null` where the event is undated. */
  readonly start: string | null;
  readonly end: string | null;
  /** In words, as `date_precision` and all the rest but `extent`. */
  readonly dates: string;
  readonly date_precision: string | null;
  readonly place_id: string | null;
  readonly place: string;
  readonly place_precision: string;
  /** How far the coordinates can be trusted, in words. */
  readonly coordinate_status: string;
  readonly extent: Extent;
  readonly lon: number;
  readonly lat: number;
  readonly radius_m: number;
  readonly codes: Codes;
  /** That its place is told less finely than it is known, in words; `null` where it is not. */
  readonly generalised: string | null;
  /** In words; `null` where it is told as a fact. */
  readonly status: string | null;
  /** What of it a record coded by hand decides, in words. */
  readonly coded: string | null;
  /** How many sources tell it in words of their own. */
  readonly witnesses: number;
  readonly tolls: readonly Toll[];
  readonly corrections: readonly Correction[];
  /** Further ids that lead here. */
  readonly aliases: readonly string[];
  readonly reports: readonly Report[];
  /** What its reports come to, where they are not at hand yet. */
  readonly told?: Told | undefined;
}

export interface Told {
  readonly reports: number;
  /** Each once. */
  readonly publishers: readonly string[];
}

/** How many reports tell an event. */
export function tellings({ told, reports }: Event): number {
  return told?.reports ?? reports.length;
}

/** A name on the basemap. */
export interface Label {
  readonly name: string;
  /** A class of the gazetteer: `city`, `governorate`, … */
  readonly class: string;
  readonly lon: number;
  readonly lat: number;
}

export interface Page extends Names {
  readonly lang: string;
  readonly strings: Readonly<Record<string, string>>;
  readonly kinds: readonly Kind[];
  /** The codes that may occur, in their order. */
  readonly terms: Readonly<Record<keyof Codes, readonly Term[]>>;
  readonly events: readonly Event[];
  readonly labels: readonly Label[];
  /** Where the rest is told of very many events; without it all is at hand. */
  readonly shards?: string;
  /** How many reports are part of no event, for want of a place. */
  readonly unplaced: number;
}

interface PackedMany {
  readonly columns: PackedColumns;
}

interface PackedLabels {
  /** By class. */
  readonly labels: Readonly<Record<string, readonly (readonly [name: string, lon: number, lat: number])[]>>;
}

export function readPage(document: Document): Page {
  const block = document.getElementById("events")?.textContent;
  if (!block) throw new Error("the page has no block of events");
  const read = JSON.parse(block) as Omit<Page, "events" | "labels"> &
    PackedLabels &
    (PackedEvents | PackedMany);
  const labels = Object.entries(read.labels).flatMap(([ofClass, all]) =>
    all.map(([name, lon, lat]) => ({ name, class: ofClass, lon, lat })),
  );
  if ("columns" in read) {
    if (!window.kharitaMany) throw new Error("the template does not load assets/many.js");
    const events = window.kharitaMany.unpackColumns(read.columns);
    return { ...read, events, shards: read.columns.shards, labels };
  }
  return { ...read, events: unpackEvents(read), labels };
}

/** Who claims each id: the event that bears it, first, and all that list it among their aliases. */
export function byId(events: readonly Event[]): Map<string, readonly Event[]> {
  const claimed = new Map<string, Event[]>();
  for (const event of events) claimed.set(event.id, [event]);
  for (const event of events) {
    for (const alias of event.aliases) claimed.set(alias, [...(claimed.get(alias) ?? []), event]);
  }
  return claimed;
}

/**
 * By which id an event is named beyond doubt: by its own, or, where others claim that too, by the one with a mark behind it that leads
 * to it alone. Rows of corrections follow no other.
 */
export function idOf({ id, aliases }: Event, claimants: (id: string) => readonly Event[]): string {
  if (claimants(id).length < 2) return id;
  const isMarked = (alias: string) =>
    alias.startsWith(`${id}-`) && /^[\da-f]+$/.test(alias.slice(id.length + 1));
  return aliases.find((alias) => isMarked(alias) && claimants(alias).length === 1) ?? id;
}

/** What `id` leads to, of those that claim it: the event that bears it; else any of them. */
export function ledTo(id: string, claimants: readonly Event[]): readonly Event[] {
  const [first] = claimants;
  return first?.id === id ? [first] : claimants;
}
