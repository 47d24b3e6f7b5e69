// The head of the list: the search box, the kinds as buttons, and how many events are shown.

import { element } from "./element.ts";
import type { Kind } from "./events.ts";
import { type Filter, type Found, asksAll } from "./filter.ts";
import { glyph } from "./glyph.ts";
import type { Words } from "./words.ts";

export interface FindOptions {
  /** The kinds that occur, in the order of the buttons. */
  readonly kinds: readonly Kind[];
  readonly words: Words;
  readonly onWords: (words: string) => void;
  readonly onKind: (kind: string) => void;
  readonly onClear: () => void;
}

export class FindBox {
  readonly element: HTMLElement;
  readonly #words: Words;
  readonly #input: HTMLInputElement;
  readonly #clear: HTMLButtonElement;
  readonly #said = element("p", { class: "found quiet", role: "status" });
  readonly #kinds = new Map<string, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>();

  constructor({ kinds, words, onWords, onKind, onClear }: FindOptions) {
    this.#words = words;
    this.#input = element("input", {
      type: "search",
      class: "search",
      dir: "auto",
      autocomplete: "off",
      "aria-label": words.text("search"),
      placeholder: words.text("search"),
    });
    this.#input.addEventListener("input", () => onWords(this.#input.value));
    const buttons = kinds.map((kind) => {
      const count = element("b");
      const button = element("button", { type: "button" }, glyph(kind), kind.label, count);
      button.addEventListener("click", () => onKind(kind.id));
      this.#kinds.set(kind.id, { button, count });
      return element("li", {}, button);
    });
    this.#clear = element("button", { type: "button", class: "clear" }, words.text("show_all"));
    this.#clear.addEventListener("click", () => {
      onClear();
      this.#input.focus();
    });
    this.element = element(
      "search",
      { class: "find" },
      this.#input,
      element("ul", { class: "legend", "aria-label": words.text("kinds") }, ...buttons),
      element("div", { class: "told" }, this.#said, this.#clear),
    );
  }

  /** Shows what is asked for and how much there is of it. */
  show(filter: Filter, { events, counts, straddling }: Found, all: number): void {
    if (this.#input.value !== filter.words) this.#input.value = filter.words;
    for (const [kind, { button, count }] of this.#kinds) {
      const number = counts.get(kind) ?? 0;
      button.setAttribute("aria-pressed", String(filter.kinds.includes(kind)));
      button.classList.toggle("none", number === 0);
      count.textContent = this.#words.number(number);
    }
    const isAll = asksAll(filter);
    this.#clear.hidden = isAll;
    const found = isAll
      ? this.#words.count("events", all)
      : this.#words.count("found", events.length).replace("{all}", this.#words.number(all));
    const others = straddling === 0 ? "" : ` · ${this.#words.count("straddling", straddling)}`;
    this.#said.textContent = found + others;
  }

  /** Whether the number of events goes unsaid while it changes many times a second. */
  hush(hushed: boolean): void {
    this.#said.setAttribute("aria-live", hushed ? "off" : "polite");
  }
}
