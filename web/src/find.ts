// The head of the list: the search box, the kinds and the other facets as buttons, and how many events are shown, in which order.

import { Choices } from "./choices.ts";
import { element } from "./element.ts";
import type { Kind } from "./events.ts";
import type { Facet, FacetId } from "./facets.ts";
import { type Filter, type Found, isEverything } from "./filter.ts";
import { glyph } from "./glyph.ts";
import { ORDERS, type Order } from "./order.ts";
import type { Format } from "./save.ts";
import type { Words } from "./words.ts";

export interface FindOptions {
  /** The facets of the page, that of kinds first. */
  readonly facets: readonly Facet[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** How many reports have no place, and so are no part of any event. */
  readonly unplaced: number;
  /** What the search box looks in. */
  readonly search: string;
  /** The offer to look in more. */
  readonly deep: HTMLElement | null;
  readonly words: Words;
  readonly onWords: (words: string) => void;
  readonly onValue: (facet: FacetId, value: string) => void;
  readonly onWithin: (on: boolean) => void;
  readonly onOrder: (order: Order) => void;
  readonly onClear: () => void;
  readonly onSave: (format: Format) => void;
}

export class FindBox {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #input: HTMLInputElement;
  readonly #clear: HTMLButtonElement;
  readonly #said = element("p", { class: "found quiet", role: "status" });
  readonly #deep: HTMLElement | null;
  readonly #choices = new Map<FacetId, Choices>();
  readonly #within = element("input", { type: "checkbox" });
  readonly #order: HTMLSelectElement;
  readonly #more: HTMLElement;
  readonly #others: HTMLDetailsElement;
  /** Shows what the facets that are folded away count, once they are opened. */
  #unfold = () => {};

  constructor(options: FindOptions) {
    const { facets, kinds, unplaced, search, words } = options;
    this.#words = words;
    this.#deep = options.deep;
    this.#input = element("input", {
      type: "search",
      class: "search",
      dir: "auto",
      autocomplete: "off",
    });
    this.search(search);
    this.#input.addEventListener("input", () => options.onWords(this.#input.value));
    this.#clear = element("button", { type: "button", class: "clear" }, words.text("show_all"));
    this.#clear.addEventListener("click", () => {
      options.onClear();
      this.#input.focus();
    });
    this.#within.addEventListener("change", () => options.onWithin(this.#within.checked));
    this.#order = orders(options);
    const [legend, ...others] = facets.map((facet) => this.#facet(facet, kinds, options));
    this.#more = element("span", { class: "chosen" });
    this.#others = element(
      "details",
      { class: "facets" },
      element("summary", {}, words.text("more_filters"), this.#more),
      element("label", { class: "within" }, this.#within, words.text("within")),
      ...others,
    );
    this.#others.addEventListener("toggle", () => this.#unfold());
    this.element = element(
      "search",
      { class: "find" },
      this.#input,
      options.deep,
      legend ?? null,
      this.#others,
      element(
        "div",
        { class: "told" },
        this.#said,
        this.#clear,
        element("label", { class: "order" }, element("span", {}, words.text("order")), this.#order),
      ),
      tray(unplaced, words),
      downloads(options),
    );
  }

  /** Shows what is asked for and how much there is of it. */
  show(filter: Filter, order: Order, { count, counts, straddling }: Found, all: number): void {
    if (this.#input.value !== filter.words) this.#input.value = filter.words;
    const show = (facet: FacetId, choices: Choices) =>
      choices.show(filter.chosen[facet] ?? [], counts.get(facet) ?? new Map());
    this.#unfold = () => {
      for (const [facet, choices] of this.#choices) if (facet !== "kind") show(facet, choices);
    };
    const kinds = this.#choices.get("kind");
    if (kinds) show("kind", kinds);
    if (this.#others.open) this.#unfold();
    this.#within.checked = filter.within !== undefined;
    this.#order.value = order;
    const { kind: _, ...more } = filter.chosen;
    const chosen = Object.values(more).flat().length + (filter.within ? 1 : 0);
    this.#more.textContent = chosen === 0 ? "" : this.#words.number(chosen);
    const isAll = isEverything(filter);
    this.#clear.hidden = isAll;
    const found = isAll
      ? this.#words.count("events", all)
      : this.#words.count("found", count).replace("{all}", this.#words.number(all));
    const others = straddling === 0 ? "" : ` · ${this.#words.count("straddling", straddling)}`;
    this.#said.textContent = found + others;
  }

  /** Tells what the search box looks in. */
  search(what: string): void {
    // The offer goes with what it offers.
    if (this.#deep?.contains(document.activeElement)) this.#input.focus();
    this.#input.placeholder = what;
    this.#input.setAttribute("aria-label", what);
  }

  /** Whether the number of events goes unsaid while it changes many times a second. */
  hush(hushed: boolean): void {
    this.#said.setAttribute("aria-live", hushed ? "off" : "polite");
  }

  #facet({ id, values }: Facet, kinds: ReadonlyMap<string, Kind>, options: FindOptions): HTMLElement | null {
    const { words, onValue } = options;
    const isKind = id === "kind";
    // What is the same of all events tells none apart.
    if (!isKind && values.length < 2) return null;
    const label = words.text(`facet_${id}`);
    const sign = (value: string) => {
      const kind = kinds.get(value);
      return kind ? glyph(kind) : null;
    };
    const choices = new Choices({
      label,
      values,
      words,
      onValue: (value) => onValue(id, value),
      ...(isKind ? { sign } : {}),
    });
    this.#choices.set(id, choices);
    if (!isKind) return element("section", { class: "facet" }, element("h2", {}, label), choices.element);
    choices.element.classList.add("legend");
    return choices.element;
  }
}

function orders({ words, onOrder }: FindOptions): HTMLSelectElement {
  const choices = ORDERS.map((order) => element("option", { value: order }, words.text(`order_${order}`)));
  const select = element("select", {}, ...choices);
  select.addEventListener("change", () => {
    const order = ORDERS.find((order) => order === select.value);
    if (order) onOrder(order);
  });
  return select;
}

/** What is shown, as files. */
function downloads({ words, onSave }: FindOptions): HTMLElement {
  const button = (format: Format, name: string) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", () => onSave(format));
    return button;
  };
  return element(
    "p",
    { class: "downloads" },
    element("span", {}, words.text("download")),
    button("geojson", "GeoJSON"),
    button("csv", "CSV"),
  );
}

/** What is on no map, always in sight; what is in no time stands beside the histogram. */
function tray(unplaced: number, words: Words): HTMLElement | null {
  if (unplaced === 0) return null;
  return element(
    "p",
    { class: "tray" },
    element("a", { href: "#unplaced" }, words.count("unplaced", unplaced)),
  );
}
