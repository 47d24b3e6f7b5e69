// The rivers: their courses from GSHHG (the CIA's World Data Bank II), which knows no names, and the names from here.

import { closest, join, lengthKm, within } from "./shapes.mjs";

/** 1 is drawn from the first zoom, 2 from where a governorate fills the window; the nameless are 3. */
const NAMED = [
  {
    names: { en: "Euphrates", ar: "نهر الفرات" },
    weight: 1,
    // One point on each stretch that the source tells apart.
    along: [
      [39.15, 38.18],
      [39.05, 37.94],
      [38.85, 37.69],
      [37.85, 37.22],
      [38.04, 36.88],
      [38.26, 36.5],
      [38.1, 36.09],
      [38.66, 35.84],
      [39.62, 35.79],
      [40.3, 35.27],
      [40.8, 34.65],
      [41.4, 34.46],
      [42.31, 34.25],
      [42.76, 33.84],
      [43.61, 33.39],
      [44.11, 33.09],
      [44.21, 32.57],
      [44.62, 31.59],
      [45.53, 31.29],
      [46.15, 31.05],
      [46.82, 30.96],
      [47.3, 30.95],
      [47.64, 30.77],
    ],
  },
  {
    names: { en: "Tigris", ar: "نهر دجلة" },
    weight: 1,
    along: [
      [40.23, 38.1],
      [40.65, 37.84],
      [41.64, 37.76],
      [42.15, 37.38],
      [42.29, 37.28],
      [42.75, 36.71],
      [43.27, 36.18],
      [43.26, 35.58],
      [43.69, 34.62],
      [44.36, 33.31],
      [47.0, 31.86],
      [47.38, 31.46],
    ],
  },
  {
    names: { en: "Khabur", ar: "نهر الخابور" },
    weight: 2,
    along: [
      [39.89, 36.93],
      [40.02, 36.89],
      [40.07, 36.82],
      [40.38, 36.66],
      [40.8, 36.3],
      [40.64, 35.46],
    ],
    // The source leads it up a wadi from the south, and below Hasakah up the Jaghjagh.
    heads: [
      { of: [40.02, 36.46], at: [40.15, 36.73] },
      { of: [41.0, 36.63], at: [40.77, 36.5] },
    ],
  },
  { names: { en: "Jaghjagh", ar: "نهر الجغجغ" }, weight: 2, along: [[40.97, 36.615]] },
  {
    names: { en: "Great Zab", ar: "الزاب الكبير" },
    weight: 2,
    along: [
      [43.52, 37.3],
      [44.31, 36.73],
      [43.82, 36.45],
    ],
  },
  {
    names: { en: "Little Zab", ar: "الزاب الصغير" },
    weight: 2,
    along: [
      [44.63, 35.89],
      [44.06, 35.68],
      [43.68, 35.4],
    ],
  },
  {
    names: { en: "Orontes", ar: "نهر العاصي" },
    weight: 2,
    along: [
      [36.48, 34.46],
      [36.66, 34.92],
      [36.33, 35.38],
      [36.37, 36.18],
      [36.2, 36.26],
    ],
  },
];

/**
 * What no package has of two rivers of the north-east. The courses are ours, led past the springs, tells and villages
 * that stand on them: right to some three kilometres, and drawn dashed because they are no surer.
 */
const LED = [
  {
    names: { en: "Balikh", ar: "نهر البليخ" },
    course: [
      [38.943, 36.668],
      [38.953, 36.63],
      [38.975, 36.585],
      [39.02, 36.545],
      [39.045, 36.515],
      [39.048, 36.47],
      [39.03, 36.42],
      [39.008, 36.365],
      [39.012, 36.315],
      [39.03, 36.27],
      [39.01, 36.225],
      [38.99, 36.19],
      [38.988, 36.15],
      [39.006, 36.11],
      [39.02, 36.06],
      [39.035, 36.01],
      [39.062, 35.965],
      [39.085, 35.925],
    ],
  },
  {
    names: { en: "Jaghjagh", ar: "نهر الجغجغ" },
    course: [
      [41.218, 37.068],
      [41.212, 37.03],
      [41.203, 36.985],
      [41.197, 36.93],
      [41.183, 36.88],
      [41.172, 36.83],
      [41.145, 36.78],
      [41.11, 36.735],
      [41.085, 36.695],
      [41.05, 36.655],
      [41.0, 36.63],
    ],
  },
];

