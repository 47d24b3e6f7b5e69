// Puts the page together: reads the events, draws the map and the lists, and follows the address.

import { type PackedBasemap, unpack } from "./basemap.ts";
import { details } from "./details.ts";
import { type Event, byId, newestFirst, readPage } from "./events.ts";
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
const eventsById = byId(events);
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
  onOpen: (opened) => {
    openedOnMap = true;
    location.hash = formatRoute(routeOf(opened));
  },
});

let shown: Route = { view: "map" };
/** Whether what is open was opened on the map: there the keyboard returns to. */
let openedOnMap = false;
show(parseRoute(location.hash), false);
window.addEventListener("hashchange", () => show(parseRoute(location.hash), true));
document.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Escape" || (shown.view !== "event" && shown.view !== "groups")) return;
  location.hash = formatRoute({ view: "map" });
});

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
  map.select(groupsOf(route));
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
  // An id that may mean several events is a choice of them.
  const opened = route.view === "event" ? groupByPlace(eventsOf(route)) : groupsOf(route);
  return opened.length > 0 ? groupList(opened, kinds, words) : overview;
}

/** The one event that the address names. */
function eventOf(route: Route): Event | undefined {
  const [only, ...others] = eventsOf(route);
  return others.length === 0 ? only : undefined;
}

function eventsOf(route: Route): readonly Event[] {
  return route.view === "event" ? (eventsById.get(route.id) ?? []) : [];
}

function groupsOf(route: Route): Group[] {
  const named = new Set(eventsOf(route).map(groupKey));
  const keys = route.view === "groups" ? route.keys : [...named];
  return keys.flatMap((key) => groupsByKey.get(key) ?? []);
}

function routeOf(opened: readonly Group[]): Route {
  const [only, ...others] = opened.flatMap((group) => group.events);
  if (only && others.length === 0) return { view: "event", id: only.id };
  return { view: "groups", keys: opened.map((group) => group.key) };
}

/** After the details, the keyboard is where it was: on the marker, or on the event's row. */
function returnFocus(before: Route): void {
  const event = eventOf(before);
  const row = event && side.querySelector<HTMLElement>(`[data-event="${CSS.escape(event.id)}"]`);
  const [group] = groupsOf(before);
  const onMap = (openedOnMap || !row) && group !== undefined && map.focus(group.key);
  if (!onMap) row?.focus();
  openedOnMap = false;
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
