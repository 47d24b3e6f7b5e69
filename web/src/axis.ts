// The names under the histogram: each begins at its day, from where a line begins.

import { tickInWords } from "./dates.ts";
import { element } from "./element.ts";
import { ticksOf } from "./ticks.ts";
import type { Bins } from "./timeline.ts";
import type { Words } from "./words.ts";

/** What a name has beside its letters, in pixels: its stroke and the room behind that. */
const STROKE = 5;

/** The names of the days of `bins` on an axis `width` pixels wide, in letters 12 pixels high. */
export function axisNames({ unit, edges }: Bins, width: number, words: Words, family: string): HTMLElement[] {
  const [first = 0, end = 0] = [edges[0], edges[edges.length - 1]];
  const pen = document.createElement("canvas").getContext("2d");
  if (pen) pen.font = `12px ${family}`;
  const ticks = ticksOf({
    first,
    end,
    width,
    unit,
    label: (of, day, withYear) => tickInWords(of, day, withYear, words),
    // Where a browser has no canvas, letters are about as wide as they are in most fonts.
    measure: (text) => (pen ? pen.measureText(text).width : text.length * 7) + STROKE,
  });
  return ticks.map(({ day, label }) => {
    const name = element("span", {}, label);
    name.style.insetInlineStart = `${(((day - first) / (end - first)) * 100).toFixed(4)}%`;
    return name;
  });
}
