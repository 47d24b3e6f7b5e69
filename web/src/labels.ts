// The names on the basemap: which fit, and where. Placing is pure; drawing needs only a canvas.

import { type Basemap, type Palette, type River, type View, shows } from "./basemap.ts";
import { type Box, around, middle, touch } from "./box.ts";
import { type Measure, spotsAlong } from "./course.ts";
import type { Label } from "./events.ts";
import { project } from "./mercator.ts";

/** What may be named. */
export interface Named {
  readonly places: readonly Label[];
  readonly waters: Basemap["waters"];
  readonly rivers: readonly River[];
}

/** How a class of names is written. Earlier rows win the room. */
interface Lettering {
  readonly class: string;
  /** Of rivers, those of this weight alone. */
  readonly river?: River["weight"];
  /** Shown from this zoom up to the other. */
  readonly zoom: readonly [from: number, to: number];
  readonly size: number;
  readonly weight: number;
  readonly as: "point" | "area" | "water";
}

const LETTERING: readonly Lettering[] = [
  { class: "country", zoom: [5, 8], size: 13, weight: 600, as: "area" },
  { class: "city", zoom: [5, 14], size: 14, weight: 600, as: "point" },
  { class: "river", river: 1, zoom: [6.5, 14], size: 12, weight: 500, as: "water" },
  { class: "town", zoom: [8, 14], size: 12.5, weight: 500, as: "point" },
  { class: "river", river: 2, zoom: [8, 14], size: 11.5, weight: 500, as: "water" },
  { class: "lake", zoom: [8, 14], size: 11.5, weight: 500, as: "water" },
  { class: "governorate", zoom: [7, 10], size: 11, weight: 500, as: "area" },
  { class: "village", zoom: [9.5, 14], size: 12, weight: 400, as: "point" },
  { class: "neighbourhood", zoom: [12, 14], size: 11.5, weight: 400, as: "point" },
];

const COLOURS = { point: "label", area: "label-area", water: "label-water" } as const;

/** How a name is written. */
export interface Hand {
  readonly font: string;
  /** Pixels between its letters. */
  readonly spacing: number;
}

export interface PlacedLabel extends Hand {
  readonly text: string;
  /** The name of its colour in the style sheet. */
  readonly colour: (typeof COLOURS)[keyof typeof COLOURS];
  /** The middle of the text. */
  readonly x: number;
  readonly y: number;
  /** Clockwise, in radians. */
  readonly angle: number;
  /** The dot of the place, where it has one that no marker covers, and its radius. */
  readonly dot: readonly [x: number, y: number] | null;
  readonly radius: number;
}

/** Half the room in pixels that the dot of a place keeps free of letters. */
const DOT_ROOM = 4;

/** The labels that fit into `view` without touching each other or one of `taken`. */
export function placeLabels(
  named: Named,
  view: View,
  taken: readonly Box[],
  measure: Measure,
  family: string,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const boxes = [...taken];
  for (const lettering of LETTERING) {
    if (view.zoom < lettering.zoom[0] || view.zoom > lettering.zoom[1]) continue;
    const names =
      lettering.river !== undefined
        ? riverNames(named.rivers, lettering, view, boxes, measure, family)
        : pointNames(named, lettering, view, taken, boxes, measure, family);
    placed.push(...names);
  }
  return placed;
}

/** Names of places and lakes; what they take is added to `boxes`. */
function pointNames(
  named: Named,
  lettering: Lettering,
  view: View,
  taken: readonly Box[],
  boxes: Box[],
  measure: Measure,
  family: string,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const isPoint = lettering.as === "point";
  const labels = lettering.class === "lake" ? named.waters : named.places.filter(classed(lettering.class));
  for (const label of labels) {
    const at = pixel(label, view);
    if (at[0] < 0 || at[1] < 0 || at[0] > view.width || at[1] > view.height) continue;
    const dot = around(at, DOT_ROOM, DOT_ROOM);
    const under = taken.some((box) => touch(box, dot));
    // A dot among the letters of another name would seem to be that name's.
    if (isPoint && !under && boxes.some((box) => touch(box, dot))) continue;
    const text = lettering.as === "area" ? label.name.toUpperCase() : label.name;
    const hand = handOf(text, lettering, family);
    const spot = spots(at, measure(text, hand), lettering, under).find(
      (box) => !boxes.some((other) => touch(box, other)),
    );
    if (!spot) continue;
    boxes.push(spot);
    const dotted = isPoint && !under;
    if (dotted) boxes.push(dot);
    const [x, y] = middle(spot);
    const radius = lettering.class === "city" ? 2.6 : 2;
    placed.push({
      text,
      ...hand,
      colour: COLOURS[lettering.as],
      x,
      y,
      angle: 0,
      dot: dotted ? at : null,
      radius,
    });
  }
  return placed;
}

/** Names along rivers; what they take is added to `boxes`. */
function riverNames(
  rivers: readonly River[],
  lettering: Lettering,
  view: View,
  boxes: Box[],
  measure: Measure,
  family: string,
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const river of rivers) {
    if (!river.name || river.weight !== lettering.river || !shows(river, view.zoom)) continue;
    const hand = handOf(river.name, lettering, family);
    const width = measure(river.name, hand);
    for (const spot of spotsAlong(river.lines, view, width, lettering.size, boxes)) {
      boxes.push(...spot.boxes);
      const { x, y, angle } = spot;
      placed.push({ text: river.name, ...hand, colour: COLOURS.water, x, y, angle, dot: null, radius: 0 });
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
  for (const { text, font, spacing, colour, x, y, angle, dot, radius } of labels) {
    if (dot) {
      pen.beginPath();
      pen.arc(dot[0], dot[1], radius, 0, 2 * Math.PI);
      pen.fillStyle = palette("label");
      pen.fill();
    }
    pen.save();
    pen.translate(x, y);
    pen.rotate(angle);
    pen.font = font;
    pen.letterSpacing = `${spacing}px`;
    pen.strokeStyle = palette("halo");
    pen.lineWidth = 3;
    pen.strokeText(text, 0, 0);
    pen.fillStyle = palette(colour);
    pen.fillText(text, 0, 0);
    pen.restore();
  }
}

/** Spread letters for areas and slanted ones for water: customs of Latin script, which Arabic does not have. */
function handOf(text: string, { size, weight, as }: Lettering, family: string): Hand {
  const joined = /\p{Script=Arabic}/u.test(text);
  const slant = as === "water" && !joined ? "italic " : "";
  return { font: `${slant}${weight} ${size}px ${family}`, spacing: as === "area" && !joined ? 1.2 : 0 };
}

/** Where a name may stand: on its point where it names an area, else beside it, above or below. */
function spots([x, y]: [number, number], width: number, { size, as }: Lettering, under: boolean): Box[] {
  const half = width / 2;
  // An area is larger than its name, which may step aside for a town's.
  if (as !== "point")
    return [0, -2, 2, -3.5, 3.5].map((lines) => around([x, y + lines * size], half, size * 0.6));
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

const classed = (name: string) => (label: Label) => label.class === name;

function pixel({ lon, lat }: { readonly lon: number; readonly lat: number }, view: View): [number, number] {
  const [x, y] = project(lon, lat);
  return [x * view.size - view.left, y * view.size - view.top];
}
