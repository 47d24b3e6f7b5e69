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
  /** How many there are. */
  readonly count: number;
  readonly #path: string;
  /** Those of which an event is read, and the next one may be. */
  readonly #kept = new Set<number>();
  readonly #loaded = new Map<number, ReadonlyMap<string, Event>>();
  readonly #asked = new Map<number, Promise<void>>();

  constructor(path: string, events: readonly Event[]) {
    this.#path = path;
    this.count = events.reduce(
      (most, event) => (event instanceof Outline ? Math.max(most, event.shard + 1) : most),
      0,
    );
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
    this.#kept.add(shard);
    return this.#load(shard).then(() => {
      const found = this.#loaded.get(shard)?.get(id);
      if (!found) throw new Error(`${this.#address(shard)} does not tell ${id}`);
      return found;
    });
  }

  /** All that is told of the events of a shard. It is not kept: all shards together would be too much to hold. */
  async read(shard: number): Promise<readonly Event[]> {
    await this.#load(shard);
    const events = [...(this.#loaded.get(shard)?.values() ?? [])];
    if (!this.#kept.has(shard)) {
      this.#loaded.delete(shard);
      this.#asked.delete(shard);
    }
    return events;
  }

  #load(shard: number): Promise<void> {
    const known = this.#asked.get(shard);
    if (known) return known;
    const loading = new Promise<void>((resolve, reject) => {
      const script = element("script", { src: this.#address(shard) });
      script.addEventListener("load", () => {
        script.remove();
        resolve();
      });
      script.addEventListener("error", () => {
        script.remove();
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