/** Further from its point than this, a stretch is another river. */
const NEAR_KM = 12;
/** Where our own course ends nearer than this to a river, it ends in it. */
const MOUTH_KM = 4;
/** The source is cut at its tiles; what is left between two cuts is shorter than this. */
const SCRAP_KM = 12;

/** The rivers of GSHHG's `rivers_*.dat` and its table `riversmeta_*.dat`: those with names in `box`, others in `core`. */
export function rivers(table, numbers, box, core) {
  const stretches = readStretches(table, numbers).filter((line) => line.some((point) => within(point, box)));
  for (const { heads = [] } of NAMED) for (const head of heads) cutHead(stretches, head);
  const rivers = NAMED.map(({ names, weight, along }) => {
    const lines = new Set();
    for (const point of along) {
      const distances = stretches.map((line) => closest(point, [line]).km);
      const best = distances.indexOf(Math.min(...distances));
      if (distances[best] > NEAR_KM)
        throw new Error(`no river is near ${point}, where the ${names.en} should be`);
      lines.add(stretches[best]);
    }
    return { names, weight, sure: true, lines };
  });
  for (const river of rivers) addScraps(river, stretches);
  const named = new Set(rivers.flatMap(({ lines }) => [...lines]));
  const nameless = stretches.filter((line) => !named.has(line) && line.some((point) => within(point, core)));
  return [
    { names: null, weight: 3, sure: true, lines: join(nameless) },
    ...LED.map(({ names, course }) => ({
      names,
      weight: 2,
      sure: false,
      lines: [toMouth(course, stretches)],
    })),
    ...rivers.map((river) => ({ ...river, lines: join([...river.lines]) })).reverse(),
  ];
}

/** Cuts the stretch that ends near `of` where it comes nearest to `at`: what lies above is another water. */
function cutHead(stretches, { of, at }) {
  const km = (point, other) => closest(other, [[point, point]]).km;
  const ending = stretches.filter((line) => [line[0], line.at(-1)].some((end) => km(end, of) < NEAR_KM / 2));
  const distances = ending.map((line) => closest(at, [line]).km);
  const line = ending[distances.indexOf(Math.min(...distances))];
  if (!line) throw new Error(`no river starts near ${of}`);
  const here = line.reduce((best, point, i) => (km(point, at) < km(line[best], at) ? i : best), 0);
  stretches.splice(stretches.indexOf(line), 1, line.slice(0, here + 1), line.slice(here));
}

/** A course led on to the river that it flows into. */
function toMouth(course, stretches) {
  const { at, km } = closest(course.at(-1), stretches);
  return km < MOUTH_KM ? [...course, at] : course;
}

/** Adds the short pieces that close the gaps between the stretches of a river. */
function addScraps(river, stretches) {
  const touches = (point) =>
    [...river.lines].some((line) => [line[0], line.at(-1)].some((end) => same(end, point)));
  for (let found = true; found;) {
    found = false;
    for (const line of stretches) {
      if (river.lines.has(line) || lengthKm(line) > SCRAP_KM) continue;
      if (!touches(line[0]) || !touches(line.at(-1))) continue;
      river.lines.add(line);
      found = true;
    }
  }
}
const same = (a, b) => Math.abs(a[0] - b[0]) < 0.002 && Math.abs(a[1] - b[1]) < 0.002;

/** A row of the table: type, area, points, south, north, where the points start, how many bytes they are. */
function readStretches(table, numbers) {
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const rows = table.toString("utf8").trim().split("\n");
  return rows.map((row) => {
    const [start, bytes] = row.trim().split(/\s+/).slice(5, 7).map(Number);
    const points = [];
    for (let at = start; at < start + bytes; at += 8)
      points.push([view.getFloat32(at, true), view.getFloat32(at + 4, true)]);
    return points;
  });
}
