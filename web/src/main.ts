// Puts the page together: reads the events, draws the map and the lists, and follows the address.

import { type PackedBasemap, unpack } from "./basemap.ts";
import { details } from "./details.ts";
import { element } from "./element.ts";
import { type Event, byId, idOf, ledTo, readPage } from "./events.ts";
import { facetsOf } from "./facets.ts";
import { EVERYTHING, type Filter, Finder, toggled } from "./filter.ts";
import { FindBox } from "./find.ts";
import { type Group, groupByPlace, groupKey } from "./groups.ts";
import { Histogram } from "./histogram.ts";
import { eventList, groupList, regionLinks } from "./list.ts";
import { EventMap } from "./map.ts";
import { Many, areMany } from "./many.ts";
import { ORDERS, type Order, Ordering, inOrder } from "./order.ts";
import { Paper } from "./paper.ts";
import { type Address, type Route, formatAddress, parseAddress } from "./route.ts";
import { save } from "./save.ts";
import type { Days } from "./spans.ts";
import { Share } from "./share.ts";
import { Sheet } from "./sheet.ts";
import { Table } from "./table.ts";
import type { DrawTiles } from "./tiles.ts";
import { Words } from "./words.ts";
import "./style.css";

declare global {
  interface Window {
    /** Set by assets/basemap.js. */
    kharitaBasemap: PackedBasemap;
    /** Set by assets/tiles.js, where the page has tiles. */
    kharitaTiles?: DrawTiles;
  }
}

const root = document.documentElement;
const page = readPage(document);
const words = new Words(page.lang, page.strings);
const kinds = new Map(page.kinds.map((kind) => [kind.id, kind]));
const all = inOrder(page.events, ORDERS[0], page.lang);
let eventsById: ReturnType<typeof byId> | undefined;
const ordering = new Ordering(all, page.lang);
/** Where each place cannot have a marker of its own. */
const many = areMany(all) ? new Many(all) : undefined;
const crowd = page.shards === undefined ? undefined : window.kharitaMany;
const shards = crowd && page.shards !== undefined ? new crowd.Shards(page.shards, all) : undefined;
const finder = new Finder(all, page.kinds, page);

