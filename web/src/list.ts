// Lists of events beside the map: all of them, those of one place, and the regions at the map's margin.

import { element } from "./element.ts";
import type { Event, Kind } from "./events.ts";
import { glyph } from "./glyph.ts";
import { type Group, groupName, placeName } from "./groups.ts";
import { inOrder } from "./order.ts";
import type { LinkTo } from "./route.ts";
import type { Words } from "./words.ts";

export function eventList(
  events: readonly Event[],
  kinds: ReadonlyMap<string, Kind>,
  words: Words,
  linkTo: LinkTo,
): HTMLElement {
  return element(
    "ol",
    { class: "events" },
    ...events.map((event) => row(event, kinds.get(event.kind), words, linkTo)),
  );
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
    element("h2", { tabindex: -1, dir: "auto" }, placeName(groups, words)),
    element("p", { class: "quiet" }, words.count("events", events.length)),
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
        element("b", {}, event.dates),
        element("span", {}, event.place_precision),
        element("span", {}, words.count("reports", event.reports.length)),
      ),
    ),
  );
}
