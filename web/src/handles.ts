// What fingers and keyboards meet on the map: the button of each cluster.

import type { Cluster } from "./clusters.ts";
import { element } from "./element.ts";
import type { Kind } from "./events.ts";
import { glyph, marker, ring } from "./glyph.ts";
import { type Group, countByKind, countOf, groupName, isPoint, placeName } from "./groups.ts";
import type { Words } from "./words.ts";

/** The button of `cluster`; its `data-groups` are the keys of its groups, the one whose place it stands at first. */
export function handle(
  { groups, box }: Cluster,
  kinds: ReadonlyMap<string, Kind>,
  words: Words,
): HTMLButtonElement {
  const [lead] = groups;
  const sign = signOf(groups, kinds, words);
  const button = element("button", {
    type: "button",
    class: isPoint(lead) ? "marker" : "area-name",
    "aria-label": spokenName(groups, words),
    "data-groups": groups.map((group) => group.key).join(" "),
  });
  if (sign) button.append(sign);
  if (!isPoint(lead)) {
    const name = placeName(groups, words);
    button.append(element("span", { dir: "auto" }, name));
    button.title = name;
  }
  size({ groups, box }, button);
  return button;
}

/** Makes the name of an area as wide as its room. */
export function size({ groups: [lead], box }: Cluster, button: HTMLButtonElement): void {
  if (!isPoint(lead)) button.style.inlineSize = `${box.right - box.left}px`;
}

/** A lone event's own sign, and a ring with their number for several. */
function signOf(
  groups: readonly Group[],
  kinds: ReadonlyMap<string, Kind>,
  words: Words,
): SVGElement | undefined {
  const number = countOf(groups);
  const shares = countByKind(groups).flatMap(([id, count]): [Kind, number][] => {
    const kind = kinds.get(id);
    return kind ? [[kind, count]] : [];
  });
  if (number > 1) return ring(shares, words.number(number), standsForPlaces(groups));
  const [[kind] = []] = shares;
  const [lead] = groups;
  if (!kind || !lead) return undefined;
  return isPoint(lead) ? marker(kind, lead.extent === "spot") : glyph(kind);
}

/** What a screen reader says of it. */
function spokenName(groups: readonly Group[], words: Words): string {
  const [first] = countOf(groups) === 1 ? (groups[0]?.events ?? []) : [];
  if (!first) return groupName(groups, words);
  return [first.title, first.status, first.dates].filter(Boolean).join(" · ");
}

/** Whether they are at several places, too close to draw apart. */
function standsForPlaces(groups: readonly Group[]): boolean {
  return groups.length > 1 || (groups[0]?.key.startsWith("@") === true && groups[0].radiusM === 0);
}

/** Whether two clusters of the same places stand for the same events. */
export function areAlike(a: Cluster, b: Cluster): boolean {
  return a.groups.every((group, at) => {
    const other = b.groups[at];
    if (group === other) return true;
    // As many of each kind at the same places look alike and are called alike; a lone event has a name of its own.
    if (!other || countOf([group]) === 1 || group.radiusM !== other.radiusM) return false;
    return `${countByKind([group])} ${group.places}` === `${countByKind([other])} ${other.places}`;
  });
}

/** What a marker stands for. */
export function handleName({ groups }: Cluster): string {
  return groups.map((group) => group.key).join(" ");
}

/** Measures texts as `.area-name` in `container` writes them: 12.5 pixels high. */
export function textWidth(container: HTMLElement): (text: string) => number {
  const pen = document.createElement("canvas").getContext("2d");
  const font = `12.5px ${getComputedStyle(container).fontFamily}`;
  return (text) => {
    // Where a browser has no canvas, letters are about as wide as they are in most fonts.
    if (!pen) return text.length * 7;
    pen.font = font;
    return pen.measureText(text).width;
  };
}