const side = part("side");
const margin = part("margin");
// The style sheet lays out the application only where this program runs; the map needs its room to start.
root.classList.add("js");
root.dataset["view"] = "map";
// In a frame of another page the map stands alone, with a way to the whole.
const whole = element(
  "a",
  { class: "whole", target: "_blank", rel: "noopener", dir: "auto" },
  document.title,
);
const isFramed = /[#&]embed(&|$)/.test(location.hash);
if (isFramed) {
  root.classList.add("embed");
  margin.prepend(whole);
}

/** The list or the map: where a reader goes back to. */
let home: Route & { view: "map" } = { view: "map" };
let shown: Address = { ...parseAddress(location.hash), route: { view: "map" } };
/** Where what is open was opened, if not in the list: on the map, or in a row of the table. There the keyboard returns to. */
let opener: { readonly at: "map" } | { readonly at: "table"; route: Route; event: string } | undefined;
/** The events that are asked for, in the order of the list, and the same by their places. */
let events: readonly Event[] = [];
let groups: readonly Group[] = [];
/** 1 for each of all events that is asked for. */
let asked: Uint8Array = new Uint8Array();
/** Whether the address is yet to follow what is shown. */
let unwritten = false;
/** What is yet to be done once the days that are asked for have come to rest. */
let resting: ReturnType<typeof setTimeout> | undefined;

/** Where map and list have no room beside each other, as style/phone.css has it. */
const narrow = matchMedia("(max-width: 820px)");
narrow.addEventListener("change", () => markCurrent(shown.route));
const sheet = new Sheet({
  words,
  room: document.querySelector<HTMLElement>(".app") ?? side,
  onRest: () => {
    map.resize();
    map.select(groupsOf(shown.route));
  },
  onClose: () => go(linkTo({ view: "map" })),
});
const table = new Table(document.getElementById("table"), {
  ...{ kinds, words, shards, linkTo, all: all.length },
  onClear: () => {
    ask(EVERYTHING);
    showTable();
  },
});
const facets = facetsOf(page, finder.find(EVERYTHING).counts);
/** What very many events' sources say is searched where it is wanted; of more than these a browser could not hold it. */
const deep =
  crowd && shards && all.length <= 200_000
    ? new crowd.Deep({
        ...{ shards, words },
        onRead: (whole) => finder.tell(whole),
        onDone: (whole) => {
          if (whole) findBox.search(words.text("search"));
          ask(shown.filter);
        },
      })
    : undefined;
const findBox = new FindBox({
  facets,
  kinds,
  unplaced: page.unplaced,
  search: words.text(shards ? "search_many" : "search"),
  deep: deep?.element ?? null,
  words,
  onWords: (asked) => ask({ ...shown.filter, words: asked }),
  onValue: (facet, value) => ask(toggled(shown.filter, facet, value)),
  onWithin: (on) => ask({ ...shown.filter, within: on ? map.bounds() : undefined }),
  onOrder: (order) => ask(shown.filter, order),
  onClear: () => ask(EVERYTHING),
  onSave: (format) => void save(format, new Set(events.map(({ id }) => id)), linkTo({ view: "map" })),
});
const histogram = new Histogram({
  spans: finder.spans,
  words,
  onDays: askDays,
  onPlay: (playing) => findBox.hush(playing),
});
part("time").append(histogram.element);
const list = document.createElement("div");
const overview = document.createElement("div");
const share = new Share(document.title, words, () => new URL(formatAddress(shown), location.href).href);
/** Says what an address names that is not here. */
const missing = element("p", { class: "missing", role: "alert" });
overview.append(missing, findBox.element, list, share.element);

find(shown);
const basemap = unpack(window.kharitaBasemap, page.lang);
const box = window.kharitaBasemap.box;
const map = new EventMap(part("map"), {
  groups: many ? [] : groupByPlace(all),
  heaps: many && { extent: many.extent, at: (zoom, bounds) => many.heaps(asked, zoom, bounds) },
  shown: groups,
  kinds,
  words,
  labels: page.labels,
  basemap,
  box,
  window: shown.window,
  onMove: follow,
  onOpen: (opened) => {
    opener = { at: "map" };
    go(linkTo(routeOf(opened)));
  },
});

show(parseAddress(location.hash).route, false);
// The map goes no further than it goes.
if (shown.window) follow();
window.addEventListener("hashchange", arrive);
const paper = new Paper(document.querySelector(".app") ?? margin, {
  ...{ kinds, labels: page.labels, basemap, box, words, facets },
});
window.addEventListener("beforeprint", () => {
  if (shown.route.view === "document") table.print(events);
  const { filter, order = ORDERS[0] } = shown;
  const address = new URL(formatAddress(shown), location.href).href;
  // Who reads an event prints that.
  const open = eventOf(shown.route);
  const details = open && side.querySelector(".details")?.cloneNode(true);
  paper.show({
    ...{ filter, order, address, details, bounds: map.bounds(), all: all.length },
    events: open && details ? [open] : events,
  });
});
window.addEventListener("afterprint", () => {
  paper.clear();
  showTable();
});
document.addEventListener("click", (clicked) => {
  const link =
    clicked.target instanceof Element ? clicked.target.closest<HTMLAnchorElement>("a[href^='#']") : null;
  const isPlain =
    clicked.button === 0 && !(clicked.ctrlKey || clicked.metaKey || clicked.shiftKey || clicked.altKey);
  if (!link || link.target !== "" || !isPlain || parseAddress(link.hash).route.view === "document") return;
  clicked.preventDefault();
  if (link.matches(".skip")) {
    if (shown.route.view === "document") go(linkTo(home));
    // The markers come next.
    part("map").focus();
    return;
  }
  const event = link.closest<HTMLElement>("[data-row]")?.dataset["row"];
  if (event) opener = { at: "table", route: shown.route, event };
  go(link.hash);
});
document.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Escape" || (shown.route.view !== "event" && shown.route.view !== "groups")) return;
  go(linkTo(opener?.at === "table" ? opener.route : { view: "map" }));
});

/**
 * Goes to an address of the map's views. The browser is not asked to: where an element bears the name it would take the keyboard
 * away from whatever we give it to, and when it likes.
 */
function go(link: string): void {
  const address = own(link);
  // Where a reader comes from is what they go back to.
  if (unwritten) writeAddress();
  if (address !== location.hash) history.pushState(null, "", address);
  arrive();
}

/** Shows what the address names. */
function arrive(): void {
  const asked = parseAddress(location.hash);
  const view = "map";
  const list = ({ filter, order }: Address) => formatAddress({ route: { view }, filter, order });
  const where = ({ window }: Address) => formatAddress({ route: { view }, filter: EVERYTHING, window });
  const was = where(shown);
  histogram.pause();
  if (list(asked) !== list(shown)) findOnMap(asked);
  if (!asked.window) {
    // Without a window an address shows what it would if it was opened afresh.
    if (asked.route.view === "map" || map.moved()) map.restart();
  } else if (where(asked) !== was) map.move(asked.window);
  show(asked.route, true);
}

