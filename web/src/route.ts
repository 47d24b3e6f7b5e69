// What the page shows, as the fragment of its address; every view is a link. Pure.

import { FACETS } from "./facets.ts";
import { EVERYTHING, type Filter, withValues } from "./filter.ts";
import { type Order, ORDERS } from "./order.ts";
import { formatDays, withPart } from "./spans.ts";

/** What is open, which events were asked for and how they are listed, and where the map is. */
export interface Address {
  readonly route: Route;
  readonly filter: Filter;
  /** The first of the orders if there is none. */
  readonly order?: Order | undefined;
  /** Where all events are seen if there is none. */
  readonly window?: Window | undefined;
}

/** What the map shows: its middle in degrees, and its zoom. */
export interface Window {
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
}

/** The address of a view, as far as a link to it must tell. */
export type LinkTo = (route: Route) => string;

export type Route =
  /** The map with the list of all events; where only one of the two has room, which. */
  | { readonly view: "map"; readonly tab?: "list" }
  /** The map with the details of one event. */
  | { readonly view: "event"; readonly id: string }
  /** The map with the list of one or more groups. */
  | { readonly view: "groups"; readonly keys: readonly string[] }
  /** The part of the document that bears this id; of the table that page, the first if there is none. */
  | { readonly view: "document"; readonly section: string; readonly page?: number };

const TABLE = "table";
const SECTIONS = [TABLE, "unplaced", "sources", "method"];

/** `#event=ID&kind=A+B&find=WORDS&from=2022-01-20&to=2022-01-30&undated&sort=oldest&in=W,S,E,N&map=ZOOM,LAT,LON`; what cannot be read is as good as left out. */
export function parseAddress(hash: string): Address {
  const [first = "", ...rest] = hash.replace(/^#/, "").split("&");
  const told = new Map(rest.map(split));
  let filter: Filter = { ...EVERYTHING, words: decode(told.get("find") ?? "") };
  for (const facet of FACETS) filter = withValues(filter, facet, values(told.get(facet) ?? "").sort());
  for (const [name, value] of told) filter = { ...filter, days: withPart(filter.days, name, value) };
  const within = numbers(told.get("in"), 4);
  if (within) filter = { ...filter, within };
  const window = numbers(told.get("map"), 3);
  const order = ORDERS.find((order) => order === told.get("sort"));
  return {
    route: routeOf(first),
    filter,
    ...(order ? { order } : {}),
    ...(window ? { window: windowOf(window) } : {}),
  };
}

export function formatAddress({ route, filter, order, window }: Address): string {
  const { chosen, words, days, within } = filter;
  const parts = FACETS.map((facet) => [facet as string, joined(chosen[facet] ?? [])]);
  parts.push(["find", words.trim() === "" ? "" : encodeURIComponent(words)]);
  parts.push(["in", (within ?? []).map((degrees) => degrees.toFixed(3)).join()]);
  parts.push(["sort", order === ORDERS[0] ? "" : (order ?? "")]);
  if (window) parts.push(["map", [window.zoom, window.lat.toFixed(4), window.lon.toFixed(4)].join()]);
  const asked = parts.filter(([, value]) => value !== "").map((part) => `&${part.join("=")}`);
  return `#${formatRoute(route)}${asked.join("")}${formatDays(days)}`;
}

function routeOf(part: string): Route {
  const [name, value] = split(part);
  const ids = values(value);
  const [id] = ids;
  if (name === "event" && id) return { view: "event", id };
  if (name === "at" && id) return { view: "groups", keys: ids };
  const page = Number(value);
  if (name === TABLE && Number.isInteger(page) && page > 1) return { view: "document", section: name, page };
  if (SECTIONS.includes(name)) return { view: "document", section: name };
  return name === "list" ? { view: "map", tab: "list" } : { view: "map" };
}

function windowOf([zoom, lat, lon]: Numbers<3>): Window {
  return { zoom, lat, lon };
}

function formatRoute(route: Route): string {
  switch (route.view) {
    case "map":
      return route.tab ?? "map";
    case "event":
      return `event=${encodeURIComponent(route.id)}`;
    case "groups":
      return `at=${joined(route.keys)}`;
    case "document":
      return (route.page ?? 1) > 1 ? `${route.section}=${route.page}` : route.section;
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

/** So many numbers. */
type Numbers<Count extends number, All extends number[] = []> = All["length"] extends Count
  ? All
  : Numbers<Count, [...All, number]>;

/** As many finite numbers as are wanted, with commas between. */
function numbers<Count extends number>(text: string | undefined, wanted: Count): Numbers<Count> | undefined {
  const all = decode(text ?? "").split(",");
  const numbers = all.map(Number);
  if (all.includes("") || !numbers.every(Number.isFinite)) return undefined;
  return isOf(numbers, wanted) ? numbers : undefined;
}

function isOf<Count extends number>(numbers: number[], count: Count): numbers is number[] & Numbers<Count> {
  return numbers.length === count;
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
