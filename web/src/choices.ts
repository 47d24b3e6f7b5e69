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

/** How many values are shown at first where there are many, as publishers and sources are, and how many more each time. */
const [FEW, MORE] = [8, 100];

export class Choices {
  readonly element: HTMLUListElement;
  readonly #options: ChoicesOptions;
  readonly #buttons = new Map<string, { readonly button: HTMLButtonElement; readonly count: HTMLElement }>();
  /** Those that have no button yet: thousands would take longer to make than all the rest of the page. */
  #rest: readonly Term[];
  readonly #more: HTMLLIElement;
  #chosen: readonly string[] = [];
  #counts: Counts = new Map();

  constructor(options: ChoicesOptions) {
    this.#options = options;
    const { label, values, sign } = options;
    const button = element("button", { type: "button", class: "more" });
    button.addEventListener("click", () => {
      this.#make(this.#rest.slice(0, MORE))?.focus();
      this.#show();
    });
    this.#more = element("li", {}, button);
    this.element = element("ul", { class: "choices", "aria-label": label }, this.#more);
    this.#rest = values;
    this.#make(sign || values.length <= FEW + 1 ? values : values.slice(0, FEW));
  }

  /** Shows which values are chosen, and how many events there are of each. */
  show(chosen: readonly string[], counts: Counts): void {
    this.#chosen = chosen;
    this.#counts = counts;
    this.#make(this.#rest.filter(({ id }) => chosen.includes(id)));
    this.#show();
  }

  #show(): void {
    const { words } = this.#options;
    for (const [value, { button, count }] of this.#buttons) {
      const number = this.#counts.get(value) ?? 0;
      const told = words.number(number);
      const pressed = String(this.#chosen.includes(value));
      // What is written anew is laid out anew, be it the same.
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
      if (count.textContent === told) continue;
      button.classList.toggle("none", number === 0);
      count.textContent = told;
    }
  }

  /** Gives values that have none a button; the first of these. */
  #make(values: readonly Term[]): HTMLButtonElement | undefined {
    const { words, sign, onValue } = this.#options;
    const made = values.map(({ id, label }) => {
      const count = element("b");
      const name = element("span", { dir: "auto" }, label);
      const button = element("button", { type: "button" }, sign?.(id) ?? null, name, count);
      button.addEventListener("click", () => onValue(id));
      this.#buttons.set(id, { button, count });
      return button;
    });
    this.#more.before(...made.map((button) => element("li", {}, button)));
    this.#rest = this.#rest.filter(({ id }) => !this.#buttons.has(id));
    const [more] = this.#more.children;
    if (more) more.textContent = words.count("more_values", this.#rest.length);
    if (this.#rest.length === 0) this.#more.remove();
    return made[0];
  }
}
