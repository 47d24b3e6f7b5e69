// Lists of events beside the map: all of them, those of one place, and the regions at the map's margin.

import { element } from "./element.ts";
import { type Event, type Kind, tellings } from "./events.ts";
import { glyph } from "./glyph.ts";
import { type Group, groupName } from "./groups.ts";
import { inOrder } from "./order.ts";
import type { LinkTo } from "./route.ts";
import type { Words } from "./words.ts";

/** So many rows are made at once; the next come when a reader gets to the last of them. */
const ROWS = 40;

export function eventList(
  events: readonly Event[],
  kinds: ReadonlyMap<string, Kind>,
  words: Words,
  linkTo: LinkTo,
): HTMLElement {
  const list = element("ol", { class: "events" });
  const reached = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) addRows();
  });
  function addRows(): void {
    reached.disconnect();
    const from = list.childElementCount;
    const rows = events.slice(from, from + ROWS).map((event, at) => {
      const made = row(event, kinds.get(event.kind), words, linkTo);
      if (events.length <= ROWS) return made;
      // A screen reader tells how many there are, not how many were made.
      made.setAttribute("aria-posinset", String(from + at + 1));
      made.setAttribute("aria-setsize", String(events.length));
      return made;
    });
    list.append(...rows);
    if (list.childElementCount < events.length && list.lastElementChild)
      reached.observe(list.lastElementChild);
  }
  addRows();
  return list;
}

/** The events of some places, with the way back to all events. */
export function groupList(
  groups: readonly Group[],
  kinds: ReadonlyMap<string, Kind>,
  words: Words,
  linkTo: LinkTo,
): HTMLElement {
  const events = inOrder(
    groups.flatMap((group) => group.events),
    "newest",
    words.lang,
  );
  return element(
    "section",
    { class: "group" },
    element(
      "p",
      { class: "path" },
      element("a", { href: linkTo({ view: "map" }) }, words.text("all_events")),
    ),
    // In the words that a screen reader says of the marker that opens it.
    element("h2", { tabindex: -1, dir: "auto" }, groupName(groups, words)),
    eventList(events, kinds, words, linkTo),
  );
}

/** Places too wide for a marker, as links for the margin of the map. */
export function regionLinks(regions: readonly Group[], words: Words, linkTo: LinkTo): HTMLElement | null {
  if (regions.length === 0) return null;
  const links = regions.map((group) => {
    const [only] = group.events.length === 1 ? group.events : [];
    const route = only
      ? ({ view: "event", id: only.id } as const)
      : ({ view: "groups", keys: [group.key] } as const);
    return element("li", {}, element("a", { href: linkTo(route), dir: "auto" }, groupName([group], words)));
  });
  return element(
    "section",
    { class: "regions" },
    element("h2", {}, words.text("regions")),
    element("ul", {}, ...links),
  );
}

function row(event: Event, kind: Kind | undefined, words: Words, linkTo: LinkTo): HTMLElement {
  return element(
    "li",
    {},
    element(
      "a",
      { href: linkTo({ view: "event", id: event.id }), "data-event": event.id },
      kind ? glyph(kind) : null,
      element("span", { class: "title", dir: "auto" }, event.title),
      element(
        "span",
        { class: "facts" },
        // What was denied or only planned is no fact, wherever it is read.
        event.status ? element("span", { class: "status" }, event.status) : null,
        element("b", {}, event.dates),
        element("span", {}, event.place_precision),
        element("span", {}, words.count("reports", tellings(event))),
      ),
    ),
  );
}
