import assert from "node:assert/strict";
import { test } from "node:test";
import { basemap } from "../../basemap.mjs";
import { SCALE, pack } from "../../geometry/pack.mjs";
import { closest } from "../../geometry/shapes.mjs";
import { smoothLine, smoothRing, unpack, unpackLine } from "../../src/basemap.ts";
import { northOf, project } from "../../src/mercator.ts";

const close = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("the projection puts known points where the web's maps have them", () => {
  const cases = [
    [0, 0, 0.5, 0.5],
    [-180, 85.05112877980659, 0, 0],
    [180, -85.05112877980659, 1, 1],
    [90, 0, 0.75, 0.5],
  ];
  for (const [lon, lat, x, y] of cases) {
    const point = project(lon, lat);
    close(point[0], x);
    close(point[1], y);
  }
});

test("a degree of latitude is 111 km", () => {
  close(Math.round((northOf(36, 111_320) - 36) * 100) / 100, 1);
});

test("a packed line unpacks to the points it was made of", () => {
  const cases = [
    [
      [40, 36],
      [41, 35.5],
    ],
    [
      [-0.001, 0],
      [0, -89.999],
      [179.999, 89],
    ],
    [
      [40, 36],
      [40.001, 36],
      [40.001, 35.999],
      [39.5, 36.7],
    ],
  ];
  for (const points of cases) {
    const line = unpackLine(pack(points), SCALE);
    assert.equal(line.length, 2 * points.length);
    points.flatMap(([lon, lat]) => project(lon, lat)).forEach((n, i) => close(line[i], n));
  }
});

test("points that fall onto one step are packed once", () => {
  assert.equal(
    pack([
      [40, 36],
      [40.0001, 36.0001],
      [41, 36],
    ]),
    pack([
      [40, 36],
      [41, 36],
    ]),
  );
});

test("smoothing keeps the ends of a river", () => {
  const river = smoothLine(Float64Array.from([0, 0, 1, 0, 1, 1]));
  assert.deepEqual([...river.slice(0, 2), ...river.slice(-2)], [0, 0, 1, 1]);
});

test("smoothing cuts every corner of a lake, and leaves it closed", () => {
  const corners = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ];
  const ring = smoothRing(Float64Array.from([...corners, corners[0]].flat()));
  const points = Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i], ring[2 * i + 1]]);
  assert.deepEqual(points[0], points.at(-1));
  for (const [x, y] of corners)
    assert.ok(
      points.every(([px, py]) => Math.hypot(px - x, py - y) > 0.5),
      `${x} ${y} stayed`,
    );
  for (const [i, [x, y]] of points.slice(1).entries())
    assert.ok(Math.hypot(x - points[i][0], y - points[i][1]) <= 2, "no side leaps across");
});

const packed = await basemap();
const [english, arabic] = ["en", "ar"].map((lang) => unpack(packed, lang));

/** Back to [lon, lat]: the distances below are measured on what is drawn, smoothed and all. */
const degrees = (line) =>
  Array.from({ length: line.length / 2 }, (_, i) => [
    (line[2 * i] - 0.5) * 360,
    (Math.atan(Math.sinh(Math.PI * (1 - 2 * line[2 * i + 1]))) * 180) / Math.PI,
  ]);
const kmTo = (lines, lon, lat) => closest([lon, lat], lines.map(degrees)).km;
const river = (name) => english.rivers.filter((river) => river.name === name).flatMap(({ lines }) => lines);

test("each river passes the towns that stand on it", () => {
  const cases = [
    ["Khabur", "Ras al-Ain", 40.07, 36.85],
    ["Khabur", "Tell Tamer", 40.37, 36.66],
    ["Khabur", "Hasakah", 40.745, 36.507],
    ["Khabur", "Shaddadi", 40.727, 36.056],
    ["Khabur", "Suwar", 40.648, 35.509],
    ["Khabur", "its mouth at Busayrah", 40.43, 35.14],
    ["Euphrates", "Jarabulus", 38.01, 36.82],
    ["Euphrates", "Raqqa", 39.01, 35.93],
    ["Euphrates", "Deir ez-Zor", 40.15, 35.34],
    ["Euphrates", "Busayrah", 40.43, 35.14],
    ["Euphrates", "Abu Kamal", 40.92, 34.45],
    ["Tigris", "Mosul", 43.13, 36.34],
    ["Balikh", "Ain al-Arus", 38.94, 36.67],
    ["Balikh", "its mouth below Raqqa", 39.09, 35.92],
    ["Jaghjagh", "Qamishli", 41.22, 37.05],
    ["Jaghjagh", "its mouth at Hasakah", 40.75, 36.51],
  ];
  for (const [name, town, lon, lat] of cases) {
    const km = kmTo(river(name), lon, lat);
    assert.ok(km < 3, `the ${name} passes ${town} at ${km.toFixed(1)} km`);
  }
});

test("only the courses that no package has are drawn as unsure", () => {
  const unsure = new Set(english.rivers.filter(({ sure }) => !sure).map(({ name }) => name));
  assert.deepEqual(unsure, new Set(["Balikh", "Jaghjagh"]));
});

test("Lake Assad lies by Tabqa, and each lake is water where its name stands", () => {
  assert.ok(kmTo(english.lakes, 38.55, 35.84) < 4);
  for (const water of english.waters) {
    const rings = english.lakes.map(degrees).filter((ring) => contains(ring, water));
    assert.equal(rings.length % 2, 1, `${water.name} is dry`);
  }
});

function contains(ring, { lon, lat }) {
  return ring.reduce((inside, [x, y], i) => {
    const [px, py] = ring.at(i - 1);
    const crosses = y > lat !== py > lat && lon < x + ((lat - y) * (px - x)) / (py - y);
    return crosses ? !inside : inside;
  }, false);
}

test("borders and governorates are where they are", () => {
  assert.equal(english.focus.length, 1, "Syria has no islands at this scale");
  assert.ok(kmTo(english.border, 41.22, 37.07) < 3, "the border passes Qamishli");
  assert.ok(kmTo(english.border, 38.95, 36.7) < 3, "and Tell Abyad");
  for (const [lon, lat] of [
    [40.745, 36.507],
    [40.15, 35.34],
    [39.01, 35.95],
  ])
    assert.ok(kmTo(english.governorates, lon, lat) > 10, `no line between governorates is at ${lon} ${lat}`);
});

test("a line between governorates ends on a border, on a coast or on another", () => {
  const lines = english.governorates.map(degrees);
  const borders = [...english.border, ...english.land].map(degrees);
  // A line may end on its own middle.
  const rest = (line, end) => (end === line[0] ? line.slice(3) : line.slice(0, -3));
  const closed = (line) => closest(line[0], [[line.at(-1), line.at(-1)]]).km < 0.2;
  for (const line of lines.filter((line) => !closed(line)))
    for (const end of [line[0], line.at(-1)]) {
      const { km } = closest(end, [
        ...borders,
        ...lines.map((other) => (other === line ? rest(line, end) : other)),
      ]);
      assert.ok(km < 1, `a line ends at ${end}, ${km.toFixed(1)} km from all others`);
    }
});

test("every name is there in both languages", () => {
  const names = ({ rivers, waters }) => [...rivers, ...waters].map(({ name }) => name);
  for (const [i, name] of names(english).entries()) {
    if (name === null) continue;
    assert.match(name, /^[A-Z][a-zA-Z ]+$/);
    assert.match(names(arabic)[i], /^[\u0600-\u06ff ]+$/);
  }
});

test("a language without names of waters shows the English ones", () => {
  assert.deepEqual(unpack(packed, "xx").waters, english.waters);
});
