// The basemap: land, borders and rivers, drawn on a canvas from what `basemap.mjs` packed. Pure but for the canvas.

import { project } from "./mercator.ts";

/** What `assets/basemap.js` holds; lines are `[x0, y0, dx1, dy1, …]` in steps of 1/scale degree. */
export interface PackedBasemap {
  readonly scale: number;
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
  readonly land: readonly Packed[];
  readonly focus: readonly Packed[];
  readonly border: readonly Packed[];
  readonly coast: readonly Packed[];
  readonly rivers: readonly Packed[];
  readonly lakes: readonly Packed[];
}
type Packed = readonly number[];

/** The same, as x and y on the unit square, alternating. */
export interface Basemap {
  readonly land: readonly Float64Array[];
  readonly focus: readonly Float64Array[];
  readonly border: readonly Float64Array[];
  readonly coast: readonly Float64Array[];
  readonly rivers: readonly Float64Array[];
  readonly lakes: readonly Float64Array[];
}

/** What a canvas shows: the unit square `size` pixels wide, its corner at `-left`, `-top`. */
export interface View {
  readonly size: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** Colours by the name of the style sheet's custom property, without its dashes. */
export type Palette = (name: string) => string;

export function unpack(packed: PackedBasemap): Basemap {
  const lines = (rows: readonly Packed[]) => rows.map((row) => unpackLine(row, packed.scale));
  return {
    land: lines(packed.land),
    focus: lines(packed.focus),
    border: lines(packed.border),
    coast: lines(packed.coast),
    rivers: lines(packed.rivers).map((line) => smooth(line, false)),
    lakes: lines(packed.lakes).map((line) => smooth(line, true)),
  };
}

/** One packed line on the unit square. */
export function unpackLine(packed: Packed, scale: number): Float64Array {
  const points = new Float64Array(packed.length);
  let lon = 0;
  let lat = 0;
  for (let i = 0; i + 1 < packed.length; i += 2) {
    lon += packed[i] ?? 0;
    lat += packed[i + 1] ?? 0;
    [points[i], points[i + 1]] = project(lon / scale, lat / scale);
  }
  return points;
}

/** Chaikin's corner cutting, twice: rivers at 1:50m have corners that no river has. */
export function smooth(line: Float64Array, closed: boolean): Float64Array {
  return cutCorners(cutCorners(line, closed), closed);
}

function cutCorners(line: Float64Array, closed: boolean): Float64Array {
  const count = line.length / 2;
  if (count < 3) return line;
  const at = (i: number): [number, number] => [line[2 * i] ?? 0, line[2 * i + 1] ?? 0];
  const cut: number[] = closed ? [] : at(0);
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [ax, ay] = at(i);
    const [bx, by] = at((i + 1) % count);
    cut.push(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by, 0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by);
  }
  if (!closed) cut.push(...at(count - 1));
  return Float64Array.from(cut);
}

export function drawBasemap(pen: CanvasRenderingContext2D, map: Basemap, view: View, palette: Palette): void {
  pen.lineJoin = "round";
  pen.lineCap = "round";
  pen.fillStyle = palette("sea");
  pen.fillRect(0, 0, view.width, view.height);
  area(pen, map.land, view, palette("land"));
  area(pen, map.focus, view, palette("land-focus"));
  line(pen, map.coast, view, palette("coast"), 1);
  area(pen, map.lakes, view, palette("sea"));
  line(pen, map.lakes, view, palette("river"), 0.8);
  // Rivers widen with the zoom, from 1.2 to 4 pixels.
  line(pen, map.rivers, view, palette("river"), Math.max(1.2, Math.min(4, view.zoom - 5.4)));
  line(pen, map.border, view, palette("halo"), 5);
  pen.setLineDash([7, 3, 1.5, 3]);
  line(pen, map.border, view, palette("border"), 1.4);
  pen.setLineDash([]);
}

function area(
  pen: CanvasRenderingContext2D,
  rings: readonly Float64Array[],
  view: View,
  colour: string,
): void {
  trace(pen, rings, view);
  pen.fillStyle = colour;
  pen.fill("evenodd");
}

function line(
  pen: CanvasRenderingContext2D,
  lines: readonly Float64Array[],
  view: View,
  colour: string,
  width: number,
): void {
  trace(pen, lines, view);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function trace(pen: CanvasRenderingContext2D, lines: readonly Float64Array[], view: View): void {
  pen.beginPath();
  for (const points of lines) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = (points[i] ?? 0) * view.size - view.left;
      const y = (points[i + 1] ?? 0) * view.size - view.top;
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
  }
}
