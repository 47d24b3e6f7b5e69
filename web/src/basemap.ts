// The basemap: land, borders and water, drawn on a canvas from what `basemap.mjs` packed. Pure but for the canvas.

import { project } from "./mercator.ts";

/** What is drawn of lines alone. */
interface Lines<Line> {
  readonly land: readonly Line[];
  readonly focus: readonly Line[];
  readonly border: readonly Line[];
  readonly governorates: readonly Line[];
  readonly lakes: readonly Line[];
}

/** What `assets/basemap.js` holds. */
export interface PackedBasemap extends Lines<Packed> {
  /** Steps per degree. */
  readonly scale: number;
  /** West, south, east, north. */
  readonly box: readonly [number, number, number, number];
  /** Who is named in the corner of the map. */
  readonly credit: string;
  /** Names of lakes, at a point of their water. */
  readonly waters: readonly { readonly names: Names; readonly at: readonly [lon: number, lat: number] }[];
  /** In the order of drawing. */
  readonly rivers: readonly PackedRiver[];
  /** Where a user brings the basemap. */
  readonly roads?: readonly Packed[];
}
/** A line as `geometry/pack.mjs` writes it. */
type Packed = string;
type Names = Readonly<Record<string, string>>;

interface PackedRiver {
  readonly names: Names | null;
  readonly weight: 1 | 2 | 3;
  readonly sure: boolean;
  readonly lines: readonly Packed[];
}

/** A line or ring as x and y on the unit square, alternating. */
type Line = Float64Array;

export interface River {
  readonly name: string | null;
  /** 1 is a great river, 3 a stream without a name. */
  readonly weight: 1 | 2 | 3;
  /** Whether its course is surveyed; one that is not is drawn dashed. */
  readonly sure: boolean;
  readonly lines: readonly Line[];
}

