// The map on paper: drawn at once and by itself, because a map made for a screen does not keep its shape in print. What a reader
// would open has a number here. Knows the canvas, not Leaflet.

import { type Basemap, type Palette, type View, drawBasemap } from "./basemap.ts";
import { type Bounds, type Box, around, middle } from "./box.ts";
import { type Cluster, clusters } from "./clusters.ts";
import { element, svg } from "./element.ts";
import type { Event, Kind, Label } from "./events.ts";
import { glyph, marker, ring } from "./glyph.ts";
import { type Group, WIDEST_CIRCLE_M, countByKind, isPoint } from "./groups.ts";
import { type Hand, drawLabels, placeLabels } from "./labels.ts";
import { WORLD, latitudeOf, metresPerPixel, northOf, project } from "./mercator.ts";
import { scaleOf } from "./scale.ts";
import { type Tag, placeTags, tagsOf } from "./tags.ts";
import type { Words } from "./words.ts";

/** The map in pixels; style/print.css makes it as wide as the page, so that its letters are about two thirds as large. */
const [WIDTH, HEIGHT] = [980, 640];
/** Dots of the canvas to a pixel: about 300 to an inch of paper. */
const DENSITY = 2;
/** Half of a symbol. */
const HALF = 12;
/** Where no name may reach: beyond the edges, and where the scale stands. */
const EDGES: readonly Box[] = [
  { left: -WIDTH, top: -HEIGHT, right: 2, bottom: 2 * HEIGHT },
  { left: WIDTH - 2, top: -HEIGHT, right: 2 * WIDTH, bottom: 2 * HEIGHT },
  { left: -WIDTH, top: -HEIGHT, right: 2 * WIDTH, bottom: 2 },
  { left: -WIDTH, top: HEIGHT - 2, right: 2 * WIDTH, bottom: 2 * HEIGHT },
];
/** The widest bar of the scale, its distance from the edges, and its room. */
const [SCALE, SCALE_EDGE] = [150, 14];
const SCALE_ROOM: Box = { left: 0, top: HEIGHT - 50, right: SCALE + 2 * SCALE_EDGE, bottom: HEIGHT };
/** The letters of tags, as style/print.css writes them. */
const TAG_FONT = "700 14px";
/** Closer than here there is nothing more to see. */
const LAST_ZOOM = 14;

export interface PlateOptions {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly labels: readonly Label[];
  readonly basemap: Basemap;
  /** Of the basemap. */
  readonly box: Bounds;
  readonly words: Words;
  readonly palette: Palette;
  /** The page's typeface. */
  readonly family: string;
}

/** A symbol and the groups that it stands for. */
export interface Symbol {
  readonly groups: readonly Group[];
  readonly tag: Tag;
}

export interface Plate {
  readonly element: HTMLElement;
  /** In the order of drawing. */
  readonly symbols: readonly Symbol[];
  /** What lies beyond the edges. */
  readonly outside: readonly Group[];
}

/** The map of `groups`, showing at least `bounds`, each event by its number. */
export function plate(
  groups: readonly Group[],
  bounds: Bounds,
  numberOf: (event: Event) => number,
  options: PlateOptions,
): Plate {
  const view = viewOf(bounds, options.box);
  const size = { width: WIDTH * DENSITY, height: HEIGHT * DENSITY };
  const canvas = element("canvas", size);
  // Chromium prints what a canvas was told to draw, not what it shows, and not at the size of what stands over it: so this one
  // is only shown a picture.
  const drawing = new OffscreenCanvas(size.width, size.height);
  const pen = drawing.getContext("2d") as CanvasRenderingContext2D | null;
  const width = (text: string) => {
    if (!pen) return text.length * 8;
    pen.font = `${TAG_FONT} ${options.family}`;
    return pen.measureText(text).width;
  };
  const all = clusters(groups, view.zoom, { words: options.words, width: () => 0, most: 0 });
  const isOn = ({ box }: Cluster) => {
    const [x, y] = middle(shifted(box, view));
    return x > HALF && y > HALF && x < WIDTH - HALF && y < HEIGHT - HALF;
  };
  const drawn = all.filter(isOn);
  const tags = tagsOf(drawn.map(({ groups }) => groups.flatMap(({ events }) => events.map(numberOf))));
  const boxes = drawn.map(({ box }) => around(middle(shifted(box, view)), HALF, HALF));
  const rooms = placed(drawn, boxes, tags, width);
  if (pen) draw(pen, view, [...boxes, ...rooms, ...EDGES, SCALE_ROOM], options);
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(drawing.transferToImageBitmap());
  const circles = groups.flatMap((group) => circle(group, view));
  const signs = drawn.flatMap((cluster, at) => sign(cluster, boxes[at], options.kinds));
  const letters = tags.map(({ text }, at) => letter(text, rooms[at], drawn[at]));
  return {
    element: element(
      "div",
      { class: "plate", dir: "ltr" },
      canvas,
      svg(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
        ...circles,
        ...signs,
        ...letters.flat(),
        ...scale(view),
      ),
    ),
    symbols: drawn.map(({ groups }, at) => ({ groups, tag: tags[at] ?? { text: "", spelled: null } })),
    outside: all.filter((cluster) => !isOn(cluster)).flatMap(({ groups }) => groups),
  };
}

