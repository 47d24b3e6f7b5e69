// Where along a river its name may stand: on stretches as straight as letters are. Pure.

import type { View } from "./basemap.ts";
import { type Box, around, touch } from "./box.ts";
import type { Hand } from "./labels.ts";

/** The width of `text` in pixels, as `hand` writes it. */
export type Measure = (text: string, hand: Hand) => number;

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Clockwise, in radians; the text never stands on its head. */
  readonly angle: number;
  /** What it covers, in pieces: one box around a slanted text would cover much that is free. */
  readonly boxes: readonly Box[];
}

type Point = readonly [x: number, y: number];

/** Between two tries, in pixels. */
const STEP = 14;
/** A river is named again after so many pixels. */
const APART = 520;
/** How far the river may stray from its name, in heights of the letters. */
const STRAY = 0.9;

/** Spots for a name of `width` by `height` pixels that touch none of `taken`, the straightest first. */
export function spotsAlong(
  lines: readonly Float64Array[],
  view: View,
  width: number,
  height: number,
  taken: readonly Box[],
): Spot[] {
  const tries = lines
    .flatMap((line) => stretches(points(line, view), width + height))
    .filter((stretch) => visible(stretch, view))
    .map((stretch) => ({ stretch, stray: stray(stretch) }))
    .filter(({ stray }) => stray < STRAY * height)
    .sort((a, b) => a.stray - b.stray);
  const found: Spot[] = [];
  for (const { stretch, stray } of tries) {
    const spot = beside(stretch, width, height, stray);
    if (spot.boxes.some((box) => taken.some((other) => touch(box, other)))) continue;
    if (found.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < APART)) continue;
    found.push(spot);
  }
  return found;
}

/** The line in pixels of the canvas, a point every `STEP`. */
function points(line: Float64Array, view: View): Point[] {
  const even: Point[] = [];
  let carried = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    const [ax, ay, bx, by] = [0, 1, 2, 3].map((k) => line[i + k] ?? 0) as [number, number, number, number];
    const [x, y] = [ax * view.size - view.left, ay * view.size - view.top];
    const [dx, dy] = [(bx - ax) * view.size, (by - ay) * view.size];
    const length = Math.hypot(dx, dy);
    for (; carried < length; carried += STEP)
      even.push([x + (dx * carried) / length, y + (dy * carried) / length]);
    carried -= length;
  }
  return even;
}

/** Every run of `even` that is `length` pixels long. */
function stretches(even: readonly Point[], length: number): Point[][] {
  const count = Math.ceil(length / STEP) + 1;
  return Array.from({ length: Math.max(0, even.length - count + 1) }, (_, i) => even.slice(i, i + count));
}

function ends(stretch: readonly Point[]): [Point, Point] {
  return [stretch[0] ?? [0, 0], stretch.at(-1) ?? [0, 0]];
}

function visible(stretch: readonly Point[], { width, height }: View): boolean {
  return ends(stretch).every(([x, y]) => x > 0 && y > 0 && x < width && y < height);
}

/** How far a stretch strays from the straight line between its ends, in pixels. */
function stray(stretch: readonly Point[]): number {
  const [[ax, ay], [bx, by]] = ends(stretch);
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const off = stretch.map(([x, y]) => Math.abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / length);
  return Math.max(...off);
}

/** The spot above a stretch, clear of its bends. */
function beside(stretch: readonly Point[], width: number, height: number, stray: number): Spot {
  const [[ax, ay], [bx, by]] = ends(stretch);
  const slope = Math.atan2(by - ay, bx - ax);
  const angle = Math.cos(slope) < 0 ? slope - Math.sign(slope) * Math.PI : slope;
  const away = height * 0.75 + 2 + stray;
  const [x, y] = [(ax + bx) / 2 + Math.sin(angle) * away, (ay + by) / 2 - Math.cos(angle) * away];
  const pieces = Math.max(2, Math.ceil(width / height));
  const boxes = Array.from({ length: pieces }, (_, i) => {
    const along = ((i + 0.5) / pieces - 0.5) * width;
    return around([x + Math.cos(angle) * along, y + Math.sin(angle) * along], height * 0.6, height * 0.6);
  });
  return { x, y, angle, boxes };
}
