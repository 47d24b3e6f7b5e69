import assert from "node:assert/strict";
import test from "node:test";
import { tilesIn } from "../../src/tiling.ts";

const WORLD = [0, 0, 1, 1];
const view = (zoom, left, top) => ({ size: 256 * 2 ** zoom, zoom, left, top, width: 300, height: 200 });
const names = (tiles) => tiles.map(({ z, x, y }) => `${z}/${x}/${y}`);

test("a view is filled by the squares that reach into it, edge to edge", () => {
  const tiles = tilesIn(view(3, 500, 700), { zooms: [0, 19], within: WORLD });
  assert.deepEqual(names(tiles), ["3/1/2", "3/2/2", "3/3/2", "3/1/3", "3/2/3", "3/3/3"]);
  assert.deepEqual([tiles[0].left, tiles[0].right, tiles[1].left], [-244, 12, 12]);
  const half = tilesIn(view(3.4, 500, 700), { zooms: [0, 19], within: WORLD });
  for (const tile of half) assert.ok(Number.isInteger(tile.left) && tile.z === 3);
  assert.equal(half[0].right, half[1].left);
});

test("beyond the last zoom they are drawn larger, and outside of what there is none is asked for", () => {
  const large = tilesIn(view(5, 500, 700), { zooms: [0, 3], within: WORLD });
  assert.deepEqual(names(large), ["3/0/0"]);
  assert.equal(large[0].right - large[0].left, 1024);
  assert.deepEqual(names(tilesIn(view(3, 500, 700), { zooms: [0, 19], within: [0.26, 0.26, 0.3, 0.3] })), [
    "3/2/2",
  ]);
  assert.deepEqual(tilesIn(view(3, 5000, 700), { zooms: [0, 19], within: WORLD }), []);
});
