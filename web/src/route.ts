// What the page shows, as the fragment of its address; every view is a link. Pure.

import { EVERYTHING, type Filter } from "./filter.ts";
import { formatDays, withPart } from "./spans.ts";

/** What is open, and which events were asked for. */
export interface Address {
  readonly route: Route;
  readonly filter: Filter;
}

/** The address of a view, as far as a link to it must tell. */
export type LinkTo = (route: Route) => string;

export type Route =
  /** The map with the list of all events. */
  | { readonly view: "map" }
  /** The map with the details of one event. */
  | { readonly view: "event"; readonly id: string }
  /** The map with the list of one or more groups. */
  | { readonly view: "groups"; readonly keys: readonly string[] }
  /** The part of the document that bears this id. */
  | { readonly view: "document"; readonly section: string };

const SECTIONS = ["table", "unplaced", "sources", "method"];

/** `#event=ID&kind=A+B&find=WORDS&from=2022-01-20&to=2022-01-30&undated`; what cannot be read is as good as left out. */
export function parseAddress(hash: string): Address {
  const [first = "", ...rest] = hash.replace(/^#/, "").split("&");
  let filter = EVERYTHING;
  for (const [name, value] of rest.map(split)) {
    if (name === "kind") filter = { ...filter, kinds: values(value).sort() };
    if (name === "find") filter = { ...filter, words: decode(value) };
    filter = { ...filter, days: withPart(filter.days, name, value) };
  }
  return { route: routeOf(first), filter };
}

export function formatAddress({ route, filter: { kinds, words, days } }: Address): string {
  const kind = kinds.length > 0 ? `&kind=${joined(kinds)}` : "";
  const find = words.trim() === "" ? "" : `&find=${encodeURIComponent(words)}`;
  return `#${formatRoute(route)}${kind}${find}${formatDays(days)}`;
}

function routeOf(part: string): Route {
  const [name, value] = split(part);
  const ids = values(value);
  const [id] = ids;
  if (name === "event" && id) return { view: "event", id };
  if (name === "at" && id) return { view: "groups", keys: ids };
  if (SECTIONS.includes(name)) return { view: "document", section: name };
  return { view: "map" };
}

function formatRoute(route: Route): string {
  switch (route.view) {
    case "map":
      return "map";
    case "event":
      return `event=${encodeURIComponent(route.id)}`;
    case "groups":
      return `at=${joined(route.keys)}`;
    case "document":
      return route.section;
  }
}

function joined(texts: readonly string[]): string {
  return texts.map(encodeURIComponent).join("+");
}

function values(text: string): string[] {
  return text
    .split("+")
    .map(decode)
    .filter((value) => value !== "");
}

function split(fragment: string): [string, string] {
  const equals = fragment.indexOf("=");
  if (equals < 0) return [fragment, ""];
  return [fragment.slice(0, equals), fragment.slice(equals + 1)];
}

/** A link that somebody mangled shows the map, not an error. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
