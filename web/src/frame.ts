// Where the window goes so that what is read is seen. Pure.

import { type Box, around, middle, union } from "./box.ts";
import { type Lettered, RING, clusters, zoomApart } from "./clusters.ts";
import { type Group, isPoint } from "./groups.ts";
import { WORLD, northOf, project } from "./mercator.ts";

/** What a window shows in its middle, in pixels of the world at `zoom`. */
export interface Frame {
  readonly zoom: number;
  readonly box: Box;
}

/** The window that is to show it. */
export interface Window {
  /** Its width and height in pixels. */
  readonly size: readonly [width: number, height: number];
  /** How much of it the line at its foot takes that names whose map it is, in pixels. */
  readonly foot: number;
  /** Where it is now, and all the zooms that it can go to, ascending. */
  readonly zoom: number;
  readonly zooms: readonly number[];
}

/** The room in pixels between the markers and the window's edge, and above them, where the controls are. */
export const EDGE = 14;
export const TOP = 56;

/**
 * Where `window` shows `wanted`, which are some of `groups`: as near to where it is as lets each have a marker of its
 * own, further out where a circle would not fit otherwise. What no longer fits then is left out, the first last.
 * `null` where there is nothing to show.
 */
export function frameOf(
  wanted: readonly Group[],
  groups: readonly Group[],
  window: Window,
  lettered: Lettered,
): Frame | null {
  if (wanted.length === 0) return null;
  const fits = (box: Box) => fitsInto(box, window.size);
  const whole = window.zooms.filter((zoom) => {
    const all = union(wanted.map((group) => extentOf(group, zoom)));
    return all !== null && fits(withEdges(all, window.foot));
  });
  const widest = Math.min(window.zoom, whole.at(-1) ?? 0);
  const zoom = zoomApart(
    wanted,
    groups,
    window.zooms.filter((each) => each >= widest),
    lettered,
  );
  if (zoom === undefined) return null;
  // A marker is worth more than a circle: it is what a reader looks for.
  const boxes = [
    ...nearestFirst(markersOf(wanted, groups, zoom, lettered)),
    ...nearestFirst(wanted.map((group) => extentOf(group, zoom))),
  ].map((box) => withEdges(box, window.foot));
  const [first, ...others] = boxes;
  if (!first) return null;
  const box = others.reduce((frame, other) => {
    const wider = union([frame, other]) ?? frame;
    return fits(wider) ? wider : frame;
  }, first);
  return { zoom, box };
}

/** `box` with free room around; the line at the window's foot may have any number of rows. */
export function withEdges({ left, top, right, bottom }: Box, foot: number): Box {
  return { left: left - EDGE, top: top - TOP, right: right + EDGE, bottom: bottom + foot };
}

export function fitsInto(box: Box, [width, height]: readonly [width: number, height: number]): boolean {
  return box.right - box.left <= width && box.bottom - box.top <= height;
}

/** What the markers of `groups` take at the least at a zoom: where a point has none of its own, it is beside another's. */
export function leastOf(groups: readonly Group[]): (zoom: number) => Box {
  const points = groups.filter(isPoint).map(({ lon, lat }) => around(project(lon, lat), 0, 0));
  const { left, top, right, bottom } = union(points) ?? around([0, 0], 0, 0);
  return (zoom) => {
    const size = WORLD * 2 ** zoom;
    return {
      left: left * size + RING,
      top: top * size + RING,
      right: right * size - RING,
      bottom: bottom * size - RING,
    };
  };
}

/** The markers that stand for `wanted`, in the order of these. */
function markersOf(
  wanted: readonly Group[],
  groups: readonly Group[],
  zoom: number,
  lettered: Lettered,
): Box[] {
  const found = clusters(groups, zoom, lettered);
  return wanted.flatMap((group) => found.find(({ groups: members }) => members.includes(group))?.box ?? []);
}

/** What a group takes on the map: its circle, or its point; of a town, whose circle is a hint, the point is enough. */
function extentOf(group: Group, zoom: number): Box {
  const size = WORLD * 2 ** zoom;
  const [x, y] = project(group.lon, group.lat);
  const rim = isPoint(group) ? 0 : y - project(group.lon, northOf(group.lat, group.radiusM))[1];
  return around([x * size, y * size], rim * size, rim * size);
}

/** The first stays first; then what is nearest to it. */
function nearestFirst(boxes: readonly Box[]): Box[] {
  const [first] = boxes;
  if (!first) return [];
  const [x, y] = middle(first);
  const distance = (box: Box) => {
    const [otherX, otherY] = middle(box);
    return Math.hypot(otherX - x, otherY - y);
  };
  return [...boxes].sort((a, b) => distance(a) - distance(b));
}
