// The events as the generator wrote them into the page: `<script type="application/json" id="events">`.
// `src/write/page.rs` is the other end; docs/templates.md tells the fields. Every text is plain text.

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

export interface Report {
  readonly sentence: string;
  readonly lang: string | null;
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
  readonly reports: readonly Report[];
}

/** A name on the basemap. */
export interface Label {
  readonly name: string;
  /** A class of the gazetteer: `city`, `governorate`, … */
  readonly class: string;
  readonly lon: number;
  readonly lat: number;
}

export interface Page {
  readonly lang: string;
  readonly strings: Readonly<Record<string, string>>;
  readonly kinds: readonly Kind[];
  readonly events: readonly Event[];
  readonly labels: readonly Label[];
}

export function readPage(document: Document): Page {
  const block = document.getElementById("events")?.textContent;
  if (!block) throw new Error("the page has no block of events");
  return JSON.parse(block) as Page;
}

/** Newest first by their first day, undated last; events of one day keep the generator's order. */
export function newestFirst(events: readonly Event[]): Event[] {
  const day = (event: Event) => event.start ?? event.end ?? "";
  return [...events].sort((a, b) => (day(a) < day(b) ? 1 : day(a) > day(b) ? -1 : 0));
}
