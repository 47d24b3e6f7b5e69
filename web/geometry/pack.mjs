// How a line travels: as differences from point to point in steps of 1/SCALE degree, each number in letters of five
// bits, the least first. `src/basemap.ts` reads it.

/** Steps per degree: 110 m from north to south, finer than the sources are sure. */
export const SCALE = 1000;

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export function pack(points) {
  let [x, y, letters] = [0, 0, ""];
  for (const [lon, lat] of points) {
    const [nextX, nextY] = [Math.round(lon * SCALE), Math.round(lat * SCALE)];
    if (letters !== "" && nextX === x && nextY === y) continue;
    letters += number(nextX - x) + number(nextY - y);
    [x, y] = [nextX, nextY];
  }
  return letters;
}

/** The sign goes into the lowest bit; the sixth bit of a letter tells that more follow. */
function number(n) {
  let bits = n < 0 ? -2 * n - 1 : 2 * n;
  let letters = "";
  for (; bits > 31; bits >>= 5) letters += LETTERS[32 + (bits & 31)];
  return letters + LETTERS[bits];
}
