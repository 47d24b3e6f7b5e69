// The texts of very many events, loaded as scripts when one of them is read: that works without a server too.

import { Outline } from "./columns.ts";
import { element } from "./element.ts";
import type { Event } from "./events.ts";
import { type PackedEvents, unpackEvents } from "./packed.ts";

declare global {
  interface Window {
    /** Called by each shard with what it holds. */
    kharitaShard?: (shard: number, events: PackedEvents) => void;
  }
}

export class Shards {
  readonly #path: string;
  readonly #loaded = new Map<number, ReadonlyMap<string, Event>>();
  readonly #asked = new Map<number, Promise<void>>();

  constructor(path: string) {
    this.#path = path;
    window.kharitaShard = (shard, packed) => {
      this.#loaded.set(shard, new Map(unpackEvents(packed).map((event) => [event.id, event])));
    };
  }

  /** All that is told of an event; at once where it is at hand. */
  whole(event: Event): Event | Promise<Event> {
    if (!(event instanceof Outline)) return event;
    const { shard, id } = event;
    const found = this.#loaded.get(shard)?.get(id);
    if (found) return found;
    return this.#load(shard).then(() => {
      const found = this.#loaded.get(shard)?.get(id);
      if (!found) throw new Error(`${this.#address(shard)} does not tell ${id}`);
      return found;
    });
  }

  #load(shard: number): Promise<void> {
    const known = this.#asked.get(shard);
    if (known) return known;
    const loading = new Promise<void>((resolve, reject) => {
      const script = element("script", { src: this.#address(shard) });
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => {
        // Asked for again, it may be there.
        this.#asked.delete(shard);
        reject(new Error(`${this.#address(shard)} is missing`));
      });
      document.head.append(script);
    });
    this.#asked.set(shard, loading);
    return loading;
  }

  #address(shard: number): string {
    return `${this.#path}${shard}.js`;
  }
}
