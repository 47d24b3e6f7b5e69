// Pictures over the basemap, from a tile server or a folder beside the page: a script of its own, which only the pages load whose
// maker asked for such. What it draws from is written on its element.

import type { View } from "./basemap.ts";
import { project } from "./mercator.ts";
import { type Tile, tilesIn } from "./tiling.ts";

/** Draws what has come of the pictures of a view, and calls `redraw` when more has. Whether all of it was there. */
export type DrawTiles = (pen: CanvasRenderingContext2D, view: View, redraw: () => void) => boolean;

/** So many are kept: several windows full. */
const KEPT = 400;

const { url = "", credit = "", zooms = "", box } = document.currentScript?.dataset ?? {};
const [least = 0, most = 19] = zooms.split(" ").map(Number);
const [west = -180, south = -85, east = 180, north = 85] = box?.split(" ").map(Number) ?? [];
const range = {
  zooms: [least, most],
  within: [...project(west, north), ...project(east, south)],
} as const;
const pictures = new Map<string, HTMLImageElement>();
let waiting = false;

// Who opens a file asks no server for anything.
if (location.protocol !== "file:" || !/^https?:/.test(url)) {
  window.kharitaTiles = draw;
  const ours = window.kharitaBasemap.credit;
  const both = ours && ours !== credit ? `${credit} · ${ours}` : credit;
  window.kharitaBasemap = { ...window.kharitaBasemap, credit: both };
}

function draw(pen: CanvasRenderingContext2D, view: View, redraw: () => void): boolean {
  const tiles = tilesIn(view, range);
  for (const tile of tiles) {
    const picture = pictureOf(tile, redraw);
    const { left, top, right, bottom } = tile;
    if (hasCome(picture)) pen.drawImage(picture, left, top, right - left, bottom - top);
  }
  for (const address of [...pictures.keys()].slice(0, -Math.max(KEPT, tiles.length)))
    pictures.delete(address);
  return tiles.length > 0 && tiles.every((tile) => hasCome(pictureOf(tile, redraw)));
}

function hasCome(picture: HTMLImageElement): boolean {
  return picture.complete && picture.naturalWidth > 0;
}

function pictureOf({ z, x, y }: Tile, redraw: () => void): HTMLImageElement {
  const address = url.replace("{z}", `${z}`).replace("{x}", `${x}`).replace("{y}", `${y}`);
  const known = pictures.get(address);
  if (known) return known;
  const picture = new Image();
  // Such servers turn away who does not say where they are shown; the page itself tells nobody else.
  picture.referrerPolicy = "strict-origin-when-cross-origin";
  picture.addEventListener("load", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      redraw();
    });
  });
  picture.src = address;
  pictures.set(address, picture);
  return picture;
}
