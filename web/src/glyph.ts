// How a kind looks: a coloured disc with the kind's shape, so that colour is never the only sign.
// The shapes themselves stand once, in templates/symbols.html.

import { svg } from "./element.ts";
import type { Kind } from "./events.ts";

/** The sign of a kind, as large as the text around it. */
export function glyph(kind: Kind): SVGElement {
  return svg(
    "svg",
    { class: "glyph", viewBox: "-9 -9 18 18", "aria-hidden": "true" },
    svg("circle", { r: 9, fill: colour(kind) }),
    svg("use", { href: symbol(kind) }),
  );
}

/** A marker of one event: solid where its point can be trusted, hollow where it is a town's centre. */
export function marker(kind: Kind, solid: boolean): SVGElement {
  const paint = colour(kind);
  return svg(
    "svg",
    { class: solid ? "pin solid" : "pin hollow", viewBox: "-12 -12 24 24", "aria-hidden": "true" },
    svg("circle", { class: "rim", r: 12 }),
    svg("circle", { class: "disc", r: 10, fill: solid ? paint : null, stroke: paint }),
    svg("use", { href: symbol(kind), fill: solid ? null : paint }),
  );
}

/**
 * A marker of several events: their number in a ring that shows the share of each kind. One that stands for more than
 * the place under it has a dashed edge.
 */
export function ring(
  shares: readonly (readonly [Kind, number])[],
  number: string,
  several: boolean,
): SVGElement {
  const total = shares.reduce((sum, [, count]) => sum + count, 0);
  let before = 0;
  const arcs = shares.map(([kind, count]) => {
    // With pathLength the dashes count in events. A quarter turn back puts the first at the top.
    const arc = svg("circle", {
      class: "arc",
      r: 13,
      stroke: colour(kind),
      pathLength: total,
      "stroke-dasharray": `${count} ${total - count}`,
      "stroke-dashoffset": total / 4 - before,
    });
    before += count;
    return arc;
  });
  return svg(
    "svg",
    { class: "pin ring", viewBox: "-16 -16 32 32", "aria-hidden": "true" },
    svg("circle", { class: "rim", r: 16 }),
    ...arcs,
    several ? svg("circle", { class: "edge", r: 17.5 }) : null,
    svg("text", { y: 4, class: number.length > 3 ? "long" : null }, number),
  );
}

function symbol(kind: Kind): string {
  return `#symbol-${kind.symbol}`;
}

/** Colours come from a table that users edit: what is no colour is grey. */
function colour(kind: Kind): string {
  return /^#[0-9a-f]{6}$/i.test(kind.colour) ? kind.colour : "#666666";
}
