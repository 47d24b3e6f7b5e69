// The numbers that stand beside symbols on paper, where nothing opens: which, how they are written, and where. Pure.

import { type Box, around, touch } from "./box.ts";

/** What a symbol on paper is called: the numbers of its events, or a letter where they are too many to stand there. */
export interface Tag {
  readonly text: string;
  /** The numbers that the letter stands for; `null` where they stand there themselves. */
  readonly spelled: string | null;
}

/** As long as the numbers beside a symbol may be. */
const LONGEST = 10;

/** `1, 4–6, 9`: rising, three or more in a row as first and last. */
export function ranges(numbers: readonly number[]): string {
  const rising = [...new Set(numbers)].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const number of rising) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === number) run[1] = number;
    else runs.push([number, number]);
  }
  const written = ([first, last]: [number, number]) => {
    if (last - first > 1) return `${first}–${last}`;
    return first === last ? String(first) : `${first}, ${last}`;
  };
  return runs.map(written).join(", ");
}

/** The tag of each symbol, by the numbers of its events. */
export function tagsOf(symbols: readonly (readonly number[])[]): Tag[] {
  let letters = 0;
  return symbols.map((numbers) => {
    const text = ranges(numbers);
    return text.length <= LONGEST ? { text, spelled: null } : { text: letter(letters++), spelled: text };
  });
}

/** A, B, … Z, AA, AB, … */
function letter(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letter(Math.floor(at / 26) - 1) + last;
}

/** Where a tag goes: its middle. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Half the height of a tag. */
const HALF = 8;

/**
 * The middle of each tag beside its symbol, half as wide as `halves` tells: where it meets no symbol and no tag before it, if
 * there is such a side, and inside `window`.
 */
export function placeTags(symbols: readonly Box[], halves: readonly number[], window: Box): Spot[] {
  const taken = [...symbols];
  return symbols.map(({ left, top, right, bottom }, at) => {
    const half = halves[at] ?? 0;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const spots: Spot[] = [
      { x: right + half, y },
      { x: left - half, y },
      { x, y: top - HALF },
      { x, y: bottom + HALF },
      { x: right + half - 4, y: top - HALF + 4 },
      { x: right + half - 4, y: bottom + HALF - 4 },
      { x: left - half + 4, y: top - HALF + 4 },
      { x: left - half + 4, y: bottom + HALF - 4 },
    ];
    const room = (spot: Spot) => around([spot.x, spot.y], half, HALF);
    const others = (box: Box) => taken.filter((other, i) => i !== at && touch(other, box)).length;
    const cost = (spot: Spot) => others(room(spot)) + (holds(window, room(spot)) ? 0 : 100);
    const best = spots.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    taken.push(room(best));
    return best;
  });
}

function holds(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    inner.right <= outer.right &&
    outer.top <= inner.top &&
    inner.bottom <= outer.bottom
  );
}
