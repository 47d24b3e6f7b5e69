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
  /** The rows of what is known only to a wide region. */
  readonly #wide: readonly number[];
  /** The cell of each event in the window that was looked at last; filters leave that as it is. */
  #cells: Cells | undefined;

  constructor(events: readonly Event[]) {
    this.#events = events;
    this.#x = new Float64Array(events.length);
    this.#y = new Float64Array(events.length);
    this.#drawn = new Uint8Array(events.length);
    this.#kinds = named(events, ({ kind }) => kind);
    this.#places = named(events, ({ place }) => place);
    const wide: number[] = [];
    let [west, south, east, north] = [180, 90, -180, -90];
    for (const [row, event] of events.entries()) {
      const { lon, lat, extent } = event;
      const [x, y] = project(lon, lat);
      this.#x[row] = x;
      this.#y[row] = y;
      this.#drawn[row] = isPoint({ extent }) ? POINT : extent === "area" ? AREA : REGION;
      if (extent === "region") {
        wide.push(row);
        continue;
      }
      west = Math.min(west, lon);
      south = Math.min(south, lat);
      east = Math.max(east, lon);
      north = Math.max(north, lat);
    }
    this.#wide = wide;
    this.extent = west > east ? null : [west, south, east, north];
  }

  /** The heaps of the events that are 1 in `asked`, where they lie in `bounds`. */
  heaps(asked: Uint8Array, zoom: number, bounds: Bounds): Group[] {
    const { of, count, keys } = this.#cellsOf(zoom, bounds);
    // Where the rows of each cell begin, and then where the next of them goes.
    const next = new Uint32Array(count + 1);
    for (let row = 0; row < of.length; row++) {
      const cell = of[row] ?? -1;
      if (cell >= 0 && asked[row] === 1) next[cell + 1] = (next[cell + 1] ?? 0) + 1;
    }
    for (let cell = 0; cell < count; cell++) next[cell + 1] = (next[cell + 1] ?? 0) + (next[cell] ?? 0);
    const begin = next.slice();
    const rows = new Uint32Array(begin[count] ?? 0);
    for (let row = 0; row < of.length; row++) {
      const cell = of[row] ?? -1;
      if (cell < 0 || asked[row] === 0) continue;
      const at = next[cell] ?? 0;
      rows[at] = row;
      next[cell] = at + 1;
    }
    return keys.flatMap((key, cell) => {
      const here = rows.subarray(begin[cell], begin[cell + 1]);
      return here.length === 0 ? [] : this.#heap(key, here);
    });
  }

  /** The cells of a window that hold anything, whatever is asked for. */
  #cellsOf(zoom: number, bounds: Bounds): Cells {
    const window = [zoom, ...bounds].join();
    if (this.#cells?.window === window) return this.#cells;
    const [west, south, east, north] = bounds;
    const cells = (WORLD * 2 ** zoom) / CELL;
    const [left, top] = cellOf(project(west, Math.min(85, north)), cells);
    const [right, bottom] = cellOf(project(east, Math.max(-85, south)), cells);
    const [width, height] = [right - left + 1, bottom - top + 1];
    const keys: string[] = [];
    // The areas of a cell stand behind its points.
    const held = new Int32Array(2 * width * height).fill(-1);
    const of = new Int32Array(this.#drawn.length).fill(-1);
    for (let row = 0; row < of.length; row++) {
      const drawn = this.#drawn[row] ?? REGION;
      if (drawn === REGION) continue;
      const column = Math.floor((this.#x[row] ?? 0) * cells) - left;
      const line = Math.floor((this.#y[row] ?? 0) * cells) - top;
      if (column < 0 || line < 0 || column >= width || line >= height) continue;
      const at = 2 * (line * width + column) + drawn;
      if (held[at] === -1)
        held[at] = keys.push(`@${drawn === AREA ? "~" : ""}${zoom},${left + column},${top + line}`) - 1;
      of[row] = held[at] ?? -1;
    }
    this.#cells = { window, count: keys.length, keys, of };
    return this.#cells;
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
    return rows.length === 0 ? undefined : this.#heap(key, Uint32Array.from(rows));
  }

  /** Events of one cell. Its marker stands where the first is; a circle tells how finely that is known where all are there. */
  #heap(key: string, rows: Uint32Array): Group {
    const all = this.#events;
    let listed: readonly Event[] | undefined;
    const events = () => (listed ??= Array.from(rows).flatMap((row) => all[row] ?? []));
    const first = all[rows[0] ?? 0];
    if (!first) throw new Error("a heap has at least one event");
    const [x, y] = [this.#x[rows[0] ?? 0], this.#y[rows[0] ?? 0]];
    const isOne = rows.every((row) => this.#x[row] === x && this.#y[row] === y);
    const { lon, lat, extent } = first;
    return {
      key,
      // Solid where there is one point, and it can be trusted.
      extent: isOne ? (events().find((event) => event.extent !== "spot")?.extent ?? extent) : extent,
      lon,
      lat,
      radiusM: isOne ? events().reduce((most, { radius_m }) => Math.max(most, radius_m), 0) : 0,
      places: countsOf(this.#places, rows).map(([name]) => name),
      // Nobody reads them before the heap is opened.
      get events() {
        return events();
      },
      count: rows.length,
      kinds: countsOf(this.#kinds, rows).sort((a, b) => b[1] - a[1]),
    };
  }

  /** What is known only to a wide region, by region. */
  regions(asked: Uint8Array): Group[] {
    const rows = this.#wide.filter((row) => asked[row] === 1);
    return groupByPlace(rows.flatMap((row) => this.#events[row] ?? []));
  }
}

/** Which cells of a window hold anything. */
interface Cells {
  /** Names the window. */
  readonly window: string;
  readonly count: number;
  /** The key of the heap that each makes. */
  readonly keys: readonly string[];
  /** The cell of each event; -1 where it lies outside, or is drawn nowhere. */
  readonly of: Int32Array;
}

/** A text of each event: most are the same few. */
interface Named {
  readonly names: readonly string[];
  /** The number of each event's name. */
  readonly of: Uint32Array;
  /** How often each was met while a heap is counted; all 0 in between. */
  readonly met: Uint32Array;
}

function named(events: readonly Event[], name: (event: Event) => string): Named {
  const known = new Map<string, number>();
  const of = Uint32Array.from(events, (event) => {
    const text = name(event);
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { names: [...known.keys()], of, met: new Uint32Array(known.size) };
}

/** How often each name occurs in some rows, in the order of its first. */
function countsOf({ names, of, met }: Named, rows: Uint32Array): [name: string, count: number][] {
  const found: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const name = of[rows[at] ?? 0] ?? 0;
    const before = met[name] ?? 0;
    if (before === 0) found.push(name);
    met[name] = before + 1;
  }
  return found.map((name) => {
    const count = met[name] ?? 0;
    met[name] = 0;
    return [names[name] ?? "", count];
  });
}

function cellOf([x, y]: readonly [number, number], cells: number): [column: number, line: number] {
  return [Math.floor(x * cells), Math.floor(y * cells)];
}
