// The offer to search what very many events' sources say, which is not at hand: it is read shard after shard once a reader wants it.

import { element } from "./element.ts";
import type { Event } from "./events.ts";
import type { Shards } from "./shards.ts";
import type { Words } from "./words.ts";

export interface DeepOptions {
  readonly shards: Shards;
  readonly words: Words;
  /** Called with the events of each shard. */
  readonly onRead: (whole: readonly Event[]) => void;
  /** Called when each has been read, or is missing: whether none is. */
  readonly onDone: (whole: boolean) => void;
}

export class Deep {
  readonly element = element("p", { class: "deep", hidden: true });
  readonly #options: DeepOptions;
  readonly #button: HTMLButtonElement;
  readonly #said = element("span", { class: "quiet", role: "status" });
  #isDone = false;

  constructor(options: DeepOptions) {
    this.#options = options;
    this.#button = element("button", { type: "button" }, options.words.text("search_deep"));
    this.#button.addEventListener("click", () => void this.#read());
    this.element.append(this.#button, this.#said);
  }

  /** Offers it to who searches. */
  offer(words: string): void {
    this.element.hidden = this.#isDone || words.trim() === "";
  }

  async #read(): Promise<void> {
    const { shards, words, onRead, onDone } = this.#options;
    // One that was disabled would lose the keyboard.
    if (this.#button.getAttribute("aria-disabled") === "true") return;
    this.#button.setAttribute("aria-disabled", "true");
    let missing = 0;
    for (let shard = 0; shard < shards.count; shard++) {
      await shards.read(shard).then(onRead, () => missing++);
      const tenths = Math.floor((10 * (shard + 1)) / shards.count);
      // Each of hundreds would be too much to listen to.
      const told = words.text("search_reading").replace("{n}", words.number(10 * tenths));
      if (this.#said.textContent !== told) this.#said.textContent = told;
    }
    this.#button.removeAttribute("aria-disabled");
    // What is missing may be there when it is asked for again.
    this.#isDone = missing === 0;
    this.#said.textContent = missing === 0 ? "" : words.text("search_missing");
    onDone(missing === 0);
  }
}
