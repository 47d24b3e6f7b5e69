// The table of events: what the list shows, in the same order, with what the sources say. It is made where it is looked at, as many
// rows at a time as a browser lays out at once; each such page of it has an address.

import { element, webAddress } from "./element.ts";
import { type Event, type Kind, type Report, tellings } from "./events.ts";
import { glyph } from "./glyph.ts";
import { tollInWords } from "./paper.ts";
import type { LinkTo } from "./route.ts";
import type { Shards } from "./shards.ts";
import type { Words } from "./words.ts";

/** So many rows are a page. */
const ROWS = 100;
/** On paper there are no pages to turn; more than this nobody reads. */
const PRINTED_ROWS = 1000;
/** How many pages on either side of the present one are a step away, beside the first and the last. */
const NEAR = 2;

export interface TableOptions {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly words: Words;
  /** Where the sentences are, if not at hand. */
  readonly shards: Shards | undefined;
  readonly linkTo: LinkTo;
  /** Called when a reader asks for all events. */
  readonly onClear: () => void;
  /** How many events there are. */
  readonly all: number;
}

export class Table {
  readonly #options: TableOptions;
  readonly #heading: HTMLElement | null;
  readonly #made = element("div");
  #shown: readonly unknown[] = [];
  /** Looks for rows whose sentences are yet to be loaded and which a reader is about to see. */
  #near: IntersectionObserver | undefined;
  readonly #waiting = new WeakMap<Element, Event>();

