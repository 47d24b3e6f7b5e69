// The page on paper: what is shown, on a map with numbers and in a table of the same numbers. It is made when a reader prints,
// and gone afterwards.

import { askedInWords } from "./asked.ts";
import type { Bounds } from "./box.ts";
import { element, webAddress } from "./element.ts";
import type { Event, Kind, Toll } from "./events.ts";
import type { Facet } from "./facets.ts";
import { type Filter, isEverything } from "./filter.ts";
import { glyph } from "./glyph.ts";
import { type Group, groupByPlace, placeName } from "./groups.ts";
import type { Order } from "./order.ts";
import { type Plate, type PlateOptions, legend, plate } from "./plate.ts";
import { ranges } from "./tags.ts";
import type { Words } from "./words.ts";

/** More rows than this nobody reads on paper; how many are missing is told. */
const ROWS = 1000;

export interface PaperOptions extends Omit<PlateOptions, "palette" | "family"> {
  readonly facets: readonly Facet[];
}

/** What is printed. */
export interface Printed {
  /** In the order of the list. */
  readonly events: readonly Event[];
  readonly filter: Filter;
  readonly order: Order;
  /** What the map shows. */
  readonly bounds: Bounds;
  /** How many events there are. */
  readonly all: number;
  /** What is read of the one event that is open, where one is. */
  readonly details?: Node | undefined;
  /** Where this is to be had; not told where it is a file of the reader's own. */
  readonly address: string;
}

export class Paper {
  readonly #options: PaperOptions;
  readonly #front = element("section", { class: "paper" });
  readonly #back = element("section", { class: "paper" });

