import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync, zipSync } from "fflate";
import { createTar } from "nanotar";
import { untar, unzip } from "../../geometry/archive.mjs";
import { areaKm2, clipLine, clipRing, closest, join, lengthKm, simplify } from "../../geometry/shapes.mjs";

const bytes = (text) => new TextEncoder().encode(text);

/** A tar file as npm packs it. */
function tar(files) {
  return gzipSync(createTar(Object.entries(files).map(([name, text]) => ({ name, data: bytes(text) }))));
}

/** A zip file as a wheel is one; odd files are stored, even ones deflated. */
function zip(files) {
  const entries = Object.entries(files).map(([path, text], i) => [
    path,
    [bytes(text), { level: i % 2 === 1 ? 0 : 9 }],
  ]);
  return zipSync(Object.fromEntries(entries));
}

test("of a package only the wanted files are taken, whatever surrounds them", () => {
  const files = { "package/a.json": "a".repeat(700), "package/b": "", "package/LICENSE": "free" };
  for (const [pack, open] of [
    [tar, untar],
    [zip, unzip],
  ]) {
    const found = open(pack(files), ["package/LICENSE", "package/a.json", "package/missing"]);
    assert.deepEqual(
      new Map([...found].map(([path, found]) => [path, Buffer.from(found).toString()]).sort()),
      new Map([
        ["package/LICENSE", "free"],
        ["package/a.json", files["package/a.json"]],
      ]),
    );
  }
});

test("what is no zip file is said to be none", () => {
  assert.throws(() => unzip(Buffer.from("<html>captive portal</html>"), []), /invalid zip data/);
});

test("simplifying keeps ends and corners and drops what lies on the way", () => {
  const line = [
    [0, 0],
    [1, 0.0001],
    [2, 0],
    [2, 1],
    [2.0001, 2],
    [2, 3],
  ];
  assert.deepEqual(
    simplify(line, () => 0.001),
    [
      [0, 0],
      [2, 0],
      [2, 3],
    ],
  );
  assert.deepEqual(
    simplify(line, () => 0),
    line,
  );
});

test("simplifying a border gives the same from either side", () => {
  const line = Array.from({ length: 200 }, (_, i) => [i / 100, Math.sin(i / 7) / 10]);
  const forth = simplify(line, () => 0.01);
  assert.ok(forth.length < 100);
  assert.deepEqual(simplify(line.toReversed(), () => 0.01).toReversed(), forth);
});

test("lengths and areas are in kilometres", () => {
  assert.equal(
    Math.round(
      lengthKm([
        [40, 36],
        [40, 37],
      ]),
    ),
    111,
  );
  assert.equal(
    Math.round(
      lengthKm([
        [40, 36],
        [41, 36],
      ]),
    ),
    90,
  );
  const square = [
    [40, 36],
    [40.1, 36],
    [40.1, 36.1],
    [40, 36.1],
    [40, 36],
  ];
  assert.equal(Math.round(areaKm2(square)), 100);
  assert.equal(
    Math.round(
      closest(
        [40, 36.5],
        [
          [
            [39, 36],
            [41, 36],
          ],
        ],
      ).km,
    ),
    56,
  );
});

test("a line is cut to the box with one point beyond, a ring along it", () => {
  const box = [0, 0, 10, 10];
  assert.deepEqual(
    clipLine(
      [
        [-9, 5],
        [-1, 5],
        [5, 5],
        [11, 5],
        [19, 5],
      ],
      box,
    ),
    [
      [
        [-1, 5],
        [5, 5],
        [11, 5],
      ],
    ],
  );
  assert.deepEqual(
    clipLine(
      [
        [20, 20],
        [30, 30],
      ],
      box,
    ),
    [],
  );
  const ring = clipRing(
    [
      [5, 5],
      [15, 5],
      [15, 8],
      [5, 8],
      [5, 5],
    ],
    box,
  );
  assert.deepEqual(new Set(ring.map(String)), new Set(["5,5", "10,5", "10,8", "5,8"]));
});

test("stretches that meet become one line, whichever way they run", () => {
  const parts = [
    [
      [2, 0],
      [3, 0],
    ],
    [
      [2, 0],
      [1, 0],
    ],
    [
      [0, 0],
      [1, 0],
    ],
    [
      [9, 9],
      [8, 8],
    ],
  ];
  const joined = join(parts).map((line) => (line[0][0] > line.at(-1)[0] ? line.toReversed() : line));
  assert.deepEqual(
    joined.sort((a, b) => a[0][0] - b[0][0]),
    [
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [3, 0],
      ],
      [
        [8, 8],
        [9, 9],
      ],
    ],
  );
});
