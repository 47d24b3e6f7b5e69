// Events that share a place on the map. Pure: knows no map and no page.

import type { Event, Extent } from "./events.ts";
import type { Words } from "./words.ts";

/** A circle wider than this is no help: it would cover neighbours and sea. A country is told in words alone. */
export const WIDEST_CIRCLE_M = 200_000;

/** The events of one point, area or region. */
export interface Group {
  /** Names the group in links: `lon,lat` of a point, `~lon,lat` of an area, or the id of a region's place. */
  readonly key: string;
  readonly extent: Extent;
  readonly lon: number;
  readonly lat: number;
  /** The widest of its events' radii. */
  readonly radiusM: number;
  /** The names of its events' places, each once. */
  readonly places: readonly string[];
  readonly events: readonly Event[];
  /** How many these are, where that is known without listing them. */
  readonly count?: number;
  /** How many events each kind has, most first, where that is known without counting. */
  readonly kinds?: readonly KindCount[];
}

export type KindCount = readonly [kind: string, count: number];

/**
 * One group for each distinct point, one for the areas around each point, and one for each region; in the order of
 * their first event. Places that nobody has verified often share the point of the place they lie in.
 */
export function groupByPlace(events: readonly Event[]): Group[] {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const key = groupKey(event);
    const members = groups.get(key);
    if (members) members.push(event);
    else groups.set(key, [event]);
  }
  return [...groups].map(([key, members]) => group(key, members));
}

/** The key of the group that an event belongs to. */
export function groupKey(event: Event): string {
  const point = `${event.lon},${event.lat}`;
  if (isPoint(event)) return point;
  return event.extent === "area" ? `~${point}` : (event.place_id ?? `~${point}`);
}

/** Whether events of this extent are drawn as a marker. */
export function isPoint({ extent }: { readonly extent: Extent }): boolean {
  return extent === "spot" || extent === "centre";
}

function group(key: string, members: readonly Event[]): Group {
  const [first] = members;
  if (!first) throw new Error("a group has at least one event");
  return {
    key,
    // A marker is solid only when the point of each of its events can be trusted.
    extent: members.find((event) => event.extent !== "spot")?.extent ?? first.extent,
    lon: first.lon,
    lat: first.lat,
    radiusM: members.reduce((most, { radius_m }) => Math.max(most, radius_m), 0),
    places: [...new Set(members.map((event) => event.place))],
    events: members,
  };
}

/** How many events each kind has, most first. */
export function countByKind(groups: readonly Pick<Group, "events" | "kinds">[]): KindCount[] {
  const counts = new Map<string, number>();
  const add = (kind: string, n: number) => counts.set(kind, (counts.get(kind) ?? 0) + n);
  for (const group of groups) {
    if (group.kinds) for (const [kind, n] of group.kinds) add(kind, n);
    else for (const { kind } of group.events) add(kind, 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The name of the first place, and how many more there are. */
export function placeName(groups: readonly Group[], words: Words): string {
  const [first = "", ...more] = new Set(groups.flatMap((group) => group.places));
  return more.length === 0 ? first : `${first} ${words.count("and_places", more.length)}`;
}

/** How many events there are in all of them. */
export function countOf(groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + (group.count ?? group.events.length), 0);
}

/** The name of the place or places, with the number of events where there are several. */
export function groupName(groups: readonly Group[], words: Words): string {
  const count = countOf(groups);
  const name = placeName(groups, words);
  return count === 1 ? name : `${name} · ${words.count("events", count)}`;
}