/** The window that shows `bounds`, no wider than the basemap where that can be. */
function viewOf([west, south, east, north]: Bounds, box: Bounds): View {
  const [left, top] = project(west, north);
  const [right, bottom] = project(east, south);
  const [boxLeft, boxTop] = project(box[0], box[3]);
  const [boxRight, boxBottom] = project(box[2], box[1]);
  const wanted = Math.min(WIDTH / (right - left), HEIGHT / (bottom - top), WORLD * 2 ** LAST_ZOOM);
  const size = Math.max(wanted, WIDTH / (boxRight - boxLeft), HEIGHT / (boxBottom - boxTop));
  const corner = (from: number, to: number, first: number, last: number, room: number) =>
    Math.max(first * size, Math.min(last * size - room, ((from + to) / 2) * size - room / 2));
  return {
    size,
    left: corner(left, right, boxLeft, boxRight, WIDTH),
    top: corner(top, bottom, boxTop, boxBottom, HEIGHT),
    width: WIDTH,
    height: HEIGHT,
    zoom: Math.log2(size / WORLD),
  };
}

function draw(
  pen: CanvasRenderingContext2D,
  view: View,
  taken: readonly Box[],
  { basemap, labels: places, palette, family }: PlateOptions,
): void {
  pen.scale(DENSITY, DENSITY);
  drawBasemap(pen, basemap, view, palette);
  const measure = (text: string, { font, spacing }: Hand) => {
    pen.font = font;
    pen.letterSpacing = `${spacing}px`;
    return pen.measureText(text).width;
  };
  drawLabels(pen, placeLabels({ places, ...basemap }, view, taken, measure, family), palette);
}

/** The rooms of the tags: beside a symbol, or where the name of an area would stand. */
function placed(
  drawn: readonly Cluster[],
  boxes: readonly Box[],
  tags: readonly Tag[],
  width: (text: string) => number,
): Box[] {
  const halves = tags.map(({ text }) => width(text) / 2 + 4);
  const page = { left: 2, top: 2, right: WIDTH - 2, bottom: HEIGHT - 2 };
  const spots = placeTags(boxes, halves, page);
  return drawn.map(({ groups: [lead] }, at) => {
    const [x, y] = boxes[at] ? middle(boxes[at]) : [0, 0];
    const spot = isPoint(lead) ? spots[at] : undefined;
    return around([spot?.x ?? x, spot?.y ?? y], halves[at] ?? 0, 9);
  });
}

function circle(group: Group, view: View): SVGElement[] {
  if (group.extent === "spot" || group.extent === "region" || group.radiusM > WIDEST_CIRCLE_M) return [];
  const [x, y] = project(group.lon, group.lat).map((part) => part * view.size) as [number, number];
  const rim = project(group.lon, northOf(group.lat, group.radiusM))[1] * view.size;
  return [svg("circle", { class: "extent", cx: x - view.left, cy: y - view.top, r: y - rim })];
}

/** One kind's own symbol; a ring of their shares for several; none for an area, which has no point. */
function sign({ groups }: Cluster, box: Box | undefined, kinds: ReadonlyMap<string, Kind>): SVGElement[] {
  const [lead] = groups;
  if (!box || !isPoint(lead)) return [];
  const shares = countByKind(groups).flatMap(([id, count]) => {
    const kind = kinds.get(id);
    return kind ? [[kind, count] as [Kind, number]] : [];
  });
  const [[kind] = []] = shares;
  if (!kind) return [];
  const solid = groups.every(({ extent }) => extent === "spot");
  const made = shares.length === 1 ? marker(kind, solid) : ring(shares, "", false);
  const { left, top } = box;
  for (const [name, value] of Object.entries({ x: left, y: top, width: 2 * HALF, height: 2 * HALF }))
    made.setAttribute(name, String(value));
  return [made];
}

/** A tag; that of an area stands in a dashed frame. */
function letter(text: string, room: Box | undefined, cluster: Cluster | undefined): SVGElement[] {
  if (!room || !cluster) return [];
  const [x, y] = middle(room);
  const { left, top, right, bottom } = room;
  const frame = { x: left, y: top, width: right - left, height: bottom - top, rx: 9 };
  const written = svg("text", { class: "tag", x, y: y + 5 }, text);
  return isPoint(cluster.groups[0]) ? [written] : [svg("rect", { class: "area-tag", ...frame }), written];
}

function scale(view: View): SVGElement[] {
  const lat = latitudeOf((view.top + HEIGHT / 2) / view.size);
  const { pixels, text } = scaleOf(metresPerPixel(lat, view.size), SCALE);
  const [left, base] = [SCALE_EDGE, HEIGHT - SCALE_EDGE];
  return [
    svg("path", { class: "scale-bar", d: `M${left} ${base - 7}V${base}H${left + pixels}V${base - 7}` }),
    svg("text", { class: "scale-text", x: left + pixels / 2, y: base - 6 }, text),
  ];
}

function shifted({ left, top, right, bottom }: Box, view: View): Box {
  return {
    left: left - view.left,
    top: top - view.top,
    right: right - view.left,
    bottom: bottom - view.top,
  };
}

/** The symbols of kinds, by what they are called. */
export function legend(kinds: readonly Kind[]): HTMLElement {
  return element(
    "ul",
    { class: "kinds" },
    ...kinds.map((kind) => element("li", {}, glyph(kind), element("span", { dir: "auto" }, kind.label))),
  );
}
