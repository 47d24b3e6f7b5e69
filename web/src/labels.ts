// The names on the basemap: which fit, and where. Placing is pure; drawing needs only a canvas.

import type { Palette, View } from "./basemap.ts";
import { type Box, around, middle, touch } from "./box.ts";
import type { Label } from "./events.ts";
import { project } from "./mercator.ts";

/** How a class of places is written. Earlier rows win the room. */
interface Lettering {
  readonly class: string;
  /** Shown from this zoom up to the other. */
  readonly zoom: readonly [from: number, to: number];
  readonly size: number;
  readonly weight: number;
  /** Without a dot, and spread: the name of an area. */
  readonly area: boolean;
}

const LETTERING: readonly Lettering[] = [
  { class: "country", zoom: [5, 9], size: 14, weight: 700, area: true },
  { class: "city", zoom: [5, 14], size: 14, weight: 600, area: false },
  { class: "town", zoom: [8, 14], size: 12.5, weight: 500, area: false },
  { class: "governorate", zoom: [7, 10], size: 11, weight: 500, area: true },
  { class: "village", zoom: [9.5, 14], size: 12, weight: 400, area: false },
  { class: "neighbourhood", zoom: [12, 14], size: 11.5, weight: 400, area: false },
];

export interface PlacedLabel {
  readonly text: string;
  readonly lettering: Lettering;
  readonly font: string;
  /** The middle of the text. */
  readonly x: number;
  readonly y: number;
  /** The dot of the place, where it has one that no marker covers. */
  readonly dot: readonly [number, number] | null;
}

/** Half the room in pixels that the dot of a place keeps free of letters. */
const DOT_ROOM = 4;

/** The width of `text` in `font`, in pixels. */
export type Measure = (text: string, font: string) => number;

/** The labels that fit into `view` without touching each other or one of `taken`. */
export function placeLabels(
  labels: readonly Label[],
  view: View,
  taken: readonly Box[],
  measure: Measure,
  family: string,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const boxes = [...taken];
  for (const lettering of LETTERING) {
    if (view.zoom < lettering.zoom[0] || view.zoom > lettering.zoom[1]) continue;
    const font = `${lettering.weight} ${lettering.size}px ${family}`;
    for (const label of labels) {
      if (label.class !== lettering.class) continue;
      const at = pixel(label, view);
      if (at[0] < 0 || at[1] < 0 || at[0] > view.width || at[1] > view.height) continue;
      const dot = around(at, DOT_ROOM, DOT_ROOM);
      const under = taken.some((box) => touch(box, dot));
      // A dot among the letters of another name would seem to be that name's.
      if (!lettering.area && !under && boxes.some((box) => touch(box, dot))) continue;
      const text = lettering.area ? label.name.toUpperCase() : label.name;
      const spot = spots(at, measure(text, font), lettering, under).find(
        (box) => !boxes.some((other) => touch(box, other)),
      );
      if (!spot) continue;
      boxes.push(spot);
      const dotted = !lettering.area && !under;
      if (dotted) boxes.push(dot);
      const [x, y] = middle(spot);
      placed.push({ text, lettering, font, x, y, dot: dotted ? at : null });
    }
  }
  return placed;
}

export function drawLabels(
  pen: CanvasRenderingContext2D,
  labels: readonly PlacedLabel[],
  palette: Palette,
): void {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const { text, lettering, font, x, y, dot } of labels) {
    pen.font = font;
    if (dot) {
      pen.beginPath();
      pen.arc(dot[0], dot[1], lettering.class === "city" ? 2.6 : 2, 0, 2 * Math.PI);
      pen.fillStyle = palette("label");
      pen.fill();
    }
    pen.strokeStyle = palette("halo");
    pen.lineWidth = 3.5;
    pen.strokeText(text, x, y);
    pen.fillStyle = palette(lettering.area ? "label-area" : "label");
    pen.fillText(text, x, y);
  }
}

/** Where a name may stand: on its point where it names an area, else beside it, above or below. */
function spots([x, y]: [number, number], width: number, { size, area }: Lettering, under: boolean): Box[] {
  const half = width / 2;
  if (area) return [around([x, y], half, size / 2)];
  // Close to the dot, or just beyond the marker that covers it.
  const gap = under ? 21 : 7;
  const beside = gap + half;
  const above = gap - 2 + size * 0.75;
  const centres: [number, number][] = [
    [x + beside, y],
    [x - beside, y],
    [x, y - above],
    [x, y + above],
  ];
  return centres.map((centre) => around(centre, half, size * 0.65));
}

function pixel({ lon, lat }: Label, view: View): [number, number] {
  const [x, y] = project(lon, lat);
  return [x * view.size - view.left, y * view.size - view.top];
}
