// Very many events: what the list, the map and the filters need stands in columns of numbers in the page, the rest in shards that are
// loaded when an event is read. `src/write/columns.rs` is the other end. Pure.

import type { Codes, Event, Extent, Report, Told } from "./events.ts";

export interface PackedColumns {
  readonly count: number;
  readonly per_shard: number;
  /** The path of shard `n` is this, `n` and `.js`. */
  readonly shards: string;
  /** One to a line. */
  readonly ids: string;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly tables: {
    readonly title: readonly (readonly [title: string])[];
    readonly day: readonly Day[];
    readonly place: readonly Place[];
    readonly kind: readonly KindOf[];
    readonly publishers: readonly (readonly string[])[];
  };
  /** For each event a number of one, two or four bytes, the least first, in Base64. */
  readonly columns: Readonly<
    Record<"title" | "day" | "place" | "kind" | "publishers" | "reports" | "lon" | "lat", string>
  >;
}

type Day = readonly [
  start: string | null,
  end: string | null,
  dates: string,
  precision: string | null,
  code: string,
];
type Place = readonly [
  name: string,
  id: string | null,
  precision: string,
  coordinateStatus: string,
  extent: Extent,
  radiusM: number,
  code: string,
];
type KindOf = readonly [kind: string, status: string | null, code: string, number: readonly string[]];

type Numbers = Uint8Array | Uint16Array | Uint32Array;
type Unpacked = Readonly<Record<keyof PackedColumns["columns"], Numbers>>;

const NONE: readonly never[] = [];

export function unpackColumns(packed: PackedColumns): Outline[] {
  const { count, columns } = packed;
  const names = Object.keys(columns) as (keyof Unpacked)[];
  const of = Object.fromEntries(names.map((name) => [name, numbers(columns[name], count)])) as Unpacked;
  const ids = packed.ids.split("\n");
  return ids.map((id, row) => new Outline(id, row, packed, of));
}

/** What is known of an event before its shard is loaded. */
export class Outline implements Event {
  readonly id: string;
  readonly row: number;
  readonly #packed: PackedColumns;
  readonly #of: Unpacked;

  constructor(id: string, row: number, packed: PackedColumns, of: Unpacked) {
    this.id = id;
    this.row = row;
    this.#packed = packed;
    this.#of = of;
  }

  get shard(): number {
    return Math.floor(this.row / this.#packed.per_shard);
  }
  get title(): string {
    return this.#row("title")[0];
  }
  get kind(): string {
    return this.#row("kind")[0];
  }
  get start(): string | null {
    return this.#row("day")[0];
  }
  get end(): string | null {
    return this.#row("day")[1];
  }
  get dates(): string {
    return this.#row("day")[2];
  }
  get date_precision(): string | null {
    return this.#row("day")[3];
  }
  get place(): string {
    return this.#row("place")[0];
  }
  get place_id(): string | null {
    return this.#row("place")[1];
  }
  get place_precision(): string {
    return this.#row("place")[2];
  }
  get coordinate_status(): string {
    return this.#row("place")[3];
  }
  get extent(): Extent {
    return this.#row("place")[4];
  }
  get radius_m(): number {
    return this.#row("place")[5];
  }
  get lon(): number {
    return degrees(this.#of.lon[this.row]);
  }
  get lat(): number {
    return degrees(this.#of.lat[this.row]);
  }
  get status(): string | null {
    return this.#row("kind")[1];
  }
  get codes(): Codes {
    const [, , status, number] = this.#row("kind");
    return { status, place: this.#row("place")[6], date: this.#row("day")[4], number };
  }
  get told(): Told {
    return { reports: this.#of.reports[this.row] ?? 0, publishers: this.#row("publishers") };
  }
  get aliases(): readonly string[] {
    return this.#packed.aliases[this.row] ?? NONE;
  }
  // What only the shard tells.
  get generalised(): null {
    return null;
  }
  get coded(): null {
    return null;
  }
  get witnesses(): number {
    return 0;
  }
  get tolls(): readonly never[] {
    return NONE;
  }
  get corrections(): readonly never[] {
    return NONE;
  }
  get reports(): readonly Report[] {
    return NONE;
  }

  #row<Name extends keyof PackedColumns["tables"]>(name: Name): PackedColumns["tables"][Name][number] {
    const row = this.#packed.tables[name][this.#of[name][this.row] ?? 0];
    if (row === undefined) throw new Error(`the table "${name}" has no row for the event ${this.id}`);
    return row;
  }
}

/** `count` numbers, as wide as their bytes let them be. */
function numbers(base64: string, count: number): Numbers {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  const width = count === 0 ? 1 : bytes.length / count;
  if (width === 1) return bytes;
  // Every machine that has a browser keeps the least byte first.
  return width === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
}

/** Millionths above -180. */
function degrees(number: number | undefined): number {
  return Math.round((number ?? 0) - 180e6) / 1e6;
}