/** The same, unpacked, its names in the language of the page. */
export interface Basemap extends Lines<Line> {
  readonly credit: string;
  readonly waters: readonly { readonly name: string; readonly lon: number; readonly lat: number }[];
  readonly rivers: readonly River[];
  readonly roads: readonly Line[];
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

/** How a river of each weight is drawn: from which zoom, how wide there, and how wide at the last zoom. */
const RIVERS = {
  1: { from: 0, thin: 1.2, wide: 4.2 },
  2: { from: 6, thin: 0.9, wide: 3 },
  3: { from: 8.5, thin: 0.6, wide: 1.4 },
} as const;
const [FIRST_ZOOM, LAST_ZOOM] = [5, 13];
/** From here on the governorates have lines, and the fine dashes room to be seen. */
const GOVERNORATES_FROM = 6;

export function unpack(packed: PackedBasemap, lang: string): Basemap {
  const lines = (rows: readonly Packed[]) => rows.map((row) => unpackLine(row, packed.scale));
  const inLanguage = (names: Names) => names[lang] ?? names["en"] ?? "";
  return {
    credit: packed.credit,
    land: lines(packed.land),
    focus: lines(packed.focus),
    border: lines(packed.border),
    governorates: lines(packed.governorates),
    roads: lines(packed.roads ?? []),
    lakes: lines(packed.lakes).map(smoothRing),
    waters: packed.waters.map(({ names, at: [lon, lat] }) => ({ name: inLanguage(names), lon, lat })),
    rivers: packed.rivers.map(({ names, weight, sure, lines: rows }) => ({
      name: names && inLanguage(names),
      weight,
      sure,
      lines: lines(rows).map(smoothLine),
    })),
  };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

/** One packed line on the unit square: numbers of five bits a letter, each the step from the point before. */
export function unpackLine(packed: Packed, scale: number): Line {
  const points: number[] = [];
  const at: [lon: number, lat: number] = [0, 0];
  let axis: 0 | 1 = 0;
  let [bits, shift] = [0, 0];
  for (const letter of packed) {
    const value = VALUES.get(letter) ?? 0;
    bits |= (value & 31) << shift;
    shift += 5;
    if (value > 31) continue;
    at[axis] += bits & 1 ? -(bits + 1) / 2 : bits / 2;
    if (axis === 1) points.push(...project(at[0] / scale, at[1] / scale));
    [bits, shift, axis] = [0, 0, axis === 0 ? 1 : 0];
  }
  return Float64Array.from(points);
}

/** Chaikin's corner cutting, twice: a simplified river has corners that no river has. Its ends stay. */
export function smoothLine(line: Line): Line {
  return cutCorners(cutCorners(line));
}

/** The same for a ring that ends where it starts, of which every corner is cut. */
export function smoothRing(ring: Line): Line {
  let round = ring;
  for (let i = 0; i < 2 && ring.length >= 8; i++) {
    // Led once more along its first side, each corner of the ring lies between the ends of a line.
    const cut = cutCorners(Float64Array.from([...round, ...round.subarray(2, 4)]));
    round = cut.subarray(4, cut.length - 4);
    round = Float64Array.from([...round, ...round.subarray(0, 2)]);
  }
  return round;
}

function cutCorners(line: Line): Line {
  const last = line.length - 2;
  if (last < 4) return line;
  const cut = new Float64Array(2 * last + 4);
  cut.set(line.subarray(0, 2));
  for (let i = 0; i < last; i++) {
    const [a = 0, b = 0] = [line[i], line[i + 2]];
    const at = 2 * (i - (i % 2)) + 2 + (i % 2);
    cut[at] = 0.75 * a + 0.25 * b;
    cut[at + 2] = 0.25 * a + 0.75 * b;
  }
  cut.set(line.subarray(last), 2 * last + 2);
  return cut;
}

/** Whether a river is on the map at `zoom`. */
export function shows({ weight }: River, zoom: number): boolean {
  return zoom >= RIVERS[weight].from;
}

export function drawBasemap(pen: CanvasRenderingContext2D, map: Basemap, view: View, palette: Palette): void {
  pen.lineJoin = "round";
  pen.lineCap = "round";
  pen.fillStyle = palette("sea");
  pen.fillRect(0, 0, view.width, view.height);
  area(pen, map.land, view, palette("land"));
  outline(pen, palette("coast"), 1);
  area(pen, map.focus, view, palette("land-focus"));
  for (const river of map.rivers) drawRiver(pen, river, view, palette("river"));
  area(pen, map.lakes, view, palette("lake"));
  outline(pen, palette("river"), 0.8);
  line(pen, map.roads, view, palette("division"), grown(view.zoom, 0.6, 2.5));
  pen.lineCap = "butt";
  if (view.zoom >= GOVERNORATES_FROM) {
    pen.setLineDash([4, 3]);
    line(pen, map.governorates, view, palette("division"), 1);
  }
  pen.setLineDash([]);
  line(pen, map.border, view, palette("border-glow"), grown(view.zoom, 3, 7));
  line(pen, map.border, view, palette("border"), grown(view.zoom, 1, 1.6));
}

function drawRiver(pen: CanvasRenderingContext2D, river: River, view: View, colour: string): void {
  if (!shows(river, view.zoom)) return;
  const { thin, wide } = RIVERS[river.weight];
  const width = grown(view.zoom, thin, wide);
  // Where it is so wide that dashes are read as a course, one that is not surveyed says so.
  if (!river.sure && view.zoom >= 9) pen.setLineDash([3 * width, 2.5 * width]);
  line(pen, river.lines, view, colour, width);
  pen.setLineDash([]);
}

/** A width in pixels between that of the first and that of the last zoom. */
function grown(zoom: number, first: number, last: number): number {
  const share = (zoom - FIRST_ZOOM) / (LAST_ZOOM - FIRST_ZOOM);
  return first + Math.max(0, Math.min(1, share)) * (last - first);
}

function area(pen: CanvasRenderingContext2D, rings: readonly Line[], view: View, colour: string): void {
  trace(pen, rings, view);
  pen.fillStyle = colour;
  pen.fill("evenodd");
}

function line(
  pen: CanvasRenderingContext2D,
  lines: readonly Line[],
  view: View,
  colour: string,
  width: number,
): void {
  trace(pen, lines, view);
  outline(pen, colour, width);
}

/** Draws along what was traced last. */
function outline(pen: CanvasRenderingContext2D, colour: string, width: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function trace(pen: CanvasRenderingContext2D, lines: readonly Line[], view: View): void {
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