  /** `app` is what has the histogram: it stands between map and table. */
  constructor(app: Element, options: PaperOptions) {
    this.#options = options;
    app.before(this.#front);
    app.after(this.#back);
  }

  show(printed: Printed): void {
    const { words, kinds } = this.#options;
    const events = printed.events.slice(0, ROWS);
    const numbers = new Map(events.map((event, at) => [event, at + 1]));
    const groups = groupByPlace(events);
    // Light on white, whatever the screen is: the style sheet tells it to all that is `.paper`.
    const style = getComputedStyle(this.#front);
    const made = plate(groups, printed.bounds, (event) => numbers.get(event) ?? 0, {
      ...this.#options,
      palette: (name) => style.getPropertyValue(`--${name}`),
      family: style.fontFamily,
    });
    const occurring = [...new Set(events.map(({ kind }) => kind))].flatMap((id) => kinds.get(id) ?? []);
    const { details } = printed;
    this.#front.replaceChildren(
      ...(details ? [] : [this.#asked(printed)]),
      made.element,
      element("p", { class: "paper-credit", dir: "ltr" }, this.#options.basemap.credit),
      legend(occurring),
      this.#key(made, groups, numbers),
    );
    this.#back.replaceChildren(
      details ?? table(events, kinds, words),
      ...(printed.events.length > ROWS
        ? [element("p", { class: "quiet" }, words.count("paper_more", printed.events.length - ROWS))]
        : []),
      this.#foot(printed.address),
    );
    spellOut(this.#front);
    spellOut(this.#back);
  }

  clear(): void {
    this.#front.replaceChildren();
    this.#back.replaceChildren();
  }

  #asked({ filter, order, events, all }: Printed): HTMLElement {
    const { words, facets } = this.#options;
    const found = words.count("found", events.length).replace("{all}", words.number(all));
    return element(
      "dl",
      { class: "asked" },
      ...pairs([
        ...(isEverything(filter) ? [] : [[words.text("events"), found] as const]),
        ...askedInWords(filter, order, facets, words),
      ]),
    );
  }

  /** What the letters on the map stand for, and what is not on it. */
  #key(
    { symbols, outside }: Plate,
    groups: readonly Group[],
    numbers: ReadonlyMap<Event, number>,
  ): HTMLElement {
    const { words } = this.#options;
    const rows: [string, string][] = symbols.flatMap(({ groups, tag }) =>
      tag.spelled === null
        ? []
        : [[tag.text, `${placeName(groups, words)}: ${tag.spelled}`] as [string, string]],
    );
    const spelled = (group: Group) => ranges(group.events.map((event) => numbers.get(event) ?? 0));
    const regions = groups.filter(({ extent }) => extent === "region");
    const wide = regions.map((group) => `${placeName([group], words)}: ${spelled(group)}`);
    if (wide.length > 0) rows.push([words.text("regions"), wide.join("; ")]);
    const beyond = ranges(outside.flatMap(({ events }) => events.map((event) => numbers.get(event) ?? 0)));
    if (beyond !== "") rows.push([words.text("paper_outside"), beyond]);
    return element("dl", { class: "paper-key" }, ...pairs(rows));
  }

  /** How it came about and how it is cited, in the words of the page; and where it is to be had. */
  #foot(address: string): HTMLElement {
    const copy = (selector: string) => document.querySelector(selector)?.cloneNode(true) ?? null;
    return element(
      "div",
      { class: "paper-foot" },
      copy("#method > p"),
      copy("#method .cite"),
      webAddress(address) ? element("p", {}, element("code", { dir: "ltr" }, address)) : null,
    );
  }
}

/** Puts the shapes themselves where they are only referred to: Firefox prints nothing there. */
function spellOut(part: HTMLElement): void {
  for (const use of part.querySelectorAll("use")) {
    const shape = document.querySelector(use.getAttribute("href") ?? "")?.cloneNode();
    if (!(shape instanceof SVGElement)) continue;
    shape.removeAttribute("id");
    shape.setAttribute("fill", use.getAttribute("fill") ?? "#fff");
    use.replaceWith(shape);
  }
}

function pairs(rows: readonly (readonly [string, string])[]): HTMLElement[] {
  return rows.map(([label, told]) =>
    element("div", {}, element("dt", {}, label), element("dd", { dir: "auto" }, told)),
  );
}

function table(events: readonly Event[], kinds: ReadonlyMap<string, Kind>, words: Words): HTMLElement {
  const heads = ["paper_number", "date", "kind", "place", "paper_counts", "paper_sources"];
  return element(
    "table",
    { class: "paper-table" },
    element(
      "thead",
      {},
      element("tr", {}, ...heads.map((key) => element("th", { scope: "col" }, words.text(key)))),
    ),
    element("tbody", {}, ...events.map((event, at) => row(event, at + 1, kinds.get(event.kind), words))),
  );
}

function row(event: Event, number: number, kind: Kind | undefined, words: Words): HTMLElement {
  const small = (text: string | null) => (text === null ? null : element("small", { dir: "auto" }, text));
  return element(
    "tr",
    { "data-printed": event.id },
    element("th", { scope: "row" }, words.number(number)),
    element("td", {}, event.dates, small(event.date_precision)),
    element(
      "td",
      {},
      element("span", { class: "paper-kind" }, kind ? glyph(kind) : null, kind?.label ?? event.kind),
      small(event.status),
    ),
    element(
      "td",
      {},
      element("bdi", {}, event.place),
      small(event.place_precision),
      small(event.generalised),
    ),
    element("td", {}, ...event.tolls.map((toll) => tollInWords(toll, words))),
    element(
      "td",
      {},
      ...sourcesOf(event).map((parts) => element("p", {}, ...joined(parts, " · "))),
      element("code", { dir: "ltr" }, event.id),
    ),
  );
}

/** Best, low and high where the claims leave such; else who tells what. */
export function tollInWords({ label, bounds, settled, disputed, claims }: Toll, words: Words): HTMLElement {
  const standing = claims.filter(({ superseded }) => !superseded);
  const told =
    bounds === null
      ? standing.flatMap(({ by, number, words }) => [number ?? words, by])
      : [bounds, settled ? words.text("settled") : disputed ? words.text("disputed") : null];
  return element("p", {}, element("bdi", {}, label), ": ", ...joined(told, " · "));
}

/** Who tells it, and when it was published; each once. */
function sourcesOf({ reports }: Event): [by: string, published: string | null][] {
  const told = reports.map(({ publisher, origin, published }): [string, string | null] => [
    publisher ?? origin.replace(/:\d+$/, ""),
    published,
  ]);
  return [...new Map(told.map((parts) => [parts.join("\n"), parts])).values()];
}

/** Texts of any direction, with `between` between them. */
function joined(parts: readonly (string | null)[], between: string): (HTMLElement | string)[] {
  const told = parts.filter((part) => part !== null && part !== "").map((part) => element("bdi", {}, part));
  return told.flatMap((part, at) => (at === 0 ? [part] : [between, part]));
}