/** Asks for other events while the list is read. */
function ask(filter: Filter, order: Order | undefined = shown.order): void {
  findOnMap({ ...shown, filter, order });
  tellAddress();
}

/** Asks for other days, many times a second maybe: browsers let an address change only so often. */
function askDays(days: Days): void {
  clearTimeout(resting);
  // To look more closely is a step from which a reader may come back.
  const isStep = days.over !== undefined && days.over !== shown.filter.days.over;
  if (isStep) writeAddress();
  findOnMap({ ...shown, filter: { ...shown.filter, days } });
  if (isStep) history.pushState(null, "", own(formatAddress(shown)));
  resting = setTimeout(() => {
    writeAddress();
    const { view } = shown.route;
    // What is read stays open; what comes next and before it has changed.
    if (view === "event" || view === "groups") side.replaceChildren(sheet.grip, sideOf(shown.route));
  }, 250);
}

/** The map has come to rest: the address follows, and what is asked for too where it is what the map shows. */
function follow(): void {
  shown = { ...shown, window: map.moved() };
  if (shown.filter.within) findOnMap({ ...shown, filter: { ...shown.filter, within: map.bounds() } });
  tellAddress();
}

/** The address of this very page that shows what `link` names: what is a frame stays one when it is loaded again. */
function own(link: string): string {
  return isFramed ? `${link}&embed` : link;
}

/** Lets the address follow after the frame that shows what was asked for: browsers take longer to write one than to draw that. */
function tellAddress(): void {
  if (unwritten) return;
  unwritten = true;
  requestAnimationFrame(() => setTimeout(() => unwritten && writeAddress()));
}

/**
 * The address follows what is shown, without a step of the browser's history for each letter and each move. Where a reader has
 * just gone elsewhere it is theirs, and what it names is about to be shown.
 */
function writeAddress(): void {
  unwritten = false;
  const opened = ({ route }: Address) => formatAddress({ route, filter: EVERYTHING });
  if (opened(parseAddress(location.hash)) !== opened(shown)) return;
  const address = own(formatAddress(shown));
  // To write one is slow, and a page that was opened without any is not moved by its own layout.
  if (address !== (location.hash || "#map")) history.replaceState(null, "", address);
  markCurrent(shown.route);
}

/** Shows the events that are asked for, in the list and on the map. */
function findOnMap(asked: Address): void {
  find(asked);
  map.put(groups);
}

/** Shows the events that are asked for in the list and at the margin; the table follows when it is looked at. */
function find({ filter, order = ORDERS[0], window }: Address): void {
  shown = { ...shown, filter, order, window };
  const found = finder.find(filter);
  asked = found.asked;
  events = ordering.of(order, asked);
  groups = many ? many.regions(asked) : groupByPlace(events);
  findBox.show(filter, order, found, all.length);
  deep?.offer(filter.words);
  histogram.show(filter.days, found.whenever);
  list.replaceChildren(eventList(events, kinds, words, linkTo));
  const regions = regionLinks(
    groups.filter((group) => group.extent === "region"),
    words,
    linkTo,
  );
  margin.querySelector(".regions")?.remove();
  if (regions) margin.append(regions);
}

/** Shows what the address names; `moved` tells that a reader went there, who takes the keyboard along. */
function show(named: Route, moved: boolean): void {
  const before = shown.route;
  const route: Route = isHere(named) ? named : { view: "map" };
  missing.textContent = route === named ? "" : words.text("missing");
  shown = { ...shown, route };
  const inDocument = route.view === "document";
  root.dataset["view"] = inDocument ? "document" : "map";
  root.dataset["route"] = route.view;
  root.dataset["tab"] = route.view === "map" ? (route.tab ?? "map") : "";
  markCurrent(route);
  if (inDocument) {
    showTable();
    document.getElementById(route.section)?.scrollIntoView();
    if (opener?.at === "table" && before.view !== "document") focusRow(opener.event);
    opener = undefined;
    return;
  }
  if (route.view === "map") home = route;
  if (before.view === "map") sheet.low();
  map.resize();
  map.select(groupsOf(route));
  side.replaceChildren(sheet.grip, sideOf(route));
  if (route !== named) {
    // A browser that opens a page takes the keyboard to what its address names.
    const address = own(formatAddress(shown));
    history.replaceState(null, "", address === "#map" ? location.pathname + location.search : address);
  }
  if (!moved) return;
  side.scrollTop = 0;
  if (route.view === "map") returnFocus(before);
  else side.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
}

