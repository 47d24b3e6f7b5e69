// The values of one facet as buttons, each with the number of events that it would show.

import { element } from "./element.ts";
import type { Term } from "./events.ts";
import type { Counts } from "./facets.ts";
import type { Words } from "./words.ts";

export interface ChoicesOptions {
  /** What the values are values of. */
  readonly label: string;
  readonly values: readonly Term[];
  readonly words: Words;
  readonly onValue: (value: string) => void;
  /** What stands before the label of a value. */
  readonly sign?: (value: string) => SVGElement | null;
}

/** How many values are shown at first where there are many, as publishers and sources are. */
const FEW = 8;

export class Choices {
  readonly element: HTMLUListElement;
  readonly #words: Words;
  readonly #buttons = new Map<string, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>();
  readonly #more: HTMLLIElement | null;

  constructor({ label, values, words, onValue, sign }: ChoicesOptions) {
    this.#words = words;
    const rows = values.map(({ id, label }) => {
      const count = element("b");
      const name = element("span", { dir: "auto" }, label);
      const button = element("button", { type: "button" }, sign?.(id) ?? null, name, count);
      button.addEventListener("click", () => onValue(id));
      this.#buttons.set(id, { button, count });
      return element("li", {}, button);
    });
    this.#more = sign || rows.length <= FEW + 1 ? null : this.#rest(rows.slice(FEW));
    this.element = element("ul", { class: "choices", "aria-label": label }, ...rows, this.#more);
  }

  /** Shows which values are chosen, and how many events there are of each. */
  show(chosen: readonly string[], counts: Counts): void {
    for (const [value, { button, count }] of this.#buttons) {
      const number = counts.get(value) ?? 0;
      button.setAttribute("aria-pressed", String(chosen.includes(value)));
      button.classList.toggle("none", number === 0);
      count.textContent = this.#words.number(number);
      if (chosen.includes(value) && button.parentElement?.hidden) this.#open();
    }
  }

  /** Hides `rows` behind a button that brings them. */
  #rest(rows: readonly HTMLLIElement[]): HTMLLIElement {
    for (const row of rows) row.hidden = true;
    const button = element(
      "button",
      { type: "button", class: "more" },
      this.#words.count("more_values", rows.length),
    );
    button.addEventListener("click", () => {
      this.#open();
      rows[0]?.querySelector("button")?.focus();
    });
    return element("li", {}, button);
  }

  #open(): void {
    for (const row of this.element.children) (row as HTMLLIElement).hidden = false;
    this.#more?.remove();
  }
}
