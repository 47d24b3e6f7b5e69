// The bars of the histogram as outlines, a few for all bins: what is drawn does not grow with the events. Pure.

import type { Bins, Heights } from "./timeline.ts";

export interface Outlines {
  /** Events that were in their bin for certain. */
  readonly sure: string;
  /** On top of them, the shares of those that may have been. */
  readonly perhaps: string;
}

/** So much is seen of a bin that holds anything, however little it is beside the peak, in pixels. */
const LEAST = 2;

/**
 * Outlines for a drawing as wide as there are days and `height` pixels high, in which `peak` fills the height.
 * `gap` is left free between two bars, in days.
 */
export function outlines(
  { edges }: Bins,
  { sure, perhaps }: Heights,
  { peak, height, gap }: { readonly peak: number; readonly height: number; readonly gap: number },
): Outlines {
  const solid: string[] = [];
  const pale: string[] = [];
  const begin = edges[0] ?? 0;
  const tall = (n: number) => (n <= 0 || peak <= 0 ? 0 : Math.max(LEAST, (n / peak) * height));
  for (let bin = 0; bin < sure.length; bin++) {
    const from = (edges[bin] ?? begin) - begin;
    const width = (edges[bin + 1] ?? begin) - begin - from - gap;
    const of = tall(sure[bin] ?? 0);
    const more = tall(perhaps[bin] ?? 0);
    if (of > 0) solid.push(bar(from, width, height - of, of));
    if (more > 0) pale.push(bar(from, width, Math.max(0, height - of - more), Math.min(more, height - of)));
  }
  return { sure: solid.join(""), perhaps: pale.join("") };
}

function bar(x: number, width: number, y: number, height: number): string {
  const told = (n: number) => String(Math.round(n * 100) / 100);
  return `M${told(x)} ${told(y)}h${told(width)}v${told(height)}h${told(-width)}z`;
}
