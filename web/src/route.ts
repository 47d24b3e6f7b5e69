// What the page shows, as the fragment of its address; every view is a link. Pure.

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

export function parseRoute(hash: string): Route {
  const fragment = hash.replace(/^#/, "");
  const [name = "", value = ""] = split(fragment);
  const values = value.split("+").map(decode);
  const [id = ""] = values;
  if (name === "event" && id) return { view: "event", id };
  if (name === "at" && id) return { view: "groups", keys: values };
  if (SECTIONS.includes(name)) return { view: "document", section: name };
  return { view: "map" };
}

export function formatRoute(route: Route): string {
  switch (route.view) {
    case "map":
      return "#map";
    case "event":
      return `#event=${encodeURIComponent(route.id)}`;
    case "groups":
      return `#at=${route.keys.map(encodeURIComponent).join("+")}`;
    case "document":
      return `#${route.section}`;
  }
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
