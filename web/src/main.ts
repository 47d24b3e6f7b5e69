// Puts the page together: reads the events, draws the map and the lists, and follows the address.

import { type PackedBasemap, unpack } from "./basemap.ts";
import { details } from "./details.ts";
import { type Event, newestFirst, readPage } from "./events.ts";
import { type Group, countByKind, groupByPlace, groupKey } from "./groups.ts";
import { eventList, groupList, legend, regionLinks } from "./list.ts";
import { EventMap } from "./map.ts";
import { type Route, formatRoute, parseRoute } from "./route.ts";
import { Words } from "./words.ts";
import "./style.css";

declare global {
  interface Window {
    /** Set by assets/basemap.js. */
    kharitaBasemap: PackedBasemap;
  }
}

const root = document.documentElement;
const page = readPage(document);
const words = new Words(page.lang, page.strings);
const kinds = new Map(page.kinds.map((kind) => [kind.id, kind]));
const events = newestFirst(page.events);
const eventsById = new Map(events.map((event) => [event.id, event]));
const groups = groupByPlace(events);
const groupsByKey = new Map(groups.map((group) => [group.key, group]));

const side = part("side");
// The style sheet lays out the application only where this program runs; the map needs its room to start.
root.classList.add("js");
root.dataset["view"] = "map";

const overview = document.createElement("div");
overview.append(legend(countByKind(events), kinds, words), eventList(events, kinds, words));

const margin = regionLinks(
  groups.filter((group) => group.extent === "region"),
  words,
);
if (margin) part("margin").append(margin);

const map = new EventMap(part("map"), {
  groups,
  kinds,
  words,
  labels: page.labels,
  basemap: unpack(window.kharitaBasemap),
  box: window.kharitaBasemap.box,
  onOpen: (group) => {
    location.hash = formatRoute(routeOf(group));
  },
});

let shown: Route = { view: "map" };
show(parseRoute(location.hash), false);
window.addEventListener("hashchange", () => show(parseRoute(location.hash), true));

/** Shows what the address names; `moved` tells that a reader went there, who takes the keyboard along. */
function show(route: Route, moved: boolean): void {
  const before = shown;
  shown = route;
  const inDocument = route.view === "document";
  root.dataset["view"] = inDocument ? "document" : "map";
  markCurrent(route);
  if (inDocument) {
    document.getElementById(route.section)?.scrollIntoView();
    return;
  }
  map.resize();
  map.select(groupOf(route) ?? null);
  side.replaceChildren(sideOf(route));
  side.scrollTop = 0;
  if (!moved) return;
  if (route.view === "map") returnFocus(before);
  else side.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

function sideOf(route: Route): HTMLElement {
  const event = eventOf(route);
  if (event) {
    const at = events.indexOf(event);
    const neighbours = { previous: events[at - 1], next: events[at + 1] };
    return details(event, kinds.get(event.kind), neighbours, words);
  }
  const group = groupOf(route);
  if (group) return groupList(group, group.events, kinds, words);
  return overview;
}

function eventOf(route: Route): Event | undefined {
  return route.view === "event" ? eventsById.get(route.id) : undefined;
}

function groupOf(route: Route): Group | undefined {
  if (route.view === "group") return groupsByKey.get(route.key);
  const event = eventOf(route);
  return event && groupsByKey.get(groupKey(event));
}

function routeOf(group: Group): Route {
  const [only] = group.events;
  if (group.events.length === 1 && only) return { view: "event", id: only.id };
  return { view: "group", key: group.key };
}

/** After the details, the keyboard is where it was: on the event's row, or on its marker. */
function returnFocus(before: Route): void {
  const event = eventOf(before);
  const row = event && side.querySelector<HTMLElement>(`[data-event="${CSS.escape(event.id)}"]`);
  if (row) row.focus();
  else map.focus(groupOf(before)?.key ?? "");
}

/** Tells style and screen readers which of the page's parts is open. */
function markCurrent(route: Route): void {
  const current = route.view === "document" ? `#${route.section}` : "#map";
  for (const link of document.querySelectorAll("nav.views a")) {
    if (link.getAttribute("href") === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the template has no element with the id "${id}"`);
  return found;
}
