// Which square pictures of the web's grid fill a view, and where each stands. Pure.

import type { View } from "./basemap.ts";

export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** On the canvas, in whole pixels: neighbours share their edge. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What there is of them: zooms, and of the globe as rows and columns of the unit square. */
export interface Range {
  readonly zooms: readonly [least: number, most: number];
  /** West, north, east, south, each from 0 to 1. */
  readonly within: readonly [number, number, number, number];
}

export function tilesIn(view: View, { zooms, within }: Range): Tile[] {
  const z = Math.max(zooms[0], Math.min(zooms[1], Math.round(view.zoom)));
  const count = 2 ** z;
  const size = view.size / count;
  const [west, north, east, south] = within.map((edge) => edge * count) as [number, number, number, number];
  const columns = span(view.left / size, (view.left + view.width) / size, west, east);
  const rows = span(view.top / size, (view.top + view.height) / size, north, south);
  const pixel = (at: number, from: number) => Math.round(at * size - from);
  return rows.flatMap((y) =>
    columns.map((x) => ({
      ...{ z, x, y },
      ...{ left: pixel(x, view.left), right: pixel(x + 1, view.left) },
      ...{ top: pixel(y, view.top), bottom: pixel(y + 1, view.top) },
    })),
  );
}

/** The whole numbers whose squares reach into both stretches. */
function span(from: number, to: number, least: number, most: number): number[] {
  const first = Math.max(Math.floor(from), Math.floor(least));
  const last = Math.min(Math.ceil(to), Math.ceil(most));
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
}
