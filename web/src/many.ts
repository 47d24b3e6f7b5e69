// Where very many events lie, as columns of numbers, and the heaps that they make on the screen: whatever the number of events, there
// are no more heaps than cells of the window. Pure.

import type { Bounds } from "./box.ts";
import type { Event } from "./events.ts";
import { type Group, groupByPlace, groupKey, isPoint } from "./groups.ts";
import { WORLD, project } from "./mercator.ts";

/** From so many places on the map is drawn by heaps: one marker for each place would be too many to lay out at each step. */
const MANY = 1500;
/** The width of a cell in pixels: less than that of a marker, so that those of one cell would lie over each other anyway. */
const CELL = 32;

/** How an event is drawn: as a marker, as an area's name, or at the margin. */
const [POINT, AREA, REGION] = [0, 1, 2];

/** Whether events lie at so many places. */
export function areMany(events: readonly Event[]): boolean {
  const places = new Set<string>();
  // Most that have so many tell it by their first few thousand.
  return events.some((event) => places.add(groupKey(event)).size > MANY);
}

export class Many {
  /** What of the globe all of them take; `null` where none is drawn. */
  readonly extent: Bounds | null;
  readonly #events: readonly Event[];
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #drawn: Uint8Array;
  readonly #kinds: Named;
  readonly #places: Named;

  constructor(events: readonly Event[]) {
    this.#events = events;
    this.#x = new Float64Array(events.length);
    this.#y = new Float64Array(events.length);
    this.#drawn = new Uint8Array(events.length);
    this.#kinds = named(events, ({ kind }) => kind);
    this.#places = named(events, ({ place }) => place);
    let [west, south, east, north] = [180, 90, -180, -90];
    for (const [row, event] of events.entries()) {
      const { lon, lat, extent } = event;
      const [x, y] = project(lon, lat);
      this.#x[row] = x;
      this.#y[row] = y;
      this.#drawn[row] = isPoint({ extent }) ? POINT : extent === "area" ? AREA : REGION;
      if (extent === "region") continue;
      west = Math.min(west, lon);
      south = Math.min(south, lat);
      east = Math.max(east, lon);
      north = Math.max(north, lat);
    }
    this.extent = west > east ? null : [west, south, east, north];
  }

  /** The heaps of the events that are 1 in `asked`, where they lie in `bounds`. */
  heaps(asked: Uint8Array, zoom: number, [west, south, east, north]: Bounds): Group[] {
    const cells = (WORLD * 2 ** zoom) / CELL;
    const [left, top] = cellOf(project(west, Math.min(85, north)), cells);
    const [right, bottom] = cellOf(project(east, Math.max(-85, south)), cells);
    const [width, height] = [right - left + 1, bottom - top + 1];
    const found: { readonly at: number; readonly rows: number[] }[] = [];
    // The areas of a cell stand behind its points.
    const held = new Int32Array(2 * width * height).fill(-1);
    for (let row = 0; row < asked.length; row++) {
      const drawn = this.#drawn[row] ?? REGION;
      if (asked[row] === 0 || drawn === REGION) continue;
      const column = Math.floor((this.#x[row] ?? 0) * cells) - left;
      const line = Math.floor((this.#y[row] ?? 0) * cells) - top;
      if (column < 0 || line < 0 || column >= width || line >= height) continue;
      const at = 2 * (line * width + column) + drawn;
      const heap = held[at] ?? -1;
      if (heap >= 0) found[heap]?.rows.push(row);
      else held[at] = found.push({ at, rows: [row] }) - 1;
    }
    return found.map(({ at, rows }) => {
      const cell = Math.floor(at / 2);
      const [column, line] = [left + (cell % width), top + Math.floor(cell / width)];
      return this.#heap(`@${at % 2 === AREA ? "~" : ""}${zoom},${column},${line}`, rows);
    });
  }

  /** The heap that a key names, of the events that are 1 in `asked`; `undefined` where it holds none, or the key names no heap. */
  heap(key: string, asked: Uint8Array): Group | undefined {
    const [, area, ...numbers] = /^@(~?)([\d.]+),(\d+),(\d+)$/.exec(key) ?? [];
    const [zoom, column, line] = numbers.map(Number);
    if (zoom === undefined) return undefined;
    const cells = (WORLD * 2 ** zoom) / CELL;
    const wanted = area === "~" ? AREA : POINT;
    const rows: number[] = [];
    for (let row = 0; row < asked.length; row++) {
      if (asked[row] === 0 || this.#drawn[row] !== wanted) continue;
      const [x, y] = cellOf([this.#x[row] ?? 0, this.#y[row] ?? 0], cells);
      if (x === column && y === line) rows.push(row);
    }
    return rows.length === 0 ? undefined : this.#heap(key, rows);
  }

  /** Events of one cell. Its marker stands where the first is; a circle tells how finely that is known where all are there. */
  #heap(key: string, rows: readonly number[]): Group {
    const events = rows.flatMap((row) => this.#events[row] ?? []);
    const [first] = events;
    if (!first) throw new Error("a heap has at least one event");
    const [x, y] = [this.#x[rows[0] ?? 0], this.#y[rows[0] ?? 0]];
    const isOne = rows.every((row) => this.#x[row] === x && this.#y[row] === y);
    const { lon, lat, extent } = first;
    return {
      key,
      // Solid where there is one point, and it can be trusted.
      extent: isOne ? (events.find((event) => event.extent !== "spot")?.extent ?? extent) : extent,
      lon,
      lat,
      radiusM: isOne ? events.reduce((most, { radius_m }) => Math.max(most, radius_m), 0) : 0,
      places: countsOf(this.#places, rows).map(([name]) => name),
      events,
      kinds: countsOf(this.#kinds, rows).sort((a, b) => b[1] - a[1]),
    };
  }

  /** What is known only to a wide region, by region. */
  regions(asked: Uint8Array): Group[] {
    return groupByPlace(this.#events.filter((_, row) => asked[row] === 1 && this.#drawn[row] === REGION));
  }
}

/** A text of each event: most are the same few. */
interface Named {
  readonly names: readonly string[];
  /** The number of each event's name. */
  readonly of: Uint32Array;
}

function named(events: readonly Event[], name: (event: Event) => string): Named {
  const known = new Map<string, number>();
  const of = Uint32Array.from(events, (event) => {
    const text = name(event);
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { names: [...known.keys()], of };
}

/** How often each name occurs in some rows, in the order of its first. */
function countsOf({ names, of }: Named, rows: readonly number[]): [name: string, count: number][] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const name = of[row] ?? 0;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => [names[name] ?? "", count]);
}

function cellOf([x, y]: readonly [number, number], cells: number): [column: number, line: number] {
  return [Math.floor(x * cells), Math.floor(y * cells)];
}