  /** `section` may hold a table for readers without this program: it gives way. */
  constructor(section: HTMLElement | null, options: TableOptions) {
    this.#options = options;
    this.#heading = section?.querySelector("h2") ?? null;
    this.#heading?.setAttribute("tabindex", "-1");
    section?.querySelector(".scroller")?.remove();
    section?.append(this.#made);
  }

  /** Shows `events`, or that page of them. */
  show(events: readonly Event[], page = 1): void {
    this.#show(events, page, ROWS);
  }

  /** Shows `events` as far as they are printed. */
  print(events: readonly Event[]): void {
    this.#show(events, 1, PRINTED_ROWS);
  }

  #show(events: readonly Event[], asked: number, rows: number): void {
    const pages = Math.max(1, Math.ceil(events.length / rows));
    const page = Math.min(asked, pages);
    const shown = [events, page, rows];
    if (shown.every((part, at) => part === this.#shown[at])) return;
    this.#shown = shown;
    this.#near?.disconnect();
    this.#near = new IntersectionObserver((seen) => this.#follow(seen), { rootMargin: "400px" });
    const from = (page - 1) * rows;
    const body = events.slice(from, from + rows).map((event, at) => this.#row(event, from + at));
    // The link that led here is about to go: the keyboard goes on at the head of the table.
    const isLeft = this.#made.contains(document.activeElement);
    this.#made.replaceChildren(
      element(
        "div",
        { class: "scroller" },
        element(
          "table",
          // A screen reader tells how many rows there are, not how many were made.
          { class: "cards of-events", "aria-rowcount": pages > 1 ? events.length + 1 : null },
          element("caption", {}, this.#caption(events, from, body.length), this.#clear(events)),
          this.#head(),
          element("tbody", {}, ...body),
        ),
      ),
      ...(pages > 1 ? [this.#pages(page, pages)] : []),
    );
    if (isLeft) this.#heading?.focus({ preventScroll: true });
  }

  #caption({ length }: readonly Event[], from: number, rows: number): string {
    const { words, all } = this.#options;
    const told =
      length === all
        ? words.count("events", length)
        : words.count("found", length).replace("{all}", words.number(all));
    if (rows === length) return told;
    const part = words.text("rows").replace("{from}", words.number(from + 1));
    return `${told} · ${part.replace("{to}", words.number(from + rows))}`;
  }

  /** The way back to all, where these are some. */
  #clear({ length }: readonly Event[]): HTMLElement | null {
    const { words, all, onClear } = this.#options;
    if (length === all) return null;
    const button = element("button", { type: "button", class: "show-all" }, words.text("show_all"));
    button.addEventListener("click", onClear);
    return button;
  }

  #head(): HTMLElement {
    const { words } = this.#options;
    const heads = ["date", "kind", "place", "paper_counts", "reports"];
    const cells = heads.map((key) => element("th", { scope: "col" }, words.text(key)));
    return element("thead", {}, element("tr", {}, ...cells));
  }

  #row(event: Event, number: number): HTMLElement {
    const { kinds, words, shards, linkTo } = this.#options;
    const kind = kinds.get(event.kind);
    const small = (text: string | null) => (text === null ? null : element("small", { dir: "auto" }, text));
    const row = element(
      "tr",
      { "data-row": event.id, "aria-rowindex": number + 2 },
      element("td", {}, event.dates, small(event.date_precision)),
      element(
        "th",
        { scope: "row" },
        kind ? glyph(kind) : null,
        " ",
        `${kind?.label ?? event.kind} `,
        event.status ? element("span", { class: "status" }, event.status) : null,
      ),
      element(
        "td",
        {},
        element("bdi", {}, event.place),
        small(event.place_precision),
        small(event.generalised),
        element("a", { href: linkTo({ view: "event", id: event.id }) }, words.text("show_on_map")),
      ),
      element("td", { class: "numbers" }, ...this.#tolls(event)),
      element("td", {}, shards ? words.count("reports", tellings(event)) : this.#reports(event)),
    );
    if (shards) {
      this.#waiting.set(row, event);
      this.#near?.observe(row);
    }
    return row;
  }

  /** Puts the sentences into rows that come into sight. */
  #follow(seen: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of seen) {
      const event = this.#waiting.get(target);
      if (!isIntersecting || !event) continue;
      this.#near?.unobserve(target);
      Promise.resolve(this.#options.shards?.whole(event) ?? event).then(
        (whole) => {
          const [place, tolls, told] = [...target.children].slice(2);
          tolls?.replaceChildren(...this.#tolls(whole));
          told?.replaceChildren(this.#reports(whole));
          if (whole.generalised) place?.querySelector("a")?.before(element("small", {}, whole.generalised));
        },
        // How many there are is told already.
        () => {},
      );
    }
  }

  #tolls({ tolls }: Event): HTMLElement[] {
    return tolls.map((toll) => tollInWords(toll, this.#options.words));
  }

  #reports({ reports }: Event): HTMLElement {
    return element("ul", {}, ...reports.map((report) => element("li", {}, ...this.#report(report))));
  }

  /** As `report.html` has it, among the templates. */
  #report(report: Report): HTMLElement[] {
    const { words } = this.#options;
    const address = webAddress(report.url);
    const notes = [
      report.published,
      report.status,
      address &&
        element("a", { href: address, rel: "noopener noreferrer nofollow" }, words.text("read_source")),
      ...report.counts.map((count) => element("span", { dir: "auto" }, count)),
    ];
    return [
      report.covered
        ? element("em", { class: "covered" }, words.text("covered"))
        : element("q", { dir: "auto", lang: report.lang }, report.sentence),
      element(
        "span",
        { class: "said" },
        element("cite", { dir: "auto" }, report.publisher ?? report.origin),
        ...notes.flatMap((note) => (note === null ? [] : [" · ", note])),
      ),
    ];
  }

  /** The way to the other pages. */
  #pages(page: number, pages: number): HTMLElement {
    const { words, linkTo } = this.#options;
    const links = pagesNear(page, pages).flatMap((number, at, all) => {
      const link = element(
        "a",
        {
          href: linkTo({ view: "document", section: "table", page: number }),
          "aria-label": words.text("page").replace("{n}", words.number(number)),
          "aria-current": number === page ? "page" : null,
        },
        words.number(number),
      );
      return number - 1 > (all[at - 1] ?? 0) ? ["…", link] : [link];
    });
    return element("nav", { class: "pages", "aria-label": words.text("pages") }, ...links);
  }
}

/** The pages to which there is a link from one of them: the first, the last, and its neighbours. */
export function pagesNear(page: number, pages: number): number[] {
  const numbers = [1, pages];
  for (let number = page - NEAR; number <= page + NEAR; number++) {
    if (number > 0 && number <= pages) numbers.push(number);
  }
  return [...new Set(numbers)].sort((a, b) => a - b);
}