/** The table follows where it is looked at. */
function showTable(): void {
  if (shown.route.view === "document") table.show(events, shown.route.page);
}

function sideOf(route: Route): HTMLElement {
  const event = eventOf(route);
  if (event) return detailsOf(event, route);
  // An id that may mean several events is a choice of them.
  const opened = route.view === "event" ? groupByPlace(eventsOf(route)) : groupsOf(route);
  return opened.length > 0 ? groupList(opened, kinds, words, linkTo) : overview;
}

/** Whether there is what an address names. */
function isHere(route: Route): boolean {
  if (route.view === "event") return eventsOf(route).length > 0;
  return route.view !== "groups" || groupsOf(route).length > 0;
}

/** The details of an event, or that they come. */
function detailsOf(event: Event, route: Route): HTMLElement {
  const at = events.indexOf(event);
  const neighbours = at < 0 ? {} : { previous: events[at - 1], next: events[at + 1] };
  const alike = claimants(event.id).filter(({ id }) => id !== event.id);
  const own = idOf(event, claimants);
  const write = (whole: Event) =>
    details(whole, kinds.get(whole.kind), { ...neighbours, alike, own }, words, linkTo);
  const whole = shards?.whole(event) ?? event;
  if (!(whole instanceof Promise)) return write(whole);
  const waiting = element("p", { class: "waiting", role: "status" }, words.text("loading"));
  whole.then(
    (come) => {
      if (shown.route !== route || !waiting.isConnected) return;
      const told = write(come);
      waiting.replaceWith(told);
      told.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
    },
    // What is known without it is better than nothing.
    () => waiting.replaceWith(write(event)),
  );
  return waiting;
}

/** A link to `route` that keeps what is asked for, and leads back to the list where a reader came from there. */
function linkTo(route: Route): string {
  return formatAddress({ ...shown, route: route.view === "map" ? home : route });
}

/** The one event that the address names. */
function eventOf(route: Route): Event | undefined {
  const [only, ...others] = eventsOf(route);
  return others.length === 0 ? only : undefined;
}

function claimants(id: string): readonly Event[] {
  eventsById ??= byId(all);
  return eventsById.get(id) ?? [];
}

function eventsOf(route: Route): readonly Event[] {
  return route.view === "event" ? ledTo(route.id, claimants(route.id)) : [];
}

function groupsOf(route: Route): Group[] {
  if (many && route.view === "event") return groupByPlace(eventsOf(route));
  if (many && route.view === "groups") {
    const heaps = route.keys.flatMap((key) => many.heap(key, asked) ?? []);
    return heaps.length > 0 ? heaps : groups.filter(({ key }) => route.keys.includes(key));
  }
  // In the order of the address, which is that of the marker: the first lends it its name.
  const keys = route.view === "groups" ? route.keys : eventsOf(route).map(groupKey);
  return [...new Set(keys)].flatMap((key) => groups.find((group) => group.key === key) ?? []);
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
  const onMap = (opener?.at === "map" || !row) && group !== undefined && map.focus(group);
  if (!onMap) row?.focus();
  opener = undefined;
}

/** Puts the keyboard on the link of an event's row in the table. */
function focusRow(event: string): void {
  const link = document.querySelector<HTMLElement>(`#table [data-row="${CSS.escape(event)}"] a[href^="#"]`);
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "center" });
}

/** Tells style and screen readers which of the page's parts is open; the links to them keep what is asked for. */
function markCurrent(route: Route): void {
  const part = (route: Route) => {
    if (route.view === "document") return route.section;
    return narrow.matches ? (route.view === "map" && route.tab) || "map" : "map";
  };
  for (const link of document.querySelectorAll<HTMLAnchorElement>("nav.views a")) {
    const there = parseAddress(link.hash).route;
    link.setAttribute("href", formatAddress({ ...shown, route: there }));
    if (part(route) === part(there)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const translation = document.querySelector<HTMLAnchorElement>("a.language");
  const here = formatAddress(shown);
  whole.href = here;
  const [file] = translation?.getAttribute("href")?.split("#") ?? [];
  translation?.setAttribute("href", `${file}${here === "#map" ? "" : here}`);
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the template has no element with the id "${id}"`);
  return found;
}
