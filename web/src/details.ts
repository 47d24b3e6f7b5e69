// The details of one event: what is known, how finely, and every report with the sentence that says so.

import { element, webAddress } from "./element.ts";
import type { Correction, Event, Kind, Report, Toll } from "./events.ts";
import { glyph } from "./glyph.ts";
import { EVERYTHING } from "./filter.ts";
import { type LinkTo, formatAddress } from "./route.ts";
import type { Words } from "./words.ts";

export interface Around {
  readonly previous?: Event | undefined;
  readonly next?: Event | undefined;
  /** By which id it is named beyond doubt. */
  readonly own: string;
  /** Others that links to it may mean. */
  readonly alike: readonly Event[];
}

export function details(
  event: Event,
  kind: Kind | undefined,
  around: Around,
  words: Words,
  linkTo: LinkTo,
): HTMLElement {
  return element(
    "article",
    { class: "details" },
    path(around, words, linkTo),
    element("p", { class: "kind" }, kind ? glyph(kind) : null, kind?.label ?? event.kind),
    element("h2", { tabindex: -1, dir: "auto" }, event.title),
    facts(event, words),
    alike(around, words, linkTo),
    ...tolls(event.tolls, words),
    ...corrections(event.corrections, words),
    element("h3", {}, words.count("reports", event.reports.length)),
    element("p", { class: "witnesses" }, words.count("witnesses", event.witnesses)),
    ...event.reports.map((report) => quotation(report, words)),
    element(
      "p",
      { class: "permalink" },
      element("a", { href: permalink(around.own) }, words.text("permalink")),
      " ",
      element("code", { dir: "ltr" }, around.own),
      // Who looks for it in a file finds it by what it is called there.
      ...(around.own === event.id ? [] : [" ", element("code", { dir: "ltr" }, `event_id ${event.id}`)]),
    ),
  );
}

/** Who followed an old link may have been led here for another event. */
function alike({ alike: others }: Around, words: Words, linkTo: LinkTo): HTMLElement | null {
  if (others.length === 0) return null;
  const link = ({ id, title, dates }: Event) =>
    element(
      "li",
      {},
      element("a", { href: linkTo({ view: "event", id }), dir: "auto" }, `${title} · ${dates}`),
    );
  return element(
    "section",
    { class: "alike" },
    element("p", {}, words.text("alike")),
    element("ul", {}, ...others.map(link)),
  );
}

/** A link that tells the event alone, whatever else the reader asked for. */
function permalink(id: string): string {
  return formatAddress({ route: { view: "event", id }, filter: EVERYTHING });
}

function path({ previous, next }: Around, words: Words, linkTo: LinkTo): HTMLElement {
  const step = (event: Event | undefined, key: string, className: string) =>
    event
      ? element("a", {
          class: className,
          href: linkTo({ view: "event", id: event.id }),
          "aria-label": words.text(key),
        })
      : null;
  return element(
    "nav",
    { class: "path", "aria-label": words.text("all_events") },
    element("a", { href: linkTo({ view: "map" }) }, words.text("all_events")),
    step(previous, "previous", "step previous"),
    step(next, "next", "step next"),
  );
}

function facts(event: Event, words: Words): HTMLElement {
  const rows: HTMLElement[] = [];
  const fact = (key: string, value: Node | string, note: string | null) => {
    rows.push(
      element("dt", {}, words.text(key)),
      element("dd", { dir: "auto" }, value, note === null ? null : element("small", {}, note)),
    );
  };
  if (event.status) fact("status", event.status, null);
  fact("date", event.dates, event.date_precision);
  fact("place", event.place, event.place_precision);
  if (event.generalised !== null) {
    rows.push(element("dd", { class: "generalised", dir: "auto" }, event.generalised));
  }
  if (event.extent === "spot") {
    // Five decimals are a metre; latitude first, as people write it.
    const pair = `${event.lat.toFixed(5)}, ${event.lon.toFixed(5)}`;
    fact("coordinates", element("code", { dir: "ltr" }, pair), event.coordinate_status);
  }
  if (event.coded) fact("coded", event.coded, null);
  return element("dl", { class: "facts" }, ...rows);
}

/** Who says which number: two sources' tolls are never made one. */
function tolls(all: readonly Toll[], words: Words): HTMLElement[] {
  if (all.length === 0) return [];
  const row = ({ label, bounds, settled, disputed, claims }: Toll) => {
    const told = settled ? words.text("settled") : disputed ? words.text("disputed") : null;
    return element(
      "li",
      {},
      element("strong", { dir: "auto" }, bounds === null ? label : `${label}: ${bounds}`),
      told === null ? null : element("small", { class: settled ? "settled" : "disputed" }, told),
      element(
        "ul",
        {},
        ...claims.map(({ by, number, words: quoted, superseded }) =>
          element(
            "li",
            { class: superseded ? "superseded" : null },
            element("cite", { dir: "auto" }, by),
            number === null ? null : element("span", { dir: "auto" }, number),
            quoted === "" ? null : element("q", { dir: "auto" }, quoted),
            superseded ? element("small", {}, words.text("superseded")) : null,
          ),
        ),
      ),
    );
  };
  return [element("h3", {}, words.text("numbers")), element("ul", { class: "tolls" }, ...all.map(row))];
}

function corrections(all: readonly Correction[], words: Words): HTMLElement[] {
  if (all.length === 0) return [];
  return [element("h3", {}, words.text("corrections")), correctionList(all)];
}

function correctionList(all: readonly Correction[]): HTMLElement {
  const row = ({ what, by, on, why }: Correction) => {
    return element(
      "li",
      {},
      element("span", { dir: "auto" }, what),
      by === null ? null : element("small", { dir: "auto" }, by),
      on === null ? null : element("small", {}, on),
      why === null ? null : element("span", { class: "why", dir: "auto" }, why),
    );
  };
  return element("ul", { class: "corrections" }, ...all.map(row));
}

function quotation(report: Report, words: Words): HTMLElement {
  const address = webAddress(report.url);
  const name = report.publisher ?? report.origin;
  const link = address
    ? element(
        "a",
        { href: address, rel: "noopener noreferrer nofollow", target: "_blank" },
        words.text("read_source"),
      )
    : null;
  return element(
    "figure",
    { class: "report" },
    element(
      "figcaption",
      {},
      element("cite", { dir: "auto" }, name),
      report.published ? element("span", {}, report.published) : null,
      report.status ? element("span", { class: "status" }, report.status) : null,
    ),
    report.covered
      ? element("p", { class: "covered" }, words.text("covered"))
      : element(
          "blockquote",
          { dir: "auto", lang: report.lang, cite: address },
          element("p", {}, report.sentence),
        ),
    ...report.counts.map((count) => element("p", { class: "count", dir: "auto" }, count)),
    report.corrections.length > 0 ? correctionList(report.corrections) : null,
    report.copy_of === null
      ? null
      : element(
          "p",
          { class: "copy" },
          words.text("copy_of"),
          " ",
          element("code", { dir: "ltr" }, report.copy_of),
        ),
    report.tie === null ? null : element("p", { class: "tie", dir: "auto" }, report.tie),
    element(
      "p",
      { class: "origin" },
      link,
      // Who has no publisher is named by it already.
      report.publisher === null ? null : element("code", { dir: "ltr" }, report.origin),
    ),
  );
}
