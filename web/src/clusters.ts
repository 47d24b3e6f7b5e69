// Groups whose markers would lie over each other on the screen, as one marker: a cluster. Pure.

import { type Box, around, middle, touch } from "./box.ts";
import { type Group, countOf, isPoint, placeName } from "./groups.ts";
import { WORLD, northOf, project } from "./mercator.ts";
import type { Words } from "./words.ts";

/** One marker on the screen, and the groups that it stands for. */
export interface Cluster {
  /** The first leads: the marker stands where its own would. */
  readonly groups: readonly [Group, ...Group[]];
  /** The room of the marker, in pixels of the world at the zoom asked for. */
  readonly box: Box;
}

/** What the size of an area's name depends on. */
export interface Lettered {
  readonly words: Words;
  /** The width in pixels of a text as `.area-name` of style/map.css writes it. */
  readonly width: (text: string) => number;
  /** How wide letters may be at most where there is room. */
  readonly most: number;
}

/** Half the width of a ring of style/map.css, with its dashed edge; a lone marker keeps as much for who may join. */
export const RING = 19;
/** Half the height of an area's name. */
const NAME = 15;
/** What an area's name has beside its letters: border, padding, its sign and the gap between. */
const NAME_SIGN = 43;
/** The letters of an area's name take no more where that would be in the way of others; the rest is cut. */
const NAME_LETTERS = 150;
/** As wide as a ring and its surroundings, so that a marker meets few cells. */
const CELL = 64;

/**
 * The markers of `groups` at `zoom`: no two of them overlap, and each group that is drawn is in exactly one.
 * The same groups give the same clusters, in whatever order they come.
 */
export function clusters(groups: readonly Group[], zoom: number, lettered: Lettered): Cluster[] {
  const found = new Grid();
  for (const group of groups.filter(({ extent }) => extent !== "region").sort(byRank)) {
    const { point, rooms } = roomsOf(group, zoom, lettered);
    const free = rooms.find((room) => found.touching([room]).length === 0);
    if (free) {
      found.add({ groups: [group], box: free });
      continue;
    }
    // Of all that is in the way, what is nearest to where it happened.
    const inTheWay = found.touching([around(point, RING, RING), ...rooms]);
    const [nearest] = inTheWay.sort((a, b) => distance(a.box, point) - distance(b.box, point));
    nearest?.groups.push(group);
  }
  for (const cluster of found.clusters) if (!isPoint(cluster.groups[0])) found.widen(cluster, lettered);
  return found.clusters;
}

/**
 * The first zoom of `zooms` at which each of `wanted` has a marker of its own. Where there is none, because two lie at
 * almost one point, the first at which their markers stand for as few others as they ever do.
 */
export function zoomApart(
  wanted: readonly Group[],
  groups: readonly Group[],
  zooms: readonly number[],
  lettered: Lettered,
): number | undefined {
  let best: { zoom: number; shared: number } | undefined;
  for (const zoom of zooms) {
    const shared = clusters(groups, zoom, lettered)
      .map(({ groups: members }) => members)
      .filter((members) => members.length > 1 && members.some((member) => wanted.includes(member)))
      .reduce((sum, members) => sum + members.length, 0);
    if (!best || shared < best.shared) best = { zoom, shared };
    if (shared === 0) break;
  }
  return best?.zoom;
}

/** Points lead areas, whose names can step aside; then the one with more events. */
function byRank(a: Group, b: Group): number {
  return Number(isPoint(b)) - Number(isPoint(a)) || countOf([b]) - countOf([a]) || (a.key < b.key ? -1 : 1);
}

/** Where a group lies, and the rooms that its marker may take, best first. */
function roomsOf(
  group: Group,
  zoom: number,
  { words, width }: Lettered,
): { point: [x: number, y: number]; rooms: Box[] } {
  const size = WORLD * 2 ** zoom;
  const [x, y] = project(group.lon, group.lat).map((part) => part * size) as [number, number];
  if (isPoint(group)) return { point: [x, y], rooms: [around([x, y], RING, RING)] };
  // On the circle's rim, because in its middle the name would read as a point; never on a marker in that middle.
  const rim = y - project(group.lon, northOf(group.lat, group.radiusM))[1] * size;
  const lift = Math.max(rim, RING + NAME);
  const half = halfOf(width(placeName([group], words)), NAME_LETTERS);
  return { point: [x, y], rooms: [around([x, y - lift], half, NAME), around([x, y + lift], half, NAME)] };
}

/** Half the width of an area's name. */
function halfOf(letters: number, most: number): number {
  return (Math.min(most, Math.ceil(letters)) + NAME_SIGN) / 2;
}

function distance(box: Box, [x, y]: readonly [number, number]): number {
  const [middleX, middleY] = middle(box);
  return Math.hypot(middleX - x, middleY - y);
}

/** A cluster that others may still join. */
interface Open extends Cluster {
  readonly groups: [Group, ...Group[]];
  box: Box;
}

/** The clusters found so far; each is known to the cells that its room covers. */
class Grid {
  readonly clusters: Open[] = [];
  readonly #cells = new Map<number, Open[]>();

  add(cluster: Open): void {
    this.clusters.push(cluster);
    this.#note(cluster);
  }

  #note(cluster: Open): void {
    for (const cell of cellsOf(cluster.box)) {
      const here = this.#cells.get(cell);
      if (here) here.push(cluster);
      else this.#cells.set(cell, [cluster]);
    }
  }

  /** Gives an area's name the room for all its letters, if that is free. */
  widen(cluster: Open, { words, width, most }: Lettered): void {
    const half = halfOf(width(placeName(cluster.groups, words)), most);
    const box = around(middle(cluster.box), half, NAME);
    if (box.left >= cluster.box.left || this.touching([box]).some((other) => other !== cluster)) return;
    cluster.box = box;
    this.#note(cluster);
  }

  /** Those whose room overlaps one of `boxes`. */
  touching(boxes: readonly Box[]): Open[] {
    const over = boxes.flatMap((box) =>
      cellsOf(box).flatMap((cell) => (this.#cells.get(cell) ?? []).filter((open) => touch(open.box, box))),
    );
    return [...new Set(over)];
  }
}

function cellsOf({ left, top, right, bottom }: Box): number[] {
  const cells: number[] = [];
  // No zoom has as many rows.
  for (let column = Math.floor(left / CELL); column * CELL < right; column++)
    for (let row = Math.floor(top / CELL); row * CELL < bottom; row++) cells.push(column * 2 ** 20 + row);
  return cells;
}
